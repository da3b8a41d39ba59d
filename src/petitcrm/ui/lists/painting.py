"""Lines of a list: name in bold, the rest muted, a letter in a rounded square for the tier."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from petitcrm.ui import theme
from petitcrm.ui.lists.rows import ROW

HEIGHT = 52
EDGE = 12


@dataclass(frozen=True, slots=True)
class Line:
    """What is painted of a row. `mark` is a short word at the right; `mark_role` warn or bad colours it."""

    badge: str
    title: str
    below: str
    mark: str = ""
    mark_role: str = "muted"
    struck: bool = False


class LineDelegate(QStyledItemDelegate):
    """Paints rows; subclasses say what of them."""

    edge = EDGE  # where the hairlines begin and end

    def line(self, row: object) -> Line:
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        c = theme.colours()
        rect: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, QColor(c.selection))
        painter.setPen(QColor(c.border))
        painter.drawLine(rect.left() + self.edge, rect.bottom(), rect.right() - self.edge, rect.bottom())
        if bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        if row is not None:
            self._write(painter, rect, self.line(row), option.font)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        c = theme.colours()
        small, bold = theme.sized(font, theme.SECONDARY), theme.sized(font, theme.BODY, bold=True)
        left = rect.left() + EDGE
        paint_badge(painter, QPointF(left, rect.top() + (HEIGHT - 22) / 2), line.badge, small)
        left += 34
        right = rect.right() - EDGE
        metrics = QFontMetrics(small)
        if line.mark:
            width = metrics.horizontalAdvance(line.mark)
            painter.setFont(small)
            painter.setPen(QColor(getattr(c, line.mark_role)))
            painter.drawText(QRect(right - width, rect.top() + 7, width, 20), Qt.AlignmentFlag.AlignVCenter, line.mark)
            title_right = right - width - 12
        else:
            title_right = right
        painter.setFont(bold)
        painter.setPen(QColor(c.text))
        title = QFontMetrics(bold).elidedText(line.title, Qt.TextElideMode.ElideRight, title_right - left)
        painter.drawText(QRect(left, rect.top() + 6, title_right - left, 21), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        below = metrics.elidedText(line.below, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top() + 27, right - left, 19), Qt.AlignmentFlag.AlignVCenter, below)


def paint_badge(painter: QPainter, at: QPointF, text: str, font: QFont) -> None:
    """The letter of a tier in a rounded square, 22 by 22; nothing for no tier."""
    if not text:
        return
    colour = QColor(theme.tier_colour(text))
    box = QRectF(at.x(), at.y(), 22, 22)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
    painter.setFont(theme.sized(font, theme.SECONDARY, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text[:2])
