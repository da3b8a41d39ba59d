"""What stands beside a call: may I, until when, how often did I."""

from datetime import date

import pytest

from petitcrm.features.calls.legal import call_state, in_words
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY


def make(store: Store, **values: str) -> int:
    given = {"family_name": "Girard", "phone": "0465710001", "stage": "client", **values}
    return store.do("new", contacts.create, "person", given, TODAY)[0]


def told(store: Store, one: int, day: date = TODAY, at: str = "11:00") -> str:
    state = store.read(call_state, one, day, at)
    assert state is not None
    return in_words(state, day)


def test_a_professional_may_be_called_and_the_calls_are_counted(store: Store) -> None:
    one = make(store, preferred_days="mardi", preferred_hours="le matin")
    for day in ("2026-04-01", "2026-04-20", "2026-05-11"):
        store.do("log", history.log, one, Exchange("call", day, outcome="no_answer"))
    assert told(store, one) == "May be called · 2 calls in 30 days · best: mardi, le matin"


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        (TODAY, "11:00", "May be called until 13:00"),
        (TODAY, "13:30", "Not before 14:00: private individuals are called from 10 am"),
        (TODAY, "20:00", "Not now: private individuals are called from 10 am"),
        (date(2026, 5, 14), "11:00", "Not now: private individuals are not called on Saturdays"),  # Ascension
        (date(2026, 5, 16), "11:00", "Not now: private individuals are not called on Saturdays"),
    ],
)
def test_a_private_individual_within_the_hours_of_the_law(store: Store, day: date, at: str, words: str) -> None:
    one = make(store, audience="consumer")
    assert told(store, one, day, at).startswith(words)


def test_attempts_and_refusals_of_a_private_individual(store: Store) -> None:
    one = make(store, audience="consumer")
    for day in ("2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07"):
        store.do("log", history.log, one, Exchange("call", day, outcome="no_answer"))
    assert told(store, one) == (
        "Not before Wed 3 Jun: 4 calls within 30 days are the most for a private individual (D.223-9) "
        "· 4 calls in 30 days, 4 at most"
    )
    store.do("log", history.log, one, Exchange("call", "2026-05-11", outcome="refused"))
    assert "left alone for 60 days" in told(store, one)


def test_nobody_is_nobody(store: Store) -> None:
    assert store.read(call_state, 99, TODAY, "11:00") is None
