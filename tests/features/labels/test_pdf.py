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
from petitcrm.features.labels import layout
from petitcrm.features.labels.pdf import Written, write
from petitcrm.features.labels.sheets import SHEETS, Sheet, by_name
from petitcrm.features.letters.joining import Addressee

MM = 72 / 25.4
TEXT = 1  # FPDF_PAGEOBJ_TEXT
L7160 = by_name(SHEETS, "L7160")
HOSTILE = [
    "<b>gras</b>", "Dupont & Fils", '<img src="/etc/passwd"/>', "{c.__class__}", "%s %(nom)s", "\\(a\\) (b", "a) Tj ET",
    "</para><a href='file:///x'>y</a>", "Łukasz Çelik-Ибанов", "Ωμέγα", "Đặng Văn", "😀 ok", "fin\u00a0: 1\u202f234 €",
    "Jean\x00\x07\x1bPaul", "e\u0301te\u0301", "naïve\u200bté", "\ufeffBOM", "tab\there", "&lt;&amp;", "\\n\\r\\000",
]  # fmt: skip


def label(*names: str, **address: Any) -> Addressee:
    place = {"street": "5 rue Foch", "postcode": "69002", "town": "Lyon", **address}
    return Addressee(list(names), Address(**place), (0,))


def printed(labels: list[Addressee], sheet: Sheet = L7160, first: int = 1, **more: Any) -> tuple[bytes, list[Written]]:
    out = BytesIO()
    written = write(out, labels, sheet, first, **more)
    return out.getvalue(), written


def runs(pdf: bytes) -> list[list[tuple[float, float, float, float, float, float]]]:
    """For each page (origin x, baseline y, left, top, right, bottom) of every run of text, in mm from the top left."""
    pages = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            high = page.get_height()
            found = []
            for one in page.get_objects(filter=[TEXT]):
                left, bottom, right, top = one.get_bounds()
                matrix = one.get_matrix()
                found.append(
                    (
                        matrix.e / MM,
                        (high - matrix.f) / MM,
                        left / MM,
                        (high - top) / MM,
                        right / MM,
                        (high - bottom) / MM,
                    )
                )
            pages.append(found)
    return pages


def texts(pdf: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [str(page.get_textpage().get_text_range()) for page in document]


def squeezed(text: str) -> str:
    """What a reader can get back: composed, without controls, spaces and line ends as they fall."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_labels_stand_where_the_sheet_says(sheet: Sheet) -> None:
    labels = [label(f"A{at}") for at in range(sheet.count + 1)]
    across, _down = sheet.padding
    for first in sorted({1, 2, sheet.columns, sheet.count // 2, sheet.count} - {0}):
        pdf, written = printed(labels, sheet, min(first, sheet.count))
        pages = runs(pdf)
        for one in written:
            x, y = sheet.place(one.at)
            inside = [
                run for run in pages[one.page] if x <= run[0] < x + sheet.width and y <= run[1] < y + sheet.height
            ]
            assert len(inside) >= 3
            assert all(abs(run[0] - x - across) < 0.3 for run in inside)
            lines = sorted({round(run[1], 2) for run in inside})
            size = _size(sheet)
            top = lines[0] - 0.93 * size / MM
            bottom = lines[-1] + 0.22 * size / MM
            assert abs((top + bottom) / 2 - (y + sheet.height / 2)) < 0.3


def _size(sheet: Sheet) -> float:
    """The size a label of three short lines is printed in."""
    inside = layout.room(sheet)
    size, _between = layout.fitted(3, 8.2, inside)
    return size or inside.height / (3 * 1.1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_all_text_is_inside_its_label(sheet: Sheet) -> None:
    long = {"building": "Bâtiment " + "W" * 70, "street": "123 avenue du Maréchal de Lattre de Tassigny prolongée",
            "town": "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson"}  # fmt: skip
    labels = [label("Ets " + "M" * 90, "Mme Wilhelmina VAN DER WESTERHUIZEN, directrice", **long), label("X"),
              label("Aa", "Bb", recipient="Cc", building="Dd", locality="Ee")]  # fmt: skip
    pdf, written = printed(labels, sheet)
    pages = runs(pdf)
    across, down = sheet.padding
    count = 0
    for one in written:
        x, y = sheet.place(one.at)
        for _x, _y, left, top, right, bottom in pages[one.page]:
            if x <= left < x + sheet.width and y <= (top + bottom) / 2 < y + sheet.height:
                count += 1
                assert x + across - 0.1 <= left
                assert right <= x + sheet.width - across + 0.1
                assert y + down - 0.1 <= top
                assert bottom <= y + sheet.height - down + 0.1
    assert count == sum(map(len, pages))
    assert squeezed("".join(texts(pdf))).count("M" * 10) >= 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SHEETS), st.integers(1, 250), st.data())
def test_no_label_is_lost_or_printed_twice(sheet: Sheet, count: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, sheet.count))
    pdf, written = printed([label(f"N{at:05}") for at in range(count)], sheet, first)
    found = [word for page in texts(pdf) for word in page.replace("\n", " ").split() if word.startswith("N0")]
    assert sorted(found) == [f"N{at:05}" for at in range(count)]
    places = [(one.page, one.at) for one in written]
    assert places == [divmod(first - 1 + at, sheet.count) for at in range(count)]
    assert len(texts(pdf)) == places[-1][0] + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(text: str) -> None:
    pdf, _written = printed([label(text, recipient=text, building="x")], by_name(SHEETS, "L7165"))
    lines = block([text], Address(recipient=text, building="x", street="5 rue Foch", postcode="69002", town="Lyon"))
    assert squeezed(texts(pdf)[0]) == squeezed("".join(lines))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=400), st.sampled_from(SHEETS))
def test_any_text_can_be_printed(name: str, street: str, sheet: Sheet) -> None:
    pdf, written = printed([label(name, "x", street=street, country="SE")], sheet)
    assert len(texts(pdf)) == len(written) == 1


def test_other_writings_are_shown_or_marked() -> None:
    pdf, (written,) = printed([label("דוד כהן", "山田太郎", "مرحبا")])
    shown = texts(pdf)[0]
    assert "□" in shown
    assert any("“山” (U+5C71) can't be printed" in one for one in written.problems)
    assert not any("U+05D3" in one for one in written.problems)


def test_small_labels_say_what_does_not_fit() -> None:
    small = by_name(SHEETS, "L7651")
    six = label("Ets Roche", "M. Luc ROCHE", recipient="Escalier B", building="Le Parc", locality="BP 12")
    _pdf, (written,) = printed([six], small)
    assert written.problems[-1].startswith("L7651 is too small for an address of 6 lines: it is printed in 6.5 pt.")
    _pdf, (written,) = printed([label("M. Luc ROCHE", street="12 avenue des Champs Elysees")], small)
    assert written.problems == ["L7651 is too narrow for this address: a long line goes on below."]
    _pdf, (written,) = printed([label("M. Luc ROCHE", street="12 avenue des Champs")], small)
    assert written.problems == ["L7651 is too narrow for this address: it is printed in 7 pt."]
    _pdf, (written,) = printed([label("M. Luc ROCHE")], small)
    assert written.problems == []


def test_a_function_gets_its_own_line_before_letters_shrink() -> None:
    one = label("Ets Roche", "M. Luc ROCHE-DELAVIGNE, directeur")
    one.function = "directeur"
    pdf, (written,) = printed([one], by_name(SHEETS, "L7654"))
    assert "ROCHE-DELAVIGNE\r\ndirecteur" in texts(pdf)[0]
    assert written.problems == []
    pdf, _written = printed([one], by_name(SHEETS, "L7163"))
    assert "M. Luc ROCHE-DELAVIGNE, directeur" in texts(pdf)[0]


def test_the_offset_moves_everything() -> None:
    plain = runs(printed([label("A")])[0])[0]
    moved = runs(printed([label("A")], offset=(12, -7))[0])[0]
    assert [round(b[0] - a[0], 1) for a, b in zip(plain, moved, strict=True)] == [1.2] * len(plain)
    assert [round(b[1] - a[1], 1) for a, b in zip(plain, moved, strict=True)] == [-0.7] * len(plain)


def test_the_pages_are_a4_and_not_to_be_scaled() -> None:
    pdf, _written = printed([label("A")] * 22)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert [tuple(round(side / MM, 2) for side in page.get_size()) for page in document] == [(210.0, 297.0)] * 2
    assert b"/PrintScaling /None" in pdf


def test_first_labels_that_are_not_there_and_nobody() -> None:
    with pytest.raises(Problem, match="L7160 has no label 22"):
        printed([label("A")], first=22)
    with pytest.raises(Problem, match="nobody to write to"):
        printed([])


def test_cancelling_stops_at_once() -> None:
    told: list[int] = []

    def progress(done: int) -> bool:
        told.append(done)
        return done < 100

    with pytest.raises(Cancelled):
        printed([label("A")] * 500, progress=progress)
    assert told == [50, 100]
