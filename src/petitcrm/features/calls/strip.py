"""The next call on a contact's card: when, why, and what can be done about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from petitcrm.base.dates import shown, understood, understood_hour
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.calls import legal, queries
from petitcrm.features.calls.cadence import late
from petitcrm.features.history.queries import has_promise
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import InPlace, LineEdit
from petitcrm.ui.widgets.small import Elided, icon_button

if TYPE_CHECKING:
    from petitcrm.features.history import edits as history
else:
    history = Late("petitcrm.features.history.edits")


class NextCallStrip(QFrame):
    """A line that says the next call in a full sentence, and a place to promise or put off one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 0, 16, 12)
        frame = QFrame()
        frame.setObjectName("strip")
        outer.addWidget(frame)
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setVerticalSpacing(2)
        self.light = label("●")
        self.when = label("", "strong")
        self.reason = Elided()
        self.facts = Elided("muted")
        self.law = Elided("muted")
        self.promise = LineEdit()
        self.promise.setFixedWidth(172)
        self.promise.setPlaceholderText(_("Promise: Mon, +3w"))
        self.promise.setAccessibleName(_("Promise a call for a day"))
        InPlace(self.promise, self._promise)
        self.promise.setProperty("flat", False)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.light, 0, 0)
        grid.addWidget(self.when, 0, 1)
        grid.addWidget(self.reason, 1, 1)
        grid.addWidget(self.facts, 2, 1)
        grid.addWidget(self.law, 3, 1, 1, 3)
        grid.addWidget(self.promise, 0, 2, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        self.drop = icon_button("trash", _("Drop the promised call"), self._drop)
        grid.addWidget(self.drop, 0, 3, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)

    def show_contact(self, contact_id: int) -> None:
        self.contact_id = contact_id
        today = self.desk.today()
        found = self.desk.read(queries.next_call, contact_id, today)
        delay = late(found.day, today) if found.day else ""
        if found.day is None:
            self.when.setText(_("No call planned"))
            set_role(self.light, "muted")
        else:
            hour = f" {found.at}" if found.at else ""
            day = shown(found.day, today) + hour
            self.when.setText(" · ".join(part for part in (_("Next call: {day}").format(day=day), delay) if part))
            set_role(self.light, "bad" if delay else "warn" if found.day == today else "ok")
        self.reason.show_text(found.reason[:1].upper() + found.reason[1:])
        facts = [
            _("reached {day}").format(day=shown(found.last_reached, today))
            if found.last_reached
            else _("never reached"),
            _("last attempt {day}").format(day=shown(found.last_attempt, today)) if found.last_attempt else "",
            _("last letter {day}").format(day=shown(found.last_letter, today)) if found.last_letter else "",
            _("heard from {day}").format(day=shown(found.last_sign, today)) if found.last_sign else "",
        ]
        self.facts.show_text(" · ".join(part for part in facts if part))
        self._show_law(contact_id)
        self.promise.setText("")
        self.drop.setVisible(self.desk.read(has_promise, contact_id))

    def _show_law(self, contact_id: int) -> None:
        """May I, until when, how often did I; for a professional who was not called there is nothing to say."""
        today = self.desk.today()
        state = self.desk.read(legal.call_state, contact_id, today, self.desk.hour())
        says = state is not None and (state.most is not None or state.calls > 0 or not state.verdict.may or state.wish)
        self.law.setVisible(bool(says))
        if state is not None and says:
            set_role(self.law, "muted" if state.verdict.may else "warn")
            self.law.show_text(legal.in_words(state, today))

    def _drop(self) -> None:
        self.desk.try_to(_("Drop the promised call"), history.drop_promise, self.contact_id)

    def _promise(self, text: str) -> None:
        if not text.strip():
            return
        before, _space, last = text.strip().rpartition(" ")
        at = understood_hour(last) if before else ""
        text = before if at else text
        day = understood(text, self.desk.today())
        if day is None:
            self.desk.say(_("“{text}” is not a day. Write for example Mon, +3w, 12/4.").format(text=text))
            return
        self.desk.try_to(_("Promise a call"), history.promise, self.contact_id, day.isoformat(), at)
        self.desk.say(_("Call promised for {day}.").format(day=shown(day, self.desk.today())))
