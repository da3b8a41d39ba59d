"""Icons from one family of line drawings, tinted to the text."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from petitcrm.base.paths import resource
from petitcrm.ui import theme


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


class _Engine(QIconEngine):
    """Draws the icon in the text colour of the theme in use, at any size."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        from PySide6.QtSvg import QSvgRenderer

        c = theme.colours()
        colour = c.edge if mode == QIcon.Mode.Disabled else c.text
        drawing = _drawing(self.name).replace("currentColor", colour)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self.name)


def icon(name: str) -> QIcon:
    """The icon called `name` (resources/icons)."""
    return QIcon(_Engine(name)) if name else QIcon()
