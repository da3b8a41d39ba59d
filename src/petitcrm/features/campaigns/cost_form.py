"""The four numbers of a mailing's costs, and what follows from them, said while they are typed."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from petitcrm.base import money
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current, mark
from petitcrm.features.campaigns import words
from petitcrm.features.letters.costs import Costs
from petitcrm.ui.messages import label, set_flag, set_role, tip
from petitcrm.ui.widgets.editing import LineEdit

# key, name, what it is for
FIELDS = (
    ("fixed", mark("Fixed costs"), mark("what the mailing costs once, however many letters: text, printer, list")),
    ("piece", mark("Cost per letter"), mark("paper, print, envelope and postage")),
    ("margin", mark("Margin per order"), mark("what an order leaves, on average, once it is delivered")),
    ("rate", mark("Expected rate"), mark("which part of the letters you expect an order from, for example 2 %")),
)
_RATE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)%?", re.ASCII)


def read_rate(text: str) -> float | None:
    """The share written in `text`, "2,5 %" or "2.5"; None for nothing. Problem where it is none."""
    if not text.strip():
        return None
    found = _RATE.fullmatch("".join(text.split()))
    value = float(found[1].replace(",", ".")) / 100 if found else -1.0
    if not 0 <= value <= 1:
        raise Problem(_("“{text}” is not a rate.").format(text=text.strip()), _("Write it as 2 % or 0.5 %."))
    return value


def shown_rate(rate: float | None) -> str:
    if rate is None:
        return ""
    text = f"{100 * rate:.4f}".rstrip("0").rstrip(".")
    return _("{n}%").format(n=text.replace(".", ",") if current() == "fr" else text)


def _read_amount(text: str) -> int | None:
    return money.cents(text) if text.strip() else None


class CostForm(QWidget):
    """The fields beside each other, and below them what they mean. `columns` stand in one row."""

    typed = Signal()

    def __init__(self, columns: int = 4) -> None:
        super().__init__()
        self._count = 0
        self.boxes: dict[str, LineEdit] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for at, (key, name, what) in enumerate(FIELDS):
            box = self.boxes[key] = LineEdit(40)
            box.setAccessibleName(_(name))
            box.setMinimumWidth(64)
            tip(box, _(what))
            box.textChanged.connect(self._say)
            head = label(_(name), "muted")
            head.setBuddy(box)
            row, column = 2 * (at // columns), at % columns
            grid.addWidget(head, row, column)
            grid.addWidget(box, row + 1, column)
            grid.setColumnStretch(column, 1)
        self.told = label("", "muted", wrap=True)
        self.told.setAccessibleName(_("What follows from the costs"))
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(6)
        column_.addLayout(grid)
        column_.addWidget(self.told)
        self._say()

    def show_count(self, letters: int) -> None:
        """So many letters: what the costs mean depends on it."""
        self._count = letters
        self._say()

    def show_costs(self, costs: Costs) -> None:
        for key, text in texts(costs).items():
            self.boxes[key].setText(text)

    def costs(self) -> Costs:
        """What is typed. Problem where it can't be read."""
        texts = {key: box.text() for key, box in self.boxes.items()}
        fixed, piece, margin = (_read_amount(texts[key]) for key in ("fixed", "piece", "margin"))
        return Costs(fixed, piece, margin, read_rate(texts["rate"]))

    def wrong(self) -> tuple[QLineEdit, Problem] | None:
        """The first field that can't be read, and why."""
        for key, box in self.boxes.items():
            try:
                read_rate(box.text()) if key == "rate" else _read_amount(box.text())
            except Problem as problem:
                return box, problem
        return None

    def _say(self) -> None:
        wrong = self.wrong()
        for box in self.boxes.values():
            set_flag(box, "wrong", wrong is not None and box is wrong[0])
        if wrong is not None:
            text, role = str(wrong[1]), "bad"
        else:
            text, role = words.plan(self.costs(), self._count)
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_role(self.told, role)
        self.typed.emit()


def texts(costs: Costs) -> dict[str, str]:
    """Costs as they stand in the fields."""
    amounts = {"fixed": costs.fixed, "piece": costs.piece, "margin": costs.margin}
    return {**{key: money.typed(value) for key, value in amounts.items()}, "rate": shown_rate(costs.expected_rate)}
