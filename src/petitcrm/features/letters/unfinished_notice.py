"""Above the path: letters whose printing did not come to its end, and what is to be done about them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.letters import unfinished
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.mailing import Run
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button


class UnfinishedNotice(QWidget):
    """Hidden while there is nothing to say. A run of just now is none: it is being printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.run: Run | None = None
        self.said = label("", "warn", wrap=True)
        self.on_paper = flush(button(_("They are: note them"), self.note, quiet=True))
        self.not_on_paper = flush(button(_("They are not"), self.forget, quiet=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.on_paper)
        row.addWidget(self.not_on_paper)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 4)
        column.setSpacing(2)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.said)
        column.addLayout(row)
        self.hide()

    def reload(self) -> None:
        """Look whether there is such a run."""
        found = [] if self.desk.is_working else self.desk.read(unfinished.left)
        self.run = found[0] if found else None
        self.setVisible(self.run is not None)
        if self.run is not None:
            self.said.setText(unfinished.in_words(self.run))

    def note(self) -> None:
        """Into the history with them."""
        run = self.run
        if run is None:
            return
        count = len(run.entries)
        told = ngettext("{n} entry in the history", "{n} entries in the history", count).format(n=count)
        self.desk.do_for_many(count, run.title, told, unfinished.note, run)
        self.reload()

    def forget(self) -> None:
        """They never came to paper: nothing is noted."""
        if self.run is not None:
            self.desk.keep(unfinished.forget, self.run)
        self.reload()
