"""Noting that e-mails were prepared."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.letters import noted as more
from petitcrm.features.letters.noted import Noted


def note(session: Session, ids: Sequence[int], subject: str, text: str, day: str, noted: Noted | None = None) -> None:
    """An e-mail of ours in the history of each of `ids`; `noted` is done in the same change."""
    for one in ids:
        history.log(session, one, Exchange("email", day, subject=subject, text=text))
    more.run(session, noted, ids)
