"""Garbage is collected in the window's thread only.

Widgets are often part of cycles. Collected by chance while a worker runs Python, they would be destroyed in the worker's
thread, and Qt would stumble over their timers in the window's.
"""

from PySide6.QtCore import QObject, QTimer

from petitcrm.base import garbage

EVERY = 1_000  # milliseconds


class Collector(QObject):
    """Takes over from the collector that works by itself, for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        garbage.by_hand()
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(garbage.collect_some)
        self.timer.start()
