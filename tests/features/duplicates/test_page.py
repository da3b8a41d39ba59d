"""The queue of duplicates worked through by key, and who is known already beside a new card."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import queries as cards
from petitcrm.features.contacts.card import CardView
from petitcrm.features.duplicates.page import DuplicatesPage
from petitcrm.features.duplicates.panel import AlikePanel
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY, everything

PEOPLE = (
    {
        "given_name": "Hélène",
        "family_name": "Dupré",
        "phone": "06 39 98 00 01",
        "company": "Aubépine",
        "job_title": "Gérante",
    },
    {"given_name": "H.", "family_name": "DUPRE", "phone": "0639980001", "company": "Aubépine", "note": "vue au salon"},
    {
        "given_name": "Léa",
        "family_name": "Arnaud",
        "email": "lea@arnaud.example",
        "town": "Avignon",
        "postcode": "84000",
    },
    {"given_name": "Léa", "family_name": "Arnaud", "email": "lea@arnaud.example", "stage": "client"},
    {"given_name": "Karim", "family_name": "Benali", "phone": "04 75 42 12 34"},
)


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    for values in PEOPLE:
        store.do("new", contacts.create, "person", values, TODAY)
    made = Desk(store)
    yield made
    made.wait()


@pytest.fixture
def page(desk: Desk, qtbot: Any) -> DuplicatesPage:
    made = DuplicatesPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.list.setFocus()
    return made


def people(store: Store) -> list[str]:
    return [row.display_name for row in store.read(cards.rows, store.read(cards.ids)) if row.kind == "person"]


def test_a_small_base_is_compared_at_once(page: DuplicatesPage) -> None:
    assert page.stack.currentWidget() is page.queue
    names = {(page.model.row(at).first, page.model.row(at).second) for at in range(page.model.rowCount())}  # type: ignore[union-attr]
    assert {frozenset(pair) for pair in names} == {frozenset(("Hélène Dupré", "H. DUPRE")), frozenset(("Léa Arnaud",))}


def test_the_fuller_card_stays_and_the_better_value_is_chosen(page: DuplicatesPage, store: Store, qtbot: Any) -> None:
    select(page, "DUPRE")
    assert page.comparison.plan is not None
    assert page.comparison.plan.keep_name == "Hélène Dupré"
    assert page.comparison.chosen()["family_name"] == "Dupré"
    before = everything(store)
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    assert "H. DUPRE" not in people(store)
    merged = next(row for row in store.read(cards.rows, store.read(cards.ids)) if row.display_name == "Hélène Dupré")
    card = store.read(cards.card, merged.id)
    assert card is not None
    assert "vue au salon" in card.note
    assert page.model.rowCount() == 1
    page.desk.undo()
    assert everything(store) == before
    assert page.model.rowCount() == 2


def select(page: DuplicatesPage, name: str) -> None:
    rows = [page.model.row(at) for at in range(page.model.rowCount())]
    page.list.select(next(at for at, row in enumerate(rows) if name in f"{row.first} {row.second}"))  # type: ignore[union-attr]


def test_another_value_and_the_other_card_can_be_kept(page: DuplicatesPage, store: Store, qtbot: Any) -> None:
    select(page, "DUPRE")
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert page.comparison.plan is not None
    assert page.comparison.plan.keep_name == "H. DUPRE"
    group = page.comparison._groups["given_name"]
    next(one for one in group.buttons() if one.property("value") == "H.").click()
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    assert "H. Dupré" in people(store)


def test_not_the_same_is_remembered_and_can_be_undone(page: DuplicatesPage, desk: Desk, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    assert page.model.rowCount() == 1
    again = DuplicatesPage(desk)
    qtbot.addWidget(again)
    again.show()
    assert again.model.rowCount() == 1
    desk.undo()
    assert page.model.rowCount() == 2


def test_later_goes_to_the_end(page: DuplicatesPage, qtbot: Any) -> None:
    first, second = page._shown
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    assert page._shown == [second, first]


def test_when_all_is_decided_it_says_so(page: DuplicatesPage, qtbot: Any) -> None:
    for _at in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_F)
    assert page.stack.currentWidget() is page.done
    page.look()
    qtbot.waitUntil(lambda: not page.desk.is_working)
    assert page.stack.currentWidget() is page.done


def test_bands_can_be_left_out(page: DuplicatesPage) -> None:
    bands = {pair.band for pair in page._shown}
    for band in bands:
        page._chip_of[band].setChecked(False)
    assert page.model.rowCount() == 0


def test_who_is_known_already_stands_beside_the_form(desk: Desk, qtbot: Any) -> None:
    view = CardView(desk, alike=AlikePanel)
    qtbot.addWidget(view)
    view.resize(800, 640)
    view.show()
    view.begin_new("person")
    form: Any = view.form
    form.lines["name"].setText("Dupre Hel")
    panel: AlikePanel = form.beside
    qtbot.waitUntil(lambda: not panel.found[0].isHidden())
    assert panel.found[0].name.accessibleName() == "Hélène Dupré"
    assert "Aubépine" in panel.found[0].below.accessibleName()
    assert panel.found[0].why.text()
    opened: list[int] = []
    view.open_contact.connect(opened.append)
    qtbot.keyClick(form.lines["name"], Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.window().focusWidget() is panel.found[0]
    qtbot.keyClick(panel.found[0], Qt.Key.Key_Return)
    assert opened == [panel.found[0].contact_id]
    assert not view.is_new
    view.begin_new("person")
    assert form.lines["name"].text() == "Dupre Hel"  # nothing typed is lost
    form.lines["name"].setText("Zzyzx Qwertz")
    qtbot.waitUntil(lambda: panel.found[0].isHidden())
    assert panel.title.text() == "Nobody like this yet."
