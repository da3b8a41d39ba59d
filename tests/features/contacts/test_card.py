"""The card in a window: edited in place, two windows on one field, new cards by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits, own_field_edits, parts, queries
from petitcrm.features.contacts.card import CardView
from petitcrm.features.contacts.card_changes import ChangesDialog
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.features.contacts.window import CardWindow
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


@pytest.fixture
def one(store: Store) -> int:
    values = {"given_name": "Zoé", "family_name": "Roche", "company": "Girard Bois", "phone": "0475421234"}
    made, _tables = store.do("new", edits.create, "person", values, TODAY)
    return made


@pytest.fixture
def view(desk: Desk, one: int, qtbot: Any) -> Iterator[CardView]:
    made = CardView(desk)
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.show_contact(one)
    desk.hub.changed.connect(lambda *_what: made.show_contact(made.contact_id))
    yield made
    made.show_contact(None)  # what stands in a field is saved on leaving it


def card(store: Store, contact_id: int) -> ContactCard:
    found = store.read(queries.card, contact_id)
    assert found is not None
    return found


def row(view: CardView, key: str) -> Any:
    return next(one for one in view._rows if one.field.key == key)


def retype(qtbot: Any, editor: Any, text: str, key: Any = ENTER) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)


def test_a_phone_is_added_and_the_keyboard_goes_on(view: CardView, store: Store, one: int, qtbot: Any) -> None:
    phones, emails = view.groups
    phones.ask()
    retype(qtbot, phones.new.editor, "06 39 98 00 01")
    assert [phone.e164 for phone in card(store, one).phones] == ["+33475421234", "+33639980001"]
    assert view.focusWidget() is emails.new.editor
    assert phones.new.editor.text() == ""


def test_what_cannot_be_dialled_stays_and_is_marked(view: CardView, store: Store, one: int, qtbot: Any) -> None:
    retype(qtbot, view.groups[0].editors()[0], "06 12")
    assert card(store, one).phones[0].raw == "06 12"
    shown = next(iter(view.groups[0].rows.values()))
    assert "can't be dialled" in shown.known.text()
    assert shown.known.property("role") == "warn"


def test_the_menu_of_a_part_does_what_it_says(view: CardView, store: Store, one: int) -> None:
    store.do("p", parts.save_phone, one, None, "06 39 98 00 01", "mobile")
    view.show_contact(one)
    second = list(view.groups[0].rows.values())[1]
    menu = second.menu()
    said = {made.text(): made for made in menu.actions()}
    assert {"Make it the main one", "Remove"} <= set(said)
    said["Make it the main one"].trigger()
    assert card(store, one).phones[0].label == "mobile"
    states = next(made.menu() for made in menu.actions() if made.text() == "State")
    wrong = next(made for made in states.actions() if made.text() == "wrong")  # type: ignore[attr-defined]
    wrong.trigger()
    assert card(store, one).phones[0].state == "wrong"


def test_two_windows_show_both_values_and_overwrite_nothing(
    view: CardView, desk: Desk, store: Store, one: int, qtbot: Any
) -> None:
    other = CardWindow(desk, CardView, one, view)
    qtbot.addWidget(other)
    other.show()
    mine, theirs = row(view, "job_title"), row(other.card, "job_title")
    mine.editor.setFocus()
    qtbot.keyClicks(mine.editor, "Buyer")
    retype(qtbot, theirs.editor, "Director")
    assert mine.editor.text() == "Buyer"  # what is being typed is not taken away
    mine.editor.setFocus()
    qtbot.keyClick(mine.editor, ENTER)
    assert card(store, one).job_title == "Director"
    assert "Director" in mine.conflict.theirs.text()
    assert mine.editor.text() == "Buyer"
    assert not mine.conflict.isHidden()
    qtbot.mouseClick(mine.conflict.mine, Qt.MouseButton.LeftButton)
    assert card(store, one).job_title == "Buyer"
    assert mine.conflict.isHidden()
    assert theirs.editor.text() == "Buyer"


def test_the_others_value_can_be_taken(view: CardView, desk: Desk, store: Store, one: int, qtbot: Any) -> None:
    mine = row(view, "job_title")
    mine.editor.setFocus()
    qtbot.keyClicks(mine.editor, "Buyer")
    store.do("elsewhere", edits.change, one, {"job_title": "Director"}, TODAY)
    qtbot.keyClick(mine.editor, ENTER)
    qtbot.mouseClick(mine.conflict.other, Qt.MouseButton.LeftButton)
    assert (mine.editor.text(), card(store, one).job_title) == ("Director", "Director")


def test_an_address_is_previewed_and_counted_while_it_is_typed(
    view: CardView, store: Store, one: int, qtbot: Any
) -> None:
    adding = view.place_rows[-1]
    adding.toggle()
    form = adding.form
    assert form is not None
    form.editors["street"].insert("5 bis, rue de l'Église")
    qtbot.keyClicks(form.editors["postcode"], "26000")
    assert form.editors["town"].text() == "Valence"
    assert form.preview.text().splitlines() == ["Zoé Roche", "5 B RUE DE L EGLISE", "26000 VALENCE"]
    assert form.preview.lines[1][1].text() == "19/38"
    form.editors["postcode"].clear()
    qtbot.keyClicks(form.editors["postcode"], "69003")
    assert form.editors["town"].text() == "Lyon"  # nobody had typed the town
    form.editors["town"].setText("Grenoble")
    assert "69003 is the postcode of Lyon" in adding.warning.text()
    adding.toggle()
    assert card(store, one).places[0].address.town == "Grenoble"


def test_without_an_address_of_its_own_the_companys_stands_there(view: CardView, store: Store, one: int) -> None:
    company = card(store, one).company_id
    assert company is not None
    store.do("p", parts.save_address, company, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    view.show_contact(one)
    from PySide6.QtWidgets import QLabel

    texts = [shown.text() for shown in view.findChildren(QLabel) if not shown.isHidden()]
    assert any("26000 VALENCE" in text for text in texts)


def test_own_fields_come_and_go(view: CardView, desk: Desk, store: Store, one: int, qtbot: Any) -> None:
    desk.do("f", own_field_edits.add, "Contrat", "date")
    assert [made.field.label for made in view._own_rows] == ["Contrat"]
    retype(qtbot, view._own_rows[0].editor, "3/4/2027")
    assert view._own_rows[0].editor.text() == "03/04/2027"
    retype(qtbot, view._own_rows[0].editor, "soon")
    assert "not a day" in view._own_rows[0].doubt.text()
    desk.undo()
    desk.undo()
    desk.undo()
    assert view._own_rows == []


def test_a_photo_comes_in_small_and_goes_with_undo(
    view: CardView, desk: Desk, store: Store, one: int, tmp_path: Path, qtbot: Any
) -> None:
    file = tmp_path / "zoe.png"
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(str(file))
    view.pictures.take("photo", file)
    qtbot.waitUntil(lambda: bool(card(store, one).pictures))
    qtbot.waitUntil(lambda: not desk.is_working)
    assert view.pictures.removable() == [("photo", "Remove the photo")]
    desk.undo()
    assert card(store, one).pictures == ()
    file.write_bytes(b"no picture")
    told: list[object] = []
    desk.problem.connect(told.append)
    view.pictures.take("photo", file)
    qtbot.waitUntil(lambda: bool(told))
    assert "not a picture" in str(told[0])


def test_what_is_far_too_long_is_not_cut(view: CardView, desk: Desk, store: Store, one: int, qtbot: Any) -> None:
    told: list[Any] = []
    desk.problem.connect(told.append)
    editor = row(view, "family_name").editor
    QApplication.clipboard().setText("x" * 1_000_000)
    editor.setFocus()
    editor.end(False)
    editor.paste()
    qtbot.waitUntil(lambda: bool(told))
    assert "too long" in told[0].text
    assert editor.text() == "Roche"
    QApplication.clipboard().clear()


def test_the_changes_are_listed(view: CardView, desk: Desk, one: int, qtbot: Any) -> None:
    desk.do("Promote", edits.change, one, {"job_title": "Buyer"}, TODAY)
    box = ChangesDialog(view, desk, one)
    qtbot.addWidget(box)
    cells = [box.table.item(0, at).text() for at in range(1, 5)]  # type: ignore[union-attr]
    assert cells == ["Job title", "", "Buyer", "Promote"]


# a new card


@pytest.fixture
def begin(view: CardView, qtbot: Any) -> Callable[[], Any]:
    def start(kind: str = "person") -> Any:
        view.begin_new(kind)
        assert view.form is not None
        return view.form

    return start


def test_a_complete_card_by_keyboard(view: CardView, begin: Any, store: Store, qtbot: Any) -> None:
    form = begin()
    typed = (
        "Mme Hélène DUPRÉ", "Menuiserie Aubépine", "Gérante", "0475421235", "0639980001", "helene@aubepine.example",
        "12 bis rue de l'Église", "26000",
    )  # fmt: skip
    keys = 0
    for text in typed:
        focus = QApplication.focusWidget()
        assert focus is not None, text
        focus.insert(text)  # type: ignore[attr-defined]  # the test's keyboard has no accents
        form._go_on()
        keys += 1
    assert form.lines["town"].text() == "Valence"
    qtbot.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    assert keys == len(typed)  # besides the text one key a field, and one to keep the card
    made = card(store, int(store.reader.value("SELECT max(id) FROM contact WHERE kind = 'person'")))
    assert (made.civility, made.given_name, made.family_name, made.company) == (
        "Mme",
        "Hélène",
        "DUPRÉ",
        "Menuiserie Aubépine",
    )
    assert (len(made.phones), made.emails[0].raw, made.places[0].address.town) == (
        2,
        "helene@aubepine.example",
        "Valence",
    )
    assert form.lines["name"].text() == ""
    assert QApplication.focusWidget() is form.lines["name"]


def test_a_half_typed_card_is_there_again(view: CardView, begin: Any, desk: Desk, qtbot: Any) -> None:
    form = begin()
    form.lines["name"].insert("Mme Hél")
    qtbot.keyClick(form.lines["name"], ESCAPE)
    assert not view.is_new
    other = CardView(desk)
    qtbot.addWidget(other)
    other.begin_new("person")
    assert other.form is not None
    assert other.form.lines["name"].text() == "Mme Hél"
    other.form.clear()
    third = CardView(desk)
    qtbot.addWidget(third)
    third.begin_new("person")
    assert third.form is not None
    assert third.form.lines["name"].text() == ""


def test_a_card_needs_a_name_and_nothing_typed_is_lost(view: CardView, begin: Any, desk: Desk, qtbot: Any) -> None:
    told: list[Any] = []
    desk.problem.connect(told.append)
    form = begin()
    qtbot.keyClicks(form.lines["town"], "Valence")
    form.save()
    assert "needs a name" in told[0].text
    assert form.lines["town"].text() == "Valence"


def test_another_contact_ends_the_form(view: CardView, begin: Any, store: Store, one: int) -> None:
    begin()
    view.show_contact(one)
    assert view.is_new  # a reload of the same card
    other, _tables = store.do("new", edits.create, "person", {"family_name": "Chen"}, TODAY)
    view.show_contact(other)
    assert not view.is_new
    assert not view.body.isHidden()
