"""A small picture of the tray: how the envelope lies in it, seen from above, the printer at the top."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from petitcrm.features.envelopes import layout
from petitcrm.features.envelopes.layout import DOWN, OWN, Feed, Page
from petitcrm.features.envelopes.sizes import USUAL, Size
from petitcrm.features.envelopes.words import feed_in_words
from petitcrm.ui import theme

SIDE = 132
TOP = 26  # the printer and the arrow
EDGE = 4
FLAP = 0.55  # how far down the flap comes


class FeedPicture(QWidget):
    """Says at a glance what the words beside it say."""

    def __init__(self) -> None:
        super().__init__()
        self.page = layout.page(USUAL, Feed())
        self.feed = Feed()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_feed(self, size: Size, feed: Feed) -> None:
        self.page, self.feed = layout.page(size, feed), feed
        self.setAccessibleName(feed_in_words(feed))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE + TOP)

    def _scale(self) -> float:
        return (SIDE - 2 * EDGE) / max(self.page.width, self.page.height)

    def _point(self, x: float, y: float) -> QPointF:
        """Where a point of the envelope (mm) is on the screen; face down, the tray shows it mirrored."""
        page, scale = self.page, self._scale()
        across, down = page.point(x, y)
        across = page.width - across if self.feed.face == DOWN else across
        return QPointF((self.width() - page.width * scale) / 2 + across * scale, TOP + down * scale)

    def _area(self, x: float, y: float, wide: float, high: float) -> QRectF:
        return QRectF(self._point(x, y), self._point(x + wide, y + high)).normalized()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_printer(painter, QColor(colours.muted))
        if self.feed.place != OWN:
            self._paint_page(painter, QColor(colours.border))
        size = self.page.size
        painter.setPen(QPen(QColor(colours.text), 1.2))
        painter.setBrush(QColor(theme.LIGHT.surface))
        painter.drawRect(self._area(0, 0, size.width, size.height))
        pen = QPen(QColor(theme.LIGHT.muted), 1.2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.feed.face == DOWN:
            points = [(0.0, 0.0), (size.width / 2, size.height * FLAP), (size.width, 0.0)]
            painter.drawPolyline(QPolygonF([self._point(*one) for one in points]))
        else:
            self._paint_front(painter, self.page)
        painter.end()

    def _paint_printer(self, painter: QPainter, colour: QColor) -> None:
        """The slot, and an arrow into it."""
        middle = self.width() / 2
        painter.setPen(QPen(colour, 3))
        painter.drawLine(QPointF(EDGE, 4), QPointF(self.width() - EDGE, 4))
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(middle, TOP - 4), QPointF(middle, 10))
        painter.drawPolyline(QPolygonF([QPointF(middle - 4, 14), QPointF(middle, 10), QPointF(middle + 4, 14)]))

    def _paint_page(self, painter: QPainter, colour: QColor) -> None:
        page, scale = self.page, self._scale()
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF((self.width() - page.width * scale) / 2, TOP, page.width * scale, page.height * scale))

    def _paint_front(self, painter: QPainter, page: Page) -> None:
        """The stamp, and lines where the address and the sender stand."""
        size = page.size
        painter.drawRect(self._area(size.width - 34, 8, 24, 24))
        x, y, wide, high = size.address
        for line, part in enumerate((0.55, 0.8, 0.7)):
            at = y + high - 20 + line * 8
            painter.drawLine(self._point(x, at), self._point(x + wide * part, at))
        for line in (0, 7):
            painter.drawLine(self._point(10, 12 + line), self._point(46, 12 + line))
