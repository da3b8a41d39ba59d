"""May I call now, until when, how often did I: what stands beside the call."""

from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.base.workdays import holiday_name
from petitcrm.features.calls import settings
from petitcrm.features.consent.rules import Called, Verdict, limits, may
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store.connection import Reader

MONTH = 30  # days


@dataclass(frozen=True, slots=True)
class CallState:
    """The answer of the law for a call now; the calls of ours within 30 days, `most` where the law limits them.

    `wish` is when the person likes to be called, in the words of the card.
    """

    verdict: Verdict
    calls: int
    most: int | None
    silence: int
    wish: str


_CALLS = (
    "SELECT day, outcome FROM interaction WHERE contact_id = ? AND kind = 'call' AND direction = 'out' "
    "AND outcome <> 'wrong_number' AND day > ? AND day <= ? ORDER BY day, id"
)


def call_state(reader: Reader, contact_id: int, day: date, at: str) -> CallState | None:
    """May the contact be called on `day` at the hour `at`? None where there is no such contact."""
    row = reader.row(
        "SELECT c.audience, c.stage, c.preferred_days, c.preferred_hours, coalesce(x.state, '') FROM contact c "
        "LEFT JOIN consent x ON x.contact_id = c.id AND x.channel = 'call' WHERE c.id = ?",
        (contact_id,),
    )
    if row is None:
        return None
    audience, stage, days, hours, word = row
    country = COUNTRY.read(reader)
    limit = limits(audience, day, country)
    since = day - timedelta(limit.silence if limit else MONTH)
    made = [
        (date.fromisoformat(one), outcome)
        for one, outcome in reader.rows(_CALLS, (contact_id, since.isoformat(), day.isoformat()))
    ]
    called = Called(
        tuple(one for one, _outcome in made),
        max((one for one, outcome in made if outcome == "refused"), default=None),
    )
    is_holiday = bool(limit and holiday_name(country, settings.REGION.read(reader), day, "en"))
    verdict = may("call", word, audience, stage, day, country, called=called, at=at, is_holiday=is_holiday)
    wish = ", ".join(part for part in (days, hours) if part)
    return CallState(
        verdict, called.within(MONTH, day), limit.most if limit else None, limit.silence if limit else 0, wish
    )


def in_words(state: CallState, today: date) -> str:
    """The state in a line: "May be called until 20:00 · 2 calls in 30 days (4 at most) · best: Tue, mornings"."""
    if state.most is not None:
        told = _("{n} calls in 30 days, {most} at most").format(n=state.calls, most=state.most)
    else:
        told = ngettext("{n} call in 30 days", "{n} calls in 30 days", state.calls).format(n=state.calls)
    wish = _("best: {wish}").format(wish=state.wish) if state.wish else ""
    return " · ".join(part for part in (_verdict(state, today), told, wish) if part)


def _verdict(state: CallState, today: date) -> str:
    verdict = state.verdict
    if verdict.may:
        return _("May be called until {hour}").format(hour=verdict.until) if verdict.until else _("May be called")
    if verdict.again:
        return _("Not before {day}: {reason}").format(day=shown(verdict.again, today), reason=_reason(state))
    if verdict.until:
        return _("Not before {hour}: {reason}").format(hour=verdict.until, reason=_reason(state))
    return _("Not now: {reason}").format(reason=_reason(state))


def why_not(state: CallState, today: date) -> str:
    """The reason of a no, with the day it ends where it does."""
    again = state.verdict.again
    if again is None:
        return _reason(state)
    return _("not before {day}: {reason}").format(day=shown(again, today), reason=_reason(state))


def _reason(state: CallState) -> str:
    reason = state.verdict.reason
    return _(reason).format(n=state.most or 0, days=MONTH if "{n}" in reason else state.silence)
