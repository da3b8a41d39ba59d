"""Week and month by keys and by drag, on a real base."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent

from petitcrm.base.errors import Problem
from petitcrm.features.call_schedule.day_list import CALL
from petitcrm.features.call_schedule.load import in_words
from petitcrm.features.call_schedule.month_page import MonthPage
from petitcrm.features.call_schedule.page import SchedulePage
from petitcrm.features.call_schedule.week_page import WeekPage
from petitcrm.features.calls import queries
from petitcrm.features.calls.settings import CAPACITY
from petitcrm.features.contacts import edits as contacts
from petitcrm.store import settings as stored
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.panels import Ask
from tests_support import TODAY


@pytest.fixture
def desk(store: Store) -> Any:
    for number in range(14):
        values = {"family_name": f"C{number:02d}", "phone": "0465710001", "tier": "C", "stage": "client"}
        store.do("new", contacts.create, "person", values, TODAY)
    store.do("new", contacts.create, "person", {"family_name": "Sans numéro", "tier": "A"}, TODAY)
    made = Desk(store)
    yield made
    made.wait()


def opened(page: SchedulePage, qtbot: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.span is not None)
    return page


def again(page: SchedulePage, qtbot: Any, run: Any) -> None:
    """Do something, and wait until the plan is shown again."""
    before = page.span
    run()
    qtbot.waitUntil(lambda: page.span is not before)


def by_name(reader: Reader, name: str) -> int:
    return int(reader.value("SELECT id FROM contact WHERE display_name = ?", (name,)))


def day_of(desk: Desk, contact: int) -> date | None:
    return desk.read(queries.next_call, contact, TODAY).day


def test_the_month_shows_its_load_and_the_calls_of_the_day(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    assert page.title.text() == "May 2026"
    assert page.day_title.text() == "Tuesday 12 May 2026"
    assert page.day_sums.text() == "12 of 12 calls"
    assert in_words(page.span.day(TODAY)) == "Tuesday 12 May 2026, 12 of 12 calls"
    assert "Ascension Day" in in_words(page.span.day(date(2026, 5, 14)))
    qtbot.keyClick(page.month, Qt.Key.Key_Return)  # into the day
    qtbot.waitUntil(page.list.hasFocus)
    page.month.setFocus()
    qtbot.keyClick(page.month, Qt.Key.Key_Right)
    assert page.day_sums.text() == "2 of 12 calls"
    assert "2 of 12" in page.month.accessibleDescription()
    qtbot.keyClick(page.month, Qt.Key.Key_Right)
    assert "Closed" in page.none.sentence.text()
    again(page, qtbot, lambda: qtbot.keyClick(page.month, Qt.Key.Key_PageDown))
    assert page.title.text() == "June 2026"
    again(page, qtbot, page.go_today)
    assert page.month.day == TODAY


def test_who_is_not_called_is_said_with_the_reason(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    assert page.blocked.text() == "1 not called"
    assert page.no_room.isHidden()
    page.blocked.click()
    row = page.list.current_row()
    assert row is not None
    assert (row.name, row.reason) == ("Sans numéro", "no call: no usable phone number")


def test_a_call_goes_to_the_next_open_day_by_key(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    page.month.choose(date(2026, 5, 13))
    one = page.list.current_id()
    said: list[str] = []
    desk.said.connect(said.append)
    page.list.setFocus()
    again(page, qtbot, lambda: qtbot.keyClick(page.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier))
    assert day_of(desk, one) == date(2026, 5, 15)  # 14 May is Ascension
    assert "call Fri 15 May" in said[-1]
    again(page, qtbot, desk.undo)
    assert day_of(desk, one) == TODAY


def test_a_full_day_is_said_when_a_call_is_put_on_it(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    page.month.choose(date(2026, 5, 13))
    said: list[str] = []
    desk.said.connect(said.append)
    again(page, qtbot, lambda: page.move_to(page.list.current_id(), TODAY))
    assert page.span.day(TODAY).load == 12  # another call gave way
    assert said == ["C12: call today"]
    desk.do("smaller", stored.save, {CAPACITY: 1})
    qtbot.waitUntil(lambda: page.span.day(TODAY).most == 1)
    page.month.choose(TODAY)
    again(page, qtbot, lambda: page.move_to(desk.read(by_name, "C00"), TODAY))
    assert said[-1] == "C00: call today · 2 calls for 1 on that day"


def test_a_call_goes_where_it_is_said_to_or_dropped(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    one = page.list.current_id()
    said: list[str] = []
    desk.said.connect(said.append)
    page.another_day()
    ask = page.window().findChild(Ask)
    ask.box.setText("14/5")  # Ascension: refused, and it stays typed
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "is closed" in ask.why.text()
    ask.box.setText("lun 14h")
    again(page, qtbot, lambda: qtbot.keyClick(ask.box, Qt.Key.Key_Return))
    assert day_of(desk, one) == date(2026, 5, 18)
    assert desk.read(queries.next_call, one, TODAY).at == "14:00"
    assert said[-1].endswith(": call Mon 18 May 14:00")
    data = QMimeData()
    data.setData(CALL, str(one).encode())
    place = page.month.box(date(2026, 5, 20)).center()
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    again(page, qtbot, lambda: page.month.dropEvent(QDropEvent(QPointF(place), move, data, left, none)))
    assert day_of(desk, one) == date(2026, 5, 20)


def test_something_else_can_not_be_dropped(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    with qtbot.waitSignal(desk.problem) as told:
        page.move_to(page.list.current_id(), date(2026, 5, 11))
    assert isinstance(told.args[0], Problem)
    data = QMimeData()
    data.setText("12")
    drop = QDropEvent(
        QPointF(QPoint(40, 100)),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.month.dropEvent(drop)
    assert desk.store.reader.value("SELECT count(*) FROM follow_up") == 0


def test_the_week_is_walked_through_by_arrows(desk: Desk, qtbot: Any) -> None:
    page = opened(WeekPage(desk), qtbot)
    assert page.title.text() == "11 to 17 May 2026"
    page.focus_first()
    tuesday, wednesday = page.columns[1].list, page.columns[2].list
    assert page.current_row().name == "C00"
    qtbot.keyClick(tuesday, Qt.Key.Key_Down)
    assert page.current_row().name == "C01"
    qtbot.keyClick(tuesday, Qt.Key.Key_Right)
    assert page.current_row().on == date(2026, 5, 13)
    again(page, qtbot, lambda: qtbot.keyClick(wednesday, Qt.Key.Key_Right))  # no later call: the next week
    assert page.title.text() == "18 to 24 May 2026"
    again(page, qtbot, page.go_today)
    opened_cards: list[int] = []
    page.open_contact.connect(opened_cards.append)
    qtbot.keyClick(tuesday, Qt.Key.Key_Return)
    assert opened_cards == [page.current_contact()]


def test_a_call_is_dragged_to_another_day_of_the_week(desk: Desk, qtbot: Any) -> None:
    page = opened(WeekPage(desk), qtbot)
    one = page.columns[1].list.rows.ids[0]
    again(page, qtbot, lambda: page.columns[4].list.dropped.emit(one))
    assert day_of(desk, one) == date(2026, 5, 15)
    assert one in page.columns[4].list.rows.ids
    page.blocked.click()
    assert page.waiting.isVisible()
    page.blocked.click()
    assert not page.waiting.isVisible()


def test_whoever_asks_for_the_week_before_it_is_there_can_use_its_keys(desk: Desk, qtbot: Any) -> None:
    page = WeekPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.focus_first()
    qtbot.waitUntil(lambda: page.current_row() is not None)
    assert page.columns[1].list.hasFocus()


def test_a_call_of_the_chosen_day_is_moved_from_the_month_itself(desk: Desk, qtbot: Any) -> None:
    page = opened(MonthPage(desk), qtbot)
    one = page.list.current_id()
    page.month.setFocus()
    qtbot.waitUntil(page.month.hasFocus)
    again(page, qtbot, lambda: qtbot.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier))
    assert day_of(desk, one) == date(2026, 5, 13)
