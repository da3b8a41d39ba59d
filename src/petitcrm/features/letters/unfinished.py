"""Letters that were on their way to the printer when the program ended: nobody prints them twice without being told.

What is printed is noted once it is on paper. In between stands this mark, so that a crash leaves no letter forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from petitcrm.base.language import _, ngettext
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store import drafts
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KEY = "letter:printing"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A run: what it is called, its subject, its ISO day, its number, the contacts of the pages that were asked for."""

    title: str
    subject: str
    day: str
    number: int
    ids: tuple[int, ...]

    def in_words(self) -> str:
        count = len(self.ids)
        letters = ngettext("{n} letter", "{n} letters", count).format(n=count)
        return _(
            "“{title}”: the printing of {letters} did not come to its end. Look whether they are on paper."
        ).format(title=self.title, letters=letters)


def begin(session: Session, run: Unfinished) -> None:
    """The run goes to the printer now."""
    drafts.keep(session, KEY, json.dumps(asdict(run), ensure_ascii=False))


def left(reader: Reader) -> Unfinished | None:
    """The run that went to the printer and was never noted; None where there is none."""
    text = drafts.kept(reader, KEY).get(KEY)
    run = _understood(text) if text else None
    if run is None or reader.value("SELECT 1 FROM mailing WHERE number = ?", (run.number,)) is not None:
        return None
    return run


def _understood(text: str) -> Unfinished | None:
    try:
        found: Any = json.loads(text)
        return Unfinished(
            str(found["title"]), str(found["subject"]), str(found["day"]), int(found["number"]),
            tuple(int(one) for one in found["ids"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):
        return None


def forget(session: Session) -> None:
    """It is noted, or it never came to paper."""
    drafts.keep(session, KEY, None)


def note(session: Session, run: Unfinished, alive: Sequence[int]) -> None:
    """The letters are on paper: an entry in the history of each of `alive`, without the pages, which are lost."""
    for one in alive:
        history.log(session, one, Exchange("letter", run.day, subject=run.subject))
    forget(session)


def alive(reader: Reader, run: Unfinished) -> list[int]:
    """Those of the run who are still there."""
    return [one for one in run.ids if reader.value("SELECT 1 FROM contact WHERE id = ?", (one,))]
