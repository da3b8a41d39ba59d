"""The one notification: which tables changed, and who did it."""

from PySide6.QtCore import QObject, Signal


class Hub(QObject):
    """`changed(tables, source)`: a page reloads when it is visible and one of its tables is among them."""

    changed = Signal(object, object)

    def tell(self, tables: frozenset[str], source: object = None) -> None:
        if tables:
            self.changed.emit(tables, source)
