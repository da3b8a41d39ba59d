"""What a former client bought and why they left, above the card, edited in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import ConflictLine, InPlace, NoteEdit

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")

_TOP = Qt.AlignmentFlag.AlignTop
_FIELDS = {
    "bought": (mark("Bought"), mark("products, years")),
    "why_left": (mark("Left because"), mark("price, rival…")),
}


class MemoryStrip(QWidget):
    """The sentence of the silence, and the two fields that say how to win somebody back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        self.sentence = label("", "strong", wrap=True)
        frame = QFrame()
        frame.setObjectName("strip")
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.sentence, 0, 0, 1, 2)
        self.fields: dict[str, InPlace] = {}
        for at, (key, (words, hint)) in enumerate(_FIELDS.items(), 1):
            editor = NoteEdit()
            editor.setPlaceholderText(_(hint))
            editor.setAccessibleName(_(words))
            in_place = InPlace(editor, partial(self._save, key), partial(self._draft, key))
            in_place.refused.connect(desk.say)
            self.fields[key] = in_place
            name = label(_(words), "muted")
            name.setContentsMargins(0, 8, 0, 0)
            name.setBuddy(editor)
            grid.addWidget(name, 2 * at, 0, _TOP)
            grid.addWidget(editor, 2 * at, 1)
            grid.addWidget(ConflictLine(in_place), 2 * at + 1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 0)
        outer.addWidget(frame)

    def show_contact(self, contact_id: int, sentence: str) -> None:
        """Show those of a contact; what is half typed of the one before is kept first."""
        if contact_id != self.contact_id:
            for in_place in self.fields.values():
                in_place.commit()
        self.contact_id = contact_id
        self.sentence.setText(sentence)
        card = self.desk.read(queries.card, contact_id) if contact_id else None
        self.setVisible(card is not None)
        if card is None:
            return
        for key, in_place in self.fields.items():
            draft = self.desk.read(drafts.kept, self._key(key)).get(self._key(key))
            in_place.show(queries.value_of(card, key), draft)

    def _key(self, field: str) -> str:
        return f"card:{self.contact_id}:{field}"

    def _draft(self, field: str, text: str | None) -> None:
        self.desk.keep(drafts.keep, self._key(field), text)

    def _save(self, field: str, value: str) -> None:
        words = _("Change “{field}”").format(field=_(_FIELDS[field][0]))
        seen = {field: self.fields[field].seen}
        self.desk.do(words, edits.change, self.contact_id, {field: value}, self.desk.today(), seen)
