"""Hostile words through every screen: shown as they are, nothing opened, nothing lost."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication, QLabel

from petitcrm.app import make_window
from petitcrm.base import cards
from petitcrm.features.contacts import edits, parts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store

TODAY = date(2026, 5, 12)
WORDS = (
    "<b>Bold</b> & Co", "<img src='file:///etc/passwd'>", "<a href='http://evil.example'>x</a>", "Robert'); DROP TABLE contact;--",
    "=cmd|'/c calc'!A1", "{appel} {0.__class__} %s %n", "עברית العربية", "日本語 ☎ 🙂", "Mille" * 60, "\u202egpj.exe",
    "a&b && c", '\\n "q"',
)  # fmt: skip


@pytest.fixture
def hostile(store: Store) -> list[int]:
    ids = []
    for number, words in enumerate(WORDS):
        values = {
            "given_name": words, "family_name": words, "company": words, "job_title": words, "note": words, "tags": words.replace(",", " "),
            "tier": "A", "stage": "client", "phone": f"04657100{number:02d}", "salutation": words,
        }  # fmt: skip
        one = store.do("new", edits.create, "person", values, TODAY)[0]
        address = cards.Address(street=words, locality=words, postcode="26000", town=words[:60])
        store.do("place", parts.save_address, one, None, address)
        store.do("log", history.log, one, Exchange("call", "2026-03-12", outcome="reached", subject=words, text=words))
        ids.append(one)
    return ids


def test_every_screen_shows_words_as_words(
    store: Store, hostile: list[int], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QImageReader, "setFileName", lambda _self, name: opened.append(name), raising=False)
    window = make_window(store)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    for feature in window.features:
        page: Any = window.go(feature.key)
        QApplication.processEvents()
        assert not window.grab().isNull()
        if feature.key == "contacts":
            for one in hostile:
                page.open_contact(one)
                qtbot.waitUntil(lambda page=page, one=one: page.card.contact_id == one)
                window.grab()
        if feature.key == "letters":
            page.choose(hostile)
            QApplication.processEvents()
            window.grab()
    for shown in window.findChildren(QLabel):
        assert shown.textFormat().name == "PlainText", shown.text()[:60]
    for words in WORDS:
        from petitcrm.ui.palette import Palette

        palette = Palette(window, window._finds())
        palette.box.setText(words[:40])
        palette.close()
    assert not any("passwd" in name for name in opened)
    window.desk.wait()
