"""The week and the month of the schedule: one look at the plan each, the same keys on both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.dates import MONTHS, SHORT_WEEKDAYS, add_months, shown, written
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.call_schedule import queries
from petitcrm.features.call_schedule.day_list import DayList
from petitcrm.features.call_schedule.load import LoadBar, MonthView, in_words
from petitcrm.features.call_schedule.queries import Day, Span
from petitcrm.features.calls import settings
from petitcrm.features.calls.planning import Plan, Planned, Waiting
from petitcrm.features.history.when import understood
from petitcrm.features.tiers import effect
from petitcrm.features.tiers import queries as tiers
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.panels import Ask
from petitcrm.ui.widgets.small import Empty, button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.calls import edits
else:
    edits = Late("petitcrm.features.calls.edits")

_KEYS_OF_LISTS = ("D", "Alt+Left", "Alt+Right", "Return")


class SchedulePage(Page):
    """What week and month share: the plan is worked out beside the window, then shown."""

    tables = frozenset({"contact", "interaction", "follow_up", "phone", "consent", "tier", "setting", "employment"})
    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.span: Span | None = None
        self._asked = 0
        self.title = label("", "title")
        self.sums = label("", "muted", wrap=True)
        self.no_room = button("", lambda: self._show_waiting("debt"), quiet=True)
        self.blocked = button("", lambda: self._show_waiting("blocked"), quiet=True)
        for made in (self.no_room, self.blocked):
            made.setObjectName("notice")
            made.hide()

    def head(self) -> QVBoxLayout:
        """The title with its arrows, and what there is to say below."""
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(icon_button("prev", _("Earlier (Page up)"), partial(self.turn, -1)))
        top.addWidget(button(_("Today"), self.go_today, quiet=True))
        top.addWidget(icon_button("next", _("Later (Page down)"), partial(self.turn, 1)))
        told = QHBoxLayout()
        told.setSpacing(4)
        told.addWidget(self.sums, 1)
        told.addWidget(self.no_room)
        told.addWidget(self.blocked)
        column = QVBoxLayout()
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(told)
        return column

    # the plan

    def bounds(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        raise NotImplementedError

    def show_span(self) -> None:
        """Show what was worked out."""
        raise NotImplementedError

    def reload(self) -> None:
        self._asked += 1
        asked, today = self._asked, self.desk.today()
        first, last = self.bounds()
        self.desk.aside(
            lambda store, _progress: (asked, store.read(queries.span, first, last, today)), self._take, self._fail
        )

    def _take(self, answer: tuple[int, Span]) -> None:
        if answer[0] != self._asked or self.desk.is_over:
            return  # meanwhile something else was asked for
        self.span = answer[1]
        self._say_sums(answer[1])
        self.show_span()

    def _fail(self, error: Exception) -> None:
        self.desk.problem.emit(error)

    def _say_sums(self, found: Span) -> None:
        kinds, week = self.desk.read(tiers.kinds), self.desk.read(tiers.week, self.desk.today())
        text, too_much = effect.told_in_all(kinds, week)
        self.sums.setText(text)
        set_role(self.sums, "warn" if too_much else "muted")
        debt, blocked = len(found.plan.debt), len(found.plan.blocked)
        self.no_room.setText(ngettext("{n} without room", "{n} without room", debt).format(n=debt))
        self.no_room.setVisible(bool(debt))
        set_role(self.no_room, "bad")
        self.blocked.setText(ngettext("{n} not called", "{n} not called", blocked).format(n=blocked))
        self.blocked.setVisible(bool(blocked))

    def _show_waiting(self, which: str) -> None:
        """Those without room, or those that are not called, each with the reason."""
        raise NotImplementedError

    def turn(self, by: int) -> None:
        """Earlier or later."""
        raise NotImplementedError

    def go_today(self) -> None:
        """Back to today."""
        raise NotImplementedError

    # the current call

    def current_row(self) -> Planned | Waiting | None:
        """The call the keys are about."""
        raise NotImplementedError

    def current_contact(self) -> int:
        row = self.current_row()
        return row.contact_id if row else 0

    def move_to(self, contact_id: int, day: date, at: str | None = None) -> None:
        """Put a call on another day, and say it."""
        name = self._name_of(contact_id)
        today = self.desk.today()
        if not self.desk.try_to(
            _("Move the call to {name}").format(name=name), edits.place, contact_id, day, today, at
        ):
            return
        told = _("{name}: call on {day}").format(name=name, day=shown(day, today))
        found = self.span.day(day) if self.span else None
        if found and found.load + 1 > found.most:
            told += " · " + _("{n} calls for {most} on that day").format(n=found.load + 1, most=found.most)
        self.desk.say(told)

    def _name_of(self, contact_id: int) -> str:
        plan = self.span.plan if self.span else Plan((), (), ())
        rows: list[Planned | Waiting] = [*plan.calls, *plan.debt, *plan.blocked]
        return next((row.name for row in rows if row.contact_id == contact_id), "")

    def _step(self, by: int) -> None:
        row = self.current_row()
        if not isinstance(row, Planned):
            return
        calendar = self.desk.read(settings.calendar)
        day = row.on + timedelta(days=by)
        for _turn in range(31):
            if calendar.is_open(day):
                break
            day += timedelta(days=by)
        self.move_to(row.contact_id, day)

    @action(mark("To the day before"), "Alt+Left", "call", "prev", everywhere=False)
    def earlier(self) -> None:
        self._step(-1)

    @action(mark("To the day after"), "Alt+Right", "call", "next", everywhere=False)
    def later(self) -> None:
        self._step(1)

    @action(mark("Move to another &day…"), "D", "call", "clock", everywhere=False)
    def another_day(self) -> None:
        row = self.current_row()
        if row is None or not row.contact_id:
            return

        def keep(text: str) -> str:
            try:
                day, at = understood(text, self.desk.today())
                self.desk.do(
                    _("Move the call to {name}").format(name=row.name),
                    edits.place,
                    row.contact_id,
                    day,
                    self.desk.today(),
                    at or None,
                )
            except Problem as problem:
                return str(problem)
            self.desk.say(_("{name}: call on {day}").format(name=row.name, day=shown(day, self.desk.today())))
            return ""

        Ask(self, _("To which day? {name}").format(name=row.name), keep, hint=_("Mon 2pm, +3w, 12/4")).open_centred()

    @action(mark("Open the card"), "Return", "call", "contacts", everywhere=False)
    def open_card(self) -> None:
        if contact := self.current_contact():
            self.open_contact.emit(contact)


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
        self.month.dropped.connect(lambda contact, day: self.move_to(contact, day))
        self.bind_actions()
        self.bind_keys_in(_KEYS_OF_LISTS, self.list)

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

    def _show_day(self) -> None:
        day = self.month.day
        found = self.span.day(day) if self.span else None
        words = written(day)
        self.day_title.setText(words[:1].upper() + words[1:])
        self._show(found.calls if found else (), _sums(found, self.desk.today()) if found else "")
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
        self.sums.setText(_sums(day, today, short=True))
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
        self.bind_keys_in(_KEYS_OF_LISTS, *(one.list for one in self.columns), self.waiting)

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
        self.title.setText(_("{first} to {last}").format(first=_short(first), last=_long(last)))
        for day, column in zip(self.span.days, self.columns, strict=True):
            column.show_day(day, today)
            column.setVisible(day.is_open or day.day.weekday() < 5 or bool(day.calls))
        self._show_list_of_waiting()
        if self._is_turned:
            self._is_turned = False
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


def _sums(day: Day, today: date, *, short: bool = False) -> str:
    if day.day < today:
        return ngettext("{n} made", "{n} made ", day.made).strip().format(n=day.made) if day.made else ""
    if not day.is_open and not day.calls:
        return day.closed or _("closed")
    text = f"{day.load} / {day.most}" if short else _("{n} of {most} calls").format(n=day.load, most=day.most)
    if day.made:
        text += " · " + ngettext("{n} made", "{n} made ", day.made).strip().format(n=day.made)
    return text


def _nothing(day: Day, today: date) -> str:
    if day.day < today:
        return _("This day is past; what was said stands in the history of each contact.")
    if not day.is_open:
        return _("Closed: nobody is called on this day.")
    return _("Nobody is due on this day: there is room for more.")


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[current()][day.month - 1]}"


def _long(day: date) -> str:
    return f"{_short(day)} {day.year}"
