"""The month at the left, the calls of the chosen day at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.dates import MONTHS, add_months, written
from petitcrm.base.language import _, current
from petitcrm.features.call_schedule.day_list import DayList
from petitcrm.features.call_schedule.load import MonthView
from petitcrm.features.call_schedule.page import KEYS_OF_LISTS, SchedulePage, day_sums
from petitcrm.features.call_schedule.queries import Day
from petitcrm.features.calls.planning import Planned, Waiting
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import Empty


class MonthPage(SchedulePage):
    """The month at the left, the calls of the chosen day at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.today()
        self.month = MonthView()
        self.month.today = self.month.day = today
        self.month.month = today.replace(day=1)
        self.list = DayList()
        self.list.setAccessibleName(_("Calls of the day"))
        self.day_title = label("", "strong")
        self.day_sums = label("", "muted", wrap=True)
        self.keys = label(_("Enter card · Alt+← → day before, day after · D another day · or drag"), "muted", wrap=True)
        self.keys.setContentsMargins(16, 6, 16, 8)
        self.none = Empty("")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        self._lay_out()
        self.month.chosen.connect(self._choose)
        self.month.turned.connect(self.turn)
        self.month.entered.connect(self._enter_day)
        self.month.dropped.connect(lambda contact, day: self.move_to(contact, day))
        self.bind_actions()
        self.bind_keys_in(KEYS_OF_LISTS, self.list)
        self.bind_keys_in([key for key in KEYS_OF_LISTS if key != "Return"], self.month)
        self.setTabOrder(self.month, self.list)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head())
        column.addWidget(self.month, 1)
        right, side = left_half(280)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(2)
        head.addWidget(self.day_title)
        head.addWidget(self.day_sums)
        side.addLayout(head)
        side.addWidget(self.stack, 1)
        side.addWidget(self.keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves(left, right, at=760))

    def bounds(self) -> tuple[date, date]:
        first = self.month.first
        return first, first + timedelta(days=self.month.weeks * 7 - 1)

    def reload(self) -> None:
        self._say_title()
        super().reload()

    def _say_title(self) -> None:
        month = self.month.month
        name = MONTHS[current()][month.month - 1]
        self.title.setText(f"{name[:1].upper()}{name[1:]} {month.year}")

    def show_span(self) -> None:
        self.month.show_month(self.month.month, self.span, self.desk.today())
        self._show_day()

    def _choose(self, day: date) -> None:
        if day.replace(day=1) != self.month.month:
            self._go(day)
        else:
            self._show_day()

    def _enter_day(self) -> None:
        if len(self.list.rows.ids):
            self.list.setFocus()

    def _show_day(self) -> None:
        day = self.month.day
        found = self.span.day(day) if self.span else None
        words = written(day)
        self.day_title.setText(words[:1].upper() + words[1:])
        self._show(found.calls if found else (), day_sums(found, self.desk.today()) if found else "")
        if found and not found.calls:
            self.none.sentence.setText(_nothing(found, self.desk.today()))

    def _show(self, rows: Sequence[Planned | Waiting], sums: str) -> None:
        self.list.show_rows(rows)
        self.day_sums.setText(sums)
        self.day_sums.setVisible(bool(sums))
        self.stack.setCurrentIndex(0 if rows else 1)
        self.keys.setVisible(bool(rows))
        if rows and self.list.currentIndex().row() < 0:
            self.list.select(0)

    def _show_waiting(self, which: str) -> None:
        if self.span is None:
            return
        if which == "debt":
            self.day_title.setText(_("Without room"))
            self._show(self.span.plan.debt, _("Due, and no day has room until the end of what is shown."))
        else:
            self.day_title.setText(_("Not called"))
            self._show(self.span.plan.blocked, _("They have a tier, and a reason not to be called."))
        self.list.setFocus()

    def turn(self, by: int) -> None:
        self._go(add_months(self.month.day, by))

    def _go(self, day: date) -> None:
        self.month.day = day
        self.month.month = day.replace(day=1)
        self.month.show_month(self.month.month, None, self.desk.today())
        self.reload()

    def go_today(self) -> None:
        self._go(self.desk.today())
        self.month.setFocus()

    def current_row(self) -> Planned | Waiting | None:
        return self.list.current_row()

    def focus_first(self) -> None:
        self.month.setFocus()


def _nothing(day: Day, today: date) -> str:
    if day.day < today:
        return _("This day is past; what was said stands in the history of each contact.")
    if not day.is_open:
        return _("Closed: nobody is called on this day.")
    return _("Nobody is due on this day: there is room for more.")
