"""To nurture: who is written to until they are ready, the letters that are due first; the events that wake them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.nurture import lines, queries
from petitcrm.features.nurture.event_panel import EventPanel
from petitcrm.features.nurture.gather_list import SeriesDelegate
from petitcrm.features.nurture.gather_page import GatherPage
from petitcrm.features.nurture.queries import ANSWERED, BLOCKED, COMING, DUE, Event, NurtureLine
from petitcrm.features.nurture.wake_panel import WakePanel
from petitcrm.features.nurture.waking import Wake
from petitcrm.ui.actions import action
from petitcrm.ui.desk import FEW, Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.panels import Ask, Offer, Picker
from petitcrm.ui.widgets.small import Empty, button, hairline

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.nurture import edits
else:
    edits = Late("petitcrm.features.nurture.edits")

LEFT = 424  # pixels
_CHIPS = {
    DUE: mark("Due {n}"),
    ANSWERED: mark("Answered {n}"),
    COMING: mark("Later {n}"),
    BLOCKED: mark("Blocked {n}"),
}
_IN_THE_LIST = ("L", "Shift+L", "W", "P", "E", "Del", "Ctrl+A")


class NurturePage(GatherPage):
    """Left the series with its events below, right the card of the current line."""

    tables = CARD_TABLES | {"wake_event"}
    letters_wanted = Signal(object)  # the ids
    chip_words = _CHIPS
    menu = ("write", "promise", "warm", "wake", "take_out", "open_card")

    def __init__(self, desk: Desk, make_card: Callable[[Desk], CardView]) -> None:
        super().__init__(
            desk,
            make_card,
            SeriesDelegate,
            _("To nurture"),
            _("L letter · P promise · W warm · E event · Del take out · Space choose · Ctrl+Enter card"),
        )
        self._latest = Latest(desk, self._take, self)
        self._is_empty = False  # known once the series was worked out
        self.title, self.count = label(_("To nurture"), "title"), label("", "muted", wrap=True)
        self.write_all = button("", self.write_due, primary=True)
        self.none = Empty("")
        self.events = EventPanel(desk)
        self._lay_out()
        self.events.wake_wanted.connect(self._offer_wake)
        self.bind_actions()
        self.bind_keys_in(_IN_THE_LIST, self.list)

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.write_all)
        head.addLayout(top)
        head.addWidget(self.count)
        head.addWidget(self.chip_row)
        column.addLayout(head)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keys)
        column.addWidget(hairline())
        column.addWidget(self.events)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves(left, self.right, at=LEFT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.events.show_most(2 if self.height() < 800 else 5)
        super().resizeEvent(event)

    # showing

    def reload(self) -> None:
        """The series is worked out beside the window: it may be long."""
        self.events.reload()
        today = self.desk.today()
        self._latest.ask(lambda reader: queries.series(reader, today))

    def _take(self, found: list[NurtureLine]) -> None:
        self._all = found
        self._is_empty = not found
        self.show_lines()

    def sentence(self, line: NurtureLine) -> str:
        return lines.sentence(line, self.desk.today())

    def settle(self, counts: Counter[str], found: Sequence[NurtureLine]) -> None:
        due = counts[DUE]
        self.write_all.setText(ngettext("Write the letter due", "Write the {n} letters due", due).format(n=due))
        self.write_all.setVisible(bool(due))
        self._show_place(bool(found))

    def _show_place(self, has_lines: bool) -> None:
        self.keys.setVisible(has_lines)
        if not has_lines and self.list.hasFocus():
            self.events.name.setFocus()  # what can be done while there is nobody
        self.stack.setCurrentIndex(0 if has_lines else 1)
        self.none.sentence.setText(
            _(
                "Nobody is written to yet: prospects come here when no attempt to call them was answered, when they are "
                "cold, or when their tier is written to and not called."
            )
        )

    def say_counts(self) -> None:
        self._word_counts()
        self.count.setVisible(bool(self.count.text()))

    def _word_counts(self) -> None:
        chosen, count = self.list.count_chosen(), len(self._all)
        if chosen > 1:
            self.count.setText(ngettext("{n} chosen", "{n} chosen", chosen).format(n=chosen))
            return
        parts = [ngettext("{n} contact", "{n} contacts", count).format(n=count)] if count else []
        following = next((one.next for one in self._all if one.state == COMING), None)
        if following and not any(one.state == DUE for one in self._all):
            day = shown(following, self.desk.today())
            parts.append(_("nothing to write today, next letter {day}").format(day=day))
        self.count.setText(" · ".join(parts))

    def focus_first(self) -> None:
        (self.events.name if self._is_empty else self.list).setFocus()

    # gestures

    def _named(self, chosen: Sequence[NurtureLine]) -> str:
        """One is called by name, several are counted."""
        if len(chosen) == 1:
            return chosen[0].name
        return ngettext("{n} contact", "{n} contacts", len(chosen)).format(n=len(chosen))

    @action(mark("Write a &letter to them"), "L", "letter", "letter", everywhere=False)
    def write(self) -> None:
        if chosen := self.gathered():
            self.letters_wanted.emit([one.contact_id for one in chosen])

    @action(mark("Write to all whose letter is due"), "Shift+L", "letter", "letter", everywhere=False)
    def write_due(self) -> None:
        if due := [one.contact_id for one in self._all if one.state == DUE]:
            self.letters_wanted.emit(due)

    @action(mark("&Warm again"), "W", "call", "phone", everywhere=False)
    def warm(self) -> None:
        chosen = self.gathered()
        if not chosen:
            return
        told = _("{who}: warm again, the calls come by themselves.").format(who=self._named(chosen))
        ids = [one.contact_id for one in chosen]
        self._do_for_all(ids, _("Warm again"), told, edits.warm, ids, self.desk.today())

    def _do_for_all(self, ids: Sequence[int], title: str, told: str, edit: Any, *args: object) -> None:
        """At once for few, in the background for many; who has left the series leaves the list at once."""
        if len(ids) > FEW:
            self.desk.do_for_many(len(ids), title, told, edit, *args)
        elif self.desk.try_to(title, edit, *args):
            self.desk.say(told)
            self.let_go(ids)

    @action(mark("&Promise a call…"), "P", "call", "clock", everywhere=False)
    def promise(self) -> None:
        chosen = self.gathered()
        if not chosen:
            return
        who, ids = self._named(chosen), [one.contact_id for one in chosen]

        def keep(text: str) -> str:
            today, title = self.desk.today(), _("Promise a call")
            if len(ids) > FEW:
                self.desk.work(
                    title,
                    lambda store, _progress: store.do(title, edits.promise, ids, text, today)[0],
                    lambda done: self._say_promised(who, *done),
                )
                return ""
            try:
                day, left_out = self.desk.do(title, edits.promise, ids, text, today)
            except Problem as problem:
                return str(problem)
            self._say_promised(who, day, left_out)
            if not left_out:
                self.let_go(ids)
            return ""

        hint = _("Mon 2pm, +3w, 12/4")
        Ask(self, _("Call on which day? {name}").format(name=who), keep, hint=hint).open_under(self.chip_row)

    def _say_promised(self, who: str, day: date, left_out: Sequence[tuple[str, str]]) -> None:
        told = _("{who}: call promised for {day}").format(who=who, day=shown(day, self.desk.today()))
        if left_out:
            name, reason = left_out[0]
            told += " · " + ngettext(
                "{n} left out ({name}: {reason})", "{n} left out ({name}: {reason}…)", len(left_out)
            ).format(n=len(left_out), name=name, reason=reason)
        self.desk.say(told)

    @action(mark("Take out of the series"), "Del", "call", "trash", everywhere=False)
    def take_out(self) -> None:
        chosen = self.gathered()
        if not chosen:
            return
        today = self.desk.today()
        ids = [one.contact_id for one in chosen]
        told = _("{who}: left alone for a year (“Not before” on the card).").format(who=self._named(chosen))
        self._do_for_all(ids, _("Take out of the series"), told, edits.take_out, ids, today)

    @action(mark("Wake up for an &event…"), "E", "call", "phone", everywhere=False)
    def wake(self) -> None:
        coming = self.events.coming()
        if not coming:
            self.desk.say(_("Add an event first: its name and its day."))
            self.events.name.setFocus()
        elif len(coming) == 1:
            self._offer_wake(coming[0])
        else:
            today = self.desk.today()
            offers = [Offer(one.name, one, shown(one.day, today)) for one in coming]
            picker = Picker(self, _("Wake up for which event?"), offers)
            picker.picked.connect(self._offer_wake)
            picker.open_under(self.chip_row)

    def _offer_wake(self, event: Event) -> None:
        """The chosen ones where there are several, else everybody of the series."""
        chosen = [one.contact_id for one in self.gathered()]
        everybody = [one.contact_id for one in self._all]
        groups = [
            (ngettext("The {n} chosen", "The {n} chosen", len(chosen)).format(n=len(chosen)), chosen),
            (ngettext("Everybody: {n}", "Everybody: {n}", len(everybody)).format(n=len(everybody)), everybody),
        ]
        if len(chosen) == 1:
            groups[0] = (self._lines[chosen[0]].name[:30], chosen)
            groups.reverse()
        if not everybody:
            self.desk.say(_("There is nobody to wake up: nobody is written to."))
            return
        WakePanel(self, self.desk, event, groups if chosen else groups[1:], self._accept).open_under(self.chip_row)

    def _accept(self, event: Event, found: Wake) -> None:
        told = ngettext("{n} call promised: {name}", "{n} calls promised: {name}", len(found.calls)).format(
            n=len(found.calls), name=event.name
        )
        title = _("Wake up for an event")
        self._do_for_all([one for _day, one in found.calls], title, told, edits.wake, found.calls, event.name)
        self.list.setFocus()
