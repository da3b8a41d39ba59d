"""What can be asked about the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a contact's timeline; `letter_id` where a printed letter can be reopened."""

    id: int
    contact_id: int
    who: str
    kind: str
    direction: str
    outcome: str
    day: date
    at: str
    subject: str
    text: str
    letter_id: int | None


_ENTRY = """
SELECT i.id, i.contact_id, c.display_name, i.kind, i.direction, i.outcome, i.day, i.at, i.subject, i.text,
       (SELECT l.id FROM letter l WHERE l.interaction_id = i.id)
FROM interaction i JOIN contact c ON c.id = i.contact_id
"""


def _entries(found: Iterable[Any]) -> list[Entry]:
    return [Entry(*(*row[:6], date.fromisoformat(row[6]), *row[7:])) for row in found]


def timeline(reader: Reader, contact_id: int, limit: int = 500) -> list[Entry]:
    """The exchanges with a contact and, for a company, with its people; the newest first."""
    who = [contact_id, *reader.column("SELECT person_id FROM employment WHERE company_id = ? LIMIT 500", (contact_id,))]
    sql = f"{_ENTRY} WHERE i.contact_id IN ({marks(len(who))}) ORDER BY i.day DESC, i.at DESC, i.id DESC LIMIT ?"
    return _entries(reader.rows(sql, [*who, limit]))


def entries(reader: Reader, ids: Iterable[int]) -> list[Entry]:
    """The entries `ids`, in no order."""
    wanted = list(ids)
    return _entries(reader.rows(f"{_ENTRY} WHERE i.id IN ({marks(len(wanted))})", wanted))


def by_ids(reader: Reader, ids: list[int]) -> list[Entry]:
    """The entries `ids`, in that order, without those of contacts in the trash."""
    sql = f"{_ENTRY} WHERE c.trashed_at IS NULL AND i.id IN ({marks(len(ids))})"
    found = {entry.id: entry for entry in _entries(reader.rows(sql, ids))}
    return [found[one] for one in ids if one in found]


def has_promise(reader: Reader, contact_id: int) -> bool:
    """Whether a call is promised to a contact."""
    sql = "SELECT 1 FROM follow_up WHERE contact_id = ? AND kind = 'call' AND done_on IS NULL LIMIT 1"
    return reader.value(sql, (contact_id,)) is not None


def calls_made(reader: Reader, day: date) -> int:
    """How many calls we made on `day`."""
    return int(
        reader.value(
            "SELECT count(*) FROM interaction WHERE day = ? AND kind = 'call' AND direction = 'out'", (day.isoformat(),)
        )
    )


def total(reader: Reader) -> int:
    """How many exchanges the history holds."""
    return int(reader.value("SELECT count(*) FROM interaction"))
