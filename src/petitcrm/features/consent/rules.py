"""May I? One answer for a contact, a channel and a day, with its reason. Law as data with dates (norms section 4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.language import mark

CHANNELS = ("call", "post", "email", "message")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`may`: yes or no; `reason` in words (marked for translation) and the rule's `name`.

    `until` is the hour at which a yes ends; a no ends on the day `again`, or at the hour `until` where that is known.
    """

    may: bool
    name: str = ""
    reason: str = ""
    until: str = ""
    again: date | None = None


@dataclass(frozen=True)
class Law:
    """From `since` on, canvassing a consumer by `channel` needs prior consent, a running contract aside."""

    country: str
    channel: str
    since: date
    name: str
    reason: str


LAWS = (
    Law(
        "FR",
        "call",
        date(2026, 8, 11),
        "L.223-1",
        mark("the law forbids calling a private individual who has not agreed to it (L.223-1, since 11 August 2026)"),
    ),
    Law(
        "FR",
        "email",
        date(2004, 6, 22),
        "L.34-5",
        mark("the law forbids e-mailing a private individual who has not agreed to it and is no client (L.34-5)"),
    ),
)


@dataclass(frozen=True)
class Limits:
    """From `since` on, how often and when consumers may be called, clients included.

    On `weekdays` (0 is Monday) that are no public holidays, within `hours` (the end of each is not within), at most `most`
    times in `within` days, and not for `silence` days after a refusal.
    """

    country: str
    since: date
    name: str
    weekdays: frozenset[int]
    hours: tuple[tuple[str, str], ...]
    most: int
    within: int
    silence: int


LIMITS = (
    Limits(
        "FR", date(2023, 3, 1), "D.223-9", frozenset(range(5)), (("10:00", "13:00"), ("14:00", "20:00")), 4, 30, 60
    ),  # code de la consommation, decree 2022-1313
)
HELD_HOURS = mark("private individuals are called from 10 am to 1 pm and from 2 pm to 8 pm (D.223-9)")
HELD_DAY = mark("private individuals are not called on Saturdays, Sundays and public holidays (D.223-9)")
HELD_OFTEN = mark("{n} calls within {days} days are the most for a private individual (D.223-9)")
HELD_REFUSED = mark("after a refusal, a private individual is left alone for {days} days (D.223-9)")


def limits(audience: str, day: date, country: str = "FR") -> Limits | None:
    """The limits that hold for calls to such a person on `day`; None for professionals, and where there are none."""
    if audience != "consumer":
        return None
    return next((one for one in LIMITS if one.country == country and day >= one.since), None)


@dataclass(frozen=True, slots=True)
class Called:
    """The calls of ours that count: their days in order, and the day of the last refusal."""

    days: tuple[date, ...] = ()
    refused: date | None = None

    def within(self, days: int, day: date) -> int:
        """How many of them there were in the `days` days that end with `day`."""
        return sum(day - timedelta(days) < one <= day for one in self.days)


def held_until(rule: Limits, called: Called) -> tuple[date, str] | None:
    """The first day on which one more call is within the limits, and which one holds it ("often", "refused").

    None where none of them holds anything. Of `called.days` the last `rule.most` suffice.
    """
    held = []
    if len(called.days) >= rule.most:
        held.append((called.days[-rule.most] + timedelta(rule.within), "often"))
    if called.refused:
        held.append((called.refused + timedelta(rule.silence), "refused"))
    return max(held, default=None)


def forbidden_from(state: str, audience: str, stage: str, country: str = "FR") -> Law | None:
    """The law that forbids, or will forbid, calling such a contact; None where none does."""
    if audience != "consumer" or state == "consented" or stage == "client":
        return None
    return next((law for law in LAWS if (law.country, law.channel) == (country, "call")), None)


_YES = Verdict(True)
_OBJECTED = {
    "call": Verdict(False, "objection", mark("does not want to be called")),
    "post": Verdict(False, "objection", mark("does not want any letters")),
    "email": Verdict(False, "objection", mark("does not want any e-mail")),
    "message": Verdict(False, "objection", mark("does not want any messages")),
}


def may(
    channel: str,
    state: str,
    audience: str,
    stage: str,
    day: date,
    country: str = "FR",
    *,
    called: Called | None = None,
    at: str = "",
    is_holiday: bool = False,
) -> Verdict:
    """May a contact be approached by `channel` on `day`, and at the hour `at` (HH:MM)?

    `state` is the contact's last word on the channel: "objected", "consented" or "". A client is taken to have a
    running contract, within which a call is allowed. Without `called` and `at`, calls made and hours are not looked at.
    """
    if state == "objected":
        return _OBJECTED[channel]
    if audience == "consumer" and state != "consented" and stage != "client":
        for law in LAWS:
            if (law.country, law.channel) == (country, channel) and day >= law.since:
                return Verdict(False, law.name, law.reason)
    rule = limits(audience, day, country) if channel == "call" else None
    if rule is None or (called is None and not at):
        return _YES
    held = held_until(rule, called or Called())
    if held and held[0] > day:
        return Verdict(False, rule.name, HELD_OFTEN if held[1] == "often" else HELD_REFUSED, again=held[0])
    if at and (day.weekday() not in rule.weekdays or is_holiday):
        return Verdict(False, rule.name, HELD_DAY)
    return _at_the_hour(rule, at) if at else _YES


def _at_the_hour(rule: Limits, at: str) -> Verdict:
    for start, end in rule.hours:
        if at < start:
            return Verdict(False, rule.name, HELD_HOURS, until=start)
        if at < end:
            return Verdict(True, rule.name, HELD_HOURS, until=end)
    return Verdict(False, rule.name, HELD_HOURS)
