"""What an import did, or would do."""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext

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
        told += [_("{file}, line {line}: {reason}").format(file=one.file, line=one.line, reason=one.reason)
                 for one in self.refusals[:SHOWN]]  # fmt: skip
        if len(self.refusals) > SHOWN:
            told.append(_("… and {n} more.").format(n=len(self.refusals) - SHOWN))
        return "\n".join(told)

    def summary(self) -> str:
        """ "252 lines: 240 new, 8 already known, 4 refused"."""
        parts = [
            ngettext("{n} new", "{n} new", self.created).format(n=self.created),
            ngettext("{n} already known", "{n} already known", self.merged).format(n=self.merged),
        ]
        if self.refused:
            parts.append(ngettext("{n} refused", "{n} refused", self.refused).format(n=self.refused))
        lines = ngettext("{n} line", "{n} lines", self.read).format(n=self.read)
        return _("{lines}: {parts}").format(lines=lines, parts=", ".join(parts))


SHOWN = 20


# ---- the refused lines as a file ------------------------------------------------------------------------------------

_BLANK = " \t\r\n\v\f\x00\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c" \
         "\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"  # fmt: skip
_FORMULA = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05'")
_ODD = frozenset("\t\r\n\x00")


def neutral(cell: str) -> str:
    """`cell` as a spreadsheet takes it for text: an apostrophe before what could be a formula, or an apostrophe."""
    start = cell.lstrip(_BLANK)
    risky = cell[:1] in _ODD or (start[:1] in _FORMULA and start != "")
    return "'" + cell if risky else cell


def exact(cell: str) -> str:
    """What `neutral` was given."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def save_refused(path: Path, refusals: Iterable[Refusal]) -> None:
    """Write the refused lines to a CSV file: reason, file, line, then their cells. It replaces a file of that name.

    Raises Problem where it can't be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([_("reason"), _("file"), _("line")])
            for one in refusals:
                cells = [neutral(_storable(cell)) for cell in (one.reason, one.file)]
                writer.writerow([*cells, one.line, *(neutral(_storable(cell)) for cell in one.cells)])
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(
            _("The refused lines could not be saved to “{path}”: {reason}.").format(path=path, reason=error.strerror),
            _("Choose another folder."),
        ) from error


def _storable(cell: str) -> str:
    """Half a letter (a lone surrogate) can't be written in UTF-8."""
    return cell.encode("utf-8", "replace").decode("utf-8")
