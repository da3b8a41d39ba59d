"""A list that stays fluid at any length: all ids in order, rows asked for by pages as they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

PAGE = 128
KEPT = 48

ROW = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

AnyIndex = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """`fetch(ids)` answers one row per id, in order. `text(row)` is what a screen reader and typing-to-find get."""

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Any]], text: Callable[[Any], str]) -> None:
        super().__init__()
        self.ids: array[int] = array("q")
        self._fetch = fetch
        self._text = text
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show(self, ids: "array[int]") -> None:
        """Show these from now on."""
        if ids == self.ids:
            self._pages.clear()
            if len(ids):
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.beginResetModel()
        self.ids = ids
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

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ID:
            return self.ids[index.row()]
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return self._text(row) if row is not None else ""
        return None
