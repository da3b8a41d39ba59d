"""What is counted of the calls: hand-made histories on a real base."""

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from petitcrm.base.errors import Cancelled
from petitcrm.features.call_results.queries import _LETTER, Attempts, Kept, Rate, Results, Span, results
from petitcrm.features.calls.settings import GAPS
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.fields import KINDS, OUTCOMES
from petitcrm.features.history.rules import is_attempt, is_reached
from petitcrm.features.options import edits as options
from petitcrm.store.store import Store
from tests_support import TODAY

YEAR = Span.of_months(12, TODAY)
TUESDAY = "2026-05-05"


def person(store: Store, name: str = "Roche", since: date = TODAY, **values: str) -> int:
    values = {"family_name": name, "phone": "06 39 98 00 01", "stage": "client"} | values
    return int(store.do("new", contacts.create, "person", values, since)[0])


def call(store: Store, contact: int, day: str, outcome: str, at: str = "", **more: Any) -> None:
    store.do("log", history.log, contact, Exchange("call", day, outcome=outcome, at=at, **more))


def counted(store: Store, span: Span = YEAR) -> Results:
    return store.read(results, span, TODAY)


def test_a_span_of_months_ends_today() -> None:
    assert Span.of_months(12, TODAY) == Span(date(2025, 5, 13), TODAY)
    assert Span.of_months(3, date(2026, 5, 31)) == Span(date(2026, 3, 1), date(2026, 5, 31))
    assert Span.of_months(0, TODAY) == Span(None, TODAY)


# when we are answered


def test_our_calls_by_weekday_and_hour(store: Store) -> None:
    one = person(store)
    for at, outcome in (("09:00", "reached"), ("09:59", "busy"), ("10:00", "refused"), ("", "no_answer")):
        call(store, one, TUESDAY, outcome, at)
    call(store, one, "2026-05-08", "message_left", "09:30")
    found = counted(store).answered
    assert found.overall == Rate(2, 5)
    assert found.timed == Rate(2, 4)
    assert found.untimed == 1
    assert found.weekdays == (Rate(), Rate(2, 4), Rate(), Rate(), Rate(0, 1), Rate(), Rate())
    assert found.hours == ((9, Rate(1, 3)), (10, Rate(1, 1)))
    assert [(slot.weekday, slot.hour, slot.rate) for slot in found.slots] == [
        (1, 9, Rate(1, 2)),
        (1, 10, Rate(1, 1)),
        (4, 9, Rate(0, 1)),
    ]


def test_what_is_no_attempt_of_ours_counts_in_no_rate(store: Store) -> None:
    one = person(store)
    call(store, one, TUESDAY, "wrong_number", "09:00")
    call(store, one, TUESDAY, "wrong_number")
    call(store, one, TUESDAY, "reached", "09:00", direction="in")
    store.do("log", history.log, one, Exchange("visit", TUESDAY, at="09:00"))
    found = counted(store)
    assert found.made == 2
    assert found.answered.overall == Rate()
    assert found.answered.uncounted == 2
    assert found.answered.slots == ()


def test_only_the_span_counts(store: Store) -> None:
    one = person(store)
    for day in ("2025-05-12", "2025-05-13", "2026-05-12", "2026-05-13"):
        call(store, one, day, "reached", "09:00")
    assert counted(store).made == 2
    assert counted(store, Span(None, TODAY)).made == 3
    assert counted(store, Span(date(2026, 5, 13), date(2026, 5, 14))).made == 1
    empty = counted(store, Span(date(2026, 1, 1), date(2026, 1, 2)))
    assert (empty.made, empty.has_calls) == (0, True)


def test_a_base_without_calls_has_none(store: Store) -> None:
    found = counted(store)
    assert (found.made, found.has_calls, found.kept) == (0, False, ())
    assert found.attempts == Attempts((0,) * 7, 0, 0, 0, 7)
    assert len(found.weeks) == 26


def test_a_slot_is_named_only_when_it_is_clear_of_all_calls(store: Store) -> None:
    one = person(store)
    for at in range(40):
        call(store, one, "2026-05-04", "no_answer" if at % 4 else "reached", "15:00")
    for _at in range(9):
        call(store, one, TUESDAY, "reached", "09:00")
    assert counted(store).answered.best() == []  # nine calls are too few, however good
    call(store, one, TUESDAY, "reached", "09:00")
    best = counted(store).answered.best()
    assert [(slot.weekday, slot.hour, slot.rate) for slot in best] == [(1, 9, Rate(10, 10))]


# runs of attempts


def attempts(store: Store, span: Span = YEAR) -> Attempts:
    return counted(store, span).attempts


def test_runs_are_counted_by_the_attempts_they_took(store: Store) -> None:
    one, two, three = person(store, "A"), person(store, "B"), person(store, "C")
    call(store, one, "2026-04-01", "reached")
    call(store, one, "2026-04-02", "no_answer")
    call(store, one, "2026-04-03", "busy")
    call(store, one, "2026-04-06", "reached")
    for day in range(1, 10):
        call(store, two, f"2026-04-{day:02d}", "message_left")
    call(store, two, "2026-04-10", "refused")
    call(store, three, "2026-04-01", "no_answer")
    call(store, three, "2026-04-02", "wrong_number")
    assert attempts(store) == Attempts((1, 0, 1, 0, 0, 0, 1), 0, 0, 1, 7)


def test_the_order_of_one_day_is_that_of_the_hours(store: Store) -> None:
    one = person(store)
    call(store, one, TUESDAY, "reached", "15:00")
    call(store, one, TUESDAY, "no_answer", "09:00")
    assert attempts(store) == Attempts((0, 1, 0, 0, 0, 0, 0), 0, 0, 0, 7)


def test_a_run_that_they_end_is_said_apart(store: Store) -> None:
    one, two = person(store, "A"), person(store, "B")
    call(store, one, "2026-04-01", "message_left")
    call(store, one, "2026-04-02", "reached", direction="in")
    call(store, two, "2026-04-01", "no_answer")
    store.do("log", history.log, two, Exchange("visit", "2026-04-02"))
    store.do("log", history.log, two, Exchange("note", "2026-04-03"))
    store.do("log", history.log, two, Exchange("email", "2026-04-04", direction="in"))
    assert attempts(store) == Attempts((0,) * 7, 2, 0, 0, 7)


def test_a_run_stops_after_the_last_attempt_of_the_rule(store: Store) -> None:
    one, two = person(store, "A"), person(store, "B")
    for day in range(1, 4):
        call(store, one, f"2026-04-{day:02d}", "no_answer")
    for day in range(1, 3):
        call(store, two, f"2026-04-{day:02d}", "no_answer")
    assert (attempts(store).stopped, attempts(store).still_open) == (0, 2)
    store.do("gaps", options.save, GAPS, [1, 2])
    assert (attempts(store).stopped, attempts(store).still_open, attempts(store).allowed) == (1, 1, 3)
    store.do("trash", contacts.trash, [one, two])
    assert (attempts(store).stopped, attempts(store).still_open) == (0, 0)


def test_a_run_belongs_to_the_span_in_which_it_ends_and_counts_whole(store: Store) -> None:
    one, two = person(store, "A"), person(store, "B")
    for day in ("2026-03-30", "2026-03-31"):
        call(store, one, day, "no_answer")
        call(store, two, day, "no_answer")
    call(store, one, "2026-04-01", "reached")
    april = Span(date(2026, 4, 1), date(2026, 4, 30))
    assert attempts(store, april) == Attempts((0, 0, 1, 0, 0, 0, 0), 0, 0, 0, 7)
    march = Span(date(2026, 3, 1), date(2026, 3, 31))
    assert attempts(store, march) == Attempts((0,) * 7, 0, 0, 2, 7)


def test_letters_mean_what_the_rules_say(store: Store) -> None:
    kinds, outcomes = [kind.value for kind in KINDS], ["", *(one.value for one in OUTCOMES)]
    for kind, direction, outcome in product(kinds, ("in", "out"), outcomes):
        sql = f"SELECT {_LETTER} FROM (SELECT ? AS kind, ? AS direction, ? AS outcome)"
        letter = store.reader.value(sql, (kind, direction, outcome))
        if is_attempt(kind, direction, outcome):
            assert letter == "f", (kind, direction, outcome)
        else:
            assert (letter in ("r", "s")) is is_reached(kind, direction, outcome), (kind, direction, outcome)


def test_runs_as_the_schedule_counts_them(store: Store) -> None:
    """Against a plain walk over the exchanges, one by one."""
    chance = random.Random(3)
    people = [person(store, f"N{at}") for at in range(12)]
    for at in range(260):
        outcome = chance.choice(("reached", "no_answer", "no_answer", "busy", "message_left", "wrong_number"))
        direction = "in" if chance.random() < 0.1 else "out"
        day = TODAY - timedelta(chance.randrange(500))
        call(
            store, people[at % 12], day.isoformat(), outcome, chance.choice(("", "09:10", "14:00")), direction=direction
        )
    needed, met, still_open, stopped = [0] * 7, 0, 0, 0
    for one in people:
        failed, last = 0, ""
        for kind, direction, outcome, day in store.reader.rows(
            "SELECT kind, direction, outcome, day FROM interaction WHERE contact_id = ? ORDER BY day, at, id", (one,)
        ):
            within = day >= "2025-05-13"
            if is_attempt(kind, direction, outcome):
                failed, last = failed + 1, day
            elif is_reached(kind, direction, outcome):
                if direction == "out" and within:
                    needed[min(failed, 6)] += 1
                elif failed and within:
                    met += 1
                failed = 0
        if failed and last >= "2025-05-13":
            stopped, still_open = stopped + (failed >= 7), still_open + (failed < 7)
    assert attempts(store) == Attempts(tuple(needed), met, stopped, still_open, 7)


# tiers


def kept(store: Store) -> list[Kept]:
    return list(counted(store).kept)


@pytest.mark.parametrize(
    ("reached", "state"),
    [("2026-04-12", "kept"), ("2026-04-11", "missed"), ("2026-05-12", "kept"), ("", "missed")],
)
def test_a_client_of_tier_a_is_kept_within_a_month(store: Store, reached: str, state: str) -> None:
    one = person(store, since=date(2026, 1, 5), tier="A")
    if reached:
        call(store, one, reached, "reached")
    expected = (1, 0, 0) if state == "kept" else (0, 1, 0)
    assert [(k.tier, k.months, (k.kept, k.missed, k.fresh)) for k in kept(store)] == [("A", 1, expected)]


def test_a_tier_given_lately_is_not_due_yet(store: Store) -> None:
    person(store, since=date(2026, 4, 12), tier="A")
    person(store, "Old", since=date(2026, 4, 11), tier="A")
    assert kept(store) == [Kept("A", 1, None, 0, 1, 1, 0)]


def test_an_own_interval_overrides_that_of_the_tier(store: Store) -> None:
    one = person(store, since=date(2026, 1, 5), tier="A", own_interval="10 days")
    two = person(store, "B", since=date(2026, 1, 5), own_interval="2 months")
    for who in (one, two):
        call(store, who, "2026-05-01", "reached")
    assert kept(store) == [Kept("A", 1, None, 0, 1, 0, 0), Kept("", None, None, 1, 0, 0, 0)]


def test_those_nobody_may_or_can_call_are_left_out(store: Store) -> None:
    person(store, "A", since=date(2026, 1, 5), tier="A", phone="")
    gone = person(store, "B", since=date(2026, 1, 5), tier="A")
    store.do("trash", contacts.trash, [gone])
    person(store, "C", since=date(2026, 1, 5), tier="B")
    assert kept(store) == [Kept("A", 1, None, 0, 0, 0, 1), Kept("B", 3, None, 0, 1, 0, 0)]


# weeks


def test_the_last_half_year_by_weeks(store: Store) -> None:
    one = person(store)
    for day, outcome in (
        ("2026-05-12", "reached"),  # a Tuesday: the week under way
        ("2026-05-10", "no_answer"),  # the Sunday before
        ("2026-05-04", "reached"),
        ("2026-05-04", "wrong_number"),
        ("2025-11-17", "reached"),  # the first day shown
        ("2025-11-16", "reached"),  # the last one that is not
    ):
        call(store, one, day, outcome)
    weeks = counted(store, Span.of_months(3, TODAY)).weeks
    told = [(week.monday.isoformat(), week.made, week.reached) for week in weeks if week.made]
    assert told == [("2025-11-17", 1, 1), ("2026-05-04", 3, 1), ("2026-05-11", 1, 1)]
    assert len(weeks) == 26


def test_counting_can_be_stopped(store: Store) -> None:
    with pytest.raises(Cancelled):
        store.read(results, YEAR, TODAY, lambda _done, _all: False)
