"""Window envelopes: where an address must stand on the sheet so that the window always shows it, and it alone.

All figures in millimetres from the sheet's top left corner. `safe` stays visible however the folded sheet slides in
its envelope; `glass` is whatever can be seen at all, so nothing else is printed there. Sources: La Poste and S10 for
the French windows, DIN 5008/680 (forms A and B), Swiss Post (SN 010 130), US #10; norms 1.3 computes the safe zones
from envelope size, window and folded sheet.
"""

from dataclasses import dataclass

from petitcrm.base.language import mark

Rectangle = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class Window:
    """One kind of envelope. The address starts at `text_x`, is `text_width` wide and ends above `bottom`."""

    id: str
    label: str  # marked for translation
    safe: Rectangle
    glass: Rectangle
    text_x: float
    text_width: float
    bottom: float
    folds: tuple[float, ...]
    paper: tuple[float, float] = (210.0, 297.0)

    @property
    def on_the_left(self) -> bool:
        """Whether the window is where a French letterhead would stand."""
        return self.text_x < self.paper[0] / 2 - 10

    @property
    def margin(self) -> float:
        """The letter's left margin: 20 mm, or where the address begins so that both stand in one line (DIN 5008)."""
        return self.text_x if self.on_the_left else 20.0

    @property
    def clear(self) -> float:
        """From here down the whole width of the sheet may be printed on."""
        return self.glass[1] + self.glass[3]


LETTER_PAPER = (215.9, 279.4)
_ROLLED = (99.0, 198.0)  # A4 folded in three equal parts, for DL and C5/6

PRESETS: tuple[Window, ...] = (
    Window("fr-dl-45x100", mark("DL 110 × 220, window 45 × 100 on the right (France)"),
           (100, 45, 90, 34), (90, 34, 110, 56), 110, 80, 79, _ROLLED),
    Window("fr-dl-35x100", mark("DL 110 × 220, window 35 × 100 on the right (France)"),
           (100, 55, 90, 24), (90, 44, 110, 46), 110, 80, 79, _ROLLED),
    Window("fr-c56-45x100", mark("C5/6 114 × 229, window 45 × 100 on the right (France)"),
           (109, 49, 81, 30), (90, 34, 119, 60), 110, 80, 79, _ROLLED),
    Window("fr-c56-35x100", mark("C5/6 114 × 229, window 35 × 100 on the right (France)"),
           (109, 59, 81, 20), (90, 44, 119, 50), 110, 80, 79, _ROLLED),
    Window("din-dl-b", mark("DL, window on the left, DIN 5008 form B (Germany, Austria)"),
           (20, 50, 80, 40), (10, 45, 100, 50), 25, 75, 88, (105.0, 210.0)),
    Window("din-dl-a", mark("DL, window on the left, DIN 5008 form A (Germany, Austria)"),
           (20, 32, 80, 40), (10, 27, 100, 50), 25, 75, 70, (87.0, 192.0)),
    Window("ch-right", mark("C5/6, window 45 × 100 on the right (Switzerland)"),
           (117, 48, 81, 36), (98, 39, 119, 54), 120, 75, 82, (105.0, 210.0)),
    Window("ch-left", mark("C5/6, window 45 × 100 on the left (Switzerland)"),
           (20, 48, 81, 36), (1, 39, 119, 54), 25, 74, 82, (105.0, 210.0)),
    Window("us-10", mark("#10, window 1⅛ × 4½ in on the left (United States)"),
           (22, 63.5, 89, 17), (0, 51.8, 136.5, 40.3), 25, 84, 80.2, (93.1, 186.3), LETTER_PAPER),
    Window("uk-dl", mark("DL, window 35 × 90 on the left (United Kingdom)"),
           (20, 57, 80, 24), (10, 46, 100, 46), 25, 74, 80, _ROLLED),
)  # fmt: skip

DEFAULT = PRESETS[0]


def by_id(name: str) -> Window:
    """The preset called `name`; the default one for a name nobody knows (an old setting)."""
    return next((window for window in PRESETS if window.id == name), DEFAULT)
