"""What stands where in the window of the envelopes; what it does is in dialog.py."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.envelopes.picture import FeedPicture
from petitcrm.features.envelopes.sizes import SIZES, USUAL
from petitcrm.features.envelopes.view import EnvelopeView
from petitcrm.features.envelopes.words import FACED, size_in_words
from petitcrm.features.labels.who import Who
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.joining import ORDER, PER
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button, hairline

LEFT = 444


class EnvelopesFrame(QDialog):
    """The widgets and their places. `kept` holds the choices of the last time: "size", "per", "order"."""

    def __init__(self, parent: QWidget, kept: dict[str, str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Envelopes"))
        self._make_widgets(kept)
        self._lay_out()
        self._order_tabs()

    def step(self, by: int) -> None:
        """The next envelope, or the one before."""
        raise NotImplementedError

    def look(self) -> None:
        """The next envelope with something to look at."""
        raise NotImplementedError

    def open_offset(self) -> None:
        raise NotImplementedError

    def print_envelopes(self) -> None:
        raise NotImplementedError

    def save_pdf(self) -> None:
        raise NotImplementedError

    def _make_widgets(self, kept: dict[str, str]) -> None:
        self.who = Who()
        self.size_choice, self.edge = Picker(_("Size")), Picker(_("Edge that goes in first"))
        self.page_choice, self.face = Picker(_("Page")), Picker(_("Printed side"))
        self.per, self.sorting = Picker(_("How many envelopes")), Picker(_("Order of the envelopes"))
        self.size_choice.offer([(one.name, size_in_words(one)) for one in SIZES])
        names = [one.name for one in SIZES]
        self.size_choice.show_value(kept["size"] if kept.get("size") in names else USUAL.name)
        self.face.offer([(value, _(words)) for value, words in FACED.items()])
        for picker, choices, name in ((self.per, PER, "per"), (self.sorting, ORDER, "order")):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.show_value(kept[name] if kept.get(name) in dict(choices) else choices[0][0])
        self.picture = FeedPicture()
        self.how = label("", "muted", wrap=True)
        self.sender_box = QCheckBox(_("Print the sen&der at the top left"))
        self.no_sender = label(_("No letterhead yet: write it in the settings."), "muted", wrap=True)
        self.offset = flush(button(_("Pr&inter offset, test page…"), self.open_offset, quiet=True))
        self.view = EnvelopeView(self.step, self.look)
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.print_button = button(_("&Print…"), self.print_envelopes, primary=True)
        self.save_button = button(_("&Save as PDF…"), self.save_pdf)
        self.close_button = button(_("Close"), self.reject)
        for one in (self.offset, self.print_button, self.save_button, self.close_button, self.who.unfold):
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
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

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

    def _order_tabs(self) -> None:
        order = (self.size_choice, self.sender_box, self.per, self.sorting, self.page_choice, self.edge, self.face,
                 self.offset, self.print_button, self.save_button, self.close_button, self.view.previous,
                 self.view.next, self.view.desktop, self.view.look, self.who.unfold, self.who.recent, self.who.list)  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
