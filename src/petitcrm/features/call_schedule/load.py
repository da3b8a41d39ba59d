"""How full a day is, as a picture with its numbers: the bar of a day, and the month."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from petitcrm.base.dates import SHORT_WEEKDAYS, add_months, written
from petitcrm.base.language import _, current, ngettext
from petitcrm.features.call_schedule.day_list import dragged_call
from petitcrm.features.call_schedule.queries import Day, Span
from petitcrm.ui import theme

HEAD = 24


def in_words(day: Day) -> str:
    """A day for a screen reader: "Monday 23 November 2026: 9 calls of 12"."""
    told = written(day.day)
    if not day.is_open:
        told += ", " + (day.closed or _("closed"))
    if day.made:
        told += ", " + ngettext("{n} call made", "{n} calls made", day.made).format(n=day.made)
    if day.calls or day.is_open:
        told += ", " + _("{n} of {most} calls").format(n=day.load, most=day.most)
    return told


def role_of(day: Day) -> str:
    """The colour of a day's load: too much, or not."""
    return "bad" if day.is_over else "accent"


def paint_load(painter: QPainter, box: QRectF, day: Day) -> None:
    """The bar of a day: how much of what it takes is taken."""
    c = theme.colours()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.border))
    painter.drawRoundedRect(box, 2, 2)
    share = min(1.0, day.load / day.most) if day.most else float(bool(day.calls))
    if share:
        painter.setBrush(QColor(getattr(c, role_of(day))))
        painter.drawRoundedRect(QRectF(box.x(), box.y(), max(4.0, box.width() * share), box.height()), 2, 2)


class LoadBar(QWidget):
    """The load of one day, with its numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._day: Day | None = None
        self.setFixedHeight(6)

    def show_day(self, day: Day) -> None:
        """Show this one."""
        self._day = day
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._day is None or not (self._day.is_open or self._day.calls):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_load(painter, QRectF(self.rect()), self._day)
        painter.end()


class MonthView(QWidget):
    """A month of days with their load; arrows choose a day, a call dropped on one goes there."""

    chosen = Signal(object)
    dropped = Signal(int, object)
    turned = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.month = date.today().replace(day=1)
        self.day = self.month
        self.today = self.month
        self._span: Span | None = None
        self._over: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(7 * 62, HEAD + 6 * 52)
        self.setAccessibleName(_("Month"))

    def sizeHint(self) -> QSize:
        return QSize(7 * 96, HEAD + 6 * 88)

    def show_month(self, month: date, span: Span | None, today: date) -> None:
        """Show a month; `span` None while its plan is on its way."""
        self.month, self._span, self.today = month, span, today
        self._speak()
        self.update()

    def choose(self, day: date) -> None:
        """Make a day the current one."""
        self.day = day
        self._speak()
        self.update()
        self.chosen.emit(day)

    def _speak(self) -> None:
        found = self._span.day(self.day) if self._span else None
        self.setAccessibleDescription(in_words(found) if found else written(self.day))

    # places

    @property
    def first(self) -> date:
        """The Monday the grid begins with."""
        return self.month - timedelta(days=self.month.weekday())

    @property
    def weeks(self) -> int:
        """How many rows the month takes."""
        last = add_months(self.month, 1) - timedelta(days=1)
        return (last - self.first).days // 7 + 1

    def box(self, day: date) -> QRect:
        """Where a day stands."""
        at = (day - self.first).days
        return self._cell(at // 7, at % 7)

    def _cell(self, row: int, column: int) -> QRect:
        """Of whole pixels, without gaps."""
        width, height = self.width(), self.height() - HEAD
        left, right = width * column // 7, width * (column + 1) // 7
        top, bottom = HEAD + height * row // self.weeks, HEAD + height * (row + 1) // self.weeks
        return QRect(left, top, right - left, bottom - top)

    def day_at(self, x: float, y: float) -> date | None:
        """The day at a place."""
        for at in range(self.weeks * 7):
            if self._cell(at // 7, at % 7).contains(int(x), int(y)):
                return self.first + timedelta(days=at)
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours()
        painter.fillRect(self.rect(), QColor(c.surface))
        small = theme.sized(self.font(), theme.SECONDARY)
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        for at, name in enumerate(SHORT_WEEKDAYS[current()]):
            cell = self._cell(0, at)
            painter.drawText(QRect(cell.x() + 8, 0, cell.width() - 8, HEAD), Qt.AlignmentFlag.AlignVCenter, name)
        for at in range(self.weeks * 7):
            self._paint_day(painter, self.first + timedelta(days=at))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        c = theme.colours()
        box = self.box(day)
        found = self._span.day(day) if self._span else None
        is_here = day.month == self.month.month
        if found is not None and not found.is_open:
            painter.fillRect(box, QColor(c.sunken))
        painter.setPen(QColor(c.border))
        painter.drawLine(box.topLeft(), box.topRight())
        if box.left():
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if day == self._over:
            painter.fillRect(box.adjusted(1, 1, 0, 0), QColor(c.selection))
        self._number(painter, box, day, is_here)
        if found is not None and (is_here or day >= self.today):
            self._load(painter, box, found)
        if day == self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent if self.hasFocus() else c.edge), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -1, -1), 5, 5)

    def _number(self, painter: QPainter, box: QRect, day: date, is_here: bool) -> None:
        c = theme.colours()
        font = theme.sized(self.font(), theme.BODY, bold=day == self.today)
        place = QRect(box.x() + 8, box.y() + 5, 28, 22)
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent))
            painter.drawEllipse(QPointF(place.center()) + QPointF(0.5, 0.5), 12, 12)
            painter.setPen(QColor(c.on_accent))
            side = Qt.AlignmentFlag.AlignCenter
        else:
            painter.setPen(QColor(c.text if is_here else c.edge))
            side = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.drawText(place, side, str(day.day))

    def _load(self, painter: QPainter, box: QRect, found: Day) -> None:
        c = theme.colours()
        small = theme.sized(self.font(), theme.SECONDARY)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        inside = box.adjusted(8, 5, -8, -7)
        top = QRect(inside.x() + 30, inside.y(), inside.width() - 30, 22)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if found.day < self.today:
            if found.made:
                painter.setPen(QColor(c.muted))
                words = ngettext("{n} made", "{n} made ", found.made).strip().format(n=found.made)
                painter.drawText(top, right, metrics.elidedText(words, Qt.TextElideMode.ElideRight, top.width()))
        elif found.is_open or found.calls:
            painter.setPen(QColor(c.bad if found.is_over else c.text))
            painter.drawText(top, right, f"{found.load} / {found.most}")
            bar = QRectF(inside.x(), inside.bottom() - 5, inside.width(), 6)
            paint_load(painter, bar, found)
            self._tiers(painter, QRect(inside.x(), inside.y() + 24, inside.width(), inside.height() - 34), found)
        if found.closed:
            painter.setPen(QColor(c.muted))
            below = QRect(inside.x(), inside.y() + 22, inside.width(), 18)
            words = metrics.elidedText(found.closed, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)

    def _tiers(self, painter: QPainter, box: QRect, found: Day) -> None:
        """How many of each tier, as many as fit: "A2 B1 C9"."""
        metrics = painter.fontMetrics()
        if box.height() < metrics.height():
            return
        left = box.x()
        for tier, count in sorted(Counter(call.tier for call in found.calls).items(), key=lambda one: one[0] or "~"):
            words = f"{tier or '·'}{count}"
            width = metrics.horizontalAdvance(words)
            if left + width > box.right():
                return
            painter.setPen(QColor(theme.tier_colour(tier) if tier else theme.colours().muted))
            painter.drawText(QRect(left, box.y(), width + 2, metrics.height()), Qt.AlignmentFlag.AlignLeft, words)
            left += width + 8

    # keys, mouse and drags

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.choose(self.day + timedelta(days=steps[key]))
        elif key in months:
            self.turned.emit(months[key])
        elif key == Qt.Key.Key_Home:
            self.choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if found := self.day_at(event.position().x(), event.position().y()):
            self.choose(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_call(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._over = self.day_at(event.position().x(), event.position().y())
        self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        self._over = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        found = self.day_at(event.position().x(), event.position().y())
        self._over = None
        self.update()
        if found and (contact := dragged_call(event.mimeData())):
            event.acceptProposedAction()
            self.dropped.emit(contact, found)
