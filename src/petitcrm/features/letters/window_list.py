"""Whose address does not fit the window of the envelope: said by name, before anything is printed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from petitcrm.base.language import ngettext
from petitcrm.features.letters import window_check
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.window_check import Unfit
from petitcrm.features.letters.windows import Window
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import HEIGHT, Line, LineDelegate
from petitcrm.ui.lists.rows import ID, RowsModel
from petitcrm.ui.messages import label

AT_ONCE = 300  # up to so many addresses nobody waits for
LINES = 2

Asked = tuple[Selection, Window, str]


class _Delegate(LineDelegate):
    def line(self, row: object) -> Line:
        assert isinstance(row, Unfit)
        return Line(row.tier, row.name, row.in_words())


class WindowList(QWidget):
    """Hidden while all is well. A chosen line is told as the place in the selection."""

    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.unfit: Sequence[Unfit] = ()
        self._asked: Asked | None = None
        self.count = label("", "warn", wrap=True)
        self.model = RowsModel(
            lambda places: [self._rows.get(one) for one in places], lambda row: f"{row.name}, {row.in_words()}"
        )
        self._rows: dict[int, Unfit] = {}
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

    def look(self, selection: Selection, window: Window, country: str) -> None:
        """Look at these addresses, beside everything else where they are many; at once, and once only, otherwise."""
        asked = self._asked
        if asked is not None and asked[0] is selection and asked[1:] == (window, country):
            return
        now = self._asked = (selection, window, country)
        if len(selection.ids) <= AT_ONCE:
            self._show((now, window_check.check(*now)))
        else:
            self.desk.aside(lambda _store, _progress: (now, window_check.check(*now)), self._show, self._failed)

    def _show(self, found: tuple[Asked, Sequence[Unfit]]) -> None:
        asked, unfit = found
        if asked is not self._asked:
            return
        self.unfit = unfit
        self._rows = {one.place: one for one in unfit}
        words = ngettext(
            "{n} address does not fit the window of this envelope; it is printed smaller.",
            "{n} addresses do not fit the window of this envelope; they are printed smaller.",
            len(unfit),
        )
        self.count.setText(words.format(n=len(unfit)))
        self.list.setAccessibleName(self.count.text())
        self.list.setFixedHeight(min(len(unfit), LINES) * HEIGHT + 2)
        self.model.show(array("q", self._rows))
        self.setVisible(bool(unfit))

    def _failed(self, error: Exception) -> None:
        self._asked = None
        self.desk.problem.emit(error)

    def _choose(self, place: int | None) -> None:
        if place is not None:
            self.chosen.emit(place)
