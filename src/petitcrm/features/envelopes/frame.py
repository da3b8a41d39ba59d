"""What stands where in the window of the envelopes; what it does is in dialog.py."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.envelopes.picture import FeedPicture
from petitcrm.features.envelopes.sizes import SIZES, USUAL
from petitcrm.features.envelopes.view import EnvelopeView
from petitcrm.features.envelopes.words import FACED, size_in_words
from petitcrm.features.labels.pieces_frame import PiecesFrame
from petitcrm.features.letters.editor import Picker
from petitcrm.ui.messages import label


class EnvelopesFrame(PiecesFrame):
    """The widgets and their places. `kept` holds the choices of the last time: "size", "per", "order"."""

    def __init__(self, parent: QWidget, kept: dict[str, str]) -> None:
        super().__init__(parent, _("Envelopes"), _("How many envelopes"), _("Order of the envelopes"), kept)
        self.size_choice, self.edge = Picker(_("Size")), Picker(_("Edge that goes in first"))
        self.page_choice, self.face = Picker(_("Page")), Picker(_("Printed side"))
        self.size_choice.offer([(one.name, size_in_words(one)) for one in SIZES])
        names = [one.name for one in SIZES]
        self.size_choice.show_value(kept["size"] if kept.get("size") in names else USUAL.name)
        self.face.offer([(value, _(words)) for value, words in FACED.items()])
        self.picture = FeedPicture()
        self.how = label("", "muted", wrap=True)
        self.sender_box = QCheckBox(_("Print the sen&der at the top left"))
        self.no_sender = label(_("No letterhead yet: write it in the settings."), "muted", wrap=True)
        self.view = EnvelopeView(self.step, self.look)
        self.lay_out(self.view)
        self.order_tabs(
            (self.size_choice, self.sender_box, self.per, self.sorting, self.page_choice, self.edge, self.face,
             self.offset),
            (self.view.previous, self.view.next, self.view.desktop, self.view.look),
        )  # fmt: skip

    def look(self) -> None:
        """The next envelope with something to look at."""
        raise NotImplementedError

    def add_choices(self, column: QVBoxLayout) -> None:
        column.addLayout(self._rows(((_("Si&ze"), self.size_choice),)))
        column.addWidget(self.sender_box)
        column.addWidget(self.no_sender)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for one in (self.per, self.sorting):
            beside.addWidget(one, 1)
        column.addLayout(beside)
        column.addWidget(label(_("How it goes into the printer"), "section"))
        column.addLayout(
            self._rows(((_("Pa&ge"), self.page_choice), (_("&Edge first"), self.edge), (_("P&rinted side"), self.face)))
        )
        column.addLayout(self._tray())

    @staticmethod
    def _rows(rows: tuple[tuple[str, Picker], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 128)
        grid.setColumnStretch(1, 1)
        for at, (words, picker) in enumerate(rows):
            head = label(words, "muted")
            head.setBuddy(picker)
            grid.addWidget(head, at, 0)
            grid.addWidget(picker, at, 1)
        return grid

    def _tray(self) -> QHBoxLayout:
        """The picture, and beside it what to do."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.how)
        beside.addWidget(self.offset, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        row.addLayout(beside, 1)
        return row
