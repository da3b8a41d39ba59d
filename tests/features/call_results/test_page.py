"""The page of the results: charts, spans by key, what an empty one says, the table and the pages to print."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from petitcrm.features.call_results.page import ResultsPage
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.letters.pdf_dialog import PdfDialog
from petitcrm.store.store import Store
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.chart import coloured

Key = Qt.Key


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


def shown(desk: Desk, qtbot: Any, width: int = 1112) -> ResultsPage:
    page = ResultsPage(desk)
    qtbot.addWidget(page)
    page.resize(width, 640)
    page.show()
    page.activateWindow()
    page.focus_first()
    qtbot.waitUntil(lambda: page.found is not None)
    return page


def test_the_charts_say_what_was_counted(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    assert page.stack.currentWidget() is page.area
    assert "53 calls" in page.summary.text()
    assert "42% reached" in page.summary.text()
    assert list(page.grid.cards) == ["slots", "weekdays", "kept", "attempts", "hours", "weeks"]
    slots = page.grid.cards["slots"]
    assert slots.sentence.text().startswith("Tuesday between 9:00 and 10:00: 92% reached")
    assert slots.picture.accessibleName() == "When we are answered"
    assert "Tuesday: hour 9:00, reached 11, calls 12" in slots.picture.accessibleDescription()


def test_keys_change_the_span(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    qtbot.keyClick(page.chips[12], Key.Key_E)
    qtbot.waitUntil(lambda: page.found is not None and page.found.span.first is None)
    assert page.chips[0].isChecked()
    assert not page.chips[12].isChecked()
    qtbot.keyClick(page.chips[12], Key.Key_T)
    qtbot.keyClick(page.chips[12], Key.Key_A)  # while the first is still being counted
    qtbot.waitUntil(lambda: not page._is_asking)
    assert page.found is not None
    assert str(page.found.span.first) == "2025-05-13"
    assert page.chips[12].isChecked()


def test_a_call_noted_elsewhere_is_counted(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    desk.do("log", history.log, 1, Exchange("call", "2026-05-11", outcome="reached"))
    qtbot.waitUntil(lambda: page.found is not None and page.found.made == 54)
    assert "54 calls" in page.summary.text()


def test_an_empty_base_says_what_to_do_first(desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    assert page.stack.currentWidget() is page.none
    assert page.none.sentence.text().startswith("No call is noted yet")
    assert page.to_calls.isVisible()
    assert not page.show_all.isVisible()
    assert not page.print_button.isVisible()
    with qtbot.waitSignal(page.calls_wanted):
        page.to_calls.click()
    with qtbot.waitSignal(desk.said):
        page.print_results()
    with qtbot.waitSignal(desk.said):
        page.copy()


def test_calls_before_the_span_are_one_click_away(called: Store, desk: Desk, qtbot: Any) -> None:
    called.keep(lambda session: session.connection().exec_driver_sql("UPDATE interaction SET day = '2024-01-08'"))
    page = shown(desk, qtbot)
    assert page.stack.currentWidget() is page.none
    assert page.none.sentence.text() == "No call was made in this time."
    page.show_all.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.area)


def test_copy_gives_the_numbers_parted_by_tabs(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Tuesday\t9:00\t11\t12\t92%\t65%\t99%" in text


def test_ctrl_p_shows_the_pages(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    qtbot.keyClick(page, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.findChild(PdfDialog) is not None)
    dialog = page.findChild(PdfDialog)
    assert "Tuesday between 9:00 and 10:00" in dialog.sheets.accessibleDescription()
    dialog.reject()


@pytest.mark.parametrize(("width", "columns"), [(1112, 2), (700, 1)])
def test_cards_stand_beside_each_other_where_there_is_room(
    called: Store, desk: Desk, qtbot: Any, width: int, columns: int
) -> None:
    page = shown(desk, qtbot, width)
    cards = page.grid.cards
    qtbot.waitUntil(lambda: cards["hours"].width() > 200)
    beside = cards["hours"].y() == cards["weekdays"].y()
    assert beside is (columns == 2)
    assert cards["slots"].width() == page.grid.width() - 48
    page.resize(1812 - width, 640)
    qtbot.waitUntil(lambda: (cards["hours"].y() == cards["weekdays"].y()) is (columns == 1))


def test_every_picture_can_be_reached_by_the_keyboard(called: Store, desk: Desk, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    for card in page.grid.cards.values():
        card.picture.setFocus()
        assert card.picture.hasFocus()
        card.picture.grab()


def _light(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]  # type: ignore[misc]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("c", [theme.LIGHT, theme.DARK])
def test_numbers_are_readable_on_every_tint(c: theme.Colours) -> None:
    for strength in range(11):
        one, other = _light(coloured(c, "tint", strength / 10)), _light(QColor(c.text))
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5
