import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.features.labels import sheets
from petitcrm.features.labels.sheets import SHEETS, Sheet, by_name, check, matching

PLAIN = Sheet("Mine", 3, 7, 63.5, 38.1, 7.2, 15.15, 66.04, 38.1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_every_sheet_fits_on_the_paper(sheet: Sheet) -> None:
    check(sheet)
    left, top, right, bottom = sheet.margins()
    assert min(left, top, right, bottom) >= -0.05
    assert sheet.padding[0] >= (5 if min(left, right) < 2 else 3)
    assert sheet.padding[1] >= (5 if min(top, bottom) < 2 else 3)


def test_names_are_said_in_many_ways_and_mean_one_sheet() -> None:
    for said in ("L7160", "l7160", "J8160", "Avery L-7160", "Avery Zweckform J8160", "7160", "Herma 4677", "5074"):
        assert by_name(SHEETS, said).name == "L7160", said
    assert by_name(SHEETS, "3448").name == "3474"
    assert by_name(SHEETS, "herma 4464").name == "3474"
    with pytest.raises(Problem, match=r"There is no label sheet “L9999”\."):
        by_name(SHEETS, "L9999")
    with pytest.raises(Problem):
        by_name(SHEETS, "  ")


def test_no_name_means_two_sheets() -> None:
    names = [sheets.key(name) for one in SHEETS for name in {one.name, *one.aliases}]
    assert len(names) == len(set(names))


def test_a_sheet_is_found_by_name_count_and_size() -> None:
    assert [one.name for one in matching(SHEETS, "8160")] == ["L7160"]
    assert "L7160" in [one.name for one in matching(SHEETS, "21")]
    assert [one.name for one in matching(SHEETS, "63,5 × 38")] == ["L7160"]
    assert len(matching(SHEETS, "")) == len(SHEETS)
    assert matching(SHEETS, "nothing") == []


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": " - "}, "name", "needs a name"),
        ({"columns": 0}, "columns", "0 labels: it must be from 1 to 100"),
        ({"rows": 101}, "rows", "101 labels"),
        ({"width": 0.0}, "width", "0 mm: a label must be larger"),
        ({"width": math.nan}, "width", "nan mm"),
        ({"width": math.inf}, "width", "inf mm"),
        ({"left": -1.0}, "left", "-1 mm: it must be from 0 to 210 mm"),
        ({"pitch_x": 60.0}, "pitch_x", "one begins 60 mm after the other, but measures 63.5 mm"),
        ({"pitch_y": 20.0}, "pitch_y", "one begins 20 mm"),
        ({"left": 20.0}, "pitch_x", "ends at 215.58 mm, the sheet at 210 mm"),
        ({"rows": 8}, "pitch_y", "ends at 319.95 mm, the sheet at 297 mm"),
        ({"width": 5.0}, "width", "5 × 38.1 mm has no room"),
        ({"height": 6.0, "pitch_y": math.nan, "rows": 1}, "height", "no room"),
    ],
)
def test_numbers_that_can_not_be_are_refused(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        check(replace(PLAIN, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert words in str(refused.value)


@given(
    st.integers(1, 20), st.integers(1, 40), st.floats(1, 220), st.floats(1, 310), st.floats(0, 100), st.floats(0, 100),
    st.floats(0, 100), st.floats(0, 100),
)  # fmt: skip
def test_what_is_accepted_lies_on_the_paper_without_overlap(
    columns: int, rows: int, width: float, height: float, left: float, top: float, gap_x: float, gap_y: float
) -> None:
    sheet = Sheet("x", columns, rows, width, height, left, top, width + gap_x - 50, height + gap_y - 50)
    try:
        check(sheet)
    except Refused:
        return
    places = [sheet.place(at) for at in range(sheet.count)]
    assert all(x >= 0 and x + width <= 210.1 and y >= 0 and y + height <= 297.1 for x, y in places)
    assert columns == 1 or sheet.pitch_x >= width - 0.1
    assert rows == 1 or sheet.pitch_y >= height - 0.1
