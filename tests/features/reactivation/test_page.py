"""The lot on its page, decided by keys; what is remembered beside it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from petitcrm.app import make_window
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts.queries import card, value_of
from petitcrm.features.history.queries import follow_ups
from petitcrm.features.reactivation import queries
from petitcrm.features.reactivation.page import ReactivationPage
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.panels import Ask
from tests_support import TODAY, everything

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.desk.wait()


def opened(window: MainWindow, qtbot: Any) -> ReactivationPage:
    tabs: Any = window.go("calls")
    page: ReactivationPage = tabs.go("reactivation")
    settle(page, qtbot)
    return page


def settle(page: ReactivationPage, qtbot: Any) -> None:
    """Until what was asked for aside is shown."""
    qtbot.waitUntil(lambda: page._lot == page.desk.read(queries.lot, TODAY), timeout=10_000)


def names(page: ReactivationPage) -> list[str]:
    return [page.model.row(at).name for at in range(page.model.rowCount())]


def current(page: ReactivationPage) -> str:
    line = page._current()
    return line.name if line else ""


def panel(window: MainWindow, kind: Any) -> Any:
    return next(one for one in reversed(window.findChildren(kind)) if one.isVisible())


def test_the_lot_is_decided_by_keys_and_undone(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    before = everything(store)
    assert names(page) == ["Denis", "Anna", "Chloe", "Farid", "Hugo"]
    assert page.count.text() == "0 of 5 decided this month"
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    ask = panel(window, Ask)
    assert page._lot is not None
    assert ask.box.text() == page._lot.free.strftime("%d/%m/%Y")  # the next free day is proposed
    ask.box.setText("soonish")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "not a day" in ask.why.text()
    ask.box.setText("lun 14h")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    settle(page, qtbot)
    (promised,) = store.read(follow_ups, TODAY)
    assert (promised.name, promised.day, promised.at) == ("Denis", date(2026, 5, 18), "14:00")
    assert promised.text == "silent for 23 months, planned every 4 weeks"
    assert (current(page), page.count.text()) == ("Anna", "1 of 5 decided this month")
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    settle(page, qtbot)
    assert (current(page), page.write_button.text()) == ("Chloe", "Write the letter")
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    settle(page, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    ask = panel(window, Ask)
    qtbot.keyClicks(ask.box, "price")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert names(page) == ["Hugo", "Denis", "Anna", "Chloe", "Farid"]
    assert (current(page), page.count.text()) == ("Hugo", "4 of 5 decided this month")
    for _time in range(4):
        window.undo()
    settle(page, qtbot)
    assert everything(store) == before
    assert names(page) == ["Denis", "Anna", "Chloe", "Farid", "Hugo"]


def test_keys_pressed_fast_go_on_with_the_next_line(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    for key in (Qt.Key.Key_R, Qt.Key.Key_L, Qt.Key.Key_R):  # before the lot was worked out again
        qtbot.keyClick(page.list, key)
    assert (names(page), page.count.text()) == (
        ["Farid", "Hugo", "Denis", "Anna", "Chloe"],
        "3 of 5 decided this month",
    )
    settle(page, qtbot)
    assert [line.answer for line in page._lines.values()] == ["", "", "later", "letter", "later"]


def test_the_letters_that_were_decided_are_handed_over_together(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    page = opened(window, qtbot)
    assert not page.write_button.isVisible()
    for _time in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_L)
        settle(page, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_L, SHIFT)
    letters: Any = window.page("letters")
    assert window.stack.currentWidget() is letters
    assert letters.write._selection.ids == [ids["denis"], ids["anna"]]


def test_what_they_bought_and_why_they_left_are_kept_in_place(
    window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any
) -> None:
    store.do("bought", contacts.change, ids["denis"], {"bought": "three doors"}, TODAY)
    page = opened(window, qtbot)
    bought, left = (page.memory.fields[name].editor for name in ("bought", "why_left"))
    assert page.memory.fields["bought"].text() == "three doors"
    assert page.memory.sentence.text() == "Silent for 23 months, planned every 4 weeks"
    left.setFocus()
    qtbot.keyClicks(left, "a late delivery")
    bought.setFocus()
    found = store.read(card, ids["denis"])
    assert found is not None
    assert value_of(found, "why_left") == "a late delivery"
    window.undo()
    qtbot.waitUntil(lambda: page.memory.fields["why_left"].text() == "", timeout=10_000)
    left.setFocus()
    qtbot.keyClicks(left, "half")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.memory.fields["why_left"].text() == ""  # Anna's
    again = store.read(card, ids["denis"])
    assert again is not None
    assert value_of(again, "why_left") == "half"  # nothing typed is lost


def test_gone_proposes_what_is_known_already(window: MainWindow, store: Store, ids: dict[str, int], qtbot: Any) -> None:
    store.do("why", contacts.change, ids["denis"], {"why_left": "moved away"}, TODAY)
    page = opened(window, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    ask = panel(window, Ask)
    assert ask.box.text() == "moved away"
    qtbot.keyClick(ask.box, Qt.Key.Key_Escape)
    assert store.reader.value("SELECT count(*) FROM reactivation") == 0


def test_an_empty_page_says_who_comes_here(window: MainWindow, qtbot: Any) -> None:
    page = opened(window, qtbot)
    assert "former clients" in page.none.sentence.text()
    assert page.stack.currentIndex() == 1
    for run in (page.call, page.letter, page.later, page.gone, page.open_card, page.write_letters):
        run()  # nothing to decide, nothing happens
    assert not page.buttons.isVisible()


def test_the_card_of_the_current_one_opens(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    page = opened(window, qtbot)
    wanted: list[int] = []
    page.open_contact.connect(wanted.append)
    page.open_card()
    assert wanted == [ids["denis"]]
    assert page.current_contact() == ids["denis"]
