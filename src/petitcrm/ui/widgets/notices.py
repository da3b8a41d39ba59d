"""What else waits, said at the head of a page: each a few words that lead there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from petitcrm.ui.messages import set_role
from petitcrm.ui.widgets.small import button


@dataclass(frozen=True, slots=True)
class Notice:
    """`role` colours the words: warn or bad, else "accent"."""

    words: str
    role: str
    run: Callable[[], object]


class NoticeRow(QWidget):
    """The notices side by side; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addStretch(1)

    def show_all(self, notices: Sequence[Notice]) -> None:
        """Show these from now on."""
        while self.row.count() > 1:
            item = self.row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, notice in enumerate(notices):
            made = button(notice.words, notice.run, quiet=True)
            made.setObjectName("notice")
            set_role(made, notice.role)
            self.row.insertWidget(at, made)
        self.setVisible(bool(notices))
