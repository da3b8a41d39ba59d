"""Who is written to, and who is left out and why: single ones are left out and put back here."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.letters.queries import MAY_COME_BACK, Selection
from petitcrm.ui.lists.painting import HEIGHT, Line, LineDelegate
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label


def flush(quiet: QPushButton) -> QPushButton:
    """A quiet button whose words keep the edge of their column."""
    quiet.setStyleSheet(
        "QPushButton { padding-left: 0; padding-right: 0; }"
        "QPushButton:focus { border: 1px solid transparent; text-decoration: underline; }"
    )
    return quiet


@dataclass(frozen=True, slots=True)
class Addressee:
    """A line of the list; `place` is where the letter stands in the run, -1 for who is left out by `rule`."""

    place: int
    tier: str
    name: str
    below: str
    rule: str = ""


class _Delegate(LineDelegate):
    def line(self, row: object) -> Line:
        assert isinstance(row, Addressee)
        if row.place < 0:
            return Line(row.tier, row.name, row.below, _("left out"), "warn")
        return Line(row.tier, row.name, row.below)


class _List(RowsView):
    """Space turns a line, Return opens its card."""

    turned = Signal(int)
    opened = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Space:
            self.turned.emit(self.current_id())
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)


class Addressees(QWidget):
    """How many letters, who gets one, and below them who does not."""

    chosen = Signal(int)  # a place in the run
    open_contact = Signal(int)
    recent_changed = Signal(bool)
    left_out_by_hand = Signal(int)  # a place in the run
    put_back = Signal(int)  # a contact
    refused = Signal(str)  # why somebody can't be put back

    def __init__(self) -> None:
        super().__init__()
        self.selection = Selection()
        self.count = label("", "title")
        self.left_out = label("", "muted", wrap=True)
        self.recent = QCheckBox()
        self.recent.toggled.connect(self.recent_changed)
        self._rows: dict[int, Addressee] = {}
        self._turned_at = -1  # the row of who was just left out or put back: the next one follows in its place
        self.model = RowsModel(self._fetch, lambda row: f"{row.name}, {row.below}")
        self.list = _List(self.model)
        self.list.show_with(_Delegate(self.list))
        self.list.setAccessibleName(_("Recipients"))
        self.list.setMinimumHeight(2 * HEIGHT)
        self.keys = label(_("Space leave out or put back · Enter card"), "muted", wrap=True)
        self.list.turned.connect(self._turn)
        self.list.opened.connect(self.open_contact)
        self.list.doubleClicked.connect(lambda _index: self.open_contact.emit(self.list.current_id()))
        self.list.current_changed.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.count, self.left_out, self.recent):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(self.keys)

    def show_selection(self, selection: Selection) -> None:
        """Those written to in their order, then those left out."""
        self.selection = selection
        count, out = len(selection.ids), len(selection.left_out)
        self.count.setText(ngettext("{n} letter", "{n} letters", count).format(n=count))
        self.left_out.setText(left_out_in_words(selection))
        self.left_out.setVisible(bool(out))
        words = ngettext("Also to {n} written to recently", "Also to {n} written to recently", selection.recent)
        self.recent.setText(words.format(n=selection.recent))
        self.recent.setVisible(bool(selection.recent))
        self._rows = self._lines(selection)
        self.list.blockSignals(True)
        self.list.show_ids(array("q", self._rows))
        if self._turned_at >= 0 and self._rows:
            self.list.select(min(self._turned_at, len(self._rows) - 1))
        self._turned_at = -1
        self.list.blockSignals(False)

    @staticmethod
    def _lines(selection: Selection) -> dict[int, Addressee]:
        rows = {}
        for at, (contact, recipient) in enumerate(zip(selection.ids, selection.recipients, strict=True)):
            company = recipient.company if recipient.is_person else ""
            below = " · ".join(part for part in (company, recipient.address.town) if part)
            rows[contact] = Addressee(at, selection.tiers[at], selection.names[at], below)
        for one in selection.left_out:
            rows[one.contact_id] = Addressee(-1, "", one.name, one.reason, one.rule)
        return rows

    def _fetch(self, ids: Sequence[int]) -> list[Addressee | None]:
        return [self._rows.get(one) for one in ids]

    def _choose(self, contact_id: int) -> None:
        row = self._rows.get(contact_id)
        if row is not None and row.place >= 0:
            self.chosen.emit(row.place)

    def _turn(self, contact_id: int) -> None:
        row = self._rows.get(contact_id)
        if row is None:
            return
        at = self.list.currentIndex().row()
        if row.place >= 0:
            self._turned_at = at
            self.left_out_by_hand.emit(row.place)
        elif row.rule in MAY_COME_BACK:
            self._turned_at = at
            self.put_back.emit(contact_id)
        else:
            self.refused.emit(_("{name} can't be written to: {reason}.").format(name=row.name, reason=row.below))

    def show_current(self, contact_id: int) -> None:
        """Mark whose letter is shown."""
        at = self._rows.get(self.list.current_id())
        if at is not None and at.place < 0 and self.list.hasFocus():
            return  # somebody is looking through those left out
        place = self.model.place_of(contact_id)
        if place >= 0 and self.list.currentIndex().row() != place:
            self.list.blockSignals(True)
            self.list.select(place)
            self.list.blockSignals(False)


def left_out_in_words(selection: Selection) -> str:
    """How many are left out and why: "3 left out: no postal address (2), deceased (1)"."""
    out = len(selection.left_out)
    said = ngettext("{n} left out: {reasons}", "{n} left out: {reasons}", out)
    return said.format(n=out, reasons=", ".join(selection.reasons()))
