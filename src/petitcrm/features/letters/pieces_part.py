"""What carries the address where no window shows it, envelopes or labels: they make these parts, the page shows them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petitcrm.features.letters.pieces import Maker
from petitcrm.features.letters.queries import Selection


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

    def maker(self) -> Maker:
        """What makes the run as it is chosen now, whatever is chosen later."""
        raise NotImplementedError

    def keep(self) -> None:
        """It was printed like this: remember it for the next time."""
        raise NotImplementedError
