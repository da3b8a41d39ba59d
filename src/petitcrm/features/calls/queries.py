"""What can be asked about the calls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base import dates, phones
from petitcrm.base.language import _, mark
from petitcrm.base.workdays import public_holidays
from petitcrm.features.calls import settings
from petitcrm.features.calls.cadence import FOR_THE_DAY, Every, Facts, Told, late, reason
from petitcrm.features.calls.cadence import next_call as cadence_rule
from petitcrm.features.consent.rules import limits
from petitcrm.features.contacts.queries import Condition
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.history.queries import calls_made
from petitcrm.features.requests.queries import blocks_selling
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of today's list. `do_not_sell`: an urgent request of the client is open."""

    contact_id: int
    uid: str
    display_name: str
    company: str
    tier: str
    rank: int
    day: date
    at: str
    days_late: int
    reason: str
    phone: str
    do_not_sell: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The calls of a day: at most the capacity, promised ones always; the rest is debt. `made` were made already."""

    lines: tuple[CallLine, ...]
    due: int
    late: int
    made: int

    @property
    def debt(self) -> int:
        return self.due - len(self.lines)


@dataclass(frozen=True, slots=True)
class NextCall:
    """The next call of one contact, or why there is none, and the facts behind it."""

    day: date | None
    at: str
    reason: str
    days_late: int
    last_reached: date | None
    last_attempt: date | None
    failed: int
    last_letter: date | None
    last_sign: date | None


# The group after one: three seeks in the index (compared as a row, every call of the same rank would be looked at).
_NEXT_GROUP = """
WITH planned AS (SELECT rank, weight, interval_days FROM call_plan WHERE next_day IS NOT NULL)
SELECT * FROM (
  SELECT * FROM (SELECT * FROM planned WHERE rank = ? AND weight = ? AND interval_days > ? ORDER BY interval_days LIMIT 1)
  UNION ALL
  SELECT * FROM (SELECT * FROM planned WHERE rank = ? AND weight > ? ORDER BY weight, interval_days LIMIT 1)
  UNION ALL
  SELECT * FROM (SELECT * FROM planned WHERE rank > ? ORDER BY rank, weight, interval_days LIMIT 1)
) LIMIT 1
"""


def _groups(reader: Reader) -> Iterable[tuple[int, int, int]]:
    """Each (rank, weight, interval) in use: within one, the earliest due is worth most, so a few heads suffice."""
    group: Any = (0, 0, 0)
    while group := reader.row(_NEXT_GROUP, (*group, *group[:2], group[0])):
        yield group


_HEADS = """
SELECT contact_id, next_day, coalesce(next_at, ''), sort_name, rank, weight, interval_days FROM call_plan
WHERE rank = ? AND weight = ? AND interval_days = ? AND next_day <= ? AND (law_from IS NULL OR law_from > ?)
"""
_AT_WORK = " AND contact_id NOT IN (SELECT id FROM contact WHERE audience = 'consumer')"
_BEST = " ORDER BY next_day, sort_name LIMIT ?"


def _heads(reader: Reader, day: str, group: tuple[int, int, int], limit: int, *, at_work: bool = False) -> list[Any]:
    """The first of a group; `at_work`: without private individuals."""
    sql = _HEADS + (_AT_WORK if at_work else "") + _BEST
    return reader.rows(sql, (*group, day, day, limit))


def _order(row: Any, today: date) -> tuple[Any, ...]:
    _contact, day, at, name, rank, weight, interval_days = row
    if rank <= FOR_THE_DAY:
        return (rank, day, at, 0.0, name)
    days_late = (today - date.fromisoformat(day)).days
    return (rank, "", "", -weight * (1 + days_late / interval_days), name)


def due(reader: Reader, today: date, limit: int | None = None) -> Today:
    """Whom to call on `today`, in order: promised at an hour, promised, hot prospects, then by worth.

    worth = weight of the tier × (1 + days late ÷ interval in days); names decide between equals. `limit` replaces what
    is left of the day's capacity.
    """
    day = today.isoformat()
    made = calls_made(reader, today)
    room = max(0, settings.capacity(reader)(today) - made) if limit is None else limit
    at_work = not _is_lawful(reader, today)  # a day on which private individuals are left alone
    promised: list[Any] = []
    others: list[Any] = []
    for group in _groups(reader):
        is_promise = group[0] <= FOR_THE_DAY
        found = _heads(reader, day, group, 1000 if is_promise else room, at_work=at_work and not is_promise)
        (promised if is_promise else others).extend(found)
    promised.sort(key=lambda row: _order(row, today))
    others.sort(key=lambda row: _order(row, today))
    chosen = promised + others[: max(0, room - len(promised))]
    due_now, late_now = reader.rows(
        "SELECT count(*), coalesce(sum(next_day < ?), 0) FROM call_plan WHERE next_day <= ?", (day, day)
    )[0]
    forbidden, forbidden_late = reader.rows(_FORBIDDEN_SINCE, (day, day, day))[0]
    if at_work:
        due_now, late_now = reader.rows(_DUE_AT_WORK, (day, day, day))[0]
        forbidden = forbidden_late = 0
    lines = tuple(_lines(reader, [row[0] for row in chosen], today))
    return Today(lines, due_now - forbidden, late_now - forbidden_late, made)


_DUE_AT_WORK = """
SELECT count(*), coalesce(sum(next_day < ?), 0) FROM call_plan WHERE next_day <= ? AND (law_from IS NULL OR law_from > ?)
AND (rank <= 2 OR contact_id NOT IN (SELECT id FROM contact WHERE audience = 'consumer'))
"""  # promised ones (rank 1 and 2) were asked for


def _is_lawful(reader: Reader, day: date) -> bool:
    """Whether private individuals may be called on a day at all."""
    country = COUNTRY.read(reader)
    limit = limits("consumer", day, country)
    if limit is None:
        return True
    is_holiday = day in public_holidays(country, settings.REGION.read(reader), day.year)
    return day.weekday() in limit.weekdays and not is_holiday


# Calls that a law has come to forbid since they were planned; the next change of the file takes them out of the plan.
_FORBIDDEN_SINCE = (
    "SELECT count(*), coalesce(sum(next_day < ?), 0) FROM call_plan "
    "WHERE law_from <= ? AND next_day IS NOT NULL AND +next_day <= ?"  # few: by the index on law_from
)


_LINE = """
SELECT c.id, c.uid, c.display_name, coalesce(e.company_name, ''), coalesce(c.tier, ''), p.rank, p.next_day,
       coalesce(p.next_at, ''), p.rule, CASE WHEN coalesce(c.own_months, c.own_days) IS NULL THEN t.months ELSE c.own_months END,
       CASE WHEN coalesce(c.own_months, c.own_days) IS NULL THEN t.days ELSE c.own_days END, p.last_reached,
       p.last_attempt, p.failed, p.last_letter, p.last_sign,
       coalesce((SELECT coalesce(nullif(e164, ''), number) FROM phone WHERE contact_id = c.id AND state = 'usable'
                 AND label NOT IN ('fax', 'pager') ORDER BY position, id LIMIT 1),
                (SELECT coalesce(nullif(e164, ''), number) FROM phone WHERE contact_id = e.id AND state = 'usable'
                 AND label NOT IN ('fax', 'pager') ORDER BY position, id LIMIT 1), ''),
       p.held
FROM call_plan p JOIN contact c ON c.id = p.contact_id LEFT JOIN tier t ON t.code = c.tier
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
"""


def _rows(reader: Reader, ids: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(ids), 900):
        chunk = ids[start : start + 900]
        sql = f"{_LINE} WHERE p.contact_id IN ({marks(len(chunk))})"
        found.update((row[0], row) for row in reader.rows(sql, chunk))
    return found


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _told(row: Any, attempts: int) -> Told:
    return Told(
        row[8], _date(row[6]), row[7], row[4], row[9], row[10], _date(row[11]), _date(row[12]), row[13], attempts,
        row[17],
    )  # fmt: skip


def _lines(reader: Reader, ids: list[int], today: date) -> Iterable[CallLine]:
    attempts = len(settings.GAPS.read(reader)) + 1
    country = COUNTRY.read(reader)
    found = _rows(reader, ids)
    blocked = blocks_selling(reader, ids)
    for key in ids:
        row = found[key]
        day = date.fromisoformat(row[6])
        why = reason(_told(row, attempts), today)
        yield CallLine(
            key, row[1], row[2], row[3], row[4], row[5], day, row[7], max(0, (today - day).days), why,
            phones.shown(row[16], country) if row[16] else "", key in blocked,
        )  # fmt: skip


def next_call(reader: Reader, contact_id: int, today: date) -> NextCall:
    """The next call of a contact and why, or why none."""
    row = _rows(reader, [contact_id]).get(contact_id)
    if row is None:
        return NextCall(None, "", reason(Told("none", None), today), 0, None, None, 0, None, None)
    day = _date(row[6])
    return NextCall(
        day,
        row[7],
        reason(_told(row, len(settings.GAPS.read(reader)) + 1), today),
        max(0, (today - day).days) if day else 0,
        _date(row[11]),
        _date(row[12]),
        row[13],
        _date(row[14]),
        _date(row[15]),
    )


def number_of(reader: Reader, contact_id: int) -> str:
    """The number somebody is called on, "" where there is none: the first usable one, else that of the company."""
    row = _rows(reader, [contact_id]).get(contact_id)
    return phones.shown(row[16], COUNTRY.read(reader)) if row and row[16] else ""


def after_reached(reader: Reader, contact_id: int, today: date) -> date | None:
    """When the next call would be if the contact were reached today: what is proposed while the call is noted."""
    row = reader.row(
        "SELECT stage, temperature, own_months, own_days, t.months, t.days FROM contact c LEFT JOIN tier t ON t.code = c.tier "
        "WHERE c.id = ?",
        (contact_id,),
    )
    if row is None:
        return None
    stage, temperature, own_months, own_days, months, days = row
    facts = Facts(
        today,
        stage=stage,
        temperature=temperature,
        tier_every=Every(months, days) if months or days else None,
        own_every=Every(own_months, own_days) if own_months or own_days else None,
        last_reached=today,
    )
    return cadence_rule(facts, settings.cadence(reader), settings.calendar(reader)).day


def next_days(reader: Reader, ids: list[int], today: date) -> dict[int, str]:
    """contact -> its next call in a few words, for lists."""
    sql = f"SELECT contact_id, next_day FROM call_plan WHERE next_day IS NOT NULL AND contact_id IN ({marks(len(ids))})"  # noqa: S608
    found = {}
    for key, text in reader.rows(sql, ids):
        day = date.fromisoformat(text)
        found[key] = late(day, today) or _("call {day}").format(day=dates.shown(day, today))
    return found


def coming(reader: Reader, today: date) -> CallLine | None:
    """The first call after today: what an empty day says."""
    ids = reader.column(
        "SELECT contact_id FROM call_plan WHERE next_day > ? ORDER BY next_day, rank LIMIT 1", (today.isoformat(),)
    )
    return next(iter(_lines(reader, ids, today)), None)


# Clients and prospects (or anybody with a tier) whose numbers all turned out wrong: nobody to call until one is found.
_FIND_NUMBER = (
    "EXISTS (SELECT 1 FROM phone x WHERE x.contact_id = c.id AND x.state = 'wrong') AND EXISTS (SELECT 1 FROM call_plan p "
    "WHERE p.contact_id = c.id AND p.rule = 'no_number')"
)


def numbers_to_find(reader: Reader) -> int:
    """How many contacts can't be called until a new number is found."""
    return int(
        reader.value(
            "SELECT count(*) FROM call_plan p WHERE p.rule = 'no_number' "
            "AND EXISTS (SELECT 1 FROM phone x WHERE x.contact_id = p.contact_id AND x.state = 'wrong')"
        )
    )


def conditions(today: date) -> list[Condition]:
    """The chips that the schedule adds to the list of contacts."""
    plan = "SELECT 1 FROM call_plan p WHERE p.contact_id = c.id"
    return [
        Condition("late", mark("late"), f"EXISTS ({plan} AND p.next_day < ?)", (today.isoformat(),)),
        Condition("never", mark("never reached"), f"NOT EXISTS ({plan} AND p.last_reached IS NOT NULL)"),
        Condition("find_number", mark("number to find"), _FIND_NUMBER),
        Condition(
            "no_step",
            mark("no next step"),
            f"c.stage IN ('client', 'prospect') AND NOT EXISTS ({plan} AND p.next_day IS NOT NULL)",
        ),
    ]
