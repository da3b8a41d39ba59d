"""What the results say, as charts and in words."""

import pytest

from petitcrm.base import language
from petitcrm.features.call_results import words
from petitcrm.features.call_results.queries import Kept, Rate, Span, results
from petitcrm.store.store import Store
from petitcrm.ui.charts import Chart, in_words, tabbed
from tests_support import TODAY


def charts(store: Store) -> dict[str, Chart]:
    found = store.read(results, Span.of_months(12, TODAY), TODAY)
    return {chart.key: chart for chart in words.charts(found)}


def test_the_best_slot_is_named_with_how_sure_it_is(called: Store) -> None:
    made = charts(called)
    assert made["slots"].sentence == (
        "Tuesday between 9:00 and 10:00: 92% reached (65–99%, 12 calls), against 40% of all calls."
    )
    assert made["weekdays"].sentence == "Tuesday: 92% reached (65–99%, 12 calls), against 42% of all calls."
    assert made["hours"].sentence == (
        "Between 9:00 and 10:00: 92% reached (65–99%, 12 calls), against 40% of all calls."
    )
    assert "1 call without an hour is not in here." in made["slots"].note


def test_without_enough_calls_nothing_is_named(store: Store) -> None:
    made = charts(store)
    for key in ("slots", "weekdays", "hours"):
        assert made[key].sentence == "Not enough calls yet to say."
    assert made["kept"].sentence.startswith("No client is due yet")
    assert made["attempts"].sentence == "None of our calls has reached anybody in this time."


def test_every_number_is_in_the_words(called: Store) -> None:
    made = charts(called)
    told = in_words(made["slots"])
    assert "Monday: hour 15:00, reached 10, calls 40, rate 25%, from 14%, to 40%" in told.split("\n")
    assert "Tuesday: hour 9:00, reached 11, calls 12, rate 92%, from 65%, to 99%" in told.split("\n")
    assert "2026-05-04: made 52, reached 21" in in_words(made["weeks"])
    for chart in made.values():
        assert {len(row) for row in chart.table} == {len(chart.table[0])}, chart.key


def test_the_table_for_a_spreadsheet(called: Store) -> None:
    made = charts(called)
    lines = tabbed(list(made.values())).split("\n")
    assert lines[:3] == [
        "When we are answered",
        "day\thour\treached\tcalls\trate\tfrom\tto",
        "Monday\t15:00\t10\t40\t25%\t14%\t40%",
    ]
    assert "A\tevery month\t1\t0\t0\t0" in lines
    assert len([line for line in lines if not line]) == len(made)  # between the tables, and the end


def test_colour_is_never_alone(called: Store) -> None:
    for line in charts(called)["slots"].cells:
        for cell in line:
            assert cell.strength is None or cell.text


def test_few_calls_are_shown_as_they_are(store: Store) -> None:
    assert words._cell(Rate(3, 7), Rate(50, 100)).text == "3/7"
    assert words._cell(Rate(3, 7), Rate(50, 100)).strength is None
    assert words._cell(Rate(), Rate(50, 100)).text == ""


def test_a_tier_in_words() -> None:
    assert words.in_time(Kept("A", 1, None, 52, 8, 0, 0)) == "Tier A, every month: 87% called in time (52 of 60)"
    assert words.in_time(Kept("", None, None, 1, 1, 0, 0)) == "Own interval: 50% called in time (1 of 2)"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_charts_are_made_in_both_languages(called: Store, lang: str) -> None:
    language.use(lang)
    made = charts(called)
    assert list(made) == ["slots", "weekdays", "kept", "attempts", "hours", "weeks"]
    assert all(chart.title and chart.sentence for chart in made.values())


def test_nearly_nothing_is_not_said_to_be_nothing() -> None:
    assert [words.percent(share) for share in (0, 0.001, 0.005, 0.62, 0.994, 0.999, 1)] == [
        "0%", "<1%", "<1%", "62%", "99%", ">99%", "100%",
    ]  # fmt: skip
