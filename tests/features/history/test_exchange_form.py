"""An exchange in full, changed from the timeline, with those who were there and its files."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QShortcut

from petitcrm.app import make_window
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import attached, attachments, edits, queries, search, timeline_queries
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.exchange_form import ExchangeForm
from petitcrm.features.history.gestures import NoteGestures
from petitcrm.features.history.timeline_queries import Narrowed
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from tests_support import TODAY


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.desk.wait()


def person(store: Store, name: str, company: str = "Girard Bois") -> int:
    made, _tables = store.do("new", contacts.create, "person", {"family_name": name, "company": company}, TODAY)
    return made


def form(window: MainWindow, contact_id: int) -> ExchangeForm:
    listed: Any = window.go("contacts")
    listed.open_contact(contact_id)
    NoteGestures(window).note_in_full()
    return next(one for one in reversed(window.findChildren(ExchangeForm)) if one.isVisible())


def test_noted_in_full_by_keys(window: MainWindow, store: Store, qtbot: Any) -> None:
    one, other = person(store, "Roche"), person(store, "Chen")
    made = form(window, one)
    made.choices["kind"].show_value("visit")
    made.choices["feeling"].show_value("2")
    made.lines["day"].setText("hier")
    made.lines["at"].setText("9h30")
    made.lines["minutes"].setText("45")
    qtbot.keyClicks(made.text, "measures taken <b>twice</b>")
    made._turn_other(other)
    assert "Chen" in made.with_.text()
    keeps = next(one for one in made.findChildren(QShortcut) if one.key().toString() == "Ctrl+Return")
    keeps.activated.emit()  # without a screen no window is active, and no shortcut is heard
    (entry,) = store.read(queries.timeline, one)
    assert (entry.kind, entry.day, entry.at, entry.minutes) == ("visit", TODAY - timedelta(days=1), "09:30", 45)
    assert (entry.feeling, entry.text) == (2, "measures taken <b>twice</b>")
    assert list(store.read(timeline_queries.ids, other, Narrowed())) == [entry.id]  # who was there has it, too


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [("day", "30/2", "not a day"), ("at", "25:00", "not an hour"), ("minutes", "-3", "minutes")],
)
def test_what_cannot_be_is_said_and_stays_typed(
    window: MainWindow, store: Store, key: str, text: str, said: str
) -> None:
    one = person(store, "Roche")
    made = form(window, one)
    made.lines[key].setText(text)
    made.text.setPlainText("what was said")
    made.keep()
    assert said in made.why.text()
    assert store.read(queries.timeline, one) == []
    made._keep_draft()
    made.reject()
    again = form(window, one)
    assert (again.lines[key].text(), again.text.toPlainText()) == (text, "what was said")


def test_changed_from_the_timeline_and_taken_back(window: MainWindow, store: Store) -> None:
    one, other = person(store, "Roche"), person(store, "Chen")
    exchange = Exchange("call", "2026-05-11", outcome="reached", text="first", others=(other,))
    key, _tables = store.do("log", edits.log, one, exchange)
    listed: Any = window.go("contacts")
    listed.open_contact(one)
    panel = listed.card.side
    panel.show_contact(one)
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    assert "Chen" in panel.beside(panel.model.row(0))
    panel._open()
    made = next(found for found in reversed(window.findChildren(ExchangeForm)) if found.isVisible())
    assert made.others == {other: "Chen"}
    made.choices["kind"].show_value("meeting")
    made.text.setPlainText("second")
    made._turn_other(other)
    made.keep()
    (entry,) = store.read(queries.timeline, one)
    assert (entry.id, entry.kind, entry.text) == (key, "meeting", "second")
    assert store.read(queries.participants, [key]) == {}
    window.undo()
    assert store.read(queries.timeline, one)[0].text == "first"
    assert store.read(queries.participants, [key]) == {key: [(other, "Chen")]}


def done(window: MainWindow, qtbot: Any, job: Callable[..., None], *args: Any) -> None:
    job(window.desk, *args)
    qtbot.waitUntil(lambda: not window.desk.is_working, timeout=20_000)


def test_files_are_kept_saved_and_never_run(window: MainWindow, store: Store, tmp_path: Path, qtbot: Any) -> None:
    one = person(store, "Roche")
    key, _tables = store.do("log", edits.log, one, Exchange("note", "2026-05-11", text="plan"))
    good, evil = tmp_path / "plan.pdf", tmp_path / "invoice.pdf.exe"
    good.write_bytes(b"%PDF-1.4 plan")
    evil.write_bytes(b"MZ")
    told: list[object] = []
    window.desk.problem.connect(told.append)
    done(window, qtbot, attached.attach, key, good)
    done(window, qtbot, attached.attach, key, evil)
    done(window, qtbot, attached.attach, key, tmp_path / "gone.pdf")
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(200_000_000)  # a sparse file: it is not read
    done(window, qtbot, attached.attach, key, large)
    assert ["can't be read" in str(told[0]), "larger than 25 MB" in str(told[1])] == [True, True]
    files = store.read(queries.attachments, [key])[key]
    assert [file.name for file in files] == ["plan.pdf", "invoice.pdf.exe"]
    assert store.read(search.find, "invoice plan") == [key]  # found by their names
    assert attachments.is_runnable(files[1].name)
    said: list[str] = []
    window.desk.said.connect(said.append)
    attached.open_file(window.desk, files[1])
    assert "would run as a program" in said[-1]
    done(window, qtbot, attached.save, files[0], tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.4 plan"
    done(window, qtbot, attached.save, files[0], tmp_path / "nowhere" / "copy.pdf")
    assert "no such folder" in str(told[2])


def test_all_files_of_a_contact_go_with_it(window: MainWindow, store: Store, tmp_path: Path, qtbot: Any) -> None:
    one = person(store, "Roche")
    key, _tables = store.do("log", edits.log, one, Exchange("note", "2026-05-11", text="plan"))
    for content in (b"first", b"second"):
        store.do("attach", attachments.attach_to, key, "../plan.pdf", content)
    folder = tmp_path / "out"
    done(window, qtbot, attached.save_all, one, folder)
    done(window, qtbot, attached.save_all, one, folder)  # nothing is replaced
    names = ["plan (2).pdf", "plan (3).pdf", "plan (4).pdf", "plan.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / "plan (2).pdf").read_bytes() == b"second"
    told: list[object] = []
    window.desk.problem.connect(told.append)
    done(window, qtbot, attached.save_all, one, folder / "plan.pdf")
    assert "can't be written" in str(told[0])
