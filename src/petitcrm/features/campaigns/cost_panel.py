"""On the page of letters: what the mailing is called and costs, and how many orders pay for it, before it is printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.campaigns.cost_form import CostForm
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.cost_part import CostPart
from petitcrm.features.letters.costs import Costs
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.small import button


class CostPanel(CostPart):
    """A line that opens the fields; one letter alone is no campaign and shows none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.unfold = flush(button(_("Costs and break-even…"), self._turn, quiet=True))
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(_("Name of the mailing"))
        self.title.setAccessibleName(self.title.placeholderText())
        self.form = CostForm(2)
        self.fields = QWidget()
        inner = QVBoxLayout(self.fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self.title)
        inner.addWidget(self.form)
        self.fields.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields)

    def _turn(self) -> None:
        opens = self.fields.isHidden()
        self._show_fields(opens)
        if opens:
            self.title.setFocus()
            QTimer.singleShot(0, self, self._scroll_to)

    def _scroll_to(self) -> None:
        """Bring what follows from the costs into view, too: on a small screen it opens below the edge."""
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 12)

    def _show_fields(self, opens: bool) -> None:
        self.fields.setVisible(opens)
        self.unfold.setText(_("Hide costs") if opens else _("Costs and break-even…"))

    def name(self) -> str:
        return " ".join(self.title.text().split())

    def costs(self) -> Costs:
        try:
            return self.form.costs()
        except Problem:
            return Costs()  # the preview goes on; printing asks `is_right` first

    def show_count(self, letters: int) -> None:
        self.form.show_count(letters)
        self.setVisible(letters > 1)

    def is_right(self) -> bool:
        wrong = self.form.wrong() if not self.isHidden() else None
        if wrong is None:
            return True
        self._show_fields(True)
        wrong[0].setFocus()
        self.desk.problem.emit(wrong[1])
        return False

    def clear(self) -> None:
        self.title.clear()
        self.form.show_costs(Costs())
        self._show_fields(False)
