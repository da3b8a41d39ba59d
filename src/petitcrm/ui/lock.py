"""One window on one base: the second is told, and a lock left by a crash clears itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from petitcrm.base.errors import Problem
from petitcrm.base.language import _


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the base for this window. Problem where another window has it."""
    lock = QLockFile(str(path) + ".lock")
    lock.setStaleLockTime(0)
    if not lock.tryLock(100) and lock.error() == QLockFile.LockError.LockFailedError:
        raise Problem(
            _("{path}: this base is already open in another window.").format(path=path),
            _("Go on in that window, or close it."),
        )
    try:
        yield
    finally:
        lock.unlock()
