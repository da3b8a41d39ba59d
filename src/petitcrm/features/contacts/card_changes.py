"""What changed on a card, in a window beside it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.changes import changes
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label


def moment(text: str) -> str:
    """A moment kept in UTC as the owner's clock showed it: "12 May 2026 14:05"."""
    there = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    return f"{shown(there.date())} {there:%H:%M}"


class ChangesDialog(QDialog):
    """The newest first: when, what, before, after, and the gesture that did it."""

    def __init__(self, parent: QWidget, desk: Desk, contact_id: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What changed on this card"))
        self.resize(860, 520)
        card = desk.read(queries.card, contact_id)
        found = desk.read(changes, contact_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(card.display_name if card else "", "title"))
        self.table = QTableWidget(len(found), 5)
        self.table.setHorizontalHeaderLabels([_("When"), _("What"), _("Before"), _("After"), _("Gesture")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for at, one in enumerate(found):
            for place, text in enumerate((moment(one.at), one.what, one.before, one.after, one.step)):
                item = QTableWidgetItem(text[:500])
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.table.setItem(at, place, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.resizeRowsToContents()
        column.addWidget(self.table, 1)
        self.nothing = label(_("Nothing has changed since this card was made."), "muted")
        self.nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        column.addWidget(self.nothing)
