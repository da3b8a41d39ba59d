"""Scripts are written beside a preview, and read out beside the call."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from petitcrm.base import preferences
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.scripts import queries
from petitcrm.features.scripts.page import ScriptsPage
from petitcrm.features.scripts.strip import ScriptStrip
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY


@pytest.fixture
def page(store: Store, qtbot: Any) -> Iterator[ScriptsPage]:
    values = {"family_name": "Dupré", "phone": "0465710001", "tier": "A", "stage": "client"}
    store.do("new", contacts.create, "person", values, TODAY)
    made = ScriptsPage(Desk(store))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    made.desk.wait()


def test_an_empty_page_offers_examples(page: ScriptsPage, store: Store) -> None:
    assert page.stack.currentIndex() == 1
    page.add_examples()
    assert len(store.read(queries.scripts)) == 3
    assert page.stack.currentIndex() == 0
    page.desk.undo()
    assert page.stack.currentIndex() == 1


def test_a_script_is_written_and_previewed(page: ScriptsPage, store: Store, qtbot: Any) -> None:
    page.add()
    qtbot.keyClicks(page.name, "Voeux")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    page.whom.picked.emit("tier")
    assert [value for value, _words in store.read(queries.offered, "tier")] == ["A", "B", "C", "D"]
    page.body.setFocus()
    page.body.setPlainText("Bonjour {nom}\n? Trop cher\nSur un an ?")
    page._preview()
    assert page.said_to.text() == "As it is said to Dupré"
    assert page.spoken.text.text() == "Bonjour Dupré"
    assert page.wrong.isHidden()
    page.body.setPlainText("Bonjour {truc}")
    page._preview()
    assert "{truc}" in page.wrong.text()
    page.body.setPlainText("Bonjour {nom}\n? Trop cher\nSur un an ?")
    page._preview()
    assert len(page.spoken.lines) == 1
    page.list.setFocus()  # leaving the text keeps it
    found = store.read(queries.scripts)[0]
    assert (found.name, found.whom, found.which) == ("Voeux", "tier", "A")
    assert found.body.startswith("Bonjour {nom}")
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert store.read(queries.scripts) == []


def test_going_to_another_script_keeps_what_was_typed(page: ScriptsPage, store: Store) -> None:
    page.add_examples()
    page.body.setPlainText("Nouveau texte")
    page.list.select(1)
    assert store.read(queries.scripts)[0].body == "Nouveau texte"
    assert store.read(queries.scripts)[1].body != "Nouveau texte"
    assert page.body.toPlainText() == store.read(queries.scripts)[1].body


def test_the_strip_opens_objections_by_number(page: ScriptsPage, qtbot: Any) -> None:
    strip = ScriptStrip(page.desk)
    qtbot.addWidget(strip)
    strip.show_contact(1)
    assert strip.isHidden()
    page.add_examples()
    strip.show_contact(1)
    assert not strip.isHidden()
    answer = strip.spoken.lines[1][1]
    assert answer.isHidden()
    strip.turn_objection(2)
    assert not answer.isHidden()
    strip.turn_objection(9)  # there is none
    strip.turn()
    assert strip.area.isHidden()
    assert preferences.read()["script_open"] is False
    strip.turn_objection(1)  # opens the script too
    assert not strip.area.isHidden()
