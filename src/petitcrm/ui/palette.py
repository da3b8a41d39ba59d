"""Ctrl+K: people, companies, what was said, and everything the program can do, in one box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from petitcrm.base.language import _
from petitcrm.base.text import words
from petitcrm.ui import actions
from petitcrm.ui.icons import icon
from petitcrm.ui.messages import label

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow

WIDTH, ROWS = 620, 10


@dataclass(frozen=True)
class Hit:
    """One line of the palette."""

    text: str
    below: str
    icon: str
    run: Callable[[], object]
    is_offer: bool = False  # of making something new: after everything that exists


Source = Callable[[str], list[Hit]]
Make = Callable[["MainWindow"], Source]  # a feature's own hits, asked before the actions


class Palette(QDialog):
    def __init__(self, window: MainWindow, sources: Sequence[Make] = ()) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.window_ = window
        self.setAccessibleName(_("Find or do anything…"))
        self._sources = [make(window) for make in sources]
        frame = QFrame(self)
        frame.setObjectName("floating")
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = self._column = QVBoxLayout(frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Name, company, town, part of a number, or what you want to do"))
        self.box.setAccessibleName(self.box.placeholderText())
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "muted", wrap=True)
        column.addWidget(self.box)
        column.addWidget(self.list)
        column.addWidget(self.empty)
        self.box.textChanged.connect(self._search)
        self.box.returnPressed.connect(self._run)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.box.installEventFilter(self)
        self._hits: list[Hit] = []
        self._search("")

    def open_centred(self) -> None:
        window = self.window_
        self.setFixedWidth(min(WIDTH, window.width() - 48))
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 72))
        self.move(corner)
        self.show()
        self.box.setFocus()

    def _search(self, text: str) -> None:
        hits = [hit for source in self._sources for hit in source(text)] if text.strip() else []
        found = [hit for hit in hits if not hit.is_offer][: 3 * ROWS]
        self._hits = [*found, *self._actions(text), *(hit for hit in hits if hit.is_offer)]
        self.list.clear()
        for hit in self._hits:
            item = QListWidgetItem(icon(hit.icon), f"{hit.text}   {hit.below}" if hit.below else hit.text)
            self.list.addItem(item)
        if self._hits:
            self.list.setCurrentRow(0)
        height = self.list.sizeHintForRow(0) if self._hits else 0
        self.list.setFixedHeight(min(len(self._hits), ROWS) * max(height, 0) + 4)
        self.list.setVisible(bool(self._hits))
        self.empty.setVisible(not self._hits)
        self.empty.setText(_("Nothing found for “{text}”.").format(text=text) if text.strip() else "")
        for layout in (self._column, self._outer):
            layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _actions(self, text: str) -> list[Hit]:
        typed = words(text)
        found = []
        for made in self.window_.all_actions():
            name = actions.plain(made)
            if all(any(word.startswith(part) for word in words(name)) for part in typed):
                found.append(Hit(name, made.shortcut().toString(), "", lambda made=made: self._trigger(made)))  # type: ignore[misc]
        return found

    def _trigger(self, made: QAction) -> None:
        """An action of another page leads there first."""
        for key, page in self.window_.pages.items():
            if made in page.actions_made:
                self.window_.go(key).reveal(made)
        made.trigger()

    def _run(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._hits):
            self.close()
            self._hits[at].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}.get(
                Qt.Key(event.key())
            )
            if step and self._hits:
                self.list.setCurrentRow(max(0, min(len(self._hits) - 1, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)
