"""How many labels, and who is left out and why."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListView, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.labels.run import Order
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.queries import LeftOut, Selection
from petitcrm.ui.lists.painting import HEIGHT, Line, LineDelegate
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button

LINES = 2


class _Delegate(LineDelegate):
    def line(self, row: object) -> Line:
        assert isinstance(row, LeftOut)
        return Line("", row.name or row.uid, row.reason, _("left out"), "warn")


class Who(QWidget):
    """The count of labels or envelopes; those left out, unfolded on demand."""

    recent_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._is_for_letters = False
        self.count = label("", "title")
        self.pages = label("", "muted")
        self.left_out = label("", "muted", wrap=True)
        self.recent = QCheckBox()
        self.recent.toggled.connect(self.recent_changed)
        self.unfold = flush(button(_("&Who is left out"), self._turn, quiet=True))
        self._rows: dict[int, LeftOut] = {}
        self.model = RowsModel(
            lambda ids: [self._rows.get(one) for one in ids], lambda row: f"{row.name}, {row.reason}"
        )
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(LINES * HEIGHT)
        self.list.setAccessibleName(_("Left out"))
        self.list.hide()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.count)
        head.addWidget(self.pages, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.left_out)
        column.addWidget(self.recent)
        column.addWidget(self.list)

    def for_letters(self, *, is_so: bool) -> None:
        """Whether they are for letters that are written already: then a recent letter leaves nobody out."""
        self._is_for_letters = is_so
        self.recent.setChecked(is_so)

    def show_order(self, order: Order) -> None:
        """Say it of this run."""
        count, pages = len(order.labels), order.pages
        self.show_selection(
            order.selection,
            ngettext("{n} label", "{n} labels", count).format(n=count),
            ngettext("{n} sheet", "{n} sheets", pages).format(n=pages) if pages else "",
        )

    def show_selection(self, selection: Selection, count: str, pages: str = "") -> None:
        """How many in words, and who is left out."""
        self.count.setText(count)
        self.pages.setText(pages)
        self._show_left_out(selection.left_out, selection.reasons())
        words = ngettext("Also to {n} written to recently", "Also to {n} written to recently", selection.recent)
        self.recent.setText(words.format(n=selection.recent))
        self.recent.setVisible(bool(selection.recent) and not self._is_for_letters)

    def _show_left_out(self, left_out: Sequence[LeftOut], reasons: Sequence[str]) -> None:
        out = len(left_out)
        said = ngettext("{n} left out: {reasons}", "{n} left out: {reasons}", out)
        self.left_out.setText(said.format(n=out, reasons=", ".join(reasons)))
        for one in (self.left_out, self.unfold):
            one.setVisible(bool(out))
        if not out:
            self.list.hide()
        self._rows = {one.contact_id: one for one in left_out}
        self.model.show(array("q", self._rows))

    def _turn(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self.unfold.setText(_("&Who is left out") if self.list.isHidden() else _("Hide list"))
