"""Where everything stands: on the envelope, and the envelope on the page that the printer is given. Millimetres.

On the envelope and on the page one counts from the top left corner, to the right and down. The top of the page is
what goes into the printer first: an envelope turned by 90° clockwise goes in with its left edge.
"""

from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.envelopes.sizes import STAMP, Rectangle, Size
from petitcrm.features.labels.layout import MM, Room
from petitcrm.features.labels.sheets import A4
from petitcrm.features.letters.fonts import ASCENT, DESCENT

TURNS = (0, 90, 180, 270)
OWN, CENTRE, LEFT, RIGHT = "own", "centre", "left", "right"
PLACES = (OWN, CENTRE, LEFT, RIGHT)
UP, DOWN = "up", "down"
_OTHER_SIDE = {LEFT: RIGHT, RIGHT: LEFT}

GOOD = 9.0  # NF Z10-011: below this an address is hard to read by machines
EDGE = 10.0  # of the sender, from the left and from the top; printers leave 5 mm white
SENDER_WIDE = 80.0
SENDER_HIGH = STAMP[1] - EDGE - 2
GAP = 4.0  # between the sender and the stamp


@dataclass(frozen=True, slots=True)
class Feed:
    """How a printer takes an envelope in.

    `turn`: clockwise, in degrees. `place`: on a page of its own size, or on an A4 page at that guide of the tray.
    `face`: the side printed on looks up or down in the tray.
    """

    turn: int = 0
    place: str = OWN
    face: str = UP

    @property
    def side(self) -> str:
        """Where the envelope lies on the page, seen from the side printed on: face down, left and right change."""
        return _OTHER_SIDE.get(self.place, self.place) if self.face == DOWN else self.place


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the printer and the envelope on it."""

    size: Size
    turn: int
    width: float
    height: float
    left: float  # of the envelope on the page
    top: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the envelope is on the page."""
        wide, high = self.size.width, self.size.height
        across, down = {0: (x, y), 90: (high - y, x), 180: (wide - x, high - y), 270: (y, wide - x)}[self.turn]
        return self.left + across, self.top + down

    def area(self, area: Rectangle) -> Rectangle:
        """Where a rectangle of the envelope is on the page."""
        x, y, wide, high = area
        one, other = self.point(x, y), self.point(x + wide, y + high)
        left, top = min(one[0], other[0]), min(one[1], other[1])
        return left, top, abs(one[0] - other[0]), abs(one[1] - other[1])

    @property
    def envelope(self) -> Rectangle:
        return self.area((0.0, 0.0, self.size.width, self.size.height))

    def matrix(self, offset: tuple[int, int] = (0, 0)) -> tuple[float, float, float, float, float, float]:
        """The same for a PDF, which counts in points from the bottom left; `offset` to the right and down, in tenths."""
        a, b = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[self.turn]
        x, y = self.point(0.0, self.size.height)
        return a, b, -b, a, (x + offset[0] / 10) * MM, (self.height - y - offset[1] / 10) * MM


def turned(size: Size, turn: int) -> tuple[float, float]:
    """Width and height of the envelope as it goes in."""
    return (size.width, size.height) if turn in (0, 180) else (size.height, size.width)


def fits(size: Size, feed: Feed) -> bool:
    """Is the page large enough?"""
    wide, high = turned(size, feed.turn)
    return feed.place == OWN or (wide <= A4[0] and high <= A4[1])


def page(size: Size, feed: Feed) -> Page:
    """The page for envelopes of `size`. Problem where A4 is too small for them."""
    wide, high = turned(size, feed.turn)
    if feed.place == OWN:
        return Page(size, feed.turn, wide, high, 0.0)
    if not fits(size, feed):
        raise _too_large(size, feed)
    left = {LEFT: 0.0, CENTRE: (A4[0] - wide) / 2, RIGHT: A4[0] - wide}[feed.side]
    return Page(size, feed.turn, *A4, left)


def _too_large(size: Size, feed: Feed) -> Problem:
    text = _("A {size} envelope does not fit on an A4 page this way.").format(size=size.name)
    if any(fits(size, Feed(turn, feed.place)) for turn in TURNS):
        return Problem(text, _("Turn it by 90 or 270 degrees."))
    return Problem(text, _("Use a page of the envelope's own size."))


def room(size: Size) -> Room:
    """What the envelope offers the address, in points."""
    _x, _y, wide, high = size.address
    return Room(wide * MM, high * MM, size.largest)


def baselines(size: Size, count: int, points: float, between: float) -> list[tuple[float, float]]:
    """Where `count` lines of the address begin: the last one ends at the bottom of its room, the others stand above.

    `points` is the size of the letters, `between` the distance of the lines, in points.
    """
    x, y, _wide, high = size.address
    last = y + high - DESCENT * points / MM
    return [(x, last - (count - 1 - at) * between / MM) for at in range(count)]


def sender_width(size: Size) -> float:
    """How wide the sender's lines may be."""
    return min(SENDER_WIDE, size.stamp[0] - GAP - EDGE)


def sender_baseline(points: float) -> float:
    """The first line of the sender."""
    return EDGE + ASCENT * points / MM
