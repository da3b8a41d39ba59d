"""The line of Ctrl+L: what is understood is shown, arrows choose who, Enter keeps it in one step."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import queries
from petitcrm.features.history.line_panel import LinePanel
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY


def person(store: Store, given: str, family: str, town: str = "") -> int:
    values = {"given_name": given, "family_name": family, "postcode": "26000" if town else "", "town": town}
    made, _tables = store.do("new", contacts.create, "person", values, TODAY)
    return made


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window: QWidget, desk: Desk, current: int = 0) -> LinePanel:
    panel = LinePanel(window, desk, current)
    panel.open_centred()
    return panel


def key(qtbot: Any, panel: LinePanel, *keys: Qt.Key) -> None:
    for one in keys:
        qtbot.keyClick(panel.line, one)


def test_a_line_is_shown_as_it_is_understood_and_kept(qtbot: Any, desk: Desk, window: QWidget) -> None:
    girard = person(desk.store, "Anne", "Girard", "Valence")
    panel = opened(window, desk)
    panel.line.setText("visite girard 30 min devis à envoyer demain 14h")
    assert (panel.name.text(), panel.who.isVisible()) == ("Anne Girard, Valence", False)
    assert "30 min" in panel.facts.text()
    assert "14:00" in panel.promise.text()
    key(qtbot, panel, Qt.Key.Key_Return)
    (entry,) = desk.read(queries.timeline, girard)
    assert (entry.kind, entry.minutes, entry.day) == ("visit", 30, TODAY)
    (promised,) = desk.read(queries.follow_ups, TODAY)
    assert (promised.contact_id, promised.at, promised.kind) == (girard, "14:00", "document")
    desk.undo()
    assert desk.read(queries.timeline, girard) == []
    assert desk.read(queries.follow_ups, TODAY) == []


def test_of_several_the_arrows_choose_the_one_in_view_first(qtbot: Any, desk: Desk, window: QWidget) -> None:
    first, second = person(desk.store, "Anne", "Girard"), person(desk.store, "Paul", "Girard")
    panel = opened(window, desk, second)
    qtbot.keyClicks(panel.line, "appel girard absent")
    assert [one.id for one in panel._choices] == [second, first]
    key(qtbot, panel, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [entry.outcome for entry in desk.read(queries.timeline, first)] == ["no_answer"]
    assert desk.read(queries.timeline, second) == []


def test_without_a_name_the_contact_in_view_is_proposed_and_said_so(qtbot: Any, desk: Desk, window: QWidget) -> None:
    girard = person(desk.store, "Anne", "Girard")
    panel = opened(window, desk, girard)
    qtbot.keyClicks(panel.line, "rappel demain")
    assert panel.who.item(0).text() == "Anne Girard   in view"
    assert "No contact found." in panel.doubts.text()
    key(qtbot, panel, Qt.Key.Key_Return)
    assert len(desk.read(queries.follow_ups, TODAY)) == 1


def test_nobody_meant_keeps_nothing_and_what_was_typed_comes_back(qtbot: Any, desk: Desk, window: QWidget) -> None:
    panel = opened(window, desk)
    qtbot.keyClicks(panel.line, "appel <b>dupont</b> absent")
    key(qtbot, panel, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert desk.read(queries.total) == 0
    key(qtbot, panel, Qt.Key.Key_Escape)
    again = opened(window, desk)
    assert again.line.text() == "appel <b>dupont</b> absent"
    again.line.clear()
    key(qtbot, again, Qt.Key.Key_Escape)
    assert opened(window, desk).line.text() == ""


def test_an_empty_line_says_what_to_write(desk: Desk, window: QWidget) -> None:
    panel = opened(window, desk)
    assert "as you would say it" in panel.keys.text()
    assert not panel.frame.isVisible()
