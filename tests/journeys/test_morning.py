"""A morning in the whole window, by keyboard."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from petitcrm.app import make_window
from petitcrm.features.calls import queries as calls
from petitcrm.features.calls.strip import NextCallStrip
from petitcrm.features.contacts import edits, queries
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.features.samples.fill import fill
from petitcrm.parts import PARTS
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow

TODAY = date(2026, 5, 12)


@pytest.fixture
def filled(store: Store) -> Store:
    for number, tier in enumerate("AABB"):
        values = {
            "given_name": "Zoé",
            "family_name": f"Client {number}",
            "phone": f"046571000{number}",
            "tier": tier,
            "stage": "client",
        }
        one, _tables = store.do("new", edits.create, "person", values, TODAY)
        store.do(
            "log", history.log, one, Exchange("call", f"2026-01-0{number + 5}", outcome="reached", text="Devis promis")
        )
    return store


@pytest.fixture
def window(filled: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(filled)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("today")
    qtbot.waitUntil(lambda: made.page("today").card is not None)
    made.activateWindow()
    made.page("today").list.setFocus()
    yield made
    made.desk.wait()


def test_calls_are_logged_by_one_key_and_taken_back(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    names = [page.model.row(at).display_name for at in range(4)]
    assert names[:2] == ["Zoé Client 0", "Zoé Client 1"]
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert page.model.rowCount() == 3
    assert page._current().display_name == names[1]  # the next line is current
    assert "next call tomorrow" in window.bar.text.text()
    assert window.desk.read(calls.next_call, page.model.ids[0], TODAY).failed == 0
    window.undo()
    assert page.model.rowCount() == 4
    assert page._current().display_name == names[0]  # the one the call was logged for is current again
    assert "Taken back: Call to Zoé Client 0" in window.bar.text.text()


def test_a_reached_call_takes_a_line_and_a_day(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    one = page.list.current_id()
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    assert page.reached.isVisible()
    assert "Fri 12 Jun" in page.reached.by_cadence.text()
    qtbot.keyClicks(page.reached.text, "Veut un <b>devis</b> & une visite")
    qtbot.keyClicks(page.reached.day, "+3w")
    qtbot.keyClick(page.reached.day, Qt.Key.Key_Return)
    following = window.desk.read(calls.next_call, one, TODAY)
    assert following.day == date(2026, 6, 2)
    assert not page.reached.isVisible()
    entries = window.desk.read(history_queries().timeline, one)
    assert entries[0].text == "Veut un <b>devis</b> & une visite"


def history_queries() -> Any:
    from petitcrm.features.history import queries as found

    return found


def test_a_bad_day_is_said_and_what_was_typed_stays(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    qtbot.keyClicks(page.reached.text, "Important")
    qtbot.keyClicks(page.reached.day, "30/2")
    qtbot.keyClick(page.reached.day, Qt.Key.Key_Return)
    assert page.reached.isVisible()
    assert page.reached.text.text() == "Important"
    assert "is not a day" in window.bar.text.text()
    qtbot.keyClick(page.reached.text, Qt.Key.Key_Escape)
    assert not page.reached.isVisible()
    assert page.model.rowCount() == 4


def test_the_palette_finds_and_opens(window: MainWindow, qtbot: Any) -> None:
    from petitcrm.ui.palette import Palette

    palette = Palette(window, window._finds())
    palette.open_centred()
    qtbot.keyClicks(palette.box, "cli 2")
    assert palette._hits[0].text == "Zoé Client 2"
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    page: Any = window.page("contacts")
    qtbot.waitUntil(lambda: page.card.contact_id == page.list.current_id() != 0)
    assert page.card.name.accessibleName() == "Zoé Client 2"
    palette = Palette(window, window._finds())
    qtbot.keyClicks(palette.box, "devis prom")
    assert "Devis promis" in palette._hits[0].below
    palette.close()
    palette = Palette(window, window._finds())
    qtbot.keyClicks(palette.box, "import")
    assert palette._hits[0].text == "Import"
    assert palette._hits[-1].text.startswith("Create")
    palette.box.clear()
    qtbot.keyClicks(palette.box, "Mme Ines Nouvelle")
    assert palette._hits[0].text.startswith("Create")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert page.card.is_new
    qtbot.keyClick(page.card.form.lines["name"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = window.desk.read(queries.card, window.desk.store.reader.value("SELECT max(id) FROM contact"))
    assert found is not None
    assert (found.civility, found.given_name, found.family_name) == ("Mme", "Ines", "Nouvelle")


def row_of(page: Any, key: str) -> Any:
    return next(row for row in page.card._rows if row.field.key == key)


@pytest.fixture
def card_page(window: MainWindow, qtbot: Any) -> Any:
    page: Any = window.go("contacts")
    qtbot.waitUntil(lambda: page.card.contact_id != 0)
    return page


def type_into(qtbot: Any, editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_a_field_is_saved_on_leaving_it_and_undone(window: MainWindow, card_page: Any, qtbot: Any) -> None:
    row = row_of(card_page, "job_title")
    type_into(qtbot, row.editor, "Buyer")
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    one = card_page.card.contact_id
    assert window.desk.read(queries.card, one).job_title == "Buyer"  # type: ignore[union-attr]
    window.undo()
    assert window.desk.read(queries.card, one).job_title == ""  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: row.editor.text() == "")


def test_a_refused_value_stays_typed_and_is_said(window: MainWindow, card_page: Any, qtbot: Any) -> None:
    row = row_of(card_page, "snoozed_until")
    type_into(qtbot, row.editor, "30/2")
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    assert row.editor.text() == "30/2"
    assert row.editor.property("wrong")
    assert "not a day" in window.bar.text.text()
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == ""


def test_what_is_half_typed_survives_a_kill(window: MainWindow, card_page: Any, qtbot: Any, path: Path) -> None:
    row = row_of(card_page, "note")
    one = card_page.card.contact_id
    row.editor.setFocus()
    qtbot.keyClicks(row.editor, "half a thou")
    qtbot.waitUntil(lambda: window.desk.read(drafts().kept, f"card:{one}:") != {})
    other = Store.open(path, PARTS, clock=lambda: TODAY)  # the first window is as good as killed: nothing was closed
    again = make_window(other)
    qtbot.addWidget(again)
    again.show()
    page: Any = again.go("contacts")
    page.open_contact(one)
    qtbot.waitUntil(lambda: page.card.contact_id == one)
    assert row_of(page, "note").editor.toPlainText() == "half a thou"
    other.reader.connection.close()


def drafts() -> Any:
    from petitcrm.store import drafts as found

    return found


def test_chips_and_search_filter_the_list(window: MainWindow, card_page: Any, qtbot: Any) -> None:
    assert card_page.model.rowCount() == 4
    qtbot.keyClicks(card_page.list, "c")
    assert card_page.search.hasFocus()
    qtbot.keyClicks(card_page.search, "lient 3")
    assert card_page.search.text() == "client 3"
    assert card_page.model.rowCount() == 1
    card_page.search.setText("nobody at all")
    assert card_page.stack.currentWidget() is card_page.nothing
    card_page.show_all()
    assert card_page.model.rowCount() == 4


def test_the_trash_and_back(window: MainWindow, card_page: Any, qtbot: Any) -> None:
    card_page.list.setFocus()
    card_page.list.selectAll()
    assert len(card_page.selected()) == 4
    card_page.trash()
    assert card_page.stack.currentWidget() is card_page.none
    window.undo()
    assert card_page.model.rowCount() == 4


def test_every_page_shows_in_both_languages_and_themes(
    store: Store, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shiboken6

    from petitcrm.base import language
    from petitcrm.ui import theme

    store.keep(fill, 60, 3, TODAY)
    gc.collect()
    for lang in ("fr", "en"):
        language.use(lang)
        for look in ("light", "dark"):
            theme.apply(look)
            made = make_window(store)
            made.resize(1280, 720)
            made.show()
            for feature in made.features:
                page = made.go(feature.key)
                QApplication.processEvents()
                assert page.isVisible()
                assert not made.grab().isNull()
            assert len(made.all_actions()) > 25
            made.desk.wait()
            made.close()
            shiboken6.delete(made)  # the next look dresses every widget there is
    theme.apply("light")


def test_a_damaged_base_is_said_and_no_longer_written(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from petitcrm.ui import desk

    monkeypatch.setattr(desk, "_sound", lambda _store, _progress: "*** in database main ***")
    window.desk.check()
    qtbot.waitUntil(lambda: window.desk.store.read_only)
    assert "damaged" in window.bar.text.text()
    page: Any = window.page("today")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert "reading only" in window.bar.text.text()
    assert page.model.rowCount() == 4


def test_a_second_window_is_told(path: Path) -> None:
    from petitcrm.base.errors import Problem
    from petitcrm.ui.lock import hold

    with hold(path), pytest.raises(Problem, match="already open"), hold(path):
        pass
    with hold(path):
        pass


def test_a_defect_is_logged_without_data_and_said_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QMessageBox

    from petitcrm.base import logs
    from petitcrm.ui import crash

    told: list[int] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: told.append(1))
    monkeypatch.setattr(crash, "_told", False)
    log = logs.logger()
    monkeypatch.setattr(log, "propagate", False)
    for _turn in range(2):
        try:
            raise ValueError("Mme Secret")
        except ValueError as error:
            crash.report(error, window)
    assert told == [1]
    text = logs.path().read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "Secret" not in text
    for handler in list(log.handlers):
        handler.close()
        log.removeHandler(handler)


def test_a_call_is_promised_and_the_promise_dropped(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("today")
    one = page.list.current_id()
    strip = next(one for one in page.card.strips if isinstance(one, NextCallStrip))
    assert strip.drop.isHidden()
    strip.promise.setFocus()
    qtbot.keyClicks(strip.promise, "mon 14h")
    qtbot.keyClick(strip.promise, Qt.Key.Key_Return)
    following = window.desk.read(calls.next_call, one, TODAY)
    assert (following.day, following.at) == (date(2026, 5, 18), "14:00")
    page.card.show_contact(one)
    assert not strip.drop.isHidden()
    strip.drop.click()
    assert window.desk.read(calls.next_call, one, TODAY).day == date(2026, 2, 5)


def test_nothing_is_written_while_the_worker_has_the_file(window: MainWindow, qtbot: Any) -> None:
    import threading

    go_on = threading.Event()
    page: Any = window.page("today")
    window.desk.work("Long work", lambda _store, _progress: go_on.wait(10), lambda _done: None)
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert "Long work” is still under way" in window.bar.text.text()
    assert page.model.rowCount() == 4
    window.undo()
    assert "still under way" in window.bar.text.text()
    go_on.set()
    qtbot.waitUntil(lambda: not window.desk.is_working)
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert page.model.rowCount() == 3


def test_filters_by_value_show_words_as_they_are(window: MainWindow, card_page: Any) -> None:
    from petitcrm.features.contacts import conditions

    window.desk.do("tag", edits.add_tags, card_page.model.ids[:2], "client")
    groups = dict(window.desk.read(conditions.groups))
    [(tagged, words)] = groups["Tag"]
    assert words == "client"
    card_page.filters.choose(tagged, words, True)
    assert card_page.model.rowCount() == 2
    card_page.filters.choose(tagged, words, False)
    (tiered, _words) = groups["Tier"][0]
    card_page.filters.choose(tiered, "A", True)
    assert card_page.model.rowCount() == 2


def test_who_waits_for_an_answer_is_not_sold_to(window: MainWindow, filled: Store) -> None:
    page: Any = window.page("today")
    key = page.model.ids[1]
    made, _tables = filled.do("r", requests.begin, key, Asked("Broken", "2026-05-11", urgency="high"))
    window.desk.hub.tell(frozenset({"customer_request"}))
    line = page.list.itemDelegate().line
    assert line(page.model.row(1)).below.startswith("Open request: do not sell · ")
    assert not line(page.model.row(0)).below.startswith("Open request")
    filled.do("done", requests.put, made, "done", TODAY)
    window.desk.hub.tell(frozenset({"customer_request"}))
    assert not page.model.row(1).do_not_sell
