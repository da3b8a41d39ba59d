"""Cells of a sheet: on one line, never wider than they may be, never markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.letters.paper import MM, Paper
from petitcrm.ui.printing import Pages


@given(st.text(max_size=200), st.floats(min_value=3, max_value=60), st.booleans())
def test_a_cell_is_never_wider_than_it_may_be(text: str, width: float, bold: bool) -> None:
    paper = Paper("title")
    before = paper.y
    wide = paper.cell(text, 20, 40, width, size=9, bold=bold)
    assert wide <= max(width, 9 / MM) + 0.01  # an ellipsis always stands
    assert paper.y == before


def test_what_is_too_wide_ends_in_an_ellipsis_or_is_written_smaller() -> None:
    paper = Paper("title")
    paper.cell("a name that is much too long for this", 20, 40, 30)
    paper.cell("+49 30 90182012345", 20, 60, 30, size=11, least=6)
    pages = Pages(paper.done())
    text = pages.text(0)
    pages.close()
    assert "a name that" in text
    assert "…" in text
    assert "for this" not in text
    assert "+49 30 90182012345" in text


@pytest.mark.parametrize(("landscape", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_a_page_stands_or_lies(landscape: bool, size: tuple[int, int]) -> None:
    paper = Paper("title", 0, landscape=landscape)
    for _page in range(3):
        paper.next_page()
    pages = Pages(paper.done())
    assert pages.count == 4
    assert tuple(round(side / MM) for side in pages.size(3)) == size
    assert "title" in pages.text(3)
    pages.close()
