"""Noting what a contact wants."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.features.consent.tables import Consent


def note(session: Session, contact_id: int, channel: str, state: str, today: date, how: str = "") -> None:
    """The contact's word on `channel` from today on: "objected", "consented", or "" for no word at all."""
    row = session.scalars(
        select(Consent).where(Consent.contact_id == contact_id, Consent.channel == channel)
    ).one_or_none()
    if not state:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Consent(contact_id=contact_id, channel=channel, state=state, since=today.isoformat(), how=how))
    else:
        row.state, row.since, row.how = state, today.isoformat(), how
    session.flush()
