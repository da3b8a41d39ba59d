"""An envelope as it will be printed, with the way to the next one and what is not right with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.features.envelopes.layout import Page
from petitcrm.features.envelopes.sizes import Rectangle
from petitcrm.features.letters.preview import EDGE, Desktop, Sheets
from petitcrm.ui import theme
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages
from petitcrm.ui.widgets.small import Elided, Empty, button, icon_button

MOST_PROBLEMS = 3


class Outlined(Sheets):
    """The page as a whole, with the edges of the envelope and what must stay empty; neither is in the PDF."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self._high = 400

    def show_space(self, width: int, height: int) -> None:
        """The room that may be filled."""
        self._high = height
        self.show_room(width)
        self._timer.start()

    def _sheet_width(self) -> int:
        wide = super()._sheet_width()
        if self.page is None:
            return wide
        return max(120, min(wide, int((self._high - 2 * EDGE) * self.page.width / self.page.height)))

    def place(self, area: Rectangle) -> QRectF:
        """Where a rectangle of the envelope is on the screen."""
        assert self.page is not None
        size = self._sizes()[0]
        scale = size.width() / self.page.width
        x, y, wide, high = self.page.area(area)
        left = (self.width() - size.width()) // 2
        return QRectF(left + x * scale, EDGE + y * scale, wide * scale, high * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.page is None or not self._sizes():
            return
        size = self.page.size
        painter = QPainter(self)
        self._shade(painter)
        border = QColor(theme.LIGHT.border)  # on paper, which is white
        painter.setPen(QPen(border, 1, Qt.PenStyle.DashLine))
        for area in (size.stamp, size.code):
            painter.drawRect(self.place(area).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor(theme.LIGHT.muted), 1))
        painter.drawRect(self.place((0.0, 0.0, size.width, size.height)).adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _shade(self, painter: QPainter) -> None:
        """What of the page lies beside the envelope."""
        whole = self._sizes()[0]
        page = QRectF((self.width() - whole.width()) // 2, EDGE, whole.width(), whole.height())
        beside = QPainterPath()
        beside.addRect(page)
        envelope = QPainterPath()
        assert self.page is not None
        envelope.addRect(self.place((0.0, 0.0, self.page.size.width, self.page.size.height)))
        painter.fillPath(beside.subtracted(envelope), QColor(theme.LIGHT.border))


class _Ground(Desktop):
    """The ground the page lies on; it is never scrolled."""

    def __init__(self, sheets: Outlined) -> None:
        super().__init__(sheets)
        self._outlined = sheets
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._outlined.show_space(self.viewport().width(), self.viewport().height())


class EnvelopeView(QWidget):
    """One page of a run. `step` is told +1 or -1; `look` goes to the next one with something to look at."""

    def __init__(self, step: Callable[[int], object], look: Callable[[], object]) -> None:
        super().__init__()
        self.sheets = Outlined()
        self.sheets.setAccessibleName(_("Preview of the envelope"))
        self.place = label("", "muted")
        self.name = Elided("strong")
        self.problems = label("", "warn", wrap=True)
        self.look = button(_("Show the ne&xt one"), look, quiet=True)
        self.look.setAutoDefault(False)
        self.legend = label(_("Dashed: what the stamp and the marks of the post need."), "muted", wrap=True)
        self.legend.setContentsMargins(16, 0, 16, 10)
        self.previous = icon_button("prev", _("Previous envelope (Alt+Left)"), lambda: step(-1))
        self.next = icon_button("next", _("Next envelope (Alt+Right)"), lambda: step(1))
        for one in (self.previous, self.next):
            one.setAutoDefault(False)
        self.nothing = Empty("")
        self.desktop = _Ground(self.sheets)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.desktop)
        self.stack.addWidget(self.nothing)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(4)
        row.addWidget(self.place)
        row.addSpacing(8)
        row.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.below = QWidget()
        said = QHBoxLayout(self.below)
        said.setContentsMargins(16, 8, 8, 8)
        said.addWidget(self.problems, 1)
        said.addWidget(self.look, 0, Qt.AlignmentFlag.AlignBottom)
        self.below.hide()
        column.addWidget(self.below)
        column.addWidget(self.legend)

    def show_page(self, pages: Pages, page: Page, name: str, at: int, total: int) -> None:
        """Show the one page of `pages`, which is envelope `at` (from 0) of `total`."""
        self.stack.setCurrentWidget(self.desktop)
        self.sheets.page = page
        self.sheets.show_pages(pages, 0, 1)
        self.name.show_text(name)
        self.place.setText(_("{n} of {total}").format(n=at + 1, total=total))
        self.place.setVisible(total > 1)
        for one, is_more in ((self.previous, at > 0), (self.next, at + 1 < total)):
            one.setVisible(total > 1)
            one.setEnabled(is_more)
        self.head.show()
        self.legend.show()

    def show_problems(self, problems: Sequence[str], elsewhere: Sequence[str]) -> None:
        """What is not right with this envelope, and the names of others with something to look at."""
        shown = list(problems[:MOST_PROBLEMS])
        more = len(problems) - len(shown)
        if more > 0:
            shown.append(ngettext("and {n} other", "and {n} others", more).format(n=more))
        if elsewhere:
            names = " · ".join(elsewhere[:MOST_PROBLEMS]) + ("…" if len(elsewhere) > MOST_PROBLEMS else "")
            said = ngettext(
                "{n} other envelope to look at: {names}", "{n} other envelopes to look at: {names}", len(elsewhere)
            )
            shown.append(said.format(n=len(elsewhere), names=names))
        self.problems.setText("\n".join(shown))
        self.look.setVisible(bool(elsewhere))
        self.below.setVisible(bool(shown))

    def show_nothing(self, sentence: str) -> None:
        """There is no envelope, and why."""
        for one in (self.head, self.legend):
            one.hide()
        self.show_problems((), ())
        self.sheets.clear()
        self.nothing.sentence.setText(sentence)
        self.stack.setCurrentWidget(self.nothing)
