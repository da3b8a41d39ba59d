"""What stands where in the window of the labels; what it does is in dialog.py."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.labels.picture import SheetPicture
from petitcrm.features.labels.sheet_list import SheetList
from petitcrm.features.labels.view import SheetView
from petitcrm.features.labels.who import Who
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.joining import ORDER, PER
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button, hairline

LEFT = 444


class LabelsFrame(QDialog):
    """The widgets and their places. `kept` holds the choices of the last time: "per", "order"."""

    def __init__(self, parent: QWidget, kept: dict[str, str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Labels"))
        self._make_widgets(kept)
        self._lay_out()
        self._order_tabs()

    def step(self, by: int) -> None:
        """The next sheet, or the one before."""
        raise NotImplementedError

    def add_sheet(self) -> None:
        raise NotImplementedError

    def change_sheet(self) -> None:
        raise NotImplementedError

    def open_offset(self) -> None:
        raise NotImplementedError

    def print_labels(self) -> None:
        raise NotImplementedError

    def save_pdf(self) -> None:
        raise NotImplementedError

    def _make_widgets(self, kept: dict[str, str]) -> None:
        self.who = Who()
        self.sheets = SheetList()
        self.picture = SheetPicture()
        self.place = label("", "strong")
        self.used = label("", "muted", wrap=True)
        self.per, self.sorting = Picker(_("How many labels")), Picker(_("Order of the labels"))
        for picker, choices, name in ((self.per, PER, "per"), (self.sorting, ORDER, "order")):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.show_value(kept[name] if kept.get(name) in dict(choices) else choices[0][0])
        self.new_sheet = flush(button(_("&New sheet…"), self.add_sheet, quiet=True))
        self.edit_sheet = flush(button(_("&Change sheet…"), self.change_sheet, quiet=True))
        self.offset = flush(button(_("Pr&inter offset, test page…"), self.open_offset, quiet=True))
        self.view = SheetView(self.step)
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.print_button = button(_("&Print…"), self.print_labels, primary=True)
        self.save_button = button(_("&Save as PDF…"), self.save_pdf)
        self.close_button = button(_("Close"), self.reject)
        for one in (
            self.new_sheet,
            self.edit_sheet,
            self.offset,
            self.print_button,
            self.save_button,
            self.close_button,
        ):
            one.setAutoDefault(False)

    def _lay_out(self) -> None:
        panel = QWidget()
        panel.setObjectName("surface")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices(), 1)
        column.addWidget(hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.print_button, self.save_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        foot.addLayout(buttons)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(panel)
        row.addWidget(self.view, 1)

    def _choices(self) -> QScrollArea:
        """All that is chosen, one under the other."""
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.who)
        column.addWidget(self.sheets)
        column.addLayout(self._sheet_row())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

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

    def _order_tabs(self) -> None:
        order = (self.sheets.search, self.sheets.list, self.picture, self.per, self.sorting, self.new_sheet,
                 self.edit_sheet, self.offset, self.print_button, self.save_button, self.close_button,
                 self.view.previous, self.view.next, self.view.desktop, self.who.unfold, self.who.recent,
                 self.who.list)  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
