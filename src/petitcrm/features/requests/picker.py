"""Whose a request is: a line to type in, the hits below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.contacts import queries, search
from petitcrm.ui.desk import Desk
from petitcrm.ui.icons import icon
from petitcrm.ui.widgets.editing import LineEdit

MOST = 5


class ClientLine(QWidget):
    """Typing finds, the arrows choose, Enter takes. `contact_id` is 0 while nobody is chosen."""

    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        self.line = LineEdit()
        self.line.setPlaceholderText(_("Name, company or town"))
        self.line.setAccessibleName(_("Client"))
        self.hits = QListWidget()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setUniformItemSizes(True)
        self.hits.setAccessibleName(_("Clients found"))
        self.hits.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.hits)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._find)
        self.line.installEventFilter(self)
        self.hits.itemClicked.connect(lambda _item: self.take())

    def show_contact(self, contact_id: int) -> None:
        """Choose one by its key; its name stands in the line."""
        found = self.desk.read(queries.rows, [contact_id]) if contact_id else []
        self.contact_id = contact_id if found else 0
        self.line.setText(found[0].display_name if found else "")
        self.hits.hide()

    def _find(self, text: str) -> None:
        self.contact_id = 0
        self.hits.clear()
        ids = self.desk.read(search.find, text, MOST) if text.strip() else []
        for row in self.desk.read(queries.rows, ids):
            beside = row.company if row.kind == "person" else ""
            told = " · ".join(part for part in (row.display_name, beside, row.town) if part)
            item = QListWidgetItem(icon(row.kind), told, self.hits)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
        self.hits.setCurrentRow(0)
        self.hits.setFixedHeight(self.hits.count() * max(self.hits.sizeHintForRow(0), 0) + 4)
        self.hits.setVisible(self.hits.count() > 0)

    def take(self) -> bool:
        """Take the hit that is marked; False where there is none."""
        if self.contact_id:
            return True
        if self.hits.currentRow() < 0:
            return False
        self.show_contact(int(self.hits.currentItem().data(Qt.ItemDataRole.UserRole)))
        self.chosen.emit(self.contact_id)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.hits.isHidden():
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut and self.hits.count() == 1:
                self.take()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + step)))
            return True
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take()
