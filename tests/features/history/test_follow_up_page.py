"""The follow-ups on their page, on the card and on the first screen; the file for a telephone's calendar."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from petitcrm.app import make_window
from petitcrm.base import preferences
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import calendar_file, follow_ups, queries
from petitcrm.features.history.follow_up_form import FollowUpForm
from petitcrm.features.history.follow_up_strip import FollowUpStrip
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.gestures import NoteGestures
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.panels import Ask, Confirm
from tests_support import TODAY


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.desk.wait()


@pytest.fixture
def person(store: Store) -> int:
    made, _tables = store.do("new", contacts.create, "person", {"family_name": "Girard <b>"}, TODAY)
    return made


def promise(store: Store, person: int, days: int, text: str, kind: str = "document", **more: Any) -> int:
    day = (TODAY + timedelta(days=days)).isoformat()
    made, _tables = store.do("promise", follow_ups.promise, person, Promised(day, text=text, kind=kind, **more))
    return made


def panel(window: MainWindow, kind: Any) -> Any:
    return next(one for one in reversed(window.findChildren(kind)) if one.isVisible())


def texts(page: Any) -> list[str]:
    return [page.model.row(at).text for at in range(page.model.rowCount())]


def test_the_latest_comes_first_and_keys_work_it_through(
    window: MainWindow, store: Store, person: int, qtbot: Any
) -> None:
    for days, text in ((3, "mesures"), (-2, "devis"), (0, "photos")):
        promise(store, person, days, text)
    page: Any = window.go("follow_ups")
    assert texts(page) == ["devis", "photos", "mesures"]
    assert page.count.text() == "1 late · 1 today · 1 to come"
    assert page.current_contact() == person
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    assert texts(page) == ["photos", "mesures"]
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    ask = panel(window, Ask)
    qtbot.keyClicks(ask.box, "nonsense")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "not a day" in ask.why.text()
    ask.box.setText("+3w")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert texts(page) == ["mesures", "photos"]
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert texts(page) == ["photos"]
    for _time in range(3):
        window.undo()
    assert texts(page) == ["devis", "photos", "mesures"]


def test_what_repeats_comes_again(window: MainWindow, store: Store, person: int, qtbot: Any) -> None:
    promise(store, person, 0, "vœux", "email", repeat="yearly")
    page: Any = window.go("follow_ups")
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    (line,) = store.read(queries.follow_ups, TODAY)
    assert (line.day.year, line.text, line.state) == (TODAY.year + 1, "vœux", "coming")


def test_found_by_words_and_nothing_found_is_said(window: MainWindow, store: Store, person: int) -> None:
    promise(store, person, 1, "devis")
    promise(store, person, 2, "photos")
    page: Any = window.go("follow_ups")
    page.search.setText("gir phot")
    assert texts(page) == ["photos"]
    page.search.setText("xyz")
    assert texts(page) == []
    assert "xyz" in page.none.sentence.text()
    page.show_follow_up(store.read(queries.follow_ups, TODAY)[0].id)
    assert page.model.row(page.list.currentIndex().row()).text == "devis"


def test_an_empty_page_says_how_to_promise(window: MainWindow) -> None:
    page: Any = window.go("follow_ups")
    assert "Ctrl+L" in page.none.sentence.text()
    page.without_step_wanted.emit()
    listed: Any = window.page("contacts")
    assert list(listed.filters.chosen) == ["no_step"]


def test_promised_by_the_form_and_changed_there(window: MainWindow, store: Store, person: int, qtbot: Any) -> None:
    listed: Any = window.go("contacts")
    listed.open_contact(person)
    NoteGestures(window).promise()
    form = panel(window, FollowUpForm)
    qtbot.keyClick(form.day, Qt.Key.Key_Return)
    assert form.why.isVisible()  # no day yet, and nothing is lost
    qtbot.keyClicks(form.day, "+1w 14h30")
    assert "14:30" in form.means.text()
    qtbot.keyClick(form.day, Qt.Key.Key_Escape)
    NoteGestures(window).promise()
    form = panel(window, FollowUpForm)
    assert form.day.text() == "+1w 14h30"  # half typed, and there again
    form.kind.show_value("visit")
    form.minutes.show_value("45")
    qtbot.keyClicks(form.text, "measures")
    qtbot.keyClick(form.text, Qt.Key.Key_Return)
    (line,) = store.read(queries.follow_ups, TODAY)
    assert (line.day, line.at, line.kind, line.minutes) == (TODAY + timedelta(days=7), "14:30", "visit", 45)
    NoteGestures(window).promise()
    form = panel(window, FollowUpForm)
    assert (form.day.text(), form.text.text()) == ("", "")
    qtbot.keyClick(form.day, Qt.Key.Key_Escape)
    page: Any = window.go("follow_ups")
    page.change()
    form = panel(window, FollowUpForm)
    assert form.minutes.value() == "45"
    form.priority.show_value("high")
    qtbot.keyClick(form.unless, Qt.Key.Key_Space)
    qtbot.keyClick(form.unless, Qt.Key.Key_Return)
    (line,) = store.read(queries.follow_ups, TODAY)
    assert (line.priority, line.unless_heard) == ("high", TODAY.isoformat())
    page.change()
    form = panel(window, FollowUpForm)
    assert form.unless.isChecked()
    form.unless.setChecked(False)
    qtbot.keyClick(form.text, Qt.Key.Key_Return)
    assert store.read(queries.follow_ups, TODAY)[0].unless_heard == ""


def test_on_the_card_and_on_the_first_screen(window: MainWindow, store: Store, person: int) -> None:
    today: Any = window.go("today")
    assert today.notices.isHidden()
    key = promise(store, person, -1, "devis")
    promise(store, person, 5, "call back", "call")  # stands in the strip of the next call
    window.desk.hub.tell(frozenset({"follow_up"}))
    assert today.notices.row.itemAt(0).widget().text() == "1 follow-up today · 1 late"
    today.notices.row.itemAt(0).widget().click()
    page: Any = window.page("follow_ups")
    assert window.stack.currentWidget() is page
    strip = next(one for one in page.card.strips if isinstance(one, FollowUpStrip))
    assert [one.id for one in strip.lines] == [key]
    strip.finish(strip.lines[0])
    assert strip.lines == []
    assert strip.isHidden()


def test_who_has_a_promise_is_asked_about_before_the_trash(
    window: MainWindow, store: Store, person: int, qtbot: Any
) -> None:
    promise(store, person, 2, "devis")
    listed: Any = window.go("contacts")
    listed.list.choose_again({person}, 0)
    listed.trash()
    asked = panel(window, Confirm)
    assert len(store.read(queries.follow_ups, TODAY)) == 1
    qtbot.mouseClick(asked.does, Qt.MouseButton.LeftButton)
    assert store.read(queries.follow_ups, TODAY) == []
    window.undo()
    assert len(store.read(queries.follow_ups, TODAY)) == 1


def test_the_calendar_follows_every_change(
    window: MainWindow, store: Store, person: int, tmp_path: Path, qtbot: Any
) -> None:
    pytest.importorskip("icalendar")
    promise(store, person, 2, "devis; à relire")
    out = tmp_path / "suivi.ics"
    calendar_file.save_to(window.desk, out)
    qtbot.waitUntil(lambda: not window.desk.is_working, timeout=20_000)
    assert out.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    promise(store, person, 3, "photos")
    live = calendar_file.LiveCalendar(window.desk)
    live.write()
    qtbot.waitUntil(lambda: not live._is_writing, timeout=20_000)
    assert out.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 2
    preferences.keep(calendars={str(store.path): str(tmp_path / "nowhere" / "x.ics")})
    told: list[object] = []
    window.desk.problem.connect(told.append)
    for _time in range(2):
        live.write()
        qtbot.waitUntil(lambda: not live._is_writing, timeout=20_000)
    assert len(told) == 1  # said once, not at every change
