"""The world's errors (disk full, locked, damaged, not a base) as Problems."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark

_FULL = (
    mark("The disk is full: nothing was saved."),
    mark("Free some space, then try again: what you typed is still there."),
)
_KNOWN = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": (
        mark("The base is busy: another program or window is writing to it."),
        mark("Try again in a moment."),
    ),
    "SQLITE_READONLY": (
        mark("The base can only be read: its file or folder is write-protected."),
        mark("Change the rights of the file, or copy it to a folder of yours."),
    ),
    "SQLITE_CORRUPT": (
        mark("The base is damaged."),
        mark(
            "Nothing more is written to it. Restore the newest copy from the backups folder, and keep the damaged file."
        ),
    ),
    "SQLITE_NOTADB": (
        mark("This file is not a PetitCRM base, or it is encrypted or damaged."),
        mark("Choose another file."),
    ),
    "SQLITE_CANTOPEN": (
        mark("The base can't be opened: the file or its folder does not exist or is not accessible."),
        mark("Check the name and the drive. A new base is made with “new”."),
    ),
    "SQLITE_IOERR": (
        mark("The disk refused to read or write (input/output error)."),
        mark("Check the drive or its cable, then try again: what you typed is still there."),
    ),
}


def as_problem(error: BaseException, path: Path | None = None) -> Problem | None:
    """The Problem that `error` of the database is, or None where it is a defect of the program."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_IOERR_WRITE":
        text, remedy = _FULL
    else:
        key = "_".join(name.split("_")[:2])
        if key not in _KNOWN:
            return None
        text, remedy = _KNOWN[key]
    shown = f"{path}: {_(text)}" if path else _(text)
    return Problem(shown, _(remedy))


@contextmanager
def told(path: Path | None = None) -> Iterator[None]:
    """Turn the database's errors inside into Problems; defects pass through unchanged."""
    try:
        yield
    except Exception as error:
        original = getattr(error, "orig", None) or error  # SQLAlchemy wraps the driver's error
        if not isinstance(original, driver.Error):
            raise
        problem = as_problem(original, path)
        if problem is None:
            raise
        raise problem from error
