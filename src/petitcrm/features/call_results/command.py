"""The results for the command line: in words, and as a document for programs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.call_results import words
from petitcrm.features.call_results.queries import Rate, Results, Span, results
from petitcrm.store.store import Store
from petitcrm.ui.charts import in_words


def run(store: Store, first: date | None, last: date | None, today: date) -> Results:
    """The results from `first` to `last`; without them, those of the last twelve months. Problem where that is no span."""
    end = last or today
    start = first or Span.of_months(12, end).first
    if start is not None and end < start:
        raise Problem(_("The last day is before the first."))
    return store.read(results, Span(start, end), today)


def lines(found: Results) -> Iterable[str]:
    """Everything in words: under each title what it means, then its numbers."""
    yield words.summary(found)
    if not found.made:
        return
    for chart in words.charts(found):
        yield ""
        yield chart.title
        yield from (f"  {line}" for line in in_words(chart).split("\n"))


def as_json(found: Results) -> dict[str, Any]:
    """Everything as a document; the tiers are as of today, `low` and `high` hold the rate at 95 %."""
    answered, attempts = found.answered, found.attempts
    return {
        "from": found.span.first.isoformat() if found.span.first else None,
        "to": found.span.last.isoformat(),
        "made": found.made,
        "overall": _rate(answered.overall),
        "without_hour": answered.untimed,
        "uncounted": answered.uncounted,
        "weekdays": [{"weekday": at + 1, **_rate(rate)} for at, rate in enumerate(answered.weekdays)],
        "hours": [{"hour": at, **_rate(rate)} for at, rate in answered.hours],
        "slots": [{"weekday": one.weekday + 1, "hour": one.hour, **_rate(one.rate)} for one in answered.slots],
        "best": [{"weekday": one.weekday + 1, "hour": one.hour} for one in answered.best()],
        "attempts": {
            "needed": list(attempts.needed),
            "unreached": attempts.stopped,
            "open": attempts.still_open,
            "met": attempts.met,
            "allowed": attempts.allowed,
        },
        "tiers": [
            {
                "tier": one.tier or None,
                "in_time": one.kept,
                "late": one.missed,
                "not_yet_due": one.fresh,
                "cannot_be_called": one.barred,
            }
            for one in found.kept
        ],
        "weeks": [{"monday": one.monday.isoformat(), "made": one.made, "reached": one.reached} for one in found.weeks],
    }


def _rate(rate: Rate) -> dict[str, Any]:
    known = (round(rate.share, 4), round(rate.low, 4), round(rate.high, 4)) if rate.of else (None, None, None)
    return {"reached": rate.hits, "calls": rate.of, **dict(zip(("rate", "low", "high"), known, strict=True))}
