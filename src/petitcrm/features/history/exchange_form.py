"""An exchange in full: noted, or changed. What is half typed comes back after Escape or a crash."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from petitcrm.base.dates import shown, understood_hour, understood_past
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Choice
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts import search
from petitcrm.features.history import queries
from petitcrm.features.history.fields import DIRECTIONS, FEELINGS, KINDS, OUTCOMES
from petitcrm.features.history.queries import Entry
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import DRAFT_AFTER, Choices, LineEdit
from petitcrm.ui.widgets.panels import Offer, Picker
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.history import edits
else:
    edits = Late("petitcrm.features.history.edits")

LINES = ("day", "at", "minutes", "subject", "who_of_us")


class ExchangeForm(QDialog):
    """With `contact_id`, or to change `entry`: Ctrl+Enter keeps, Escape leaves."""

    def __init__(self, parent: QWidget, desk: Desk, contact_id: int, name: str, entry: Entry | None = None) -> None:
        super().__init__(parent)
        title = _("Exchange with {name}") if entry is None else _("Change the exchange with {name}")
        self.setWindowTitle(title.format(name=name))
        self.resize(560, 600)
        self.desk, self.contact_id, self.entry = desk, contact_id, entry
        self.others: dict[int, str] = {}
        self.choices = {
            "kind": _choices(_("Kind"), KINDS),
            "direction": _choices(_("Direction"), DIRECTIONS),
            "outcome": _choices(_("Outcome"), (Choice("", "—"), *OUTCOMES)),
            "feeling": _choices(_("Feeling"), FEELINGS),
        }
        self.lines = {key: LineEdit(500) for key in LINES}
        self.lines["day"].setPlaceholderText(_("yesterday, Mon, 12/4"))
        self.lines["at"].setPlaceholderText("14:30")
        self.lines["minutes"].setPlaceholderText(_("minutes"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("What was said"))
        self.with_ = label("", wrap=True)
        self.add = button(_("Add somebody…"), self._choose_other, quiet=True)
        self.why = label("", "bad", wrap=True)
        self.why.hide()
        self._lay_out()
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_AFTER)
        self._draft.timeout.connect(self._keep_draft)
        self._fill()
        for line in self.lines.values():
            line.textChanged.connect(self._draft.start)
        self.text.textChanged.connect(self._draft.start)
        self.choices["kind"].currentIndexChanged.connect(lambda _at: self._settle())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.keep)
        self._settle()
        self.text.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        when = QHBoxLayout()
        when.setSpacing(8)
        for key, width in (("day", 0), ("at", 90), ("minutes", 90)):
            if width:
                self.lines[key].setFixedWidth(width)
            when.addWidget(self.lines[key])
        others = QHBoxLayout()
        others.addWidget(self.with_, 1)
        others.addWidget(self.add)
        words = (_("Kind"), _("Direction"), _("Outcome"))
        for key, said in zip(("kind", "direction", "outcome"), words, strict=True):
            form.addRow(label(said, "muted"), self.choices[key])
        form.addRow(label(_("When"), "muted"), when)
        form.addRow(label(_("Subject"), "muted"), self.lines["subject"])
        form.addRow(label(_("What was said"), "muted"), self.text)
        form.addRow(label(_("Also there"), "muted"), others)
        form.addRow(label(_("Feeling"), "muted"), self.choices["feeling"])
        form.addRow(label(_("Who of us"), "muted"), self.lines["who_of_us"])
        for key, said in zip(
            LINES, (_("Day"), _("Hour"), _("Length in minutes"), _("Subject"), _("Who of us")), strict=True
        ):
            self.lines[key].setAccessibleName(said)
        foot = QHBoxLayout()
        foot.addWidget(self.why, 1)
        foot.addStretch(1)
        foot.addWidget(button(_("Leave (Esc)"), self.reject))
        foot.addWidget(button(_("Keep (Ctrl+Enter)"), self.keep, primary=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(form, 1)
        column.addLayout(foot)

    @property
    def _key(self) -> str:
        return f"exchange:{self.entry.id}" if self.entry else f"exchange:new:{self.contact_id}"

    def _fill(self) -> None:
        entry = self.entry
        values: dict[str, Any] = {"kind": "call", "direction": "out", "day": self.desk.today().isoformat()}
        if entry is not None:
            values = {
                "kind": entry.kind, "direction": entry.direction, "outcome": entry.outcome, "day": entry.day.isoformat(),
                "at": entry.at, "minutes": str(entry.minutes or ""), "subject": entry.subject, "text": entry.text,
                "who_of_us": entry.who_of_us, "feeling": "" if entry.feeling is None else str(entry.feeling),
            }  # fmt: skip
            self.others = dict(self.desk.read(queries.participants, [entry.id]).get(entry.id, []))
        kept = self.desk.read(drafts.kept, self._key).get(self._key)
        if kept:
            values |= json.loads(kept)
        for key, choices in self.choices.items():
            choices.show_value(str(values.get(key, "")))
        for key, line in self.lines.items():
            line.setText(str(values.get(key, "")))
        self.text.setPlainText(str(values.get("text", "")))
        self._show_others()

    def _values(self) -> dict[str, str]:
        typed = {key: choices.value() for key, choices in self.choices.items()}
        return typed | {key: line.text() for key, line in self.lines.items()} | {"text": self.text.toPlainText()}

    def _keep_draft(self) -> None:
        self.desk.keep(drafts.keep, self._key, json.dumps(self._values()))

    def _settle(self) -> None:
        """A call has an outcome; so may a visit that found nobody."""
        has_outcome = self.choices["kind"].value() in ("call", "visit", "meeting", "video")
        self.choices["outcome"].setEnabled(has_outcome)
        if self.choices["kind"].value() == "call" and not self.choices["outcome"].value():
            self.choices["outcome"].show_value("reached")

    # who was there

    def _show_others(self) -> None:
        self.with_.setText(", ".join(self.others.values()) or _("nobody else"))
        set_role(self.with_, "" if self.others else "muted")

    def _choose_other(self) -> None:
        offers = [
            Offer(name, key, chosen=key in self.others)
            for key, name in self.desk.read(queries.colleagues, self.contact_id)
        ]
        picker = Picker(
            self,
            _("Who else was there?"),
            offers,
            make=lambda text: _("Find “{text}”").format(text=text) if text else "",
        )
        picker.picked.connect(self._turn_other)
        picker.typed_anew.connect(self._find_other)
        picker.open_under(self.add)

    def _find_other(self, text: str) -> None:
        found = self.desk.read(search.find, text, 1)
        if found:
            self._turn_other(found[0])
        else:
            self._tell(_("Nobody of that name was found."))

    def _turn_other(self, key: int) -> None:
        if self.others.pop(key, None) is None:
            self.others |= {row.id: row.display_name for row in self.desk.read(contacts.rows, [key])}
        self._show_others()

    # keeping

    def _exchange(self) -> edits.Exchange:
        typed = self._values()
        day: date | None = understood_past(typed["day"], self.desk.today())
        if day is None:
            raise Problem(
                _("“{text}” is not a day.").format(text=typed["day"]), _("Write for example 12/4 or yesterday.")
            )
        at = understood_hour(typed["at"]) if typed["at"].strip() else ""
        if typed["at"].strip() and not at:
            raise Problem(_("“{text}” is not an hour: write it as 14:30.").format(text=typed["at"]))
        minutes = typed["minutes"].strip()
        if minutes and not (minutes.isdecimal() and 0 < int(minutes) <= 24 * 60):
            raise Problem(_("“{text}”: write the length in minutes, up to a day.").format(text=minutes))
        return edits.Exchange(
            typed["kind"],
            day.isoformat(),
            typed["direction"],
            typed["outcome"] if self.choices["outcome"].isEnabled() else "",
            at,
            int(minutes) if minutes else None,
            typed["subject"],
            typed["text"],
            who_of_us=typed["who_of_us"],
            feeling=int(typed["feeling"]) if typed["feeling"] else None,
            others=tuple(self.others),
        )

    def keep(self) -> None:
        """Note it; what can't be is said below and stays typed."""
        try:
            exchange = self._exchange()
            if self.entry is None:
                self.desk.do(_("Note an exchange"), edits.log, self.contact_id, exchange)
            else:
                self.desk.do(_("Change an exchange"), edits.change, self.entry.id, exchange)
        except Problem as problem:
            self._tell(str(problem))
            return
        self._draft.stop()
        self.desk.keep(drafts.keep, self._key, None)
        self.desk.say(_("Noted for {day}.").format(day=shown(date.fromisoformat(exchange.day), self.desk.today())))
        self.accept()

    def _tell(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()


def _choices(words: str, choices: tuple[Choice, ...]) -> Choices:
    made = Choices()
    made.setAccessibleName(words)
    made.setProperty("flat", False)
    made.offer([(one.value, _(one.label)) for one in choices])
    return made
