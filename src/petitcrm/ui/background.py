"""One worker for long jobs: a thread with its own connection, progress and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from petitcrm.store.store import Store

Progress = Callable[[int, int], bool]
Job = Callable[[Store, Progress], Any]


class Work(QThread):
    """One job under way. `job(store, progress)` calls `progress(done, total)` now and then; False means: stop."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str, store: Store, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.started_at = time.monotonic()
        self._source = store
        self._job = job
        self._cancelled = False
        self._told = 0.0

    def cancel(self) -> None:
        self._cancelled = True

    def _progress(self, done: int, total: int) -> bool:
        moment = time.monotonic()
        if moment - self._told > 0.05 or done >= total:
            self._told = moment
            self.progressed.emit(done, total)
        return not self._cancelled

    def run(self) -> None:
        try:
            store = self._source.twin()
            try:
                result = self._job(store, self._progress)
            finally:
                store.reader.connection.close()
        except Exception as error:  # noqa: BLE001 - carried over to the window's thread, which tells problems from defects
            self.failed.emit(error)
        else:
            self.done.emit(result)
