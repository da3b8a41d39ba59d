"""Follow-ups: all that is promised and not done, the latest first to see; the card beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.base.text import words
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.history import queries
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, REPEATS, word
from petitcrm.features.history.follow_up_form import FollowUpForm
from petitcrm.features.history.looks import holds, said_of
from petitcrm.features.history.queries import FollowUpLine
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import KeyedRows
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.panels import Ask
from petitcrm.ui.widgets.small import Empty, button

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.history import follow_ups
else:
    follow_ups = Late("petitcrm.features.history.follow_ups")


class _Delegate(LineDelegate):
    """A follow-up: whom, what, and the day at the right, coloured where it is late or today."""

    def __init__(self, page: FollowUpsPage) -> None:
        super().__init__(page.list)
        self.page = page

    def line(self, row: object) -> Line:
        assert isinstance(row, FollowUpLine)
        name = f"{row.name} · {row.company}" if row.company else row.name
        kind = _(word(FOLLOW_UP_KINDS, row.kind))
        again = _(word(REPEATS, row.repeat)) if row.repeat else ""
        below = " · ".join(part for part in (kind[:1].upper() + kind[1:], row.text, again) if part)
        day = " ".join(part for part in (shown(row.day, self.page.desk.today()), row.at) if part)
        role = "bad" if row.is_late else "warn" if row.state == "today" else "muted"
        return Line("!" if row.priority == "high" else "", name, below, day, role)


class FollowUpsPage(Page):
    """What is late, what is for today, what is to come."""

    tables = CARD_TABLES
    open_contact = Signal(int)
    without_step_wanted = Signal()

    def __init__(self, desk: Desk, make_card: Callable[[Desk], CardView]) -> None:
        super().__init__(desk)
        self._lines: dict[int, FollowUpLine] = {}
        self._all: list[tuple[FollowUpLine, list[str]]] = []  # with their words, folded once
        self.model = RowsModel(self._fetch, lambda line: f"{line.name} {line.company} {line.text}")
        self.list = KeyedRows(self.model)
        self.list.show_with(_Delegate(self))
        self.list.setAccessibleName(_("Follow-ups"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, company, or what was promised"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.title, self.count = label(_("Follow-ups"), "title"), label("", "muted", wrap=True)
        self.keys = label(_("F done · D another day · E change · Del drop · Ctrl+Enter card"), "muted", wrap=True)
        self.keys.setContentsMargins(16, 6, 16, 6)
        self.none = Empty("")
        self.card = make_card(desk)
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.current_changed.connect(self._show_card)
        self.card.open_contact.connect(self.open_contact)
        self.bind_actions()
        self.bind_keys_in(("F", "D", "E", "Del"), self.list)

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        for widget in (self.title, self.count, self.search):
            head.addWidget(widget)
        column.addLayout(head)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keys)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 8)
        foot.addWidget(button(_("Clients without a next step"), self.without_step_wanted.emit, quiet=True))
        foot.addStretch(1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves(left, self.card))

    def _fetch(self, ids: Sequence[int]) -> list[FollowUpLine | None]:
        return [self._lines.get(one) for one in ids]

    def reload(self) -> None:
        found = self.desk.read(queries.follow_ups, self.desk.today())
        self._all = [(one, said_of(one)) for one in found]
        counts = [sum(one.state == state for one in found) for state in ("late", "today", "coming")]
        parts = (
            ngettext("{n} late", "{n} late", counts[0]).format(n=counts[0]) if counts[0] else "",
            _("{n} today").format(n=counts[1]),
            _("{n} to come").format(n=counts[2]),
        )
        self.count.setText(" · ".join(part for part in parts if part))
        self._filter()

    def _filter(self) -> None:
        current, at = self.list.current_id(), self.list.currentIndex().row()
        typed = words(self.search.text())
        found = [one for one, said in self._all if holds(said, typed)]
        self._lines = {one.id: one for one in found}
        self.model.show(array("q", self._lines))
        self.keys.setVisible(bool(found))
        self.stack.setCurrentIndex(0 if found else 1)
        self.none.sentence.setText(
            _("Nothing found for “{text}”.").format(text=self.search.text().strip())
            if typed
            else _(
                "Nothing is promised: note a call with “quote to send monday” (Ctrl+L), or promise something (Ctrl+Shift+N)."
            )
        )
        place = self.model.place_of(current)
        place = place if place >= 0 else min(max(at, 0), len(found) - 1)
        if place >= 0:
            self.list.select(place)
        self._show_card(self.model.ids[place] if place >= 0 else 0)

    def _show_card(self, follow_up_id: int) -> None:
        line = self._lines.get(follow_up_id)
        self.card.show_contact(line.contact_id if line else None)

    def _current(self) -> FollowUpLine | None:
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, FollowUpLine) else None

    def current_contact(self) -> int:
        line = self._current()
        return line.contact_id if line else 0

    def focus_first(self) -> None:
        self.list.setFocus()

    def show_follow_up(self, follow_up_id: int) -> None:
        """Bring one into view."""
        self.refresh()
        self.search.clear()
        place = self.model.place_of(follow_up_id)
        if place >= 0:
            self.list.select(place)
            self._show_card(follow_up_id)

    # gestures

    def _do(self, title: str, edit: Any, line: FollowUpLine, *args: object) -> None:
        if self.desk.try_to(title, edit, line.id, *args):
            self.desk.say(f"{title} · {line.name}")

    @action(mark("Follow-up &done"), "F", "call", "check", everywhere=False)
    def done(self) -> None:
        if line := self._current():
            self._do(_("Follow-up done"), follow_ups.finish, line, self.desk.today())

    @action(mark("Another &day…"), "D", "call", "clock", everywhere=False)
    def another_day(self) -> None:
        line, at = self._current(), self.list.currentIndex().row()
        if line is None:
            return

        def keep(text: str) -> str:
            try:
                self.desk.do(_("Move a follow-up"), follow_ups.move, line.id, text, self.desk.today())
            except Problem as problem:
                return str(problem)
            if self.model.rowCount():  # the next one, not the one that went down the list
                self.list.select(min(at, self.model.rowCount() - 1))
            return ""

        hint = _("Mon 2pm, +3w, 12/4")
        Ask(self, _("To which day? {name}").format(name=line.name), keep, hint=hint).open_under(self.search)

    @action(mark("Change the follow-up…"), "E", "call", everywhere=False)
    def change(self) -> None:
        if line := self._current():
            FollowUpForm(self, self.desk, line.contact_id, line.name, line).open_under(self.search)

    @action(mark("Drop the follow-up"), "Del", "call", "trash", everywhere=False)
    def drop(self) -> None:
        if line := self._current():
            self._do(_("Drop a follow-up"), follow_ups.drop, line)

    @action(mark("Open the card"), "Ctrl+Return", "call", "contacts")
    def open_card(self) -> None:
        if line := self._current():
            self.open_contact.emit(line.contact_id)

    @action(mark("Save the follow-ups as a calendar…"), "", "file", "export")
    def save_calendar(self) -> None:
        from petitcrm.features.history.calendar_file import ask_and_save

        ask_and_save(self, self.desk)
