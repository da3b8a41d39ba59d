"""Noting what came back on a sheet."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.call_sheets.grid import Call
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange


def log(session: Session, calls: Sequence[Call], day: date, today: date) -> None:
    """Note the calls of a sheet, all or none. Problem where the day is one to come."""
    if day > today:
        raise Problem(_("No call can have been made on a day to come."))
    for one in calls:
        exchange = Exchange(
            "call",
            day.isoformat(),
            outcome=one.outcome,
            text=one.note,
            follow_up=one.follow_up,
            follow_up_at=one.follow_up_at,
        )
        history.log(session, one.contact_id, exchange)
