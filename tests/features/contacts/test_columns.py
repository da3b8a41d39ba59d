"""The columns of the list: what they show, what they sort by."""

from array import array
from typing import Any

import pytest

from petitcrm.base import cards
from petitcrm.features.calls.columns import COLUMNS
from petitcrm.features.contacts import bulk, columns, conditions, edits, parts, queries
from petitcrm.features.contacts.columns import birthday_shown
from petitcrm.features.contacts.tables import CustomField
from petitcrm.store.store import Store
from tests_support import TODAY


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    made = {}
    for name, values in {
        "Ábel": {"company": "Zinc", "tier": "B", "stage": "client", "birthday": "9/3/1975"},
        "bern": {"temperature": "hot", "stage": "prospect", "birthday": "24/1", "tags": "VIP, salon"},
        "Zoé": {"company": "Ácier", "tier": "A", "stage": "suspect", "phone": "04 75 00 11 22"},
    }.items():
        made[name], _ = store.do("new", edits.create, "person", {"family_name": name, **values}, TODAY)
    zinc = store.reader.value("SELECT id FROM contact WHERE company_name = 'Zinc'")
    store.do("place", parts.save_address, zinc, None, cards.Address(town="Écully", postcode="69130"))
    store.do("place", parts.save_address, made["bern"], None, cards.Address(town="Dole", postcode="39100"))
    return made


def own_field(store: Store, name: str, kind: str, choices: str = "") -> str:
    def add(session: Any) -> str:
        field = CustomField(name=name, kind=kind, choices=choices)
        session.add(field)
        session.flush()
        return field.uid

    return store.do("field", add)[0]


def order(store: Store, key: str, people: dict[str, int], descending: bool = False) -> list[str]:
    names = {one: name for name, one in people.items()}
    ids = store.read(queries.ids)
    column = store.read(columns.offered, COLUMNS)[key]
    found = store.read(columns.ordered, ids, column, descending)
    assert sorted(found) == sorted(ids)
    return [names[one] for one in found if one in names]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("name", ["Ábel", "bern", "Zoé"]),
        ("company", ["Zoé", "Ábel", "bern"]),
        ("town", ["bern", "Ábel", "Zoé"]),  # that of the company where a person has none; É stands with E
        ("tier", ["Zoé", "Ábel", "bern"]),
        ("stage", ["Zoé", "bern", "Ábel"]),  # as the relation goes, not as words do
        ("birthday", ["bern", "Ábel", "Zoé"]),  # by the day of the year
        ("tags", ["bern", "Ábel", "Zoé"]),
        ("phone", ["Zoé", "Ábel", "bern"]),
        ("next_call", ["Ábel", "Zoé", "bern"]),
    ],
)
def test_those_without_a_value_come_last(store: Store, people: dict[str, int], key: str, wanted: list[str]) -> None:
    found = order(store, key, people)
    if key == "next_call":
        assert found[-1] in ("bern", "Zoé")
        return
    assert found == wanted
    there = {"name": 3, "company": 2, "town": 2, "tier": 2, "stage": 3, "birthday": 2, "tags": 1, "phone": 1}[key]
    assert order(store, key, people, descending=True) == [*reversed(wanted[:there]), *wanted[there:]]


def test_cells_are_as_they_are_read(store: Store, people: dict[str, int]) -> None:
    offered = store.read(columns.offered, COLUMNS)
    keys = ["name", "company", "town", "tier", "stage", "birthday", "phone", "created"]
    [row, gone] = store.read(columns.rows, [people["Ábel"], 999], [offered[key] for key in keys], TODAY)
    assert gone is None
    assert row is not None
    assert row.words[:7] == ("Ábel", "Zinc", "Écully", "B", "client", "9/3/1975", "")
    [values] = store.read(columns.values, [people["Zoé"]], [offered["phone"], offered["created"]], TODAY)
    assert values[0] == "04 75 00 11 22"
    assert len(values[1]) == 10


def test_the_owners_fields_are_columns_and_filters(store: Store, people: dict[str, int]) -> None:
    budget = own_field(store, "Budget & co", "number")
    channel = own_field(store, "Channel", "choice", "mail\nvisit")
    fair = own_field(store, "Fair", "yes_no")
    for name, value in (("Ábel", "900"), ("bern", "1 000,5"), ("Zoé", "80")):
        store.do("x", bulk.set_own, [people[name]], budget, value, TODAY)
    store.do("x", bulk.set_own, [people["bern"]], channel, "VISIT", TODAY)
    store.do("x", bulk.set_own, [people["Zoé"]], fair, "oui", TODAY)
    assert order(store, f"own:{budget}", people) == ["Zoé", "Ábel", "bern"]  # as numbers
    column = store.read(columns.offered)[f"own:{channel}"]
    assert column.title == "Channel"
    for key, wanted in (
        (f"own:{channel}=visit", ["bern"]),
        (f"own:{channel}?filled", ["bern"]),
        (f"own:{channel}?empty", ["Ábel", "Zoé"]),
        (f"own:{fair}=1", ["Zoé"]),
        (f"own:{fair}=0", ["Ábel", "bern"]),
    ):
        [(condition, words)], unknown = store.read(conditions.named, [key], ())
        assert not unknown
        assert ": " in words
        found = store.read(queries.ids, [condition])
        assert [name for name, one in people.items() if one in found] == wanted


@pytest.mark.parametrize(
    "key",
    [
        "tier:Z",
        "tag:no such tag",
        "stage:'; DROP TABLE contact",
        "own:abc=1",
        "own:",
        "nonsense",
        "",
        "tier:",
        "c.id=c.id",
    ],
)
def test_a_filter_that_is_none_is_unknown(store: Store, people: dict[str, int], key: str) -> None:
    found, unknown = store.read(conditions.named, [key], (*conditions.FIRST, *conditions.LAST))
    assert found == []
    assert unknown == [key]


def test_every_filter_that_is_offered_is_known_again(store: Store, people: dict[str, int]) -> None:
    own_field(store, "Channel", "choice", "mail\nvisit")
    for _title, found in store.read(conditions.groups):
        for condition, _words in found:
            [(again, _worded)], unknown = store.read(conditions.named, [condition.key], ())
            assert (again.sql, again.parameters, unknown) == (condition.sql, condition.parameters, [])
            store.read(queries.ids, [condition])


def test_a_town_is_that_of_the_company_for_its_people(store: Store, people: dict[str, int]) -> None:
    [(condition, _words)], _unknown = store.read(conditions.named, ["town:Écully"], ())
    found = store.read(queries.ids, [condition])
    assert people["Ábel"] in found
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "wanted"), [("1975-03-09", "9/3/1975"), ("--03-09", "9/3"), ("", ""), ("nonsense-1-2", "nonsense-1-2")]
)
def test_birthdays_are_read_as_they_are_typed(text: str, wanted: str) -> None:
    assert birthday_shown(text) == wanted


def test_nobody_is_in_order_too(store: Store) -> None:
    for column in store.read(columns.offered, COLUMNS).values():
        assert list(store.read(columns.ordered, array("q"), column)) == []
