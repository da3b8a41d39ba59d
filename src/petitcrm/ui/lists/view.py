"""The view of a long list: lines of the same height, laid out in no time at any length."""

from array import array
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from petitcrm.ui.lists.painting import HEIGHT, LineDelegate
from petitcrm.ui.lists.rows import ID, RowsModel

MOST_PIECES = 4000  # of a selection kept over a change of order; more would slow down every frame


class RowsView(QTableView):
    """Shows a RowsModel through a delegate. (A QListView asks its model for every row before the first is painted.)"""

    current_changed = Signal(int)

    def __init__(self, model: RowsModel, *, several: bool = False) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)

    def _on_current(self, now: Any, before: Any) -> None:
        if now.row() != before.row() or not before.isValid():
            self.current_changed.emit(now.data(ID) or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.rows.ids) - 1}
        at = ends.get(Qt.Key(event.key()), -1)
        if at >= 0 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.select(at)  # a table would go to the end of the line
        else:
            super().keyPressEvent(event)

    def show_with(self, delegate: LineDelegate) -> None:
        self.setItemDelegate(delegate)

    def current_id(self) -> int:
        """The id of the current line, 0 for none."""
        return int(self.currentIndex().data(ID) or 0)

    def select(self, at: int) -> None:
        """Make one line the current and the only chosen one."""
        self.selectRow(at)

    def chosen(self) -> list[int]:
        """The ids of the chosen lines, in order."""
        ranges = sorted((one.top(), one.bottom()) for one in self._ranges())
        return [self.rows.ids[at] for top, bottom in ranges for at in range(top, bottom + 1)]

    def count_chosen(self) -> int:
        """How many lines are chosen, without making a list of them."""
        return sum(one.bottom() - one.top() + 1 for one in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        chosen: Any = self.selectionModel().selection()
        return list(chosen)

    # keeping the place while what is shown changes

    def show_ids(self, ids: "array[int]") -> bool:
        """Show `ids`: the current line, the chosen ones and the place on the screen stay where they can.

        False where the selection was in too many pieces to be kept.
        """
        if ids == self.rows.ids:
            self.rows.show(ids)
            return True
        several = self.chosen() if self.count_chosen() > 1 else []
        current, top = self.current_id(), self._top_id()
        offset = self._offset_of(current)
        self.rows.show(ids)
        place = self.rows.place_of(current)
        kept = True
        if place >= 0:
            self.select(place)
            if several:
                kept = self.choose_again(set(several), place)
        self._scroll_back(place if offset is not None else -1, offset or 0, top)
        return kept

    def _top_id(self) -> int:
        at = self.rowAt(0)
        return self.rows.ids[at] if 0 <= at < len(self.rows.ids) else 0

    def _offset_of(self, one: int) -> int | None:
        """How far below the upper edge a line stands; None where it is out of sight."""
        at = self.currentIndex().row()
        if not one or at < 0:
            return None
        offset = self.rowViewportPosition(at)
        return offset if -self.rowHeight(at) < offset < self.viewport().height() else None

    def _scroll_back(self, place: int, offset: int, top: int) -> None:
        height = self.verticalHeader().defaultSectionSize()
        if place >= 0:
            self.verticalScrollBar().setValue(place * height - offset)
        elif top and (at := self.rows.place_of(top)) >= 0:
            self.verticalScrollBar().setValue(at * height)

    def choose_again(self, wanted: set[int], current: int) -> bool:
        """Choose the lines of these ids; False where they are too scattered."""
        pieces = list(_runs(at for at, one in enumerate(self.rows.ids) if one in wanted))
        if len(pieces) > MOST_PIECES:
            return False
        last = self.rows.columnCount() - 1
        selection = QItemSelection()
        for first, end in pieces:
            selection.append(QItemSelectionRange(self.rows.index(first, 0), self.rows.index(end, last)))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(self.rows.index(current, 0), flag.NoUpdate)
        return True


class KeyedRows(RowsView):
    """A list worked through by keys: letters do something, they do not search."""

    def keyboardSearch(self, search: str) -> None:
        """Not here."""


def _runs(places: Iterable[int]) -> Iterable[tuple[int, int]]:
    """The (first, last) of each unbroken run of rising numbers."""
    first = last = -2
    for at in places:
        if at != last + 1:
            if last >= 0:
                yield first, last
            first = at
        last = at
    if last >= 0:
        yield first, last
