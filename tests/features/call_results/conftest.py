"""A base with calls whose results are known."""

import pytest

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY


@pytest.fixture
def called(store: Store) -> Store:
    """40 calls on a Monday afternoon, 10 of them reached; 12 on Tuesdays at nine, 11 reached; one without an hour."""
    values = {"family_name": "Roche", "phone": "06 39 98 00 01", "stage": "client", "tier": "A"}
    one = store.do("new", contacts.create, "person", values, TODAY)[0]

    def fill(session: object) -> None:
        for at in range(40):
            _log(session, one, "2026-05-04", "no_answer" if at % 4 else "reached", "15:10")
        for at in range(12):
            _log(session, one, "2026-05-05", "reached" if at else "busy", "09:30")
        _log(session, one, "2026-03-02", "reached", "")

    store.do("calls", fill)  # type: ignore[arg-type]
    return store


def _log(session: object, contact: int, day: str, outcome: str, at: str) -> None:
    history.log(session, contact, Exchange("call", day, outcome=outcome, at=at))  # type: ignore[arg-type]
