"""What pages of people who are written to or called step by step share: the list by states, gathered by keys, the card beside it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from petitcrm.base.language import _, mark
from petitcrm.features.nurture.gather_list import GatherList, SeriesDelegate
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView


class GatherPage(Page):
    """Its lines have a `contact_id`, a `name`, a `company`, a `tier` and a `state`.

    Subclasses lay the parts out, say what a line means (`sentence`) and what stands around the list (`settle`).
    `chip_words` names the states in their order; `menu` the actions of a line; a state in `hidden` is shown only when it is
    asked for.
    """

    open_contact = Signal(int)
    chip_words: Mapping[str, str]
    menu: Sequence[str]
    hidden: frozenset[str] = frozenset()

    def __init__(
        self,
        desk: Desk,
        make_card: Callable[[Desk], CardView],
        make_delegate: Callable[[GatherList, Desk], SeriesDelegate],
        name: str,
        keys: str,
    ) -> None:
        """`name` is the list's for a screen reader, `keys` the sentence about its keys."""
        super().__init__(desk)
        self._all: list[Any] = []
        self._lines: dict[int, Any] = {}
        self._state = ""
        self.model = RowsModel(self._fetch, lambda line: f"{line.name} {line.company}")
        self.list = GatherList(self.model)
        self.delegate = make_delegate(self.list, desk)
        self.list.show_with(self.delegate)
        self.list.setAccessibleName(name)
        self.list.current_changed.connect(self._show_card)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.selectionModel().selectionChanged.connect(lambda *_changes: self.say_counts())
        self.keys = label(keys, "muted", wrap=True)
        self.keys.setContentsMargins(16, 6, 16, 8)
        self.chips: dict[str, QPushButton] = {}
        self.chip_row = self._make_chips()
        self.told = label("", "muted", wrap=True)
        self.told.setContentsMargins(17, 10, 16, 0)
        self._make_card = make_card
        self.card: CardView | None = None
        self.right = QWidget()
        self.right.setObjectName("surface")
        self.beside = QVBoxLayout(self.right)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(self.told)

    def _make_chips(self) -> QWidget:
        """At most one of them is chosen; chosen again, it is let go."""
        holder = QWidget()
        row = Flow(holder, gap=4)
        for state in self.chip_words:
            chip = QPushButton()
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.clicked.connect(lambda on, state=state: self.narrow(state if on else ""))
            row.addWidget(chip)
            self.chips[state] = chip
        return holder

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for made in self.actions_made:
            if made.objectName() in self.menu:
                menu.addAction(made)
        menu.exec(self.list.viewport().mapToGlobal(at))

    # what a page says of its own

    def sentence(self, line: Any) -> str:
        """All there is to say of a line, above the card."""
        raise NotImplementedError

    def settle(self, counts: Counter[str], found: Sequence[Any]) -> None:
        """The list shows `found` now; `counts` are those of all states."""
        raise NotImplementedError

    def say_counts(self) -> None:
        """Say how many there are, or how many are chosen."""
        raise NotImplementedError

    # the list

    def _fetch(self, ids: Sequence[int]) -> list[Any | None]:
        return [self._lines.get(one) for one in ids]

    def narrow(self, state: str) -> None:
        """Show those of one state, or all for ""."""
        self._state = state
        self.show_lines()
        self.list.setFocus()

    def show_lines(self) -> None:
        """Show those who are in the state that was chosen, and how many are in each."""
        counts = Counter(one.state for one in self._all)
        if self._state and not counts[self._state]:
            self._state = ""  # what was narrowed to is empty by now
        at = self.list.currentIndex().row()
        wanted = {self._state} if self._state else set(self.chip_words) - self.hidden
        found = [one for one in self._all if one.state in wanted]
        self._lines = {one.contact_id: one for one in found}
        self.delegate.has_badges = any(one.tier for one in found)
        self.list.show_ids(array("q", self._lines))
        if self.list.currentIndex().row() < 0 and found:
            self.list.select(min(max(at, 0), len(found) - 1))
        for state, chip in self.chips.items():
            chip.setText(_(self.chip_words[state]).format(n=counts[state]))
            chip.setVisible(bool(counts[state]))
            chip.setChecked(state == self._state)
        self.say_counts()
        self.settle(counts, found)
        self._show_card(self.list.current_id())

    def let_go(self, ids: Sequence[int]) -> None:
        """Take lines out before all was worked out again: the next key is meant for the next line."""
        gone = set(ids)
        self._all = [one for one in self._all if one.contact_id not in gone]
        self.show_lines()

    def _show_card(self, contact_id: int) -> None:
        line = self._lines.get(contact_id)
        self.told.setVisible(line is not None)
        if line is not None:
            self.told.setText(self.sentence(line))
        if self.card is None:  # made when it is first seen: the other tabs do not wait for it
            self.card = self._make_card(self.desk)
            self.card.open_contact.connect(self.open_contact)
            self.beside.addWidget(self.card, 1)
        self.card.show_contact(contact_id or None)

    def current_contact(self) -> int:
        return self.list.current_id()

    def gathered(self) -> list[Any]:
        """The lines a gesture is about: those chosen, else the current one."""
        return [self._lines[one] for one in self.list.gathered() if one in self._lines]

    @action(mark("Choose all"), "Ctrl+A", "edit", everywhere=False)
    def choose_all(self) -> None:
        self.list.selectAll()

    @action(mark("Open the card"), "Ctrl+Return", "call", "contacts")
    def open_card(self) -> None:
        if contact := self.list.current_id():
            self.open_contact.emit(contact)
