"""What many contacts are given at once."""

from typing import Any

import pytest

from petitcrm.base.fields import Refused
from petitcrm.features.contacts import bulk, edits, own_fields, queries
from petitcrm.features.contacts.tables import CustomField
from petitcrm.store.store import Store
from tests_support import TODAY, everything


@pytest.fixture
def ids(store: Store) -> list[int]:
    made = [
        store.do("new", edits.create, "person", {"family_name": f"P{n}", "tags": "old"}, TODAY)[0] for n in range(4)
    ]
    made.append(store.do("new", edits.create, "company", {"company": "Zinc", "tags": "old, VIP"}, TODAY)[0])
    return made


def column(store: Store, name: str) -> list[Any]:
    return store.reader.column(f"SELECT {name} FROM contact ORDER BY id")


@pytest.mark.parametrize(
    ("key", "text", "name", "wanted"),
    [
        ("source", "  salon   Lyon ", "source", ["salon Lyon"] * 5),
        ("job_title", "Acheteur", "job_title", ["Acheteur"] * 4 + [""]),
        ("stage", "prospect", "stage", ["prospect"] * 5),
        ("snoozed_until", "2026-06-01", "snoozed_until", ["2026-06-01"] * 5),
        ("snoozed_until", "", "snoozed_until", [None] * 5),
        ("own_interval", "6 weeks", "own_days", [42] * 5),
        ("deceased", "1", "deceased", [1] * 4 + [0]),
    ],
)
def test_a_field_is_given_to_all_and_taken_back(
    store: Store, ids: list[int], key: str, text: str, name: str, wanted: list[Any]
) -> None:
    before = everything(store)
    store.do("set", bulk.set_all, ids, key, text, TODAY)
    assert column(store, name) == wanted
    if everything(store) != before:
        store.undo()
    assert {name: rows for name, rows in everything(store).items() if name != "contact"} == {
        name: rows for name, rows in before.items() if name != "contact"
    }
    assert column(store, name) != wanted or text == ""


def test_people_change_company_together(store: Store, ids: list[int]) -> None:
    store.do("one", edits.change, ids[0], {"company": "Elsewhere"}, TODAY)
    store.do("all", bulk.set_all, ids, "company", "Bois & Fils", TODAY)
    assert [row.company for row in store.read(queries.rows, ids)] == ["Bois & Fils"] * 4 + ["Zinc"]
    store.undo()
    assert [row.company for row in store.read(queries.rows, ids)] == ["Elsewhere", "", "", "", "Zinc"]
    store.redo()
    store.do("none", bulk.set_all, ids, "company", "", TODAY)
    assert [row.company for row in store.read(queries.rows, ids)] == [""] * 4 + ["Zinc"]


def test_tags_are_taken_away(store: Store, ids: list[int]) -> None:
    assert store.read(queries.tags_of, ids) == [("old", 5), ("VIP", 1)]
    store.do("away", bulk.remove_tags, ids[1:], ["old"])
    assert store.read(queries.tags_of, ids) == [("old", 1), ("VIP", 1)]
    store.undo()
    assert store.read(queries.tags_of, ids) == [("old", 5), ("VIP", 1)]


def test_own_fields_are_given_changed_and_emptied(store: Store, ids: list[int]) -> None:
    def add(session: Any) -> str:
        field = CustomField(name="Visit", kind="date", of="person")
        session.add(field)
        session.flush()
        return field.uid

    uid, _ = store.do("field", add)
    values = "SELECT value FROM custom_value ORDER BY contact_id"
    store.do("one", bulk.set_own, ids[:1], uid, "1/6/2026", TODAY)
    store.do("all", bulk.set_own, ids, uid, "2/6/2026", TODAY)
    assert store.reader.column(values) == ["2026-06-02"] * 4  # the company has no such field
    store.undo()
    assert store.reader.column(values) == ["2026-06-01"]
    store.do("empty", bulk.set_own, ids, uid, "", TODAY)
    assert store.reader.column(values) == []
    with pytest.raises(Refused, match="not a day"):
        store.do("bad", bulk.set_own, ids, uid, "30/2", TODAY)
    with pytest.raises(Refused, match="no longer there"):
        store.do("gone", bulk.set_own, ids, "nope", "x", TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("number", "1 234,50", "1234.5"), ("number", "-3", "-3"), ("yes_no", "oui", "1"), ("yes_no", "non", ""),
        ("choice", "MAIL", "mail"), ("text", " a  b ", "a b"), ("date", "2026-02-03", "2026-02-03"), ("date", "", ""),
    ],
)  # fmt: skip
def test_what_own_fields_keep(kind: str, text: str, wanted: str) -> None:
    field = own_fields.OwnField(1, "u", "F", kind, ("mail", "visit"), "both")
    assert own_fields.kept_surely(field, text, TODAY) == wanted


@pytest.mark.parametrize(("kind", "text"), [("number", "twelve"), ("date", "31/2"), ("choice", "fax")])
def test_what_own_fields_refuse(kind: str, text: str) -> None:
    field = own_fields.OwnField(1, "u", "F", kind, ("mail", "visit"), "both")
    assert bulk.check(field, text, TODAY)
    assert bulk.check(field, "", TODAY) == ""


def test_every_field_that_is_offered_can_be_given(store: Store, ids: list[int]) -> None:
    for field in bulk.fields():
        value = field.choices[-1].value if field.choices else {"date": "1/6", "yes_no": "1"}.get(field.kind, "")
        assert bulk.check(field, value, TODAY) == ""
        store.do("set", bulk.set_all, ids, field.key, value, TODAY)
