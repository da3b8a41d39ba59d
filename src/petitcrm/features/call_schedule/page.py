"""What the week and the month of the schedule share: one look at the plan, the same keys on both."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.call_schedule import queries
from petitcrm.features.call_schedule.queries import Day, Span
from petitcrm.features.calls import settings
from petitcrm.features.calls.planning import Plan, Planned, Waiting
from petitcrm.features.history.when import understood
from petitcrm.features.tiers import effect
from petitcrm.features.tiers import queries as tiers
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.panels import Ask
from petitcrm.ui.widgets.small import button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.calls import edits
else:
    edits = Late("petitcrm.features.calls.edits")

KEYS_OF_LISTS = ("D", "Alt+Left", "Alt+Right", "Return")


class SchedulePage(Page):
    """What week and month share: the plan is worked out beside the window, then shown."""

    tables = frozenset({"contact", "interaction", "follow_up", "phone", "consent", "tier", "setting", "employment"})
    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.span: Span | None = None
        self._latest = Latest(desk, self._take, self)
        self._moved: tuple[date, str] | None = None  # the day a call was put on, and how it was said
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
        first, last = self.bounds()
        today = self.desk.today()
        self._latest.ask(lambda reader: queries.span(reader, first, last, today))

    def _take(self, found: Span) -> None:
        self.span = found
        self._say_sums(found)
        self.show_span()
        if self._moved:
            day, told = self._moved
            self._moved = None
            there = found.day(day)
            if there and there.load > there.most:
                full = _("{n} calls for {most} on that day").format(n=there.load, most=there.most)
                self.desk.say(f"{told} · {full}")

    def _say_sums(self, found: Span) -> None:
        kinds, week = self.desk.read(tiers.kinds), self.desk.read(tiers.week, self.desk.today())
        text, too_much = effect.told_in_all(kinds, week)
        self.sums.setText(text)
        set_role(self.sums, "warn" if too_much else "muted")
        debt, blocked = len(found.plan.debt), len(found.plan.blocked)
        after = shown(found.days[-1].day + timedelta(days=1), self.desk.today())
        words = ngettext("{n} finds no room before {day}", "{n} find no room before {day}", debt)
        self.no_room.setText(words.format(n=debt, day=after))
        self.no_room.setVisible(bool(debt))
        set_role(self.no_room, "warn")
        self.blocked.setText(ngettext("{n} not called", "{n} not called", blocked).format(n=blocked))
        self.blocked.setVisible(bool(blocked))

    def _show_waiting(self, which: str) -> None:
        """Those without room, or those that are not called, each with the reason."""
        raise NotImplementedError

    def has_keyboard(self) -> bool:
        """Whether the keyboard is here, or nowhere: only then may it be put on a line that has just come."""
        focus = QApplication.focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

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
        self._say_moved(name, day, at or "")

    def _say_moved(self, name: str, day: date, at: str) -> None:
        """Said at once; that the day is too full only once the others have made room, or have not."""
        when = " ".join(part for part in (shown(day, self.desk.today()), at) if part)
        told = _("{name}: call {day}").format(name=name, day=when)
        self.desk.say(told)
        self._moved = day, told

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
            self._say_moved(row.name, day, at)
            return ""

        Ask(self, _("To which day? {name}").format(name=row.name), keep, hint=_("Mon 2pm, +3w, 12/4")).open_centred()

    @action(mark("Open the card"), "Return", "call", "contacts", everywhere=False)
    def open_card(self) -> None:
        if contact := self.current_contact():
            self.open_contact.emit(contact)


def day_sums(day: Day, today: date, *, short: bool = False) -> str:
    if day.day < today:
        return ngettext("{n} made", "{n} made ", day.made).strip().format(n=day.made) if day.made else ""
    if not day.is_open and not day.calls:
        return day.closed or _("not worked")
    if not day.is_open:
        return ngettext("{n} call", "{n} calls", day.load).format(n=day.load) + " · " + (day.closed or _("not worked"))
    text = f"{day.load} / {day.most}" if short else _("{n} of {most} calls").format(n=day.load, most=day.most)
    if day.made:
        text += " · " + ngettext("{n} made", "{n} made ", day.made).strip().format(n=day.made)
    return text
