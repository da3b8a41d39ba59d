"""The plan of the coming weeks: who is called on which day, who waits, and who is not called and why."""

from dataclasses import dataclass
from datetime import date

from petitcrm.features.calls import queries, settings
from petitcrm.features.calls.cadence import BY_WORTH, FOR_THE_DAY
from petitcrm.features.calls.spread import Call, spread
from petitcrm.features.history.queries import calls_made
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Planned:
    """A call of the plan: `on` the day it is placed on, `due` the one the cadence asks for, `at` the promised hour."""

    on: date
    uid: str
    name: str
    due: date
    tier: str
    promised: bool
    contact_id: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is in none of the days: with the day that was due, or with the reason why there is no call."""

    uid: str
    name: str
    tier: str
    due: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`calls` by day; `debt`: due, and no room until the end; `blocked`: a tier, and no call."""

    calls: tuple[Planned, ...]
    debt: tuple[Waiting, ...]
    blocked: tuple[Waiting, ...]


_DUE = (
    "SELECT p.contact_id, c.uid, c.display_name, p.next_day, coalesce(c.tier, ''), p.rank, p.weight, p.interval_days, p.sort_name, "
    "coalesce(p.next_at, '') FROM call_plan p JOIN contact c ON c.id = p.contact_id WHERE p.next_day <= ? AND c.trashed_at IS NULL"
)
_BLOCKED = (
    "SELECT c.id, c.uid, c.display_name, c.tier FROM contact c LEFT JOIN call_plan p ON p.contact_id = c.id "
    "WHERE c.tier IS NOT NULL AND c.trashed_at IS NULL AND p.next_day IS NULL ORDER BY c.sort_name, c.id"
)


def plan(reader: Reader, first: date, last: date, today: date) -> Plan:
    """The calls from `first` to `last`, spread so that no day exceeds the capacity; nothing is planned in the past."""
    start = max(first, today)
    if last < start:
        return Plan((), (), ())
    calendar = settings.calendar(reader)
    capacity = settings.CAPACITY.read(reader)
    made = calls_made(reader, today)
    rows = {row[0]: row for row in reader.rows(_DUE, (last.isoformat(),))}
    calls = [_call(row, start) for row in rows.values()]
    placed, without = spread(
        calls, start, last, calendar.is_open, lambda day: max(0, capacity - made) if day == today else capacity
    )
    return Plan(
        tuple(_planned(day, one, rows[one.contact_id]) for day, one in placed),
        tuple(
            Waiting(rows[one.contact_id][1], rows[one.contact_id][2], rows[one.contact_id][4], one.due, "")
            for one in without
        ),
        tuple(
            Waiting(uid, name, tier, None, queries.next_call(reader, key, today).reason)
            for key, uid, name, tier in reader.rows(_BLOCKED)
        ),
    )


_Row = tuple[int, str, str, str, str, int, int, int, str, str]


def _planned(day: date, call: Call, row: _Row) -> Planned:
    return Planned(day, row[1], row[2], call.due, row[4], call.promised, row[0], row[9])


def _call(row: _Row, start: date) -> Call:
    """Among those due on one day hot prospects come first, then the rest by worth."""
    key, _uid, _name, day, _tier, rank, weight, interval, sort_name, _at = row
    due = date.fromisoformat(day)
    late = max(0, (start - due).days)
    worth = weight * (1 + late / max(1, interval))
    return Call(key, due, interval, rank <= FOR_THE_DAY, (-1e9 if rank < BY_WORTH else -worth, sort_name))
