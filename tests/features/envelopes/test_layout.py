import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.envelopes.layout import (
    DOWN,
    PLACES,
    TURNS,
    Feed,
    baselines,
    fits,
    page,
)
from petitcrm.features.envelopes.sizes import SIZES, Size, by_name

DL, C4 = by_name("DL"), by_name("C4")


@pytest.mark.parametrize("turn", TURNS)
def test_the_edge_that_goes_in_first_is_the_upper_one_of_the_page(turn: int) -> None:
    one = page(DL, Feed(turn))
    assert (one.width, one.height) == ((220, 110) if turn in (0, 180) else (110, 220))
    corners = {0: (0, 0), 90: (0, 110), 180: (220, 110), 270: (220, 0)}  # of the envelope, at the page's top left
    assert one.point(*corners[turn]) == (0, 0)
    first = {0: (110, 0), 90: (0, 55), 180: (110, 110), 270: (220, 55)}[turn]  # the middle of the edge
    assert one.point(*first) == (one.width / 2, 0)


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("place", PLACES)
def test_the_envelope_is_whole_on_its_page(size: Size, turn: int, place: str) -> None:
    feed = Feed(turn, place)
    if not fits(size, feed):
        with pytest.raises(Problem, match="does not fit on an A4 page"):
            page(size, feed)
        return
    one = page(size, feed)
    x, y, wide, high = one.envelope
    assert x >= 0
    assert y == 0
    assert x + wide <= one.width + 1e-9
    assert high <= one.height
    assert sorted((wide, high)) == pytest.approx(sorted((size.width, size.height)))
    if place != "own":
        assert (one.width, one.height) == (210, 297)
        assert x == pytest.approx({"left": 0, "centre": (210 - wide) / 2, "right": 210 - wide}[place])


def test_what_does_not_fit_says_what_to_do() -> None:
    with pytest.raises(Problem, match="Turn it by 90 or 270"):
        page(DL, Feed(0, "left"))
    with pytest.raises(Problem, match="own size"):
        page(C4, Feed(90, "left"))


def test_face_down_the_guides_change_sides() -> None:
    assert page(DL, Feed(90, "left", DOWN)) == page(DL, Feed(90, "right"))
    assert page(DL, Feed(90, "centre", DOWN)) == page(DL, Feed(90, "centre"))


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
def test_the_last_line_stays_where_it_is(size: Size) -> None:
    six, one = baselines(size, 6, 10, 12), baselines(size, 1, 10, 12)
    assert six[-1] == one[0]
    assert [x for x, _y in six] == [size.address[0]] * 6
    assert six[1][1] - six[0][1] == pytest.approx(12 * 25.4 / 72)
