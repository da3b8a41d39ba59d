"""Charts on paper: the same as on the screen, drawn with a pen for paper."""

from collections.abc import Sequence
from math import ceil

from reportlab.pdfbase.pdfmetrics import stringWidth

from petitcrm.features.letters import fonts
from petitcrm.features.letters.paper import CENTRE, LEFT, MM, MUTED, RIGHT, Colour, Paper
from petitcrm.ui import theme
from petitcrm.ui.charts import Align, Chart, draw, height
from petitcrm.ui.widgets.chart import coloured

UNIT = 0.21  # millimetres on paper for a pixel of the screen
BODY, SMALL, SENTENCE, NOTE = 7.5, 6.5, 9.0, 7.0  # points
HEADING = 12.0  # what a title takes with the room around it, in millimetres
LINE = 1.28  # the height of a line, as parts of its size
SIDES = {"left": LEFT, "centre": CENTRE, "right": RIGHT}


class PaperPen:
    """Draws a chart with its upper left corner at `x`, `y` millimetres of the page."""

    def __init__(self, paper: Paper, x: float, y: float) -> None:
        self._paper = paper
        self._x = x
        self._y = y

    def tall(self, *, small: bool = False) -> float:
        return (SMALL if small else BODY) * LINE / MM / UNIT

    def wide(self, text: str, *, small: bool = False, bold: bool = False) -> float:
        points = stringWidth(text, fonts.BOLD if bold else fonts.REGULAR, SMALL if small else BODY)
        return float(points) / MM / UNIT

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
        if not text:
            return
        side, spare = SIDES[align], 1.0  # rounding must not cost a letter
        self._paper.cell(
            text,
            self._x + x * UNIT - spare * side,
            self._y + y * UNIT,
            width * UNIT + spare,
            size=SMALL if small else BODY,
            bold=bold,
            colour=_ink(role),
            side=side,
        )

    def box(
        self, x: float, y: float, width: float, height: float, role: str, *, strength: float = 1.0, edge: str = ""
    ) -> None:
        left, top = self._x + x * UNIT, self._y + y * UNIT
        right, bottom = left + width * UNIT, top + height * UNIT
        self._paper.shade(left, top, right - left, bottom - top, _ink(role, strength))
        if edge:
            ink = _ink(edge)
            for ends in (
                (left, top, right, top),
                (right, top, right, bottom),
                (right, bottom, left, bottom),
                (left, bottom, left, top),
            ):
                self._paper.stroke(*ends, colour=ink, thick=0.6)

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, *, dashed: bool = False) -> None:
        ends = (self._x + x1 * UNIT, self._y + y1 * UNIT, self._x + x2 * UNIT, self._y + y2 * UNIT)
        self._paper.stroke(*ends, colour=_ink(role), thick=0.35 if dashed else 0.6)


def _ink(role: str, strength: float = 1.0) -> Colour:
    colour = coloured(theme.LIGHT, role, strength)
    return (colour.redF(), colour.greenF(), colour.blueF())


def room_for(paper: Paper, charts: Sequence[Chart], width: float) -> float:
    """How much of the page the charts take."""
    pen = PaperPen(paper, 0, 0)
    return sum(
        HEADING
        + height(chart, pen) * UNIT
        + lines_of(chart.sentence, SENTENCE, width) * SENTENCE * LINE / MM
        + lines_of(chart.note, NOTE, width) * NOTE * LINE / MM
        for chart in charts
    )


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines the text takes; words that go on below leave a tenth of a line unused."""
    return sum(ceil(1.1 * stringWidth(part, fonts.REGULAR, size) / MM / width) for part in text.split("\n"))


def put_charts(paper: Paper, charts: Sequence[Chart], x: float, width: float) -> None:
    """Put charts under each other, from where the page is."""
    for chart in charts:
        paper.heading(chart.title, x=x, width=width)
        if chart.sentence:
            paper.text(chart.sentence, x=x, width=width, size=SENTENCE)
        paper.y += 1.5
        draw(chart, PaperPen(paper, x, paper.y), width / UNIT)
        paper.y += height(chart, PaperPen(paper, x, paper.y)) * UNIT + 1
        paper.text(chart.note, x=x, width=width, size=NOTE, colour=MUTED)
