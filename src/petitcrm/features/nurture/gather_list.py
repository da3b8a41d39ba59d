"""The list of the series: worked through by keys; Space chooses a line and goes on, arrows leave the chosen ones alone."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from petitcrm.features.nurture import lines
from petitcrm.features.nurture.queries import NurtureLine
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import KeyedRows

BADGE = 30  # pixels that the letter of a tier takes
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class GatherList(KeyedRows):
    """Several lines are chosen one by one with Space, all with Ctrl+A, a run with Shift; Escape lets go of them."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__(model, several=True)
        self._gathers = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        at = self.currentIndex().row()
        if plain and event.key() == Qt.Key.Key_Space and at >= 0:
            self._toggle(at)
        elif plain and self._gathers and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(at + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() == Qt.Key.Key_Escape and self.count_chosen() > 1:
            self.select(at)
        else:
            if plain and event.key() in _STEPS:
                self._gathers = False
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._gathers = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mousePressEvent(event)

    def select(self, at: int) -> None:
        self._gathers = False
        super().select(at)

    def _toggle(self, at: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        if self._gathers:
            self.selectionModel().select(self.rows.index(at, 0), flag.Toggle | flag.Rows)
        self._gathers = True  # the first one was chosen already, by being the current one
        self._go(at + 1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.rows.ids):
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.rows.index(at, 0), flag.NoUpdate)
            self.scrollTo(self.rows.index(at, 0))

    def gathered(self) -> list[int]:
        """Those that were chosen, else the current one."""
        chosen = self.chosen()
        current = self.current_id()
        return chosen or ([current] if current else [])


class SeriesDelegate(LineDelegate):
    """Who, why they are written to and what they got; at the right what is due."""

    def __init__(self, view: GatherList, desk: Desk) -> None:
        super().__init__(view)
        self.desk = desk
        self.has_badges = False  # prospects have no tier: their names begin where the title does

    def line(self, row: object) -> Line:
        assert isinstance(row, NurtureLine)
        today = self.desk.today()
        name = f"{row.name} · {row.company}" if row.company else row.name
        said, role = lines.mark_of(row, today)
        return Line(row.tier, name, f"{lines.why(row)} · {lines.written(row, today)}", said, role)

    def _write(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        super()._write(painter, rect if self.has_badges else rect.adjusted(-BADGE, 0, 0, 0), line, font)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, GatherList)
        if index.row() == view.currentIndex().row() and not view.hasFocus() and not view.count_chosen():
            option.state |= QStyle.StateFlag.State_Selected  # the card beside it is this one's
        super().paint(painter, option, index)
