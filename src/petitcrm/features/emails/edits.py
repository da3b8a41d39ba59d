"""Noting that e-mails were prepared."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange


def note(session: Session, ids: Sequence[int], subject: str, text: str, day: str) -> None:
    """An e-mail of ours in the history of each of `ids`."""
    for one in ids:
        history.log(session, one, Exchange("email", day, subject=subject, text=text))
