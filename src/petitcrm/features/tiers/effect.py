"""What tiers come to: calls a day, against what can be done. Asked before a change is accepted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.dates import interval
from petitcrm.base.language import _, current, ngettext
from petitcrm.base.workdays import WorkCalendar

YEAR = 365


@dataclass(frozen=True, slots=True)
class Kind:
    """`clients` of a tier (or, without `code`, with an own interval) that can be called, and how often."""

    code: str
    months: int | None
    days: int | None
    letters_only: bool
    clients: int

    @property
    def calls_a_year(self) -> float:
        if self.letters_only or not (self.months or self.days):
            return 0.0
        return self.clients * (12 / self.months if self.months else YEAR / (self.days or 1))


@dataclass(frozen=True, slots=True)
class Week:
    """`days` are worked in the coming year and take `calls` in all."""

    days: int
    calls: int

    @classmethod
    def of(cls, calendar: WorkCalendar, capacity: Callable[[date], int], today: date) -> "Week":
        """From `today` on, a year of this calendar."""
        worked = [
            day for day in (today + timedelta(days=at) for at in range(YEAR)) if calendar.is_open(day) and capacity(day)
        ]
        return cls(len(worked), sum(map(capacity, worked)))


def per_day(kind: Kind, week: Week) -> float:
    """The calls a worked day that a kind of clients asks for (0 where no day is worked)."""
    return kind.calls_a_year / week.days if week.days else 0.0


def number(value: float) -> str:
    """A number of calls as it is read: "3", "0.4" (in French "0,4"); nobody makes 2.9 calls, but 0.4 is not nothing."""
    text = f"{value:.1f}".removesuffix(".0") if value < 2 else f"{value:.0f}"
    return text.replace(".", ",") if current() == "fr" else text


def _plural(value: float) -> int:
    """Which form a number of calls takes: in French one until two, in English only one itself."""
    is_one = value < 2 if current() == "fr" else number(value) == "1"
    return 1 if is_one else 2


def told(kind: Kind, week: Week, before: Kind | None = None) -> str:
    """What a tier comes to, in words: "A every month for 60 clients = 3 calls a day"."""
    clients = ngettext("{n} client", "{n} clients", kind.clients).format(n=kind.clients)
    if not kind.calls_a_year and not (kind.months or kind.days):
        return _("{tier} is not called: {clients}").format(tier=kind.code, clients=clients)
    every = interval(kind.months, kind.days)
    if kind.letters_only:
        return _("{tier} is written to {every}: {clients}").format(tier=kind.code, every=every, clients=clients)
    calls = per_day(kind, week)
    words = ngettext(
        "{tier} {every} for {clients} = {n} call a day",
        "{tier} {every} for {clients} = {n} calls a day",
        _plural(calls),
    )
    text = words.format(tier=kind.code, every=every, clients=clients, n=number(calls))
    if before is not None and before != kind:
        text += " " + _("(now {n})").format(n=number(per_day(before, week)))
    return text


def told_in_all(kinds: Sequence[Kind], week: Week) -> tuple[str, bool]:
    """All of it against the capacity in words, and whether it is more than can be done."""
    asked = sum(per_day(kind, week) for kind in kinds)
    can = week.calls / week.days if week.days else 0.0
    too_much = asked > can
    words = ngettext(
        "The tiers ask for {n} call a day, of {most} that fit in.",
        "The tiers ask for {n} calls a day, of {most} that fit in.",
        _plural(asked),
    )
    text = words.format(n=number(asked), most=number(can))
    if not week.days:
        return _("No day is worked: nobody can be called."), True
    if too_much:
        text += " " + _("It is too much: the list will always be late.")
    return text, too_much
