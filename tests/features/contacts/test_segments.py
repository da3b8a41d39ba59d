"""Segments: the owner's views and the filters, and who is in them."""

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.contacts import conditions, edits, segments, view_edits
from petitcrm.features.contacts.views import View
from petitcrm.store.store import Store
from tests_support import TODAY

PLAIN = (*conditions.FIRST, *conditions.LAST)


@pytest.fixture
def known(store: Store) -> dict[str, int]:
    made = {}
    for name, values in (
        ("roche", {"family_name": "Roche", "tier": "A", "tags": "salon", "stage": "client"}),
        ("chen", {"family_name": "Chen", "tier": "B", "stage": "client"}),
        ("petit", {"family_name": "Petit", "stage": "prospect"}),
        ("gone", {"family_name": "Parti", "tier": "A", "stage": "client"}),
    ):
        made[name] = store.do("new", edits.create, "person", values, TODAY)[0]
    store.do("trash", edits.trash, [made["gone"]])
    return made


def members(store: Store, view: View) -> list[int]:
    return list(store.read(segments.members, view, PLAIN))


def test_who_is_in_a_segment(store: Store, known: dict[str, int]) -> None:
    assert members(store, View()) == [known["chen"], known["petit"], known["roche"]]
    assert members(store, View(("clients",))) == [known["chen"], known["roche"]]
    assert members(store, View(("clients", "tier:A"))) == [known["roche"]]
    assert members(store, View(search="pet")) == [known["petit"]]
    assert members(store, View(("clients",), search="pet")) == []


def test_views_come_first_then_everybody_then_the_filters(store: Store, known: dict[str, int]) -> None:
    store.do("view", view_edits.save, "Vœux", View(("tag:salon",)))
    found = store.read(segments.offered, PLAIN)
    assert [one.name for one in found[:4]] == ["Vœux", "All contacts", "clients", "prospects"]
    assert members(store, found[0].view) == [known["roche"]]
    assert "Tier: A" in [one.name for one in found]
    for one in found:
        store.read(segments.members, one.view, PLAIN)  # each of them can be chosen


def test_a_segment_that_asks_for_what_is_gone_holds_nobody_but_says_so(store: Store, known: dict[str, int]) -> None:
    with pytest.raises(Problem, match="no longer there: nobody"):
        members(store, View(("clients", "tag:nobody")))
