import pytest
from sqlalchemy.orm import Session

from labels_support import ids, uids
from petitcrm.features.letters import settings as letters
from petitcrm.store import settings
from petitcrm.store.store import Store

__all__ = ["head", "ids", "uids"]


def _write_head(session: Session) -> None:
    settings.save(session, {letters.NAME: "Atelier Girard", letters.ADDRESS: "14 bis, rue des Tanneurs\n26000 Valence"})


@pytest.fixture
def head(store: Store) -> None:
    """The owner has said who writes."""
    store.keep(_write_head)
