from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from petitcrm.base.cards import Address
from petitcrm.base.errors import Problem
from petitcrm.features.campaigns import edits, queries
from petitcrm.features.campaigns.edits import Answer, Noted
from petitcrm.features.contacts import parts
from petitcrm.features.history.queries import follow_ups, timeline
from petitcrm.features.letters.costs import Costs
from petitcrm.store.store import Store
from tests_support import TODAY, everything

BACK = Answer("returned", TODAY, reason="moved")


def record(store: Store, reference: str, answer: Answer) -> Noted:
    return store.do("record", edits.record, reference, answer)[0]


def _states(store: Store, contact: int) -> list[str]:
    return list(store.reader.column("SELECT state FROM address WHERE contact_id = ?", (contact,)))


def test_letters_have_references_in_their_order(printed: Store) -> None:
    assert printed.reader.column("SELECT reference FROM letter ORDER BY id") == [
        "M1-0001", "M1-0002", "M1-0003", "M1-0004", "M2-0001", "M2-0002",
    ]  # fmt: skip
    assert printed.reader.column("SELECT number FROM mailing ORDER BY id") == [1, 2]


def test_the_history_holds_the_reference(printed: Store, ids: dict[str, int]) -> None:
    assert [(one.kind, one.text) for one in printed.read(timeline, ids["chloe"])] == [("letter", "M1-0003")]


@pytest.mark.parametrize("typed", ["M1-0003", "m1 3", " m1 0003 ", "1-3", "M1–0003", "m 1 . 3", "m10003", ',&)ààà"'])
def test_a_reference_as_people_type_it(printed: Store, ids: dict[str, int], typed: str) -> None:
    assert printed.read(queries.piece, typed).contact_id == ids["chloe"]


def test_a_returned_letter_stops_the_address_and_promises_the_new_one(printed: Store, ids: dict[str, int]) -> None:
    before = everything(printed)
    noted = record(printed, "M1-0001", BACK)
    assert _states(printed, ids["anna"]) == ["returned"]
    assert (noted.warnings, noted.promised) == ((), date(2026, 5, 13))
    assert [(one.name, one.kind) for one in printed.read(follow_ups, TODAY)] == [("Anna Roche", "task")]
    assert printed.read(timeline, ids["anna"])[0].kind == "note"
    assert printed.reader.value("SELECT rule FROM call_plan WHERE contact_id = ?", (ids["anna"],)) != "blocked"
    after = everything(printed)
    printed.undo()
    assert everything(printed) == before
    printed.redo()
    assert everything(printed) == after


def test_the_company_s_address_is_the_one_on_the_letter(printed: Store, ids: dict[str, int]) -> None:
    record(printed, "M1-0002", BACK)
    assert _states(printed, ids["dupont"]) == ["returned"]
    assert [one.name for one in printed.read(follow_ups, TODAY)] == ["Bruno Roche"]


def test_an_address_corrected_meanwhile_stays_usable(printed: Store, ids: dict[str, int]) -> None:
    def move(session: Session) -> None:
        key = printed.reader.value("SELECT id FROM address WHERE contact_id = ?", (ids["anna"],))
        parts.save_address(session, ids["anna"], key, Address(street="1 rue Neuve", postcode="69003", town="Lyon"))

    printed.do("move", move)
    noted = record(printed, "M1-0001", BACK)
    assert _states(printed, ids["anna"]) == ["usable"]
    assert len(noted.warnings) == 1


def test_only_the_address_of_the_letter_stops(printed: Store, ids: dict[str, int]) -> None:
    second = Address(street="8 cours Sud", postcode="13001", town="Marseille")
    printed.do("second", parts.save_address, ids["anna"], None, second)
    record(printed, "M1-0001", BACK)
    assert _states(printed, ids["anna"]) == ["returned", "usable"]


def test_twice_returned_is_refused(printed: Store) -> None:
    record(printed, "M1-0001", BACK)
    with pytest.raises(Problem, match="already"):
        record(printed, "m1 1", BACK)


def test_two_returned_letters_promise_once(printed: Store) -> None:
    record(printed, "M1-0001", BACK)
    record(printed, "M2-0001", BACK)
    assert len(printed.read(follow_ups, TODAY)) == 1


def test_an_order_and_a_reply_are_signs_from_the_contact(printed: Store, ids: dict[str, int]) -> None:
    before = everything(printed)
    record(printed, "M1-0003", Answer("order", TODAY, 200_00, 70_00))
    record(printed, "M1-0004", Answer("reply", TODAY))
    found = printed.read(queries.named, "printemps").outcome
    assert (found.orders, found.replies, found.answered, found.amount, found.margin) == (1, 1, 2, 200_00, 70_00)
    assert printed.read(timeline, ids["denis"])[0].direction == "in"
    printed.undo()
    printed.undo()
    assert everything(printed) == before


def test_the_planned_margin_stands_for_one_not_said(printed: Store) -> None:
    assert record(printed, "M1-0001", Answer("order", TODAY, 200_00)).warnings == ()
    assert printed.read(queries.named, "M1").outcome.margin == 85_00
    assert record(printed, "M2-0001", Answer("order", TODAY, 200_00)).warnings
    assert printed.read(queries.named, "M2").without_margin == 1


def test_a_letter_answered_twice_counts_once(printed: Store) -> None:
    record(printed, "M1-0001", Answer("reply", TODAY))
    record(printed, "M1-0001", Answer("order", TODAY, 10_00, 5_00))
    found = printed.read(queries.named, "1").outcome
    assert (found.replies, found.orders, found.response.hits) == (1, 1, 1)


def test_what_contradicts_is_recorded_with_a_warning(printed: Store) -> None:
    record(printed, "M1-0001", BACK)
    assert record(printed, "M1-0001", Answer("order", TODAY, 10_00, 5_00)).warnings
    record(printed, "M1-0003", Answer("reply", TODAY))
    assert record(printed, "M1-0003", BACK).warnings
    assert record(printed, "M1-0004", Answer("reply", date(2026, 1, 1))).warnings
    assert record(printed, "M2-0002", Answer("order", TODAY, 10_00, 50_00)).warnings


@pytest.mark.parametrize(
    ("typed", "said"),
    [("M9-0001", "no mailing M9"), ("M1-0099", "it has 4"), ("hello", "not a reference"), ("", "not a reference")],
)
def test_unknown_references(printed: Store, typed: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        record(printed, typed, BACK)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("order", TODAY, -1, 5),
        Answer("order", TODAY, 10**14, 5),
        Answer("order", TODAY, 100, -5),
        Answer("order", TODAY),
        Answer("returned", TODAY, reason="lost"),
        Answer("smile", TODAY),
    ],
)
def test_what_can_t_be_is_refused(printed: Store, answer: Answer) -> None:
    before = everything(printed)
    with pytest.raises(Problem):
        record(printed, "M1-0001", answer)
    assert everything(printed) == before


def test_several_at_once_all_or_none(printed: Store) -> None:
    noted = printed.do("x", edits.record_all, ["M1-0001", "m1 1", "M1-0003"], BACK)[0]
    assert [one.piece.reference for one in noted] == ["M1-0001", "M1-0003"]
    before = everything(printed)
    with pytest.raises(Problem, match="M7-0001, M8-0001"):
        printed.do("x", edits.record_all, ["M1-0004", "M7-0001", "M8-0001"], BACK)
    assert everything(printed) == before


def test_what_was_recorded_by_mistake_goes(printed: Store, ids: dict[str, int]) -> None:
    before = everything(printed)
    noted = record(printed, "M1-0001", BACK)
    printed.do("remove", edits.remove, noted.answer_id)
    assert _states(printed, ids["anna"]) == ["usable"]
    assert [one.kind for one in printed.read(timeline, ids["anna"])] == ["letter", "letter"]
    assert printed.read(follow_ups, TODAY) == []  # the new address is no longer looked for
    printed.undo()
    printed.undo()
    assert everything(printed) == before


def test_a_promise_stays_while_another_letter_asks_for_it(printed: Store) -> None:
    first = record(printed, "M1-0001", BACK)
    second = record(printed, "M2-0001", BACK)
    printed.do("remove", edits.remove, first.answer_id)
    assert len(printed.read(follow_ups, TODAY)) == 1
    printed.do("remove", edits.remove, second.answer_id)
    assert printed.read(follow_ups, TODAY) == []


def test_costs(printed: Store) -> None:
    mailing: Any = printed.read(queries.named, "M2")
    printed.do("x", edits.set_costs, mailing.id, Costs(10_00, 50, 20_00, 0.05))
    assert printed.read(queries.named, "M2").outcome.costs == Costs(10_00, 50, 20_00, 0.05)
    for wrong in (Costs(-1), Costs(0, 10**14), Costs(expected_rate=1.5)):
        with pytest.raises(Problem):
            printed.do("x", edits.set_costs, mailing.id, wrong)
