"""Logging calls, and putting the next one on another day."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.features.calls import legal, settings
from petitcrm.features.consent.rules import limits
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history import edits as history
from petitcrm.features.history import follow_ups
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp
from petitcrm.store.connection import Reader
from petitcrm.store.settings import reader_of


def log(
    session: Session,
    contact_id: int,
    outcome: str,
    today: date,
    text: str = "",
    follow_up: str = "",
    follow_up_at: str = "",
    at: str = "",
) -> int:
    """Note a call of ours today, at the hour `at`, with its outcome; `follow_up` promises the next one. The key of the entry."""
    return history.log(
        session,
        contact_id,
        Exchange(
            "call",
            today.isoformat(),
            outcome=outcome,
            text=text,
            at=at,
            follow_up=follow_up,
            follow_up_at=follow_up_at,
        ),
    )


def put_off(session: Session, contact_id: int, today: date) -> date:
    """Put the next call off by a week; the day it is put off to. What is promised or tried again moves, the rest waits."""
    reader = reader_of(session)
    day = settings.calendar(reader).on_or_after(today + timedelta(weeks=1))
    rule = reader.value("SELECT rule FROM call_plan WHERE contact_id = ?", (contact_id,))
    if rule in ("promised", "retry"):
        place(session, contact_id, day, today)
    else:
        contacts.change(session, contact_id, {"snoozed_until": day.isoformat()}, today)
    return day


def place(session: Session, contact_id: int, day: date, today: date, at: str | None = None) -> None:
    """Put the next call of a contact on `day`, at the hour `at` where one is given (a promised call keeps its own).

    Problem where the day is past or closed, or the law does not allow a call then.
    """
    _check(reader_of(session), session.get_one(Contact, contact_id), day, today)
    open_calls = select(FollowUp).where(
        FollowUp.contact_id == contact_id, FollowUp.kind == "call", FollowUp.done_on.is_(None)
    )
    promised = session.scalars(open_calls.order_by(FollowUp.day, FollowUp.at, FollowUp.id)).first()
    if promised is None:
        follow_ups.promise(session, contact_id, Promised(day.isoformat(), at or ""))
    else:
        promised.day = day.isoformat()
        promised.at = promised.at if at is None else at
    session.flush()


_NOT_CALLED = {
    "trash": mark("is in the trash"),
    "deceased": mark("is deceased"),
    "no_number": mark("has no usable phone number"),
}


def _check(reader: Reader, contact: Contact, day: date, today: date) -> None:
    if day < today:
        raise Problem(_("This day is past."), _("Choose today or a later day."))
    if not settings.calendar(reader).is_open(day):
        raise Problem(_("{day} is closed: no calls are planned on it.").format(day=shown(day)))
    rule = reader.value("SELECT rule FROM call_plan WHERE contact_id = ?", (contact.id,))
    if rule in _NOT_CALLED:
        raise Problem(_("{name}: {reason}.").format(name=contact.display_name, reason=_(_NOT_CALLED[rule])))
    state = legal.call_state(reader, contact.id, day, "")
    if state is not None and not state.verdict.may:
        raise Problem(_("{name}: {reason}.").format(name=contact.display_name, reason=legal.why_not(state, today)))
    limit = limits(contact.audience, day, COUNTRY.read(reader))
    if limit and day.weekday() not in limit.weekdays:
        raise Problem(
            _("{name} is a private individual: not on a Saturday or Sunday.").format(name=contact.display_name)
        )
