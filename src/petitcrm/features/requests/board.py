"""The requests in three columns by what they wait for; the arrows go from one to the next."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.requests import lines
from petitcrm.features.requests.painting import CARD, RequestDelegate
from petitcrm.features.requests.queries import RequestRow
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label


class Board(QWidget):
    """`current_changed` says the request that becomes the current one."""

    current_changed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._rows: dict[int, RequestRow] = {}
        self._is_choosing = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.views: list[RowsView] = []
        self._heads = []
        for _key, words in lines.COLUMNS:
            head = label("", "section")
            head.setContentsMargins(16, 4, 12, 4)
            view = RowsView(RowsModel(self._fetch, lambda one: lines.in_a_line(one, desk.today())))
            view.show_with(RequestDelegate(view, desk.today, is_card=True))
            view.verticalHeader().setDefaultSectionSize(CARD)
            view.setAccessibleName(_(words))
            view.setMinimumWidth(150)
            view.installEventFilter(self)
            view.current_changed.connect(lambda one, view=view: self._on_current(view, one))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(head)
            column.addWidget(view, 1)
            row.addLayout(column, 1)
            self._heads.append(head)
            self.views.append(view)

    def _fetch(self, ids: Sequence[int]) -> list[RequestRow | None]:
        return [self._rows.get(one) for one in ids]

    def show_rows(self, rows: Iterable[RequestRow], today: date) -> None:
        """Put each request into its column."""
        found = list(rows)
        self._rows = {row.id: row for row in found}
        self._is_choosing = True
        for (key, words), head, view in zip(lines.COLUMNS, self._heads, self.views, strict=True):
            ids = [row.id for row in lines.of_column(found, key, today)]
            view.show_ids(array("q", ids))
            head.setText(f"{_(words)}  {len(ids)}")
        self._is_choosing = False

    def choose(self, request_id: int) -> None:
        """Mark one request, and no other."""
        self._is_choosing = True
        for view in self.views:
            place = view.rows.place_of(request_id)
            if place >= 0:
                view.select(place)
            else:
                view.clearSelection()
        self._is_choosing = False

    def focus_current(self) -> None:
        """Put the keyboard where the current request stands."""
        chosen = (view for view in self.views if view.count_chosen())
        view = next(chosen, None) or next((one for one in self.views if len(one.rows.ids)), self.views[0])
        view.setFocus()

    def _on_current(self, view: RowsView, request_id: int) -> None:
        if not self._is_choosing and request_id:
            self.current_changed.emit(request_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        step = 0
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and watched in self.views:
            self._go_over(self.views.index(watched), step)
            return True
        return super().eventFilter(watched, event)

    def _go_over(self, at: int, step: int) -> None:
        """To the next column that holds something, at the same height."""
        height = self.views[at].currentIndex().row()
        at += step
        while 0 <= at < len(self.views):
            view = self.views[at]
            if count := len(view.rows.ids):
                view.setFocus()
                self.current_changed.emit(view.rows.ids[min(max(height, 0), count - 1)])
                return
            at += step
