"""The client sheet: what stands on it, read back from the PDF."""

from pathlib import Path
from typing import Any

import pytest

from petitcrm.base import language
from petitcrm.base.cards import Address
from petitcrm.features.client_sheet.command import file_name
from petitcrm.features.client_sheet.dialog import SheetDialog
from petitcrm.features.client_sheet.sheet import client_sheet
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits, own_field_edits, parts
from petitcrm.features.history import edits as history
from petitcrm.features.history import follow_ups
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages
from tests_support import TODAY


@pytest.fixture
def one(store: Store) -> int:
    store.do("f", own_field_edits.add, "Contract", "date")
    values = {
        "given_name": "Hélène", "family_name": "Dupré", "company": "Aubépine", "job_title": "Gérante", "tier": "A",
        "stage": "client", "phone": "06 39 98 00 01", "email": "helene@aubepine.example", "profile": "Tutoyer, voile.",
        "note": "Extension en 2027.", "preferred_hours": "le matin", "contract": "3/4/2027",
    }  # fmt: skip
    made, _tables = store.do("new", edits.create, "person", values, TODAY)
    place = Address(street="12 bis, rue de l'Église", postcode="26000", town="Valence")
    store.do("a", parts.save_address, made, None, place)
    store.do("c", consent.note, made, "post", "objected", TODAY)
    for at in range(60):
        text = f"Note {at} " + "words and words " * 20
        store.do("log", history.log, made, Exchange("note", f"2026-0{at % 4 + 1}-{at % 27 + 1:02d}", text=text))
    return made


def text_of(pdf: bytes) -> str:
    pages = Pages(pdf)
    text = "\n".join(pages.text(at) for at in range(pages.count))
    pages.close()
    return text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everything_for_the_visit_is_on_it(store: Store, one: int, lang: str) -> None:
    language.use(lang)
    text = text_of(store.read(client_sheet, one, TODAY))
    for words in (
        "Hélène Dupré", "Gérante", "Aubépine", "06 39 98 00 01", "helene@aubepine.example", "26000 VALENCE", "Tutoyer, voile.",
        "Extension en 2027.", "le matin", "03/04/2027", "Contract",
    ):  # fmt: skip
        assert words in text, words


def test_open_requests_and_promises_stand_on_it(store: Store, one: int) -> None:
    asked = Asked("Saw does not start", "2026-05-04", urgency="blocking", promised_on="2026-05-20")
    key, _tables = store.do("r", requests.begin, one, asked)
    store.do("p", follow_ups.promise, one, Promised("2026-05-18", "14:30", "measures", "visit"))
    text = text_of(store.read(client_sheet, one, TODAY))
    for words in ("Open request: do not sell", "Saw does not start · blocking", "14:30 · visit · measures"):
        assert words in text, words
    store.do("done", requests.put, key, "done", TODAY)
    assert "Saw" not in text_of(store.read(client_sheet, one, TODAY))


def test_it_ends_after_two_pages(store: Store, one: int) -> None:
    pages = Pages(store.read(client_sheet, one, TODAY))
    assert pages.count == 2
    pages.close()


@pytest.mark.parametrize("name", ["<b>Bold</b> & Co", "{0} %s", "Żółć Ωmega ☎", "a" * 400, "x\ny"])
def test_words_stay_words(store: Store, name: str) -> None:
    made, _tables = store.do("new", edits.create, "company", {"company": name, "note": name, "profile": name}, TODAY)
    text = text_of(store.read(client_sheet, made, TODAY))
    assert name[:10].split("\n")[0] in text.replace("\r", "")


def test_nobody_has_no_sheet(store: Store) -> None:
    assert store.read(client_sheet, 999, TODAY) == b""


@pytest.mark.parametrize(
    ("name", "file"),
    [("Dupré & Fils", "Dupré  Fils.pdf"), ("../../etc", "etc.pdf"), ("", "Client sheet.pdf"), ("a/b:c", "abc.pdf")],
)
def test_file_names_are_harmless(name: str, file: str) -> None:
    assert file_name(name) == file


def test_it_is_shown_and_saved(store: Store, one: int, qtbot: Any, tmp_path: Path) -> None:
    desk = Desk(store)
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    box = SheetDialog(parent, desk, one)
    qtbot.addWidget(box)
    box.show()
    assert "Dupré" in box.windowTitle()
    box.write(tmp_path / "missing" / "sheet.pdf")
    assert not box.told.isHidden()
    box.write(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == box.pages.pdf
    desk.wait()
