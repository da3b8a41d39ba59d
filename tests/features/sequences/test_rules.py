"""When the next step is due and where somebody stands: worked examples, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.sequences import rules
from petitcrm.features.sequences.rules import (
    ANSWERED,
    BLOCKED,
    CALL,
    CALLING,
    COMING,
    DUE,
    EMAIL,
    ENDED,
    LETTER,
    STATES,
    Place,
    Step,
)

STEPS = (Step(LETTER, 0, "A"), Step(CALL, 14), Step(EMAIL, 30, "B"))
FRANCE = WorkCalendar()
JOINED = date(2026, 4, 30)  # a Thursday


@pytest.mark.parametrize(
    ("wait", "since", "due"),
    [
        (0, date(2026, 4, 30), date(2026, 4, 30)),
        (1, date(2026, 4, 30), date(2026, 5, 4)),  # 1 May is a holiday, then a weekend
        (14, date(2026, 4, 30), date(2026, 5, 15)),  # 14 May is Ascension
        (30, date(2026, 4, 30), date(2026, 6, 1)),  # a Saturday
        (3650, date.max, date.max),  # beyond the calendar
    ],
)
def test_the_day_of_a_step_is_worked(wait: int, since: date, due: date) -> None:
    assert rules.next_day(Step(LETTER, wait), since, FRANCE) == due


def test_private_individuals_are_called_on_their_days() -> None:
    assert rules.next_day(STEPS[1], JOINED, FRANCE, frozenset({1})) == date(2026, 5, 19)  # the next Tuesday


def stand(today: date, **place: object) -> tuple[str, int, date | None]:
    where = Place(JOINED, **place)  # type: ignore[arg-type]
    done, since = rules.progress(where)
    day = rules.next_day(STEPS[done], since, FRANCE) if done < len(STEPS) else None
    found = rules.standing(STEPS, where, day, today)
    return found.state, found.done, found.next


def test_one_after_the_other() -> None:
    assert stand(JOINED) == (DUE, 0, JOINED)
    written = {"done": 1, "done_on": date(2026, 5, 4)}
    assert stand(date(2026, 5, 17), **written) == (COMING, 1, date(2026, 5, 18))
    assert stand(date(2026, 5, 18), **written) == (DUE, 1, date(2026, 5, 18))
    assert stand(date(2026, 5, 18), is_promised=True, **written) == (CALLING, 1, date(2026, 5, 18))
    called = {**written, "is_promised": True, "call_done_on": date(2026, 5, 19)}
    assert stand(date(2026, 5, 20), **called) == (COMING, 2, date(2026, 6, 18))
    assert stand(date(2026, 6, 20), done=3, done_on=date(2026, 6, 18)) == (ENDED, 3, None)


def test_what_comes_first() -> None:
    heard = {"heard": date(2026, 5, 5)}
    assert stand(JOINED, blocked="no postal address") == (BLOCKED, 0, None)
    assert stand(JOINED, blocked="no postal address", **heard)[0] == ANSWERED
    assert stand(JOINED, done=1, is_promised=True, **heard)[0] == ANSWERED
    assert stand(JOINED, ended_why="taken_out", **heard)[0] == ENDED
    assert stand(JOINED, done=3, **heard)[0] == ENDED


def test_an_answer_comes_after_joining() -> None:
    said = ("2026-05-12", 7)
    assert not rules.is_answer("2026-05-11", 9, *said)  # noted later, said before
    assert not rules.is_answer("2026-05-12", 7, *said)  # said on that day, before
    assert rules.is_answer("2026-05-12", 8, *said)
    assert rules.is_answer("2026-05-13", 3, *said)  # a key may be given out again once its exchange was deleted


def test_gaps_widen() -> None:
    made: list[Step] = []
    for _turn in range(8):
        made.append(Step(LETTER, rules.proposed_wait(made)))
    assert [one.wait_days for one in made] == [0, 7, 14, 30, 60, 90, 90, 90]
    assert rules.shrinking(made) == []
    assert rules.shrinking([Step(LETTER, 7), Step(CALL, 3), Step(CALL, 3), Step(EMAIL, 1)]) == [1, 3]
    assert rules.proposed_wait([Step(CALL, 10)]) == 14
    assert rules.proposed_wait([Step(CALL, 365)]) == 365


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(st.lists(st.integers(0, 120), min_size=1, max_size=6), days, st.integers(0, 200))
def test_someone_who_is_always_served_on_the_day_comes_to_the_end(waits: list[int], joined: date, later: int) -> None:
    steps = [Step(LETTER, one) for one in waits]
    place, seen = Place(joined), joined
    for number in range(len(steps)):
        done, since = rules.progress(place)
        day = rules.next_day(steps[done], since, FRANCE)
        assert done == number
        assert day >= max(seen, since + timedelta(days=steps[done].wait_days))  # never before its time
        assert FRANCE.is_open(day)
        assert rules.standing(steps, place, day, day).state == DUE
        assert rules.standing(steps, place, day, day - timedelta(days=1)).state == COMING
        assert rules.standing(steps, place, day, day + timedelta(days=later)).state == DUE  # it does not go by
        place, seen = replace(place, done=done + 1, done_on=day), day
    assert rules.standing(steps, place, None, seen) == rules.Standing(ENDED, len(steps))


@given(
    st.integers(0, 4), st.booleans(), st.none() | days, st.none() | days, st.sampled_from(["", "finished", "taken_out"]),
    st.sampled_from(["", "no"]), days,
)  # fmt: skip
def test_there_is_always_one_state(
    done: int, promised: bool, called: date | None, heard: date | None, ended: str, blocked: str, today: date
) -> None:
    place = Place(JOINED, done, None, promised, called, heard, ended, blocked)
    day = rules.next_day(STEPS[min(done, 2)], JOINED, FRANCE)
    found = rules.standing(STEPS, place, day, today)
    assert found.state in STATES
    assert (found.next is not None) == (found.state in (DUE, COMING, CALLING))
    if ended:
        assert found.state == ENDED
    elif heard:
        assert found.state in (ANSWERED, ENDED)
