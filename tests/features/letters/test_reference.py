"""References: written, read as people type and scan them, printed in words and as a bar code that can be read."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import _patterns, setb, setc

from petitcrm.base.errors import Problem
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import command, layout, mailing, queries, settings
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.reference import tidy, understood, written
from petitcrm.store import settings as stored
from petitcrm.store.store import Store

ON = date(2026, 5, 12)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_what_is_written_is_understood(number: int, place: int) -> None:
    reference = written(number, place)
    assert understood(reference) == (number, place)
    assert understood(reference.lower().replace("-", " ")) == (number, place)
    assert tidy(f" {reference.lower()} ") == reference


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    found = understood(text)
    assert found is None or tidy(text) == written(*found)


@pytest.mark.parametrize("text", ["", "M", "12", "M12", "M12-", "hello", "06 11 84 99 24", "M1-2-3", "M-5"])
def test_what_is_no_reference(text: str) -> None:
    assert understood(text) is None


def _letters(store: Store, uids: dict[str, str], out: Path, *names: str, model: str = "Vœux") -> command.Report:
    return command.run(store, out, to=[uids[name] for name in names], model=model, on=ON)


def _text(out: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(out) as document:
        found = document[page]
        text = found.get_textpage()
        try:
            return str(text.get_text_bounded())
        finally:
            text.close()
            found.close()


def test_letters_of_a_mailing_say_their_reference(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    told = _letters(store, uids, out, "anna", "ines").as_json()
    assert [one["reference"] for one in told["letters"]] == ["M1-0001", "M1-0002"]
    assert "Réf. M1-0001" in _text(out)
    assert "Réf. M1-0002" in _text(out, 1)


def test_one_letter_alone_does_not(store: Store, ids: dict[str, int], uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    _letters(store, uids, out, "anna")
    assert "M1-0001" not in _text(out)
    assert store.reader.value("SELECT reference FROM letter") == "M1-0001"
    assert store.read(timeline, ids["anna"])[0].text == ""


@pytest.mark.parametrize(("when", "alone", "both"), [("never", False, False), ("always", True, True)])
def test_the_owner_decides(
    store: Store, uids: dict[str, str], tmp_path: Path, when: str, alone: bool, both: bool
) -> None:
    store.keep(stored.save, {settings.REFERENCE: when})
    _letters(store, uids, tmp_path / "a.pdf", "anna")
    _letters(store, uids, tmp_path / "b.pdf", "ines", "jean")
    assert ("M1-0001" in _text(tmp_path / "a.pdf"), "M2-0002" in _text(tmp_path / "b.pdf", 1)) == (alone, both)


def test_the_field_of_a_model_says_it(store: Store, ids: dict[str, int], uids: dict[str, str], tmp_path: Path) -> None:
    from petitcrm.features.letters import edits

    store.do("x", edits.save_model, Model("Own", "fr", "Offre", "Répondez avec {référence}."))
    _letters(store, uids, tmp_path / "a.pdf", "anna", model="Own")
    assert "Répondez avec M1-0001." in _text(tmp_path / "a.pdf")
    assert store.read(timeline, ids["anna"])[0].text == "M1-0001"


def test_the_preview_is_the_letter_of_the_run(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    report = _letters(store, uids, tmp_path / "a.pdf", "anna", "ines")
    pdf, _letter = mailing.compose_one(report.composed.order, 1)
    (tmp_path / "one.pdf").write_bytes(pdf)
    assert _text(tmp_path / "one.pdf") == _text(tmp_path / "a.pdf", 1)


def test_two_windows_never_give_one_number(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    report = _letters(store, uids, tmp_path / "a.pdf", "anna", "ines")
    with pytest.raises(Problem, match="number 1"):
        store.do("x", mailing.record, report.composed)
    assert store.read(queries.next_number) == 2


# the bar code, read as a scanner does: black and white runs of one line across


def _runs(out: Path) -> list[int]:
    with pypdfium2.PdfDocument(out) as document:
        page = document[0]
        image = page.render(scale=600 / 72).to_pil().convert("L")
        page.close()
    dot = 25.4 / 600
    y = round((297 - layout.MARK_BAR - layout.BAR_HEIGHT / 2) / dot)
    line = [image.getpixel((x, y)) < 128 for x in range(round(10 / dot), round(62 / dot))]  # type: ignore[operator]
    runs, black = [0], False
    for is_black in line:
        if is_black != black:
            runs.append(0)
            black = is_black
        runs[-1] += 1
    return runs[1:]  # without the white before


def _scanned(runs: list[int], module: float) -> str:
    signs = {tuple(ord(s.lower()) - 96 for s in pattern): code for code, pattern in _patterns.items()}
    codes = []
    while len(runs) >= 6:
        widths = tuple(round(run / module) for run in runs[:6])
        code = signs.get(widths)
        if code is None:
            break
        codes.append(code)
        runs = runs[6:]
    start, *data, check = codes
    assert check == (start + sum(at * code for at, code in enumerate(data, 1))) % 103
    table, text = {104: setb, 105: setc}[start], ""
    names = {"b": {v: k for k, v in setb.items()}, "c": {v: k for k, v in setc.items()}}
    now = "b" if table is setb else "c"
    for code in data:
        if code in (99, 100) and not (now == "c" and code == 99):
            now = "c" if code == 99 else "b"
        else:
            text += str(names[now][code])
    return text


def test_a_scanner_reads_the_bar_code(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    _letters(store, uids, out, "anna", "ines")
    module = 0.30 / (25.4 / 600)
    assert _scanned(_runs(out), module) == "M1-0001"
