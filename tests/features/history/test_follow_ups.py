"""What was promised: made, done, moved, dropped; nothing is lost in the trash or in a merge; undo is exact."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.errors import Problem
from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.duplicates import edits as duplicates
from petitcrm.features.history import attachments, edits, follow_ups, queries, rules, when
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def new(store: Store, **values: str) -> int:
    return int(store.do("new", contacts.create, "person", {"phone": "0639980001", **values}, TODAY)[0])


@pytest.fixture
def one(store: Store) -> int:
    return new(store, family_name="Roche", company="Bois & Fils")


def promise(store: Store, contact: int, day: str, **more: Any) -> int:
    return int(store.do("promise", follow_ups.promise, contact, Promised(day, **more))[0])


def test_they_are_listed_in_order(store: Store, one: int) -> None:
    for day, at, priority in (
        ("2026-05-13", "", "low"), ("2026-05-13", "", "high"), ("2026-05-13", "14:00", "normal"), ("2026-05-11", "", "normal"),
        ("2026-05-12", "09:00", "normal"),
    ):  # fmt: skip
        promise(store, one, day, at=at, priority=priority, kind="task")
    lines = store.read(queries.follow_ups, TODAY)
    assert [(line.state, line.at, line.priority) for line in lines] == [
        ("late", "", "normal"), ("today", "09:00", "normal"), ("coming", "14:00", "normal"), ("coming", "", "high"),
        ("coming", "", "low"),
    ]  # fmt: skip
    assert len(store.read(queries.follow_ups, TODAY, TODAY)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dance"}, {"at": "25:00"}, {"at": "9h"}, {"minutes": 0}, {"priority": "top"}, {"repeat": "hourly"},
        {"day": "2026-02-30"},
    ],
)  # fmt: skip
def test_what_cannot_be_promised_changes_nothing(store: Store, one: int, wrong: dict[str, Any]) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        store.do("promise", follow_ups.promise, one, Promised(**{"day": "2026-05-13", **wrong}))
    assert everything(store) == before


def test_done_moved_dropped_and_taken_back(store: Store, one: int) -> None:
    key = promise(store, one, "2026-05-13", at="09:00", text="devis", minutes=20)
    before = everything(store)
    store.do("move", follow_ups.move, key, "+1w", TODAY)
    assert [(line.day.isoformat(), line.at) for line in store.read(queries.follow_ups, TODAY)] == [
        ("2026-05-19", "09:00")
    ]
    store.do("move", follow_ups.move, key, "ven 16h30", TODAY)
    assert [(line.day.isoformat(), line.at) for line in store.read(queries.follow_ups, TODAY)] == [
        ("2026-05-15", "16:30")
    ]
    store.do("done", follow_ups.finish, key, TODAY)
    assert store.read(queries.follow_ups, TODAY) == []
    for _step in range(3):
        store.undo()
    assert everything(store) == before
    store.do("drop", follow_ups.drop, key)
    assert store.read(queries.follow_ups, TODAY) == []
    store.undo()
    assert everything(store) == before


def test_what_repeats_is_promised_again(store: Store, one: int) -> None:
    key = promise(store, one, "2026-01-31", repeat="monthly", kind="document", text="relevé")
    (following, _tables) = store.do("done", follow_ups.finish, key, TODAY)
    (line,) = store.read(queries.follow_ups, TODAY)
    assert (line.id, line.day.isoformat(), line.repeat, line.text) == (following, "2026-05-31", "monthly", "relevé")
    assert store.do("again", follow_ups.finish, key, TODAY)[0] is None
    store.do("call", follow_ups.promise, one, Promised("2026-05-12", repeat="weekly"))
    store.do("log", edits.log, one, Exchange("call", "2026-05-12", outcome="reached"))
    assert [(line.kind, line.day.isoformat()) for line in store.read(queries.follow_ups, TODAY)] == [
        ("call", "2026-05-19"), ("document", "2026-05-31"),
    ]  # fmt: skip


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["weekly", "monthly", "yearly"]),
    st.integers(-400, 4000),
)
def test_the_next_time_comes_after_today(day: date, repeat: str, late: int) -> None:
    today = day + timedelta(days=late)
    following = rules.next_time(day, repeat, today)
    assert following is not None
    assert following > max(day, today)
    assert (following - max(day, today)).days <= {"weekly": 7, "monthly": 31, "yearly": 366}[repeat]
    assert rules.next_time(day, "", today) is None


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("+1w", "2026-05-19", ""), ("+3s", "2026-06-02", ""), ("lun 14h", "2026-05-18", "14:00"), ("Mon 2pm", "2026-05-18", "14:00"),
        ("demain", "2026-05-13", ""), ("demain 9h30", "2026-05-13", "09:30"), ("12/6 à 10h", "2026-06-12", "10:00"),
        ("2026-06-12", "2026-06-12", ""), ("16:00", "2026-05-12", "16:00"), ("dans 2 mois", "2026-07-12", ""),
        ("fin du mois", "2026-05-31", ""), ("next week", "2026-05-18", ""), ("ven", "2026-05-15", ""), ("lun 3h", "2026-05-18", "03:00"),
    ],
)  # fmt: skip
def test_days_as_they_are_said(said: str, day: str, at: str) -> None:
    found = when.understood(said, TODAY)
    assert (found[0].isoformat(), found[1]) == (day, at)


@pytest.mark.parametrize(
    "said", ["", "30/2", "31 avril", "lundi 25h", "bientôt", "hier", "2026-05-11", "+", "\0", "9" * 500]
)
def test_days_that_are_none(said: str) -> None:
    with pytest.raises(Problem):
        when.understood(said, TODAY)


def test_none_is_lost_in_the_trash(store: Store, one: int) -> None:
    promise(store, one, "2026-05-13")
    assert store.read(queries.promised_to, [one]) == 1
    store.do("trash", contacts.trash, [one])
    assert store.read(queries.follow_ups, TODAY) == []
    store.do("restore", contacts.restore, [one])
    assert len(store.read(queries.follow_ups, TODAY)) == 1


def test_a_merge_carries_all_of_it(store: Store, one: int) -> None:
    other, third = new(store, family_name="Roche"), new(store, family_name="Autre")
    promise(store, other, "2026-05-13")
    own = store.do("log", edits.log, one, Exchange("visit", "2026-05-04", others=(other, third)))[0]
    theirs = store.do("log", edits.log, other, Exchange("visit", "2026-05-05", others=(one,)))[0]
    third_s = store.do("log", edits.log, third, Exchange("visit", "2026-05-06", others=(one, other)))[0]
    file = store.do("file", attachments.attach_to, theirs, "a.pdf", b"x")[0]
    before = everything(store)
    store.do("merge", duplicates.merge, one, other, {}, TODAY)
    assert store.read(queries.participants, [own, theirs, third_s]) == {
        own: [(third, "Autre")],
        third_s: [(one, "Roche")],
    }
    assert [line.contact_id for line in store.read(queries.follow_ups, TODAY)] == [one]
    assert store.reader.value("SELECT contact_id FROM attachment WHERE id = ?", (file,)) == one
    assert store.reader.rows("PRAGMA foreign_key_check") == []
    store.undo()
    assert everything(store) == before


def test_who_took_part_sees_it(store: Store, one: int) -> None:
    other = new(store, family_name="Autre")
    store.do(
        "log",
        edits.log,
        one,
        Exchange("visit", "2026-05-04", others=(other, one, other), minutes=30, who_of_us="GD", feeling=1),
    )
    (entry,) = store.read(queries.timeline, other)
    assert (entry.who, entry.minutes, entry.who_of_us, entry.feeling) == ("Roche", 30, "GD", 1)
    assert store.read(queries.participants, [entry.id]) == {entry.id: [(other, "Autre")]}
    with pytest.raises(Problem):
        store.do("log", edits.log, one, Exchange("visit", "2026-05-04", feeling=5))


def test_a_visit_in_vain_is_no_contact(store: Store, one: int) -> None:
    store.do("tier", contacts.change, one, {"tier": "A"}, TODAY)
    store.do("log", edits.log, one, Exchange("visit", "2026-05-04", outcome="no_answer"))
    assert store.read(calls.next_call, one, TODAY).last_reached is None
    store.do("log", edits.log, one, Exchange("visit", "2026-05-05"))
    assert store.read(calls.next_call, one, TODAY).last_reached == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Windows\\x.exe", "x.exe"), ("a\u202efdp.exe", "afdp.exe"), ("con", "_con"),
        ("nul.txt", "_nul.txt"), ("", "_"), ("...", "_"), ("devis été.pdf", "devis été.pdf"), ("a\0b\n.pdf", "ab .pdf"),
        ("a:b.pdf", "a_b.pdf"),
    ],
)  # fmt: skip
def test_names_of_files_are_safe(name: str, kept: str) -> None:
    assert attachments.safe_name(name) == kept


@given(st.text(max_size=400))
def test_any_name_is_safe(name: str) -> None:
    kept = attachments.safe_name(name)
    assert kept
    assert len(kept) <= 125
    assert not set(kept) & set('/\\<>:"|?*\n\0')


def test_files_are_kept_once_and_taken_back(store: Store, one: int, monkeypatch: pytest.MonkeyPatch) -> None:
    key = store.do("log", edits.log, one, Exchange("note", "2026-05-04"))[0]
    before = everything(store)
    first = store.do("file", attachments.attach_to, key, "a.pdf", b"same")[0]
    store.do("file", attachments.attach_to, key, "b.exe", b"same")
    (found,) = store.read(queries.attachments, [key]).values()
    assert [(file.name, file.size) for file in found] == [("a.pdf", 4), ("b.exe", 4)]
    assert found[0].document_id == found[1].document_id
    assert [attachments.is_runnable(file.name) for file in found] == [False, True]
    store.do("off", attachments.detach, first)
    assert len(store.read(queries.attachments, [key])[key]) == 1
    for _step in range(3):
        store.undo()
    after = everything(store)
    assert {name: rows for name, rows in after.items() if name != "document"} == {
        name: rows for name, rows in before.items() if name != "document"
    }
    monkeypatch.setattr(attachments, "LARGEST", 3)
    for content in (b"", b"long"):
        with pytest.raises(Problem):
            store.do("file", attachments.attach_to, key, "x", content)


def test_files_go_with_a_contact_that_is_deleted_for_good(store: Store, one: int) -> None:
    other = new(store, family_name="Autre")
    for who in (one, other):
        key = store.do("log", edits.log, who, Exchange("note", "2026-05-04"))[0]
        store.do("file", attachments.attach_to, key, "secret.pdf", f"of {who}".encode())
    store.do("trash", contacts.trash, [one])
    store.keep(contacts.delete_for_good, [one])
    assert store.reader.column("SELECT content FROM document") == [f"of {other}".encode()]
    assert store.reader.value("SELECT count(*) FROM journal_change WHERE contact_id = ?", (one,)) == 0


# unless they get in touch before


def test_a_sign_ends_what_was_promised_only_until_then(store: Store, one: int) -> None:
    promise(store, one, "2026-05-20", kind="task", text="lapses", unless_heard="2026-05-12")
    promise(store, one, "2026-05-20", kind="task", text="stands")
    before = everything(store)
    for exchange in (
        Exchange("call", "2026-05-13", outcome="no_answer"), Exchange("email", "2026-05-13"), Exchange("note", "2026-05-13"),
        Exchange("email", "2026-05-11", "in"),  # said before it was promised
    ):  # fmt: skip
        store.do("log", edits.log, one, exchange)
        assert len(store.read(queries.follow_ups, TODAY)) == 2
        store.undo()
    assert everything(store) == before
    store.do("log", edits.log, one, Exchange("email", "2026-05-13", "in", follow_up="2026-05-29"))
    assert [line.text for line in store.read(queries.follow_ups, TODAY)] == ["stands", ""]
    assert store.reader.value("SELECT done_on FROM follow_up WHERE text = 'lapses'") == "2026-05-13"
    store.undo()
    assert everything(store) == before


def test_the_people_of_a_company_end_what_was_promised_to_it(store: Store, one: int) -> None:
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    other = new(store, family_name="Autre", company="Bois & Fils")
    for contact in (company, other):
        promise(store, contact, "2026-05-20", unless_heard="2026-05-12")
    store.do("log", edits.log, one, Exchange("call", "2026-05-12", outcome="reached"))
    assert [line.contact_id for line in store.read(queries.follow_ups, TODAY)] == [other]


def test_whether_it_lapses_is_kept_when_it_moves_changes_or_repeats(store: Store, one: int) -> None:
    key = promise(store, one, "2026-05-20", kind="task", repeat="weekly", unless_heard="2026-05-01")
    store.do("move", follow_ups.move, key, "2026-05-21", TODAY)
    store.do("done", follow_ups.finish, key, TODAY)
    (again,) = store.read(queries.follow_ups, TODAY)
    assert (again.day, again.unless_heard) == (date(2026, 5, 28), TODAY.isoformat())
    store.do("change", follow_ups.change, again.id, Promised("2026-05-29", kind="task"))
    assert store.read(queries.follow_ups, TODAY)[0].unless_heard == ""
