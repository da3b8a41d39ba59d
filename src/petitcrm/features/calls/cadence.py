"""When is the next call, and why: the rule of the business, section 1, as one pure function."""

from dataclasses import dataclass, replace
from datetime import date

from petitcrm.base.dates import add_months, counted, days_later, interval, shown
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.calls.settings import Cadence

# Order of today's list: promised at an hour, promised for the day, hot prospects, the rest by worth.
AT_AN_HOUR, FOR_THE_DAY, HOT, BY_WORTH = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Every:
    """An interval: calendar months (clipped to the month's end) or days."""

    months: int | None = None
    days: int | None = None

    def after(self, day: date) -> date:
        return add_months(day, self.months) if self.months else days_later(day, self.days or 0)

    def in_days(self) -> int:
        """About how many days it is: what lateness is measured against."""
        return round(self.months * 365.25 / 12) if self.months else (self.days or 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cadence knows of a contact. `blocked` names why it may not be called at all, "" where it may.

    `asked` is true when the last exchange came from the contact. `known_since` is the day the card was made.
    """

    known_since: date
    blocked: str = ""
    stage: str = ""
    temperature: str = ""
    tier: str = ""
    tier_every: Every | None = None
    tier_weight: int = 1
    tier_since: date | None = None
    own_every: Every | None = None
    last_reached: date | None = None
    last_attempt: date | None = None
    failed: int = 0
    asked: bool = False
    promised: date | None = None
    promised_at: str = ""
    snoozed_until: date | None = None
    letters_only: bool = False
    weekdays: frozenset[int] | None = None
    preferred: frozenset[int] = frozenset()
    law_from: date | None = None
    law: str = ""
    held_until: date | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The next call: `day` None where there is none; `rule` names the rule that applied, `held` the limit that moved it."""

    rule: str
    day: date | None = None
    at: str = ""
    rank: int = BY_WORTH
    weight: int = 1
    interval_days: int = 1
    unreachable: bool = False
    held: str = ""


def next_call(facts: Facts, cadence: Cadence, calendar: WorkCalendar, today: date | None = None) -> Next:
    """The first rule that applies wins. A computed day is a working day; a promised one stays where it was promised.

    Where the law forbids the call on its day, or since it was due and until `today`, there is none.
    """
    found = _by_rule(facts, cadence, calendar)
    if found.day is None:
        return found
    if found.rule != "promised":
        found = _moved(found, facts, calendar)
    assert found.day is not None
    is_forbidden = facts.law_from is not None and max(found.day, today or found.day) >= facts.law_from
    return Next(facts.law) if is_forbidden else found


def _moved(found: Next, facts: Facts, calendar: WorkCalendar) -> Next:
    """A computed day goes on to one on which the law and the person's own wish allow the call."""
    day, held = found.day, ""
    assert day is not None
    if facts.held_until and facts.held_until > day:
        day, held = facts.held_until, facts.held
    day = calendar.on_or_after(day, facts.weekdays)
    if facts.preferred:
        day = calendar.on_or_after(day, facts.preferred & (facts.weekdays or facts.preferred))
    return replace(found, day=day, held=held) if (day, held) != (found.day, "") else found


def _by_rule(facts: Facts, cadence: Cadence, calendar: WorkCalendar) -> Next:
    if facts.blocked:
        return Next(facts.blocked)
    if facts.promised:
        rank = AT_AN_HOUR if facts.promised_at else FOR_THE_DAY
        return Next("promised", facts.promised, facts.promised_at, rank)
    every = facts.own_every or (None if facts.letters_only else facts.tier_every)
    weight = facts.tier_weight if facts.tier else 1
    exhausted = facts.failed > len(cadence.gaps)
    if facts.failed and facts.last_attempt:
        if not exhausted:
            return _retry(facts, facts.last_attempt, every, weight, cadence, calendar)
        if every is None or facts.stage in ("prospect", "suspect"):
            return Next("nurture")
    if facts.snoozed_until and (facts.last_reached is None or facts.last_reached < facts.snoozed_until):
        return _ranked("snoozed", calendar.on_or_after(facts.snoozed_until), every, weight, facts, cadence)
    if every is not None:
        return _regular(facts, every, weight, exhausted, calendar)
    if facts.stage in ("prospect", "suspect", "") and facts.temperature in ("hot", "warm"):
        return _by_temperature(facts, cadence, calendar)
    if facts.letters_only:
        return Next("letters")
    return Next("cold" if facts.temperature == "cold" else "none")


def _retry(
    facts: Facts, last_attempt: date, every: Every | None, weight: int, cadence: Cadence, calendar: WorkCalendar
) -> Next:
    day = calendar.after(last_attempt, cadence.gaps[facts.failed - 1])
    return _ranked("retry", day, every, weight, facts, cadence)


def _ranked(rule: str, day: date, every: Every | None, weight: int, facts: Facts, cadence: Cadence) -> Next:
    hot = facts.temperature == "hot" and facts.stage in ("prospect", "suspect", "")
    days = every.in_days() if every else cadence.hot_days if hot else cadence.warm_days
    return Next(rule, day, "", HOT if hot else BY_WORTH, weight, max(1, days))


def _regular(facts: Facts, every: Every, weight: int, exhausted: bool, calendar: WorkCalendar) -> Next:
    rule = "own_interval" if facts.own_every else "tier"
    if exhausted and facts.last_attempt:
        due, rule = every.after(facts.last_attempt), "unreachable"
    elif facts.last_reached:
        due = every.after(facts.last_reached)
    else:
        due, rule = facts.tier_since or facts.known_since, rule + "_new"
    return Next(rule, calendar.on_or_after(due), "", BY_WORTH, weight, max(1, every.in_days()), exhausted)


def _by_temperature(facts: Facts, cadence: Cadence, calendar: WorkCalendar) -> Next:
    last = facts.last_reached or facts.known_since
    if facts.temperature == "hot":
        day = calendar.on_or_after(last) if facts.asked else calendar.after(last, cadence.hot_days)
        return Next("hot", day, "", HOT, 1, max(1, cadence.hot_days))
    return Next("warm", calendar.on_or_after(days_later(last, cadence.warm_days)), "", BY_WORTH, 1, cadence.warm_days)


@dataclass(frozen=True, slots=True)
class Told:
    """What a reason is worded from."""

    rule: str
    day: date | None
    at: str = ""
    tier: str = ""
    months: int | None = None
    days: int | None = None
    last_reached: date | None = None
    last_attempt: date | None = None
    failed: int = 0
    attempts: int = 7
    held: str = ""


_NO_CALL = {
    "trash": mark("no call: in the trash"),
    "deceased": mark("no call: deceased"),
    "no_number": mark("no call: no usable phone number"),
    "objection": mark("no call: does not want to be called"),
    "nurture": mark("no more calls: to nurture by letters, after {failed} attempts without an answer"),
    "letters": mark("no call: this tier is written to, not called"),
    "cold": mark("no call: cold prospect, letters only"),
    "none": mark("no next call: no tier, no promise, no warm interest"),
}


def reason(told: Told, today: date) -> str:
    """Why this call, or why none, in words; without the lateness, which is `late`."""
    if told.rule in _NO_CALL:
        return _(_NO_CALL[told.rule]).format(failed=told.failed)
    if told.day is None:
        from petitcrm.features.consent.rules import LAWS

        law = next((law.reason for law in LAWS if law.name == told.rule), told.rule)
        return _("no call: {reason}").format(reason=_(law))
    held = _(_HELD[told.held]) if told.held in _HELD else ""
    return " · ".join(part for part in (_WORDED[told.rule](told, today), held) if part)


_HELD = {
    "often": mark("later, because the law allows no more calls within these 30 days"),
    "refused": mark("later, because the law asks for 60 days of silence after a refusal"),
}


def _since(day: date | None, today: date) -> str:
    if day is None:
        return _("never reached")
    days = (today - day).days
    if days == 0:
        return _("last contact today")
    if days < 0:
        return _("last contact on {day}").format(day=shown(day))
    return ngettext("last contact {n} day ago", "last contact {n} days ago", days).format(n=days)


def _worded_promise(told: Told, today: date) -> str:
    if told.at:
        return _("Call promised for {day} at {hour}").format(day=shown(told.day or today, today), hour=told.at)
    return _("Call promised for {day}").format(day=shown(told.day or today, today))


def _worded_retry(told: Told, today: date) -> str:
    attempted = shown(told.last_attempt, today) if told.last_attempt else ""
    return _("Attempt {n} of {all}: no answer {day}").format(n=told.failed + 1, all=told.attempts, day=attempted)


def _worded_tier(told: Told, today: date) -> str:
    return _("Tier {tier}: {since} (due {every})").format(
        tier=told.tier, since=_since(told.last_reached, today), every=interval(told.months, told.days)
    )


def _worded_interval(told: Told, today: date) -> str:
    return _("Own interval: {since} (due {every})").format(
        since=_since(told.last_reached, today), every=interval(told.months, told.days)
    )


def _worded_unreachable(told: Told, today: date) -> str:
    attempted = shown(told.last_attempt, today) if told.last_attempt else ""
    return _("Unreachable after {n} attempts, last one {day} (due {every})").format(
        n=told.failed, day=attempted, every=interval(told.months, told.days)
    )


def _worded_hot(told: Told, today: date) -> str:
    return _("Hot prospect: {since}").format(since=_since(told.last_reached, today))


def _worded_warm(told: Told, today: date) -> str:
    return _("Warm prospect: {since}").format(since=_since(told.last_reached, today))


def _worded_snooze(told: Told, today: date) -> str:
    return _("Put off until {day}").format(day=shown(told.day or today, today))


_WORDED = {
    "promised": _worded_promise,
    "retry": _worded_retry,
    "tier": _worded_tier,
    "tier_new": _worded_tier,
    "own_interval": _worded_interval,
    "own_interval_new": _worded_interval,
    "unreachable": _worded_unreachable,
    "hot": _worded_hot,
    "warm": _worded_warm,
    "snoozed": _worded_snooze,
}


def late(day: date, today: date) -> str:
    """How late a call is, in words; "" for one that is not."""
    days = (today - day).days
    return _("{days} late").format(days=counted(days)) if days > 0 else ""
