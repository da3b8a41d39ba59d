"""Noting that e-mails were prepared."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.letters.mailing import Noted


def note(session: Session, ids: Sequence[int], subject: str, text: str, day: str, noted: Noted | None = None) -> None:
    """An e-mail of ours in the history of each of `ids`; `noted(session, ids)` belongs to the same change."""
    for one in ids:
        history.log(session, one, Exchange("email", day, subject=subject, text=text))
    if noted is not None:
        noted(session, ids)
