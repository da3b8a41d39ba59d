"""What can be asked about the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts.queries import with_people
from petitcrm.store.connection import Reader, column_among, marks


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
    uid: str = ""
    minutes: int | None = None
    who_of_us: str = ""
    feeling: int | None = None


_ENTRY = """
SELECT i.id, i.contact_id, c.display_name, i.kind, i.direction, i.outcome, i.day, i.at, i.subject, i.text,
       coalesce((SELECT l.id FROM letter l WHERE l.interaction_id = i.id),
                (SELECT s.letter_id FROM shared_letter s WHERE s.interaction_id = i.id)), i.uid, i.minutes, i.who_of_us, i.feeling
FROM interaction i JOIN contact c ON c.id = i.contact_id
"""


def _entries(found: Iterable[Any]) -> list[Entry]:
    return [Entry(*(*row[:6], date.fromisoformat(row[6]), *row[7:])) for row in found]


def timeline(reader: Reader, contact_id: int, limit: int = 500) -> list[Entry]:
    """The exchanges with a contact and, for a company, with its people, also those they took part in; the newest first."""
    who = with_people(reader, contact_id)
    among = marks(len(who))
    sql = (
        f"{_ENTRY} WHERE i.id IN (SELECT id FROM interaction WHERE contact_id IN ({among}) "  # noqa: S608 - question marks
        f"UNION SELECT interaction_id FROM participant WHERE contact_id IN ({among})) "
        "ORDER BY i.day DESC, i.at DESC, i.id DESC LIMIT ?"
    )
    return _entries(reader.rows(sql, [*who, *who, limit]))


def entries(reader: Reader, ids: Iterable[int]) -> list[Entry]:
    """The entries `ids`, in no order."""
    wanted = list(ids)
    return _entries(reader.rows(f"{_ENTRY} WHERE i.id IN ({marks(len(wanted))})", wanted))


def by_ids(reader: Reader, ids: list[int]) -> list[Entry]:
    """The entries `ids`, in that order, without those of contacts in the trash."""
    sql = f"{_ENTRY} WHERE c.trashed_at IS NULL AND i.id IN ({marks(len(ids))})"
    found = {entry.id: entry for entry in _entries(reader.rows(sql, ids))}
    return [found[one] for one in ids if one in found]


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """Something promised and not done. `state`: late, today or coming; `minutes` None where nobody said how long.

    `unless_heard` is the day from which a sign from them is the end of it, "" where it stands whatever they do.
    """

    id: int
    uid: str
    contact_id: int
    contact_uid: str
    name: str
    company: str
    kind: str
    day: date
    at: str
    minutes: int | None
    priority: str
    repeat: str
    text: str
    request_id: int | None
    unless_heard: str
    state: str

    @property
    def is_late(self) -> bool:
        return self.state == "late"


_FOLLOW_UP = """
SELECT f.id, f.uid, c.id, c.uid, c.display_name, coalesce(e.company_name, ''), f.kind, f.day, f.at, f.minutes, f.priority,
       f.repeat, f.text, f.request_id, f.unless_heard
FROM follow_up f JOIN contact c ON c.id = f.contact_id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE f.done_on IS NULL AND c.trashed_at IS NULL
"""
# Of a day: hours first in their order, then what matters more.
_IN_ORDER = "ORDER BY f.day, f.at = '', f.at, CASE f.priority WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END, f.id"


def follow_ups(reader: Reader, today: date, until: date | None = None) -> list[FollowUpLine]:
    """What is promised and not done (until a day), the earliest first; without that of contacts in the trash."""
    last = until.isoformat() if until else "9999-12-31"
    return _lines(reader.rows(f"{_FOLLOW_UP} AND f.day <= ? {_IN_ORDER}", (last,)), today)


def at_an_hour(reader: Reader, today: date) -> list[FollowUpLine]:
    """What is promised for an hour of today, the earliest first."""
    return _lines(reader.rows(f"{_FOLLOW_UP} AND f.day = ? AND f.at <> '' {_IN_ORDER}", (today.isoformat(),)), today)


def waiting(reader: Reader, today: date) -> tuple[int, int]:
    """How much besides calls is promised until today, and how much of that is late."""
    sql = (
        "SELECT count(*), coalesce(sum(f.day < ?), 0) FROM follow_up f JOIN contact c ON c.id = f.contact_id "
        "WHERE f.done_on IS NULL AND f.day <= ? AND f.kind <> 'call' AND c.trashed_at IS NULL"
    )
    count, late = reader.rows(sql, (today.isoformat(), today.isoformat()))[0]
    return int(count), int(late)


def follow_ups_of(reader: Reader, contact_id: int, today: date) -> list[FollowUpLine]:
    """What is promised to a contact and, for a company, to its people."""
    who = with_people(reader, contact_id)
    return _lines(reader.rows(f"{_FOLLOW_UP} AND f.contact_id IN ({marks(len(who))}) {_IN_ORDER}", who), today)


def follow_up_id(reader: Reader, uid: str) -> int:
    """The key of the follow-up `uid` names (its first digits suffice where they name only one). Problem otherwise."""
    uid = uid.strip().lower()
    found = (
        reader.column("SELECT id FROM follow_up WHERE uid >= ? AND uid < ? LIMIT 2", (uid, uid + "g"))
        if len(uid) >= 6
        else []
    )
    if len(found) != 1:
        raise Problem(
            _("There is no follow-up “{uid}”.").format(uid=uid), _("“petitcrm followups --json” gives the uid of each.")
        )
    return int(found[0])


def promised_to(reader: Reader, contact_ids: Iterable[int]) -> int:
    """How much is still promised to `contact_ids`: to be asked about before they go to the trash."""
    wanted = list(contact_ids)
    counts = column_among(reader, "SELECT count(*) FROM follow_up WHERE done_on IS NULL AND contact_id", wanted)
    return sum(int(one) for one in counts)


def _lines(rows: Iterable[Any], today: date) -> list[FollowUpLine]:
    lines = []
    for row in rows:
        day = date.fromisoformat(row[7])
        state = "late" if day < today else "today" if day == today else "coming"
        lines.append(FollowUpLine(*(*row[:7], day, *row[8:], state)))
    return lines


@dataclass(frozen=True, slots=True)
class File:
    """A file kept with an exchange or a request."""

    id: int
    name: str
    size: int
    document_id: int
    interaction_id: int | None
    request_id: int | None


def attachments(reader: Reader, interaction_ids: Iterable[int]) -> dict[int, list[File]]:
    """The files of each of the exchanges."""
    wanted = list(interaction_ids)
    found: dict[int, list[File]] = {}
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        sql = "SELECT id, name, size, document_id, interaction_id, request_id FROM attachment WHERE interaction_id"
        for row in reader.rows(f"{sql} IN ({marks(len(chunk))}) ORDER BY id", chunk):
            found.setdefault(row[4], []).append(File(*row))
    return found


def files_of(reader: Reader, contact_id: int) -> list[File]:
    """The files kept with a contact and, for a company, with its people; in the order they came."""
    who = with_people(reader, contact_id)
    sql = "SELECT id, name, size, document_id, interaction_id, request_id FROM attachment WHERE contact_id"
    return [File(*row) for row in reader.rows(f"{sql} IN ({marks(len(who))}) ORDER BY id", who)]


def participants(reader: Reader, interaction_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Who else took part in each of the exchanges: key and name."""
    wanted = list(interaction_ids)
    found: dict[int, list[tuple[int, str]]] = {}
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        sql = (
            "SELECT p.interaction_id, c.id, c.display_name FROM participant p JOIN contact c ON c.id = p.contact_id "
            "WHERE p.interaction_id"
        )
        for interaction, contact, name in reader.rows(f"{sql} IN ({marks(len(chunk))}) ORDER BY p.id", chunk):
            found.setdefault(interaction, []).append((contact, name))
    return found


def colleagues(reader: Reader, contact_id: int) -> list[tuple[int, str]]:
    """Those of the same company, or of the company itself: key and name, in order of names."""
    return [
        (key, name)
        for key, name in reader.rows(
            "SELECT DISTINCT c.id, c.display_name FROM employment w JOIN contact c ON c.id = w.person_id "
            "WHERE (w.company_id = ? OR w.company_id IN (SELECT company_id FROM employment WHERE person_id = ?)) "
            "AND c.id <> ? AND c.trashed_at IS NULL ORDER BY c.sort_name, c.id LIMIT 500",
            (contact_id, contact_id, contact_id),
        )
    ]


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
