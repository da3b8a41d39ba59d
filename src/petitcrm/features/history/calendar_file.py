"""The calendar of what is promised as a file: saved once, then kept up to date with every change."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from petitcrm.base import preferences
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.history import queries
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk

if TYPE_CHECKING:
    from petitcrm.features.history import calendar
else:
    calendar = Late("petitcrm.features.history.calendar")

AFTER = 2_000  # milliseconds after the last change


def ask_and_save(parent: QWidget, desk: Desk) -> None:
    """Ask for the file, write it, and keep it up to date from now on."""
    start = str(_kept(desk) or Path.home() / (_("follow-ups") + ".ics"))
    name, _kind = QFileDialog.getSaveFileName(parent, _("Save the calendar"), start, _("Calendar (*.ics)"))
    if name:
        save_to(desk, Path(name))


def save_to(desk: Desk, path: Path) -> None:
    """Write the calendar to `path`, and keep that file up to date from now on."""

    def follow(_done: object) -> None:
        preferences.keep(calendars={**_all(), str(desk.store.path): str(path)})
        desk.say(_("{path}: saved; it follows every change from now on.").format(path=path))

    desk.work(_("Save the calendar"), lambda store, _progress: _write(store, path), follow)


def _write(store: Store, path: Path) -> None:
    calendar.write(path, store.read(queries.follow_ups, store.clock()))


def _all() -> dict[str, str]:
    kept = preferences.read().get("calendars")
    return kept if isinstance(kept, dict) else {}


def _kept(desk: Desk) -> Path | None:
    found = _all().get(str(desk.store.path))
    return Path(found) if isinstance(found, str) else None


class LiveCalendar(QObject):
    """Writes the file again a moment after something promised has changed; where it can't be written, that is said once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._told = self._is_writing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.write)
        desk.hub.changed.connect(self._on_changed)

    def _on_changed(self, tables: frozenset[str], _source: object) -> None:
        if tables & {"follow_up", "contact"} and _kept(self.desk) is not None:
            self._timer.start()

    def write(self) -> None:
        """Write the file now, if the owner has chosen one; the window does not wait for it."""
        path = _kept(self.desk)
        if path is None or self.desk.is_over:
            return
        if self._is_writing:
            self._timer.start()
            return
        self._is_writing = True
        self.desk.aside(lambda store, _progress: _write(store, path), self._on_written, self._on_failed)

    def _on_written(self, _done: object) -> None:
        self._is_writing = self._told = False

    def _on_failed(self, error: Exception) -> None:
        self._is_writing = False
        if not self._told:
            self._told = True
            self.desk.problem.emit(error)
