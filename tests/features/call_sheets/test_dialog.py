"""The sheets in the window: seen, stepped through, saved; found by key, menu and palette."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QPageLayout, QPageSize

from petitcrm.app import make_window
from petitcrm.features.call_sheets.dialog import CallSheetDialog, WeekDialog
from petitcrm.features.call_sheets.evening import EveningDialog
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.printing import Pages, new_printer


@pytest.fixture
def window(store: Store, ids: list[int], qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.show()
    made.go("today")
    yield made
    made.desk.wait()


def test_the_sheet_is_shown_and_saved(window: MainWindow, tmp_path: Path) -> None:
    box = CallSheetDialog(window, window.desk)
    box.show()
    assert box.windowTitle() == "Call sheet – Tuesday 12 May 2026"
    assert box.file_name == "Call sheet 2026-05-12.pdf"
    assert "Anna Roche" in box.sheets.accessibleDescription()
    box.write(tmp_path / "missing" / "sheet.pdf")
    assert not box.told.isHidden()
    box.write(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == box.pages.pdf
    assert not box.isVisible()


def test_other_days_are_a_key_away(window: MainWindow) -> None:
    box = CallSheetDialog(window, window.desk)
    box.step(-1)
    assert box.what.text() == "Tuesday 12 May 2026"  # what is past is not printed
    assert not box.previous.isEnabled()
    box.step(1)
    assert (box.what.text(), box.count.text()) == ("Wednesday 13 May 2026", "6 calls")
    assert box.file_name == "Call sheet 2026-05-13.pdf"
    box.previous.click()
    assert box.what.text() == "Tuesday 12 May 2026"
    box.reject()


def test_the_week_is_shown(window: MainWindow) -> None:
    box = WeekDialog(window, window.desk)
    assert (box.what.text(), box.count.text()) == ("11 to 17 May 2026", "6 calls")
    box.step(1)
    assert (box.what.text(), box.count.text()) == ("18 to 24 May 2026", "0 calls")
    box.reject()


def test_a_printer_gets_an_a4_across(window: MainWindow) -> None:
    box = CallSheetDialog(window, window.desk)
    printer = new_printer("sheet", box.pages)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    box.reject()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("call_sheet", CallSheetDialog), ("printed_week", WeekDialog), ("key_in", EveningDialog)],
)
def test_everything_is_an_action(window: MainWindow, name: str, kind: type[Any]) -> None:
    made = next(one for one in window.all_actions() if one.objectName() == name)
    made.trigger()
    (box,) = window.findChildren(kind)
    assert box.isVisible()
    box.reject()


def test_no_key_is_taken_twice(window: MainWindow) -> None:
    ours = {"Ctrl+Alt+F", "Ctrl+Alt+W", "Ctrl+Alt+K"}
    window.go("contacts")
    keys = [key.toString() for made in window.findChildren(QAction) for key in made.shortcuts()]
    assert sorted(key for key in keys if key in ours) == sorted(ours)


def test_an_empty_day_has_a_sheet(store: Store, qtbot: Any) -> None:
    made = make_window(store)
    qtbot.addWidget(made)
    box = CallSheetDialog(made, made.desk)
    assert "Nobody to call" in Pages(box.pages.pdf).text(0)
    box.reject()
    made.desk.wait()
