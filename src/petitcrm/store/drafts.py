"""What is half typed survives a crash: kept every moment, gone when it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def kept(reader: Reader, prefix: str) -> dict[str, str]:
    """The drafts whose key begins with `prefix`."""
    return dict(reader.rows("SELECT key, text FROM draft WHERE key >= ? AND key < ?", (prefix, prefix + "\U0010ffff")))


def keep(session: Session, key: str, text: str | None) -> None:
    """Keep what is typed; None drops it, now that it is saved."""
    from petitcrm.store.schema import now
    from petitcrm.store.tables import Draft

    row = session.query(Draft).filter_by(key=key).one_or_none()
    if text is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Draft(key=key, text=text, at=now()))
    else:
        row.text, row.at = text, now()
