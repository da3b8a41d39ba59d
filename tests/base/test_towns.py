"""Towns of a postcode, and postcodes that don't fit the town."""

import pytest

from petitcrm.base.towns import is_unknown, mismatch, towns_of


@pytest.mark.parametrize(
    ("postcode", "town"),
    [
        ("26000", "Valence"),
        ("69003", "Lyon"),
        ("75011", "Paris"),
        ("97400", "Saint-Denis"),
        ("01000", "Bourg-en-Bresse"),
    ],
)
def test_the_largest_town_comes_first(postcode: str, town: str) -> None:
    assert towns_of(postcode)[0] == town


@pytest.mark.parametrize("postcode", ["", "2600", "00000", "99999", "abcde", "26000 CEDEX", "SW1A 1AA"])
def test_what_is_no_postcode_has_no_town(postcode: str) -> None:
    assert towns_of(postcode) == []


def test_abroad_is_not_looked_up() -> None:
    assert towns_of("10115", "DE") == []
    assert mismatch("26000", "Berlin", "DE") == []


@pytest.mark.parametrize(
    ("postcode", "town"),
    [
        ("26000", "VALENCE"),
        ("42000", "St Etienne"),
        ("42000", "SAINT-ETIENNE"),
        ("69003", "Lyon 3e"),
        ("75011", "Paris 11ème arrondissement"),
        ("01200", "Bellegarde-sur-Valserine"),  # since 2019 part of Valserhône
        ("72000", "Mans"),
        ("26025", "Valence CEDEX"),
        ("26000", "Valence cedex 9"),
        ("26000", ""),
        ("", "Valence"),
    ],
)
def test_what_fits_or_can_not_be_judged_is_left_alone(postcode: str, town: str) -> None:
    assert mismatch(postcode, town) == []


def test_a_postcode_that_no_town_has() -> None:
    assert is_unknown("26902")
    assert is_unknown("00000")
    for postcode, country in (("26000", "FR"), ("98800", "FR"), ("26902", "DE"), ("2690", "FR"), ("", "FR")):
        assert not is_unknown(postcode, country)


def test_a_mismatch_names_the_towns_of_the_postcode() -> None:
    assert mismatch("69003", "Grenoble") == ["Lyon"]
    assert "Valence" in mismatch("26000", "Romans")
