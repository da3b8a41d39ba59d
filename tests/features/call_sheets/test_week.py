"""The printed week, read back from the PDF."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from petitcrm.base import language
from petitcrm.features.call_sheets.week import PER_PAGE, monday_of, week_sheet
from petitcrm.features.calls import edits as calls
from petitcrm.features.calls import planning
from petitcrm.features.history import follow_ups
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.options.command import set_capacity
from petitcrm.store.store import Store
from tests_support import TODAY

MONDAY = date(2026, 5, 11)
TextOf = Callable[[bytes], list[str]]


def test_a_week_begins_on_monday() -> None:
    assert {monday_of(MONDAY + timedelta(days=at)) for at in range(7)} == {MONDAY}


def test_every_call_of_the_plan_stands_in_it(store: Store, ids: list[int], text_of: TextOf) -> None:
    made = store.read(week_sheet, MONDAY, TODAY)
    planned = store.read(planning.plan, TODAY, MONDAY + timedelta(days=6), TODAY)
    assert made.calls == len(planned.calls) == len(ids)
    (page,) = text_of(made.pdf)
    for words in ("Roche", "Blanc", "06 39 98 00 05", "6 / 12", "Calls of the week – 11 to 17 May 2026"):
        assert words in page, words


@pytest.mark.parametrize(("lang", "name"), [("en", "Ascension Day"), ("fr", "Ascension")])
def test_a_holiday_has_its_name(store: Store, ids: list[int], text_of: TextOf, lang: str, name: str) -> None:
    language.use(lang)
    (page,) = text_of(store.read(week_sheet, MONDAY, TODAY).pdf)
    assert name in " ".join(page.split())


def test_a_promise_on_a_closed_day_stands_there(store: Store, ids: list[int], text_of: TextOf) -> None:
    store.do("p", follow_ups.promise, ids[0], Promised("2026-05-16", "10:00"))
    (page,) = text_of(store.read(week_sheet, MONDAY, TODAY).pdf)
    assert "Saturday" in page  # a day without calls is narrow, and short
    assert "10:00" in page
    assert page.index("closed day") < page.index("Anna Roche")


def test_what_does_not_fit_goes_on(store: Store, add: Callable[..., int], text_of: TextOf) -> None:
    names = [f"Name{at:02d}" for at in range(PER_PAGE + 3)]
    for name in names:
        add(name)
    set_capacity(store, "40")
    first, second = text_of(store.read(week_sheet, MONDAY, TODAY).pdf)
    assert "+3 on the next page" in first
    assert "page 2 of 2" in second
    assert all((name in first) != (name in second) for name in names)


def test_who_finds_no_room_is_counted(store: Store, ids: list[int], text_of: TextOf) -> None:
    set_capacity(store, "1")  # Tuesday, Wednesday and Friday are worked
    made = store.read(week_sheet, MONDAY, TODAY)
    assert made.calls == 3
    assert "3 calls · 3 find no room" in text_of(made.pdf)[0]


def test_what_is_called_before_the_week_is_not_called_in_it(store: Store, ids: list[int], text_of: TextOf) -> None:
    made = store.read(week_sheet, MONDAY + timedelta(days=7), TODAY)
    assert made.calls == 0
    assert "free" in text_of(made.pdf)[0]


def test_days_behind_say_what_was_made(store: Store, ids: list[int], text_of: TextOf) -> None:
    store.do("c", calls.log, ids[0], "no_answer", MONDAY)
    (page,) = text_of(store.read(week_sheet, MONDAY, TODAY).pdf)
    assert "1 made" in page
    assert store.read(week_sheet, MONDAY - timedelta(days=7), TODAY).calls == 0
