"""Sheets of labels: where each label stands on the paper. All measures in mm, from the sheet's top left corner.

The numbers are facts of the makers' sheets, checked to be symmetric on A4; J81xx are the L71xx for ink jets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.base.language import _, current

A4 = (210.0, 297.0)
EDGE = 2.0  # a sheet whose labels come nearer to the paper's edge than this is one without margins
LEAST_PADDING, LEAST_AT_EDGE = 3.0, 5.0  # printers leave about 5 mm white
WIDE = 90.0  # a label from here on has room to set its text off from the cut
TOLERANCE = 0.05
MOST = 100  # labels in a row or in a column
MAKERS = ("avery", "zweckform", "herma")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` x `rows` labels of `width` x `height`; the first at `left`, `top`; the pitch is label plus gap."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    aliases: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def count(self) -> int:
        """How many labels are on one sheet."""
        return self.columns * self.rows

    def place(self, at: int) -> tuple[float, float]:
        """The top left corner of label `at` (from 0, line by line as one reads)."""
        row, column = divmod(at, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y

    def margins(self) -> tuple[float, float, float, float]:
        """The white around all labels: left, top, right, bottom."""
        right = A4[0] - self.left - (self.columns - 1) * self.pitch_x - self.width
        bottom = A4[1] - self.top - (self.rows - 1) * self.pitch_y - self.height
        return self.left, self.top, right, bottom

    @property
    def padding(self) -> tuple[float, float]:
        """The white inside a label at its sides, and above and below."""
        left, top, right, bottom = self.margins()
        across = LEAST_AT_EDGE if min(left, right) < EDGE else LEAST_PADDING
        down = LEAST_AT_EDGE if min(top, bottom) < EDGE else LEAST_PADDING
        return max(across, self.width / (14 if self.width >= WIDE else 20)), max(down, self.height / 20)


def _sheets(text: str) -> tuple[Sheet, ...]:
    made = []
    for line in text.strip().splitlines():
        name, numbers, names = (part.strip() for part in line.split("|"))
        columns, rows, width, height, left, top, pitch_x, pitch_y = map(float, numbers.split())
        aliases = tuple(one.strip() for one in names.split(",") if one.strip())
        made.append(Sheet(name, int(columns), int(rows), width, height, left, top, pitch_x, pitch_y, aliases))
    return tuple(made)


# name | columns rows width height left top pitch_x pitch_y | other names
SHEETS = _sheets("""
L7159 | 3 8 64.0 33.86 6.46 13.06 66.54 33.86 | J8159
L7160 | 3 7 63.5 38.1 7.20 15.15 66.04 38.1 | J8160, Herma 4677, Herma 5074
L7161 | 3 6 63.5 46.56 7.21 8.82 66.04 46.56 | J8161
L7162 | 2 8 99.06 33.87 4.67 13.02 101.6 33.87 | J8162, Herma 5075
L7163 | 2 7 99.06 38.1 4.67 15.15 101.6 38.1 | J8163, Herma 4678, Herma 5076
L7164 | 3 4 63.5 71.97 7.21 4.57 66.04 71.97 | J8164
L7165 | 2 4 99.06 67.73 4.67 13.04 101.6 67.73 | J8165, Herma 5077
L7166 | 2 3 99.06 93.13 4.67 8.81 101.6 93.13 | J8166
L7168 | 1 2 199.6 143.53 5.20 4.97 199.6 143.53 | J8168
L7173 | 2 5 99.06 57.0 4.67 6.00 101.6 57.0 | J8173
L7157 | 3 11 64.0 24.3 6.0 14.0 66.5 24.3 | J8157
L7651 | 5 13 38.1 21.17 4.67 10.90 40.64 21.17 | J8651, J8551, L7551, L8651
L7654 | 4 10 45.72 25.4 9.75 21.43 48.26 25.4 | J8654, L6140, L6145, L4770
L4731 | 7 27 25.4 10.0 8.48 13.43 27.94 10.0 | 4731, L7658
L4732 | 5 16 35.6 16.9 11.0 13.0 38.1 16.9 | 4732
3348 | 3 7 67.0 38.0 2.0 20.0 70.0 38.0 |
3420 | 3 17 70.0 16.9 0.0 4.78 70.0 16.9 |
3421 | 3 11 70.0 25.4 0.0 8.73 70.0 25.4 |
3422 | 3 8 70.0 35.0 0.0 8.43 70.0 35.0 | Herma 4429
3423 | 2 8 105.0 35.0 0.0 8.43 105.0 35.0 | Herma 4427
3424 | 2 6 105.0 48.0 0.0 4.43 105.0 48.0 | Herma 4457
3425 | 2 5 105.0 57.0 0.0 5.93 105.0 57.0 |
3426 | 2 4 105.0 70.0 0.0 8.43 105.0 70.0 |
3427 | 2 4 105.0 74.2 0.0 0.0 105.0 74.2 |
3474 | 3 8 70.0 37.1 0.0 0.0 70.0 37.1 | 3448, 3449, 3450, 3451, Herma 4464
3475 | 3 8 70.0 36.0 0.0 4.43 70.0 36.0 | 3490, Herma 4453
3477 | 2 7 105.0 41.0 0.0 4.93 105.0 41.0 |
3479 | 3 9 70.0 32.0 0.0 4.43 70.0 32.0 |
3481 | 3 7 70.0 41.0 0.0 4.93 70.0 41.0 |
3484 | 2 8 105.0 37.1 0.0 0.0 105.0 37.1 | Herma 4620
3489 | 3 10 70.0 29.69 0.0 0.0 70.0 29.69 |
3651 | 4 10 52.5 29.69 0.0 0.0 52.5 29.69 | Herma 4610
3652 | 3 7 70.0 42.41 0.0 0.0 70.0 42.41 |
3653 | 2 7 105.0 42.41 0.0 0.0 105.0 42.41 | Herma 4625
3658 | 3 8 64.6 33.8 8.10 13.23 64.6 33.8 |
3659 | 2 6 97.0 42.3 8.0 21.53 97.0 42.3 | 4781
3660 | 2 4 97.0 67.7 8.0 13.03 97.0 67.7 |
38931 | 3 11 70.0 25.0 0.0 10.0 70.0 25.0 | CR33, DL33
4760 | 1 7 192.0 38.0 9.0 15.43 192.0 38.0 |
4761 | 1 4 192.0 61.0 8.82 26.46 192.0 61.0 |
6021 | 4 16 46.0 16.9 8.5 14.0 48.3 16.9 |
6121 | 5 13 38.075 21.209 9.5 10.49 38.075 21.209 |
Herma 4614 | 3 8 66.0 33.87 6.0 13.03 66.0 33.87 | Herma 4670
Herma 4623 | 2 6 96.52 42.33 8.48 21.51 96.52 42.33 | Herma 4669
Herma 4624 | 2 4 96.52 67.73 8.48 13.03 96.52 67.73 |
Herma 4667 | 2 5 96.0 50.8 7.73 21.5 98.54 50.8 |
""")
USUAL = "L7160"


def key(name: str) -> str:
    """A name of a sheet without capitals, spaces, dashes and its maker: "Avery L-7160" is "l7160"."""
    plain = "".join(sign for sign in name.casefold() if sign.isalnum())
    for maker in MAKERS:
        plain = plain.removeprefix(maker)
    return plain


def matching(sheets: Iterable[Sheet], text: str) -> list[Sheet]:
    """The sheets one of whose names holds `text`, or whose count or measures do: "7160", "21", "63.5 x 38"."""
    wanted = key(text)
    if not wanted:
        return list(sheets)
    measures = text.replace(",", ".").replace("×", "x").replace(" ", "").casefold()
    return [
        one
        for one in sheets
        if any(wanted in key(name) for name in (one.name, *one.aliases))
        or wanted == str(one.count)
        or (len(measures) > 3 and f"{one.width:g}x{one.height:g}".startswith(measures))
    ]


def by_name(sheets: Sequence[Sheet], name: str) -> Sheet:
    """The sheet called `name`, by its own name before the others'. Problem where there is none."""
    wanted = key(name)
    for one in sheets:
        if wanted and key(one.name) == wanted:
            return one
    for one in sheets:
        if wanted and any(wanted in (key(alias), key(alias).lstrip("lj")) for alias in (*one.aliases, one.name)):
            return one
    raise Problem(
        _("There is no label sheet “{name}”.").format(name=name),
        _("“petitcrm sheets” lists all; in the window you can add your own."),
    )


def check(sheet: Sheet) -> None:
    """Refused where the labels of a sheet can't stand so: the sentence says which number, and what would do."""
    for field, number in (("columns", sheet.columns), ("rows", sheet.rows)):
        if not 1 <= number <= MOST:
            raise Refused(field, _("{number} labels: it must be from 1 to {most}.").format(number=number, most=MOST))
    _check_way("width", "left", "pitch_x", sheet.columns, sheet, A4[0])
    _check_way("height", "top", "pitch_y", sheet.rows, sheet, A4[1])
    across, down = sheet.padding
    if sheet.width <= 2 * across or sheet.height <= 2 * down:
        raise Refused(
            "width" if sheet.width <= 2 * across else "height",
            _("A label of {width} × {height} mm has no room for text inside its margins.").format(
                width=said(sheet.width), height=said(sheet.height)
            ),
        )
    if not key(sheet.name):
        raise Refused("name", _("The sheet needs a name."))


def _check_way(size_field: str, margin_field: str, pitch_field: str, count: int, sheet: Sheet, paper: float) -> None:
    """Size, margin and pitch in one direction."""
    size, margin, pitch = (float(getattr(sheet, name)) for name in (size_field, margin_field, pitch_field))
    if not 0 < size <= paper:
        raise Refused(
            size_field,
            _("{number} mm: a label must be larger than 0 and fit on the sheet ({paper} mm).").format(
                number=said(size), paper=said(paper)
            ),
        )
    if not 0 <= margin < paper:
        raise Refused(
            margin_field,
            _("{number} mm: it must be from 0 to {paper} mm.").format(number=said(margin), paper=said(paper)),
        )
    if count > 1 and not pitch >= size - TOLERANCE:
        raise Refused(
            pitch_field,
            _("The labels overlap: one begins {pitch} mm after the other, but measures {size} mm.").format(
                pitch=said(pitch), size=said(size)
            ),
        )
    end = margin + (count - 1) * pitch + size if count > 1 else margin + size
    if not end <= paper + TOLERANCE:
        raise Refused(
            pitch_field if count > 1 else size_field,
            _("The last label ends at {end} mm, the sheet at {paper} mm.").format(end=said(end), paper=said(paper)),
        )


def said(number: float) -> str:
    """A measure without needless noughts, with the comma of the language."""
    plain = f"{number:.3f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if current() == "fr" else plain
