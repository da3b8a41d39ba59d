"""A sequence of a letter, a call and an e-mail, with people who can be reached in every way."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from nurture_support import LYON
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.sequences import edits, queries
from petitcrm.features.sequences.queries import MemberLine, SequenceRow
from petitcrm.features.sequences.rules import CALL, EMAIL, LETTER, Step
from petitcrm.store.store import Store
from tests_support import TODAY

STEPS = (Step(LETTER, 0, "An offer"), Step(CALL, 14, text="All well?"), Step(EMAIL, 30, "An offer"))


def person(session: Session, name: str, **values: str) -> int:
    known = {"family_name": name, "phone": "04 75 00 00 01", "email": f"{name.lower()}@bois.example", **values}
    key = contacts.create(session, "person", known, TODAY)
    parts.save_address(session, key, None, LYON)
    return key


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    made, _tables = store.do(
        "fill", lambda session: {name: person(session, name.title()) for name in ("anna", "bruno", "chloe", "denis")}
    )
    return made


@pytest.fixture
def sequence(store: Store) -> int:
    made, _tables = store.do("make", edits.make, "Welcome", STEPS)
    return made


@pytest.fixture
def joined(store: Store, sequence: int, ids: dict[str, int]) -> int:
    store.do("join", edits.join, sequence, list(ids.values()), TODAY)
    return sequence


@pytest.fixture
def of(store: Store, sequence: int) -> Callable[[], SequenceRow]:
    return lambda: store.read(queries.sequence, sequence)


@pytest.fixture
def lines(store: Store, of: Callable[[], SequenceRow]) -> Callable[..., dict[str, MemberLine]]:
    """Everybody in the sequence by name, seen from a day."""
    return lambda today=TODAY: {one.name.lower(): one for one in store.read(queries.members, of(), today)}
