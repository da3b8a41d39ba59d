"""What the windows of labels and of envelopes share: for whom and what at the left, the pages at the right, the same keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base import preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.labels.who import Who
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.joining import ORDER, PER
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Paper, choose_printer
from petitcrm.ui.widgets.small import button, hairline

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEFT = 444


class PiecesFrame(QDialog):
    """The shared widgets; `lay_out` puts them and the window's own in their places, `order_tabs` after each other."""

    def __init__(self, parent: QWidget, title: str, how_many: str, order: str, kept: dict[str, str]) -> None:
        """`how_many` and `order` name the two choices; `kept` holds those of the last time: "per", "order"."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.who = Who()
        self.per, self.sorting = Picker(how_many), Picker(order)
        for picker, choices, name in ((self.per, PER, "per"), (self.sorting, ORDER, "order")):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.show_value(kept[name] if kept.get(name) in dict(choices) else choices[0][0])
        self.offset = flush(button(_("Pr&inter offset, test page…"), self.open_offset, quiet=True))
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.print_button = button(_("&Print…"), self.print_pieces, primary=True)
        self.save_button = button(_("&Save as PDF…"), self.save_pdf)
        self.close_button = button(_("Close"), self.reject)
        for one in (self.offset, self.print_button, self.save_button, self.close_button, self.who.unfold):
            one.setAutoDefault(False)
        for keys, run in (("Ctrl+P", self.print_pieces), ("Ctrl+S", self.save_pdf),
                          ("Alt+Right", lambda: self.step(1)), ("PgDown", lambda: self.step(1)),
                          ("Alt+Left", lambda: self.step(-1)), ("PgUp", lambda: self.step(-1))):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def step(self, by: int) -> None:
        """The next page, or the one before."""
        raise NotImplementedError

    def open_offset(self) -> None:
        """Measure how far this printer is off."""
        raise NotImplementedError

    def print_pieces(self) -> None:
        """Ask for a printer, then print in the background."""
        raise NotImplementedError

    def save_pdf(self) -> None:
        """Ask for a file, then write it in the background."""
        raise NotImplementedError

    def add_choices(self, column: QVBoxLayout) -> None:
        """Put what is chosen in this window below who it is for."""
        raise NotImplementedError

    def note(self, text: str) -> None:
        """Say what is wrong above the buttons; "" says nothing."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def ask_for_printer(self, title: str, paper: Paper) -> QPrinter | None:
        """The printer that is chosen; None where none is, or there is none (which is said, and saving offered)."""
        if not self.print_button.isEnabled():
            return None
        try:
            return choose_printer(self, title, paper)
        except Problem as problem:
            self.note(str(problem))
            self.save_button.setFocus()
            return None

    def ask_for_file(self, name: str, kept_as: str) -> Path | None:
        """Where to save, by default as `name` in the folder that is remembered under `kept_as`."""
        if not self.save_button.isEnabled():
            return None
        folder = preferences.read().get(kept_as)
        start = str(Path(folder) / name) if isinstance(folder, str) and Path(folder).is_dir() else name
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), start, _("PDF files (*.pdf)"))
        return Path(chosen) if chosen else None

    def lay_out(self, pages: QWidget) -> None:
        """The choices and the buttons at the left, `pages` beside them."""
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
        row.addWidget(pages, 1)

    def _choices(self) -> QScrollArea:
        """All that is chosen, one under the other."""
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.who)
        self.add_choices(column)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def order_tabs(self, before: Sequence[QWidget], pages: Sequence[QWidget]) -> None:
        """Tab goes through what stands `before` the buttons, then the buttons, the `pages`, and who it is for."""
        who = (self.who.unfold, self.who.recent, self.who.list)
        for one, following in pairwise((*before, self.print_button, self.save_button, self.close_button, *pages, *who)):
            QWidget.setTabOrder(one, following)
