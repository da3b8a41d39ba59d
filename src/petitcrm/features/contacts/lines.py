"""A contact as a line of the list, and the list that searches as one types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from petitcrm.base.language import _
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.queries import ContactRow
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.table import ListOrTable


class ContactDelegate(LineDelegate):
    """A contact: tier, name; company, job, town below; what `told` says of it at the right."""

    def __init__(self, parent: QObject, told: Callable[[int], str]) -> None:
        super().__init__(parent)
        self._told = told

    def line(self, row: object) -> Line:
        assert isinstance(row, ContactRow)
        employer = row.company if row.kind == "person" else ""
        stage = _(BY_KEY["stage"].label_of(row.stage)) if row.stage else ""
        below = " · ".join(part for part in (employer, row.job_title, row.town, stage) if part)
        return Line(row.tier, row.display_name, below, self._told(row.id), "muted")


class ContactList(ListOrTable):
    """Typing anywhere in it searches; Enter goes on to the card, Ctrl+Enter to a window of its own."""

    typed = Signal(str)
    entered = Signal()
    entered_apart = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if text.strip() and text.isprintable() and plain:
            self.typed.emit(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_apart.emit()
        else:
            super().keyPressEvent(event)
