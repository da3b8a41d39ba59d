"""What the gestures of the series change; every one is one step, taken back exactly."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from nurture_support import prospect
from petitcrm.base.errors import Problem
from petitcrm.features.calls import queries as calls
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts.queries import card, value_of
from petitcrm.features.history.queries import follow_ups
from petitcrm.features.nurture import edits, queries
from petitcrm.features.tiers import edits as tiers
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def names(store: Store) -> list[str]:
    return [one.name for one in store.read(queries.series, TODAY)]


def field(store: Store, contact_id: int, name: str) -> str:
    found = store.read(card, contact_id)
    assert found is not None
    return value_of(found, name)


def test_warm_again_brings_the_calls_back(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("warm", edits.warm, [ids["anna"], ids["bruno"]], TODAY)
    assert made == 1  # only Bruno, on whom the cadence has given up, needs a promise
    assert store.read(calls.next_call, ids["bruno"], TODAY).day == TODAY + timedelta(days=14)
    assert store.read(calls.next_call, ids["anna"], TODAY).day is not None
    assert {"Anna", "Bruno"}.isdisjoint(names(store))


def test_no_call_is_promised_to_who_does_not_want_any(store: Store, ids: dict[str, int]) -> None:
    store.do("no", consent.note, ids["bruno"], "call", "objected", TODAY)
    made, _tables = store.do("warm", edits.warm, [ids["bruno"]], TODAY)
    assert (made, store.read(follow_ups, TODAY)) == (0, [])


def test_a_call_is_promised_in_words(store: Store, ids: dict[str, int]) -> None:
    (day, left_out), _tables = store.do(
        "promise", edits.promise, [ids["anna"], ids["bruno"]], "lun 14h", TODAY, "foire"
    )
    assert (day, left_out) == (date(2026, 5, 18), [])
    assert [(one.day, one.at, one.text) for one in store.read(follow_ups, TODAY)] == [(day, "14:00", "foire")] * 2
    assert {"Anna", "Bruno"}.isdisjoint(names(store))


def test_who_may_not_be_called_is_left_out_with_the_reason(store: Store, ids: dict[str, int]) -> None:
    store.do("no", consent.note, ids["bruno"], "call", "objected", TODAY)
    (_day, left_out), _tables = store.do("promise", edits.promise, [ids["anna"], ids["bruno"]], "+3w", TODAY)
    assert left_out == [("Bruno", "does not want to be called")]
    with pytest.raises(Problem, match="Bruno: does not want to be called"):
        store.do("promise", edits.promise, [ids["bruno"]], "+3w", TODAY)
    with pytest.raises(Problem, match="not a day"):
        store.do("promise", edits.promise, [ids["anna"]], "soonish", TODAY)
    with pytest.raises(Problem, match="nobody is chosen"):
        store.do("promise", edits.promise, [], "+3w", TODAY)


def test_taken_out_they_are_left_alone_for_a_year_and_the_card_says_so(store: Store, ids: dict[str, int]) -> None:
    until, _tables = store.do("out", edits.take_out, [ids["anna"], ids["bruno"]], TODAY)
    assert until == date(2027, 5, 12)
    assert field(store, ids["anna"], "snoozed_until") == "2027-05-12"
    assert field(store, ids["anna"], "temperature") == "cold"
    assert {"Anna", "Bruno"}.isdisjoint(names(store))
    assert "Bruno" in [one.name for one in store.read(queries.series, until)]


def test_a_tier_that_is_written_to_is_not_left_by_this_gesture(store: Store) -> None:
    store.do("tier", tiers.add, "L", {"every": "6 months", "letters_only": True})
    one, _tables = store.do("new", prospect, "Karl", stage="client", tier="L")
    with pytest.raises(Problem, match="Karl is written to because of the tier"):
        store.do("out", edits.take_out, [one], TODAY)


def test_events_are_added_changed_and_removed(store: Store) -> None:
    one, _tables = store.do("add", edits.add_event, " Spring fair ", "7/3", "stand B12", TODAY)
    (event,) = store.read(queries.events, TODAY)
    assert (event.name, event.day, event.text) == ("Spring fair", date(2027, 3, 7), "stand B12")
    for name, value in (("name", "Salon"), ("day", "+1w"), ("text", "")):
        store.do("change", edits.change_event, one, name, value, TODAY)
    (event,) = store.read(queries.events, TODAY)
    assert (event.name, event.day, event.text) == ("Salon", date(2026, 5, 19), "")
    assert store.read(queries.event_named, "SALON").id == one
    store.do("remove", edits.remove_event, one)
    assert store.read(queries.events, TODAY) == []


def test_events_stand_in_the_order_they_come_and_past_ones_last(store: Store) -> None:
    for name, said in (("c", "+3w"), ("a", "+1d"), ("b", "+2w")):
        store.do("add", edits.add_event, name, said, "", TODAY)
    assert [one.name for one in store.read(queries.events, TODAY)] == ["a", "b", "c"]
    later = TODAY + timedelta(days=15)
    assert [one.name for one in store.read(queries.events, later)] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("", "+1w", "needs a name"),
        ("x" * 201, "+1w", "at most 200"),
        ("Fair", "someday", "not a day"),
        ("Fair", "", "not a day"),
        ("Fair", "2020-01-01", "past"),
        ("fête", "+1w", "already"),
    ],
)
def test_bad_events_get_a_sentence_and_leave_nothing(store: Store, name: str, said: str, why: str) -> None:
    store.do("add", edits.add_event, "Fete", "+1w", "", TODAY)
    before = everything(store)
    with pytest.raises(Problem, match=why):
        store.do("add", edits.add_event, name, said, "", TODAY)
    assert everything(store) == before


def test_an_event_that_is_not_there_or_there_twice(store: Store) -> None:
    with pytest.raises(Problem, match="no event"):
        store.read(queries.event_named, "Fair")
    store.do("add", edits.add_event, "Fair", "+1w", "", TODAY)
    store.do("add", edits.add_event, "Fair", "+2w", "", TODAY)
    with pytest.raises(Problem, match="several events"):
        store.read(queries.event_named, "fair")
    assert store.read(queries.event_named, "fair", TODAY + timedelta(days=14)).day == TODAY + timedelta(days=14)


GESTURES: dict[str, Callable[..., tuple[Any, ...]]] = {
    "warm": lambda ids: (edits.warm, list(ids.values())[:2], TODAY),
    "promise": lambda ids: (edits.promise, [ids["anna"], ids["bruno"]], "+3w", TODAY),
    "take_out": lambda ids: (edits.take_out, [ids["anna"], ids["bruno"]], TODAY),
    "wake": lambda ids: (edits.wake, [(TODAY, ids["anna"]), (TODAY, ids["bruno"])], "Fair"),
    "add": lambda _ids: (edits.add_event, "Fair", "+1w", "", TODAY),
    "change": lambda _ids: (edits.change_event, 1, "day", "+5w", TODAY),
    "remove": lambda _ids: (edits.remove_event, 1),
}


@pytest.mark.parametrize("gesture", GESTURES)
def test_undo_brings_everything_back_exactly_and_redo_does_it_again(
    store: Store, ids: dict[str, int], gesture: str
) -> None:
    store.do("event", edits.add_event, "Salon", "+2w", "", TODAY)
    before = everything(store)
    edit, *args = GESTURES[gesture](ids)
    store.do(gesture, edit, *args)
    after = everything(store)
    assert after != before
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after
