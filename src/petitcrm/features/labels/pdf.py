"""Labels as one PDF, sheet by sheet on a reportlab canvas, of exact A4.

What is written on them is drawn as plain characters; no markup and no file name in it is ever followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from petitcrm.base.addresses import MOST_LINES, block
from petitcrm.base.addresses import problems as address_problems
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.labels import layout
from petitcrm.features.labels.layout import MM
from petitcrm.features.labels.sheets import A4, Sheet, said
from petitcrm.features.letters import fonts
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.pdf import Drawing

_EVERY = 50  # labels between two calls of progress
_PAGE = (A4[0] * MM, A4[1] * MM)
_MANY_LINES = 20_000


@dataclass(slots=True)
class Written:
    """One label of the PDF: its page and its place on the sheet (both from 0), and what is not right with it."""

    page: int
    at: int
    problems: list[str] = field(default_factory=list)


def write(
    out: BinaryIO,
    labels: Iterable[Addressee],
    sheet: Sheet,
    first: int = 1,
    *,
    country: str = "FR",
    offset: tuple[int, int] = (0, 0),
    title: str = "",
    progress: Callable[[int], bool] | None = None,
) -> list[Written]:
    """Write the labels into the PDF `out`, beginning at label `first` (from 1), and say where each one is.

    `country` is the sender's, `offset` how far to the right and down the printer wants all of it, in tenths of a mm.
    `progress(n)` is called with the number of labels written, every 50; where it answers False, Cancelled is raised.
    """
    if not 1 <= first <= sheet.count:
        raise Problem(
            _("{sheet} has no label {number}.").format(sheet=sheet.name, number=first),
            _("Choose one from 1 to {count}.").format(count=sheet.count),
        )
    press = _Press(out, sheet, country, offset, title)
    written = []
    at = first - 1
    for count, one in enumerate(labels, 1):
        written.append(press.label(one, at))
        at = (at + 1) % sheet.count
        if count % _EVERY == 0 and progress is not None and not progress(count):
            raise Cancelled
    if not written:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    if progress is not None and not progress(len(written)):
        raise Cancelled
    press.finish()
    return written


class _Press:
    """One PDF in the making."""

    def __init__(self, out: BinaryIO, sheet: Sheet, country: str, offset: tuple[int, int], title: str) -> None:
        self.canvas = new_canvas(out, title)
        self._sheet = sheet
        self._country = country
        self._room = layout.room(sheet)
        across, down = sheet.padding
        self._corners = [
            ((x + across + offset[0] / 10) * MM, _PAGE[1] - (y + down + offset[1] / 10) * MM)
            for x, y in map(sheet.place, range(sheet.count))
        ]
        self._lost: set[str] = set()
        self._face = fonts.Face(fonts.REGULAR, self.canvas._doc, self._lost)
        self._font = self._face.code_name()
        self._known: dict[str, tuple[float, str]] = {}  # a line that needs no care: its width at size 1, its code
        self._codes: list[str] = []
        self._page = 0
        self._previous = -1

    def label(self, one: Addressee, at: int) -> Written:
        """Draw one label at place `at` of the sheet, on the next page where that place is behind."""
        if self._previous >= at:
            self._end_page()
        self._previous = at
        self._lost.clear()
        lines = block(one.names, one.address, self._country)
        problems = address_problems(lines, one.address, self._country)
        code, said_of_size = self._lines(lines, at, one.function)
        self._codes.append(code)
        problems += said_of_size
        if self._lost:
            problems += [cannot_print(char) for char in sorted(self._lost)]
        return Written(self._page, at, problems)

    def _lines(self, lines: Sequence[str], at: int, function: str) -> tuple[str, list[str]]:
        """The address at place `at`, as large as the label lets it, and what is wrong with its size."""
        size, between = self._fitted(lines)
        if size < self._room.largest and function and len(lines) < MOST_LINES:
            apart = _function_apart(lines, function)
            larger = self._fitted(apart)
            if larger[0] > size:
                lines, (size, between) = apart, larger
        if size:
            codes = [self._measured(line)[1] or self._face.line(fonts.one_line(line), size) for line in lines]
            return self._drawn(codes, size, between, at), []
        size, between, codes = self._smaller(lines)
        return self._drawn(codes, size, between, at), [self._too_small(len(lines), size)]

    def _fitted(self, lines: Sequence[str]) -> tuple[float, float]:
        """The largest size at which the lines fit, and their leading; (0, 0) where they do not."""
        return layout.fitted(len(lines), max(map(self._width, lines), default=0.0), self._room)

    def _width(self, line: str) -> float:
        return self._measured(line)[0]

    def _measured(self, line: str) -> tuple[float, str]:
        return self._known.get(line) or self._measure(line)

    def _measure(self, line: str) -> tuple[float, str]:
        """Width at size 1 and code of a line; no code where it depends on the size (another font, another direction)."""
        shown = fonts.one_line(line)
        found = self._face.measured(shown)
        if not found[1]:
            return found
        if len(self._known) > _MANY_LINES:
            self._known.clear()
        self._known[line] = found
        return found

    def _smaller(self, lines: Sequence[str]) -> tuple[float, float, list[str]]:
        """An address too large for the label at 8 pt: a little smaller, or long lines go on below, as small as they must."""
        inside, shown = self._room, [fonts.one_line(line) for line in lines]
        size, between = layout.fitted(len(lines), max(map(self._width, lines), default=0.0), inside, layout.UNFOLDED)
        if size:
            return size, between, [self._face.line(line, size) for line in shown]
        size = layout.LEAST
        while True:
            codes = [code for line in shown for code in self._face.wrap(line, size, inside.width)]
            between = layout.leading(len(codes), size, inside.height)
            if between or size < layout.TINY:
                return size, between, codes
            size *= 0.95

    def _drawn(self, codes: list[str], size: float, between: float, at: int) -> str:
        x, top = self._corners[at]
        y = top - layout.first_baseline(len(codes), size, between, self._room.height)
        shown = " T* ".join(codes)
        return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {self._font} {size:.4g} Tf {between:.4g} TL {shown} ET"

    def _too_small(self, count: int, size: float) -> str:
        """Whether the lines are too many or too long, and what was done."""
        sheet, points = self._sheet.name, said(round(size, 1))
        if layout.leading(count, layout.LEAST, self._room.height):
            if size == layout.LEAST:
                return _("{sheet} is too narrow for this address: a long line goes on below.").format(sheet=sheet)
            return _("{sheet} is too narrow for this address: it is printed in {size} pt.").format(
                sheet=sheet, size=points
            )
        return ngettext(
            "{sheet} is too small for an address of {n} line: it is printed in {size} pt.",
            "{sheet} is too small for an address of {n} lines: it is printed in {size} pt.",
            count,
        ).format(sheet=sheet, n=count, size=points)

    def _end_page(self) -> None:
        self.canvas.drawText(Drawing("\n".join(self._codes)))
        self.canvas.showPage()
        self._codes.clear()
        self._page += 1

    def finish(self) -> None:
        """The last page, and the file."""
        self._end_page()
        self.canvas.save()


def _function_apart(lines: Sequence[str], function: str) -> list[str]:
    """ "M. Jean ROCHE, gérant" on two lines."""
    end = f", {' '.join(function.split())}"
    apart: list[str] = []
    for line in lines:
        apart += [line.removesuffix(end), end[2:]] if line.endswith(end) else [line]
    return apart


def new_canvas(out: BinaryIO, title: str, page: tuple[float, float] = _PAGE) -> Any:
    """A canvas for pages of this size in points, A4 as a rule, that asks its reader not to scale them."""
    from reportlab.pdfgen.canvas import Canvas

    fonts.register(fonts.REGULAR)
    canvas: Any = Canvas(out, pagesize=page, pageCompression=1, initialFontName=fonts.REGULAR)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setTitle(fonts.one_line(title))
    canvas.setCreator("PetitCRM")
    return canvas


def cannot_print(char: str) -> str:
    """What is said of a character no font has."""
    return (
        _("The character “{char}” (U+{code}) can't be printed; a square stands for it.")
        .replace("{code}", f"{ord(char):04X}")
        .replace("{char}", char)
    )
