"""The calls of one day in a list: chosen by arrows, taken to another day by key or drag."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QStyleOptionViewItem

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.calls.planning import Planned, Waiting
from petitcrm.ui import theme
from petitcrm.ui.lists.painting import EDGE, Line, LineDelegate, paint_badge
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import KeyedRows

CALL = "application/x-petitcrm-call"
COMPACT = 30

Row = Planned | Waiting


def dragged_call(data: QMimeData) -> int:
    """The contact whose call is dragged, 0 where it is something else."""
    text = bytes(data.data(CALL).data()).decode("ascii", "ignore") if data.hasFormat(CALL) else ""
    return int(text) if text.isdecimal() else 0


class RowDelegate(LineDelegate):
    """A planned call in two lines: whom; when it was due, or why there is none."""

    def line(self, row: object) -> Line:
        assert isinstance(row, Planned | Waiting)
        if isinstance(row, Waiting):
            below = row.reason or (_("due {day}").format(day=shown(row.due)) if row.due else "")
            return Line(row.tier, row.name, below)
        if row.promised:
            return Line(row.tier, row.name, _("promised"), row.at, "accent")
        moved = (row.on - row.due).days
        below = _("due that day") if moved == 0 else _("due {day}").format(day=shown(row.due))
        mark = _("+{n} d").format(n=moved) if moved > 0 else _("{n} d early").format(n=-moved) if moved else ""
        return Line(row.tier, row.name, below, mark, "warn" if moved > 0 else "muted")


class CompactDelegate(RowDelegate):
    """The same in one line, for the columns of a week."""

    edge = 8

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, COMPACT)

    def _write(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        c = theme.colours()
        small = theme.sized(font, theme.SECONDARY)
        left = rect.left() + 8  # under the name of the day
        if line.badge:
            paint_badge(painter, rect.topLeft().toPointF() + QPointF(6, 4), line.badge, small)
            left += 26
        right = rect.right() - 8
        side = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        if line.mark and line.mark_role == "accent":
            width = QFontMetrics(small).horizontalAdvance(line.mark)
            painter.setPen(QColor(c.accent))
            painter.drawText(QRect(right - width, rect.top(), width, COMPACT), side, line.mark)
            right -= width + 6
        painter.setPen(QColor(c.text))
        name = QFontMetrics(small).elidedText(line.title, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top(), right - left, COMPACT), side, name)


class DayList(KeyedRows):
    """Calls that can be dragged, and dropped here from another day."""

    dropped = Signal(int)
    left = Signal(int)

    def __init__(self, *, compact: bool = False) -> None:
        self._rows: dict[int, Row] = {}
        super().__init__(RowsModel(self._fetch, lambda row: self._spoken(row)))
        self.show_with(CompactDelegate(self) if compact else RowDelegate(self))
        if compact:
            self.verticalHeader().setDefaultSectionSize(COMPACT)
        self._compact = compact
        self.setDragEnabled(True)
        self.setAcceptDrops(compact)
        self.setToolTipDuration(8000)

    def _fetch(self, ids: Sequence[int]) -> list[Row | None]:
        return [self._rows.get(one) for one in ids]

    def _spoken(self, row: Row) -> str:
        line = RowDelegate(None).line(row)
        return " ".join(part for part in (line.badge, line.title, line.below, line.mark) if part)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the current line stays where it can, else the one that takes its place is."""
        current, at = self.current_id(), self.currentIndex().row()
        self._rows = {row.contact_id: row for row in rows}
        self.rows.show(array("q", self._rows))
        place = self.rows.place_of(current)
        if place < 0 and at >= 0:
            place = min(at, len(rows) - 1)
        if place >= 0:
            self.select(place)

    def current_row(self) -> Row | None:
        """The current line."""
        found = self.currentIndex().data(ROW)
        return found if isinstance(found, Planned | Waiting) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if self._compact and step and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.left.emit(step)
        else:
            super().keyPressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        row = self.current_row()
        if not isinstance(row, Planned):
            return
        data = QMimeData()
        data.setData(CALL, str(row.contact_id).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._picture(row))
        drag.exec(Qt.DropAction.MoveAction)

    def _picture(self, row: Planned) -> QPixmap:
        c = theme.colours()
        metrics = QFontMetrics(self.font())
        picture = QPixmap(min(260, metrics.horizontalAdvance(row.name) + 2 * EDGE), COMPACT)
        picture.fill(QColor(c.selection))
        painter = QPainter(picture)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, picture.width() - 2 * EDGE)
        painter.drawText(picture.rect().adjusted(EDGE, 0, -EDGE, 0), Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
        return picture

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._compact and dragged_call(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._compact and dragged_call(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if found := dragged_call(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(found)
