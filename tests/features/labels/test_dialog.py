"""The window of the labels, driven as a person does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from petitcrm.app import make_window
from petitcrm.base import preferences
from petitcrm.features.labels import offset_dialog, offsets, queries
from petitcrm.features.labels.dialog import LabelsDialog
from petitcrm.features.labels.offset_dialog import OffsetDialog
from petitcrm.features.labels.sheet_form import SheetForm
from petitcrm.features.labels.sheets import SHEETS, by_name
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.printing import Paper, new_printer


@pytest.fixture
def window(store: Store, ids: dict[str, int], qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("contacts")
    yield made
    made.desk.wait()


def opened(window: MainWindow, qtbot: Any, ids: list[int]) -> LabelsDialog:
    window.page("contacts").labels_wanted.emit(ids)  # type: ignore[attr-defined]
    dialog = window.findChildren(LabelsDialog)[-1]
    qtbot.waitUntil(lambda: dialog._warm.is_set() and not dialog._timer.isActive(), timeout=20_000)
    return dialog


@pytest.fixture
def dialog(window: MainWindow, ids: dict[str, int], qtbot: Any) -> LabelsDialog:
    return opened(window, qtbot, list(ids.values()))


def shown(dialog: LabelsDialog) -> str:
    dialog.show_preview()
    return dialog.view.sheets.accessibleDescription()


def done(window: MainWindow, qtbot: Any) -> str:
    """What the bar says once the work has ended; before, it says when the last backup was made."""
    text = window.bar.text
    qtbot.waitUntil(lambda: not window.desk.is_working and "backup" not in text.text(), timeout=20_000)
    return text.text()


def test_the_list_offers_labels(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("contacts")
    assert "print_labels" in [made.objectName() for made in page.actions_made]
    page.list.choose_again(set(page.model.ids[:3]), 0)
    page.print_labels()
    dialog = window.findChildren(LabelsDialog)[-1]
    assert len(dialog.ids) == 3
    qtbot.waitUntil(dialog._warm.is_set, timeout=20_000)


def test_who_gets_one_and_who_does_not(dialog: LabelsDialog) -> None:
    assert (dialog.who.count.text(), dialog.who.pages.text()) == ("6 labels", "1 sheet")
    assert dialog.who.left_out.text().startswith("5 left out: in the trash (1), deceased (1)")
    dialog.who.unfold.click()
    assert dialog.who.list.isVisible()
    dialog.who.recent.setChecked(True)
    assert dialog.who.count.text() == "7 labels"


def test_the_sheet_is_seen_as_it_will_be_printed(dialog: LabelsDialog) -> None:
    text = shown(dialog)
    assert text.index("Inès BLANC") < text.index("Dupont & Fils") < text.index("Anna ROCHE")
    dialog.per.setCurrentIndex(1)
    dialog.per.activated.emit(1)
    assert "M. et Mme Luc et Anna ROCHE" in shown(dialog)
    dialog.sorting.setCurrentIndex(1)
    dialog.sorting.activated.emit(1)
    text = shown(dialog)
    assert text.index("Dupont & Fils") < text.index("Inès BLANC")


def test_a_sheet_is_found_by_typing(dialog: LabelsDialog, qtbot: Any) -> None:
    qtbot.keyClicks(dialog.sheets.search, "herma 4464")
    assert dialog.order.sheet.name == "3474"
    dialog.sheets.search.setText("nothing at all")
    assert not dialog.print_button.isEnabled()
    assert "No sheet" in dialog.used.text()
    dialog.sheets.search.setText("")
    assert len(dialog.sheets._sheets) == dialog.sheets.list.count() == len(SHEETS)
    row = dialog.sheets.list.currentRow()
    qtbot.keyClick(dialog.sheets.search, Qt.Key.Key_Down)
    assert dialog.sheets.list.currentRow() == row + 1


def test_the_first_free_label_is_chosen_by_keys_and_by_a_click(dialog: LabelsDialog, qtbot: Any) -> None:
    for key, first in ((Qt.Key.Key_Right, 2), (Qt.Key.Key_Down, 5), (Qt.Key.Key_Up, 2), (Qt.Key.Key_End, 21),
                       (Qt.Key.Key_Right, 21), (Qt.Key.Key_Left, 20), (Qt.Key.Key_Home, 1), (Qt.Key.Key_Left, 1)):  # fmt: skip
        qtbot.keyClick(dialog.picture, key)
        assert dialog.order.first == first
    at = dialog.picture._rect(8).center()
    qtbot.mouseClick(dialog.picture, Qt.MouseButton.LeftButton, pos=QPoint(int(at.x()), int(at.y())))
    assert dialog.order.first == 9
    assert dialog.place.text() == "9 of 21"
    assert dialog.used.text() == "8 labels before it are used."
    assert dialog.picture.accessibleDescription() == "9 of 21"


def test_pages_are_turned(dialog: LabelsDialog) -> None:
    dialog._on_first(20)
    assert dialog.who.pages.text() == "2 sheets"
    assert "Inès BLANC" in shown(dialog)
    dialog.step(1)
    assert dialog.view.place.text() == "Sheet 2 of 2"
    assert "Inès BLANC" not in dialog.view.sheets.accessibleDescription()
    dialog.step(1)
    assert dialog.page == 1


def test_what_does_not_fit_is_said(dialog: LabelsDialog) -> None:
    dialog.sheets.search.setText("4731")
    dialog._on_first(dialog.order.sheet.count)
    dialog.show_preview()
    assert "Inès Blanc: L4731 is too small" in dialog.view.problems.text()
    assert "5 labels on other sheets to look at." in dialog.view.problems.text()


def test_saving_writes_the_file_and_remembers_the_sheet(
    dialog: LabelsDialog, window: MainWindow, qtbot: Any, tmp_path: Path
) -> None:
    dialog._on_first(3)
    dialog.save_to(tmp_path / "labels")
    told = done(window, qtbot)
    assert told.startswith("6 labels, 1 page · The first free label is now number 9.")
    with pypdfium2.PdfDocument(tmp_path / "labels.pdf") as document:
        assert len(document) == 1
    desk, sheet = window.desk, by_name(SHEETS, "L7160")
    assert desk.read(queries.next_free, sheet) == 9
    assert opened(window, qtbot, dialog.ids).order.first == 9
    desk.undo()
    assert desk.read(queries.next_free, sheet) == 1


def test_the_choices_are_there_again(dialog: LabelsDialog, window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    dialog.sheets.search.setText("3475")
    dialog.per.show_value("household")
    dialog._join_again()
    ids = dialog.ids
    dialog.save_to(tmp_path / "labels.pdf")
    done(window, qtbot)
    again = opened(window, qtbot, ids)
    assert (again.order.sheet.name, again.per.value(), len(again.order.labels)) == ("3475", "household", 5)


def test_a_place_that_can_not_be_written_is_said(dialog: LabelsDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "none" / "labels.pdf")
    assert "no such folder" in dialog.notice.text()
    assert dialog.isVisible()


def test_printing_moves_by_the_offset_of_the_printer(
    dialog: LabelsDialog, window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = new_printer("x", Paper(1, 595.28, 841.89))
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    offsets.keep(printer.printerName(), (15, 0))
    dialog.print_on(printer)
    done(window, qtbot)
    assert (tmp_path / "paper.pdf").exists()
    assert window.desk.read(queries.next_free, by_name(SHEETS, "L7160")) == 7


def test_without_a_printer_it_says_so(dialog: LabelsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    dialog.print_pieces()
    assert dialog.notice.text() == "No printer is installed on this computer. Save as a PDF instead."


def test_nobody_left_says_why(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    dialog = opened(window, qtbot, [ids["farid"]])
    dialog.show_preview()
    assert dialog.view.stack.currentWidget() is dialog.view.nothing
    assert not dialog.save_button.isEnabled()


def test_a_sheet_of_ones_own(dialog: LabelsDialog, window: MainWindow, qtbot: Any) -> None:
    dialog.new_sheet.click()
    form = dialog.findChildren(SheetForm)[-1]
    for field, text in (("columns", "2"), ("rows", "3"), ("width", "90,5"), ("height", "80 mm"), ("left", "200")):
        form.lines[field].setText(text)
    assert "overlap: one begins 66.04 mm after the other" in form.notice.text()
    assert not form.keep_button.isEnabled()
    for field, text in (("left", "10"), ("top", "10"), ("pitch_x", "95"), ("pitch_y", "x")):
        form.lines[field].setText(text)
    assert form.notice.text() == "“x” is not a number."
    form.lines["pitch_y"].setText("85")
    form.keep()
    assert form.notice.text() == "The sheet needs a name."
    form.lines["name"].setText("Wine")
    form.keep()
    assert (dialog.order.sheet.name, dialog.order.sheet.width) == ("Wine", 90.5)
    assert not dialog.edit_sheet.isHidden()
    dialog.edit_sheet.click()
    again = dialog.findChildren(SheetForm)[-1]
    again.lines["name"].setText("L7160")
    again.keep()
    assert "already" in again.notice.text()
    again.delete()
    assert dialog.order.sheet.name == "L7160"
    window.desk.undo()
    assert [one.name for one in window.desk.read(queries.sheets) if one.is_own] == ["Wine"]


def typed(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.editingFinished.emit()


def test_the_offset_is_kept_for_each_printer(
    dialog: LabelsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offset_dialog, "_printers", lambda: ["HP"])
    dialog.offset.click()
    small = dialog.findChildren(OffsetDialog)[-1]
    typed(small.right, "1,25 mm")
    typed(small.down, "−0.5")
    assert offsets.offset_of("") == (12, -5)
    small.printer.show_value("HP")
    small.show_offset()
    assert small.right.text() == "0"
    typed(small.right, "11")
    assert small.notice.isVisible()
    assert offsets.offset_of("HP") == (0, 0)
    typed(small.right, "2")
    assert offsets.offset_of("HP") == (20, 0)
    small.save_to(tmp_path / "test.pdf")
    with pypdfium2.PdfDocument(tmp_path / "test.pdf") as document:
        assert "Offset: 2 mm to the right, 0 mm down." in document[0].get_textpage().get_text_range().replace(
            "\r\n", " "
        )
    assert preferences.read()["label_offsets"] == {"": [12, -5], "HP": [20, 0]}


def test_a_run_by_keys_alone(window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page: Any = window.page("contacts")
    page.list.choose_again(set(page.model.ids), 0)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChildren(LabelsDialog)[-1]
    qtbot.waitUntil(dialog._warm.is_set, timeout=20_000)
    qtbot.keyClicks(dialog.sheets.search, "3475")
    qtbot.keyClick(dialog.sheets.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Down)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and not dialog._timer.isActive(), timeout=20_000)
    out = tmp_path / "keys.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "6 labels, 1 page" in done(window, qtbot)
    assert window.desk.read(queries.next_free, by_name(SHEETS, "3475")) == 10
    assert out.exists()


def test_all_can_be_reached_by_keys(dialog: LabelsDialog, qtbot: Any) -> None:
    wanted = {dialog.sheets.search, dialog.sheets.list, dialog.picture, dialog.per, dialog.sorting, dialog.new_sheet,
              dialog.offset, dialog.print_button, dialog.save_button, dialog.close_button, dialog.who.unfold}  # fmt: skip
    dialog.activateWindow()
    dialog.sheets.search.setFocus()
    met = set()
    for _step in range(30):
        met.add(dialog.focusWidget())
        dialog.focusNextChild()
    assert wanted <= met
