"""What the numbers say in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base import language
from petitcrm.base.errors import Problem
from petitcrm.features.campaigns import words
from petitcrm.features.campaigns.arithmetic import Outcome, Rate, difference
from petitcrm.features.campaigns.cost_form import read_rate, shown_rate
from petitcrm.features.campaigns.queries import Segment
from petitcrm.features.contacts.fields import STAGES
from petitcrm.features.letters.costs import Costs
from petitcrm.ui.charts import in_words


@pytest.mark.parametrize("lang", ["en", "fr"])
@given(st.integers(0, 10_000))
def test_a_rate_that_is_shown_can_be_read(lang: str, points: int) -> None:
    language.use(lang)
    assert read_rate(shown_rate(points / 10_000)) == pytest.approx(points / 10_000)


@pytest.mark.parametrize("text", ["2", "2 %", "2\u00a0%", " 2,0 % ", "2.00"])
def test_rates_as_people_write_them(text: str) -> None:
    assert read_rate(text) == 0.02


@pytest.mark.parametrize("text", ["-1", "101", "two", "%", "1e1", "5 % or so"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(Problem):
        read_rate(text)


@pytest.mark.parametrize(
    ("costs", "count", "said", "role"),
    [
        (Costs(), 10, "", "muted"),
        (Costs(100_00), 10, "Cost of 10 letters: €100. With the margin per order, the orders that pay for it are said here.", "muted"),
        (Costs(100_00, 0, 0), 10, "Cost of 10 letters: €100. Without a margin no number of orders pays for it.", "warn"),
        (Costs(0, 0, 5_00), 1, "Cost of 1 letter: €0. There is nothing to pay for.", "muted"),
        (Costs(None, 1_00, 50_00, 0.05), 100,
         "Cost of 100 letters: €100. 2 orders pay for it; the exact threshold is 2.0% of the letters. At 5.0% it earns €150.", "muted"),
        (Costs(None, 1_00, 50_00, 0.01), 100,
         "Cost of 100 letters: €100. 2 orders pay for it; the exact threshold is 2.0% of the letters. At 1.0% it loses €50.", "muted"),
    ],
)  # fmt: skip
def test_what_a_plan_says(costs: Costs, count: int, said: str, role: str) -> None:
    assert words.plan(costs, count) == (said, role)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (Rate(40, 400), Rate(20, 400), "A did better: chance alone would do that less than once in 100."),
        (Rate(20, 400), Rate(36, 400), "B did better: chance alone would do that 3 times in 100."),
        (Rate(30, 400), Rate(20, 400), "A perhaps did better: chance alone would do that 14 times in 100."),
        (Rate(20, 400), Rate(21, 400), "No difference can be seen: chance alone would do that 87 times in 100."),
        (Rate(2, 40), Rate(1, 40), "Too few answers to say which is better."),
        (Rate(0, 0), Rate(1, 40), "One of the two has no delivered letter: there is nothing to compare."),
    ],
)
def test_two_compared(first: Rate, second: Rate, said: str) -> None:
    assert words.compared(difference(first, second), "A", "B").endswith(said)


def test_the_return_on_a_campaign_has_its_sign() -> None:
    assert words.mark_of(Outcome(Costs(100_00), 1, margin=150_00)) == ("+50%", "ok")
    assert words.mark_of(Outcome(Costs(100_00), 1)) == ("−100%", "muted")
    assert words.mark_of(Outcome(Costs(), 1, margin=5)) == ("", "muted")


def test_a_long_tag_leaves_room_for_its_bar() -> None:
    chart = words.by_segment([Segment("x" * 200, 3, 0, 1), Segment("", 2, 2, 0)], "tag", STAGES)
    assert [len(bar.label) for bar in chart.bars] == [24, 6]
    assert "no tag" in in_words(chart)
