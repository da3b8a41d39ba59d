"""The letter as it will be printed, page under page, with the way to the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, ngettext
from petitcrm.ui import theme
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages
from petitcrm.ui.widgets.small import Elided, Empty, button, icon_button

WIDEST = 860  # a sheet wider than this is no easier to read
EDGE = 24
GAP = 16
RENDER_AFTER = 80  # milliseconds after the last change of size
MOST_PROBLEMS = 4


class Sheets(QWidget):
    """Some pages of a PDF, each as wide as there is room for, sharp at any density of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Pages | None = None
        self._numbers: range = range(0)
        self._images: list[QImage] = []
        self._room = 400
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RENDER_AFTER)
        self._timer.timeout.connect(self._render)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Preview of the letter"))

    def show_pages(self, pages: Pages, first: int, count: int) -> None:
        self._pages, self._numbers = pages, range(first, first + count)
        self._render()
        self.setAccessibleDescription("\n".join(pages.text(number) for number in self._numbers))

    def clear(self) -> None:
        self._pages, self._numbers, self._images = None, range(0), []
        self._settle()

    def show_room(self, width: int) -> None:
        """The width that may be filled."""
        if width != self._room:
            self._room = width
            self._settle()
            self._timer.start()

    def _sheet_width(self) -> int:
        return max(120, min(self._room - 2 * EDGE, WIDEST))

    def _sizes(self) -> list[QSize]:
        """The size of each sheet on the screen."""
        width = self._sheet_width()
        sizes = []
        for number in self._numbers if self._pages else ():
            assert self._pages is not None
            wide, high = self._pages.size(number)
            sizes.append(QSize(width, round(width * high / wide)))
        return sizes

    def _render(self) -> None:
        density = self.devicePixelRatioF()
        self._images = []
        for number in self._numbers if self._pages else ():
            assert self._pages is not None
            scale = self._sheet_width() * density / self._pages.size(number)[0]
            image = self._pages.image(number, scale)
            image.setDevicePixelRatio(density)
            self._images.append(image)
        self._settle()

    def _settle(self) -> None:
        sizes = self._sizes()
        self.setFixedHeight(sum(size.height() + GAP for size in sizes) + 2 * EDGE - GAP if sizes else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = EDGE
        for size, image in zip(self._sizes(), self._images, strict=False):
            left = (self.width() - size.width()) // 2
            sheet = QRectF(left, top, size.width(), size.height())
            if round(image.deviceIndependentSize().width()) == size.width():
                painter.drawImage(sheet.topLeft(), image)
            else:
                painter.drawImage(sheet, image)
            painter.setPen(QPen(QColor(theme.colours().border), 1))
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
            top += size.height() + GAP
        painter.end()


class Desktop(QScrollArea):
    """The ground the sheets lie on."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__()
        self._sheets = sheets
        self.setWidget(sheets)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setStyleSheet("QScrollArea { background: transparent; }")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sheets.show_room(self.viewport().width())


class Preview(QWidget):
    """One letter of a run: whose it is, its pages, and what is not right with it.

    Where there is something else to see of it (its envelope), chips turn from one to the other: `turned`, `kind`.
    """

    turned = Signal()

    def __init__(
        self, step: Callable[[int], object], open_contact: Callable[[], object], choose: Callable[[], object]
    ) -> None:
        super().__init__()
        self.sheets = Sheets()
        self.name = Elided("strong")
        self.place = label("", "muted")
        self.problems = label("", "warn", wrap=True)
        self.problems.setContentsMargins(16, 8, 16, 8)
        self.previous = icon_button("prev", _("Previous letter (Alt+Left)"), lambda: step(-1))
        self.next = icon_button("next", _("Next letter (Alt+Right)"), lambda: step(1))
        self.card = button(_("Open the card"), open_contact, quiet=True)
        self.choose = button(_("Choose others"), choose)
        self.nothing = Empty("", self.choose)
        self._kinds = QButtonGroup(self)
        self._chips: list[QPushButton] = []
        self.desktop = Desktop(self.sheets)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.desktop)
        self.stack.addWidget(self.nothing)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(4)
        row.addWidget(self.place)
        row.addSpacing(8)
        row.addWidget(self.name, 1)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(4)
        row.addLayout(self.chips)
        row.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.problems)

    def offer_kinds(self, words: Sequence[str]) -> None:
        """What there is to see of each, the last of them first: it was asked for just now. Nothing where there is but the letter."""
        if [chip.text() for chip in self._chips] == list(words):
            return
        for chip in self._chips:
            self._kinds.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for at, word in enumerate(words):
            chip = QPushButton(word)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(at == len(words) - 1)
            chip.clicked.connect(lambda *_clicked, at=at: self.show_kind(at))
            self._kinds.addButton(chip, at)
            self.chips.addWidget(chip)
            self._chips.append(chip)

    @property
    def kind(self) -> int:
        """Which of the kinds offered is to be seen, from 0."""
        return max(self._kinds.checkedId(), 0)

    def show_kind(self, kind: int) -> None:
        """Turn to one of the kinds offered."""
        self._chips[kind].setChecked(True)
        self.desktop.verticalScrollBar().setValue(0)
        self.turned.emit()

    def show_whose(self, name: str, at: int, total: int) -> None:
        """Whose letter it is: the one at place `at` (from 0) of `total`."""
        self.name.show_text(name)
        self.place.setText(_("{n} of {total}").format(n=at + 1, total=total))
        self.place.setVisible(total > 1)
        for one, is_more in ((self.previous, at > 0), (self.next, at + 1 < total)):
            one.setVisible(total > 1)
            one.setEnabled(is_more)
        self.head.show()

    def show_letter(self, pages: Pages, first: int, count: int) -> None:
        self.stack.setCurrentWidget(self.desktop)
        self.sheets.show_pages(pages, first, count)

    def show_problems(self, problems: Sequence[str]) -> None:
        shown = list(problems[:MOST_PROBLEMS])
        more = len(problems) - len(shown)
        if more > 0:
            shown.append(ngettext("and {n} other", "and {n} others", more).format(n=more))
        self.problems.setText("\n".join(shown))
        self.problems.setVisible(bool(shown))

    def show_nothing(self, sentence: str, *, can_choose: bool = True) -> None:
        """There is no letter, and why; `can_choose` offers to choose others."""
        self.choose.setVisible(can_choose)
        self.head.hide()
        self.show_problems(())
        self.sheets.clear()
        self.nothing.sentence.setText(sentence)
        self.stack.setCurrentWidget(self.nothing)
