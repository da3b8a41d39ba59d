"""Requests: rules, edits on a real base, what they stop, the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm import cli
from petitcrm.base.cards import Address
from petitcrm.base.errors import Problem
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.duplicates import edits as duplicates
from petitcrm.features.history import attachments
from petitcrm.features.history import queries as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.letters import queries as letters
from petitcrm.features.reports import timeline
from petitcrm.features.requests import edits, queries, rules
from petitcrm.features.requests.edits import Asked
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def new(store: Store, **values: str) -> int:
    return int(store.do("new", contacts.create, "person", values, TODAY)[0])


@pytest.fixture
def one(store: Store) -> int:
    return new(store, family_name="Roche", company="Bois & Fils")


def begin(store: Store, contact: int, subject: str = "Fuite", received: str = "2026-05-01", **more: str) -> int:
    return int(store.do("open", edits.begin, contact, Asked(subject, received, **more))[0])


@pytest.mark.parametrize(
    ("state", "promised", "late", "soon"),
    [
        ("open", None, False, False), ("open", date(2026, 5, 11), True, False), ("open", date(2026, 5, 12), False, True),
        ("waiting", date(2026, 5, 14), False, True), ("open", date(2026, 5, 15), False, False), ("done", date(2026, 5, 1), False, False),
    ],
)  # fmt: skip
def test_late_and_soon(state: str, promised: date | None, late: bool, soon: bool) -> None:
    assert (rules.is_late(state, promised, TODAY), rules.is_due_soon(state, promised, TODAY)) == (late, soon)


@given(st.sampled_from(["open", "waiting", "done"]), st.sampled_from(["low", "normal", "high", "blocking"]))
def test_what_blocks_selling(state: str, urgency: str) -> None:
    assert rules.blocks_selling(state, urgency) is (state in ("open", "waiting") and urgency in ("high", "blocking"))


def test_age_and_satisfaction_call() -> None:
    assert rules.age(date(2026, 5, 1), TODAY) == 11
    assert rules.age(date(2026, 5, 1), TODAY, date(2026, 5, 3)) == 2
    assert rules.age(date(2026, 6, 1), TODAY) == 0
    assert rules.satisfaction_call(date(2026, 5, 12), WorkCalendar(range(5), "FR", "", [])) == date(
        2026, 5, 15
    )  # Ascension


def test_what_matters_most_comes_first(store: Store, one: int) -> None:
    begin(store, one, "a", urgency="low")
    begin(store, one, "b", promised_on="2026-05-20")
    begin(store, one, "c", promised_on="2026-05-10")
    begin(store, one, "d", urgency="blocking")
    done = begin(store, one, "e", urgency="blocking")
    store.do("close", edits.close, done, TODAY)
    rows = store.read(queries.requests, TODAY)
    assert [row.subject for row in rows] == ["d", "c", "b", "a"]
    assert [row.is_late for row in rows] == [False, True, False, False]
    assert [row.subject for row in store.read(queries.requests, TODAY, everything=True)] == ["d", "c", "b", "a", "e"]
    assert [row.subject for row in store.read(queries.late, TODAY)] == ["c"]
    assert rows[0].age_days == 11


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": " \0"}, {"urgency": "top"}, {"received_on": "30/2"}, {"promised_on": "2026-04-30"}, {"received_how": "pigeon"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_changes_nothing(store: Store, one: int, wrong: dict[str, str]) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        store.do("open", edits.begin, one, Asked(**{"subject": "x", "received_on": "2026-05-01", **wrong}))
    assert everything(store) == before


def test_answered_closed_and_taken_back(store: Store, one: int) -> None:
    key = begin(store, one, urgency="high", promised_on="2026-05-20")
    promised = store.do("promise", edits.promise, key, Promised("2026-05-14", kind="task", repeat="weekly"))[0]
    before = everything(store)
    entry = store.do("answer", edits.answer, key, Exchange("email", "2026-05-04", text="On passe lundi"))[0]
    store.do("link", edits.link, key, entry)
    assert store.read(queries.answers, key) == [entry]
    row: Any = store.read(queries.one, key, TODAY)
    assert (row.answers, row.first_answer, row.blocks_selling) == (1, date(2026, 5, 4), True)
    store.do("wait", edits.put, key, "waiting", TODAY)
    assert store.read(queries.blocks_selling, [one])[one].subject == "Fuite"
    call = store.do("close", edits.close, key, TODAY, "2026-05-15")[0]
    row = store.read(queries.one, key, TODAY)
    assert (row.state, row.done_on, row.age_days, row.blocks_selling) == ("done", TODAY, 11, False)
    (line,) = store.read(history.follow_ups, TODAY)
    assert (line.id, line.kind, line.request_id, line.text) == (call, "call", key, "Satisfied with the answer? Fuite")
    assert line.id != promised
    assert store.read(queries.times, TODAY) == queries.Times((), (3,), (11,))
    store.do("reopen", edits.put, key, "open", TODAY)
    assert store.read(queries.one, key, TODAY).done_on is None  # type: ignore[union-attr]
    with pytest.raises(Problem):
        store.do("put", edits.put, key, "lost", TODAY)
    for _step in range(4):
        store.undo()
    while everything(store) != before:
        assert store.undo() is not None


def test_it_is_changed_and_removed(store: Store, one: int) -> None:
    key = begin(store, one)
    store.do("file", attachments.attach, one, "photo.jpg", b"x", None, key)
    before = everything(store)
    store.do(
        "change", edits.change, key, Asked("Grosse fuite", "2026-05-02", urgency="blocking", owner="GD", product="T12")
    )
    row: Any = store.read(queries.one, key, TODAY)
    assert (row.subject, row.urgency, row.owner, row.product) == ("Grosse fuite", "blocking", "GD", "T12")
    store.undo()
    assert everything(store) == before
    store.do("remove", edits.remove, key)
    assert store.read(queries.one, key, TODAY) is None
    store.undo()
    assert everything(store) == before


def test_a_client_is_a_company_with_its_people(store: Store, one: int) -> None:
    colleague, stranger = new(store, family_name="Paul", company="Bois & Fils"), new(store, family_name="Autre")
    company = store.reader.value("SELECT company_id FROM employment WHERE person_id = ?", (one,))
    everybody = [one, colleague, company, stranger]
    assert store.read(queries.blocks_selling, everybody) == {}
    begin(store, one, urgency="high")
    begin(store, one, "Arrêt", urgency="blocking")
    found = store.read(queries.blocks_selling, everybody)
    assert set(found) == {one, colleague, company}
    assert {(blocking.subject, blocking.name) for blocking in found.values()} == {("Arrêt", "Roche")}
    assert [row.subject for row in store.read(queries.of_contact, company, TODAY)] == ["Arrêt", "Fuite"]
    store.do("trash", contacts.trash, [one])
    assert store.read(queries.blocks_selling, everybody) == {}
    assert store.read(queries.requests, TODAY) == []


def test_no_letter_goes_to_a_client_who_waits(store: Store, one: int) -> None:
    store.do("address", parts.save_address, one, None, Address(street="1 rue A", postcode="26000", town="Valence"))
    assert store.read(letters.recipients, [one], TODAY).ids == [one]
    key = begin(store, one, urgency="blocking")
    selection = store.read(letters.recipients, [one], TODAY)
    assert [(out.rule, out.reason) for out in selection.left_out] == [("request", "has an open urgent request: Fuite")]
    assert selection.reasons() == ["open urgent request (do not sell) (1)"]
    assert store.read(letters.recipients, [one], TODAY, with_recent=True).ids == []
    store.do("close", edits.close, key, TODAY)
    assert store.read(letters.recipients, [one], TODAY).ids == [one]


def test_a_merge_and_a_deletion_carry_requests(store: Store, one: int) -> None:
    other = new(store, family_name="Roche")
    key = begin(store, other)
    store.do("promise", edits.promise, key, Promised("2026-05-14"))
    store.do("answer", edits.answer, key, Exchange("note", "2026-05-04"), one)
    store.do("merge", duplicates.merge, one, other, {}, TODAY)
    assert [row.contact_id for row in store.read(queries.requests, TODAY)] == [one]
    store.do("trash", contacts.trash, [one])
    store.keep(contacts.delete_for_good, [one])
    assert store.reader.rows("PRAGMA foreign_key_check") == []
    assert store.reader.value("SELECT count(*) FROM customer_request") == 0


def test_everything_in_one_order(store: Store, one: int) -> None:
    company = store.reader.value("SELECT company_id FROM employment WHERE person_id = ?", (one,))
    key = begin(store, one, received="2026-05-03", text="Il pleut")
    store.do(
        "answer",
        edits.answer,
        key,
        Exchange("visit", "2026-05-04", at="10:00", minutes=30, text="Vu", follow_up="2026-06-01"),
    )
    for contact in (one, company):
        found = store.read(timeline.everything, contact, TODAY)
        assert [moment.sort for moment in found] == ["follow_up", "exchange", "request"]
        assert timeline.as_json(found)[1] == {
            "type": "exchange", "uid": found[1].uid, "name": "Roche", "on": "2026-05-04", "at": "10:00", "text": "Vu",
            "kind": "visit", "direction": "out", "outcome": None, "minutes": 30, "subject": "", "feeling": None,
            "who_of_us": "", "with": [], "attachments": [],
        }  # fmt: skip
        assert timeline.in_words(found, TODAY) == [
            "     Mon 1 Jun        follow-up · call · Roche",
            "     Mon 4 May 10:00  visit · 30 min · Roche · Vu",
            "     Sun 3 May        request · normal · open · Fuite · Roche · Il pleut",
        ]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    base = tmp_path / "cli.db"

    def call(*arguments: str, code: int = 0) -> Any:
        assert cli.run(["--lang", "en", "--file", str(base), *arguments]) == code
        out, call.err = capsys.readouterr()  # type: ignore[attr-defined]
        return json.loads(out) if "--json" in arguments else out

    call("new")
    file = tmp_path / "book.csv"
    file.write_text("Nom;Société\nRoche;Bois & Fils\n", encoding="utf-8")
    call("import", str(file), "--json")
    return call


def test_the_command_line(run: Any) -> None:
    on = ("--on", "2026-05-12")
    contact = run("find", "roche", "--json")[0]["uid"]
    made = run(
        "request",
        "add",
        contact,
        "Fuite",
        "--urgency",
        "high",
        "--promised",
        "2026-05-11",
        "--on",
        "2026-05-01",
        "--json",
    )
    (found,) = run("requests", *on, "--json")
    assert found["uid"] == made["uid"]
    expected = {
        "contact": contact, "name": "Roche", "subject": "Fuite", "urgency": "high", "state": "open", "received_on": "2026-05-01",
        "promised_on": "2026-05-11", "late": True, "age_days": 11, "owner": "",
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected
    assert "Fuite" in run("requests", *on)
    run("request", "answer", made["uid"], "On passe lundi", *on)
    run("request", "wait", made["uid"])
    assert [(one["state"], one["answers"]) for one in run("requests", *on, "--json")] == [("waiting", 1)]
    assert "Fri 15 May" in run("request", "close", made["uid"], "--call", *on)
    assert run("requests", *on, "--json") == []
    assert [one["state"] for one in run("requests", "--all", *on, "--json")] == ["done"]
    assert [(one["kind"], one["on"]) for one in run("followups", *on, "--json")] == [("call", "2026-05-15")]
    moments = run("timeline", contact, *on, "--json")
    assert [one["type"] for one in moments] == ["follow_up", "exchange", "request"]
    assert "request · high · closed · Fuite" in run("timeline", contact, *on)
    run("request", "reopen", made["uid"])
    assert "proposed for" in run("request", "close", made["uid"], *on)
    run("undo")
    assert [one["state"] for one in run("requests", *on, "--json")] == ["open"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("request", "add", "nobody", "x"), 1, "no contact"),
        (("request", "add", "{uid}", " "), 1, "subject"),
        (("request", "add", "{uid}", "x", "--urgency", "top"), 1, "urgency"),
        (("request", "close", "nobody"), 1, "no request"),
        (("request", "add", "{uid}", "x", "--promised", "30/2"), 2, "not a date"),
        (("request",), 2, "VERB"),
        (("timeline", "nobody"), 1, "no contact"),
    ],
)
def test_problems_are_one_sentence(run: Any, arguments: tuple[str, ...], code: int, words: str) -> None:
    contact = run("find", "roche", "--json")[0]["uid"]
    run(*(argument.format(uid=contact) for argument in arguments), code=code)
    assert words in run.err
