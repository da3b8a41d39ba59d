"""What can be asked about requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts.queries import with_people
from petitcrm.features.requests import rules
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with what it comes to on a day. `first_answer` None while nobody answered."""

    id: int
    uid: str
    contact_id: int
    contact_uid: str
    name: str
    company: str
    subject: str
    text: str
    urgency: str
    received_on: date
    received_how: str
    promised_on: date | None
    owner: str
    state: str
    product: str
    done_on: date | None
    answers: int
    first_answer: date | None
    age_days: int
    is_late: bool
    is_due_soon: bool

    @property
    def blocks_selling(self) -> bool:
        return rules.blocks_selling(self.state, self.urgency)


_REQUEST = """
SELECT r.id, r.uid, c.id, c.uid, c.display_name, coalesce(e.company_name, ''), r.subject, r.text, r.urgency, r.received_on,
       r.received_how, r.promised_on, r.owner, r.state, r.product, r.done_on,
       (SELECT count(*) FROM request_answer a WHERE a.request_id = r.id),
       (SELECT min(i.day) FROM request_answer a JOIN interaction i ON i.id = a.interaction_id WHERE a.request_id = r.id)
FROM customer_request r JOIN contact c ON c.id = r.contact_id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE c.trashed_at IS NULL
"""
# Open ones first; among them what matters most, then what was promised earliest, then the oldest.
_IN_ORDER = """
ORDER BY r.state = 'done', CASE WHEN r.state = 'done' THEN 0 ELSE
    CASE r.urgency WHEN 'blocking' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END END,
    CASE WHEN r.state = 'done' THEN '' ELSE coalesce(nullif(r.promised_on, ''), '9999') END, r.done_on DESC, r.received_on, r.id
"""


def requests(reader: Reader, today: date, *, everything: bool = False) -> list[RequestRow]:
    """The requests that are not done, what matters most first; with `everything`, then those that are, the newest first."""
    only = "" if everything else "AND r.state <> 'done'"
    return [_row(row, today) for row in reader.rows(f"{_REQUEST} {only} {_IN_ORDER}")]


def of_contact(reader: Reader, contact_id: int, today: date) -> list[RequestRow]:
    """The requests of a contact and, for a company, of its people, the open ones first."""
    who = with_people(reader, contact_id)
    sql = f"{_REQUEST} AND r.contact_id IN ({marks(len(who))}) {_IN_ORDER}"
    return [_row(row, today) for row in reader.rows(sql, who)]


def one(reader: Reader, request_id: int, today: date) -> RequestRow | None:
    """One request, None where it is gone."""
    row = reader.row(f"{_REQUEST} AND r.id = ?", (request_id,))
    return _row(row, today) if row else None


def late(reader: Reader, today: date) -> list[RequestRow]:
    """The requests whose promised day is over, or near: for the first screen."""
    return [row for row in requests(reader, today) if row.is_late or row.is_due_soon]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _row(row: Any, today: date) -> RequestRow:
    received, promised, state, done = date.fromisoformat(row[9]), _day(row[11]), row[13], _day(row[15])
    worked_out = (
        rules.age(received, today, done),
        rules.is_late(state, promised, today),
        rules.is_due_soon(state, promised, today),
    )
    return RequestRow(*(*row[:9], received, row[10], promised, *row[12:15], done, row[16], _day(row[17]), *worked_out))


def answers(reader: Reader, request_id: int) -> list[int]:
    """The keys of the exchanges that answer a request, the oldest first."""
    return reader.column(
        "SELECT i.id FROM request_answer a JOIN interaction i ON i.id = a.interaction_id WHERE a.request_id = ? "
        "ORDER BY i.day, i.at, i.id",
        (request_id,),
    )


def request_id(reader: Reader, uid: str) -> int:
    """The key of the request `uid` names (its first digits suffice where they name only one). Problem otherwise."""
    uid = uid.strip().lower()
    sql = "SELECT id FROM customer_request WHERE uid >= ? AND uid < ? LIMIT 2"
    found = reader.column(sql, (uid, uid + "g")) if len(uid) >= 6 else []
    if len(found) != 1:
        raise Problem(
            _("There is no request “{uid}”.").format(uid=uid),
            _("“petitcrm requests --all --json” gives the uid of each."),
        )
    return int(found[0])


@dataclass(frozen=True, slots=True)
class Blocking:
    """Why nobody sells to a contact: the request, and whose it is."""

    request_id: int
    contact_id: int
    name: str
    subject: str
    urgency: str
    received_on: date


# A client is a company with its people: what one of them waits for concerns them all.
_CLIENT = "coalesce(w.company_id, {contact})"
_JOIN = "LEFT JOIN employment w ON w.person_id = {contact} AND w.is_main AND w.until = ''"


def blocks_selling(reader: Reader, ids: Iterable[int]) -> dict[int, Blocking]:
    """Those of `ids` to whom nobody sells while a blocking or high request of the client is open, each with the request."""
    client, join = _CLIENT.format(contact="r.contact_id"), _JOIN.format(contact="r.contact_id")
    blocked = {
        row[0]: Blocking(*(*row[1:6], date.fromisoformat(row[6])))
        for row in reader.rows(
            f"SELECT {client}, r.id, c.id, c.display_name, r.subject, r.urgency, r.received_on FROM customer_request r "  # noqa: S608
            f"JOIN contact c ON c.id = r.contact_id {join} WHERE r.state <> 'done' AND r.urgency IN ('blocking', 'high') "
            "AND c.trashed_at IS NULL ORDER BY r.urgency = 'blocking', r.received_on DESC, r.id DESC"
        )
    }  # the most urgent, then the oldest, comes last and stays
    wanted = list(ids)
    found: dict[int, Blocking] = {}
    if not blocked:
        return found
    client, join = _CLIENT.format(contact="c.id"), _JOIN.format(contact="c.id")
    for start in range(0, len(wanted), 20_000):
        chunk = wanted[start : start + 20_000]
        sql = f"SELECT c.id, {client} FROM contact c {join} WHERE c.id IN ({marks(len(chunk))})"  # noqa: S608
        found.update((key, blocked[of]) for key, of in reader.rows(sql, chunk) if of in blocked)
    return found


@dataclass(frozen=True, slots=True)
class Times:
    """What the small picture shows, in days: the ages of open requests, how long first answers and closing took."""

    open_ages: tuple[int, ...]
    to_answer: tuple[int, ...]
    to_close: tuple[int, ...]


def times(reader: Reader, today: date) -> Times:
    """How old the open requests are, and how long it took to answer and to close the others."""
    return times_of(requests(reader, today, everything=True), today)


def times_of(rows: Iterable[RequestRow], today: date) -> Times:
    """The same of requests that were read already."""
    rows = list(rows)
    return Times(
        tuple(sorted(row.age_days for row in rows if row.state != "done")),
        tuple(sorted(rules.age(row.received_on, today, row.first_answer) for row in rows if row.first_answer)),
        tuple(sorted(row.age_days for row in rows if row.state == "done")),
    )
