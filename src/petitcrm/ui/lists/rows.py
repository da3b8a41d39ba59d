"""A list that stays fluid at any length: all ids in order, rows asked for by pages as they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

PAGE = 128
KEPT = 48

ROW = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

AnyIndex = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """`fetch(ids)` answers one row per id, in order. `text(row)` is what a screen reader and typing-to-find get.

    It has one column, or as many as `show_columns` names; a row then has `words`, one for each column.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Any]], text: Callable[[Any], str]) -> None:
        super().__init__()
        self.ids: array[int] = array("q")
        self.titles: Sequence[str] = ()
        self._fetch = fetch
        self._text = text
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show(self, ids: "array[int]") -> None:
        """Show these from now on."""
        if ids == self.ids:
            self._pages.clear()
            if len(ids):
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, titles: Sequence[str]) -> None:
        """One column for each title; none: one column without a title."""
        self.beginResetModel()
        self.titles = tuple(titles)
        self._pages.clear()
        self.endResetModel()

    def row(self, at: int) -> Any | None:
        """The row at a place; None where it is gone meanwhile."""
        page, inside = divmod(at, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(self.ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return rows[inside] if inside < len(rows) else None

    def place_of(self, one: int) -> int:
        """Where an id stands, -1 if it does not."""
        try:
            return self.ids.index(one)
        except ValueError:
            return -1

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else max(1, len(self.titles))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.titles):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ID:
            return self.ids[index.row()]
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            if row is None:
                return ""
            return row.words[index.column()] if self.titles else self._text(row)
        return None
