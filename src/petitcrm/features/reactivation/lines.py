"""A silence in words."""

from datetime import date

from petitcrm.base.dates import counted, interval, shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.reactivation.queries import ReactivationLine

MONTH, YEAR = 365.25 / 12, 365.25


def span(days: int) -> str:
    """So many days as people say it: "12 days", "7 weeks", "8 months", "3 years"."""
    if days < 14:
        return counted(days)
    if days < 60:
        weeks = round(days / 7)
        return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)
    if days < 2 * YEAR:
        months = round(days / MONTH)
        return ngettext("{n} month", "{n} months", months).format(n=months)
    years = int(days / YEAR)
    return ngettext("{n} year", "{n} years", years).format(n=years)


def usual(rhythm: float) -> str:
    """A rhythm as people say it: "every 6 weeks"."""
    if rhythm < 10:
        return interval(None, max(1, round(rhythm)))
    if rhythm < 60:
        return interval(None, 7 * round(rhythm / 7))
    return interval(round(rhythm / MONTH), None)


def silence(line: ReactivationLine) -> str:
    """The silence against the rhythm: "silent for 8 months, usually every 6 weeks"."""
    if line.silence is None:
        return _("nothing was ever heard of them here")
    silent = _("silent for {time}").format(time=span(line.silence))
    if line.rhythm is None:
        return silent
    every = usual(line.rhythm)
    said = _("{silent}, planned {every}") if line.of_tier else _("{silent}, usually {every}")
    return said.format(silent=silent, every=every)


def mark_of(line: ReactivationLine, today: date) -> tuple[str, str]:
    """What was decided, in a few words, and its role."""
    if line.answer == "call":
        return _("call {day}").format(day=shown(line.next_call, today)) if line.next_call else _("called"), "ok"
    if line.answer == "letter":
        return (_("letter written"), "ok") if line.written else (_("letter to write"), "accent")
    if line.answer == "later":
        return _("later"), "muted"
    if line.answer == "gone":
        return _("gone"), "muted"
    return (_("former client"), "muted") if line.stage == "former" else ("", "muted")
