"""The duplicates of the base as a queue: one pair after the other, decided by one key."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.duplicates import queries
from petitcrm.features.duplicates.comparison import Comparison
from petitcrm.features.duplicates.merging import fuller
from petitcrm.features.duplicates.queries import Pair
from petitcrm.features.duplicates.words import BANDS, band_word
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import Empty, button, hairline

if TYPE_CHECKING:
    from petitcrm.features.duplicates import edits
else:
    edits = Late("petitcrm.features.duplicates.edits")

ROLES = {"certain": "ok", "likely": "warn", "possible": "muted"}
AT_ONCE = 3_000  # contacts up to which the search begins by itself


@dataclass(frozen=True)
class PairRow:
    """A line of the queue."""

    pair: Pair
    first: str
    second: str


class PairDelegate(LineDelegate):
    """Both names; why below; how sure at the right."""

    def line(self, row: object) -> Line:
        assert isinstance(row, PairRow)
        names = row.first if row.first == row.second else f"{row.first} / {row.second}"
        band = row.pair.band
        return Line(str(row.pair.score), names, ", ".join(row.pair.reasons), band_word(band), ROLES[band])


class DuplicatesPage(Page):
    """Left the pairs, the surest first; right the two cards, and what becomes of them."""

    tables = CARD_TABLES | {"not_same"}
    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[Pair] | None = None
        self._shown: list[Pair] = []
        self._bands = set(BANDS)
        self._swapped = False
        self._current: Pair | None = None
        self.count = label("", "muted", wrap=True)
        self.model = RowsModel(self._fetch, lambda row: f"{row.first} {row.second}")
        self.list = RowsView(self.model)
        self.list.show_with(PairDelegate(self))
        self.list.setAccessibleName(_("Duplicates"))
        self.list.current_changed.connect(lambda _place: self._compare())
        self.comparison = Comparison(desk)
        self.start = Empty("", button(_("Look for duplicates"), self.look, primary=True))
        self.done = Empty("", button(_("Look again"), self.look))
        self.stack = QStackedWidget()
        self._lay_out()
        self.bind_actions()

    def _lay_out(self) -> None:
        left, column = left_half()
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        self.chips = QHBoxLayout()
        self.chips.setContentsMargins(12, 0, 12, 0)
        self.chips.setSpacing(4)
        self._chip_of: dict[str, QPushButton] = {}
        for band in BANDS:
            chip = QPushButton(band_word(band))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.toggled.connect(lambda on, band=band: self._choose_band(band, on))
            self._chip_of[band] = chip
            self.chips.addWidget(chip)
        self.chips.addStretch(1)
        column.addLayout(self.chips)
        self.count.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        self.queue = halves(left, self._right())
        for widget in (self.queue, self.start, self.done):
            self.stack.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)

    def _right(self) -> QWidget:
        right = QWidget()
        right.setObjectName("surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.why = label("", "strong", wrap=True)
        self.why.setContentsMargins(16, 14, 16, 6)
        column.addWidget(self.why)
        column.addWidget(self.comparison, 1)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(button(_("Merge (F)"), self.merge, primary=True))
        row.addWidget(button(_("Not the same (D)"), self.part))
        row.addWidget(button(_("Later (P)"), self.put_off))
        row.addStretch(1)
        row.addWidget(button(_("Keep the other (X)"), self.swap, quiet=True))
        row.addWidget(button(_("Open"), self.open_card, quiet=True))
        column.addLayout(row)
        return right

    # looking

    def reload(self) -> None:
        if self._all is None:
            count = self.desk.read(contacts.count)
            if count <= AT_ONCE:
                self._take(self.desk.read(queries.pairs))
                return
            told = ngettext("Compare {n} contact with each other?", "Compare {n} contacts with each other?", count)
            self.start.sentence.setText(told.format(n=f"{count:,}".replace(",", "\u202f")))
            self.stack.setCurrentWidget(self.start)
            return
        self._show()

    @action(mark("Look for &duplicates"), "F5", "contact", "twins")
    def look(self) -> None:
        """Search the whole base in the background."""
        self.desk.work(
            _("Looking for duplicates"),
            lambda store, progress: store.read(queries.pairs, progress),
            self._take,
        )

    def _take(self, found: list[Pair]) -> None:
        self._all = found
        self._show()

    def _show(self) -> None:
        """Those of the pairs found that still stand, in their order."""
        assert self._all is not None
        standing = self.desk.read(queries.standing, self._all)
        for band, chip in self._chip_of.items():
            chip.setText(f"{band_word(band)} {sum(pair.band == band for pair in standing)}")
        self._shown = [pair for pair in standing if pair.band in self._bands]
        if not standing:
            self.done.sentence.setText(_("No duplicates: every card stands for somebody of its own."))
            self.stack.setCurrentWidget(self.done)
            return
        self.stack.setCurrentWidget(self.queue)
        place = max(0, min(self.list.currentIndex().row(), len(self._shown) - 1))
        self.model.show(array("q", range(len(self._shown))))
        self.count.setText(ngettext("{n} pair", "{n} pairs", len(self._shown)).format(n=len(self._shown)))
        if self._shown:
            self.list.select(place)
        self._compare()

    def _fetch(self, places: Sequence[int]) -> list[PairRow | None]:
        wanted = [self._shown[at] for at in places if at < len(self._shown)]
        ids = {one for pair in wanted for one in (pair.a_id, pair.b_id)}
        rows = {row.id: row.display_name for row in self.desk.read(contacts.rows, sorted(ids))}
        return [PairRow(pair, rows.get(pair.a_id, ""), rows.get(pair.b_id, "")) for pair in wanted]

    def _choose_band(self, band: str, on: bool) -> None:
        self._bands = self._bands | {band} if on else self._bands - {band}
        if self._all is not None:
            self._show()

    def current(self) -> Pair | None:
        """The pair that is being decided."""
        at = self.list.currentIndex().row()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _compare(self) -> None:
        pair = self.current()
        if pair is None:
            return
        if pair != self._current:
            self._swapped = False
            self._current = pair
        self.why.setText(
            _("{band}: {reasons}").format(band=band_word(pair.band).capitalize(), reasons=", ".join(pair.reasons))
        )
        keep, drop = self._sides(pair)
        try:
            self.comparison.show_pair(keep, drop)
        except Problem as problem:
            self.desk.problem.emit(problem)

    def _sides(self, pair: Pair) -> tuple[int, int]:
        """The card that stays, the one that goes: the fuller one stays, or the other where that was asked for."""
        keep, drop = self.desk.read(fuller, pair.a_id, pair.b_id)
        return (drop, keep) if self._swapped else (keep, drop)

    def focus_first(self) -> None:
        self.list.setFocus()

    # deciding

    @action(mark("&Merge the two cards"), "F", "contact", "merge", everywhere=False)
    def merge(self) -> None:
        pair = self.current()
        if pair is None:
            return
        keep, drop = self._sides(pair)
        title = _("Merge two cards")
        if self.desk.try_to(title, edits.merge, keep, drop, self.comparison.chosen(), self.desk.today()):
            self.desk.say(_("The two cards are one."))

    @action(mark("Not the same"), "D", "contact", everywhere=False)
    def part(self) -> None:
        """Remember that the two are not the same."""
        pair = self.current()
        if pair is not None and self.desk.try_to(_("Not the same"), edits.not_same, pair.a_id, pair.b_id):
            self.desk.say(_("They will not be proposed again."))

    @action(mark("Decide later"), "P", "contact", everywhere=False)
    def put_off(self) -> None:
        """To the end of the queue."""
        pair = self.current()
        if pair is not None and self._all is not None:
            self._all = [*(one for one in self._all if one != pair), pair]
            self._show()

    @action(mark("Keep the other card"), "X", "contact", everywhere=False)
    def swap(self) -> None:
        self._swapped = not self._swapped
        self._compare()

    @action(mark("Open the card"), "Ctrl+Return", "contact", "contacts")
    def open_card(self) -> None:
        pair: Any = self.current()
        if pair is not None:
            self.open_contact.emit(self._sides(pair)[0])
