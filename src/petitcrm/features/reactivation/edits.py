"""What is decided of a silent client, in one step with what it does."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.nurture import edits as nurture
from petitcrm.features.reactivation.rules import ANSWERS
from petitcrm.features.reactivation.tables import Reactivation


def decide(session: Session, contact_id: int, answer: str, today: date) -> int:
    """Keep what was decided. Its key. Decided twice in a month, the last word counts and stands alone."""
    if answer not in ANSWERS:
        raise Problem(_("“{value}” is no answer: call, letter, later or gone.").format(value=answer))
    month = today.replace(day=1).isoformat()
    chosen = select(Reactivation).where(Reactivation.contact_id == contact_id, Reactivation.day >= month)
    row = session.scalars(chosen.order_by(Reactivation.id.desc())).first()
    if row is None:
        row = Reactivation(contact_id=contact_id, day=today.isoformat(), answer=answer)
        session.add(row)
    else:
        row.day, row.answer = today.isoformat(), answer
    session.flush()
    return row.id


def call(session: Session, contact_id: int, said: str, today: date, text: str = "") -> date:
    """Promise a call for a day as people say it. The day. Problem where it is none, or nobody may call them then."""
    day, _left_out = nurture.promise(session, [contact_id], said, today, text)
    decide(session, contact_id, "call", today)
    return day


def gone(session: Session, contact_id: int, why: str, today: date) -> None:
    """They will not come back: a former client from now on, and why they left stands on the card."""
    session.get_one(Contact, contact_id)
    contacts.change(session, contact_id, {"stage": "former", "why_left": why}, today)
    decide(session, contact_id, "gone", today)
