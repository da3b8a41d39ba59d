"""What can change of what was promised: promised, done, moved, dropped."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.dates import parse_iso, understood_hour
from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts.tables import Employment
from petitcrm.features.history import rules, when
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, PRIORITIES, REPEATS
from petitcrm.features.history.tables import FollowUp

LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised: an ISO day, perhaps an hour (HH:MM) and a length; how much it matters, whether it comes again.

    `unless_heard` is an ISO day: once they give a sign on that day or later, it is done with; "" for a promise that stands.
    """

    day: str
    at: str = ""
    text: str = ""
    kind: str = "call"
    minutes: int | None = None
    priority: str = "normal"
    repeat: str = ""
    request_id: int | None = None
    unless_heard: str = ""


def promise(session: Session, contact_id: int, promised: Promised) -> int:
    """Promise something to a contact. Its key. Problem where a day, hour or choice is none."""
    _check(promised)
    row = FollowUp(
        contact_id=contact_id,
        kind=promised.kind,
        day=promised.day,
        at=promised.at,
        text=clean(promised.text)[:500],
        minutes=promised.minutes,
        priority=promised.priority,
        repeat=promised.repeat,
        request_id=promised.request_id,
        unless_heard=promised.unless_heard,
    )
    session.add(row)
    session.flush()
    return row.id


def _check(promised: Promised) -> None:
    known_choice(_("kind of follow-up"), promised.kind, FOLLOW_UP_KINDS)
    known_choice(_("priority"), promised.priority, PRIORITIES)
    known_choice(_("repetition"), promised.repeat, REPEATS)
    parse_iso(promised.day)
    if promised.unless_heard:
        parse_iso(promised.unless_heard)
    if promised.at and understood_hour(promised.at) != promised.at:
        raise Problem(_("“{text}” is not an hour: write it as 14:30.").format(text=promised.at))
    if promised.minutes is not None and not 0 < promised.minutes <= LONGEST:
        raise Problem(_("A follow-up lasts from 1 minute to a day."))


def change(session: Session, follow_up_id: int, promised: Promised) -> None:
    """Make a follow-up what `promised` says."""
    _check(promised)
    row = session.get_one(FollowUp, follow_up_id)
    row.kind, row.day, row.at, row.text = promised.kind, promised.day, promised.at, clean(promised.text)[:500]
    row.minutes, row.priority, row.repeat = promised.minutes, promised.priority, promised.repeat
    row.unless_heard = promised.unless_heard
    session.flush()


def finish(session: Session, follow_up_id: int, today: date) -> int | None:
    """It is done; one that repeats is promised again. The key of the next one, None where there is none."""
    row = session.get_one(FollowUp, follow_up_id)
    if row.done_on is not None:
        return None
    row.done_on = today.isoformat()
    session.flush()
    following = rules.next_time(date.fromisoformat(row.day), row.repeat, today)
    if following is None:
        return None
    again = Promised(
        following.isoformat(), row.at, row.text, row.kind, row.minutes, row.priority, row.repeat, row.request_id,
        today.isoformat() if row.unless_heard else "",
    )  # fmt: skip
    return promise(session, row.contact_id, again)


def lapse(session: Session, contact_id: int, day: str) -> None:
    """Somebody gave a sign on `day`: what was promised only until then is done with, to them and to their company."""
    company = select(Employment.company_id).where(Employment.person_id == contact_id, Employment.is_main)
    chosen = select(FollowUp.id).where(
        FollowUp.contact_id.in_([contact_id, *session.scalars(company)]),
        FollowUp.done_on.is_(None),
        FollowUp.unless_heard != "",
        FollowUp.unless_heard <= day,
    )
    for one in session.scalars(chosen).all():
        finish(session, one, parse_iso(day))
        session.get_one(FollowUp, one).lapsed = True  # it was not done: it was no longer needed
    session.flush()


def move(session: Session, follow_up_id: int, said: str, today: date) -> None:
    """Put a follow-up on another day, as people say it ("+3s", "lun 14h"); without an hour it keeps its own."""
    day, at = when.understood(said, today)
    row = session.get_one(FollowUp, follow_up_id)
    row.day, row.at = day.isoformat(), at or row.at
    session.flush()


def drop(session: Session, follow_up_id: int) -> None:
    """It will not be done."""
    session.delete(session.get_one(FollowUp, follow_up_id))
    session.flush()
