"""Letters that were on their way to the printer when the program ended: nobody prints them twice without being told.

What is printed is noted once it is on paper. In between stands this mark with all that it takes to note them, so that a
crash leaves no letter forgotten, and gives no reference away twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from petitcrm.base.language import _, ngettext
from petitcrm.features.letters import mailing
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.mailing import Entry, Run
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.queries import PRINTING
from petitcrm.store import drafts
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def begin(session: Session, run: Run) -> None:
    """The run goes to the printer now."""
    drafts.keep(session, f"{PRINTING}{run.number}", json.dumps(asdict(run), ensure_ascii=False))


def left(reader: Reader) -> list[Run]:
    """The runs that went to the printer and are in no history, the oldest first."""
    found = [run for text in drafts.kept(reader, PRINTING).values() if (run := _understood(text)) is not None]
    noted = set(reader.column("SELECT number FROM mailing WHERE number IS NOT NULL"))
    return sorted((run for run in found if run.number not in noted), key=lambda run: run.number)


def _understood(text: str) -> Run | None:
    try:
        found: Any = json.loads(text)
        entries = tuple(
            Entry(int(one["contact_id"]), int(one["place"]), str(one["address"]), tuple(map(int, one["shared"])))
            for one in found["entries"]
        )
        noted = Noted(**found["noted"]) if found["noted"] else None
        return Run(**{**found, "entries": entries, "costs": Costs(**found["costs"]), "noted": noted})
    except (ValueError, KeyError, TypeError):
        return None


def forget(session: Session, run: Run) -> None:
    """It is noted, or it never came to paper."""
    drafts.keep(session, f"{PRINTING}{run.number}", None)


def note(session: Session, run: Run) -> int:
    """The letters are on paper: into the history of all who are still there, with their references. How many those are.

    The mark stays, hidden by them: taken back, it asks again. Their pages are lost.
    """
    from petitcrm.store.settings import reader_of

    known = set(reader_of(session).column("SELECT id FROM contact"))
    alive = tuple(
        replace(one, shared=tuple(other for other in one.shared if other in known))
        for one in run.entries
        if one.contact_id in known
    )
    if alive:
        mailing.note(session, replace(run, entries=alive), None, {})
    else:
        forget(session, run)
    return len(alive)


def in_words(run: Run) -> str:
    """What is asked about it."""
    count = len(run.entries)
    letters = ngettext("{n} letter", "{n} letters", count).format(n=count)
    return _("“{title}”: the printing of {letters} did not come to its end. Look whether they are on paper.").format(
        title=run.title, letters=letters
    )
