"""Charts as plain descriptions, and how they are drawn: the same on the screen and on paper, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, Protocol

Align = Literal["left", "centre", "right"]

GAP = 8.0
ROW, BAR = 26.0, 12.0  # a line of horizontal bars, and the bar in it
BAR_STRENGTH = 0.6  # a whisker stays visible on the bar
CELL = 40.0  # the height of a line of a table of colours
COLUMNS, HIGHEST = 132.0, 240.0  # the height of the tallest vertical bar, at least and at most


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `low` to `high` is drawn as a whisker, `part` is the piece of the bar that is filled.

    `text` is the number written at it, `more` what is said beside it in a quieter tone. `strong`: it stands out.
    """

    label: str
    value: float
    text: str
    more: str = ""
    low: float | None = None
    high: float | None = None
    part: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a table of colours: the number in it, and how strong its colour is (0 to 1; None: no colour)."""

    text: str = ""
    more: str = ""
    strength: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """All there is to say of a chart. `shape`: rows (horizontal bars), columns (vertical ones) or cells.

    `sentence` says what it means, `note` how sure that is. `table` holds the same numbers, its first line the heads.
    `top` is the value of a full bar, `line` one to compare with.
    """

    key: str
    title: str
    sentence: str
    shape: Literal["rows", "columns", "cells"]
    table: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    across: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    note: str = ""
    top: float = 1.0
    line: float | None = None
    line_text: str = ""


def in_words(chart: Chart) -> str:
    """The chart for a screen reader: what it means, then every number."""
    heads, *rows = chart.table
    lines = [
        f"{row[0]}: " + ", ".join(f"{head} {value}" for head, value in zip(heads[1:], row[1:], strict=True) if value)
        for row in rows
    ]
    return "\n".join(line for line in (chart.sentence, *lines, chart.note) if line)


def tabbed(charts: Sequence[Chart]) -> str:
    """The numbers of the charts, for a spreadsheet: columns parted by tabs."""
    return "\n\n".join("\n".join([chart.title, *("\t".join(row) for row in chart.table)]) for chart in charts) + "\n"


class Pen(Protocol):
    """What a chart is drawn with. Colours are named by their role in the theme; `tall` is the height of a line of text."""

    def tall(self, *, small: bool = False) -> float: ...

    def wide(self, text: str, *, small: bool = False, bold: bool = False) -> float: ...

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
        """One line of text whose top is `y`, between `x` and `x` + `width`."""

    def box(
        self, x: float, y: float, width: float, height: float, role: str, *, strength: float = 1.0, edge: str = ""
    ) -> None:
        """A filled box; `strength` mixes its colour with that of the ground, `edge` draws its border."""

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, *, dashed: bool = False) -> None: ...


def height(chart: Chart, pen: Pen) -> float:
    """How high the chart is drawn, at least."""
    if chart.shape == "rows":
        return len(chart.bars) * ROW + (pen.tall(small=True) + 4 if chart.line is not None else 0)
    if chart.shape == "cells":
        return pen.tall() + 4 + len(chart.cells) * CELL
    return COLUMNS + _around_columns(chart, pen)


def most_height(chart: Chart, pen: Pen) -> float:
    """How high it may be drawn where there is room."""
    return height(chart, pen) + (HIGHEST - COLUMNS if chart.shape == "columns" else 0)


def _around_columns(chart: Chart, pen: Pen) -> float:
    """What the numbers above vertical bars and the words below them take of the height."""
    return pen.tall() + 8 + pen.tall() + (pen.tall(small=True) if any(bar.more for bar in chart.bars) else 0)


def draw(chart: Chart, pen: Pen, width: float, tall: float = 0.0) -> None:
    """Draw the chart `width` wide from the origin of `pen` on; vertical bars make use of a height of `tall`."""
    if chart.shape == "columns":
        _draw_columns(chart, pen, width, max(tall, height(chart, pen)) - _around_columns(chart, pen))
    elif chart.shape == "rows":
        _draw_rows(chart, pen, width)
    else:
        _draw_cells(chart, pen, width)


# horizontal bars


def _draw_rows(chart: Chart, pen: Pen, width: float) -> None:
    left = max((pen.wide(bar.label, bold=bar.strong) for bar in chart.bars), default=0) + GAP
    number = max((pen.wide(bar.text, bold=True) for bar in chart.bars), default=0)
    more = max((pen.wide(bar.more) for bar in chart.bars), default=0)
    most = max(40.0, width - left - number - more - 3 * GAP)
    y = pen.tall(small=True) + 4 if chart.line is not None else 0.0
    for bar in chart.bars:
        _draw_row(bar, pen, left, y, most, chart.top)
        x = left + most + GAP
        line = y + (ROW - pen.tall()) / 2
        pen.write(bar.label, 0, line, left - GAP, role="text" if bar.value or bar.more else "muted", bold=bar.strong)
        pen.write(bar.text, x, line, number, align="right", bold=True)
        pen.write(bar.more, x + number + GAP, line, more, role="muted")
        y += ROW
    if chart.line is not None:
        x = left + most * min(1.0, chart.line / chart.top)
        pen.line(x, pen.tall(small=True) + 2, x, y, "muted", dashed=True)
        _write_at(pen, chart.line_text, x, 0, 0, width)


def _draw_row(bar: Bar, pen: Pen, left: float, y: float, most: float, top: float) -> None:
    middle = y + ROW / 2
    pen.box(left, middle - BAR / 2, most, BAR, "sunken")
    if bar.value:
        pen.box(
            left, middle - BAR / 2, max(2.0, most * min(1.0, bar.value / top)), BAR, "accent", strength=BAR_STRENGTH
        )
    if bar.low is not None and bar.high is not None:
        low, high = left + most * bar.low / top, left + most * min(1.0, bar.high / top)
        pen.line(low, middle, high, middle, "text")
        for end in (low, high) if bar.high <= top else (low,):  # what goes on beyond the scale has no end there
            pen.line(end, middle - 4, end, middle + 4, "text")


def _write_at(pen: Pen, text: str, x: float, y: float, least: float, most: float) -> None:
    """A small word centred on `x`, moved so that it stays between `least` and `most`."""
    wide = pen.wide(text, small=True)
    pen.write(text, max(least, min(x - wide / 2, most - wide)), y, wide, role="muted", small=True)


# vertical bars


@dataclass(frozen=True, slots=True)
class _Raster:
    """The places of vertical bars: `step` from one to the next, `thick` each, standing on `ground`.

    Where there is no room for all words, every second, third … has them, counted from the last.
    """

    width: float
    count: int
    most: float
    ground: float
    every: int

    @property
    def step(self) -> float:
        return self.width / max(1, self.count)

    @property
    def thick(self) -> float:
        return min(48.0, max(3.0, self.step - max(3.0, self.step * 0.3)))

    def has_words(self, at: int) -> bool:
        return (self.count - 1 - at) % self.every == 0


def _draw_columns(chart: Chart, pen: Pen, width: float, most: float) -> None:
    raster = _Raster(width, len(chart.bars), most, pen.tall() + 4 + most, _every(chart, pen, width))
    numbers = [bar.text for bar in chart.bars]
    fits = max((pen.wide(text, bold=True) for text in numbers), default=0) <= raster.step - 2
    fits_small = max((pen.wide(text, small=True) for text in numbers), default=0) <= raster.step - 1
    tops = [raster.ground - most * min(1.0, bar.value / chart.top) for bar in chart.bars]
    for at, bar in enumerate(chart.bars):
        x = raster.step * (at + 0.5)
        _draw_column(bar, pen, raster, x, tops[at], chart.top)
        if fits or fits_small:
            y = tops[at] - 2 - pen.tall(small=not fits)
            pen.write(bar.text, x - raster.step / 2, y, raster.step, align="centre", small=not fits, bold=fits)
        elif raster.has_words(at):
            y = _above(tops, raster, at, pen.wide(bar.text, small=True)) - 2 - pen.tall(small=True)
            _write_at(pen, bar.text, x, y, 0, width)
        if raster.has_words(at):
            _label_column(bar, pen, raster, x)
    pen.line(0, raster.ground, width, raster.ground, "edge")


def _every(chart: Chart, pen: Pen, width: float) -> int:
    """1: every bar has room for its words; 2: every second one; and so on."""
    step = width / max(1, len(chart.bars))
    if all(pen.wide(bar.label) <= step - 2 for bar in chart.bars):
        return 1
    words = max(pen.wide(bar.label, small=True) for bar in chart.bars)
    needed = words + max(10.0, words / 2 - step / 2 + 8)  # the last one may have to move into the picture
    return max(2, ceil(needed / step))


def _above(tops: Sequence[float], raster: _Raster, at: int, wide: float) -> float:
    """The top of the bar `at` and of those beside it that a number `wide` wide would touch."""
    x = raster.step * (at + 0.5)
    left = max(0.0, min(x - wide / 2, raster.width - wide))
    reach = raster.thick / 2
    return min(
        top for other, top in enumerate(tops) if left - reach < raster.step * (other + 0.5) < left + wide + reach
    )


def _draw_column(bar: Bar, pen: Pen, raster: _Raster, x: float, top: float, full: float) -> None:
    left, tall = x - raster.thick / 2, raster.ground - top
    if bar.part is None:
        if tall:
            pen.box(left, top, raster.thick, tall, "accent", strength=BAR_STRENGTH)
        return
    if tall:
        pen.box(left, top, raster.thick, tall, "selection")
    filled = raster.most * min(1.0, bar.part / full)
    if filled:
        pen.box(left, raster.ground - filled, raster.thick, filled, "accent", strength=BAR_STRENGTH)


def _label_column(bar: Bar, pen: Pen, raster: _Raster, x: float) -> None:
    y = raster.ground + 4
    if raster.every > 1:
        _write_at(pen, bar.label, x, y, 0, raster.width)
        return
    pen.write(bar.label, x - raster.step / 2, y, raster.step, align="centre")
    pen.write(bar.more, x - raster.step / 2, y + pen.tall(), raster.step, role="muted", align="centre", small=True)


# a table of colours


def _draw_cells(chart: Chart, pen: Pen, width: float) -> None:
    left = max((pen.wide(text) for text in chart.down), default=0) + GAP
    step = (width - left) / max(1, len(chart.across))
    head = pen.tall() + 4
    every = max(1, ceil((max((pen.wide(text) for text in chart.across), default=0) + 4) / step))
    for at, text in enumerate(chart.across):
        if at % every == 0:
            pen.write(text, left + at * step, 0, step * every if every > 1 else step, role="muted", align="centre")
    for line, (text, cells) in enumerate(zip(chart.down, chart.cells, strict=True)):
        y = head + line * CELL
        pen.write(text, 0, y + (CELL - pen.tall()) / 2, left - GAP)
        for at, cell in enumerate(cells):
            _draw_cell(cell, pen, left + at * step, y, step)


def _draw_cell(cell: Cell, pen: Pen, x: float, y: float, step: float) -> None:
    edge = "text" if cell.strong else "border" if cell.strength is None else ""
    role, strength = ("surface", 1.0) if cell.strength is None else ("tint", cell.strength)
    pen.box(x + 1, y + 1, step - 2, CELL - 2, role, strength=strength, edge=edge)
    if not cell.text:
        return
    small = pen.wide(cell.text, bold=cell.strong) > step - 4
    has_more = bool(cell.more) and pen.wide(cell.more, small=True) <= step - 4
    top = y + (CELL - pen.tall(small=small) - (pen.tall(small=True) if has_more else 0)) / 2
    tone = "muted" if cell.strength is None else "text"
    pen.write(cell.text, x, top, step, role=tone, align="centre", small=small, bold=cell.strong and not small)
    if has_more:
        pen.write(cell.more, x, top + pen.tall(small=small), step, role=tone, align="centre", small=True)
