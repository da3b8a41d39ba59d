"""The sequences a contact is in, on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.late import Late
from petitcrm.store.connection import Reader
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import Elided

if TYPE_CHECKING:
    from petitcrm.features.sequences import lines, queries
else:  # they bring all that letters ask: the first card does not wait for it
    lines = Late("petitcrm.features.sequences.lines")
    queries = Late("petitcrm.features.sequences.queries")

_LIGHTS = {"due": "warn", "blocked": "bad", "answered": "ok"}


class SequenceStrip(QWidget):
    """One line a sequence. Hidden where there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 0, 16, 12)
        frame = QFrame()
        frame.setObjectName("strip")
        outer.addWidget(frame)
        self.column = QVBoxLayout(frame)
        self.column.setContentsMargins(12, 6, 8, 6)
        self.column.setSpacing(4)

    def show_contact(self, contact_id: int) -> None:
        today = self.desk.today()
        found = self.desk.read(queries.of_contact, contact_id, today) if self.desk.read(_is_in_one, contact_id) else []
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for of, line in found:
            is_late = line.state == "calling" and line.next is not None and line.next < today
            role = "warn" if is_late else _LIGHTS.get(line.state, "muted")
            self.column.addWidget(self._row(lines.on_card(of, line, today), role))
        self.setVisible(bool(found))

    def _row(self, words: str, role: str) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label("●", role))
        text = Elided()
        text.show_text(words)
        row.addWidget(text, 1)
        return widget


def _is_in_one(reader: Reader, contact_id: int) -> bool:
    sql = "SELECT 1 FROM sequence_member WHERE contact_id = ? AND ended_why = '' LIMIT 1"
    return reader.value(sql, (contact_id,)) is not None
