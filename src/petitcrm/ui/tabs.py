"""A page of several: a row of words above, one of them shown below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.language import _, mark
from petitcrm.ui import theme
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.page import Page


@dataclass(frozen=True)
class Tab:
    """`name` is marked for translation; `page` makes what is shown."""

    key: str
    name: str
    page: Callable[[Desk], Page]


class TabbedPage(Page):
    """Its pages reload themselves; their keys work while they are shown."""

    def __init__(self, desk: Desk, tabs: Sequence[Tab]) -> None:
        super().__init__(desk)
        self.pages: dict[str, Page] = {}
        self._heads: dict[str, QPushButton] = {}
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(2)
        for tab in tabs:
            self.pages[tab.key] = page = tab.page(desk)
            self.stack.addWidget(page)
            row.addWidget(self._head(tab))
        row.addStretch(1)
        bar = QWidget()
        bar.setObjectName("tabs")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self.bind_actions()
        self._own = list(self.actions_made)
        for page in self.pages.values():
            self.actions_made += page.actions_made
        self.show_tab(tabs[0].key)

    def _head(self, tab: Tab) -> QPushButton:
        made = QPushButton(_(tab.name).replace("&", "&&"))
        made.setProperty("tab", True)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda *_clicked: self.go(tab.key))
        made.ensurePolished()
        bold = theme.sized(made.font(), theme.BODY, bold=True)  # as it is while it is chosen, so that nothing moves
        made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(made.text()) + 32)
        self._heads[tab.key] = made
        return made

    @property
    def current(self) -> Page:
        """The page that is shown."""
        return next(page for page in self.pages.values() if page is self.stack.currentWidget())

    def show_tab(self, key: str) -> Page:
        """Show one of the pages."""
        page = self.pages[key]
        self.stack.setCurrentWidget(page)
        for name, head in self._heads.items():
            head.setChecked(name == key)
        for made in self.actions_made:
            made.setEnabled(self.offers(made))
        return page

    def go(self, key: str) -> Page:
        """Show one of the pages and put the keyboard into it."""
        page = self.show_tab(key)
        page.focus_first()
        return page

    def _step(self, by: int) -> None:
        keys = list(self.pages)
        self.go(keys[(self.stack.currentIndex() + by) % len(keys)])

    @action(mark("Next tab"), "Ctrl+PgDown", "view")
    def next_tab(self) -> None:
        self._step(1)

    @action(mark("Previous tab"), "Ctrl+PgUp", "view")
    def previous_tab(self) -> None:
        self._step(-1)

    # a page of pages

    def offers(self, made: QAction) -> bool:
        return made in self._own or made in self.current.actions_made

    def reveal(self, made: QAction) -> None:
        for key, page in self.pages.items():
            if made in page.actions_made:
                self.go(key)

    def reload(self) -> None:
        """Nothing of its own."""

    def current_contact(self) -> int:
        return self.current.current_contact()

    def focus_first(self) -> None:
        self.current.focus_first()
