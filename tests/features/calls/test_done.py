"""What an evening says of the day."""

from petitcrm.features.calls.done import done, in_words
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY


def test_the_day_in_a_sentence(store: Store) -> None:
    one = store.do("new", contacts.create, "person", {"family_name": "Girard", "phone": "0465710001"}, TODAY)[0]
    assert in_words(store.read(done, TODAY)) == "0 calls made."
    for outcome in ("reached", "no_answer", "reached"):
        store.do("log", history.log, one, Exchange("call", TODAY.isoformat(), outcome=outcome))
    store.do("log", history.log, one, Exchange("call", "2026-05-11", outcome="busy"))
    store.do("log", history.log, one, Exchange("visit", TODAY.isoformat()))
    found = store.read(done, TODAY)
    assert (found.calls, found.others) == (3, 1)
    assert in_words(found) == "3 calls made: 2 reached, 1 no answer. 1 other exchange noted."
