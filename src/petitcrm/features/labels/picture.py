"""A small picture of a sheet: which labels are used, which will be printed on, where the first one is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from petitcrm.base.language import _
from petitcrm.features.labels.sheets import A4, Sheet
from petitcrm.ui import theme

HIGH = 226
EDGE = 4  # room for the ring of the focus


class SheetPicture(QWidget):
    """The first free label is chosen by a click or the arrow keys."""

    first_chosen = Signal(int)

    def __init__(self, *, is_choice: bool = True) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.first = 1
        self.count = 0
        self._is_choice = is_choice
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if is_choice:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleName(_("First free label"))

    def show_sheet(self, sheet: Sheet | None, first: int = 1, count: int = 0) -> None:
        """`count` labels beginning at label `first` (from 1) of `sheet`."""
        self.sheet, self.first, self.count = sheet, first, count
        if sheet is not None and self._is_choice:
            self.setAccessibleDescription(_("{n} of {total}").format(n=first, total=sheet.count))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round((HIGH - 2 * EDGE) * A4[0] / A4[1]) + 2 * EDGE, HIGH)

    def _scale(self) -> float:
        return (self.height() - 2 * EDGE) / A4[1]

    def _rect(self, at: int) -> QRectF:
        assert self.sheet is not None
        scale = self._scale()
        x, y = self.sheet.place(at)
        whole = QRectF(
            EDGE + x * scale, EDGE + y * scale, max(self.sheet.width, 0) * scale, max(self.sheet.height, 0) * scale
        )
        return whole.adjusted(0.5, 0.5, -0.5, -0.5)

    def _choose(self, first: int) -> None:
        if self.sheet is not None and 1 <= first <= self.sheet.count and first != self.first:
            self.first_chosen.emit(first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._is_choice or self.sheet is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for at in range(self.sheet.count):
            if self._rect(at).adjusted(-1, -1, 1, 1).contains(event.position()):
                self._choose(at + 1)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._is_choice and self.sheet is not None:
            steps |= {Qt.Key.Key_Up: -self.sheet.columns, Qt.Key.Key_Down: self.sheet.columns}
            key = Qt.Key(event.key())
            if key in steps:
                self._choose(self.first + steps[key])
                return
            if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
                self._choose(1 if key == Qt.Key.Key_Home else self.sheet.count)
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colours()
        scale = self._scale()
        page = QRectF(EDGE, EDGE, A4[0] * scale, A4[1] * scale)
        painter.setPen(QPen(QColor(c.edge), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.sheet is not None:
            self._paint_labels(painter, page)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _paint_labels(self, painter: QPainter, page: QRectF) -> None:
        assert self.sheet is not None
        c = theme.colours()
        painter.setClipRect(page.adjusted(-1, -1, 1, 1))
        for at in range(self.sheet.count):
            rect = self._rect(at)
            is_used = at + 1 < self.first
            is_printed = not is_used and at + 1 < self.first + self.count
            painter.setPen(QPen(QColor(c.border), 1))
            painter.setBrush(QColor(c.sunken if is_used else c.selection if is_printed else c.surface))
            painter.drawRect(rect)
            if is_used:
                painter.setPen(QPen(QColor(c.edge), 1))
                painter.drawLine(rect.bottomLeft(), rect.topRight())
        if self._is_choice:
            rect = self._rect(self.first - 1)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(QColor(c.selection if self.count else c.surface))
            painter.drawRect(rect)
            if rect.height() > 12 and rect.width() > 14:
                painter.setPen(QColor(c.text))
                painter.setFont(theme.sized(self.font(), 8, bold=True))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(self.first))
        painter.setClipping(False)
