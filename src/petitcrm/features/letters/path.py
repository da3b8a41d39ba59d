"""The path of a mailing: who, what, how, done; a row of four words that says where one is and leads back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from petitcrm.base.language import _, mark
from petitcrm.ui import theme
from petitcrm.ui.messages import tip

WHO, WHAT, HOW, DONE = range(4)
STEPS = (mark("Who"), mark("What"), mark("How"), mark("Done"))


class StepBar(QWidget):
    """`wanted` tells which step somebody wants to go to."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(0)
        for at, words in enumerate(STEPS):
            step = QPushButton(f"{at + 1}  {_(words)}")
            step.setProperty("step", True)
            step.setCheckable(True)
            step.ensurePolished()
            bold = theme.sized(step.font(), theme.BODY, bold=True)  # as it is where one is, so that nothing moves
            step.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(step.text()) + 16)
            step.clicked.connect(lambda *_clicked, at=at: self.wanted.emit(at))
            if at < DONE:
                tip(step, f"{_(words)} (Alt+{at + 1})")
            row.addWidget(step, 1)
            self.steps.append(step)

    def show_step(self, current: int, possible: range) -> None:
        """Where one is, and which steps one can go to."""
        for at, step in enumerate(self.steps):
            step.setChecked(at == current)
            step.setEnabled(at in possible or at == current)
