"""The arithmetic of norms 5.1, worked out on paper: each number below is computed in the comment, not by the program.

N sent, R returned, D = N − R delivered, F fixed cost, v cost per piece, M margin per order; C = F + v × N.
"""

from datetime import date

import pytest

from petitcrm.features.campaigns import edits, queries
from petitcrm.features.campaigns.arithmetic import BreakEven, Outcome, Rate, break_even, cost, difference
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.letters.costs import Costs
from petitcrm.store.store import Store

SPRING = Costs(fixed=80_00, piece=1_30, margin=60_00)


def test_break_even_before_printing() -> None:
    # C = 80 + 1.30 × 250 = 80 + 325 = 405; C ÷ M = 405 ÷ 60 = 6.75, so 7 orders; rate = 405 ÷ (60 × 250) = 0.027
    assert cost(SPRING, 250) == 405_00
    assert break_even(SPRING, 250) == BreakEven(7, pytest.approx(0.027))


def test_break_even_on_the_edge() -> None:
    # F alone: 90 ÷ 30 = 3 orders exactly, of 60 letters 3 ÷ 60 = 0.05; a cent more asks for a fourth
    assert break_even(Costs(90_00, 0, 30_00), 60) == BreakEven(3, pytest.approx(0.05))
    assert break_even(Costs(90_01, 0, 30_00), 60).orders == 4
    # one letter by hand: 1.96 of postage, a margin of 1.95: 1.005 orders, so 2 of 1: it can't pay
    assert break_even(Costs(0, 1_96, 1_95), 1) == BreakEven(2, pytest.approx(196 / 195))


def test_what_came_of_it() -> None:
    done = Outcome(SPRING, sent=250, returned=10, replies=5, orders=7, answered=12, amount=1050_00, margin=420_00)
    # D = 250 − 10 = 240; response = 12 ÷ 240 = 0.05
    assert (done.delivered, done.response.share) == (240, pytest.approx(0.05))
    # break-even rate among those delivered = 405 ÷ (60 × 240) = 405 ÷ 14,400 = 0.028125; the orders stay 7
    assert done.break_even == BreakEven(7, pytest.approx(0.028125))
    # ROI = (420 − 405) ÷ 405 = 15 ÷ 405 = 0.037037; on the amounts it would be (1050 − 405) ÷ 405 = 1.59: never that
    assert done.roi == pytest.approx(0.037037, abs=1e-6)
    # cost per order = 405 ÷ 7 = 57.857; what came back = 10 × 1.30 = 13
    assert (done.cost_per_order, done.cost_of_returned) == (57_86, 13_00)
    # per contact = 405 ÷ 240 = 1.6875; per answer = 405 ÷ 12 = 33.75; conversion = 7 ÷ 12 = 0.5833
    assert (done.cost_per_contact, done.cost_per_answer) == (1_69, 33_75)
    assert done.conversion == pytest.approx(7 / 12)


def test_a_loss_and_a_total_loss() -> None:
    # 4 orders: (240 − 405) ÷ 405 = −165 ÷ 405 = −0.407407; none: (0 − 405) ÷ 405 = −1
    assert Outcome(SPRING, 250, orders=4, margin=240_00).roi == pytest.approx(-0.407407, abs=1e-6)
    assert Outcome(SPRING, 250).roi == -1
    nothing = Outcome(SPRING, 250)
    assert (nothing.cost_per_order, nothing.cost_per_answer, nothing.conversion) == (None, None, None)


# Wilson, with z rounded to 1.96, z² = 3.8416: ((p + z²/2n) ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # p .03: middle .03 + .004802 = .034802; root √(.00007275 + .0000060025) = .00887426, × 1.96 = .0173935;
        # ÷ 1.009604: .034471 ± .017228
        (12, 400, 0.017243, 0.051699),
        # p .041667: middle .041667 + .016007 = .057673; root √(.000332755 + .0000666944) = .0199862, × 1.96 = .039173;
        # ÷ 1.0320133: .055884 ± .037958
        (5, 120, 0.017926, 0.093842),
        # nobody: from 0 to z² ÷ (n + z²) = 3.8416 ÷ 53.8416 = .071350
        (0, 50, 0.0, 0.071350),
        # everybody: the same from the other end, 1 − .071350
        (50, 50, 0.928650, 1.0),
        # one of one: 1 ÷ (1 + 3.8416) = .206543 to 1
        (1, 1, 0.206543, 1.0),
    ],
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    assert Rate(hits, of).interval == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_two_letters_compared() -> None:
    # A 18 of 300, B 30 of 300: together p = 48 ÷ 600 = .08; √(.08 × .92 × (1/300 + 1/300)) = √.000490667 = .022151;
    # z = (.06 − .10) ÷ .022151 = −1.80579; 2 × (1 − Φ(1.80579)) = 2 × (1 − .964523) = .070954: not below 5 %
    found = difference(Rate(18, 300), Rate(30, 300))
    assert found.points == pytest.approx(-0.04)
    assert found.chance == pytest.approx(0.07095, abs=2e-5)
    # twice as many letters, the same rates: z × √2 = 2.55377, 2 × (1 − .994672) = .010656: below 5 %
    assert difference(Rate(36, 600), Rate(60, 600)).chance == pytest.approx(0.010656, abs=2e-5)
    # the same rate: z = 0, so any difference is chance
    assert difference(Rate(10, 100), Rate(20, 200)).chance == pytest.approx(1.0)


def test_too_few_to_compare() -> None:
    # 4 of 50 and 5 of 50: p = .09, expected 4.5 answers in each half: under five; 5 of 50 and 5 of 50: exactly five
    assert difference(Rate(4, 50), Rate(5, 50)).chance is None
    assert difference(Rate(5, 50), Rate(5, 50)).chance == pytest.approx(1.0)


def test_the_same_through_the_file(printed: Store) -> None:
    """M1: four letters, F 120, v 1.80, M 85; one comes back, one is ordered from twice, one only replies."""
    day = date(2026, 5, 9)
    for reference, answer in (
        ("M1-0001", Answer("order", day, 300_00)),  # the planned margin, 85
        ("M1-0001", Answer("order", day, 200_00, 40_00)),
        ("M1-0002", Answer("reply", day)),
        ("M1-0003", Answer("returned", day, reason="moved")),
    ):
        printed.do("answer", edits.record, reference, answer)
    found = printed.read(queries.named, "M1").outcome
    # C = 120 + 4 × 1.80 = 127.20; D = 3; response = 2 letters ÷ 3; margin 85 + 40 = 125; amount 500
    assert (found.cost, found.delivered, found.orders, found.margin, found.amount) == (127_20, 3, 2, 125_00, 500_00)
    assert found.response == Rate(2, 3)
    # ROI = (125 − 127.20) ÷ 127.20 = −2.20 ÷ 127.20 = −0.017296; per order 63.60; came back 1.80
    assert found.roi == pytest.approx(-0.017296, abs=1e-6)
    assert (found.cost_per_order, found.cost_of_returned) == (63_60, 1_80)
    # break-even: 127.20 ÷ 85 = 1.496, so 2; rate = 127.20 ÷ (85 × 3) = 0.498824
    assert found.break_even == BreakEven(2, pytest.approx(0.498824, abs=1e-6))
