"""Whose letter asks for a look before anything is printed: said by name, each line leads to the letter."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import HEIGHT, Line, LineDelegate
from petitcrm.ui.lists.rows import ID, RowsModel
from petitcrm.ui.messages import label

AT_ONCE = 300  # up to so many letters nobody waits for
LINES = 2


class Doubt(Protocol):
    """Somebody whose letter asks for a look: the place in the selection, who it is, why in a few words."""

    @property
    def place(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def tier(self) -> str: ...
    def in_words(self) -> str: ...


Look = Callable[[], Sequence[Doubt]]


class _Delegate(LineDelegate):
    def line(self, row: Any) -> Line:
        return Line(row.tier, row.name, row.in_words())


class DoubtList(QWidget):
    """Hidden while all is well. A chosen line is told as the place in the selection."""

    chosen = Signal(int)

    def __init__(self, desk: Desk, say: Callable[[int], str]) -> None:
        """`say(n)` words what is not right with n letters."""
        super().__init__()
        self.desk = desk
        self.found: Sequence[Doubt] = ()
        self._say = say
        self._asked: tuple[Any, ...] | None = None
        self._rows: dict[int, Doubt] = {}
        self.count = label("", "warn", wrap=True)
        self.model = RowsModel(
            lambda places: [self._rows.get(one) for one in places], lambda row: f"{row.name}, {row.in_words()}"
        )
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(ID)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.count)
        column.addWidget(self.list)
        self.hide()

    def ask(self, letters: int, look: Look, selection: object, *about: object) -> None:
        """Have `look` answer for so many letters: at once where they are few, else beside everything else.

        The same `selection` (that very one) and `about` (equal) is looked at once only.
        """
        asked = self._asked
        if asked is not None and asked[0] is selection and asked[1:] == about:
            return
        now = self._asked = (selection, *about)
        if self.found:
            self._show((now, ()))  # what was found before is about others
        if letters <= AT_ONCE:
            self._show((now, look()))
        else:
            self.desk.aside(lambda _store, _progress: (now, look()), self._show, self._failed)

    def _show(self, answer: tuple[tuple[Any, ...], Sequence[Doubt]]) -> None:
        asked, found = answer
        if asked is not self._asked or self.desk.is_over:
            return
        self.found = found
        self._rows = {one.place: one for one in found}
        self.count.setText(self._say(len(found)))
        self.list.setAccessibleName(self.count.text())
        self.list.setFixedHeight(min(len(found), LINES) * HEIGHT + 2)
        self.model.show(array("q", self._rows))
        self.setVisible(bool(found))

    def _failed(self, error: Exception) -> None:
        self._asked = None
        self.desk.problem.emit(error)

    def _choose(self, place: int | None) -> None:
        if place is not None:
            self.chosen.emit(place)
