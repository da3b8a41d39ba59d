"""Charts on the screen: a pen that paints, and the card a chart stands on."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.ui import theme
from petitcrm.ui.charts import Align, Chart, draw, height, in_words, most_height
from petitcrm.ui.messages import label

INSET = 6  # between a picture and the ring that shows it has the keyboard
LEAST = 380  # pixels a picture needs so that its words find room

ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def mixed(ground: str, colour: str, strength: float) -> QColor:
    """`colour` on `ground`, as strong as `strength` (0 to 1)."""
    a, b = QColor(ground), QColor(colour)
    return QColor(
        round(a.red() + (b.red() - a.red()) * strength),
        round(a.green() + (b.green() - a.green()) * strength),
        round(a.blue() + (b.blue() - a.blue()) * strength),
    )


def coloured(c: theme.Colours, role: str, strength: float = 1.0) -> QColor:
    """The colour of a role; a tint is the accent, so pale that the text stays readable on it."""
    if role == "tint":
        return mixed(c.surface, c.accent, strength * (0.45 if c is theme.DARK else 0.6))
    return mixed(c.surface, getattr(c, role), strength)


class ScreenPen:
    """Draws a chart with a painter; without one it only measures."""

    def __init__(self, font: QFont, painter: QPainter | None = None) -> None:
        self._painter = painter
        self._fonts = {
            (small, bold): theme.sized(font, theme.SECONDARY - (1 if small else 0), bold=bold)
            for small in (False, True)
            for bold in (False, True)
        }
        self._metrics = {key: QFontMetricsF(made) for key, made in self._fonts.items()}

    def tall(self, *, small: bool = False) -> float:
        return self._metrics[small, False].height()

    def wide(self, text: str, *, small: bool = False, bold: bool = False) -> float:
        return self._metrics[small, bold].horizontalAdvance(text)

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
        if self._painter is None or not text:
            return
        self._painter.setFont(self._fonts[small, bold])
        self._painter.setPen(coloured(theme.colours(), role))
        flags = ALIGNED[align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
        self._painter.drawText(QRectF(x, y, width, self.tall(small=small)), flags, text)

    def box(
        self, x: float, y: float, width: float, height: float, role: str, *, strength: float = 1.0, edge: str = ""
    ) -> None:
        if self._painter is None:
            return
        c = theme.colours()
        place = QRectF(QPointF(round(x), round(y)), QPointF(round(x + width), round(y + height)))
        radius = 2.0
        if edge:  # a line of one pixel is sharp on the middle of pixels
            place.adjust(0.5, 0.5, -0.5, -0.5)
        self._painter.setPen(QPen(coloured(c, edge), 1) if edge else Qt.PenStyle.NoPen)
        self._painter.setBrush(coloured(c, role, strength))
        self._painter.drawRoundedRect(place, radius, radius)

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, *, dashed: bool = False) -> None:
        if self._painter is None:
            return
        pen = QPen(coloured(theme.colours(), role), 1)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        ends = (QPointF(round(x) + 0.5, round(y) + 0.5) for x, y in ((x1, y1), (x2, y2)))
        self._painter.drawLine(*ends)


class Picture(QWidget):
    """A chart, as wide as there is room for."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # what can be heard must be reached by the keyboard
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(in_words(chart))
        self._settle()
        self.update()

    def _settle(self) -> None:
        """Vertical bars may grow with their card, everything else is as high as its lines."""
        pen = ScreenPen(self.font())
        self.setMinimumHeight(ceil(height(self.chart, pen)) + 2 * INSET)
        self.setMaximumHeight(ceil(most_height(self.chart, pen)) + 2 * INSET)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.translate(INSET, INSET)
        draw(self.chart, ScreenPen(self.font(), painter), self.width() - 2 * INSET, self.height() - 2 * INSET)
        painter.end()


class ChartCard(QFrame):
    """A chart with its title, what it means, and how sure that is."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", "section")
        self.sentence = label("", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.picture = Picture(chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - INSET, 12, 16 - INSET, 12)
        column.setSpacing(4)
        for one in (self.title, self.sentence, self.note):
            one.setContentsMargins(INSET, 0, INSET, 0)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.picture, 100)
        column.addWidget(self.note)
        column.addStretch(1)  # takes only what the picture may not
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self.title.setText(chart.title)
        self.sentence.setText(chart.sentence)
        self.sentence.setVisible(bool(chart.sentence))
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        self.picture.show_chart(chart)
