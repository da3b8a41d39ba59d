"""How large an address is written on a label, and where its lines stand. Sizes and heights in points."""

from dataclasses import dataclass

from petitcrm.features.labels.sheets import WIDE, Sheet
from petitcrm.features.letters.fonts import ASCENT, DESCENT

MM = 72 / 25.4
LEAST = 8.0  # below it an address is hard to read, by machines and by people
UNFOLDED = 7.0  # down to here a line is rather small than broken in two
STEP = 0.5
LEADING, LEAST_LEADING = 1.2, 1.08  # as parts of the size
TINY = 0.2  # nothing is readable here, but a label of a thousand lines must end somewhere


@dataclass(frozen=True, slots=True)
class Room:
    """What a label offers its text, in points; `largest` is the size tried first."""

    width: float
    height: float
    largest: float


def room(sheet: Sheet) -> Room:
    """The inside of a label of `sheet`. Larger labels carry larger letters."""
    across, down = sheet.padding
    largest = 10.0
    if sheet.width >= WIDE:
        largest = 14.0 if sheet.height >= 90 else 12.0 if sheet.height >= 55 else 11.0
    return Room((sheet.width - 2 * across) * MM, (sheet.height - 2 * down) * MM, largest)


def leading(count: int, size: float, height: float) -> float:
    """The distance between `count` lines of `size` in `height`, as wide as looks well; 0 where they do not fit."""
    if count < 2:
        return LEADING * size if size * (ASCENT + DESCENT) <= height else 0.0
    found = min(LEADING * size, (height - size * (ASCENT + DESCENT)) / (count - 1))
    return found if found >= LEAST_LEADING * size else 0.0


def fitted(count: int, widest: float, inside: Room, least: float = LEAST) -> tuple[float, float]:
    """The largest size at which `count` lines, the widest `widest` at size 1, fit, and their leading; or (0, 0)."""
    size = inside.largest
    while size >= least:
        if widest * size <= inside.width and (between := leading(count, size, inside.height)):
            return size, between
        size -= STEP
    return 0.0, 0.0


def first_baseline(count: int, size: float, between: float, height: float) -> float:
    """How far under the top of `height` the first line stands, the lines being in its middle."""
    text = size * (ASCENT + DESCENT) + between * (count - 1)
    return (height - text) / 2 + ASCENT * size
