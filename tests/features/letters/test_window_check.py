"""Every address lies in what its window always shows, or it is said which line sticks out and by how much."""

from contextlib import closing
from datetime import date
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.cards import Address
from petitcrm.features.letters import window_check
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.mailing import Order, compose
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.window_check import ABOVE, BELOW, LEFT, RIGHT, Out, check, placed, sticking_out
from petitcrm.features.letters.windows import DEFAULT, PRESETS, Window, by_id

MM = 72 / 25.4
DAY = date(2026, 11, 1)
WIDE = "M" * 60
GOOD = Recipient(uid="a", civility="Mme", given_name="Zoé", family_name="Petit",
                 address=Address(street="5 rue Foch", postcode="69002", town="Lyon"))  # fmt: skip
LONG = Recipient(uid="b", kind="company", company=WIDE, address=GOOD.address)
EIGHT = Recipient(uid="c", kind="company", company="Företag", department="Ekonomi",
                  address=Address("Avd 2", "Hus Q", "Väg 1", "Box 2", "111 22", "Stockholm", "", "SE"))  # fmt: skip
ALL = Selection([GOOD, LONG, EIGHT], ids=[1, 2, 3], names=["Zoé Petit", "Long", "Eight"], tiers=["", "", ""])


def room_for(window: Window) -> int:
    """How many lines fit without one lying on another."""
    _x, y, _wide, _high = window.safe
    return 1 + int((window.bottom - y - 1.15 * 9 / MM) / (9 / MM) + 1e-6)


@pytest.mark.parametrize("window", PRESETS, ids=lambda one: one.id)
def test_an_address_that_fits_and_some_that_do_not(window: Window) -> None:
    found = {one.name: one for one in check(ALL, window, "FR")}
    assert "Zoé Petit" not in found
    (line,) = found["Long"].lines
    x, _y, wide, _high = window.safe
    assert (line.number, line.side) == (1, RIGHT)
    assert line.by == pytest.approx(window.text_x + 60 * 0.833 * 9 / MM - x - wide, abs=0.3)
    assert found["Long"].place == 1
    assert ("Eight" in found) == (room_for(window) < 8)
    if "Eight" in found:
        lines = found["Eight"].lines
        assert [one.number for one in lines] == list(range(1, 9 - room_for(window)))
        assert {one.side for one in lines} == {ABOVE}
        assert lines[0].by > lines[-1].by or len(lines) == 1


@pytest.mark.parametrize("window", PRESETS, ids=lambda one: one.id)
@given(st.lists(st.floats(0, 25), min_size=1, max_size=6))
def test_what_the_letter_prints_in_good_letters_is_never_said(window: Window, widths: list[float]) -> None:
    size = 9.0
    fits = max(widths) * size <= window.text_width * MM and len(widths) <= room_for(window)
    if fits:
        assert sticking_out(placed(widths, window), window) == []


def test_each_side_is_measured() -> None:
    x, y, wide, high = DEFAULT.safe
    inside = (x, y, x + wide, y + high)
    for moved, side in (((-2.0, 0.0), LEFT), ((0.0, -2.0), ABOVE), ((2.0, 0.0), RIGHT), ((0.0, 2.0), BELOW)):
        box = (inside[0] + moved[0], inside[1] + moved[1], inside[2] + moved[0], inside[3] + moved[1])
        assert sticking_out([inside, box], DEFAULT) == [Out(2, side, pytest.approx(2.0))]


def test_the_last_line_stands_at_the_foot_of_the_window() -> None:
    boxes = placed([10.0, 10.0, 10.0], DEFAULT)
    assert boxes[-1][3] == pytest.approx(79)
    assert boxes[0][0] == 110
    assert boxes[1][3] - boxes[0][3] == pytest.approx(4.0)
    assert boxes[0][2] == pytest.approx(110 + 90 / MM)


@pytest.mark.parametrize("window", PRESETS, ids=lambda one: one.id)
def test_a_run_of_letters_says_it_with_the_name(window: Window) -> None:
    composed = compose(Order(ALL, Model("x", "fr", "x", "x"), Letterhead("A"), window, DAY))
    said = [(uid, name, text) for uid, name, text in composed.problems() if "would stick out" in text]
    assert {uid for uid, _name, _text in said} == {"b"} | ({"c"} if room_for(window) < 8 else set())
    (long,) = [text for uid, _name, text in said if uid == "b"]
    assert long.startswith(f"Line 1, “{WIDE}”, would stick out of the window by ")
    assert long.endswith(" mm on the right: the address is printed smaller.")


def test_words_are_data_and_measures_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = window_check.sentences(["{mm} {number} %s <b>"], [Out(1, RIGHT, 12.34)])
    assert (
        text
        == "Line 1, “{mm} {number} %s <b>”, would stick out of the window by 12.3 mm on the right: the address is printed smaller."
    )
    monkeypatch.setattr(window_check, "current", lambda: "fr")
    assert "12,3 mm" in window_check.sentences(["x"], [Out(1, RIGHT, 12.34)])[0]
    assert window_check.millimetres(0.06) == "0,1"


def test_many_lines_do_not_lie_on_each_other() -> None:
    many = Recipient(kind="company", company="A", address=Address("B", "C", "D", "E", "1", "F", "G", "US"))
    out, window = BytesIO(), by_id("us-10")
    write(out, [many], Model("x", "fr", "x", "x"), Letterhead("H"), window, DAY)
    _x, top, _wide, high = window.safe
    with closing(pypdfium2.PdfDocument(out.getvalue())) as document:
        page = document[0]
        placed_at = [one.get_matrix() for one in page.get_objects(filter=[1])]
        lines = sorted(page.get_height() - one.f for one in placed_at if abs(one.e / MM - window.text_x) < 0.1)
    lines = [one for one in lines if top < one / MM < top + high]
    steps = [after - before for before, after in pairwise(lines)]
    assert len(lines) == 7
    assert max(steps) - min(steps) < 0.05
    assert min(steps) > 6
