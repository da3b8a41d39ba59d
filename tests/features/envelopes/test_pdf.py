import re
import time
import tracemalloc
import unicodedata
from contextlib import closing
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petitcrm.base.addresses import block
from petitcrm.base.cards import Address
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.features.envelopes.layout import PLACES, TURNS, Feed, fits, page
from petitcrm.features.envelopes.pdf import check, write
from petitcrm.features.envelopes.sizes import SIZES, Size, by_name
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.letterhead import Letterhead

MM = 72 / 25.4
TEXT = 1  # FPDF_PAGEOBJ_TEXT
FORM = 5
DL = by_name("DL")
HEAD = Letterhead("Atelier Girard", ["14 bis, rue des Tanneurs", "26000 Valence"], "04 75 00 00 00")
HOSTILE = [
    "<b>gras</b>", "Dupont & Fils", '<img src="/etc/passwd"/>', "{c.__class__}", "%s %(nom)s", "\\(a\\) (b", "a) Tj ET",
    "</para><a href='file:///x'>y</a>", "Łukasz Çelik-Ибанов", "Ωμέγα", "😀 ok", "fin\u00a0: 1\u202f234 €", "ET Q Q",
    "Jean\x00\x07\x1bPaul", "e\u0301te\u0301", "naïve\u200bté", "\ufeffBOM", "tab\there", "&lt;&amp;", "\\n\\r\\000",
]  # fmt: skip
LYING = Feed()
FEEDS = [Feed(turn, place) for turn in TURNS for place in PLACES]


def envelope(*names: str, **address: Any) -> Addressee:
    place = {"street": "5 rue Foch", "postcode": "69002", "town": "Lyon", **address}
    return Addressee(list(names), Address(**place), (0,))


def printed(
    envelopes: list[Addressee], size: Size = DL, feed: Feed = LYING, **more: Any
) -> tuple[bytes, list[list[str]]]:
    out = BytesIO()
    problems = write(out, envelopes, size, feed, **more)
    return out.getvalue(), problems


def runs(pdf: bytes, at: int = 0) -> list[tuple[float, float, tuple[float, float, float, float]]]:
    """(origin x, baseline y, (left, top, right, bottom)) of the runs of text of a page, in mm from its top left."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        shown = document[at]
        high = shown.get_height()
        found = []
        for one in shown.get_objects(filter=[TEXT]):
            left, bottom, right, top = one.get_bounds()
            matrix = one.get_matrix()
            box = (left / MM, (high - top) / MM, right / MM, (high - bottom) / MM)
            found.append((matrix.e / MM, (high - matrix.f) / MM, box))
        return found


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [(one.get_width() / MM, one.get_height() / MM) for one in document]


def texts(pdf: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [str(one.get_textpage().get_text_range()) for one in document]


def squeezed(text: str) -> str:
    """What a reader can get back: composed, without controls, spaces and line ends as they fall."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
@pytest.mark.parametrize("feed", FEEDS, ids=str)
@pytest.mark.parametrize("lines", [3, 6])
def test_the_address_stands_where_the_norm_says(size: Size, feed: Feed, lines: int) -> None:
    if not fits(size, feed):
        return
    more = {"recipient": "Étage 2", "building": "Résidence X", "locality": "BP 12"} if lines == 6 else {}
    pdf, problems = printed([envelope("Mme Zoé PETIT", **more)], size, feed)
    assert problems == [[]]
    one = page(size, feed)
    assert sizes(pdf)[0] == pytest.approx((one.width, one.height), abs=0.05)
    found = runs(pdf)
    assert len(found) == lines
    wide, high = size.width, size.height
    clear = 35 if size.name == "C4" else 20  # under the address
    last = (size.text_x, high - clear - 0.22 * size.largest / MM)
    assert any(run[:2] == pytest.approx(one.point(*last), abs=0.3) for run in found)
    left, top, width, height = one.area((size.text_x, 40, wide - 20 - size.text_x, high - clear - 40))
    for _x, _y, box in found:
        assert left - 0.3 <= box[0]
        assert top - 0.3 <= box[1]
        assert box[2] <= left + width + 0.3
        assert box[3] <= top + height + 0.3
    origins = {
        round(along, 2) for along in ([run[0] for run in found] if feed.turn in (0, 180) else [run[1] for run in found])
    }
    assert len(origins) == 1  # the lines have one left edge


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
@pytest.mark.parametrize("turn", TURNS)
def test_the_sender_is_top_left_and_out_of_the_way(size: Size, turn: int) -> None:
    pdf, _problems = printed([envelope("Mme Zoé PETIT")], size, Feed(turn), sender=HEAD)
    assert "Atelier Girard" in texts(pdf)[0]
    assert "04 75" not in texts(pdf)[0]
    one = page(size, Feed(turn))
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        (form,) = document[0].get_objects(filter=[FORM], max_depth=1)
        left, bottom, right, top = form.get_bounds()
        high = document[0].get_height()
    box = (left / MM, (high - top) / MM, right / MM, (high - bottom) / MM)
    x, y, wide, high = one.area((10, 10, min(80, size.width - 74 - 14), 28))
    assert x - 0.3 <= box[0]
    assert y - 0.3 <= box[1]
    assert box[2] <= x + wide + 0.3
    assert box[3] <= y + high + 0.3
    corner = one.point(10, 10)
    near = [abs(corner[0] - side) for side in (box[0], box[2])], [abs(corner[1] - side) for side in (box[1], box[3])]
    assert min(near[0]) < 1
    assert min(near[1]) < 1
    assert "Atelier" not in texts(printed([envelope("Mme Zoé PETIT")], size, Feed(turn))[0])[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
def test_a_sender_without_end_stays_in_its_corner(size: Size) -> None:
    head = Letterhead("W" * 300, ["Résidence des Quatre-Vents " * 9] * 20)
    pdf, _problems = printed([envelope("Zoé")], size, Feed(), sender=head)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        (form,) = document[0].get_objects(filter=[FORM], max_depth=1)
        left, bottom, right, top = form.get_bounds()
        high = document[0].get_height()
    assert left / MM > 9.5
    assert right / MM < size.width - 74
    assert (high - top) / MM > 9.5
    assert (high - bottom) / MM < 40


def test_the_offset_of_the_printer_moves_the_page_as_it_comes_out() -> None:
    for turn in TURNS:
        plain, moved = (runs(printed([envelope("Zoé")], DL, Feed(turn), offset=by)[0]) for by in ((0, 0), (15, -5)))
        for one, other in zip(plain, moved, strict=True):
            assert other[0] - one[0] == pytest.approx(1.5, abs=0.02)
            assert other[1] - one[1] == pytest.approx(-0.5, abs=0.02)


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "one",
    [
        envelope(
            "AB X", "Åsa Öberg", recipient="Avd 2", building="Hus Q", street="Väg 1", locality="Box 2", country="SE"
        ),
        envelope("Ets " + "M" * 196, "Mme Wilhelmina VAN DER WESTERHUIZEN, directrice"),
        envelope("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", country="DE"),
    ],
    ids=["8 lines", "200 characters", "many lines"],
)
def test_nothing_leaves_the_room_of_the_address(size: Size, one: Addressee) -> None:
    pdf, (problems,) = printed([one], size)
    x, y, wide, high = size.address
    for _x, _y, box in runs(pdf):
        assert x - 0.3 <= box[0]
        assert y - 0.3 <= box[1]
        assert box[2] <= x + wide + 0.3
        assert box[3] <= y + high + 0.3
    assert squeezed(texts(pdf)[0]) == squeezed("".join(block(one.names, one.address)))
    assert problems
    assert problems == check([one], size, Feed())[0]


def test_a_line_over_38_characters_is_said_and_never_cut() -> None:
    name = "Société de menuiserie générale du Dauphiné"
    pdf, (problems,) = printed([envelope(name)])
    assert name in texts(pdf)[0]
    assert any("Line 1 has 42 characters" in one for one in problems)
    _pdf, (long,) = printed([envelope("Ets " + "M" * 196)])
    assert "The DL envelope is too narrow for this address: a long line goes on below." in long


def test_capitals_as_in_letters() -> None:
    text = texts(printed([envelope("Mme Zoé PETIT", street="5 bis, rue de l'Église", town="Saint-Étienne")])[0])[0]
    assert "Mme Zoé PETIT" in text
    assert "5 B RUE DE L EGLISE" in text
    assert "69002 ST ETIENNE" in text
    abroad = texts(printed([envelope("Jan Novák", country="DE", town="München")])[0])[0].splitlines()
    assert abroad[-1] == "ALLEMAGNE"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("turn", [0, 270])
def test_hostile_text_is_printed_as_it_stands(text: str, turn: int) -> None:
    one = envelope(text, recipient=text, building="x")
    pdf, _problems = printed([one], DL, Feed(turn), sender=Letterhead(text, [text]))
    shown = squeezed(texts(pdf)[0])
    assert squeezed("".join(block(one.names, one.address))) in shown
    assert shown.count(squeezed(text)) >= 3
    assert not re.search(rb"/URI|/Annots \[|/JavaScript|/Launch", pdf)


def test_right_to_left_reads_back_and_what_no_font_has_is_said() -> None:
    pdf, problems = printed([envelope("דוד כהן"), envelope("中村"), envelope("Zoé")])
    assert "דוד כהן" in texts(pdf)[0]
    assert problems[0] == problems[2] == []
    assert any("U+4E2D" in one for one in problems[1])
    assert "□" in texts(pdf)[1]
    assert any("U+4E2D" in one for one in printed([envelope("Zoé")], sender=Letterhead("中"))[1][0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=300), st.sampled_from(SIZES), st.sampled_from(TURNS))
def test_any_text_can_be_printed(name: str, street: str, size: Size, turn: int) -> None:
    pdf, problems = printed(
        [envelope(name, "x", street=street, country="SE")], size, Feed(turn), sender=Letterhead(name, [street])
    )
    assert len(texts(pdf)) == len(problems) == 1


def test_nobody_and_cancel() -> None:
    with pytest.raises(Problem, match="nobody to write to"):
        printed([])
    many = [envelope(f"N{at}") for at in range(120)]
    told: list[int] = []
    assert len(printed(many, progress=lambda done: not told.append(done))[1]) == 120
    assert told == [50, 100, 120]
    with pytest.raises(Cancelled):
        printed(many, progress=lambda done: done < 100)


def test_thousands_are_written_quickly_and_in_little_memory() -> None:
    many = [envelope(f"Mme Zoé PETIT{at}", street=f"{at % 99 + 1} rue Foch") for at in range(1000)]
    started = time.perf_counter()
    pdf, _problems = printed(many, sender=HEAD)
    assert time.perf_counter() - started < 10
    assert len(pdf) < 3_000_000
    assert len(sizes(pdf)) == 1000
    tracemalloc.start()
    printed(many[:200], sender=HEAD)
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()
