"""A word before the hour of a promise, once."""

from typing import Any

from petitcrm.features.calls.reminder import Reminder, minutes, near
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY


def test_minutes_of_an_hour() -> None:
    assert [minutes(one) for one in ("00:00", "09:05", "23:59")] == [0, 545, 1439]


def test_each_promise_is_said_once_when_it_comes_near(store: Store, qtbot: Any) -> None:
    one = store.do("new", contacts.create, "person", {"family_name": "Roche", "phone": "0465710001"}, TODAY)[0]
    store.do("promise", history.promise, one, TODAY.isoformat(), "14:00")
    store.do("promise", history.promise, one, TODAY.isoformat(), "17:00", "", "visit")
    store.do("promise", history.promise, one, "2026-05-13", "14:00")
    desk = Desk(store)
    said: list[str] = []
    desk.said.connect(said.append)
    reminder = Reminder(desk)
    for hour, expected in (
        ("13:40", []),
        ("13:50", ["14:00: call to Roche"]),
        ("13:55", ["14:00: call to Roche"]),
        ("16:55", ["14:00: call to Roche", "17:00: visit to Roche"]),
    ):
        desk.clock_hour = lambda hour=hour: hour  # type: ignore[misc]
        reminder.look()
        assert said == expected
    desk.clock_hour = lambda: "14:20"
    assert [one.minutes for one in near(desk)] == [-20]
    desk.clock_hour = lambda: "14:31"
    assert near(desk) == []
    desk.is_over = True
    reminder._told.clear()
    reminder.look()
    assert len(said) == 2
