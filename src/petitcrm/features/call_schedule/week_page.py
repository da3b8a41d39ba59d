"""The week: seven columns, walked through by arrows."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from petitcrm.base.dates import SHORT_WEEKDAYS, from_to
from petitcrm.base.language import _, current, mark
from petitcrm.features.call_schedule.day_list import DayList
from petitcrm.features.call_schedule.load import LoadBar, in_words
from petitcrm.features.call_schedule.page import KEYS_OF_LISTS, SchedulePage, day_sums
from petitcrm.features.call_schedule.queries import Day
from petitcrm.features.calls.planning import Planned, Waiting
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role


class _Column(QWidget):
    """A day of the week: its name, its load, its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(8, 6, 8, 6)
        head.setSpacing(3)
        self.name = label("", "strong")
        self.sums: QLabel = label("", "muted")
        self.bar = LoadBar()
        for widget in (self.name, self.sums, self.bar):
            head.addWidget(widget)
        column.addLayout(head)
        self.list = DayList(compact=True)
        column.addWidget(self.list, 1)

    def show_day(self, day: Day, today: date) -> None:
        """Show this one."""
        name = f"{SHORT_WEEKDAYS[current()][day.day.weekday()]} {day.day.day}"
        self.name.setText(_("today, {day}").format(day=name) if day.day == today else name)
        set_role(self.name, "accent" if day.day == today else "strong")
        self.sums.setText(day_sums(day, today, short=True))
        self.bar.show_day(day)
        self.list.show_rows(day.calls)
        self.list.setAccessibleName(in_words(day))
        self.setObjectName("surface" if day.is_open else "closed")
        for widget in (self, self.list):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class WeekPage(SchedulePage):
    """Seven columns; arrows go from call to call and from day to day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.monday = desk.today() - timedelta(days=desk.today().weekday())
        self.columns = [_Column() for _at in range(7)]
        self.waiting = DayList()
        self.waiting.setAccessibleName(_("Without room"))
        self.waiting.hide()
        self._last = 0
        self._is_turned = False  # to another week: the keyboard goes to its first call once it is shown
        self.keys = label(_("Enter card · Alt+← → day before, day after · D another day · or drag"), "muted", wrap=True)
        self.keys.setContentsMargins(16, 6, 16, 8)
        self._lay_out()
        for at, one in enumerate(self.columns):
            one.list.left.connect(partial(self._go_beside, at))
            one.list.dropped.connect(partial(self._drop, at))
            one.list.current_changed.connect(partial(self._take_current, at))
        self.bind_actions()
        self.bind_keys_in(KEYS_OF_LISTS, *(one.list for one in self.columns), self.waiting)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head())
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(1)
        for one in self.columns:
            self.row.addWidget(one, 1)
        self.row.addWidget(self.waiting, 2)
        column.addLayout(self.row, 1)
        column.addWidget(self.keys)

    def bounds(self) -> tuple[date, date]:
        return self.monday, self.monday + timedelta(days=6)

    def show_span(self) -> None:
        if self.span is None:
            return
        today = self.desk.today()
        first, last = self.span.days[0].day, self.span.days[-1].day
        self.title.setText(from_to(first, last))
        for day, column in zip(self.span.days, self.columns, strict=True):
            column.show_day(day, today)
            column.setVisible(day.is_open or day.day.weekday() < 5 or bool(day.calls))
        self._show_list_of_waiting()
        if self._is_turned:
            self._is_turned = False
            if self.has_keyboard():
                self.focus_first()

    def _show_list_of_waiting(self) -> None:
        if self.waiting.isVisible() and self.span is not None:
            plan = self.span.plan
            self.waiting.show_rows(plan.debt if self._which == "debt" else plan.blocked)

    _which = "debt"

    def _show_waiting(self, which: str) -> None:
        is_open = self.waiting.isVisible() and self._which == which
        self._which = which
        self.waiting.setVisible(not is_open)
        self._show_list_of_waiting()
        if not is_open:
            self.waiting.setFocus()
            self.waiting.select(0)

    def _take_current(self, at: int, _contact: int) -> None:
        self._last = at

    def _go_beside(self, at: int, step: int) -> None:
        """To the next day that has a call."""
        row = self.columns[at].list.currentIndex().row()
        at += step
        while 0 <= at < 7:
            found = self.columns[at].list
            if self.columns[at].isVisible() and len(found.rows.ids):
                found.select(min(max(row, 0), len(found.rows.ids) - 1))
                found.setFocus()
                self._last = at
                return
            at += step
        self.turn(1 if step > 0 else -1)

    def _drop(self, at: int, contact_id: int) -> None:
        self.move_to(contact_id, self.monday + timedelta(days=at))

    def turn(self, by: int) -> None:
        self.monday += timedelta(days=7 * by)
        self._is_turned = True
        self.reload()

    def go_today(self) -> None:
        today = self.desk.today()
        self.monday = today - timedelta(days=today.weekday())
        self._is_turned = True
        self.reload()

    @action(mark("Earlier"), "PgUp", "", "prev")
    def turn_back(self) -> None:
        self.turn(-1)

    @action(mark("Later"), "PgDown", "", "next")
    def turn_on(self) -> None:
        self.turn(1)

    def current_row(self) -> Planned | Waiting | None:
        if self.waiting.hasFocus():
            return self.waiting.current_row()
        return self.columns[self._last].list.current_row()

    def focus_first(self) -> None:
        self._is_turned = self.span is None  # there is no call yet to go to
        today = self.desk.today()
        since = (today - self.monday).days if today >= self.monday else 0
        there = [one for one in range(7) if not self.columns[one].isHidden()]
        full = [one for one in there if len(self.columns[one].list.rows.ids)]
        at = next((one for one in full if one >= since), (full or there)[0])
        found = self.columns[at].list
        found.setFocus()
        self._last = at
        if len(found.rows.ids) and found.currentIndex().row() < 0:
            found.select(0)
