"""Who is written to, and who is left out and why."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.letters.queries import Selection
from petitcrm.ui.lists.painting import HEIGHT, Line, LineDelegate
from petitcrm.ui.lists.rows import ID, RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button

LINES, FEW_LINES = 6, 3


def flush(quiet: QPushButton) -> QPushButton:
    """A quiet button whose words keep the edge of their column."""
    quiet.setStyleSheet(
        "QPushButton { padding-left: 0; padding-right: 0; }"
        "QPushButton:focus { border: 1px solid transparent; text-decoration: underline; }"
    )
    return quiet


@dataclass(frozen=True, slots=True)
class Addressee:
    """A line of the list; `place` is where the letter stands in the run, -1 for who is left out."""

    place: int
    tier: str
    name: str
    below: str


class _Delegate(LineDelegate):
    def line(self, row: object) -> Line:
        assert isinstance(row, Addressee)
        if row.place < 0:
            return Line(row.tier, row.name, row.below, _("left out"), "warn")
        return Line(row.tier, row.name, row.below)


class Addressees(QWidget):
    """How many letters; the list of who gets one, unfolded on demand, with those left out below."""

    chosen = Signal(int)
    open_contact = Signal(int)
    recent_changed = Signal(bool)

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self.selection = Selection()
        self.count = label("", "title")
        self.left_out = label("", "muted", wrap=True)
        self.recent = QCheckBox()
        self.recent.toggled.connect(self.recent_changed)
        self.unfold = flush(button(_("Show list"), self._turn, quiet=True))
        self.unfold.setAccessibleName(_("Show the list of recipients"))
        self.change = flush(button(_("Change"), choose, quiet=True))
        self.change.setAccessibleName(_("Choose other contacts"))
        self.model = RowsModel(self._fetch, lambda row: f"{row.name}, {row.below}")
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Recipients"))
        self.list.hide()
        self._rows: dict[int, Addressee] = {}
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(ID)))
        self.list.activated.connect(lambda index: self.open_contact.emit(index.data(ID)))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.count, 1)
        row.addWidget(self.unfold)
        row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.left_out)
        column.addWidget(self.recent)
        column.addWidget(self.list)

    def show_selection(self, selection: Selection) -> None:
        self.selection = selection
        count, out = len(selection.ids), len(selection.left_out)
        self.count.setText(ngettext("{n} letter", "{n} letters", count).format(n=count))
        said = ngettext("{n} left out: {reasons}", "{n} left out: {reasons}", out)
        self.left_out.setText(said.format(n=out, reasons=", ".join(selection.reasons())))
        self.left_out.setVisible(bool(out))
        self._show_recent(selection.recent)
        self._rows = self._lines(selection)
        self.model.show(array("q", self._rows))

    def _show_recent(self, count: int) -> None:
        words = ngettext("Also to {n} written to recently", "Also to {n} written to recently", count)
        self.recent.setText(words.format(n=count))
        self.recent.setVisible(bool(count))

    @staticmethod
    def _lines(selection: Selection) -> dict[int, Addressee]:
        rows = {}
        for at, (contact, recipient) in enumerate(zip(selection.ids, selection.recipients, strict=True)):
            company = recipient.company if recipient.is_person else ""
            below = " · ".join(part for part in (company, recipient.address.town) if part)
            rows[contact] = Addressee(at, selection.tiers[at], selection.names[at], below)
        for one in selection.left_out:
            rows[one.contact_id] = Addressee(-1, "", one.name, one.reason)
        return rows

    def _fetch(self, ids: Sequence[int]) -> list[Addressee | None]:
        return [self._rows.get(one) for one in ids]

    def _choose(self, contact_id: int | None) -> None:
        row = self._rows.get(contact_id or 0)
        if row is not None and row.place >= 0:
            self.chosen.emit(row.place)

    def show_current(self, contact_id: int) -> None:
        """Mark whose letter is shown."""
        place = self.model.place_of(contact_id)
        if place >= 0 and self.list.currentIndex().row() != place:
            selection = self.list.selectionModel()
            selection.blockSignals(True)
            self.list.setCurrentIndex(self.model.index(place, 0))
            selection.blockSignals(False)
            self.list.viewport().update()

    def show_lines(self, lines: int) -> None:
        """How many lines of the list are in view."""
        self.list.setFixedHeight(lines * HEIGHT)

    def _turn(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self.unfold.setText(_("Show list") if self.list.isHidden() else _("Hide list"))
