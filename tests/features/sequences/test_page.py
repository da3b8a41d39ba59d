"""Sequences on their page, worked through by keys; their steps edited in place; joining from the list of contacts."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from petitcrm.app import make_window
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import view_edits
from petitcrm.features.contacts.views import View
from petitcrm.features.emails.dialog import EmailDialog
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.queries import follow_ups as promised
from petitcrm.features.letters import edits as letters
from petitcrm.features.letters import noted
from petitcrm.features.letters.model import Model
from petitcrm.features.sequences import edits, queries
from petitcrm.features.sequences.adding import ask_and_add
from petitcrm.features.sequences.page import SequencesPage
from petitcrm.features.sequences.palette import sequences
from petitcrm.features.sequences.rules import CALL, LETTER, Step
from petitcrm.features.sequences.strip import SequenceStrip
from petitcrm.store.store import Store
from petitcrm.ui.desk import FEW
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.editing import Choices, InPlace
from petitcrm.ui.widgets.panels import Picker
from tests_support import TODAY, everything

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.desk.wait()


def opened(window: MainWindow, qtbot: Any) -> SequencesPage:
    tabs: Any = window.go("letters")
    page: SequencesPage = tabs.go("sequences")
    settle(page, qtbot)
    return page


def settle(page: SequencesPage, qtbot: Any) -> None:
    """Until what was asked for aside is shown."""
    qtbot.waitUntil(lambda: page._found is not None, timeout=10_000)
    qtbot.waitUntil(lambda: all(one.isFinished() for one in page.desk._asides), timeout=10_000)
    qtbot.waitUntil(lambda: page._found == page.desk.read(queries.overview, TODAY), timeout=10_000)


def names(page: SequencesPage) -> list[str]:
    return [page.model.row(at).name for at in range(page.model.rowCount())]


def panel(window: MainWindow, kind: Any) -> Any:
    return next(one for one in reversed(window.findChildren(kind)) if one.isVisible())


def chips(page: SequencesPage) -> list[str]:
    return [one.text() for one in page.chips.values() if one.isVisible()]


@pytest.fixture
def spread(store: Store, joined: int, ids: dict[str, int]) -> int:
    """Anna's letter is due, Bruno's call is promised, Chloe has answered, Denis can't be written to."""
    store.do("done", edits.mark_done, joined, [ids["bruno"]], TODAY)
    store.do("said", history.log, ids["chloe"], Exchange("email", TODAY.isoformat(), "in"))
    store.do("no", consent.note, ids["denis"], "post", "objected", TODAY)
    return joined


def test_nothing_yet_and_an_example_to_begin_with(window: MainWindow, store: Store, qtbot: Any) -> None:
    page = opened(window, qtbot)
    assert page.whole.currentWidget() is page.none
    assert page.begin.hasFocus()
    page.begin.click()
    picker = panel(window, Picker)
    assert [offer.words for offer in picker._shown] == [
        "Welcome of a new client", "After a fair", "To stay in mind", "Empty sequence",
    ]  # fmt: skip
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    settle(page, qtbot)
    (made,) = store.read(queries.sequences)
    assert (made.name, len(made.steps)) == ("Welcome of a new client", 4)
    assert page.stack.currentWidget() is page.editor  # to look at it, and change it
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.nobody
    assert page.path.text().startswith("letter “Welcome as a customer”  →  +14 d. call  →")
    page.new_sequence()
    picker = panel(window, Picker)
    qtbot.keyClicks(picker.box, "Mine")
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.title.accessibleName() == "Mine"
    assert page.editor.add_button.isVisible()
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    window.desk.hub.tell(frozenset({"sequence"}))
    settle(page, qtbot)
    assert page.nobody.isVisible()  # closed, it stays closed
    assert page.write_steps.hasFocus()
    assert not page.choose_people.isVisible()
    page.write_steps.click()
    assert page.editor.add_button.hasFocus()


def test_states_come_in_order_and_chips_narrow(
    window: MainWindow, spread: int, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    assert names(page) == ["Anna", "Chloe", "Bruno", "Denis"]
    assert chips(page) == ["To do 1", "Answered 1", "Calls promised 1", "Held up 1"]
    assert page.primary.text() == "Write the letter due"
    assert page.count.text() == "4 contacts"
    assert page.list.hasFocus()
    assert page.current_contact() == ids["anna"]
    assert "Step 1 of 3 is due: letter “An offer”." in page.told.text()
    qtbot.mouseClick(page.chips["blocked"], Qt.MouseButton.LeftButton)
    assert names(page) == ["Denis"]
    assert "no letters wanted" in page.told.text()
    qtbot.mouseClick(page.chips["blocked"], Qt.MouseButton.LeftButton)
    assert len(names(page)) == 4


def test_letters_due_open_the_tab_write_with_their_model(
    window: MainWindow, store: Store, spread: int, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    page.primary.click()
    tabs: Any = window.page("letters")
    assert tabs.current is tabs.write
    assert tabs.write._selection.ids == [ids["anna"]]
    assert tabs.write.editor.model().name == "An offer"
    store.do("print", noted.run, tabs.write._noted, [ids["anna"]])  # as the change that notes the letters does
    window.desk.hub.tell(frozenset({"sequence_member"}))
    settle(opened(window, qtbot), qtbot)
    assert page._lines[ids["anna"]].state == "calling"


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_Return])
def test_the_chosen_ones_at_the_same_step(
    window: MainWindow, store: Store, joined: int, ids: dict[str, int], qtbot: Any, key: Qt.Key
) -> None:
    store.do("done", edits.mark_done, joined, [ids["anna"]], TODAY)
    store.do("skip", edits.skip, joined, [ids["anna"]], TODAY)  # her e-mail comes later
    page = opened(window, qtbot)
    wanted: list[Any] = []
    told: list[str] = []
    window.desk.said.connect(told.append)
    page.letters_wanted.disconnect()
    page.letters_wanted.connect(lambda *said: wanted.append(said[:2]))
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.list, key)
    assert wanted == [([ids["bruno"], ids["chloe"], ids["denis"]], "An offer")]
    assert told == ["1 of the chosen is at another step."]


def test_emails_due_are_looked_at_in_their_window(
    window: MainWindow, store: Store, joined: int, ids: dict[str, int], qtbot: Any
) -> None:
    for _turn in range(2):
        store.do("done", edits.mark_done, joined, [ids["anna"]], TODAY - timedelta(days=40))
    page = opened(window, qtbot)
    page.show_sequence(joined)
    page.list.select(page.model.place_of(ids["anna"]))
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: bool(window.findChildren(EmailDialog)), timeout=10_000)
    (dialog,) = window.findChildren(EmailDialog)
    dialog._note(dialog.run.selection.ids)
    settle(page, qtbot)
    assert store.read(queries.members, store.read(queries.sequence, joined), TODAY, ids["anna"])[0].state == "ended"
    dialog.close()


def test_a_model_that_is_gone_is_said(window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any) -> None:
    store.do("model", letters.save_model, Model("Mine", "en", "Hello", "Text"))
    made, _tables = store.do("make", edits.make, "Own", [Step(LETTER, 0, "Mine")])
    store.do("join", edits.join, made, [ids["anna"]], TODAY)
    store.do("gone", letters.delete_model, "Mine")
    page = opened(window, qtbot)
    assert "the model “Mine” is gone" in page.told.text()
    assert not page.primary.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_L)  # says it again, and goes nowhere
    assert window.stack.currentWidget() is window.page("letters")


def test_keys_do_what_they_say(window: MainWindow, store: Store, joined: int, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)

    def line(name: str) -> Any:
        return store.read(queries.members, store.read(queries.sequence, joined), TODAY, ids[name])[0]

    qtbot.keyClick(page.list, Qt.Key.Key_D)
    assert line("anna").state == "calling"
    assert page.current_contact() == ids["bruno"]  # the next key is meant for the next one
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert (line("bruno").state, line("bruno").done) == ("calling", 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert line("chloe").ended_why == "taken_out"
    settle(page, qtbot)
    assert names(page) == ["Denis", "Anna", "Bruno"]
    before = everything(store)
    qtbot.keyClick(page.list, Qt.Key.Key_G)  # Denis did not answer: nothing to go on from
    assert everything(store) == before
    qtbot.mouseClick(page.chips["ended"], Qt.MouseButton.LeftButton)
    assert names(page) == ["Chloe"]
    qtbot.keyClick(page.list, Qt.Key.Key_G)
    assert line("chloe").state == "due"
    settle(page, qtbot)
    store.do("said", history.log, ids["denis"], Exchange("email", TODAY.isoformat(), "in"))
    window.desk.hub.tell(frozenset({"interaction"}))
    settle(page, qtbot)
    page.list.select(page.model.place_of(ids["denis"]))
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    assert (line("denis").state, line("denis").done) == ("due", 0)
    window.desk.undo()
    assert line("denis").state == "answered"


def test_calls_that_are_due_are_promised(window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any) -> None:
    made, _tables = store.do("make", edits.make, "Calls", [Step(CALL, 0)])
    store.do("join", edits.join, made, list(ids.values()), TODAY)
    for one in store.read(promised, TODAY):
        store.do("drop", history.drop_promise, one.contact_id)
    page = opened(window, qtbot)
    assert page.primary.text() == "Promise the 4 calls due"
    qtbot.keyClick(page.list, Qt.Key.Key_L, SHIFT)
    assert len(store.read(promised, TODAY)) == 4
    settle(page, qtbot)
    assert chips(page) == ["Calls promised 4"]


def test_those_of_the_segment_are_added(
    window: MainWindow, store: Store, sequence: int, ids: dict[str, int], qtbot: Any
) -> None:
    store.do("view", view_edits.save, "Clients", View(("clients",)))
    for name in ("anna", "bruno"):
        store.do("stage", contacts.change, ids[name], {"stage": "client"}, TODAY)
    page = opened(window, qtbot)
    page.edit_steps()
    page.editor.segment.show_value(str(store.reader.value("SELECT id FROM saved_view")))
    page.editor.segment.picked.emit(page.editor.segment.value())
    settle(page, qtbot)
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert page.add_new.text() == "2 new"
    assert page.add_new.accessibleName() == "Add the 2 new of “Clients”"
    page.add_new.click()
    settle(page, qtbot)
    assert names(page) == ["Anna", "Bruno"]
    assert page.add_new.isHidden()
    store.do("view", view_edits.update, store.reader.value("SELECT uid FROM saved_view"), View(("tag:gone",)))
    window.desk.hub.tell(frozenset({"saved_view"}))
    settle(page, qtbot)
    assert "names what is no longer there (gone)" in page.count.text()


def test_steps_are_edited_by_keyboard(window: MainWindow, store: Store, sequence: int, of: Any, qtbot: Any) -> None:
    page = opened(window, qtbot)
    page.edit_steps()
    editor = page.editor
    first = of().steps[0]
    kind = editor._fields[first.id, "kind"]
    assert isinstance(kind, Choices)
    assert kind.hasFocus()
    wait = editor._fields[of().steps[1].id, "wait"]
    assert isinstance(wait, InPlace)
    wait.editor.setFocus()
    wait.editor.setText("nine")
    wait.commit()
    assert "“nine” is not a number of days" in editor.why.text()
    wait.editor.setText("45")
    wait.commit()
    settle(page, qtbot)
    assert of().steps[1].wait_days == 45
    assert editor.gaps.text().startswith("Step 3 comes sooner")
    editor.add_button.click()
    settle(page, qtbot)
    added = of().steps[3]
    assert (added.kind, added.wait_days) == (CALL, 60)
    made = editor._fields[added.id, "kind"]
    assert isinstance(made, Choices)
    assert made.hasFocus()
    made.show_value(LETTER)
    made.picked.emit(LETTER)
    settle(page, qtbot)
    assert (of().steps[3].kind, bool(of().steps[3].model_name)) == (LETTER, True)
    editor._move(added.id, -1)
    settle(page, qtbot)
    assert [one.id for one in of().steps].index(added.id) == 2
    for one in of().steps:
        editor._remove_step(one.id)
        settle(page, qtbot)
    assert editor.add_button.hasFocus()
    editor.name.setFocus()
    editor.name.setText("")
    editor._name.commit()
    assert "needs a name" in editor.why.text()
    editor.name.setText("Hello")
    editor._name.commit()
    settle(page, qtbot)
    assert page.title.accessibleName() == "Hello"
    next(one for one in editor.findChildren(QPushButton) if one.text() == "Delete the sequence").click()
    settle(page, qtbot)
    assert page.whole.currentWidget() is page.none


def test_tab_walks_the_steps_in_their_order(window: MainWindow, sequence: int, of: Any, qtbot: Any) -> None:
    page = opened(window, qtbot)
    page.edit_steps()
    seen = []
    for _turn in range(8):
        widget = window.focusWidget()
        assert widget is not None
        seen.append(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == [
        "Kind of step 1", "Days to wait before step 1", "Model of step 1", "Step 1: later", "Take step 1 out",
        "Kind of step 2", "Days to wait before step 2", "What to say in step 2",
    ]  # fmt: skip


def test_from_the_list_of_contacts(
    window: MainWindow, store: Store, sequence: int, ids: dict[str, int], qtbot: Any
) -> None:
    listed: Any = window.go("contacts")
    listed.list.setFocus()
    listed.list.selectAll()
    listed.add_to_sequence()
    picker = panel(window, Picker)
    assert [(one.words, one.beside) for one in picker._shown] == [("Welcome", "0 contacts")]
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert store.read(queries.sequence, sequence).going == 4
    listed.add_to_sequence()
    picker = panel(window, Picker)
    qtbot.keyClicks(picker.box, "Fair 2027")
    assert picker._shown == [None]
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert store.read(queries.sequence_named, "fair 2027").going == 4
    window.desk.undo()  # the sequence and those who joined it are one step
    assert [one.name for one in store.read(queries.sequences)] == ["Welcome"]


def test_another_sequence_is_chosen_by_name(window: MainWindow, store: Store, joined: int, qtbot: Any) -> None:
    store.do("make", edits.make, "Fair", [Step(CALL, 0)])
    page = opened(window, qtbot)
    assert page.title.accessibleName() == "Welcome"  # where something is due
    qtbot.keyClick(page.list, Qt.Key.Key_C)
    picker = panel(window, Picker)
    assert [(one.words, one.beside) for one in picker._shown] == [("Fair", "0 contacts"), ("Welcome", "4 due")]
    qtbot.keyClicks(picker.box, "fair")
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert page.title.accessibleName() == "Fair"
    assert page.choose_people.hasFocus()
    assert page.count.text() == "4 due in other sequences"


def test_the_card_says_it(window: MainWindow, spread: int, ids: dict[str, int], store: Store) -> None:
    listed: Any = window.go("contacts")
    strip = next(one for one in listed.card.strips if isinstance(one, SequenceStrip))
    said: Callable[[], list[str]] = lambda: [  # noqa: E731
        strip.column.itemAt(at).widget().layout().itemAt(1).widget().accessibleName()
        for at in range(strip.column.count())
    ]
    strip.show_contact(ids["anna"])
    assert said() == ["Sequence Welcome: step 1 of 3 · letter “An offer” due"]
    strip.show_contact(ids["bruno"])
    assert said() == ["Sequence Welcome: step 2 of 3 · call Tue 26 May"]
    strip.show_contact(ids["denis"])
    assert said() == ["Sequence Welcome: step 1 of 3 · no letters wanted"]
    store.do("out", edits.take_out, spread, [ids["denis"]], TODAY)
    strip.show_contact(ids["denis"])
    assert strip.isHidden()


def test_many_join_beside_the_window(window: MainWindow, store: Store, sequence: int, qtbot: Any) -> None:
    count = FEW + 20
    many, _tables = store.do(
        "many",
        lambda session: [contacts.create(session, "person", {"family_name": f"P{at}"}, TODAY) for at in range(count)],
    )
    page = opened(window, qtbot)
    ask_and_add(page, page.title, window.desk, many)
    qtbot.keyClick(panel(window, Picker).box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.is_working, timeout=20_000)
    settle(page, qtbot)
    assert page.model.rowCount() == count
    page.list.selectAll()
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: not window.desk.is_working, timeout=20_000)
    settle(page, qtbot)
    assert {one.done for one in page._all} == {1}
    assert {one.blocked for one in page._all} == {"no usable phone number"}


def test_a_sequence_is_found_by_its_name(window: MainWindow, qtbot: Any, joined: int) -> None:
    hits = sequences(window)
    assert [hit.text for hit in hits("welc")] == ["Welcome"]
    assert hits("nothing") == []
    hits("welc")[0].run()
    tabs: Any = window.page("letters")
    page: SequencesPage = tabs.pages["sequences"]
    assert tabs.current is page
    settle(page, qtbot)
    assert page.of is not None
    assert page.of.name == "Welcome"
