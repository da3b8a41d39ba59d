"""Does an address lie in what the window of an envelope always shows? Millimetres from the sheet's top left corner.

A window's `safe` zone is the window less the play of the folded sheet in its envelope, on all sides. Looked at is the
address in the smallest letters that a machine still reads; where even these stick out, it has to be printed smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from petitcrm.base.addresses import block
from petitcrm.base.language import _, current
from petitcrm.features.letters import fonts
from petitcrm.features.letters import layout as place
from petitcrm.features.letters.recipient import Recipient, name_lines
from petitcrm.features.letters.windows import Window

if TYPE_CHECKING:
    from petitcrm.features.letters.queries import Selection

Box = tuple[float, float, float, float]  # left, top, right, bottom
TOLERANCE = 0.05
LEFT, ABOVE, RIGHT, BELOW = "left", "above", "right", "below"


@dataclass(frozen=True, slots=True)
class Out:
    """A line (from 1) that sticks out of the window, on the side where it does so most, and by how many mm."""

    number: int
    side: str
    by: float


@dataclass(frozen=True, slots=True)
class Unfit:
    """Somebody whose address does not fit: the place in the selection, the name, the lines."""

    place: int
    name: str
    lines: tuple[Out, ...]
    tier: str = ""

    def in_words(self) -> str:
        """In a few words: "line 1: 12.4 mm too far right"."""
        said = {
            LEFT: _("line {number}: {mm} mm too far left"),
            RIGHT: _("line {number}: {mm} mm too far right"),
            ABOVE: _("line {number}: {mm} mm too high"),
            BELOW: _("line {number}: {mm} mm too low"),
        }
        return " · ".join(said[one.side].format(number=one.number, mm=millimetres(one.by)) for one in self.lines)


def placed(widths: Sequence[float], window: Window, size: float = place.ADDRESS_GOOD) -> list[Box]:
    """Where the lines of an address stand in letters of `size`; `widths` are theirs at size 1, in points.

    As on the letter: the last line at the foot of the window, the others above it, no nearer than they can be read.
    """
    between = max(place.address_leading(len(widths), size, window), size / place.MM)
    last = window.bottom - fonts.DESCENT * size / place.MM
    boxes = []
    for at, width in enumerate(widths):
        base = last - (len(widths) - 1 - at) * between
        boxes.append(
            (
                window.text_x,
                base - fonts.ASCENT * size / place.MM,
                window.text_x + width * size / place.MM,
                base + fonts.DESCENT * size / place.MM,
            )
        )
    return boxes


def sticking_out(boxes: Sequence[Box], window: Window) -> list[Out]:
    """The lines that the window would not always show whole."""
    x, y, wide, high = window.safe
    found = []
    for number, (left, top, right, bottom) in enumerate(boxes, 1):
        by, side = max(
            (x - left, LEFT), (y - top, ABOVE), (right - x - wide, RIGHT), (bottom - y - high, BELOW)
        )  # fmt: skip
        if by > TOLERANCE:
            found.append(Out(number, side, by))
    return found


def sentences(lines: Sequence[str], found: Sequence[Out]) -> list[str]:
    """One for each line that sticks out."""
    said = {
        LEFT: _(
            "Line {number}, “{line}”, would stick out of the window by {mm} mm on the left: the address is printed smaller."
        ),
        RIGHT: _(
            "Line {number}, “{line}”, would stick out of the window by {mm} mm on the right: the address is printed smaller."
        ),
        ABOVE: _(
            "Line {number}, “{line}”, would stick out of the window by {mm} mm at the top: the address is printed smaller."
        ),
        BELOW: _(
            "Line {number}, “{line}”, would stick out of the window by {mm} mm at the foot: the address is printed smaller."
        ),
    }
    return [
        said[one.side]
        .replace("{number}", str(one.number))
        .replace("{mm}", millimetres(one.by))
        .replace("{line}", lines[one.number - 1])
        for one in found
    ]


def millimetres(number: float) -> str:
    """A measure with one decimal, never nought."""
    shown = f"{max(number, 0.1):.1f}"
    return shown.replace(".", ",") if current() == "fr" else shown


def looked_at(lines: Sequence[str], face: fonts.Face, window: Window) -> list[Out]:
    """Which lines of an address do not fit."""
    return sticking_out(placed([face.width(line, 1.0) for line in lines], window), window)


def check(selection: Selection, window: Window, country: str) -> list[Unfit]:
    """Those of a selection whose address does not fit, before anything is printed. `country` is the sender's."""
    face = _ruler()
    found = []
    for at, (recipient, name) in enumerate(zip(selection.recipients, selection.names, strict=True)):
        if out := looked_at(_lines(recipient, country), face, window):
            found.append(Unfit(at, name, tuple(out), selection.tiers[at]))
    return found


def _lines(recipient: Recipient, country: str) -> list[str]:
    """The lines of an address as the letter shows them."""
    lines = block(name_lines(recipient), recipient.address, country)
    return [line for line in map(fonts.one_line, lines) if line]


def _ruler() -> fonts.Face:
    """A font to measure with, of a document that nobody sees."""
    from reportlab.pdfgen.canvas import Canvas

    fonts.register(fonts.REGULAR)
    canvas: Any = Canvas(BytesIO(), initialFontName=fonts.REGULAR)
    return fonts.Face(fonts.REGULAR, canvas._doc, set())
