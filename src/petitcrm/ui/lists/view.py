"""The view of a long list: one column of lines of the same height, laid out in no time at any length."""

from typing import Any

from PySide6.QtCore import QItemSelectionRange, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from petitcrm.ui.lists.painting import HEIGHT, LineDelegate
from petitcrm.ui.lists.rows import ID, RowsModel


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
        self.selectionModel().currentChanged.connect(lambda now, _before: self.current_changed.emit(now.data(ID) or 0))

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
