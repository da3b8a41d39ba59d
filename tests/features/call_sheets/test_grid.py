"""What typed rows mean, without a screen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.errors import Problem
from petitcrm.features.call_sheets import grid
from petitcrm.features.call_sheets.codes import code_of
from petitcrm.features.call_sheets.grid import Call, Typed
from petitcrm.features.call_sheets.queries import Known
from tests_support import TODAY

KNOWN = {
    1: Known(1, "Anna Roche", "A", False, False),
    2: Known(2, "Paul Dupont", "", False, True),
    3: Known(3, "Ida Girard", "B", True, False),
}
ONE, TWO, THREE, NOBODY = (code_of(key) for key in (1, 2, 3, 4))


def read(*rows: Typed, day: date = TODAY) -> list[grid.Row]:
    return grid.read(rows, KNOWN, day, TODAY)


def test_a_row_is_a_call() -> None:
    (row,) = read(Typed(f" {ONE.lower()} ", "j", " quote sent ", "Mon 2pm"))
    assert row.call == Call(1, "reached", "quote sent", "2026-05-18", "14:00")
    assert (row.who, row.wrong, row.doubt) == (KNOWN[1], {}, "")


def test_an_empty_row_is_nothing() -> None:
    (row,) = read(Typed(" ", "", "\t", ""))
    assert (row.call, row.wrong) == (None, {})


@pytest.mark.parametrize(
    ("letter", "outcome"),
    [
        ("J", "reached"),
        ("a", "no_answer"),
        ("M", "message_left"),
        ("o", "busy"),
        ("F", "wrong_number"),
        ("R", "refused"),
    ],
)
def test_letters(letter: str, outcome: str) -> None:
    assert read(Typed(ONE, letter))[0].outcome == outcome


@pytest.mark.parametrize(
    ("typed", "cell", "words"),
    [
        (Typed("", "J"), "code", "The code is missing."),
        (Typed("0A", "J"), "code", "“0” is in no code."),
        (Typed(ONE[:-1] + "X", "J"), "code", "is no code"),
        (Typed(NOBODY, "J"), "code", "Nobody has the code"),
        (Typed(THREE, "J"), "code", "Ida Girard is in the trash."),
        (Typed(ONE, ""), "letter", "The result is missing: J A M O F R."),
        (Typed(ONE, "X"), "letter", "“X” is no result: J A M O F R."),
        (Typed(ONE, "J", "", "soon"), "following", "“soon” is not a day."),
        (Typed(ONE, "J", "", "31/2"), "following", "is not a day."),
    ],
)
def test_what_is_wrong_is_said(typed: Typed, cell: str, words: str) -> None:
    (row,) = read(typed)
    assert words in row.wrong[cell]
    assert row.call is None


def test_a_code_twice_is_wrong_the_second_time() -> None:
    first, _empty, second = read(Typed(ONE, "A"), Typed(), Typed(ONE, "J"))
    assert first.call is not None
    assert second.wrong == {"code": "Anna Roche stands in row 1 already."}


def test_a_call_noted_already_is_only_doubtful() -> None:
    (row,) = read(Typed(TWO, "A"))
    assert "noted for this day already" in row.doubt
    assert row.call == Call(2, "no_answer")


def test_next_days_are_counted_from_the_day_of_the_sheet() -> None:
    (row,) = read(Typed(ONE, "J", "", "+1w"), day=date(2026, 5, 11))
    assert row.following == date(2026, 5, 18)
    (row,) = read(Typed(ONE, "J", "", "Mon"), day=date(2026, 5, 1))
    assert row.following == date(2026, 5, 4)
    assert "day that is past" in row.doubt


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("", TODAY),
        ("yesterday", date(2026, 5, 11)),
        ("24/11", date(2025, 11, 24)),
        ("2026-05-12", TODAY),
        ("12/5", TODAY),
    ],
)
def test_the_day_of_a_sheet(said: str, day: date) -> None:
    assert grid.day_of(said, TODAY) == day


@pytest.mark.parametrize("said", ["tomorrow", "demain", "+3w", "2027-01-01", "nonsense", "31/2"])
def test_no_sheet_is_of_such_a_day(said: str) -> None:
    with pytest.raises(Problem):
        grid.day_of(said, TODAY)


cells = st.text(max_size=12)


@given(st.lists(st.builds(Typed, cells, cells, cells, cells), max_size=5))
def test_whatever_is_typed_means_a_call_or_is_said_to_be_wrong(rows: list[Typed]) -> None:
    for typed, row in zip(rows, read(*rows), strict=True):
        assert (row.call is not None) != (bool(row.wrong) or typed.is_empty)
