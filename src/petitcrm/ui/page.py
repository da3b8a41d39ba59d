"""A screen: reloads when it is visible and what it shows has changed."""

from collections.abc import Container

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from petitcrm.ui.actions import bind
from petitcrm.ui.desk import Desk


class Page(QWidget):
    """`tables` are those whose changes the page shows; `reload` reads them again."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stale = True
        self.actions_made: list[QAction] = []
        desk.hub.changed.connect(self._on_changed)

    def bind_actions(self) -> None:
        """To be called once the widgets stand."""
        self.actions_made = bind(self)

    def bind_keys_in(self, keys: Container[str], *places: QWidget) -> None:
        """The actions with these keys work while one of `places` has the keyboard, and nowhere else."""
        for made in self.actions_made:
            if made.shortcut().toString() in keys:
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                for place in places:
                    place.addAction(made)

    def reload(self) -> None:
        raise NotImplementedError

    def refresh(self) -> None:
        """Reload now if it is needed."""
        if self.stale:
            self.stale = False
            self.reload()

    def _on_changed(self, tables: frozenset[str], _source: object) -> None:
        if tables & self.tables:
            self.stale = True
            if self.isVisible():
                self.refresh()

    def current_contact(self) -> int:
        """The key of the contact the page is about just now, 0 for none: what is noted without a name is theirs."""
        return 0

    def offers(self, made: QAction) -> bool:
        """Whether one of the page's actions can be used just now."""
        return True

    def reveal(self, made: QAction) -> None:
        """Bring into view what an action of the page works on."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins on this page."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)
