from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base import dates, language
from petitcrm.base.errors import Problem

TODAY = date(2026, 5, 12)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("lun", date(2026, 5, 18)), ("Monday", date(2026, 5, 18)), ("mardi", date(2026, 5, 19)), ("Tue", date(2026, 5, 19)),
        ("demain", date(2026, 5, 13)), ("après-demain", date(2026, 5, 14)), ("hier", date(2026, 5, 11)),
        ("+3s", date(2026, 6, 2)), ("dans 3 semaines", date(2026, 6, 2)), ("+3w", date(2026, 6, 2)), ("in 10 days", date(2026, 5, 22)),
        ("+1m", date(2026, 6, 12)), ("12/4", date(2027, 4, 12)), ("12/6", date(2026, 6, 12)), ("12/06/26", date(2026, 6, 12)),
        ("le 14 juillet", date(2026, 7, 14)), ("1er juin", date(2026, 6, 1)), ("3 Feb 2027", date(2027, 2, 3)),
        ("2026-12-01", date(2026, 12, 1)), ("aujourd’hui", TODAY),
    ],
)  # fmt: skip
def test_days_as_people_say_them(said: str, meant: date) -> None:
    assert dates.understood(said, TODAY) == meant


def test_days_that_lie_behind() -> None:
    today = date(2026, 5, 12)  # a Tuesday
    for text, day in (("lundi", date(2026, 5, 11)), ("hier", date(2026, 5, 11)), ("mardi", date(2026, 5, 12)),
                      ("12/4", date(2026, 4, 12)), ("12/6", date(2025, 6, 12)), ("12/6/2027", date(2027, 6, 12)),
                      ("12 juin", date(2025, 6, 12)), ("nonsense", None)):  # fmt: skip
        assert dates.understood_past(text, today) == day, text


@pytest.mark.parametrize("said", ["", "30/2", "31/04/2026", "bientôt", "25:00", "2026-02-30", "99/99", "m"])
def test_what_is_no_day(said: str) -> None:
    assert dates.understood(said, TODAY) is None


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(said: str) -> None:
    dates.understood(said, TODAY)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    later = dates.add_months(day, months)
    assert later.day == day.day or (later.day < day.day and (later.day + 1 > 28))
    assert (later.year - day.year) * 12 + later.month - day.month == months


def test_shown_near_and_far() -> None:
    assert dates.shown(date(2026, 5, 11), TODAY) == "yesterday"
    assert dates.shown(date(2026, 5, 18), TODAY) == "Mon 18 May"
    assert dates.shown(date(2024, 5, 18), TODAY) == "18 May 2024"
    language.use("fr")
    assert dates.shown(date(2026, 5, 18), TODAY) == "lun. 18 mai"
    assert dates.written(date(2026, 6, 1)) == "lundi 1er juin 2026"


def test_intervals() -> None:
    assert [dates.interval(m, d) for m, d in ((1, None), (3, None), (12, None), (None, 10), (None, 42), (None, None))] == [
        "every month", "every 3 months", "every year", "every 10 days", "every 6 weeks", "never",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("14:30", "14:30"),
        ("9h", "09:00"),
        ("9h30", "09:30"),
        ("09.05", "09:05"),
        ("25:00", ""),
        ("14:60", ""),
        ("", ""),
        ("noon", ""),
    ],
)
def test_hours(said: str, hour: str) -> None:
    assert dates.understood_hour(said) == hour


def test_what_can_only_come_does_not_lie_behind() -> None:
    today = date(2026, 5, 12)
    for text, day in (
        ("tomorrow", date(2026, 5, 13)), ("demain", date(2026, 5, 13)), ("après-demain", date(2026, 5, 14)),
        ("12/4/30", date(2030, 4, 12)), ("12/4/2030", date(2030, 4, 12)), ("+3w", date(2026, 6, 2)),
        ("12 juin", date(2025, 6, 12)), ("hier", date(2026, 5, 11)), ("mer", date(2026, 5, 6)),
    ):  # fmt: skip
        assert dates.understood_past(text, today) == day, text


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (date(2026, 11, 23), "23 to 29 November 2026"),
        (date(2026, 11, 30), "30 November to 6 December 2026"),
        (date(2025, 12, 29), "29 December 2025 to 4 January 2026"),
    ],
)
def test_from_a_day_to_another(first: date, words: str) -> None:
    assert dates.from_to(first, first + timedelta(days=6)) == words


@pytest.mark.parametrize("text", ["2026-05-12", "12/5/2026", "12.05.26", "12 mai 2026", "12 May 2026", " 12/5/2026 "])
def test_a_day_with_its_year(text: str) -> None:
    assert dates.parse_written(text) == date(2026, 5, 12)


@pytest.mark.parametrize("text", ["", "12/5", "12 mai", "31/2/2026", "demain", "12 mois 2026"])
def test_a_day_without_its_year_is_none(text: str) -> None:
    with pytest.raises(Problem, match="not a date"):
        dates.parse_written(text)
