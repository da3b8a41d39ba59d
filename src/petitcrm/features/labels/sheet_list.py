"""The sheets to choose from: a line to search in, the list below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, ngettext
from petitcrm.features.labels.sheets import Sheet, matching, said
from petitcrm.ui import theme

SHEET = Qt.ItemDataRole.UserRole
HIGH = 28
LINES = 5
EDGE = 10


def measures(sheet: Sheet) -> str:
    """The size of a label in words."""
    return f"{said(sheet.width)} × {said(sheet.height)} mm"


def in_words(sheet: Sheet) -> str:
    """A sheet on one line: for a screen reader, and where the whole is not in view."""
    count = ngettext("{n} label on a sheet", "{n} labels on a sheet", sheet.count).format(n=sheet.count)
    return ", ".join([sheet.name, count, measures(sheet), *sheet.aliases])


class _Delegate(QStyledItemDelegate):
    """The name, the other names muted; at the right how many labels, and their size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sheet: Sheet = index.data(SHEET)
        c = theme.colours()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(c.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        small = theme.sized(option.font, theme.SECONDARY)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        painter.drawText(inner, right, measures(sheet))
        wide = painter.fontMetrics().horizontalAdvance("199.6 × 143.53 mm") + 12
        inner.adjust(0, 0, -wide, 0)
        painter.drawText(inner, right, str(sheet.count))
        inner.adjust(0, 0, -40, 0)
        painter.setFont(theme.sized(option.font, theme.BODY, bold=True))
        painter.setPen(QColor(c.text))
        name = painter.fontMetrics().elidedText(sheet.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, left, name)
        inner.adjust(painter.fontMetrics().horizontalAdvance(name) + 8, 0, 0, 0)
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        others = _("your own") if sheet.is_own else ", ".join(sheet.aliases)
        painter.drawText(
            inner, left, painter.fontMetrics().elidedText(others, Qt.TextElideMode.ElideRight, inner.width())
        )
        painter.restore()


class SheetList(QWidget):
    """`chosen` says that another sheet was chosen. Arrow keys in the search line go through the list."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheets: Sequence[Sheet] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Sheet: L7160, 3474, 21, 70 × 37…"))
        self.search.setAccessibleName(_("Search a label sheet by name, count or size"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(LINES * HIGH)
        self.list.setAccessibleName(_("Label sheets"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda now, _before: self.chosen.emit() if now is not None else None)

    def offer(self, sheets: Sequence[Sheet], name: str) -> None:
        """Show these sheets, the one called `name` chosen."""
        self._sheets = sheets
        self._fill(sheets, name)

    def sheet(self) -> Sheet | None:
        """The chosen sheet; None where nothing fits what was searched."""
        item = self.list.currentItem()
        found: Sheet | None = item.data(SHEET) if item is not None else None
        return found

    def _filter(self) -> None:
        chosen = self.sheet()
        self._fill(matching(self._sheets, self.search.text()), chosen.name if chosen else "")
        self.chosen.emit()

    def _fill(self, sheets: Sequence[Sheet], name: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        at = 0
        for place, sheet in enumerate(sheets):
            item = QListWidgetItem(in_words(sheet))
            item.setData(SHEET, sheet)
            self.list.addItem(item)
            if sheet.name == name:
                at = place
        self.list.setCurrentRow(at if sheets else -1)
        self.list.blockSignals(False)
        if self.list.currentItem() is not None:
            self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentRow() + step
                if 0 <= row < self.list.count():
                    self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)
