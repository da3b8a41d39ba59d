"""One card in a window of its own, beside the main one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.card import CardView
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label


class CardWindow(QWidget):
    """Shows one contact and follows its changes; undo works here, too."""

    def __init__(self, desk: Desk, make_card: Callable[[Desk], CardView], contact_id: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.contact_id = contact_id
        self.card = make_card(desk)
        self.card.open_contact.connect(self.show_contact)
        self.told = label("", "bad", wrap=True)
        self.told.setContentsMargins(16, 4, 16, 4)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card, 1)
        column.addWidget(self.told)
        self.resize(820, 640)
        for keys, run in (("Ctrl+W", self.close), ("Ctrl+Z", self._undo)):
            QShortcut(QKeySequence(keys), self, run)
        desk.hub.changed.connect(self._on_changed)
        desk.problem.connect(self._tell)
        desk.said.connect(lambda _text: self.told.hide())
        self.show_contact(contact_id)

    def show_contact(self, contact_id: int) -> None:
        """Show a contact; it gives its name to the window."""
        self.contact_id = contact_id
        self.card.show_contact(contact_id)
        card = self.desk.read(queries.card, contact_id)
        name = card.display_name if card else _("(gone)")
        self.setWindowTitle(f"{name} – PetitCRM")

    def _on_changed(self, tables: frozenset[str], _source: object) -> None:
        if tables & CARD_TABLES:
            self.show_contact(self.contact_id)

    def _tell(self, problem: object) -> None:
        if isinstance(problem, Problem) and self.isActiveWindow():
            self.told.setText(str(problem))
            self.told.show()

    def _undo(self) -> None:
        try:
            self.desk.undo()
        except Problem as problem:
            self._tell(problem)
