"""When the next letter is due, and who has answered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.nurture.rules import has_answered, step

GAPS = (4, 8, 13, 26)
ENTERED = date(2026, 5, 12)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
some_gaps = st.lists(st.integers(1, 365), min_size=1, max_size=20)


def test_the_first_letter_is_due_on_the_day_they_come_in() -> None:
    found = step(0, None, ENTERED, GAPS)
    assert (found.day, found.step) == (ENTERED, 1)


def test_no_later_than_the_first_worked_day_after() -> None:
    assert step(0, None, date(2026, 5, 23), GAPS, WorkCalendar()).day == date(2026, 5, 26)  # Whit Monday is the 25th


@pytest.mark.parametrize(("letters", "weeks"), [(1, 4), (2, 8), (3, 13), (4, 26), (5, 26), (40, 26)])
def test_the_gaps_widen_and_the_last_one_repeats(letters: int, weeks: int) -> None:
    last = date(2026, 6, 1)
    found = step(letters, last, ENTERED, GAPS)
    assert (found.day, found.step) == (last + timedelta(weeks=weeks), letters + 1)


@given(st.integers(0, 60), days, st.integers(0, 4000), some_gaps)
def test_a_letter_never_comes_before_somebody_is_in_the_series_nor_before_its_gap(
    letters: int, entered: date, after: int, gaps: list[int]
) -> None:
    last = entered + timedelta(days=after) if letters else None
    found = step(letters, last, entered, gaps, WorkCalendar())
    assert found.day >= entered
    assert found.step == letters + 1
    assert WorkCalendar().is_open(found.day)
    if last:
        assert found.day >= last + timedelta(weeks=min(gaps))


@given(st.integers(1, 60), days, st.lists(st.integers(1, 365), min_size=1, max_size=20).map(sorted))
def test_with_widening_gaps_one_more_letter_never_shortens_the_wait(letters: int, last: date, gaps: list[int]) -> None:
    assert step(letters + 1, last, last, gaps).day >= step(letters, last, last, gaps).day


@pytest.mark.parametrize(
    ("heard", "letter", "attempt", "answered"),
    [
        ("2026-05-10", "2026-05-01", "", True),
        ("2026-05-01", "2026-05-01", "", False),  # spoken to, then written
        ("2026-04-30", "2026-05-01", "", False),
        ("2026-05-10", "2026-05-01", "2026-05-11", False),  # called since, without an answer
        ("2026-05-10", "", "", False),  # nothing was written yet
        ("", "2026-05-01", "", False),
    ],
)
def test_who_has_answered(heard: str, letter: str, attempt: str, answered: bool) -> None:
    assert has_answered(heard, letter, attempt) is answered
