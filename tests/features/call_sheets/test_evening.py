"""The evening grid, driven by keys on a real base."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from petitcrm.base.errors import Problem
from petitcrm.features.call_sheets import edits
from petitcrm.features.call_sheets.codes import code_of
from petitcrm.features.call_sheets.evening import EveningDialog, in_words
from petitcrm.features.call_sheets.grid import Call
from petitcrm.features.calls import edits as calls
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history.queries import timeline
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY, everything


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


@pytest.fixture
def opened(desk: Desk, ids: list[int], qtbot: Any) -> Callable[[], EveningDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def open_it() -> EveningDialog:
        made = EveningDialog(parent, desk)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return open_it


@pytest.fixture
def dialog(opened: Callable[[], EveningDialog]) -> EveningDialog:
    return opened()


@pytest.fixture
def said(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.said.connect(told.append)
    return told


def key_in(dialog: EveningDialog, *cells: str) -> None:
    """Type each cell where the keyboard is, with Enter after it."""
    for text in cells:
        edit = dialog.focusWidget()
        assert isinstance(edit, QLineEdit)
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)


def place(dialog: EveningDialog) -> tuple[int, str]:
    """The row (from 1) and the cell where the keyboard is."""
    for at, row in enumerate(dialog.rows):
        for cell, edit in row.cells.items():
            if edit is dialog.focusWidget():
                return at + 1, cell
    raise AssertionError


def test_a_sheet_is_keyed_in_by_keys_alone(
    dialog: EveningDialog, store: Store, ids: list[int], said: list[str], desk: Desk
) -> None:
    before = everything(store)
    key_in(dialog, code_of(ids[0]).lower(), "j", "quote sent", "+3w")
    key_in(dialog, code_of(ids[1]), "a")
    key_in(dialog, code_of(ids[2]), "m", "call back")
    key_in(dialog, code_of(ids[3]), "j", "all well", "")
    key_in(dialog, code_of(ids[4]), "o")
    assert place(dialog) == (6, "code")
    assert dialog.count.text() == "5 calls"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert said == ["5 calls noted · 2 reached · 1 no answer · 1 message left · 1 busy"]
    (entry,) = store.read(timeline, ids[0])
    assert (entry.outcome, entry.day, entry.text) == ("reached", TODAY, "quote sent")
    assert store.reader.rows("SELECT contact_id, day FROM follow_up") == [(ids[0], "2026-06-02")]
    assert store.read(timeline, ids[5]) == []
    desk.undo()
    assert everything(store) == before


def test_names_appear_while_codes_are_typed(dialog: EveningDialog, ids: list[int]) -> None:
    QTest.keyClicks(dialog.focusWidget(), code_of(ids[3]))
    assert dialog.rows[0].name.accessibleName() == "Anna Chen"
    assert dialog.rows[0].told.isHidden()
    assert len(dialog.rows) == 2


@pytest.mark.parametrize(
    ("letter", "after"),
    [
        ("j", (1, "note")),
        ("a", (2, "code")),
        ("m", (1, "note")),
        ("o", (2, "code")),
        ("f", (2, "code")),
        ("r", (1, "note")),
    ],
)
def test_enter_goes_where_something_is_needed(
    dialog: EveningDialog, ids: list[int], letter: str, after: tuple[int, str]
) -> None:
    key_in(dialog, code_of(ids[0]), letter)
    assert place(dialog) == after


def test_the_day_that_the_cadence_proposes_stands_beside(dialog: EveningDialog, ids: list[int]) -> None:
    key_in(dialog, code_of(ids[0]), "j")
    row = dialog.rows[0]
    assert row.cells["following"].placeholderText() == "by cadence"
    assert row.means.text() == "Fri 12 Jun"
    row.cells["following"].setText("Mon 2pm")
    dialog._on_typed()
    assert row.means.text() == "Mon 18 May 14:00"


def test_what_is_wrong_is_said_beside_the_row_and_stays(dialog: EveningDialog, ids: list[int]) -> None:
    key_in(dialog, "222X")
    row = dialog.rows[0]
    assert place(dialog) == (1, "code")
    assert "is no code" in row.told.text()
    assert row.told.property("role") == "bad"
    assert row.cells["code"].text() == "222X"
    key_in(dialog, code_of(ids[0]))
    assert row.told.isHidden()
    key_in(dialog, "x")
    assert place(dialog) == (1, "letter")
    assert "“X” is no result" in row.told.text()
    key_in(dialog, "j", "text", "soon")
    assert place(dialog) == (1, "following")
    assert "“soon” is not a day" in row.told.text()


def test_a_missing_letter_is_said_once_the_row_is_left(dialog: EveningDialog, ids: list[int]) -> None:
    key_in(dialog, code_of(ids[0]))
    assert dialog.rows[0].told.isHidden()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert "The result is missing" in dialog.rows[0].told.text()


def test_a_code_twice_is_said_at_once(dialog: EveningDialog, ids: list[int]) -> None:
    key_in(dialog, code_of(ids[0]), "a")
    QTest.keyClicks(dialog.focusWidget(), code_of(ids[0]))
    assert dialog.rows[1].told.text() == "Anna Roche stands in row 1 already."


def test_one_wrong_row_keeps_all_back(dialog: EveningDialog, store: Store, ids: list[int]) -> None:
    before = everything(store)
    key_in(dialog, code_of(ids[0]), "a")
    key_in(dialog, code_of(ids[1]))
    dialog.keep()
    assert dialog.isVisible()
    assert dialog.told.text() == "Row 2 is not right yet: nothing was noted."
    assert place(dialog) == (2, "letter")
    assert everything(store) == before
    QTest.keyClicks(dialog.focusWidget(), "a")
    assert dialog.told.isHidden()
    dialog.keep()
    assert not dialog.isVisible()


def test_a_call_noted_already_may_be_noted_again(
    store: Store, ids: list[int], opened: Callable[[], EveningDialog]
) -> None:
    store.do("c", calls.log, ids[0], "busy", TODAY)
    dialog = opened()
    key_in(dialog, code_of(ids[0]))
    assert dialog.rows[0].told.property("role") == "warn"
    key_in(dialog, "j", "", "")
    dialog.keep()
    assert [entry.outcome for entry in store.read(timeline, ids[0])] == ["reached", "busy"]


def test_who_is_in_the_trash_is_not_called(dialog: EveningDialog, store: Store, ids: list[int]) -> None:
    store.do("t", contacts.trash, [ids[0]])
    key_in(dialog, code_of(ids[0]))
    assert "in the trash" in dialog.rows[0].told.text()


def test_nothing_typed_is_said(dialog: EveningDialog) -> None:
    dialog.keep()
    assert dialog.told.text() == "There is no call to note yet."


def test_the_sheet_of_another_day(dialog: EveningDialog, store: Store, ids: list[int]) -> None:
    dialog.day.setText("yesterday")
    dialog._on_typed()
    assert dialog.day_means.text() == "Monday 11 May 2026"
    key_in(dialog, code_of(ids[0]), "j", "", "Tue")
    dialog.keep()
    assert store.read(timeline, ids[0])[0].day == date(2026, 5, 11)
    assert store.reader.column("SELECT day FROM follow_up") == ["2026-05-12"]


@pytest.mark.parametrize(("said", "words"), [("tomorrow", "a day to come"), ("nonsense", "is not a day")])
def test_a_day_that_can_not_be(dialog: EveningDialog, store: Store, ids: list[int], said: str, words: str) -> None:
    key_in(dialog, code_of(ids[0]), "a")
    dialog.day.setText(said)
    dialog._on_typed()
    assert words in dialog.day_means.text()
    dialog.keep()
    assert words in dialog.told.text()
    assert store.read(timeline, ids[0]) == []


def test_no_edit_notes_a_day_to_come(store: Store, ids: list[int]) -> None:
    with pytest.raises(Problem):
        store.do("l", edits.log, [Call(ids[0], "busy")], date(2026, 5, 13), TODAY)


def test_escape_leaves_and_what_was_typed_comes_back(opened: Callable[[], EveningDialog], ids: list[int]) -> None:
    dialog = opened()
    dialog.day.setText("yesterday")
    key_in(dialog, code_of(ids[0]), "j", "<b>half</b>")
    QTest.keyClicks(dialog.focusWidget(), "soon")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = opened()
    assert again.day.text() == "11/05/2026"
    assert [row.typed() for row in again.rows] == [row.typed() for row in dialog.rows]
    assert "“soon” is not a day" in again.rows[0].told.text()
    assert place(again) == (2, "code")
    again.rows[0].cells["following"].clear()
    again._on_typed()
    again.keep()
    assert len(opened().rows) == 1


def test_a_half_typed_sheet_survives_a_crash(opened: Callable[[], EveningDialog], ids: list[int]) -> None:
    dialog = opened()
    key_in(dialog, code_of(ids[0]), "a")
    assert dialog._draft.isActive()
    dialog._draft.timeout.emit()
    assert opened().rows[0].typed() == dialog.rows[0].typed()


def test_arrows_go_up_and_down(dialog: EveningDialog, ids: list[int]) -> None:
    key_in(dialog, code_of(ids[0]), "a")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
    assert place(dialog) == (1, "code")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert place(dialog) == (2, "code")


def test_what_was_noted_in_words() -> None:
    noted = [Call(1, "reached"), Call(2, "wrong_number"), Call(3, "reached"), Call(4, "refused")]
    assert in_words(noted) == "4 calls noted · 2 reached · 1 wrong number · 1 declined"
