"""How charts are drawn: inside their place, without clipping a word."""

from dataclasses import dataclass, field

import pytest

from petitcrm.features.call_results import words
from petitcrm.features.call_results.queries import Span, results
from petitcrm.store.store import Store
from petitcrm.ui.charts import Align, Bar, Chart, draw, height
from tests_support import TODAY


@dataclass
class Noted:
    """A pen that writes down what it is asked to draw; a letter is six to eight wide."""

    texts: list[tuple[str, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)

    def tall(self, *, small: bool = False) -> float:
        return 13.0 if small else 15.0

    def wide(self, text: str, *, small: bool = False, bold: bool = False) -> float:
        return len(text) * (6.0 if small else 7.0) + (len(text) if bold else 0.0)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        *,
        role: str = "text",
        align: Align = "left",
        small: bool = False,
        bold: bool = False,
    ) -> None:
        wide = self.wide(text, small=small, bold=bold)
        left = x + (width - wide) * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        if text:
            self.texts.append((text, left, y, wide))

    def box(
        self, x: float, y: float, width: float, height: float, role: str, *, strength: float = 1.0, edge: str = ""
    ) -> None:
        self.boxes.append((x, y, width, height, role))

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, *, dashed: bool = False) -> None:
        self.boxes.append((min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1), role))


@pytest.mark.parametrize("width", [380, 540, 1040, 1700])
def test_everything_stands_inside_and_no_words_meet(called: Store, width: int) -> None:
    found = called.read(results, Span.of_months(12, TODAY), TODAY)
    for chart in words.charts(found):
        pen = Noted()
        draw(chart, pen, width)
        tall = height(chart, pen)
        for text, x, y, wide in pen.texts:
            assert x >= -0.01, (chart.key, text)
            assert x + wide <= width + 0.01, (chart.key, text)
            assert -0.01 <= y < tall, (chart.key, text)
        for x, y, wide, high, _role in pen.boxes:
            assert x >= -0.01, chart.key
            assert x + wide <= width + 0.01, chart.key
            assert y >= -0.01, chart.key
            assert y + high <= tall + 0.01, chart.key
        _must_not_meet(chart.key, pen)


def _must_not_meet(key: str, pen: Noted) -> None:
    for at, (text, x, y, wide) in enumerate(pen.texts):
        for other, other_x, other_y, other_wide in pen.texts[at + 1 :]:
            if abs(other_y - y) < 10:
                assert other_x >= x + wide - 0.01 or other_x + other_wide <= x + 0.01, (key, text, other)


def test_a_wide_number_stands_above_its_neighbours() -> None:
    bars = tuple(Bar(f"1 May {at}", 9000 - at, "9 000") for at in range(26))
    pen = Noted()
    draw(Chart("x", "", "", "columns", (("a",),), bars=bars, top=9000), pen, 520)
    _must_not_meet("x", pen)
    numbers = [(x, y + 13, wide) for text, x, y, wide in pen.texts if text == "9 000"]
    assert numbers
    for x, low, wide in numbers:
        for left, top, thick, _high, role in pen.boxes:
            if role == "accent" and left < x + wide and left + thick > x:
                assert top >= low


def test_a_bar_is_as_long_as_its_value() -> None:
    bars = (Bar("a", 0.5, "50%"), Bar("b", 1.0, "100%"), Bar("c", 0.0, "–"))
    pen = Noted()
    draw(Chart("x", "", "", "rows", (("a",),), bars=bars), pen, 500)
    filled = [wide for _x, _y, wide, _high, role in pen.boxes if role == "accent"]
    assert len(filled) == 2
    assert filled[1] == pytest.approx(2 * filled[0])


def test_higher_columns_make_use_of_the_room() -> None:
    chart = Chart("x", "", "", "columns", (("a",),), bars=(Bar("1", 4, "4", part=1),), top=4)
    low, high = Noted(), Noted()
    draw(chart, low, 300)
    draw(chart, high, 300, 400)
    assert max(box[3] for box in high.boxes) > max(box[3] for box in low.boxes)
    bar, part = (box[3] for box in high.boxes[:2])
    assert part == pytest.approx(bar / 4)


def test_nothing_to_draw_is_drawn() -> None:
    for shape in ("rows", "columns", "cells"):
        draw(Chart("x", "", "", shape, (("a",),)), Noted(), 300)  # type: ignore[arg-type]
