"""What an import did, or would do."""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.formulas import neutral
from petitcrm.base.language import _, current, ngettext

CREATED, MERGED, REFUSED = "created", "merged", "refused"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is not imported, as it stands in the file."""

    file: str
    line: int
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """The lines read are the created, the merged and the refused ones; `people` those that stand for a contact.

    `new_ids`: every contact that was made, with the companies made along the way.
    """

    read: int = 0
    people: int = 0
    created: int = 0
    merged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    new_ids: list[int] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, int, str]]:
        """(file, line, reason) of every refused line."""
        return [(one.file, one.line, one.reason) for one in self.refusals]

    def as_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "people": self.people,
            "created": self.created,
            "merged": self.merged,
            "refused": self.refused,
            "problems": [{"file": one.file, "line": one.line, "reason": one.reason} for one in self.refusals],
        }

    def in_words(self) -> str:
        told = [self.summary()]
        told += [
            _("{file}, line {line}: {reason}").format(file=one.file, line=one.line, reason=one.reason)
            for one in self.refusals[:SHOWN]
        ]
        if len(self.refusals) > SHOWN:
            told.append(_("… and {n} more.").format(n=len(self.refusals) - SHOWN))
        return "\n".join(told)

    def summary(self) -> str:
        """ "252 lines: 240 new, 8 already known, 4 refused"."""
        parts = [ngettext("{n} new", "{n} new", self.created).format(n=self.created)]
        if self.merged:
            parts.append(ngettext("{n} already known", "{n} already known", self.merged).format(n=self.merged))
        if self.refused:
            parts.append(ngettext("{n} refused", "{n} refused", self.refused).format(n=self.refused))
        lines = ngettext("{n} line", "{n} lines", self.read).format(n=self.read)
        return _("{lines}: {parts}").format(lines=lines, parts=", ".join(parts))


SHOWN = 20


# ---- the refused lines as a file ------------------------------------------------------------------------------------


def save_refused(path: Path, refusals: Iterable[Refusal]) -> None:
    """Write the refused lines to a CSV file: reason, file, line, then their cells. It replaces a file of that name.

    Raises Problem where it can't be written.
    """
    partial = _partial(path)
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";" if current() == "fr" else ",")  # as spreadsheets of the place write
            writer.writerow(["reason", "file", "line"])
            for one in refusals:
                cells = [neutral(_storable(cell)) for cell in (one.reason, one.file)]
                writer.writerow([*cells, one.line, *(neutral(_storable(cell)) for cell in one.cells)])
        os.replace(partial, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Problem where a file can't be written at `path`: to be asked before anything else is done."""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, _("it is a folder"))
        with _partial(path).open("w"):
            pass
        _partial(path).unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _partial(path: Path) -> Path:
    return path.with_name(path.name + ".partial")


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        _("The refused lines could not be saved to “{path}”: {reason}.").format(path=path, reason=error.strerror),
        _("Choose another folder."),
    )


def _storable(cell: str) -> str:
    """Half a letter (a lone surrogate) can't be written in UTF-8."""
    return cell.encode("utf-8", "replace").decode("utf-8")
