"""A sheet of labels as it will be printed, with the way to the next one and what is not right with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.labels.sheets import A4, Sheet
from petitcrm.features.letters.preview import EDGE, Desktop, Sheets
from petitcrm.ui import theme
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages
from petitcrm.ui.widgets.small import Empty, icon_button

MOST_PROBLEMS = 3


class Outlined(Sheets):
    """The page with the cuts of its labels, which are on the paper but not in the PDF."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None

    def place(self, at: int) -> QRectF:
        """Where label `at` (from 0) is on the screen."""
        assert self.sheet is not None
        size = self._sizes()[0]
        scale = size.width() / A4[0]
        x, y = self.sheet.place(at)
        left = (self.width() - size.width()) // 2
        return QRectF(left + x * scale, EDGE + y * scale, self.sheet.width * scale, self.sheet.height * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.sheet is None or not self._sizes():
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.LIGHT.border), 1))  # on paper, which is white
        for at in range(self.sheet.count):
            painter.drawRoundedRect(self.place(at).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()


class SheetView(QWidget):
    """One page of a run. `step` is told +1 or -1."""

    def __init__(self, step: Callable[[int], object]) -> None:
        super().__init__()
        self.sheets = Outlined()
        self.sheets.setAccessibleName(_("Preview of the labels"))
        self.place = label("", "muted")
        self.problems = label("", "warn", wrap=True)
        self.problems.setContentsMargins(16, 8, 16, 8)
        self.problems.hide()
        self.previous = icon_button("prev", _("Previous sheet (Alt+Left)"), lambda: step(-1))
        self.next = icon_button("next", _("Next sheet (Alt+Right)"), lambda: step(1))
        for one in (self.previous, self.next):
            one.setAutoDefault(False)
        self.nothing = Empty("")
        self.desktop = Desktop(self.sheets)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.desktop)
        self.stack.addWidget(self.nothing)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(4)
        row.addWidget(self.place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.problems)

    def show_page(self, pages: Pages, at: int, total: int, sheet: Sheet, first: int) -> None:
        """Show page 0 of `pages`, which is page `at` (from 0) of `total`; its first label is in view."""
        self.stack.setCurrentWidget(self.desktop)
        self.sheets.sheet = sheet
        self.sheets.show_pages(pages, 0, 1)
        begin = max(int(self.sheets.place(first).top()) - EDGE, 0) if first else 0
        self.desktop.verticalScrollBar().setValue(begin)
        self.place.setText(_("Sheet {n} of {total}").format(n=at + 1, total=total))
        for one, is_more in ((self.previous, at > 0), (self.next, at + 1 < total)):
            one.setVisible(total > 1)
            one.setEnabled(is_more)
        self.head.show()

    def show_problems(self, problems: Sequence[str], elsewhere: int) -> None:
        """What is not right on this sheet, and on how many labels of others."""
        shown = list(problems[:MOST_PROBLEMS])
        rest = []
        more = len(problems) - len(shown)
        if more > 0:
            rest.append(ngettext("and {n} other", "and {n} others", more).format(n=more))
        if elsewhere > 0:
            said = ngettext(
                "{n} label on another sheet to look at.", "{n} labels on other sheets to look at.", elsewhere
            )
            rest.append(said.format(n=elsewhere))
        shown += [" · ".join(rest)] if rest else []
        self.problems.setText("\n".join(shown))
        self.problems.setVisible(bool(shown))

    def show_nothing(self, sentence: str) -> None:
        """There is no label, and why."""
        self.head.hide()
        self.show_problems((), 0)
        self.sheets.clear()
        self.nothing.sentence.setText(sentence)
        self.stack.setCurrentWidget(self.nothing)
