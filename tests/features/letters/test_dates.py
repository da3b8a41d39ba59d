from datetime import date

import pytest

from petitcrm.features.letters.dates import in_words, place_and_date

FIRST, DAY = date(2026, 8, 1), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("fr", "1er\u00a0août 2026", "21\u00a0novembre 2026"),
        ("en", "1 August 2026", "21 November 2026"),
        ("de", "1.\u00a0August 2026", "21.\u00a0November 2026"),
        ("es", "1 de agosto de 2026", "21 de noviembre de 2026"),
        ("it", "1º agosto 2026", "21 novembre 2026"),
    ],
)
def test_in_words(language: str, first: str, later: str) -> None:
    assert (in_words(FIRST, language), in_words(DAY, language)) == (first, later)


def test_place_and_date() -> None:
    assert place_and_date("Lyon", DAY, "fr") == "Lyon, le 21\u00a0novembre 2026"
    assert place_and_date(" ", DAY, "fr") == "Le 21\u00a0novembre 2026"
    assert place_and_date("Berlin", DAY, "de") == "Berlin, den 21.\u00a0November 2026"
    assert place_and_date("", DAY, "de") == "21.\u00a0November 2026"
    assert place_and_date("Le Mans", DAY, "en") == "Le Mans, 21 November 2026"
