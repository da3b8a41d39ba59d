"""What carries the address where no window shows it, envelopes or labels: they make these parts, the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petitcrm.features.letters.queries import Selection
from petitcrm.ui.printing import Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Progress = Callable[[int], bool]


class Pieces:
    """A run of envelopes or labels, one for each letter and in their order; the worker uses it, too.

    `words` say how many of what they are, `file_words` what they are in the name of their file, `at_printer` what to put
    into the printer; `paper` are the pages that will be printed.
    """

    title: str
    words: str
    file_words: str
    at_printer: str
    paper: Paper

    def compose(self, printer: str = "", progress: Progress | None = None) -> bytes:
        """The PDF as `printer` wants it moved, "" for a file. Cancelled where `progress(pieces done)` answers False."""
        raise NotImplementedError

    def page_of(self, place: int) -> bytes:
        """The page on which the piece of the letter at `place` (from 0) stands, alone."""
        raise NotImplementedError

    def note(self, session: Session, pages: int) -> None:
        """The first so many pages were printed."""
        raise NotImplementedError


class PiecesPart(QWidget):
    """The choices of one kind of pieces, below its button. `key` is how the choice is remembered."""

    changed = Signal()
    setup_wanted = Signal()  # how they go into the printer, test page, offset
    key: str
    words: str  # of the choice: "On printed envelopes"
    short: str  # of what is shown beside the letter: "Envelope"

    def reload(self) -> None:
        """The sheets, the way into the printer, the next free label may have changed."""
        raise NotImplementedError

    def show_letters(self, selection: Selection) -> None:
        """These letters will be written."""
        raise NotImplementedError

    def pieces(self, selection: Selection) -> Pieces:
        """The run as it is chosen, for these letters; not for none."""
        raise NotImplementedError

    def keep(self) -> None:
        """It was printed like this: remember it for the next time."""
        raise NotImplementedError
