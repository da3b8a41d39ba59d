"""What stands where in the window of the labels; what it does is in dialog.py."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.labels.picture import SheetPicture
from petitcrm.features.labels.pieces_frame import PiecesFrame
from petitcrm.features.labels.sheet_list import SheetList
from petitcrm.features.labels.view import SheetView
from petitcrm.features.letters.addressees import flush
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button


class LabelsFrame(PiecesFrame):
    """The widgets and their places. `kept` holds the choices of the last time: "per", "order"."""

    def __init__(self, parent: QWidget, kept: dict[str, str]) -> None:
        super().__init__(parent, _("Labels"), _("How many labels"), _("Order of the labels"), kept)
        self.sheets = SheetList()
        self.picture = SheetPicture()
        self.place = label("", "strong")
        self.used = label("", "muted", wrap=True)
        self.new_sheet = flush(button(_("&New sheet…"), self.add_sheet, quiet=True))
        self.edit_sheet = flush(button(_("&Change sheet…"), self.change_sheet, quiet=True))
        for one in (self.new_sheet, self.edit_sheet):
            one.setAutoDefault(False)
        self.view = SheetView(self.step)
        self.lay_out(self.view)
        self.order_tabs(
            (self.sheets.search, self.sheets.list, self.picture, self.per, self.sorting, self.new_sheet,
             self.edit_sheet, self.offset),
            (self.view.previous, self.view.next, self.view.desktop),
        )  # fmt: skip

    def add_sheet(self) -> None:
        """Describe a sheet of one's own."""
        raise NotImplementedError

    def change_sheet(self) -> None:
        """Change the sheet of one's own that is chosen."""
        raise NotImplementedError

    def add_choices(self, column: QVBoxLayout) -> None:
        column.addWidget(self.sheets)
        column.addLayout(self._sheet_row())

    def _sheet_row(self) -> QHBoxLayout:
        """The picture, and beside it what is chosen."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label(_("First free label"), "section"))
        beside.addWidget(self.place)
        beside.addWidget(self.used)
        beside.addSpacing(6)
        for one in (self.per, self.sorting):
            beside.addWidget(one)
        beside.addStretch(1)
        for quiet in (self.new_sheet, self.edit_sheet, self.offset):
            beside.addWidget(quiet, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(beside, 1)
        return row
