"""A day of calls in the whole window, by keyboard: script, outcomes, wrong numbers, the evening; then week and month."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from petitcrm.app import make_window
from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import edits, parts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.scripts import edits as scripts
from petitcrm.features.scripts.strip import ScriptStrip
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.panels import Panel
from tests_support import TODAY


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    for number, tier in enumerate("ABCC"):
        values = {"family_name": f"Client {number}", "phone": f"046571000{number}", "tier": tier, "stage": "client"}
        one = store.do("new", edits.create, "person", values, TODAY)[0]
        store.do("log", history.log, one, Exchange("call", f"2025-01-0{number + 5}", outcome="reached"))
    store.do("promise", history.promise, one, TODAY.isoformat(), "14:00")
    store.do("script", scripts.add, "Nouvelles", "Bonjour {nom}\n? Pas le temps\nQuand rappeler ?", "stage", "client")
    made = make_window(store)
    made.desk.clock_hour = lambda: "10:05"
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("today")
    qtbot.waitUntil(lambda: made.page("today").card is not None)
    made.activateWindow()
    made.page("today").list.setFocus()
    yield made
    made.desk.wait()


def script_of(page: Any) -> ScriptStrip:
    return next(strip for strip in page.card.strips if isinstance(strip, ScriptStrip))


def test_the_script_is_read_and_objections_open_without_leaving_the_list(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    script = script_of(page)
    assert script.isVisible()
    assert script.spoken.text.text() == "Bonjour Client 3"  # promised at an hour: the first of the day
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert script.spoken.lines[0][1].isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert not script.area.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert script.spoken.text.text() == "Bonjour Client 0"
    assert page.list.hasFocus()


def test_a_reached_call_takes_two_keys_a_text_and_words_for_the_next_one(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    one = page.list.current_id()
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    qtbot.keyClicks(page.reached.text, "Veut un devis")
    qtbot.keyClick(page.reached.text, Qt.Key.Key_Tab)
    assert page.reached.day.hasFocus()
    qtbot.keyClicks(page.reached.day, "lun 14h")
    qtbot.keyClick(page.reached.day, Qt.Key.Key_Return)
    found = window.desk.read(calls.next_call, one, TODAY)
    assert (found.day, found.at) == (date(2026, 5, 18), "14:00")
    assert "reached · next call Mon 18 May 14:00" in window.bar.text.text()
    assert window.desk.store.reader.value("SELECT at FROM interaction WHERE day = ?", (TODAY.isoformat(),)) == "10:05"
    assert page.list.hasFocus()


def test_attempts_are_counted_and_numbers_to_find_make_a_list(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert "no answer · attempt 1 of 7 · next call tomorrow" in window.bar.text.text()
    wrong = page._current().display_name
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    notices = [page.notices.row.itemAt(at).widget().text() for at in range(page.notices.row.count() - 1)]
    assert notices[-1] == "1 number to find"
    page.notices.row.itemAt(page.notices.row.count() - 2).widget().click()
    contacts: Any = window.page("contacts")
    assert window.stack.currentWidget() is contacts
    assert [contacts.model.row(at).display_name for at in range(contacts.model.rowCount())] == [wrong]


def test_after_a_wrong_number_the_other_one_is_said(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    one = page.list.current_id()
    window.desk.do("more", parts.save_phone, one, None, "06 39 98 11 26", "mobile")
    qtbot.keyClick(page.list, Qt.Key.Key_F)
    assert "wrong number · there is still 06 39 98 11 26 · " in window.bar.text.text()


def test_a_call_promised_on_a_closed_day_says_so(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    qtbot.keyClick(page.reached.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(page.reached.day, "dim 10h")
    qtbot.keyClick(page.reached.day, Qt.Key.Key_Return)
    assert "next call Sun 17 May 10:00 (not worked)" in window.bar.text.text()


def test_keys_without_a_script_or_an_objection_say_so(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_9)
    assert window.bar.text.text() == "This script has 1 objection."
    window.desk.undo()  # the script itself: nothing fits any more
    for key in (Qt.Key.Key_S, Qt.Key.Key_1):
        window.desk.say("")
        qtbot.keyClick(page.list, key)
        assert window.bar.text.text().startswith("There is no script for this card")


def test_the_day_ends_with_what_was_done(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    for key in (Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_O, Qt.Key.Key_R):
        qtbot.keyClick(page.list, key)
    assert page.stack.currentIndex() == 1
    text = page.none.sentence.text()
    assert text.startswith("The day's calls are made.\n\n4 calls made: 1 no answer, 1 message left, 1 busy, 1 refused.")
    assert "Next: Client" in text
    page.show_done()
    panel = window.findChild(Panel)
    assert any("4 calls made" in one.text() for one in panel.findChildren(QLabel))


def test_a_promised_hour_is_said_in_time(window: MainWindow) -> None:
    window.desk.clock_hour = lambda: "13:52"
    from petitcrm.features.calls.reminder import Reminder

    window.desk.findChild(Reminder).look()
    assert window.bar.text.text() == "14:00: call to Client 3"
    page: Any = window.page("today")
    notice = page.notices.row.itemAt(0).widget()
    assert notice.text() == "14:00: call to Client 3"
    page.list.select(2)
    notice.click()
    assert page._current().display_name == "Client 3"


def test_week_and_month_are_reached_by_keys(window: MainWindow, qtbot: Any) -> None:
    tabs: Any = window.go("calls")
    week, month = tabs.pages["week"], tabs.pages["month"]
    qtbot.waitUntil(lambda: week.span is not None)
    assert tabs.current is week
    made = {one.objectName(): one for one in tabs.actions_made}
    made["next_tab"].trigger()
    assert tabs.current is month
    qtbot.waitUntil(lambda: month.span is not None)
    assert month.span.day(TODAY).calls[0].name == "Client 3"
    made["previous_tab"].trigger()
    assert tabs.current is week


def test_an_action_of_a_tab_leads_there_from_the_palette(window: MainWindow, qtbot: Any) -> None:
    from petitcrm.ui.palette import Palette

    palette = Palette(window, window._finds())
    qtbot.keyClicks(palette.box, "add a script")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    tabs: Any = window.page("calls")
    assert window.stack.currentWidget() is tabs
    assert tabs.current is tabs.pages["scripts"]
    assert len(tabs.current.model.ids) == 2
    names: list[QAction] = [one for one in tabs.actions_made if one.isEnabled()]
    assert all(tabs.offers(one) for one in names)


def test_labels_and_envelopes_follow_the_letters(window: MainWindow, qtbot: Any, tmp_path: Any) -> None:
    from petitcrm.base.cards import Address
    from petitcrm.features.contacts import parts
    from petitcrm.features.envelopes.dialog import EnvelopesDialog
    from petitcrm.features.labels.dialog import LabelsDialog

    store = window.desk.store
    place = Address(street="5 rue des Lilas", postcode="26000", town="Valence")
    for one in (1, 2):
        store.do("place", parts.save_address, one, None, place)
    tabs: Any = window.go("letters")
    tabs.choose([1, 2])
    page = tabs.write
    qtbot.waitUntil(lambda: page._warm.is_set())
    with qtbot.waitSignal(window.desk.hub.changed):
        page.save_to(tmp_path / "letters.pdf")
    qtbot.waitUntil(lambda: page._done is not None)
    for wanted, kind in ((page.labels_wanted, LabelsDialog), (page.envelopes_wanted, EnvelopesDialog)):
        page._offer_to_those_printed(wanted)
        dialog = page.findChild(kind)
        assert dialog.who.count.text().startswith("2 ")  # written to a moment ago, and meant all the same
        dialog.close()


def test_what_was_said_goes_to_whom_it_was_said(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    spoken = page.list.current_id()
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    qtbot.keyClicks(page.reached.text, "Veut un devis")
    page.list.select(2)  # somebody else is looked at meanwhile
    qtbot.keyClick(page.reached.text, Qt.Key.Key_Return)
    found = window.desk.store.reader.rows(
        "SELECT contact_id, text FROM interaction WHERE day = ?", (TODAY.isoformat(),)
    )
    assert found == [(spoken, "Veut un devis")]
