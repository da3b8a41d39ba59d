"""Whose silence is longer than their rhythm allows, in what order, and how long an answer holds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.reactivation.rules import ANSWERS, FORMER, Silence, is_proposed, rests, rhythm, worth

DAY = date(2026, 5, 1)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


def silent(for_days: int | None, of: float | None = 42, stage: str = "client", weight: int = 1) -> Silence:
    return Silence(stage, None if for_days is None else DAY - timedelta(days=for_days), of, weight)


def at(*numbers: int) -> list[date]:
    return [DAY + timedelta(days=one) for one in numbers]


def test_the_rhythm_is_the_median_gap_between_days() -> None:
    assert rhythm(at(0, 30, 60)) == 30
    assert rhythm(at(0, 10, 40, 50)) == 10
    assert rhythm(at(0, 10, 400)) == 200
    assert rhythm(at(400, 10, 0)) == 200  # whatever their order


def test_contacts_of_one_day_count_once_and_two_days_make_no_rhythm() -> None:
    assert rhythm(at(0, 0, 0, 30)) is None
    assert rhythm(at(0, 0, 30, 30, 60)) == 30
    assert rhythm([]) is None


@pytest.mark.parametrize(
    ("one", "proposed"),
    [
        (silent(84), False),  # exactly twice
        (silent(85), True),
        (silent(59, 10), False),  # less than 60 days
        (silent(60, 10), True),
        (silent(500, None), False),  # no rhythm, and no former client
        (silent(179, None, "former"), False),
        (silent(180, None, "former"), True),
        (silent(180, 400, "former"), True),  # always candidates
        (silent(85, 42, "former"), True),
        (silent(None, None, "former"), True),
        (silent(None), False),
    ],
)
def test_who_is_proposed(one: Silence, proposed: bool) -> None:
    assert is_proposed(one, DAY, 2) is proposed


def test_the_order_goes_by_weight_and_by_silence_against_the_rhythm() -> None:
    assert worth(silent(84, weight=3), DAY) == 6
    assert worth(silent(126), DAY) == 3
    assert worth(silent(360, None, "former"), DAY) == 2
    assert worth(silent(None, None, "former"), DAY) == 1


@pytest.mark.parametrize(
    ("answer", "stage", "until"),
    [
        ("later", "client", date(2026, 11, 12)),
        ("call", "client", date(2027, 5, 12)),
        ("letter", "former", date(2027, 5, 12)),
        ("gone", "former", None),
        ("gone", "client", date(2026, 5, 13)),  # a client again
    ],
)
def test_how_long_an_answer_holds(answer: str, stage: str, until: date | None) -> None:
    decided = date(2026, 5, 12)
    if until is None:
        assert rests(answer, decided, stage, date(2099, 1, 1))
    else:
        assert not rests(answer, decided, stage, until)
        assert rests(answer, decided, stage, until - timedelta(days=1)) or (stage == "client" and answer == "gone")


@given(st.lists(days, min_size=3, unique=True))
def test_a_rhythm_lies_between_the_shortest_and_the_longest_gap(known: list[date]) -> None:
    known.sort()
    gaps = [(after - before).days for before, after in pairwise(known)]
    found = rhythm(known)
    assert found is not None
    assert min(gaps) <= found <= max(gaps)


@given(st.integers(0, 5000), st.one_of(st.none(), st.floats(0.5, 1000)), st.sampled_from(["client", "former"]))
def test_who_is_proposed_stays_so_as_silence_goes_on(silence: int, of: float | None, stage: str) -> None:
    one = silent(silence, of, stage)
    if is_proposed(one, DAY, 2):
        later = DAY + timedelta(days=30)
        assert is_proposed(one, later, 2)
        assert worth(one, later) >= worth(one, DAY)
        assert silence >= 60
    assert not is_proposed(one, DAY, 2) or is_proposed(one, DAY, 1)


@given(st.sampled_from(ANSWERS), days, st.integers(0, 3000))
def test_only_who_is_gone_rests_for_ever(answer: str, decided: date, after: int) -> None:
    day = decided + timedelta(days=after)
    assert rests(answer, decided, "former", day) or (answer != "gone" and after > FORMER)
