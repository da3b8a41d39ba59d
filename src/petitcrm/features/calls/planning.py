"""The plan of the coming weeks: who is called on which day, who waits, and who is not called and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base.dates import weekdays_in
from petitcrm.features.calls import queries, settings
from petitcrm.features.calls.cadence import BY_WORTH, FOR_THE_DAY, Told, reason
from petitcrm.features.calls.spread import Call, spread
from petitcrm.features.consent.rules import LAWS, limits
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.history.queries import calls_made
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Planned:
    """A call of the plan: `on` the day it is placed on (`at` an hour, where one was promised), `due` the cadence's day."""

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
    contact_id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """`calls` by day; `debt`: due, and no room until the end; `blocked`: a tier, and no call."""

    calls: tuple[Planned, ...]
    debt: tuple[Waiting, ...]
    blocked: tuple[Waiting, ...]


_DUE = (
    "SELECT p.contact_id, c.uid, c.display_name, p.next_day, coalesce(c.tier, ''), p.rank, p.weight, p.interval_days, "
    "p.sort_name, coalesce(p.next_at, ''), p.law_from, c.preferred_days, c.audience, "
    "p.held <> '' OR p.rule = 'snoozed' "
    "FROM call_plan p JOIN contact c ON c.id = p.contact_id WHERE p.next_day <= ? AND c.trashed_at IS NULL"
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
    capacity = settings.capacity(reader)
    made = calls_made(reader, today)
    rows = {row[0]: row for row in reader.rows(_DUE, (last.isoformat(),))}
    wishes = _Wishes(COUNTRY.read(reader), start)
    calls = [_call(row, start, wishes) for row in rows.values()]
    placed, without = spread(
        calls,
        start,
        last,
        calendar.is_open,
        lambda day: max(0, capacity(day) - made) if day == today else capacity(day),
    )
    forbidden = {one.contact_id for day, one in placed if (rows[one.contact_id][10] or "9") <= day.isoformat()}
    return Plan(
        tuple(_planned(day, one, rows[one.contact_id]) for day, one in placed if one.contact_id not in forbidden),
        tuple(
            Waiting(
                rows[one.contact_id][1], rows[one.contact_id][2], rows[one.contact_id][4], one.due, "", one.contact_id
            )
            for one in without
        ),
        tuple(
            Waiting(uid, name, tier, None, queries.next_call(reader, key, today).reason, key)
            for key, uid, name, tier in reader.rows(_BLOCKED)
        )
        + tuple(Waiting(rows[key][1], rows[key][2], rows[key][4], None, _by_law(), key) for key in sorted(forbidden)),
    )


def _planned(day: date, call: Call, row: Any) -> Planned:
    return Planned(day, row[1], row[2], call.due, row[4], call.promised, call.contact_id, row[9])


def _by_law() -> str:
    return reason(Told(LAWS[0].name, None), LAWS[0].since)


HOT_FIRST = 1e9  # above any worth


class _Wishes:
    """On which weekdays somebody may be placed: by the law, and by their own wish; None for every day."""

    def __init__(self, country: str, day: date) -> None:
        limit = limits("consumer", day, country)
        self._lawful = limit.weekdays if limit else frozenset(range(7))
        self._known: dict[tuple[str, str], frozenset[int] | None] = {}

    def of(self, preferred: str, audience: str) -> frozenset[int] | None:
        key = preferred, audience
        if key not in self._known:
            lawful = self._lawful if audience == "consumer" else frozenset(range(7))
            wanted = (weekdays_in(preferred) & lawful) or lawful
            self._known[key] = wanted if len(wanted) < 7 else None
        return self._known[key]


def _call(row: Any, start: date, wishes: _Wishes) -> Call:
    """Of one day, promised calls stand in order of their hours; then hot prospects, then the rest by worth."""
    key, _uid, _name, day, _tier, rank, weight, interval, sort_name, at, _law, preferred, audience, not_before = row
    due = date.fromisoformat(day)
    late = max(0, (start - due).days)
    worth = weight * (1 + late / max(1, interval))
    is_promised = rank <= FOR_THE_DAY
    order = (0.0, at or "24:00") if is_promised else (-worth - (HOT_FIRST if rank < BY_WORTH else 0.0), sort_name)
    early = 0 if not_before else interval  # held by the law or put off: not a day before
    return Call(key, due, early, is_promised, order, wishes.of(preferred, audience))
