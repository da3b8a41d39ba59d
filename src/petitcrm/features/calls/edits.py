"""Logging calls."""

from datetime import date

from sqlalchemy.orm import Session

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange


def log(session: Session, contact_id: int, outcome: str, today: date, text: str = "", follow_up: str = "") -> int:
    """Note a call of ours today with its outcome. The key of the history entry."""
    return history.log(
        session, contact_id, Exchange("call", today.isoformat(), outcome=outcome, text=text, follow_up=follow_up)
    )


def snooze(session: Session, contact_id: int, until: str, today: date) -> None:
    """No call before `until` (a day as people say it; "" for no such day)."""
    contacts.change(session, contact_id, {"snoozed_until": until}, today)
