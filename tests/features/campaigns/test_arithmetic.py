"""Against examples worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.campaigns.arithmetic import BreakEven, Outcome, Rate, break_even, cost, difference
from petitcrm.features.letters.costs import Costs

PAID = Costs(fixed=120_00, piece=1_80, margin=85_00)


def test_a_mailing_of_a_hundred() -> None:
    assert cost(PAID, 100) == 300_00  # 120 + 180
    found = break_even(PAID, 100)
    assert found.orders == 4  # 300 ÷ 85 = 3.53
    assert found.rate == pytest.approx(300 / 8500)


def test_orders_that_pay_exactly() -> None:
    assert break_even(Costs(0, 1_00, 50_00), 100) == BreakEven(2, 0.02)
    assert break_even(Costs(0, 1_00, 50_00), 101) == BreakEven(3, pytest.approx(0.02))


def test_without_a_margin_no_order_pays() -> None:
    assert break_even(Costs(120_00, 1_80, 0), 100) == BreakEven(None, None)
    assert break_even(Costs(120_00, 1_80), 100) == BreakEven(None, None)


def test_what_costs_nothing_is_paid_for() -> None:
    assert break_even(Costs(), 100) == BreakEven(0, 0.0)


def test_a_rate_above_all_letters_is_said_as_it_is() -> None:
    assert break_even(Costs(fixed=1000_00, margin=10_00), 20) == BreakEven(100, 5.0)


def test_what_a_campaign_did() -> None:
    done = Outcome(PAID, sent=420, returned=20, replies=7, orders=5, answered=12, amount=1000_00, margin=425_00)
    assert done.cost == 876_00  # 120 + 756
    assert done.delivered == 400
    assert done.response.share == pytest.approx(0.03)
    assert done.response.interval == (pytest.approx(0.017, abs=0.0005), pytest.approx(0.052, abs=0.0005))  # norms 10
    assert done.roi == pytest.approx((425 - 876) / 876)
    assert done.cost_of_returned == 36_00
    assert done.cost_per_order == 175_20
    assert done.break_even == BreakEven(11, pytest.approx(876 / 34_000))


def test_nothing_sent_and_all_returned() -> None:
    assert Outcome(Costs(), 0).response.share is None
    assert Outcome(Costs(), 0).roi is None
    all_back = Outcome(PAID, 3, returned=3, answered=1, orders=1)
    assert (all_back.delivered, all_back.response.hits, all_back.break_even.rate) == (0, 0, None)


def test_the_z_test() -> None:
    # 40/400 against 20/400: pooled 0.075, reach 0.018625, z 2.6846, two-sided p 0.00726
    found = difference(Rate(40, 400), Rate(20, 400))
    assert found.points == pytest.approx(0.05)
    assert found.chance == pytest.approx(0.00726, abs=0.00002)


def test_too_few_answers_say_nothing() -> None:
    assert difference(Rate(3, 50), Rate(1, 50)).chance is None
    assert difference(Rate(0, 0), Rate(0, 0)).chance is None


_COUNTS = st.integers(0, 5000)


@given(_COUNTS, _COUNTS, _COUNTS, _COUNTS)
def test_a_difference_is_a_chance_and_has_no_side(hits: int, of: int, other_hits: int, other: int) -> None:
    first, second = Rate(min(hits, of), of), Rate(min(other_hits, other), other)
    found, turned = difference(first, second), difference(second, first)
    assert found.chance is None or 0 <= found.chance <= 1
    assert found.chance == turned.chance
    assert found.points == pytest.approx(-turned.points)


@given(st.integers(0, 10**9), st.integers(0, 10**5), st.integers(1, 10**7), st.integers(1, 10**5))
def test_the_orders_pay_and_one_less_does_not(fixed: int, piece: int, margin: int, count: int) -> None:
    costs = Costs(fixed, piece, margin)
    orders = break_even(costs, count).orders
    assert orders is not None
    assert orders * margin >= cost(costs, count)
    assert orders == 0 or (orders - 1) * margin < cost(costs, count)


@given(_COUNTS, _COUNTS, _COUNTS)
def test_no_rate_leaves_its_interval(sent: int, returned: int, answered: int) -> None:
    done = Outcome(PAID, sent, min(returned, sent), answered=min(answered, sent))
    low, high = done.response.interval
    assert 0 <= low <= high <= 1
    assert done.response.share is None or low <= done.response.share <= high
