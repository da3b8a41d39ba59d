"""A decision and what it does are one step, taken back exactly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts.queries import card, value_of
from petitcrm.features.history.queries import follow_ups
from petitcrm.features.reactivation import edits
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def rows(store: Store) -> list[Any]:
    return store.reader.rows("SELECT contact_id, day, answer FROM reactivation ORDER BY id")


def test_a_call_is_promised_and_kept_as_the_answer(store: Store, ids: dict[str, int]) -> None:
    day, _tables = store.do("call", edits.call, ids["anna"], "lun 14h", TODAY, "silent for 12 months")
    (line,) = store.read(follow_ups, TODAY)
    assert (day, line.day, line.at, line.text) == (date(2026, 5, 18), day, "14:00", "silent for 12 months")
    assert rows(store) == [(ids["anna"], "2026-05-12", "call")]


def test_a_call_that_may_not_be_leaves_nothing(store: Store, ids: dict[str, int]) -> None:
    store.do("no", consent.note, ids["anna"], "call", "objected", TODAY)
    before = everything(store)
    with pytest.raises(Problem, match="does not want to be called"):
        store.do("call", edits.call, ids["anna"], "+1w", TODAY)
    with pytest.raises(Problem, match="not a day"):
        store.do("call", edits.call, ids["chloe"], "soonish", TODAY)
    assert everything(store) == before


def test_gone_is_a_former_client_with_the_reason_on_the_card(store: Store, ids: dict[str, int]) -> None:
    store.do("gone", edits.gone, ids["anna"], "a cheaper competitor", TODAY)
    found = store.read(card, ids["anna"])
    assert found is not None
    assert (value_of(found, "stage"), value_of(found, "why_left")) == ("former", "a cheaper competitor")
    assert rows(store) == [(ids["anna"], "2026-05-12", "gone")]


def test_decided_twice_in_a_month_the_last_word_counts(store: Store, ids: dict[str, int]) -> None:
    store.do("later", edits.decide, ids["anna"], "later", date(2026, 4, 30))
    store.do("later", edits.decide, ids["anna"], "later", date(2026, 5, 3))
    store.do("letter", edits.decide, ids["anna"], "letter", TODAY)
    assert rows(store) == [(ids["anna"], "2026-04-30", "later"), (ids["anna"], "2026-05-12", "letter")]


def test_an_answer_that_is_none(store: Store, ids: dict[str, int]) -> None:
    with pytest.raises(Problem, match="no answer"):
        store.do("maybe", edits.decide, ids["anna"], "maybe", TODAY)


GESTURES: dict[str, Callable[..., tuple[Any, ...]]] = {
    "call": lambda one: (edits.call, one, "+3w", TODAY, "silent"),
    "letter": lambda one: (edits.decide, one, "letter", TODAY),
    "later": lambda one: (edits.decide, one, "later", TODAY),
    "gone": lambda one: (edits.gone, one, "price", TODAY),
}


@pytest.mark.parametrize("gesture", GESTURES)
def test_undo_brings_everything_back_exactly_and_redo_does_it_again(
    store: Store, ids: dict[str, int], gesture: str
) -> None:
    before = everything(store)
    edit, *args = GESTURES[gesture](ids["anna"])
    store.do(gesture, edit, *args)
    after = everything(store)
    assert after != before
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after
