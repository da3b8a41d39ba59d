"""Who: a segment or those chosen in the list of contacts, one letter for whom, and who is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.contacts import conditions, segments
from petitcrm.features.contacts.queries import Condition
from petitcrm.features.contacts.segments import Segment
from petitcrm.features.letters.addressees import Addressees, flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.grouping import written_to
from petitcrm.features.letters.joining import ORDER, PER, PERSON
from petitcrm.features.letters.queries import Selection
from petitcrm.ui.desk import FEW, Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.widgets import panels
from petitcrm.ui.widgets.panels import Offer
from petitcrm.ui.widgets.small import Elided, Empty, button

Conditions = Callable[[date], list[Condition]]


class WhoStep(QWidget):
    """`selected`: `selection` says now who gets a letter; `segment_chosen`: it is others now than before.

    Many are sorted beside the window: `looking` tells that it has begun, and until it has ended `is_current` is False.
    """

    selected = Signal()
    looking = Signal()
    segment_chosen = Signal()
    contacts_wanted = Signal()

    def __init__(self, desk: Desk, added_conditions: Conditions | None = None) -> None:
        """`added_conditions` are the filters that later features add to those of contacts."""
        super().__init__()
        self.desk = desk
        self.ids: list[int] = []
        self.selection = Selection()
        self.is_current = True
        self._asked = 0  # the look that is meant: an answer to an older one is for others
        self._day, self._language = desk.today(), ""
        self._back: set[int] = set()  # put back by hand
        self._out: set[int] = set()  # left out by hand
        self._added = added_conditions
        self._sorting = Latest(desk, self._take, self)
        self._members = Latest(desk, self._take_members, self)
        self._wanted: Segment | None = None
        self.name = Elided("strong")
        self.pick = flush(button(_("Choose a segment…"), self.offer_segments, quiet=True))
        self.by_hand = flush(button(_("In the list of contacts…"), self.contacts_wanted.emit, quiet=True))
        self.addressees = Addressees()
        self.per, self.sorting = Picker(_("How many letters")), Picker(_("Order of the letters"))
        for picker, choices, usual in ((self.per, PER, PERSON), (self.sorting, ORDER, "list")):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.setMinimumContentsLength(6)
            picker.show_value(usual)
            picker.picked.connect(lambda _value: self._choose_again())
        self.nobody = Empty(
            _("Letters go to a segment, or to the contacts you choose in their list."),
            button(_("Choose a segment…"), self.offer_segments, primary=True),
            button(_("Choose contacts…"), self.contacts_wanted.emit),
        )
        self.first = self.nobody.findChildren(QPushButton)[0]
        self._lay_out()
        self._connect()
        self._settle("")

    def _lay_out(self) -> None:
        self.head = QWidget()
        head = QVBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.pick)
        buttons.addWidget(self.by_hand)
        buttons.addStretch(1)
        head.addLayout(buttons)
        how = QHBoxLayout()
        how.setSpacing(8)
        how.addWidget(self.per, 1)
        how.addWidget(self.sorting, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.nobody, 1)
        column.addWidget(self.head)
        column.addLayout(how)
        column.addWidget(self.addressees, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.addressees.recent_changed.connect(lambda _on: self._choose_again())
        self.addressees.left_out_by_hand.connect(self._leave_out)
        self.addressees.put_back.connect(self._put_back)
        self.addressees.refused.connect(self.desk.say)

    def _settle(self, name: str) -> None:
        self.name.show_text(name)
        for widget in (self.addressees, self.per, self.sorting):
            widget.setVisible(bool(self.ids))
        is_chosen = bool(self.ids or name)  # a segment may be empty
        self.head.setVisible(is_chosen)
        self.nobody.setVisible(not is_chosen)

    def focus_first(self) -> None:
        """The keyboard to the choice of a segment."""
        (self.first if self.nobody.isVisible() else self.pick).setFocus()

    # who

    def write_to(self, ids: Sequence[int], name: str = "", *, with_recent: bool = False) -> None:
        """From now on these contacts are meant, called so together; `look` sorts them."""
        self.ids = list(ids)
        self.selection = Selection()
        self._asked += 1
        self._wanted = None
        self._back, self._out = set(), set()
        self.addressees.recent.blockSignals(True)
        self.addressees.recent.setChecked(with_recent)
        self.addressees.recent.blockSignals(False)
        self._settle(name)

    def look(self, day: date, language: str) -> None:
        """Sort the contacts into those who get a letter of that day and language and those left out."""
        self._day, self._language = day, language
        self._choose_again()

    def _choose_again(self) -> None:
        """At once where they are few, of many beside the window."""
        ids, day, per, order = self.ids, self._day, self.per.value(), self.sorting.value()
        how = {
            "language": self._language,
            "with_recent": self.addressees.recent.isChecked(),
            "back": frozenset(self._back),
            "out": frozenset(self._out),
        }
        self._asked += 1
        asked = self._asked
        if len(ids) <= FEW:
            self._take((asked, self.desk.read(written_to, ids, day, per, order, **how)))
            return
        self.is_current = False
        self._sorting.ask(lambda reader: (asked, written_to(reader, ids, day, per, order, **how)))
        self.looking.emit()

    def _take(self, answer: tuple[int, Selection]) -> None:
        asked, selection = answer
        if asked != self._asked:
            return
        self.is_current = True
        self.selection = selection
        self.addressees.show_selection(selection)
        self.selected.emit()

    def joined(self) -> tuple[str, str]:
        """One for each of what, in which order."""
        return self.per.value(), self.sorting.value()

    def wanted(self) -> list[int]:
        """All who are meant but those left out by hand."""
        return [one for one in self.ids if one not in self._out]

    def _leave_out(self, place: int) -> None:
        """No letter to those who share the one at `place`."""
        shared = self.selection.with_them[place] if self.selection.with_them else ()
        self._out.update((self.selection.ids[place], *shared))
        self._choose_again()

    def _put_back(self, contact_id: int) -> None:
        self._out.discard(contact_id)
        self._back.add(contact_id)
        self._choose_again()

    # segments

    def _plain(self) -> Sequence[Condition]:
        added = self._added(self.desk.today()) if self._added else []
        return [*conditions.FIRST, *added, *conditions.LAST]

    def offer_segments(self) -> Any:
        """The owner's views and all filters, to be found by typing."""
        found = self.desk.read(segments.offered, self._plain())
        offers = [Offer(one.name, one, one.kind) for one in found]
        picker = panels.Picker(self, _("To which segment?"), offers, hint=_("View, tier, town, tag…"))
        picker.picked.connect(self._look_up)
        picker.open_under(self.pick if self.pick.isVisible() else self.first)
        return picker

    def _look_up(self, segment: Segment) -> None:
        self._wanted = segment
        plain = self._plain()
        self._members.ask(lambda reader: (segment, segments.members(reader, segment.view, plain)))

    def _take_members(self, answer: tuple[Segment, Sequence[int]]) -> None:
        segment, ids = answer
        if segment is not self._wanted:
            return  # others were chosen meanwhile
        self.write_to(ids, segment.name)
        self.segment_chosen.emit()
        if not self.ids:
            self.desk.say(_("Nobody is in this segment."))
