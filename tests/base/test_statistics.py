"""What a few numbers allow to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from petitcrm.base.statistics import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (12, 400, 0.0172, 0.0517),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_known_intervals(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_everything_may_be_true() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(some.integers(1, 10**7).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of))))
def test_the_rate_lies_inside_and_more_of_the_same_is_narrower(case: tuple[int, int]) -> None:
    hits, of = case
    low, high = wilson(hits, of)
    assert 0.0 <= low <= hits / of <= high <= 1.0
    more_low, more_high = wilson(hits * 4, of * 4)
    assert more_high - more_low < high - low


@given(some.integers(1, 5000).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of))))
def test_yes_and_no_are_mirrored(case: tuple[int, int]) -> None:
    hits, of = case
    low, high = wilson(hits, of)
    assert wilson(of - hits, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)
