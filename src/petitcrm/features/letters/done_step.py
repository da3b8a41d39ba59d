"""Done: what was written, and what is still to do: the envelopes or labels that go with the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.joining import PERSON
from petitcrm.features.letters.pieces import Pieces
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages
from petitcrm.ui.widgets.small import button


@dataclass(frozen=True)
class Sheet:
    """The pages of one printed letter."""

    contact_id: int
    name: str
    first: int
    count: int
    shared: Sequence[int] = ()  # who else it is for


@dataclass(frozen=True)
class Done:
    """Letters as they were printed: kept with their mailing, shown and printed again from there.

    `pieces` are still to be printed for them; `is_run`: just written here, not looked up in a contact's history.
    """

    mailing_id: int
    title: str
    head: str
    said: str
    pages: Pages
    sheets: Sequence[Sheet]
    is_run: bool = False
    pieces: Pieces | None = None
    joined: tuple[str, str] = (PERSON, "list")  # how the letters were joined, and their order
    files: tuple[Path, ...] = ()  # what was written just now

    def part(self) -> bytes:
        """The PDF of the letters shown, and of no others."""
        return self.pages.part([page for one in self.sheets for page in range(one.first, one.first + one.count)])


class DoneStep(QWidget):
    pieces_wanted = Signal()
    labels_wanted = Signal()
    envelopes_wanted = Signal()
    left = Signal()
    opened = Signal(object)  # a file or a folder

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Path, ...] = ()
        self.title = label("", "title", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.following = label("", "strong", wrap=True)
        self.at_printer = label("", "muted", wrap=True)
        self.print_pieces = button("", self.pieces_wanted.emit, primary=True)
        self.back = flush(button("", self.left.emit, quiet=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addSpacing(8)
        for widget in (self.following, self.at_printer):
            column.addWidget(widget)
        column.addWidget(self.print_pieces, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        self.labels = flush(button(_("Labels for these letters…"), self.labels_wanted.emit, quiet=True))
        self.envelopes = flush(button(_("Envelopes for these letters…"), self.envelopes_wanted.emit, quiet=True))
        self.open_file = flush(button(_("Open the file"), lambda: self._open(folder=False), quiet=True))
        self.open_folder = flush(button(_("Open its folder"), lambda: self._open(folder=True), quiet=True))
        for quiet in (self.open_file, self.open_folder, self.labels, self.envelopes, self.back):
            column.addWidget(quiet, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _open(self, *, folder: bool) -> None:
        self.opened.emit(self._files[0].parent if folder else self._files[0])

    def show_done(self, done: Done, back: str) -> None:
        """`back` words where one gets from here."""
        self.title.setText(done.head)
        self.said.setText(done.said)
        self.back.setText(back)
        self._files = done.files
        for quiet in (self.open_file, self.open_folder):
            quiet.setVisible(bool(done.files))
        pieces = done.pieces
        for widget in (self.following, self.at_printer, self.print_pieces):
            widget.setVisible(pieces is not None)
        for quiet in (self.labels, self.envelopes):
            quiet.setVisible(pieces is None)
        if pieces is not None:
            self.following.setText(_("Next: {pieces}").format(pieces=pieces.words))
            self.at_printer.setText(pieces.at_printer)
            self.print_pieces.setText(_("Print them…"))
