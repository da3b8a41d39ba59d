"""What the weeks and months of the schedule show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.language import current
from petitcrm.base.workdays import holiday_name
from petitcrm.features.calls import planning, settings
from petitcrm.features.calls.planning import Plan, Planned
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the schedule: `calls` are placed on it, `made` were made, it takes `most`; closed days say why."""

    day: date
    is_open: bool
    closed: str
    most: int
    made: int
    calls: tuple[Planned, ...]

    @property
    def load(self) -> int:
        return len(self.calls) + self.made

    @property
    def is_over(self) -> bool:
        """More than it takes, or calls on a day that is closed."""
        return self.load > (self.most if self.is_open else 0) and bool(self.calls)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last asked for, and the plan they were taken from (it begins today)."""

    days: tuple[Day, ...]
    plan: Plan

    def day(self, wanted: date) -> Day | None:
        at = (wanted - self.days[0].day).days
        return self.days[at] if 0 <= at < len(self.days) else None


_MADE = (
    "SELECT day, count(*) FROM interaction WHERE kind = 'call' AND direction = 'out' AND day >= ? AND day <= ? "
    "GROUP BY day"
)


def span(reader: Reader, first: date, last: date, today: date) -> Span:
    """The schedule from `first` to `last`: what was made until today, what is planned from today on.

    The plan begins today whatever is asked for, since what is late comes first.
    """
    plan = planning.plan(reader, today, last, today)
    by_day: dict[date, list[Planned]] = {}
    for call in plan.calls:
        by_day.setdefault(call.on, []).append(call)
    made = Counter({date.fromisoformat(day): n for day, n in reader.rows(_MADE, (first.isoformat(), last.isoformat()))})
    calendar, capacity = settings.calendar(reader), settings.capacity(reader)
    country = COUNTRY.read(reader)
    days = []
    for day in _each(first, last):
        is_open = calendar.is_open(day)
        closed = "" if is_open else holiday_name(country, calendar.region, day, current())
        days.append(Day(day, is_open, closed, capacity(day) if is_open else 0, made[day], tuple(by_day.get(day, ()))))
    return Span(tuple(days), plan)


def _each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=at) for at in range((last - first).days + 1))
