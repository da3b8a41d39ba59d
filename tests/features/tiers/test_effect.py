"""What tiers come to in calls a day."""

from datetime import date

import pytest

from petitcrm.base import language
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.tiers.effect import Kind, Week, number, per_day, told, told_in_all

YEAR = Week.of(WorkCalendar(), lambda _day: 12, date(2026, 1, 1))
MONTHLY = Kind("A", 1, None, False, 60)


def test_a_year_has_so_many_worked_days() -> None:
    assert YEAR.days == 252  # 365 - 104 days of weekends - 9 holidays on weekdays of 2026
    assert YEAR.calls == 252 * 12
    fridays = Week.of(WorkCalendar(), lambda day: 0 if day.weekday() == 4 else 12, date(2026, 1, 1))
    assert fridays.days < 205


def test_sixty_clients_every_month_are_three_calls_a_day() -> None:
    assert per_day(MONTHLY, YEAR) == pytest.approx(720 / 252)
    assert told(MONTHLY, YEAR) == "A every month for 60 clients = 3 calls a day"
    language.use("fr")
    assert told(MONTHLY, YEAR).endswith("= 3 appels par jour")


def test_a_change_is_told_beside_what_is_now() -> None:
    twice = Kind("A", None, 14, False, 60)
    assert told(twice, YEAR, MONTHLY) == "A every 2 weeks for 60 clients = 6 calls a day (now 3)"
    assert told(MONTHLY, YEAR, MONTHLY) == told(MONTHLY, YEAR)


def test_letters_and_no_interval_ask_for_no_calls() -> None:
    letters = Kind("D", 12, None, True, 40)
    assert per_day(letters, YEAR) == 0
    assert told(letters, YEAR) == "D is written to every year: 40 clients"
    assert told(Kind("E", None, None, False, 1), YEAR) == "E is not called: 1 client"


def test_more_than_fits_is_said() -> None:
    text, too_much = told_in_all([MONTHLY], YEAR)
    assert (text, too_much) == ("The tiers ask for 3 calls a day, of 12 that fit in.", False)
    text, too_much = told_in_all([Kind("A", None, 7, False, 600)], YEAR)
    assert too_much
    assert "always be late" in text
    assert told_in_all([MONTHLY], Week(0, 0))[1]  # a calendar that closes every day


@pytest.mark.parametrize(
    ("value", "text"), [(0.04, "0"), (0.44, "0.4"), (1.0, "1"), (1.96, "2"), (2.86, "3"), (14.2, "14")]
)
def test_numbers_as_they_are_read(value: float, text: str) -> None:
    assert number(value) == text
