from datetime import date

import pytest

from petitcrm.features.letters.own_values import amount, fact


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "1\u202f200,50\u00a0€"),
        ("en", "€1,200.50"),
        ("de", "1.200,50\u00a0€"),
        ("es", "1200,50\u00a0€"),
        ("it", "1.200,50\u00a0€"),
    ],
)
def test_money_as_each_language_writes_it(language: str, written: str) -> None:
    assert amount(1200_50, language) == written


def test_round_and_large_and_negative_amounts() -> None:
    assert amount(85_00, "fr") == "85\u00a0€"
    assert amount(0, "en") == "€0"
    assert amount(12_345_07, "es") == "12\u202f345,07\u00a0€"
    assert amount(-5_05, "de") == "−5,05\u00a0€"


def test_a_fact_is_a_day_money_or_a_text() -> None:
    assert fact(date(2026, 3, 1), "fr") == "1er\u00a0mars 2026"
    assert fact(3_50, "it") == "3,50\u00a0€"
    assert fact("au comptoir", "de") == "au comptoir"
