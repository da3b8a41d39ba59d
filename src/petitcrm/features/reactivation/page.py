"""Former clients: this month's small lot to win back, one key a decision; what they bought and why they left beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.dates import shown, typed
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.reactivation import lines, queries
from petitcrm.features.reactivation.memory import MemoryStrip
from petitcrm.features.reactivation.queries import Lot, ReactivationLine
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import KeyedRows
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.panels import Ask
from petitcrm.ui.widgets.small import Empty, button, hairline

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.reactivation import edits
else:
    edits = Late("petitcrm.features.reactivation.edits")

LEFT = 424  # pixels
_IN_THE_LIST = ("A", "L", "R", "X", "Shift+L")


class _Delegate(LineDelegate):
    """Who, and the silence against the rhythm; at the right what was decided."""

    def __init__(self, view: KeyedRows, desk: Desk) -> None:
        super().__init__(view)
        self.desk = desk

    def line(self, row: object) -> Line:
        assert isinstance(row, ReactivationLine)
        name = f"{row.name} · {row.company}" if row.company else row.name
        said = lines.silence(row)
        words, role = lines.mark_of(row, self.desk.today())
        return Line(row.tier, name, said[:1].upper() + said[1:], words, role)


class ReactivationPage(Page):
    """Left the lot of the month, right the card with what is remembered above it."""

    tables = CARD_TABLES | {"reactivation"}
    open_contact = Signal(int)
    letters_wanted = Signal(object)  # the ids

    def __init__(self, desk: Desk, make_card: Callable[[Desk], CardView]) -> None:
        super().__init__(desk)
        self._lot: Lot | None = None
        self._lines: dict[int, ReactivationLine] = {}
        self._latest = Latest(desk, self._show, self)
        self.model = RowsModel(self._fetch, lambda line: f"{line.name} {line.company} {lines.silence(line)}")
        self.list = KeyedRows(self.model)
        self.list.show_with(_Delegate(self.list, desk))
        self.list.setAccessibleName(_("Former clients"))
        self.title, self.count = label(_("To win back"), "title"), label("", "muted", wrap=True)
        self.write_button = button("", self.write_letters)
        self.buttons = self._button_row()
        self.none = Empty(
            _(
                "No client has fallen silent: whoever is not heard of for twice as long as usual, and former clients, come "
                "here, a few a month."
            )
        )
        self.memory = MemoryStrip(desk)
        self._make_card = make_card
        self.card: CardView | None = None
        self._lay_out()
        self.list.current_changed.connect(self._show_card)
        self.bind_actions()
        self.bind_keys_in(_IN_THE_LIST, self.list)

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.write_button)
        head.addLayout(top)
        head.addWidget(self.count)
        column.addLayout(head)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        column.addWidget(self.stack, 1)
        column.addWidget(hairline())
        column.addWidget(self.buttons)
        right = QWidget()
        right.setObjectName("surface")
        self.beside = QVBoxLayout(right)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(self.memory)
        self.memory.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves(left, right, at=LEFT))

    def _button_row(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setSpacing(8)
        grid.addWidget(button(_("Call (A)"), self.call, primary=True), 0, 0)
        grid.addWidget(button(_("Letter (L)"), self.letter), 0, 1)
        grid.addWidget(button(_("Later (R)"), self.later), 1, 0)
        grid.addWidget(button(_("Gone (X)"), self.gone), 1, 1)
        return holder

    # showing

    def _fetch(self, ids: Sequence[int]) -> list[ReactivationLine | None]:
        return [self._lines.get(one) for one in ids]

    def reload(self) -> None:
        """The lot is worked out beside the window: it looks at the history of all who are silent."""
        today = self.desk.today()
        self._latest.ask(lambda reader: queries.lot(reader, today))

    def _show(self, found: Lot) -> None:
        current, at = self.list.current_id(), self.list.currentIndex().row()
        was_open = current in self._lines and not self._lines[current].answer
        self._lot = found
        self._lines = {one.contact_id: one for one in found.lines}
        self.model.show(array("q", self._lines))
        self._say_counts(found)
        self.stack.setCurrentIndex(0 if found.lines else 1)
        self.buttons.setVisible(bool(found.lines))
        place = self.model.place_of(current)
        if place >= 0 and was_open and self._lines[current].answer:
            place = -1  # it was decided just now: the keyboard goes on to the one that took its place
        place = place if place >= 0 else min(max(at, 0), len(found.lines) - 1)
        if place >= 0:
            self.list.select(place)
        self._show_card(self.model.ids[place] if place >= 0 else 0)

    def _say_counts(self, found: Lot) -> None:
        count, letters = len(found.lines), len(found.letters())
        told = _("{n} of {all} decided this month").format(n=found.decided, all=count) if count else ""
        self.count.setText(told)
        self.write_button.setText(ngettext("Write the letter", "Write the {n} letters", letters).format(n=letters))
        self.write_button.setVisible(bool(letters))

    def _show_card(self, contact_id: int) -> None:
        line = self._lines.get(contact_id)
        said = lines.silence(line) if line else ""
        self.memory.show_contact(contact_id if line else 0, said[:1].upper() + said[1:])
        if self.card is None:  # made when it is first seen: the other tabs do not wait for it
            self.card = self._make_card(self.desk)
            self.card.open_contact.connect(self.open_contact)
            self.beside.addWidget(self.card, 1)
        self.card.show_contact(contact_id or None)

    def _current(self) -> ReactivationLine | None:
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, ReactivationLine) else None

    def current_contact(self) -> int:
        line = self._current()
        return line.contact_id if line else 0

    def focus_first(self) -> None:
        self.list.setFocus()

    # deciding

    @action(mark("Win back: &call…"), "A", "call", "phone", everywhere=False)
    def call(self) -> None:
        line, lot = self._current(), self._lot
        if line is None or lot is None:
            return

        def keep(text: str) -> str:
            today = self.desk.today()
            try:
                day = self.desk.do(
                    _("Win back by a call"), edits.call, line.contact_id, text, today, lines.silence(line)
                )
            except Problem as problem:
                return str(problem)
            self.desk.say(_("{name}: call promised for {day}").format(name=line.name, day=shown(day, today)))
            self._note(line, "call")
            return ""

        title = _("Call on which day? {name}").format(name=line.name)
        proposed = typed(lot.free.isoformat())
        Ask(self, title, keep, text=proposed, hint=_("Mon 2pm, +3w, 12/4")).open_under(self.title)

    @action(mark("Win back: &letter"), "L", "call", "letter", everywhere=False)
    def letter(self) -> None:
        self._decide(
            "letter", _("Win back by a letter"), _("{name}: a letter, written with the others by the button above.")
        )

    @action(mark("Win back: &later"), "R", "call", "clock", everywhere=False)
    def later(self) -> None:
        self._decide("later", _("Win back later"), _("{name}: proposed again in six months."))

    def _decide(self, answer: str, title: str, told: str) -> None:
        line = self._current()
        if line and self.desk.try_to(title, edits.decide, line.contact_id, answer, self.desk.today()):
            self.desk.say(told.format(name=line.name))
            self._note(line, answer)

    def _note(self, line: ReactivationLine, answer: str) -> None:
        """Show what was decided before the lot was worked out again: the next key is meant for the next line."""
        if self._lot is None:
            return
        noted = replace(line, answer=answer, decided=self.desk.today())
        others = [one for one in self._lot.lines if one.contact_id != line.contact_id]
        self._show(replace(self._lot, lines=(*others, noted)))

    @action(mark("Win back: gone for good…"), "X", "call", "stop", everywhere=False)
    def gone(self) -> None:
        line = self._current()
        if line is None:
            return
        card = self.desk.read(contacts.card, line.contact_id)

        def keep(text: str) -> str:
            try:
                self.desk.do(_("Gone for good"), edits.gone, line.contact_id, text, self.desk.today())
            except Problem as problem:
                return str(problem)
            self.desk.say(_("{name}: former client, no longer proposed.").format(name=line.name))
            self._note(line, "gone")
            return ""

        known = contacts.value_of(card, "why_left") if card else ""
        hint = _("price, rival…")
        Ask(self, _("Why did they leave? {name}").format(name=line.name), keep, text=known, hint=hint).open_under(
            self.count
        )

    @action(mark("Write the letters that win back"), "Shift+L", "letter", "letter", everywhere=False)
    def write_letters(self) -> None:
        if self._lot and (ids := self._lot.letters()):
            self.letters_wanted.emit(ids)

    @action(mark("Open the card"), "Ctrl+Return", "call", "contacts")
    def open_card(self) -> None:
        if line := self._current():
            self.open_contact.emit(line.contact_id)
