"""The results of the calls: when they are answered, after how many attempts, which tiers are called in time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, mark
from petitcrm.features.call_results import words
from petitcrm.features.call_results.queries import Results, Span, results
from petitcrm.store.store import Store
from petitcrm.ui.actions import action
from petitcrm.ui.background import Progress
from petitcrm.ui.charts import Chart, tabbed
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.chart import ChartCard
from petitcrm.ui.widgets.flow import Flow
from petitcrm.ui.widgets.small import Empty, button

EDGE, GAP = 24, 16
BESIDE = 900  # pixels from which on two charts stand beside each other

SPANS = {3: mark("3 months (T)"), 12: mark("12 months (A)"), 0: mark("Everything (E)")}
WIDE = ("slots",)  # charts as wide as the page
LEFT = ("weekdays", "kept", "attempts")


class Grid(QWidget):
    """The cards: what is wide above, the others in two columns, or in one where the page is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, ChartCard] = {}
        self._columns = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, 0, EDGE, EDGE)
        self._column.setSpacing(GAP)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(GAP)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            side.setSpacing(GAP)
            self._pair.addLayout(side, 1)
        self._column.addLayout(self._pair)
        self._column.addStretch(1)

    def show_charts(self, found: list[Chart]) -> None:
        for chart in found:
            if chart.key in self.cards:
                self.cards[chart.key].show_chart(chart)
            else:
                self.cards[chart.key] = ChartCard(chart)
        self._place()

    def _place(self) -> None:
        """Put every card into its column; the last of each takes what is left of the height."""
        columns = 2 if self.width() >= BESIDE else 1
        if columns == self._columns or not self.cards:
            return
        self._columns = columns
        for at, (key, card) in enumerate(self.cards.items()):
            if key in WIDE:
                self._column.insertWidget(at, card)
            else:
                self._sides[0 if columns == 1 or key in LEFT else 1].addWidget(card)
        self._pair.setStretch(1, columns - 1)
        self._pair.setSpacing(GAP if columns == 2 else 0)
        for side in self._sides:
            for at in range(side.count()):
                side.setStretch(at, 1 if at == side.count() - 1 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class ResultsPage(Page):
    """What the calls came to, over a span that one key changes."""

    tables = frozenset({"interaction", "contact", "tier", "follow_up", "setting"})
    calls_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Results | None = None
        self.charts: list[Chart] = []
        self._months = 12
        self._is_asking = False
        self._ask_again = False
        self._is_writing = False
        self.title = label(_("Results of the calls"), "title")
        self.summary = label("", "muted", wrap=True)
        self.grid = Grid()
        self.chips: dict[int, QPushButton] = {}
        self.print_button = button(_("Print…"), self.print_results, quiet=True, icon_name="print")
        self.copy_button = button(_("Copy as a table"), self.copy, quiet=True, icon_name="table")
        self.to_calls = button(_("To the calls of today"), self.calls_wanted.emit, primary=True)
        self.show_all = button(_("Show everything"), self.show_everything, primary=True)
        self.none = Empty("", self.to_calls, self.show_all)
        self.waiting = Empty(_("The calls are being counted…"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.bind_actions()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.copy_button)
        top.addWidget(self.print_button)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 12, EDGE, 12)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self.summary)
        head.addSpacing(4)
        head.addLayout(self._choice())
        self.area = QScrollArea()
        self.area.setWidget(self.grid)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setStyleSheet("QScrollArea { background: transparent; }")
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName(self.title.text())
        for one in (self.area, self.none, self.waiting):
            self.stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def _choice(self) -> Flow:
        """The spans, one of which is chosen."""
        row = Flow(gap=6)
        group = QButtonGroup(self)
        runs: dict[int, Callable[[], object]] = {3: self.show_quarter, 12: self.show_year, 0: self.show_everything}
        for months, text in SPANS.items():
            chip = QPushButton(_(text))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(months == self._months)
            chip.clicked.connect(lambda _on, run=runs[months]: run())
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[months] = chip
        return row

    # showing

    def reload(self) -> None:
        """Have everything counted aside; what is shown stays until then."""
        if self.desk.is_over:
            return
        if self._is_asking:
            self._ask_again = True
            return
        self._is_asking = True
        if self.found is None:
            self.stack.setCurrentWidget(self.waiting)
        today = self.desk.today()
        span = Span.of_months(self._months, today)

        def count(store: Store, progress: Progress) -> Results:
            return store.read(results, span, today, progress)

        self.desk.aside(count, self._on_counted, self._on_failed)

    def _on_counted(self, found: Results) -> None:
        self._is_asking = False
        if self._ask_again:  # the span or the history has changed meanwhile
            self._ask_again = False
            self.reload()
            return
        self._show(found)

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = self._ask_again = False
        if not self.desk.is_over:
            self.desk.problem.emit(error)

    def _show(self, found: Results) -> None:
        self.found = found
        self.charts = words.charts(found)
        has_calls = bool(found.made)
        self.summary.setText(words.summary(found) if has_calls else words.of_span(found.span))
        for one in (self.print_button, self.copy_button):
            one.setVisible(has_calls)
        if has_calls:
            self.grid.show_charts(self.charts)
            self.stack.setCurrentWidget(self.area)
            return
        self.show_all.setVisible(found.has_calls)
        self.to_calls.setVisible(not found.has_calls)
        self.none.sentence.setText(
            _("No call was made in this time.")
            if found.has_calls
            else _(
                "No call is noted yet: note the calls of today with one key each, and here you see when people answer."
            )
        )
        self.stack.setCurrentWidget(self.none)

    def focus_first(self) -> None:
        self.chips[self._months].setFocus()

    def _show_span(self, months: int) -> None:
        self._months = months
        self.chips[months].setChecked(True)
        self.reload()

    # doing

    @action(mark("Results of the last 3 months"), "T", "call", everywhere=False)
    def show_quarter(self) -> None:
        self._show_span(3)

    @action(mark("Results of the last 12 months"), "A", "call", everywhere=False)
    def show_year(self) -> None:
        self._show_span(12)

    @action(mark("Results of all calls"), "E", "call", everywhere=False)
    def show_everything(self) -> None:
        self._show_span(0)

    @action(mark("Print the results…"), "Ctrl+P", "call", "print")
    def print_results(self) -> None:
        """The pages as they will be printed; they are written aside, the first ones bring the fonts."""
        if self._nothing_to_give() or self._is_writing:
            return
        found, today = self.found, self.desk.today()
        assert found is not None
        self._is_writing = True

        def write(_store: Store, _progress: Progress) -> bytes:
            from petitcrm.features.call_results.paper import results_pdf

            return results_pdf(found, today)

        self.desk.aside(write, self._on_written, self._on_not_written)

    def _on_written(self, pdf: bytes) -> None:
        self._is_writing = False
        if self.desk.is_over:
            return
        from petitcrm.features.letters.pdf_dialog import PdfDialog

        title = _("Results of the calls")
        PdfDialog(self, self.desk, title, pdf, f"{title}.pdf", _("Results of the calls printed.")).open()

    def _on_not_written(self, error: Exception) -> None:
        self._is_writing = False
        self.desk.problem.emit(error)

    @action(mark("Copy the results as a table"), "", "call", "table")
    def copy(self) -> None:
        """The numbers of every chart, for a spreadsheet."""
        if self._nothing_to_give():
            return
        QGuiApplication.clipboard().setText(tabbed(self.charts))
        self.desk.say(_("Copied: paste the table into a spreadsheet."))

    def _nothing_to_give(self) -> bool:
        if self.found is not None and self.found.made:
            return False
        self.desk.say(_("No call was made in this time."))
        return True
