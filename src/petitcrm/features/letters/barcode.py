"""The reference as a Code 128 that any hand scanner reads, drawn as filled boxes."""

from functools import cache
from typing import Any

from petitcrm.features.letters.layout import BAR_HEIGHT, MM

MODULE = 0.30  # millimetres of the thinnest bar; a laser printer at 600 dpi makes 7 dots of it


@cache
def _made_by() -> Any:
    from reportlab.graphics.barcode.code128 import Code128

    return Code128


def widths(text: str) -> list[tuple[bool, int]]:
    """(black, so many modules) from left to right, without the white around."""
    made = _made_by()(text, quiet=0, barWidth=1, barHeight=1)
    made.validate()
    made.encode()
    made.decompose()
    return [(sign.isupper(), int(sign, 36) - 9) for sign in made.decomposed]


def bars(text: str, x: float, y: float) -> tuple[str, float]:
    """The drawing of the bar code whose lower left corner is `x`, `y` mm from the page's, and how wide it is in mm.

    One unit is a module across and the whole height up: whole numbers are short, and the bars exact.
    """
    boxes, at = [], 0
    for is_black, modules in widths(text):
        if is_black:
            boxes.append(f"{at} 0 {modules} 1 re")
        at += modules
    place = f"{MODULE * MM:.4f} 0 0 {BAR_HEIGHT * MM:.4f} {x * MM:.2f} {y * MM:.2f} cm"
    return f"q {place} 0 g {' '.join(boxes)} f Q", at * MODULE
