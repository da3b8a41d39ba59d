"""Tiers made, changed, put in order and removed; contacts and calls follow, and undo brings all back."""

from typing import Any

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import view_edits, views
from petitcrm.features.contacts.queries import card
from petitcrm.features.contacts.views import View
from petitcrm.features.scripts import edits as scripts
from petitcrm.features.scripts.queries import scripts as all_scripts
from petitcrm.features.tiers import edits, queries
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def make(store: Store, **values: str) -> int:
    given = {"family_name": "Girard", "phone": "0465710001", **values}
    return store.do("new", contacts.create, "person", given, TODAY)[0]


def codes(store: Store) -> list[str]:
    return [row.code for row in store.read(queries.tiers)]


def test_a_new_tier_is_the_last_and_can_be_given(store: Store) -> None:
    store.do("add", edits.add, "e", {"name": "Grands comptes", "every": "2 weeks", "weight": 5})
    assert codes(store) == ["A", "B", "C", "D", "E"]
    row = store.read(queries.tiers)[-1]
    assert (row.name, row.days, row.weight, row.contacts) == ("Grands comptes", 14, 5, 0)
    one = make(store, tier="E")
    assert store.read(calls.next_call, one, TODAY).day == TODAY
    store.do("move", edits.move, "E", -1)
    assert codes(store) == ["A", "B", "C", "E", "D"]


def test_a_tier_can_be_called_something_else(store: Store) -> None:
    one = make(store, tier="A")
    store.do("rename", edits.change, "A", {"code": "A+"})
    found = store.read(card, one)
    assert found is not None
    assert found.tier == "A+"
    assert store.read(calls.due, TODAY).lines[0].tier == "A+"
    store.undo()
    assert store.read(calls.due, TODAY).lines[0].tier == "A"


def test_a_removed_tier_leaves_its_contacts_and_comes_back(store: Store) -> None:
    one = make(store, tier="A", stage="client")
    before = everything(store)
    store.do("remove", edits.remove, "A")
    assert store.read(calls.next_call, one, TODAY).day is None
    found = store.read(card, one)
    assert found is not None
    assert found.tier == ""
    store.undo()
    assert everything(store) == before


def test_letters_only_takes_them_off_the_list(store: Store) -> None:
    one = make(store, tier="B")
    store.do("letters", edits.change, "B", {"letters_only": True})
    found = store.read(calls.next_call, one, TODAY)
    assert (found.day, found.reason) == (None, "no call: this tier is written to, not called")
    assert [(kind.code, kind.clients) for kind in store.read(queries.kinds)][1] == ("B", 1)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("A", {"every": "0 months"}), ("A", {"every": "500 years"}), ("A", {"every": "often"}), ("A", {"weight": -1}),
        ("A", {"weight": 1000}), ("A", {"colour": "#ff0000"}), ("A", {"code": "b"}), ("A", {"code": ""}),
        ("A", {"code": "too long"}), ("A", {"code": "<b>"}), ("Z", {"every": "1 month"}),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_and_nothing_changes(store: Store, code: str, values: dict[str, Any]) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        store.do("change", edits.change, code, values)
    assert everything(store) == before


def test_who_counts_in_the_effect(store: Store) -> None:
    make(store, tier="A", stage="client")
    make(store, tier="A", phone="")  # no number
    make(store, tier="A", own_interval="2 weeks")
    found = store.read(queries.kinds)
    assert (found[0].code, found[0].clients) == ("A", 1)
    assert (found[-1].code, found[-1].days, found[-1].clients) == ("", 14, 1)


def test_scripts_and_saved_views_follow_a_new_code(store: Store) -> None:
    store.do("script", scripts.add, "S", "Bonjour", "tier", "A")
    store.do("view", view_edits.save, "V", View(filters=("tier:A", "clients")))
    before = everything(store)
    store.do("rename", edits.change, "A", {"code": "VIP"})
    assert store.read(all_scripts)[0].which == "VIP"
    assert views.all_of(store.reader)[0].view.filters == ("tier:VIP", "clients")
    store.undo()
    assert everything(store) == before
