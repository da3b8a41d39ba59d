"""Declared fields on a card: each with its label, the editor for its kind, and what is doubtful about its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from petitcrm.base.dates import typed
from petitcrm.base.fields import Field
from petitcrm.base.language import _
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.store import drafts
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices, ConflictLine, InPlace, LineEdit, NoteEdit

if TYPE_CHECKING:
    from petitcrm.ui.desk import Desk

LABEL_WIDTH = 98
INSET = 7  # the frame and padding of a flat editor: texts beside it begin where its text begins


class Holder(Protocol):
    """What the rows of a card need of it."""

    desk: Desk
    contact_id: int

    def save(self, field: Field, value: str, seen: str | None) -> None: ...

    def say_refused(self, text: str) -> None: ...

    def draft_key(self, field: str) -> str: ...


def field_label(text: str, buddy: QWidget) -> QLabel:
    """The label left of an editor."""
    made = label(text, "muted")
    made.setFixedWidth(LABEL_WIDTH)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.setContentsMargins(INSET, 7, 0, 0)
    made.setWordWrap(True)
    made.setBuddy(buddy)
    buddy.setAccessibleName(text)
    return made


def section_label(text: str, above: int = 12) -> QLabel:
    """The heading of a section of the card."""
    made = label(text, "section")
    made.setContentsMargins(INSET, above, 0, 2)
    return made


class FieldRow:
    """One declared field of the card."""

    def __init__(self, view: Holder, field: Field) -> None:
        self.view = view
        self.field = field
        self.in_place: InPlace | None = None
        self.conflict: ConflictLine | None = None
        self.doubt = label("", "warn", wrap=True)
        self.doubt.setContentsMargins(INSET, 0, 0, 2)
        self.doubt.hide()
        self.editor: QWidget
        if field.kind == "choice":
            self.editor = self._choices()
        elif field.kind == "yes_no":
            box = QCheckBox()
            box.clicked.connect(lambda on: self._save("1" if on else ""))
            self.editor = box
        else:
            self.editor = self._text()
        self.label = field_label(field.title, self.editor)

    def _text(self) -> LineEdit | NoteEdit:
        editor: LineEdit | NoteEdit
        if self.field.kind == "lines":
            editor = NoteEdit()
        else:
            editor = LineEdit()
            editor.too_long.connect(self.view.say_refused)
        editor.setPlaceholderText(_(self.field.hint) if self.field.hint else "—")
        self.in_place = InPlace(editor, self._save, self._draft)
        self.in_place.refused.connect(self.view.say_refused)
        self.conflict = ConflictLine(self.in_place)
        return editor

    def put_into(self, grid: QGridLayout) -> None:
        """Add the row below those that are there."""
        at = grid.rowCount()
        grid.addWidget(self.label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, at, 1)
        grid.addWidget(self.doubt, at + 1, 1)
        if self.conflict is not None:
            grid.addWidget(self.conflict, at + 2, 1)

    def _choices(self) -> Choices:
        choices = Choices()
        choices.picked.connect(self._save)
        self._offer(choices)
        return choices

    def _offer(self, choices: Choices) -> None:
        if self.field.key == "tier":
            tiers = self.view.desk.read(queries.tiers)
            choices.offer([("", "—"), *((code, code) for code in tiers)])
        else:
            choices.offer([(choice.value, self.field.word_of(choice.value)) for choice in self.field.choices])

    def _save(self, value: str) -> None:
        seen = self.in_place.seen if self.in_place is not None else None
        self.view.save(self.field, value, seen)

    def _draft(self, text: str | None) -> None:
        self.view.desk.keep(drafts.keep, self.view.draft_key(self.field.key), text)

    def set_hint(self, text: str) -> None:
        """What the field would say if it were left empty."""
        if self.in_place is not None:
            self.in_place.editor.setPlaceholderText(text)

    def show(self, card: ContactCard, kept: dict[str, str]) -> None:
        value = queries.value_of(card, self.field.key)
        is_apt = not self.field.stages or card.stage in self.field.stages or bool(value)
        visible = card.kind in self.field.of and is_apt
        self.label.setVisible(visible)
        self.editor.setVisible(visible)
        if isinstance(self.editor, Choices):
            self._offer(self.editor)
            self.editor.show_value(value)
        elif isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(value))
        elif self.in_place is not None:
            self.in_place.show(typed(value), kept.get(self.view.draft_key(self.field.key)))
        doubt = self.field.doubt(value)
        self.doubt.setText(doubt)
        self.doubt.setVisible(visible and bool(doubt))
