"""The tiers in the settings: the effect of a change is seen while it is typed, before it is accepted."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.options.page import OptionsPage
from petitcrm.features.tiers import queries
from petitcrm.features.tiers.colours import TierColours
from petitcrm.features.tiers.panel import Letter, TierPanel
from petitcrm.store.store import Store
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.editing import Choices
from petitcrm.ui.widgets.panels import Picker
from tests_support import TODAY


@pytest.fixture
def page(store: Store, qtbot: Any) -> OptionsPage:
    for number in range(60):
        values = {"family_name": f"C{number}", "phone": "0465710001", "tier": "A", "stage": "client"}
        store.do("new", contacts.create, "person", values, TODAY)
    made = OptionsPage(Desk(store))
    qtbot.addWidget(made)
    made.resize(1000, 1600)
    made.show()
    return made


def named(panel: Any, kind: Any, name: str) -> Any:
    return next(one for one in panel.findChildren(kind) if one.accessibleName() == name)


def told(panel: TierPanel, code: str) -> str:
    return panel._lines[code].effect.text()


def test_the_effect_is_told_before_it_is_accepted(page: OptionsPage, store: Store, qtbot: Any) -> None:
    panel = page.tiers
    assert told(panel, "A") == "A every month for 60 clients = 3 calls a day"
    editor = named(panel, QLineEdit, "Tier A")
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "2 weeks")
    assert told(panel, "A") == "A every 2 weeks for 60 clients = 6 calls a day (now 3)"
    assert store.read(queries.tiers)[0].months == 1  # nothing is accepted yet
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert store.read(queries.tiers)[0].days == 14
    assert told(panel, "A") == "A every 2 weeks for 60 clients = 6 calls a day"


def test_the_effect_of_a_capacity_is_told_before_it_is_accepted(page: OptionsPage, qtbot: Any) -> None:
    editor = named(page, QLineEdit, "Calls a day, at most")
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "2")
    assert page.tiers.in_all.text().startswith("The tiers ask for 3 calls a day, of 2 that fit in. It is too much")
    assert page.tiers.in_all.property("role") == "warn"


def test_a_tier_is_made_and_removed_by_keys(page: OptionsPage, store: Store, qtbot: Any) -> None:
    panel = page.tiers
    panel.code.setFocus()
    qtbot.keyClicks(panel.code, "e")
    panel.every.setText("2 years")
    qtbot.keyClick(panel.every, Qt.Key.Key_Return)
    assert [row.code for row in store.read(queries.tiers)] == ["A", "B", "C", "D", "E"]
    assert panel.code.text() == ""
    panel.remove(store.read(queries.tiers)[-1])
    assert [row.code for row in store.read(queries.tiers)] == ["A", "B", "C", "D"]
    page.desk.undo()
    assert len(store.read(queries.tiers)) == 5


def test_what_can_not_be_stays_typed_and_is_said(page: OptionsPage, store: Store, qtbot: Any) -> None:
    panel = page.tiers
    with qtbot.waitSignal(page.desk.problem):
        panel.code.setText("A")
        panel.add()
    assert panel.code.text() == "A"
    weight = named(panel, QLineEdit, "Weight of tier A")
    weight.setFocus()
    weight.setText("heavy")
    qtbot.keyClick(weight, Qt.Key.Key_Return)
    assert weight.property("wrong")
    assert store.read(queries.tiers)[0].weight == 3


def test_name_and_code_in_their_places(page: OptionsPage, store: Store, qtbot: Any) -> None:
    for name, text in (("Name of tier A", "Best"), ("Weight of tier A", "9"), ("Code of tier A", "A+")):
        editor = named(page.tiers, QLineEdit, name)
        editor.setFocus()
        editor.setText(text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    row = store.read(queries.tiers)[0]
    assert (row.code, row.name, row.weight, row.contacts) == ("A+", "Best", 9, 60)
    assert told(page.tiers, "A+").startswith("A+ every month")


def test_letters_only_and_the_colour(page: OptionsPage, store: Store, qtbot: Any) -> None:
    colours = TierColours(page.desk)
    panel = page.tiers
    how = named(panel, Choices, "How tier D is approached")
    how.picked.emit("letters")
    assert store.read(queries.tiers)[3].letters_only
    before = theme.tier_colour("D")
    named(panel, Letter, "Colour of tier D").click()
    picker = page.window().findChild(Picker)
    picker.box.setText("rose")
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert store.read(queries.tiers)[3].colour == "rose"
    assert theme.tier_colour("D") != before
    page.desk.undo()
    assert theme.tier_colour("D") == before
    assert colours.parent() is page.desk
