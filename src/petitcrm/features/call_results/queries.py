"""What the calls come to: when we are answered, after how many attempts, which tiers are called in time."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from petitcrm.base.dates import add_months
from petitcrm.base.errors import Cancelled
from petitcrm.base.statistics import wilson
from petitcrm.features.calls.cadence import Every
from petitcrm.features.calls.settings import GAPS
from petitcrm.features.history.rules import FAILED, LIVE
from petitcrm.store.connection import Reader

WEEKS = 26
MOST = 7  # attempts shown apart; what took more stands with the last
TOO_FEW = 10  # calls under which a rate is not worth saying

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Span:
    """Some days; `first` None: from the beginning."""

    first: date | None
    last: date

    @classmethod
    def of_months(cls, months: int, today: date) -> "Span":
        """The last `months` until today; 0: everything until today."""
        return cls(add_months(today, -months) + timedelta(1) if months else None, today)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of our calls reached somebody. `low` to `high` holds the true rate nineteen times out of twenty."""

    hits: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        return wilson(self.hits, self.of)[0]

    @property
    def high(self) -> float:
        return wilson(self.hits, self.of)[1]

    def with_more(self, hits: int, of: int) -> "Rate":
        return Rate(self.hits + hits, self.of + of)

    def is_clear_of(self, other: "Rate") -> bool:
        """Is it better than the rate of `other` by more than chance would explain?"""
        return self.of >= TOO_FEW and self.low > other.share


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of a weekday: Monday is 0, 9 is the hour from 9:00 to 10:00."""

    weekday: int
    hour: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Answered:
    """When our calls are answered. Counted are those that reached somebody or nobody.

    `uncounted`: calls to wrong numbers. `timed` are the calls whose hour is known, `untimed` is how many are not.
    """

    overall: Rate
    timed: Rate
    weekdays: tuple[Rate, ...]
    hours: tuple[tuple[int, Rate], ...]
    slots: tuple[Slot, ...]
    uncounted: int

    @property
    def untimed(self) -> int:
        return self.overall.of - self.timed.of

    def best(self) -> list[Slot]:
        """The slots that are better than chance explains, the best first."""
        clear = [slot for slot in self.slots if slot.rate.is_clear_of(self.timed)]
        return sorted(clear, key=lambda slot: (-slot.rate.share, slot.weekday, slot.hour))


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often we called until somebody was reached: `needed` is the count for 1, 2 … 7 or more attempts.

    A run is all our calls since the contact was last reached. `met`: runs that ended otherwise, because the contact
    wrote or called, or we met. `stopped`: nobody reached after the last of the rule's attempts; `still_open`: attempts
    are left. `allowed` is how many attempts the rule makes.
    """

    needed: tuple[int, ...]
    met: int
    stopped: int
    still_open: int
    allowed: int

    @property
    def reached(self) -> int:
        return sum(self.needed)


@dataclass(frozen=True, slots=True)
class Kept:
    """The clients of a tier ("" is none, with an interval of their own) that are in the cadence, as things stand today.

    `kept`: last reached + interval is not past. `fresh`: never reached, and the day of the tier + interval is not past.
    `missed`: all others. `barred`: those whom nobody may or can call; they count in none of the three.
    """

    tier: str
    months: int | None
    days: int | None
    kept: int
    missed: int
    fresh: int
    barred: int

    @property
    def of(self) -> int:
        return self.kept + self.missed


@dataclass(frozen=True, slots=True)
class Week:
    """The calls of the week that begins on `monday`."""

    monday: date
    made: int
    reached: int


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. `made` is how many calls we made in the span; `has_calls`: there are some, in it or before."""

    span: Span
    made: int
    has_calls: bool
    answered: Answered
    attempts: Attempts
    kept: tuple[Kept, ...]
    weeks: tuple[Week, ...]


def results(reader: Reader, span: Span, today: date, progress: Progress | None = None) -> Results:
    """Everything about the calls of `span`; the tiers as of `today`. May take seconds where there is a million of them."""
    cells = _cells(reader, span)
    _go_on(progress, 1)
    attempts = _attempts(reader, span)
    _go_on(progress, 2)
    within = [cell for cell in cells if span.first is None or cell.day >= span.first]
    made = sum(cell.made for cell in within)
    has_calls = bool(made) or reader.value(f"SELECT 1 FROM interaction WHERE {_OURS} LIMIT 1") is not None  # noqa: S608
    return Results(span, made, has_calls, _answered(within), attempts, _kept(reader, today), _weeks(cells, span.last))


def _go_on(progress: Progress | None, done: int) -> None:
    if progress is not None and not progress(done, 3):
        raise Cancelled


def _among(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


ANSWERED = ("reached", "refused")  # a refusal was live, too
_OURS = "kind = 'call' AND direction = 'out'"


# calls by day and hour


@dataclass(frozen=True, slots=True)
class _Cell:
    day: date
    hour: int | None
    hits: int
    failed: int
    made: int


def _cells(reader: Reader, span: Span) -> list[_Cell]:
    """Our calls by day and hour: of the span and of the last weeks, whichever begins earlier."""
    first = min(span.first, _monday(span.last) - timedelta(weeks=WEEKS - 1)) if span.first else date.min
    found = reader.rows(
        f"SELECT day, substr(at, 1, 2), sum(outcome IN ({_among(ANSWERED)})), sum(outcome IN ({_among(FAILED)})), count(*) "  # noqa: S608
        f"FROM interaction WHERE {_OURS} AND day BETWEEN ? AND ? GROUP BY 1, 2",
        (first.isoformat(), span.last.isoformat()),
    )
    return [_Cell(date.fromisoformat(day), _hour(at), hits, failed, made) for day, at, hits, failed, made in found]


def _hour(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) < 24 else None


def _answered(cells: list[_Cell]) -> Answered:
    overall, timed = Rate(), Rate()
    weekdays = [Rate()] * 7
    hours: dict[int, Rate] = {}
    slots: dict[tuple[int, int], Rate] = {}
    for cell in cells:
        more, weekday = (cell.hits, cell.hits + cell.failed), cell.day.weekday()
        overall = overall.with_more(*more)
        weekdays[weekday] = weekdays[weekday].with_more(*more)
        if cell.hour is not None and more[1]:
            timed = timed.with_more(*more)
            hours[cell.hour] = hours.get(cell.hour, Rate()).with_more(*more)
            key = (weekday, cell.hour)
            slots[key] = slots.get(key, Rate()).with_more(*more)
    uncounted = sum(cell.made - cell.hits - cell.failed for cell in cells)
    found = tuple(Slot(weekday, hour, rate) for (weekday, hour), rate in sorted(slots.items()))
    return Answered(overall, timed, tuple(weekdays), tuple(sorted(hours.items())), found, uncounted)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(cells: list[_Cell], last: date) -> tuple[Week, ...]:
    """The last weeks, the one of `last` at the end."""
    start = _monday(last) - timedelta(weeks=WEEKS - 1)
    made, reached = [0] * WEEKS, [0] * WEEKS
    for cell in cells:
        at = (cell.day - start).days // 7
        if 0 <= at < WEEKS:
            made[at] += cell.made
            reached[at] += cell.hits
    return tuple(Week(start + timedelta(weeks=at), made[at], reached[at]) for at in range(WEEKS))


# runs of attempts

# Each exchange as a letter: r our call that reached them, f one that did not, s reached in another way; then whether it
# lies in the span. The order of the conditions is that of their frequency: this looks at every exchange there is.
_LETTER = f"""
CASE WHEN {_OURS} THEN CASE WHEN outcome IN ({_among(ANSWERED)}) THEN 'r' WHEN outcome IN ({_among(FAILED)}) THEN 'f' END
     WHEN direction = 'in' AND kind <> 'note' AND NOT (kind IN ({_among(LIVE)}) AND outcome IN ({_among(FAILED)})) THEN 's'
     WHEN kind IN ({_among(LIVE)}) AND outcome NOT IN ({_among(FAILED)}) THEN 's' END
"""
# Without the index: reading the table from end to end and sorting is faster than a million jumps.
_PASTS = f"""
SELECT contact_id, group_concat({_LETTER} || (day >= ?), '' ORDER BY day, at, id)
FROM interaction NOT INDEXED
WHERE (kind = 'call' OR direction = 'in' OR kind IN ({_among(LIVE)})) AND day <= ? GROUP BY contact_id
"""  # noqa: S608 - fixed words
_RUN = re.compile("((?:f([01]))+)(?:([rs])([01])|([|x]))")
CHUNK = 1000  # contacts whose past is looked through at once: the window gets its turn in between


def _attempts(reader: Reader, span: Span) -> Attempts:
    first = span.first.isoformat() if span.first else ""
    pasts = reader.rows(_PASTS, (first, span.last.isoformat()))
    gone = set(reader.column("SELECT id FROM contact WHERE trashed_at IS NOT NULL"))
    allowed = (len(GAPS.read(reader)) or 1) + 1
    needed, met, stopped, still_open = [0] * MOST, 0, 0, 0
    reached, runs = _runs(pasts, gone)
    for (length, last, end, within, over), count in runs.items():
        if end == "r" and within == "1":
            needed[min(length, MOST - 1)] += count
        elif end == "s" and within == "1":
            met += count
        elif over == "|" and last == "1" and length >= allowed:
            stopped += count
        elif over == "|" and last == "1":
            still_open += count
    needed[0] = reached - sum(needed)  # all others answered the first call
    return Attempts(tuple(needed), met, stopped, still_open, allowed)


_Runs = Counter[tuple[int, str, str, str, str]]


def _runs(pasts: list[Any], gone: set[int]) -> tuple[int, _Runs]:
    """How many calls of the span reached somebody; how often each run that begins with a failed attempt comes.

    A run: how many attempts failed, whether the last lies in the span, how it ended (|: it has not).
    """
    reached, found = 0, _Runs()
    for chunk in _chunks(pasts):
        text = "".join((past or "") + ("x" if key in gone else "|") for key, past in chunk)
        reached += text.count("r1")
        found.update((len(run) // 2, last, end, within, over) for run, last, end, within, over in _RUN.findall(text))
    return reached, found


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


# promises of the tiers

# Who is in the cadence and may be called has a next day: whoever may not has none.
_STANDINGS = """
SELECT coalesce(c.tier, ''), t.months, t.days, c.own_months, c.own_days, p.last_reached,
       CASE WHEN p.last_reached IS NULL THEN substr(coalesce(c.tier_since, c.created_at), 1, 10) END AS since,
       p.next_day IS NOT NULL AS is_called, count(*)
FROM contact c LEFT JOIN tier t ON t.code = c.tier LEFT JOIN call_plan p ON p.contact_id = c.id
WHERE c.trashed_at IS NULL AND NOT c.deceased AND coalesce(c.own_months, c.own_days, t.months, t.days) IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY c.tier IS NULL, t.position, t.code
"""


def _kept(reader: Reader, today: date) -> tuple[Kept, ...]:
    tiers: dict[str, tuple[int | None, int | None]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for tier, months, days, own_months, own_days, reached, since, is_called, count in reader.rows(_STANDINGS):
        tiers.setdefault(tier, (months, days))
        has_own = bool(own_months or own_days)
        every = Every(own_months, own_days) if has_own else Every(months, days)
        counts[tier, _standing(every, reached, since, today) if is_called else "barred"] += count
    return tuple(
        Kept(tier, *every, *(counts[tier, state] for state in ("kept", "missed", "fresh", "barred")))
        for tier, every in tiers.items()
    )


def _standing(every: Every, reached: str | None, since: str | None, today: date) -> str:
    from_day = reached or since
    if from_day is None or every.after(date.fromisoformat(from_day)) < today:
        return "missed"
    return "kept" if reached else "fresh"
