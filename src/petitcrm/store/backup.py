"""Copies of the base that are whole, checked, and on the disk before they count."""

import hashlib
import json
import os
import re
from datetime import date
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.store import trouble
from petitcrm.store.connection import Reader, connect

KEPT = 14  # daily copies kept; those made before an upgrade or by hand are never rotated away


def folder_of(path: Path) -> Path:
    """Where the copies of the base at `path` lie."""
    return path.with_name(path.stem + " - backups")


def make(path: Path, reason: str) -> Path:
    """A checked copy of the base, named by number, so that a wrong clock can't hide it.

    Written to a temporary file, checked, forced to the disk, then renamed: an interrupted copy is never taken for one.
    Raises Problem where the disk is full or the copy does not pass its checks.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{_next_number(folder):05d}-{reason}.db"
        partial = folder / f"{target.stem}.partial"
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        counts = _copy(path, partial)
        _finish(partial, target, counts)
    except OSError as error:
        raise Problem(
            _("The backup could not be written to {folder} ({reason}).").format(folder=folder, reason=error.strerror),
            _("Free some space or check the drive, then try again."),
        ) from error
    return target


def _next_number(folder: Path) -> int:
    numbers = [int(found[1]) for entry in folder.iterdir() if (found := re.match(r"(\d{5,})-", entry.name))]
    return max(numbers, default=0) + 1


def _copy(path: Path, partial: Path) -> dict[str, int]:
    source = connect(path)
    try:
        with trouble.told(partial):
            source.execute("VACUUM INTO ?", (str(partial),))
        before = _counts(Reader(source))
    finally:
        source.close()
    copy = connect(partial, read_only=True)
    try:
        reader = Reader(copy)
        sound = reader.value("PRAGMA integrity_check(1)")
        after = _counts(reader)
        if sound != "ok" or after != before or reader.rows("PRAGMA foreign_key_check"):
            raise Problem(
                _("The backup did not pass its checks and was thrown away."), _("Check the drive, then try again.")
            )
    except Problem:
        partial.unlink(missing_ok=True)
        raise
    finally:
        copy.close()
    return after


def _counts(reader: Reader) -> dict[str, int]:
    tables = ("contact", "interaction", "follow_up")
    return {name: reader.value(f"SELECT count(*) FROM {name}") for name in tables}  # noqa: S608 - fixed names


def _finish(partial: Path, target: Path, counts: dict[str, int]) -> None:
    digest = hashlib.sha256()
    with partial.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
        os.fsync(file.fileno())
    manifest = target.with_suffix(".json")
    manifest.write_text(json.dumps({"sha256": digest.hexdigest(), "rows": counts}), encoding="utf-8")
    partial.rename(target)
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(target.parent, os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def newest(path: Path) -> Path | None:
    """The last copy of the base at `path`."""
    folder = folder_of(path)
    return max(folder.glob("*.db"), default=None) if folder.is_dir() else None


def daily(path: Path, today: date) -> Path | None:
    """The copy of today, unless there is one already; the oldest daily ones beyond `KEPT` go, never the newest."""
    reason = f"daily-{today.isoformat()}"
    folder = folder_of(path)
    if folder.is_dir() and list(folder.glob(f"*-{reason}.db")):
        return None
    made = make(path, reason)
    for old in sorted(folder.glob("*-daily-*.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)
    return made
