from datetime import date

import pytest

from petitcrm.base.workdays import WorkCalendar, holiday_name, public_holidays, regions

FRENCH_2026 = {
    (1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25),
}  # fmt: skip


def test_french_holidays() -> None:
    assert {(day.month, day.day) for day in public_holidays("FR", "", 2026)} == FRENCH_2026


def test_alsace_moselle_has_two_more() -> None:
    more = public_holidays("FR", "Alsace-Moselle", 2026) - public_holidays("FR", "", 2026)
    assert more == {date(2026, 4, 3), date(2026, 12, 26)}


def test_a_place_the_library_does_not_know() -> None:
    assert public_holidays("XX", "", 2026) == frozenset()
    assert public_holidays("FR", "Nowhere", 2026) == public_holidays("FR", "", 2026)
    assert "Alsace-Moselle" in regions("FR")
    assert regions("XX") == []


def test_own_days_are_closed_too() -> None:
    calendar = WorkCalendar(closed=[date(2026, 5, 15)])
    assert calendar.after(date(2026, 5, 13), 1) == date(2026, 5, 18)  # Ascension, the bridge, the weekend


@pytest.mark.parametrize(("language", "name"), [("fr", "Ascension"), ("en", "Ascension Day")])
def test_a_holiday_has_a_name(language: str, name: str) -> None:
    assert holiday_name("FR", "", date(2026, 5, 14), language) == name
    assert holiday_name("FR", "nowhere", date(2026, 5, 14), language) == name
    assert holiday_name("FR", "", date(2026, 5, 15), language) == ""
    assert holiday_name("XX", "", date(2026, 5, 14), language) == ""
