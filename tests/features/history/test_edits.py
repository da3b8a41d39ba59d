"""Exchanges and promises on a real base."""

from typing import Any

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits, queries
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.rules import is_attempt, is_reached, is_sign
from petitcrm.store.store import Store
from tests_support import TODAY, everything


@pytest.fixture
def one(store: Store) -> int:
    return int(store.do("new", contacts.create, "person", {"family_name": "Roche", "company": "Bois & Fils"}, TODAY)[0])


@pytest.mark.parametrize(
    ("exchange", "reached", "attempt", "sign"),
    [
        (("call", "out", "reached"), True, False, False), (("call", "out", "no_answer"), False, True, False),
        (("call", "out", "busy"), False, True, False), (("call", "out", "message_left"), False, True, False),
        (("call", "out", "wrong_number"), False, False, False), (("call", "out", "refused"), True, False, False),
        (("call", "in", "reached"), True, False, True), (("visit", "out", ""), True, False, False),
        (("email", "out", ""), False, False, False), (("email", "in", ""), True, False, True),
        (("letter", "out", ""), False, False, False), (("letter", "in", ""), True, False, True),
        (("note", "out", ""), False, False, False), (("note", "in", ""), False, False, False),
    ],
)  # fmt: skip
def test_what_an_exchange_counts_as(exchange: tuple[str, str, str], reached: bool, attempt: bool, sign: bool) -> None:
    assert is_reached(*exchange) is reached
    assert is_attempt(*exchange) is attempt
    assert is_sign(*exchange[:2]) is sign


def test_a_company_rolls_up_its_peoples_history(store: Store, one: int) -> None:
    store.do("log", edits.log, one, Exchange("visit", "2026-05-04", text="devis"))
    company = store.reader.value("SELECT company_id FROM employment WHERE person_id = ?", (one,))
    found = store.read(queries.timeline, company)
    assert [(entry.kind, entry.who, entry.text) for entry in found] == [("visit", "Roche", "devis")]


def test_the_timeline_is_the_newest_first(store: Store, one: int) -> None:
    for day, at in (("2026-05-04", "09:00"), ("2026-05-12", ""), ("2026-05-04", "17:00")):
        store.do("log", edits.log, one, Exchange("note", day, at=at))
    assert [(entry.day.isoformat(), entry.at) for entry in store.read(queries.timeline, one)] == [
        ("2026-05-12", ""), ("2026-05-04", "17:00"), ("2026-05-04", "09:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dance"}, {"kind": "call"}, {"kind": "call", "outcome": "maybe"}, {"kind": "visit", "direction": "up"},
        {"kind": "visit", "day": "2026-02-30"}, {"kind": "visit", "follow_up": "soon"},
    ],
)  # fmt: skip
def test_what_cannot_be_noted_changes_nothing(store: Store, one: int, wrong: dict[str, Any]) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        store.do("log", edits.log, one, Exchange(**{"day": "2026-05-12", **wrong}))
    assert everything(store) == before


def test_an_entry_is_rewritten_and_removed(store: Store, one: int) -> None:
    key = store.do("log", edits.log, one, Exchange("note", "2026-05-12", text="a"))[0]
    store.do("text", edits.change, key, Exchange("note", "2026-05-12", text="b\x00\r\nc"))
    assert store.read(queries.by_ids, [key])[0].text == "b\nc"
    store.do("gone", edits.remove, key)
    assert store.read(queries.timeline, one) == []
    store.undo()
    assert len(store.read(queries.timeline, one)) == 1


def test_promises_are_kept_settled_and_dropped(store: Store, one: int) -> None:
    store.do("promise", edits.promise, one, "2026-05-12", "09:30")
    store.do("promise", edits.promise, one, "2026-06-12")
    store.do("log", edits.log, one, Exchange("call", "2026-05-12", outcome="reached"))
    open_days = "SELECT day FROM follow_up WHERE done_on IS NULL"
    assert store.reader.column(open_days) == ["2026-06-12"]
    store.do("drop", edits.drop_promise, one)
    assert store.reader.column(open_days) == []
