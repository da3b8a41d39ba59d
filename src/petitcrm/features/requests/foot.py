"""The small picture below the requests: how old the open ones are, how long answers take."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.requests import lines
from petitcrm.features.requests.painting import AgesPicture
from petitcrm.features.requests.queries import Times
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import hairline


class TimesFoot(QWidget):
    """Bars at the left, the two medians at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = AgesPicture()
        self.answer, self.close_ = label("", "strong"), label("", "strong")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for at, (words, value) in enumerate(
            ((_("First answer (median)"), self.answer), (_("Closing (median)"), self.close_))
        ):
            grid.addWidget(label(words, "muted"), at, 0)
            grid.addWidget(value, at, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 8)
        row.setSpacing(24)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(grid)
        row.setAlignment(grid, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(row)

    def show_times(self, times: Times) -> None:
        self.picture.show_times(times)
        self.answer.setText(lines.usual(times.to_answer))
        self.close_.setText(lines.usual(times.to_close))
