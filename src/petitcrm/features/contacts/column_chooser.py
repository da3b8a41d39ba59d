"""Which columns the table has, and in which order: Space shows or hides, Alt with an arrow moves or sizes."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from petitcrm.base.language import _
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.panels import Panel
from petitcrm.ui.widgets.small import button, icon_button

STEP = 24  # pixels that a column grows or shrinks by
KEY = Qt.ItemDataRole.UserRole


class ColumnChooser(Panel):
    """The columns shown come first, in their order; every change is shown at once."""

    changed = Signal(list)
    widened = Signal(str, int)  # a column, by how many pixels

    def __init__(self, parent: QWidget, titles: Mapping[str, str], shown: Sequence[str], usual: Sequence[str]) -> None:
        super().__init__(parent, _("Columns"), width=320)
        self._titles = titles
        self._usual = usual
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setFixedHeight(380)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        row.addWidget(icon_button("up", _("Move up (Alt+Up)"), lambda: self.move_by(-1)))
        row.addWidget(icon_button("down", _("Move down (Alt+Down)"), lambda: self.move_by(1)))
        row.addStretch(1)
        row.addWidget(button(_("Usual columns"), lambda: self._fill(self._usual, tell=True), quiet=True))
        self.column.addWidget(self.list)
        self.column.addLayout(row)
        self.column.addWidget(label(_("Space shows or hides, Alt+↑ ↓ moves, Alt+← → sizes."), "muted", wrap=True))
        self._fill(shown, tell=False)
        self.list.itemChanged.connect(lambda _item: self.changed.emit(self.shown()))
        self.list.installEventFilter(self)

    def focus_first(self) -> None:
        self.list.setFocus()

    def _fill(self, shown: Sequence[str], *, tell: bool) -> None:
        known = [key for key in shown if key in self._titles]
        self.list.blockSignals(True)
        self.list.clear()
        for key in (*known, *(key for key in self._titles if key not in known)):
            item = QListWidgetItem(self._titles[key], self.list)
            item.setData(KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in known else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        if tell:
            self.changed.emit(self.shown())

    def shown(self) -> list[str]:
        """The keys of the columns that are ticked, in order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked]

    def move_by(self, by: int) -> None:
        at = self.list.currentRow()
        to = at + by
        if not 0 <= to < self.list.count():
            return
        self.list.blockSignals(True)
        self.list.insertItem(to, self.list.takeItem(at))
        self.list.setCurrentRow(to)
        self.list.blockSignals(False)
        self.changed.emit(self.shown())

    def widen_by(self, by: int) -> None:
        item = self.list.currentItem()
        if item is not None and item.checkState() == Qt.CheckState.Checked:
            self.widened.emit(item.data(KEY), by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            run = self._run_of(event) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
            if run is not None and event.type() == QEvent.Type.ShortcutOverride:  # not the page's own keys
                event.accept()
                return True
            if run is not None and event.type() == QEvent.Type.KeyPress:
                run()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _run_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What an arrow does with the column."""
        runs: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self.move_by(-1),
            Qt.Key.Key_Down: lambda: self.move_by(1),
            Qt.Key.Key_Left: lambda: self.widen_by(-STEP),
            Qt.Key.Key_Right: lambda: self.widen_by(STEP),
        }
        return runs.get(event.key())
