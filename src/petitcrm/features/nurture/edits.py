"""What can change of the series and its events."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.dates import add_months, parse_iso, shown, understood
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines, key
from petitcrm.features.calls import settings as calls
from petitcrm.features.contacts import bulk
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import follow_ups, when
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.nurture.calling import Callee, callees, country, why_not
from petitcrm.features.nurture.tables import WakeEvent
from petitcrm.store.connection import Reader, column_among
from petitcrm.store.settings import reader_of

LONGEST_NAME = 200
LEFT_ALONE = 12  # months


# those of the series


def warm(session: Session, ids: Sequence[int], today: date) -> int:
    """Warm again. How many calls were promised for that.

    The cadence has given up on those who never answered its attempts, warm or not: to each of them a call is promised for
    the day on which a warm prospect is due, where they may be called then.
    """
    reader = reader_of(session)
    day = calls.calendar(reader).on_or_after(today + timedelta(days=calls.WARM_DAYS.read(reader)))
    given_up = [one for one in callees(reader, _given_up(reader, ids)) if not one.planned]
    contacts.change_all(session, ids, {"temperature": "warm"}, today)
    may_be, _left_out = _sorted(reader, given_up, day)
    _promise(session, may_be, Promised(day.isoformat()))
    return len(may_be)


def _given_up(reader: Reader, ids: Sequence[int]) -> list[int]:
    attempts = len(calls.cadence(reader).gaps) + 1
    sql = f"SELECT contact_id FROM call_plan WHERE failed >= {attempts:d} AND contact_id"  # noqa: S608 - a number
    return list(column_among(reader, sql, ids))


def _sorted(reader: Reader, wanted: Iterable[Callee], day: date) -> tuple[list[Callee], list[tuple[str, str]]]:
    """Those who may be called on `day`, and the names of the others with the reason."""
    law = country(reader)
    may_be: list[Callee] = []
    left_out: list[tuple[str, str]] = []
    for one in wanted:
        reason = why_not(one, day, law)
        if reason:
            left_out.append((one.name, reason))
        else:
            may_be.append(one)
    return may_be, left_out


def _promise(session: Session, wanted: Iterable[Callee], promised: Promised) -> None:
    for one in wanted:
        follow_ups.promise(session, one.id, promised)


def promise(
    session: Session, ids: Sequence[int], said: str, today: date, text: str = ""
) -> tuple[date, list[tuple[str, str]]]:
    """Promise a call to each of `ids` for a day as people say it ("+3w", "Mon 2pm"). The day, and who is left out and why.

    Problem where it is no day, or where nobody of them may be called then.
    """
    day, at = when.understood(said, today)
    reader = reader_of(session)
    may_be, left_out = _sorted(reader, callees(reader, ids), day)
    if not may_be:
        name, reason = left_out[0] if left_out else ("", _("nobody is chosen"))
        raise Problem(_("{name}: {reason}.").format(name=name, reason=reason) if name else reason)
    _promise(session, may_be, Promised(day.isoformat(), at, text))
    return day, left_out


def wake(session: Session, wanted: Iterable[tuple[date, int]], name: str) -> None:
    """Promise the calls of an event: each on its day, with the event's name as what it is about."""
    for day, contact_id in wanted:
        follow_ups.promise(session, contact_id, Promised(day.isoformat(), text=name))


def take_out(session: Session, ids: Sequence[int], today: date) -> date:
    """Leave prospects alone for a year: neither a letter of the series nor a call before that day, which is answered.

    It is kept in the card's own field “Not before”: everybody sees it there, and emptying it brings them back. Neither an
    objection is made up, which only they can make, nor is their temperature changed, which stays what it is. Problem for
    those whose tier is written to: that is the tier's word.
    """
    reader = reader_of(session)
    sql = (
        "SELECT c.display_name FROM contact c JOIN tier t ON t.code = c.tier WHERE t.letters_only "
        "AND c.own_months IS NULL AND c.own_days IS NULL AND c.id"
    )
    written_to = list(column_among(reader, sql, ids))
    if written_to:
        raise Problem(
            _("{name} is written to because of the tier.").format(name=written_to[0]),
            _("Change the tier on the card, or choose without those."),
        )
    until = add_months(today, LEFT_ALONE)
    bulk.set_all(session, ids, "snoozed_until", until.isoformat(), today)
    return until


# events


def add_event(session: Session, name: str, said: str, text: str, today: date) -> int:
    """A new event on a day as people say it. Its key. Problem where the name is missing or the day is none to come."""
    event = WakeEvent(name=_name(name), day=_day(said, today), text=clean_lines(text)[:1000])
    _check_alone(session, event.name, event.day, 0)
    session.add(event)
    session.flush()
    return event.id


def change_event(session: Session, event_id: int, field: str, value: str, today: date) -> None:
    """Change the `name`, the `day` (as people say it) or the `text` of an event."""
    event = session.get_one(WakeEvent, event_id)
    if field == "name":
        event.name = _name(value)
    elif field == "day":
        event.day = _day(value, today)
    else:
        event.text = clean_lines(value)[:1000]
    _check_alone(session, event.name, event.day, event_id)
    session.flush()


def remove_event(session: Session, event_id: int) -> None:
    """Take an event out; the calls that were promised for it stay."""
    session.delete(session.get_one(WakeEvent, event_id))
    session.flush()


def _name(text: str) -> str:
    name = clean(text)
    if not name:
        raise Problem(_("An event needs a name."), _("Write for example: Spring fair."))
    if len(name) > LONGEST_NAME:
        raise Problem(_("The name of an event has at most {n} characters.").format(n=LONGEST_NAME))
    return name


def _day(said: str, today: date) -> str:
    day = understood(said, today)
    if day is None:
        raise Problem(
            _("“{text}” is not a day.").format(text=clean(said)[:100]),
            _("Write for example Mon, +3w, 12/4 or 2026-04-12."),
        )
    if day < today:
        raise Problem(_("{day} is past.").format(day=shown(day, today)))
    return day.isoformat()


def _check_alone(session: Session, name: str, day: str, but: int) -> None:
    with session.no_autoflush:
        same_day = session.scalars(select(WakeEvent).where(WakeEvent.day == day, WakeEvent.id != but)).all()
    if any(key(one.name) == key(name) for one in same_day):
        raise Problem(_("There is an event “{name}” on {day} already.").format(name=name, day=shown(parse_iso(day))))
