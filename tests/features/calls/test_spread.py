"""Calls spread over days: no day over its capacity, early by a fifth at most, late rather than dropped."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.calls.spread import Call, spread

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
CALENDAR = WorkCalendar()


def place(calls: list[Call], capacity: int = 2, last: date = LAST) -> tuple[dict[int, date], list[int]]:
    placed, without = spread(calls, FIRST, last, CALENDAR.is_open, lambda _day: capacity)
    assert placed == sorted(placed, key=lambda one: one[0])
    return {call.contact_id: day for day, call in placed}, [call.contact_id for call in without]


def call(key: int, due: date, interval: int = 30, *, promised: bool = False, order: float = 0.0) -> Call:
    return Call(key, due, interval, promised, (order, ""))


def test_a_day_with_room_takes_what_is_due() -> None:
    assert place([call(1, date(2026, 6, 10)), call(2, date(2026, 6, 10))]) == (
        {1: date(2026, 6, 10), 2: date(2026, 6, 10)}, [],
    )  # fmt: skip


def test_a_full_day_gives_early_within_a_fifth_of_the_interval() -> None:
    due = date(2026, 6, 10)
    days, _without = place([call(key, due, 30) for key in range(1, 8)])
    assert sorted(days.values()) == [date(2026, 6, day) for day in (5, 8, 8, 9, 9, 10, 10)]
    days, _without = place([call(key, due, 5) for key in range(1, 8)])  # one day early at most
    assert sorted(days.values()) == [date(2026, 6, day) for day in (9, 9, 10, 10, 11, 11, 12)]


def test_the_first_day_takes_what_is_overdue_and_the_rest_is_late() -> None:
    days, without = place([call(key, date(2026, 5, 4), order=-key) for key in range(1, 6)])
    assert days[5] == days[4] == FIRST
    assert days[1] == date(2026, 6, 3)
    assert without == []


def test_promised_calls_never_move() -> None:
    sunday = date(2026, 6, 7)
    days, _without = place([*(call(key, sunday, promised=True) for key in range(5)), call(9, date(2026, 6, 8))])
    assert {days[key] for key in range(5)} == {sunday}
    assert days[9] == date(2026, 6, 8)


def test_what_finds_no_room_until_the_end_is_said() -> None:
    days, without = place([call(key, FIRST) for key in range(6)], last=date(2026, 6, 2))
    assert len(days) == 4
    assert len(without) == 2


@given(
    st.lists(st.tuples(st.integers(-40, 60), st.integers(1, 400), st.booleans(), st.integers(0, 3)), max_size=120),
    st.integers(0, 4),
)
def test_nothing_is_lost_and_no_day_is_over_its_capacity(
    drawn: list[tuple[int, int, bool, int]], capacity: int
) -> None:
    calls = [
        call(key, FIRST + timedelta(days=late), interval, promised=promised, order=float(order))
        for key, (late, interval, promised, order) in enumerate(drawn)
    ]
    placed, without = spread(calls, FIRST, LAST, CALENDAR.is_open, lambda _day: capacity)
    due = [one for one in calls if one.due <= LAST]
    assert sorted([*(one.contact_id for _day, one in placed), *(one.contact_id for one in without)]) == [
        one.contact_id for one in due
    ]
    promised = Counter(day for day, one in placed if one.promised)
    load = Counter(day for day, _one in placed)
    for day, count in load.items():
        assert count <= max(capacity, promised[day])
        assert count == promised[day] or CALENDAR.is_open(day)
    for day, one in placed:
        if one.promised:
            assert day == max(one.due, FIRST)
        else:
            assert day >= max(FIRST, one.due - timedelta(days=one.interval_days // 5))
    if without:
        open_days = [FIRST + timedelta(days=at) for at in range(30) if CALENDAR.is_open(FIRST + timedelta(days=at))]
        last_due = min(max(one.due, FIRST) for one in without)
        assert all(load[day] >= capacity for day in open_days if day >= last_due)
    again = spread(list(reversed(calls)), FIRST, LAST, CALENDAR.is_open, lambda _day: capacity)
    assert Counter(day for day, _one in again[0]) == load


def test_a_call_goes_to_the_weekdays_its_person_prefers() -> None:
    tuesday, thursday = frozenset({1}), frozenset({3})
    calls = [Call(key, date(2026, 6, 10), 30, False, (0.0, ""), tuesday) for key in range(4)]  # a Wednesday
    days, without = place(calls)
    assert sorted(days.values()) == [date(2026, 6, 9)] * 2 + [date(2026, 6, 16)] * 2
    assert without == []
    late = [Call(key, date(2026, 6, 29), 1, False, (0.0, ""), thursday) for key in range(3)]
    days, without = place(late)  # no Thursday is left: late on any other day rather than dropped
    assert sorted(days.values()) == [date(2026, 6, 29)] * 2 + [date(2026, 6, 30)]
