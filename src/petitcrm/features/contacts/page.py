"""All contacts: a list that searches as one types, filters, views, and the card beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from petitcrm.base.language import _, mark
from petitcrm.features.contacts.looks import LookActions
from petitcrm.features.contacts.selection import SelectionActions
from petitcrm.ui.actions import action
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import icon_button

# What a click with the right button offers, in this order; None is a line between.
_MENU = (
    "open_window", "client_sheet", None, "give_tier", "give_stage", "give_temperature", "give_field", None, "add_tags", "remove_tags",
    None, "write_letters", "print_labels", "print_envelopes", "add_to_sequence", "export", None, "trash", "delete_for_good",
)  # fmt: skip
_ON_PAPER = ("print_labels", "print_envelopes")
_IN_THE_LIST_ONLY = (
    "trash",
    "select_all",
    "delete_for_good",
)  # keys that mean something else in a field


class ContactsPage(SelectionActions, LookActions):
    """The page: what stands where, and what the keys do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.entered.connect(self._go_to_card)
        self.list.entered_apart.connect(self.open_window)
        self._lay_out()
        self._connect_list()
        self.bind_actions()
        self.card.bind_actions()
        self.actions_made += self.card.actions_made
        for made in [one for one in self.actions_made if one.objectName() in _ON_PAPER and not self._labels]:
            self.actions_made.remove(made)
            self.removeAction(made)
        for made in self.actions_made:
            if made.objectName() in _IN_THE_LIST_ONLY:
                self.list.addAction(made)
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.restore_look()

    def _lay_out(self) -> None:
        left, column = left_half()
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 6)
        top.setSpacing(2)
        top.addWidget(self.search, 1)
        top.addWidget(self.views_button)
        top.addWidget(self.look_button)
        top.addWidget(icon_button("add", _("New person (Ctrl+N)"), self.new_person))
        column.addLayout(top)
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 0, 12, 2)
        chips.addWidget(self.filters)
        column.addLayout(chips)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 2)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.sort_button)
        column.addLayout(foot)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves(left, self.card, self.splitter))

    def _go_to_card(self) -> None:
        """Enter: the card comes into view, and the keyboard goes to it."""
        if self.card.isHidden():
            self.turn_card()
        self.card.focus_first()

    @action(mark("Next contact"), "Alt+Down", "contact", "next")
    def next_contact(self) -> None:
        self._step(1)

    @action(mark("Previous contact"), "Alt+Up", "contact", "prev")
    def previous_contact(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        at = self.list.currentIndex().row() + by
        if 0 <= at < len(self.model.ids):
            self.list.select(at)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        made = {one.objectName(): one for one in self.actions_made}
        for name in _MENU:
            if name is None:
                menu.addSeparator()
            elif name in made and (name != "delete_for_good" or self._in_trash):
                menu.addAction(made[name])
        menu.exec(self.list.viewport().mapToGlobal(at))
