"""Putting the next call on another day by hand."""

from datetime import date

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.calls import edits, planning, queries, settings
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.settings import save
from petitcrm.store.store import Store
from tests_support import TODAY, everything

THURSDAY = date(2026, 5, 21)


def make(store: Store, **values: str) -> int:
    given = {"family_name": "Girard", "phone": "0465710001", "tier": "A", "stage": "client", **values}
    return store.do("new", contacts.create, "person", given, TODAY)[0]


def day_of(store: Store, one: int) -> date | None:
    return store.read(queries.next_call, one, TODAY).day


def test_a_call_moved_by_hand_stays_where_it_was_put(store: Store) -> None:
    one = make(store)
    before = everything(store)
    store.do("move", edits.place, one, THURSDAY, TODAY)
    assert day_of(store, one) == THURSDAY
    plan = store.read(planning.plan, TODAY, date(2026, 6, 30), TODAY)
    assert [(call.on, call.promised) for call in plan.calls] == [(THURSDAY, True)]
    store.do("again", edits.place, one, date(2026, 5, 22), TODAY)
    assert day_of(store, one) == date(2026, 5, 22)
    assert store.reader.value("SELECT count(*) FROM follow_up") == 1
    store.undo()
    store.undo()
    assert everything(store) == before


def test_a_promised_hour_goes_along_or_is_given(store: Store) -> None:
    one = make(store)
    store.do("promise", history.promise, one, "2026-05-14", "14:30")
    store.do("move", edits.place, one, THURSDAY, TODAY)
    assert store.read(queries.next_call, one, TODAY).at == "14:30"
    store.do("move", edits.place, one, THURSDAY, TODAY, "09:00")
    assert store.read(queries.next_call, one, TODAY).at == "09:00"


@pytest.mark.parametrize(
    "day", [date(2026, 5, 11), date(2026, 5, 14), date(2026, 5, 16)]
)  # past, Ascension, a Saturday
def test_not_to_a_day_that_can_not_be(store: Store, day: date) -> None:
    one = make(store)
    before = everything(store)
    with pytest.raises(Problem):
        store.do("move", edits.place, one, day, TODAY)
    assert everything(store) == before


def test_not_against_the_law(store: Store) -> None:
    private = make(store, audience="consumer", stage="prospect")
    with pytest.raises(Problem, match=r"L\.223-1"):
        store.do("move", edits.place, private, date(2026, 8, 12), TODAY)
    one = make(store)
    store.do("object", consent.note, one, "call", "objected", TODAY)
    with pytest.raises(Problem, match="does not want to be called"):
        store.do("move", edits.place, one, THURSDAY, TODAY)


def test_put_off_moves_an_attempt_and_lets_the_rest_wait(store: Store) -> None:
    tried, regular = make(store), make(store)
    store.do("log", history.log, tried, Exchange("call", "2026-05-11", outcome="no_answer"))
    for one in (tried, regular):
        assert store.do("off", edits.put_off, one, TODAY)[0] == date(2026, 5, 19)
        assert day_of(store, one) == date(2026, 5, 19)
    assert "Put off" in store.read(queries.next_call, regular, TODAY).reason


def test_a_call_is_noted_with_its_hour_and_the_next_one_too(store: Store) -> None:
    one = make(store)
    store.do("log", edits.log, one, "reached", TODAY, "Devis", "2026-06-01", "14:00", "09:40")
    found = store.read(queries.next_call, one, TODAY)
    assert (found.day, found.at) == (date(2026, 6, 1), "14:00")
    assert store.reader.value("SELECT at FROM interaction") == "09:40"


def test_what_has_no_hour_comes_after_what_has_one(store: Store) -> None:
    one = make(store)
    store.do("log", edits.log, one, "no_answer", TODAY, at="10:00")
    store.do("log", edits.log, one, "reached", TODAY)  # from the command line, later the same day
    assert store.read(queries.next_call, one, TODAY).failed == 0


def test_forty_attempts_in_the_history(store: Store) -> None:
    client, prospect = make(store), make(store, stage="prospect", tier="", temperature="warm")
    for one in (client, prospect):
        for number in range(40):
            day = f"2026-0{number // 10 + 1}-{number % 10 + 10}"
            store.do("log", history.log, one, Exchange("call", day, outcome="no_answer"))
    found = store.read(queries.next_call, client, TODAY)
    assert found.failed == 40
    assert "Unreachable after 40 attempts" in found.reason
    assert store.read(queries.next_call, prospect, TODAY).reason == (
        "no more calls: to nurture by letters, after 40 attempts without an answer"
    )


@pytest.mark.parametrize("day", ["9999-12-31", "2027-05-12", "0001-01-01", "2024-02-29"])
def test_an_exchange_of_any_day_leaves_a_plan(store: Store, day: str) -> None:
    one = make(store)
    store.do("log", history.log, one, Exchange("call", day, outcome="reached"))
    assert day_of(store, one) is not None
    assert store.read(planning.plan, TODAY, date(2026, 12, 31), TODAY) is not None


def test_a_refusal_or_four_calls_hold_a_move_by_hand_too(store: Store) -> None:
    one = make(store, audience="consumer")
    store.do("log", history.log, one, Exchange("call", "2026-05-11", outcome="refused"))
    with pytest.raises(Problem, match="left alone for 60 days"):
        store.do("move", edits.place, one, date(2026, 6, 1), TODAY)
    store.do("move", edits.place, one, date(2026, 7, 10), TODAY)
    assert day_of(store, one) == date(2026, 7, 10)


def test_nobody_without_a_number_is_placed(store: Store) -> None:
    before = everything(store)
    for values in ({"phone": ""}, {"deceased": "1"}):
        one = make(store, **values)
        with pytest.raises(Problem):
            store.do("move", edits.place, one, THURSDAY, TODAY)
    assert everything(store)["follow_up"] == before["follow_up"]


def test_what_the_law_holds_is_not_spread_to_an_earlier_day(store: Store) -> None:
    store.do("one", save, {settings.CAPACITY: 1})
    held = make(store, audience="consumer", tier="D")
    for day in ("2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07"):
        store.do("log", history.log, held, Exchange("call", day, outcome="no_answer"))
    lawful = day_of(store, held)
    assert lawful == date(2026, 6, 3)
    full = make(store, tier="D")
    store.do("promise", history.promise, full, lawful.isoformat())
    plan = store.read(planning.plan, TODAY, date(2026, 7, 31), TODAY)
    assert next(call.on for call in plan.calls if call.contact_id == held) > lawful


@pytest.mark.parametrize("day", [date(2026, 5, 16), date(2026, 5, 14)])  # a Saturday, Ascension
def test_private_individuals_are_not_on_the_list_of_a_day_the_law_keeps_free(store: Store, day: date) -> None:
    private, other = make(store, audience="consumer"), make(store)
    found = store.read(queries.due, day)
    assert [line.contact_id for line in found.lines] == [other]
    assert (found.due, found.debt) == (1, 0)
    store.do("promise", history.promise, private, day.isoformat(), "11:00")  # asked for
    assert [line.contact_id for line in store.read(queries.due, day).lines] == [private, other]
