"""Envelopes as one PDF, a page for each, on a reportlab canvas.

What is written on them is drawn as plain characters; no markup and no file name in it is ever followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import BinaryIO

from petitcrm.base.addresses import block
from petitcrm.base.addresses import problems as address_problems
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _
from petitcrm.features.envelopes import layout
from petitcrm.features.envelopes.layout import Feed
from petitcrm.features.envelopes.sizes import Size
from petitcrm.features.labels.layout import MM, TINY, UNFOLDED, fitted, leading
from petitcrm.features.labels.pdf import cannot_print, new_canvas
from petitcrm.features.labels.sheets import said
from petitcrm.features.letters import fonts
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.pdf import Drawing

_EVERY = 50  # envelopes between two calls of progress
_SENDER = "sender"
_NAME, _LINES = 10.0, 9.0  # points
_SENDER_LEADING = 1.25


def write(
    out: BinaryIO,
    envelopes: Iterable[Addressee],
    size: Size,
    feed: Feed,
    *,
    sender: Letterhead | None = None,
    country: str = "FR",
    offset: tuple[int, int] = (0, 0),
    title: str = "",
    progress: Callable[[int], bool] | None = None,
) -> list[list[str]]:
    """Write the envelopes into the PDF `out`, a page for each; what is not right with each of them, in sentences.

    `country` is the sender's, `offset` how far to the right and down the printer wants all of it, in tenths of a mm.
    `progress(n)` is called with the number of envelopes written, every 50; where it answers False, Cancelled is raised.
    """
    press = _Press(out, size, feed, sender, country, offset, title)
    problems = []
    for count, one in enumerate(envelopes, 1):
        problems.append(press.envelope(one))
        if count % _EVERY == 0 and progress is not None and not progress(count):
            raise Cancelled
    if not problems:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    if progress is not None and not progress(len(problems)):
        raise Cancelled
    press.canvas.save()
    return problems


def check(
    envelopes: Iterable[Addressee], size: Size, feed: Feed, *, sender: Letterhead | None = None, country: str = "FR"
) -> list[list[str]]:
    """What would not be right with each of the envelopes; nothing is written."""
    press = _Press(BytesIO(), size, feed, sender, country, (0, 0), "")
    return [press.address(one)[1] for one in envelopes]


class _Press:
    """One PDF in the making."""

    def __init__(
        self,
        out: BinaryIO,
        size: Size,
        feed: Feed,
        sender: Letterhead | None,
        country: str,
        offset: tuple[int, int],
        title: str,
    ) -> None:
        page = layout.page(size, feed)
        self.canvas = new_canvas(out, title, (page.width * MM, page.height * MM))
        self._size, self._room, self._country = size, layout.room(size), country
        self._lost: set[str] = set()
        self._face = fonts.Face(fonts.REGULAR, self.canvas._doc, self._lost)
        self._font = self._face.code_name()
        self._turned = "q " + " ".join(f"{number:.4f}" for number in page.matrix(offset)) + " cm"
        self._has_sender = sender is not None and self._draw_sender(sender)
        self._sender_lost = frozenset(self._lost)

    # the sender

    def _draw_sender(self, sender: Letterhead) -> bool:
        """Draw it once, as a form that each page shows; False where there is none."""
        name, lines = fonts.one_line(sender.name), [fonts.one_line(line) for line in sender.lines if line.strip()]
        if not name and not lines:
            return False
        scale = 1.0
        while not self._sender_fits(name, lines, scale):
            scale *= 0.95
        code = self._sender_code(name, lines, scale)
        self.canvas.beginForm(_SENDER)
        self.canvas.drawText(Drawing(code))
        self.canvas.endForm()
        return True

    def _sender_fits(self, name: str, lines: Sequence[str], scale: float) -> bool:
        high = sum(
            len(codes) * points * _SENDER_LEADING for _face, points, codes in self._sender_parts(name, lines, scale)
        )
        return high <= layout.SENDER_HIGH * MM or scale < 0.05

    def _sender_parts(self, name: str, lines: Sequence[str], scale: float) -> list[tuple[fonts.Face, float, list[str]]]:
        """(face, size, lines) of the name and of what stands under it."""
        bold, width = fonts.Face(fonts.BOLD, self.canvas._doc, self._lost), layout.sender_width(self._size) * MM
        parts = [(bold, _NAME * scale, bold.wrap(name, _NAME * scale, width))] if name else []
        under = [code for line in lines for code in self._face.wrap(line, _LINES * scale, width)]
        return [*parts, (self._face, _LINES * scale, under)] if under else parts

    def _sender_code(self, name: str, lines: Sequence[str], scale: float) -> str:
        code = []
        parts = self._sender_parts(name, lines, scale)
        y = layout.sender_baseline(parts[0][1]) * MM
        for face, points, codes in parts:
            between = points * _SENDER_LEADING
            code.append(self._text(codes, face.code_name(), points, between, layout.EDGE * MM, y))
            y += between * len(codes)
        return "\n".join(code)

    def _text(self, codes: Sequence[str], font: str, points: float, between: float, x: float, y: float) -> str:
        """Lines as one text object; `x` and the first baseline `y` in points from the envelope's top left corner."""
        up = self._size.height * MM - y
        return f"BT 1 0 0 1 {x:.2f} {up:.2f} Tm {font} {points:.4g} Tf {between:.4g} TL {' T* '.join(codes)} ET"

    # one envelope

    def envelope(self, one: Addressee) -> list[str]:
        """Draw one envelope, and say what is not right with it."""
        code, problems = self.address(one)
        canvas = self.canvas
        canvas.drawText(Drawing(self._turned))
        if self._has_sender:
            canvas.doForm(_SENDER)
        canvas.drawText(Drawing(f"{code} Q"))
        canvas.showPage()
        return problems

    def address(self, one: Addressee) -> tuple[str, list[str]]:
        """The instructions that draw the address, and what is not right with it."""
        self._lost.clear()
        lines = block(one.names, one.address, self._country)
        problems = address_problems(lines, one.address, self._country)
        shown = [line for line in map(fonts.one_line, lines) if line]
        code = ""
        if shown:
            points, between, codes, wrong = self._fitted(shown)
            x, y = layout.baselines(self._size, len(codes), points, between)[0]
            code = self._text(codes, self._font, points, between, x * MM, y * MM)
            problems += wrong
        return code, problems + [cannot_print(char) for char in sorted(self._lost | self._sender_lost)]

    def _fitted(self, lines: Sequence[str]) -> tuple[float, float, list[str], list[str]]:
        """(size, leading, lines, what is wrong): as large as there is room, then smaller, then long lines go on below."""
        widest = max(self._face.width(line, 1.0) for line in lines)
        points, between = fitted(len(lines), widest, self._room, layout.GOOD)
        if points:
            return points, between, [self._face.line(line, points) for line in lines], []
        points, between = fitted(len(lines), widest, self._room, UNFOLDED)
        if points:
            return points, between, [self._face.line(line, points) for line in lines], [self._smaller(points)]
        return self._folded(lines)

    def _folded(self, lines: Sequence[str]) -> tuple[float, float, list[str], list[str]]:
        points = layout.GOOD
        while True:
            codes = [code for line in lines for code in self._face.wrap(line, points, self._room.width)]
            between = leading(len(codes), points, self._room.height)
            if between or points < TINY:
                break
            points *= 0.95
        if points == layout.GOOD:
            text = _("The {size} envelope is too narrow for this address: a long line goes on below.")
            return points, between, codes, [text.format(size=self._size.name)]
        return points, between, codes, [self._smaller(points)]

    def _smaller(self, points: float) -> str:
        text = _("The {size} envelope is too small for this address: it is printed in {points} pt.")
        return text.format(size=self._size.name, points=said(round(points, 1)))
