"""Today: whom to call and why, one key an outcome, the card beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.dates import shown, written
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.calls import queries
from petitcrm.features.calls.cadence import late
from petitcrm.features.calls.outcomes import OUTCOME_LETTERS, OUTCOME_WORDS
from petitcrm.features.calls.queries import CallLine, Today
from petitcrm.features.calls.reminder import near
from petitcrm.features.calls.settings import GAPS, calendar
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.requests.fields import BANNER
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import KeyedRows
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.system import hand_over
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.notices import Notice, NoticeRow
from petitcrm.ui.widgets.small import Empty, button

if TYPE_CHECKING:
    from petitcrm.features.calls import done, edits
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.history import when
else:
    edits = Late("petitcrm.features.calls.edits")
    done = Late("petitcrm.features.calls.done")
    when = Late("petitcrm.features.history.when")

CARD_AFTER = 15  # milliseconds


class CallDelegate(LineDelegate):
    """A call: tier, name and company, the reason; the lateness or the hour at the right."""

    def line(self, row: object) -> Line:
        assert isinstance(row, CallLine)
        name = f"{row.display_name} · {row.company}" if row.company else row.display_name
        below = f"{_(BANNER)} · {row.reason}" if row.do_not_sell else row.reason
        if row.at:
            return Line(row.tier, name, below, row.at, "accent")
        if row.days_late:
            late_by = _("+{n} d").format(n=row.days_late)
            return Line(row.tier, name, below, late_by, "bad" if row.days_late > 7 else "warn")
        return Line(row.tier, name, below, _("today"), "muted")


class CallList(KeyedRows):
    """The list of calls; digits open the objections of the script."""

    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.text().isdecimal() and event.text() != "0":
            self.digit.emit(int(event.text()))
        else:
            super().keyPressEvent(event)


@runtime_checkable
class Spoken(Protocol):
    """What stands on the card to be said during a call: its keys, and its objections by number."""

    actions_made: list[QAction]

    def turn_objection(self, number: int) -> None: ...


class ReachedLine(QWidget):
    """What was said in a call that reached somebody, and when to call again: Enter ends it."""

    finished = Signal(str, str, str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        self.head = label("", "strong")
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("What was said"))
        self.text.setAccessibleName(_("What was said"))
        self.day = QLineEdit()
        self.day.setFixedWidth(130)
        self.day.setPlaceholderText(_("Mon 2pm, +3w, 12/4"))
        self.day.setAccessibleName(_("Promise the next call for a day (empty: by cadence)"))
        self.by_cadence = label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(_("Call again"), "muted"))
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(button(_("Keep (Enter)"), self._finish, primary=True))
        column.addWidget(self.head)
        column.addWidget(self.text)
        column.addLayout(row)
        column.addWidget(self.by_cadence)
        self.text.returnPressed.connect(self._finish)
        self.day.returnPressed.connect(self._finish)

    def open_for(self, line: CallLine, proposed: date | None) -> None:
        self.head.setText(_("Reached: {name}").format(name=line.display_name))
        self.text.clear()
        self.day.clear()
        when = shown(proposed, self.desk.today()) if proposed else _("no call")
        self.by_cadence.setText(_("empty: by cadence ({day})").format(day=when))
        self.show()
        self.text.setFocus()

    def _finish(self) -> None:
        said = self.day.text().strip()
        day, at = "", ""
        if said:
            try:
                found, at = when.understood(said, self.desk.today())
            except Problem as problem:
                self.desk.problem.emit(problem)
                self.day.setFocus()
                return
            day = found.isoformat()
        self.finished.emit(self.text.text(), day, at)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TodayPage(Page):
    """The first screen of the morning."""

    tables = CARD_TABLES | {"clock", "script"}
    open_contact = Signal(int)
    numbers_wanted = Signal()

    def __init__(self, desk: Desk, make_card: Any, notices: Callable[[], Sequence[Notice]] = tuple) -> None:
        """`notices` answers what else waits today, said above the calls."""
        super().__init__(desk)
        self._notices = notices
        self.notices = NoticeRow()
        self._lines: dict[int, CallLine] = {}
        self._today: Today | None = None
        self._make_card = make_card
        self.card: CardView | None = None
        self._card_is_coming = False
        self._last_logged = 0
        self._spoken_to: CallLine | None = None
        self.model = RowsModel(self._fetch, lambda line: f"{line.display_name} {line.company} {line.reason}")
        self.list = CallList(self.model)
        self.list.show_with(CallDelegate(self.list))
        self.list.setAccessibleName(_("Calls of the day"))
        self.title = label("", "title")
        self.count = label("", "muted", wrap=True)
        self.reached = ReachedLine(desk)
        self.reached.hide()
        self.keys = label(
            _("J reached · A no answer · M message · O busy · F wrong number · R refused · S script"),
            "muted",
            wrap=True,
        )
        self.keys.setContentsMargins(16, 6, 16, 6)
        self.none = Empty("")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        self._lay_out()
        self.list.current_changed.connect(self._show_card)
        self.reached.finished.connect(self._keep_reached)
        self.reached.left.connect(self._leave_reached)
        self.bind_actions()
        self.bind_keys_in(OUTCOME_LETTERS.values(), self.list)

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addWidget(self.notices)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.reached)
        column.addWidget(self.keys)
        self.right = QWidget()
        self.right_column = QVBoxLayout(self.right)
        self.right_column.setContentsMargins(0, 0, 0, 0)
        self.splitter = halves(left, self.right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _fetch(self, ids: Sequence[int]) -> list[CallLine | None]:
        return [self._lines.get(one) for one in ids]

    def reload(self) -> None:
        day = self.desk.today()
        current, at = self._current_id(), self.list.currentIndex().row()
        found = self._today = self.desk.read(queries.due, day)
        came_back = self._last_logged not in self._lines and any(
            line.contact_id == self._last_logged for line in found.lines
        )
        current = self._last_logged if came_back else current  # undone: the person of the call is the current one again
        self._lines = {line.contact_id: line for line in found.lines}
        self.model.show(array("q", self._lines))
        self.title.setText(_("Today"))
        self.title.setAccessibleName(self.title.text())
        self._show_counts(found, day)
        self.notices.show_all([*self._near(), *self._notices(), *self._numbers()])
        place = self.model.place_of(current)
        self._select(place if place >= 0 else min(max(at, 0), len(self._lines) - 1))

    def _show_counts(self, found: Today, day: date) -> None:
        parts = [written(day)]
        if found.lines:
            parts.append(_("{n} of {all} calls").format(n=len(found.lines), all=found.due))
        if found.debt:
            parts.append(ngettext("{n} other late or due", "{n} others late or due", found.debt).format(n=found.debt))
        if found.made:
            parts.append(ngettext("{n} made", "{n} made ", found.made).strip().format(n=found.made))
        self.count.setText(" · ".join(parts))
        self.keys.setVisible(bool(found.lines))
        self.stack.setCurrentIndex(0 if found.lines else 1)
        if not found.lines:
            self.none.sentence.setText(self._empty_text(found, day))

    def _near(self) -> list[Notice]:
        """The promises whose hour comes near; a click makes them the current line."""
        return [Notice(one.words, "accent", partial(self.show_call, one.contact_id)) for one in near(self.desk)]

    def _numbers(self) -> list[Notice]:
        """The numbers that turned out wrong, to be found again."""
        count = self.desk.read(queries.numbers_to_find)
        if not count:
            return []
        words = ngettext("{n} number to find", "{n} numbers to find", count).format(n=count)
        return [Notice(words, "warn", self.numbers_wanted.emit)]

    def show_call(self, contact_id: int) -> None:
        """Make the call of a contact the current line, if it is on the list."""
        place = self.model.place_of(contact_id)
        if place >= 0:
            self._select(place)
            self.list.setFocus()
        else:
            self.open_contact.emit(contact_id)

    def _empty_text(self, found: Today, day: date) -> str:
        if not found.made:
            return self._nothing_due(day) if not found.debt else self._more_due(found)
        today = done.in_words(self.desk.read(done.done, day))
        following = self.desk.read(queries.coming, day)
        after = (
            self._more_due(found)
            if found.debt
            else _("Next: {name}, {day}.").format(name=following.display_name, day=shown(following.day, day))
            if following is not None
            else ""
        )
        return "\n\n".join(part for part in (_("The day's calls are made."), today, after) if part)

    @staticmethod
    def _more_due(found: Today) -> str:
        return _("{n} more are due: they come tomorrow, or raise the number a day in the settings.").format(
            n=found.debt
        )

    def _nothing_due(self, day: date) -> str:
        following = self.desk.read(queries.coming, day)
        if following is not None:
            return _("Nobody to call today. Next: {name}, {day}.").format(
                name=following.display_name, day=shown(following.day, day)
            )
        return _(
            "Nobody to call yet: give your clients a tier (A, B, C…) on their cards, and the calls come by themselves."
        )

    def _select(self, at: int) -> None:
        if at < 0:
            self._show_card(0)
            return
        self.list.select(at)
        self._show_card(self.model.ids[at])

    def _show_card(self, contact_id: int) -> None:
        if self.card is not None:
            self.card.show_contact(contact_id or None)
        elif not self._card_is_coming:
            self._card_is_coming = True
            QTimer.singleShot(
                CARD_AFTER, self._add_card
            )  # the list is painted, and answers keys, before the card is made

    def _add_card(self) -> None:
        self.card = self._make_card(self.desk)
        self.card.open_contact.connect(self.open_contact)
        self.right_column.addWidget(self.card)
        self.card.show_contact(self._current_id() or None)
        for strip in self.card.strips:
            if isinstance(strip, Spoken):
                self._take_script(strip)

    def _take_script(self, script: Spoken) -> None:
        """The keys of the script work in the list: nobody leaves it during a call."""
        self.list.digit.connect(script.turn_objection)
        self.actions_made += script.actions_made
        self.bind_keys_in([made.shortcut().toString() for made in script.actions_made], self.list)

    def _current_id(self) -> int:
        return self.list.current_id()

    def current_contact(self) -> int:
        return self._current_id()

    def _current(self) -> CallLine | None:
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, CallLine) else None

    def focus_first(self) -> None:
        self.list.setFocus()

    # logging

    def _log(self, outcome: str) -> None:
        line = self._current()
        if line is not None:
            self._log_line(line, outcome)

    def _log_line(
        self, line: CallLine, outcome: str, text: str = "", follow_up: str = "", follow_up_at: str = ""
    ) -> None:
        words = _("Call to {name}: {outcome}").format(name=line.display_name, outcome=_(OUTCOME_WORDS[outcome]))
        day, hour = self.desk.today(), self.desk.hour()
        if not self.desk.try_to(words, edits.log, line.contact_id, outcome, day, text, follow_up, follow_up_at, hour):
            return
        self._last_logged = line.contact_id
        self.desk.say(self._told(line, outcome, day))

    def _told(self, line: CallLine, outcome: str, day: date) -> str:
        """What was logged, which attempt it was or which number is left, and when the next call comes."""
        following = self.desk.read(queries.next_call, line.contact_id, day)
        more = ""
        if outcome in ("no_answer", "message_left", "busy") and following.failed:
            attempts = max(len(self.desk.read(GAPS.read)) + 1, following.failed)
            more = _("attempt {n} of {all}").format(n=following.failed, all=attempts)
        elif outcome == "wrong_number" and (other := self.desk.read(queries.number_of, line.contact_id)):
            more = _("there is still {number}").format(number=other)
        coming = _("next call {day}").format(day=self._when(following, day))
        told = " · ".join(part for part in (_(OUTCOME_WORDS[outcome]).lower(), more, coming) if part)
        return _("{name}: {told}").format(name=line.display_name, told=told)

    def _when(self, following: queries.NextCall, day: date) -> str:
        if following.day is None:
            return _("none ({reason})").format(reason=following.reason)
        when = f"{shown(following.day, day)} {following.at}".rstrip()
        when = ", ".join(part for part in (when, late(following.day, day)) if part)
        return when if self.desk.read(calendar).is_open(following.day) else _("{day} (not worked)").format(day=when)

    @action(mark("Reached…"), "J", "call", "phone", everywhere=False)
    def log_reached(self) -> None:
        line = self._spoken_to = self._current()
        if line is not None:
            self.reached.open_for(line, self.desk.read(queries.after_reached, line.contact_id, self.desk.today()))

    def _keep_reached(self, text: str, follow_up: str, at: str) -> None:
        self._leave_reached()
        if self._spoken_to is not None:  # whoever the line was opened for, whatever is current by now
            self._log_line(self._spoken_to, "reached", text, follow_up, at)

    def _leave_reached(self) -> None:
        self.reached.hide()
        self.list.setFocus()

    @action(mark("No answer"), "A", "call", everywhere=False)
    def log_no_answer(self) -> None:
        self._log("no_answer")

    @action(mark("Message left"), "M", "call", everywhere=False)
    def log_message_left(self) -> None:
        self._log("message_left")

    @action(mark("Busy"), "O", "call", everywhere=False)
    def log_busy(self) -> None:
        self._log("busy")

    @action(mark("Wrong number"), "F", "call", everywhere=False)
    def log_wrong_number(self) -> None:
        self._log("wrong_number")

    @action(mark("Refused"), "R", "call", everywhere=False)
    def log_refused(self) -> None:
        self._log("refused")

    @action(mark("Dial the number"), "Ctrl+D", "call", "phone")
    def dial(self) -> None:
        from petitcrm.base.links import phone

        line = self._current()
        if line is not None:
            hand_over(self.desk, phone(line.phone))

    @action(mark("Put off by a week"), "Ctrl+Shift+P", "call", "clock")
    def put_off(self) -> None:
        line = self._current()
        if line is not None and self.desk.try_to(
            _("Put off by a week"), edits.put_off, line.contact_id, self.desk.today()
        ):
            following = self.desk.read(queries.next_call, line.contact_id, self.desk.today())
            when = shown(following.day, self.desk.today()) if following.day else _("no call")
            self.desk.say(_("{name}: put off to {day}.").format(name=line.display_name, day=when))

    @action(mark("What was done today"), "Ctrl+Shift+H", "call", "check")
    def show_done(self) -> None:
        from petitcrm.ui.widgets.panels import Panel

        panel = Panel(self, _("What was done today"), width=420)
        panel.column.addWidget(label(done.in_words(self.desk.read(done.done, self.desk.today())), wrap=True))
        panel.open_under(self.title)

    @action(mark("Open the card"), "Ctrl+Return", "call", "contacts")
    def open_card(self) -> None:
        if self._current_id():
            self.open_contact.emit(self._current_id())
