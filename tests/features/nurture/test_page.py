"""The series on its page, worked through by keys; the events below it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nurture_support import prospect
from petitcrm.app import make_window
from petitcrm.features.consent import edits as consent
from petitcrm.features.history.queries import follow_ups
from petitcrm.features.nurture import edits, queries
from petitcrm.features.nurture.page import NurturePage
from petitcrm.features.nurture.wake_panel import WakePanel
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.panels import Ask, Picker
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


def opened(window: MainWindow, qtbot: Any) -> NurturePage:
    tabs: Any = window.go("calls")
    page: NurturePage = tabs.go("nurture")
    settle(page, qtbot)
    return page


def settle(page: NurturePage, qtbot: Any) -> None:
    """Until what was asked for aside is shown."""
    qtbot.waitUntil(lambda: all(one.isFinished() for one in page.desk._asides), timeout=10_000)
    qtbot.waitUntil(lambda: bool(page._all) or page._is_empty, timeout=10_000)
    qtbot.waitUntil(lambda: page._all == page.desk.read(queries.series, TODAY), timeout=10_000)


def names(page: NurturePage) -> list[str]:
    return [page.model.row(at).name for at in range(page.model.rowCount())]


def panel(window: MainWindow, kind: Any) -> Any:
    return next(one for one in reversed(window.findChildren(kind)) if one.isVisible())


def test_what_is_due_comes_first_and_chips_narrow(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    assert names(page) == ["Anna", "Bruno", "Denis", "Chloe", "Emma", "Farid"]
    assert page.write_all.text() == "Write the 2 letters due"
    assert [chip.text() for chip in page.chips.values()] == ["Due 2", "Answered 1", "Later 1", "Blocked 2"]
    assert page.list.hasFocus()
    assert page.current_contact() == ids["anna"]
    assert "Letter 1 is due" in page.told.text()
    qtbot.mouseClick(page.chips["blocked"], Qt.MouseButton.LeftButton)
    assert names(page) == ["Emma", "Farid"]
    assert "no postal address" in page.told.text()
    qtbot.mouseClick(page.chips["coming"], Qt.MouseButton.LeftButton)
    assert names(page) == ["Chloe"]
    qtbot.mouseClick(page.chips["coming"], Qt.MouseButton.LeftButton)
    assert len(names(page)) == 6
    assert page.count.text() == "6 contacts"


def test_letters_are_handed_over(window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)
    wanted: list[list[int]] = []
    page.letters_wanted.disconnect()
    page.letters_wanted.connect(wanted.append)
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    qtbot.keyClick(page.list, Qt.Key.Key_L, SHIFT)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)  # Bruno is passed over
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.count.text() == "2 chosen"
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    assert wanted == [
        [ids["anna"]],
        [ids["anna"], ids["bruno"]],
        [ids["anna"], ids["denis"]],
        [ids[one] for one in ("anna", "bruno", "denis", "chloe", "emma", "farid")],
    ]


def test_the_letters_page_opens_with_them(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)
    page.write_all.click()
    letters: Any = window.page("letters")
    assert window.stack.currentWidget() is letters
    assert letters.write._selection.ids == [ids["anna"], ids["bruno"]]


def test_a_line_can_be_let_go_again_with_space(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Space):
        qtbot.keyClick(page.list, key)
    assert [one.name for one in page.gathered()] == ["Anna"]
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert [one.name for one in page.gathered()] == ["Bruno"]  # nobody is chosen: the current one counts
    qtbot.keyClick(page.list, Qt.Key.Key_PageDown)
    assert [one.name for one in page.gathered()] == ["Farid"]


def test_warm_promise_and_out_by_keys_and_undone(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    before = everything(store)
    qtbot.keyClick(page.list, Qt.Key.Key_W)
    settle(page, qtbot)
    assert names(page)[0] == "Bruno"
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    ask = panel(window, Ask)
    qtbot.keyClicks(ask.box, "soonish")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "not a day" in ask.why.text()
    ask.box.setText("+3w")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert store.read(follow_ups, TODAY)[0].day == TODAY + timedelta(weeks=3)
    assert names(page)[0] == "Denis"
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    settle(page, qtbot)
    assert names(page)[0] == "Chloe"
    for _time in range(3):
        window.undo()
    settle(page, qtbot)
    assert everything(store) == before
    assert names(page)[:2] == ["Anna", "Bruno"]


def test_keys_pressed_fast_go_on_with_the_next_line(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    for key in (Qt.Key.Key_W, Qt.Key.Key_W, Qt.Key.Key_Delete):  # before the series was worked out again
        qtbot.keyClick(page.list, key)
    settle(page, qtbot)
    assert names(page) == ["Chloe", "Emma", "Farid"]


def test_many_are_promised_a_call_in_the_background(
    window: MainWindow, store: Store, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("petitcrm.features.nurture.page.FEW", 1)
    store.do("new", lambda session: [prospect(session, name, temperature="cold") for name in ("Ada", "Bea", "Cleo")])
    page = opened(window, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    ask = panel(window, Ask)
    qtbot.keyClicks(ask.box, "+1w")
    with qtbot.waitSignal(window.desk.said, timeout=10_000) as told:
        qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert told.args == ["3 contacts: call promised for Tue 19 May"]
    assert len(store.read(follow_ups, TODAY)) == 3


def test_several_are_promised_a_call_and_who_may_not_is_said(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    store.do("no", consent.note, ids["bruno"], "call", "objected", TODAY)
    page = opened(window, qtbot)
    told: list[str] = []
    window.desk.said.connect(told.append)
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    ask = panel(window, Ask)
    qtbot.keyClicks(ask.box, "+1w")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert told == ["6 contacts: call promised for Tue 19 May · 1 left out (Bruno: does not want to be called)"]


def test_the_card_of_the_current_one_opens(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)
    wanted: list[int] = []
    page.open_contact.connect(wanted.append)
    page.open_card()
    assert wanted == [ids["anna"]]


def test_an_event_is_made_changed_and_removed_in_place(window: MainWindow, store: Store, qtbot: Any) -> None:
    page = opened(window, qtbot)
    events = page.events
    assert "prospects come here" in page.none.sentence.text()
    assert events.name.hasFocus()
    qtbot.keyClicks(events.name, "Spring fair")
    qtbot.keyClick(events.name, Qt.Key.Key_Return)
    assert events.day.hasFocus()  # what is missing
    qtbot.keyClicks(events.day, "never")
    qtbot.keyClick(events.day, Qt.Key.Key_Return)
    assert "not a day" in events.why.text()
    events.day.setText("+3w")
    qtbot.keyClick(events.day, Qt.Key.Key_Return)
    assert events.name.text() == ""
    assert not events.why.isVisible()
    (event,) = store.read(queries.events, TODAY)
    fields = {one.accessibleName(): one for one in events.inside.findChildren(QLineEdit)}
    day = fields["Day of the event: Spring fair"]
    day.setFocus()
    day.setText("+4w")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    text = fields["What to say about it: Spring fair"]
    text.setFocus()
    text.setText("stand B12")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    (event,) = store.read(queries.events, TODAY)
    assert (event.day, event.text) == (TODAY + timedelta(weeks=4), "stand B12")
    events.remove(event.id)
    assert store.read(queries.events, TODAY) == []
    for _time in range(3):
        window.undo()
    assert store.read(queries.events, TODAY)[0].day == TODAY + timedelta(weeks=3)
    assert fields["Day of the event: Spring fair"] is not None


def test_an_event_wakes_everybody_or_the_chosen(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    assert page.events.name.hasFocus()  # there is none yet
    store.do("event", edits.add_event, "Fair", "29/5", "", TODAY)
    store.do("event", edits.add_event, "Salon", "+9w", "", TODAY)
    window.desk.hub.tell(frozenset({"wake_event"}))
    settle(page, qtbot)
    before = everything(store)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    qtbot.keyClick(panel(window, Picker).box, Qt.Key.Key_Return)
    asked = panel(window, WakePanel)
    qtbot.waitUntil(lambda: asked.does.isEnabled(), timeout=10_000)
    assert asked.told.text() == "2 calls on Fri 29 May"
    asked.choice.buttons()[1].click()
    qtbot.waitUntil(lambda: asked.does.isEnabled(), timeout=10_000)
    assert asked.told.text() == "6 calls on Fri 29 May"
    asked.choice.buttons()[0].click()
    qtbot.waitUntil(lambda: asked.does.isEnabled(), timeout=10_000)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert [(one.name, one.text) for one in store.read(follow_ups, TODAY)] == [("Anna", "Fair"), ("Bruno", "Fair")]
    assert names(page)[0] == "Denis"
    window.undo()
    assert everything(store) == before


def test_who_can_not_be_woken_up_is_said_before(window: MainWindow, store: Store, qtbot: Any) -> None:
    store.do("new", prospect, "Silent", phone="", temperature="cold")
    store.do("event", edits.add_event, "Fair", "29/5", "", TODAY)
    page = opened(window, qtbot)
    page.events.wakes[0].click()
    asked = panel(window, WakePanel)
    qtbot.waitUntil(lambda: "No call" in asked.told.text(), timeout=10_000)
    assert asked.left_out.text() == "Left out:\n1 · no usable phone number"
    assert not asked.does.isVisible()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not [one for one in window.findChildren(WakePanel) if one.isVisible()]
