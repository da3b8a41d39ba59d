"""A new card: typed from top to bottom with Enter, likely duplicates beside, kept half-typed through a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base import people, phones, towns
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries, rules
from petitcrm.features.contacts.doubts import some
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.known_companies import offer_companies
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import DRAFT_AFTER, Choices, LineEdit
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")

DRAFT = "new-contact"
LABEL = 118
LINES = (
    ("name", mark("&Name")),
    ("company", mark("&Company")),
    ("job_title", mark("&Job title")),
    ("phone", mark("&Phone")),
    ("mobile", mark("&Mobile")),
    ("email", mark("E-&mail")),
    ("street", mark("&Street")),
    ("postcode", mark("P&ostcode")),
    ("town", mark("To&wn")),
    ("tags", mark("Ta&gs")),
    ("source", mark("So&urce")),
    ("note", mark("No&tes")),
)
OF_PEOPLE = ("name", "job_title", "mobile")
STAY = ("tags", "source", "tier", "stage")  # what goes on to the next card of a series


class NewContactForm(QWidget):
    """Lines for what a business card says; `beside` makes what later features show of people who may be the same.

    Enter goes on to the next line and from the last one keeps the card; Ctrl+Enter keeps it and begins the next; Escape
    leaves, and what was typed is there the next time.
    """

    created = Signal(int)
    left = Signal()
    open_contact = Signal(int)

    def __init__(self, desk: Desk, beside: Callable[[Desk], Any] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.kind = "person"
        self._proposed_town = ""
        self.lines: dict[str, LineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._told: dict[str, QLabel] = {}
        self.beside = beside(desk) if beside else None
        self._draft_timer = self._timer(DRAFT_AFTER, self._keep_draft)
        self._look_timer = self._timer(30, self._look)
        self._lay_out()
        if self.beside is not None:
            self.beside.open_contact.connect(self.open_contact)

    def _timer(self, after: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(run)
        return timer

    # layout

    def _lay_out(self) -> None:
        self.title = label("", "title")
        self.person, self.company = QPushButton(_("Person")), QPushButton(_("Company"))
        group = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addStretch(1)
        for made, kind in ((self.person, "person"), (self.company, "company")):
            made.setProperty("chip", True)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.clicked.connect(lambda *_clicked, kind=kind: self.turn_to(kind))
            group.addButton(made)
            head.addWidget(made)
        form = QWidget()
        form.setObjectName("surface")
        self.grid = QGridLayout(form)
        self.grid.setContentsMargins(16, 4, 16, 8)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(3)
        self.grid.setColumnMinimumWidth(0, LABEL)
        self.grid.setColumnStretch(1, 1)
        for key, words in LINES:
            self._line(key, _(words))
        self.tier, self.stage = Choices(), Choices()
        for choices, key in ((self.tier, "tier"), (self.stage, "stage")):
            choices.setProperty("flat", False)
            self._row(self.grid.rowCount(), _(BY_KEY[key].label), choices)
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(340)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(area, 3)
        if self.beside is not None:
            middle.addWidget(self.beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 12)
        row.addWidget(button(_("Keep the card"), self.save, primary=True))
        row.addWidget(button(_("Keep, and one more (Ctrl+Enter)"), lambda: self.save(again=True)))
        row.addStretch(1)
        self.clear_button = button(_("Clear"), self.clear, quiet=True)
        row.addWidget(self.clear_button)
        row.addWidget(button(_("Leave (Esc)"), self.leave, quiet=True))
        return row

    def _line(self, key: str, words: str) -> None:
        line = LineEdit()
        line.too_long.connect(lambda text: self.desk.problem.emit(Problem(text)))
        line.textChanged.connect(lambda text, key=key: self._on_typed(key, text))
        line.installEventFilter(self)
        if key == "company":
            line.textEdited.connect(lambda text: offer_companies(self.desk, line, text))
        told = label("", "muted", wrap=True)
        told.hide()
        at = self.grid.rowCount()
        self._labels[key] = self._row(at, words, line)
        self.grid.addWidget(told, at + 1, 1)
        self.lines[key], self._told[key] = line, told

    def _row(self, at: int, words: str, editor: QWidget) -> QLabel:
        name = label(words, "muted")
        name.setBuddy(editor)
        editor.setAccessibleName(words.replace("&", ""))
        self.grid.addWidget(name, at, 0)
        self.grid.addWidget(editor, at, 1)
        return name

    # beginning

    def begin(self, kind: str, values: dict[str, str] | None = None) -> None:
        """Show the form for a person or a company, with `values` or with what was half-typed before."""
        self.tier.offer([("", "—"), *((code, code) for code in self.desk.read(queries.tiers))])
        self.stage.offer([(one.value, _(one.label)) for one in BY_KEY["stage"].choices])
        kept = self.desk.read(drafts.kept, DRAFT).get(DRAFT)
        if values:
            self._put(values)
        elif kept and not any(line.text() for line in self.lines.values()):
            found = json.loads(kept)
            kind = found.pop("kind", kind)
            self._put(found)
            self.desk.say(_("What was typed the last time is here again; “Clear” empties it."))
        self.turn_to(kind)
        first = "name" if self.kind == "person" else "company"
        self.lines[first].setFocus()
        self.lines[first].selectAll()

    def _put(self, values: dict[str, str]) -> None:
        for key, line in self.lines.items():
            line.setText(values.get(key, ""))
        self.tier.show_value(values.get("tier", ""))
        self.stage.show_value(values.get("stage", ""))

    def turn_to(self, kind: str) -> None:
        """A person or a company: what is typed stays."""
        self.kind = kind
        is_person = kind == "person"
        self.title.setText(_("New person") if is_person else _("New company"))
        (self.person if is_person else self.company).setChecked(True)
        for key in OF_PEOPLE:
            for widget in (self.lines[key], self._labels[key]):
                widget.setVisible(is_person)
            self._told[key].setVisible(is_person and bool(self._told[key].text()))
        self._look()

    # typing

    def _on_typed(self, key: str, text: str) -> None:
        self._draft_timer.start()
        self._look_timer.start()
        if key == "postcode":
            self._fill_town(text)
        if key in ("name", "phone", "mobile", "email", "postcode", "town"):
            self._tell(key)

    def _fill_town(self, postcode: str) -> None:
        found = towns.towns_of(postcode.strip(), self.desk.read(COUNTRY.read))
        line = self.lines["town"]
        if found and line.text().strip() in ("", self._proposed_town):
            self._proposed_town = found[0]
            line.setText(found[0])

    def _tell(self, key: str) -> None:
        """What is understood, or doubtful, below the line."""
        text, role = self.lines[key].text().strip(), "muted"
        told = ""
        home = self.desk.read(COUNTRY.read)
        if key == "name" and text:
            name = people.split_name(text)
            told = " · ".join(part for part in (name.civility, name.given_name, name.family_name.upper()) if part)
        elif key in ("phone", "mobile") and len(text) > 5:
            e164 = phones.normalise(text, home)
            told = phones.shown(e164, home) if e164 else rules.phone_doubt(text, e164)
            role = "muted" if e164 else "warn"
            if e164 and phones.is_surtaxed(e164):
                told, role = _("surtaxed: costs more than an ordinary call"), "warn"
            told = "" if told == text else told
        elif key == "email" and len(text) > 5:
            told, role = rules.email_doubt(text), "warn"
        elif key in ("postcode", "town"):
            key = "town"
            code, town = self.lines["postcode"].text().strip(), self.lines["town"].text().strip()
            if found := towns.mismatch(code, town, home):
                told = _("{postcode} is the postcode of {towns}.").format(postcode=code, towns=some(found))
                role = "warn"
        self._told[key].setText(told)
        set_role(self._told[key], role)
        self._told[key].setVisible(bool(told) and not self.lines[key].isHidden())

    def values(self) -> dict[str, str]:
        """What is typed, by the keys of fields; the name in its parts."""
        found = {key: line.text().strip() for key, line in self.lines.items()}
        found |= {"tier": self.tier.value(), "stage": self.stage.value()}
        name = people.split_name(found.pop("name"))
        if self.kind == "person":
            found |= {"civility": name.civility, "given_name": name.given_name, "family_name": name.family_name}
        else:
            found.pop("job_title")
            found.pop("mobile")
        return found

    def _look(self) -> None:
        if self.beside is not None and self.isVisible():
            self.beside.show_draft(self.kind, self.values())

    def _keep_draft(self) -> None:
        typed = {key: line.text() for key, line in self.lines.items()}
        typed |= {"tier": self.tier.value(), "stage": self.stage.value()}
        text = json.dumps({"kind": self.kind, **typed}, ensure_ascii=False) if any(typed.values()) else None
        self.desk.keep(drafts.keep, DRAFT, text)

    # ending

    def save(self, *, again: bool = False) -> None:
        """Keep the card and show it, or with `again` begin the next one of the series."""
        title = _("New person") if self.kind == "person" else _("New company")
        try:
            contact_id = self.desk.do(title, edits.create, self.kind, self.values(), self.desk.today())
        except Problem as problem:
            self.desk.problem.emit(problem)
            return
        stay = {key: value for key, value in self.values().items() if key in STAY} if again else {}
        name = self.lines["name" if self.kind == "person" else "company"].text().strip()
        self._put(stay)
        self._proposed_town = ""
        self._draft_timer.stop()
        self.desk.keep(drafts.keep, DRAFT, None)
        if again:
            self.desk.say(_("{name}: card kept. The next one.").format(name=name))
            self.begin(self.kind, stay)
        else:
            self.created.emit(contact_id)

    def clear(self) -> None:
        """Empty the form; the draft goes too."""
        self._put({})
        self._proposed_town = ""
        self.desk.keep(drafts.keep, DRAFT, None)
        self.begin(self.kind)

    def leave(self) -> None:
        """Back to the card; what was typed is kept for the next time."""
        self._draft_timer.stop()
        self._keep_draft()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Down in a line: over to who is known already (the scrolled area around would take the key)."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and self.beside is not None and _is_control_down(event):
            self.beside.focus_first()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.save(again=True)
            else:
                self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        focus = QApplication.focusWidget()
        if focus is self.stage or isinstance(focus, QPushButton):
            self.save()
        else:
            self.focusNextChild()


def _is_control_down(event: QEvent) -> bool:
    assert isinstance(event, QKeyEvent)
    return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
