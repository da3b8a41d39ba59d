"""Moving a call to another day by hand: from then on it is promised for that day, and the plan leaves it there."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.calls import settings
from petitcrm.features.consent.rules import limits, may
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history import follow_ups
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp
from petitcrm.store.connection import Reader
from petitcrm.store.settings import reader_of


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


def _check(reader: Reader, contact: Contact, day: date, today: date) -> None:
    if day < today:
        raise Problem(_("{day} is past.").format(day=shown(day, today)))
    if not settings.calendar(reader).is_open(day):
        raise Problem(_("{day} is closed: no calls are planned on it.").format(day=shown(day)))
    country = COUNTRY.read(reader)
    state = reader.value("SELECT state FROM consent WHERE channel = 'call' AND contact_id = ?", (contact.id,)) or ""
    verdict = may("call", state, contact.audience, contact.stage, day, country)
    limit = limits(contact.audience, day, country)
    if not verdict.may:
        raise Problem(_("{name}: {reason}.").format(name=contact.display_name, reason=_(verdict.reason)))
    if limit and day.weekday() not in limit.weekdays:
        raise Problem(
            _("{name} is a private individual: not on a Saturday or Sunday.").format(name=contact.display_name)
        )
