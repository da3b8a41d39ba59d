"""Clients with a past."""

import pytest
from sqlalchemy.orm import Session

from nurture_support import prospect, reached
from petitcrm.store.store import Store


def _client(session: Session, name: str, *before: int, stage: str = "client", **values: str) -> int:
    key = prospect(session, name, stage=stage, **values)
    reached(session, key, *before)
    return key


def _fill(session: Session) -> dict[str, int]:
    return {
        "anna": _client(session, "Anna", 420, 390, 360, tier="A"),  # every 30 days, silent for 360: 3 × 12
        "bruno": _client(session, "Bruno", 400, 300, 200, tier="C"),  # every 100, silent for 200: not yet twice
        "chloe": _client(session, "Chloe", 300, 200, 190, 180, tier="D"),  # every 10, silent for 180
        "denis": _client(session, "Denis", 700, tier="A"),  # one contact: the tier's month
        "emma": _client(session, "Emma", 900),  # no rhythm at all
        "farid": _client(session, "Farid", 200, stage="former"),
        "gael": _client(session, "Gael", 100, stage="former"),
        "hugo": _client(session, "Hugo", stage="former"),  # never heard of
    }


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    made, _tables = store.do("fill", _fill)
    return made
