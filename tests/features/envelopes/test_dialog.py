"""The window of the envelopes, driven as a person does."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from petitcrm.app import make_window
from petitcrm.base import preferences
from petitcrm.features.envelopes import settings
from petitcrm.features.envelopes.dialog import EnvelopesDialog
from petitcrm.features.envelopes.layout import DOWN, Feed
from petitcrm.features.envelopes.sizes import SIZES, by_name
from petitcrm.features.labels import offset_dialog, offsets
from petitcrm.features.labels.offset_dialog import OffsetDialog
from petitcrm.features.letters.editor import Picker
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.printing import Paper, new_printer

DL, C6 = by_name("DL"), by_name("C6")
MM = 72 / 25.4


@pytest.fixture
def window(store: Store, ids: dict[str, int], head: None, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("contacts")
    yield made
    made.desk.wait()


def opened(window: MainWindow, qtbot: Any, ids: list[int]) -> EnvelopesDialog:
    window.page("contacts").envelopes_wanted.emit(ids)  # type: ignore[attr-defined]
    dialog = window.findChildren(EnvelopesDialog)[-1]
    qtbot.waitUntil(lambda: dialog._warm.is_set() and not dialog._timer.isActive(), timeout=20_000)
    return dialog


@pytest.fixture
def dialog(window: MainWindow, ids: dict[str, int], qtbot: Any) -> EnvelopesDialog:
    return opened(window, qtbot, list(ids.values()))


def pick(picker: Picker, value: str) -> None:
    picker.setCurrentIndex(picker.findData(value))
    picker.activated.emit(picker.currentIndex())


def shown(dialog: EnvelopesDialog) -> str:
    dialog.show_preview()
    return dialog.view.sheets.accessibleDescription()


def offered(picker: Picker) -> list[str]:
    return [picker.itemData(at) for at in range(picker.count())]


def done(window: MainWindow, qtbot: Any) -> str:
    """What the bar says once the work has ended; before, it says when the last backup was made."""
    text = window.bar.text
    qtbot.waitUntil(lambda: not window.desk.is_working and "backup" not in text.text(), timeout=20_000)
    return text.text()


def test_the_list_offers_envelopes(window: MainWindow, qtbot: Any) -> None:
    page: Any = window.page("contacts")
    (made,) = [one for one in page.actions_made if one.objectName() == "print_envelopes"]
    assert made.shortcut().toString() == "Ctrl+Alt+N"
    page.list.choose_again(set(page.model.ids[:3]), 0)
    page.print_envelopes()
    dialog = window.findChildren(EnvelopesDialog)[-1]
    assert len(dialog.ids) == 3
    qtbot.waitUntil(dialog._warm.is_set, timeout=20_000)


def test_no_other_action_has_its_key(window: MainWindow) -> None:
    keys = [
        keys.toString()
        for one in (*window.page("contacts").actions_made, *window.actions())
        for keys in one.shortcuts()
    ]
    assert keys.count("Ctrl+Alt+N") == 1


def test_who_gets_one_and_who_does_not(dialog: EnvelopesDialog) -> None:
    assert dialog.who.count.text() == "6 DL envelopes"
    assert dialog.who.left_out.text().startswith("5 left out: in the trash (1), deceased (1)")
    dialog.who.unfold.click()
    assert dialog.who.list.isVisible()
    dialog.who.recent.setChecked(True)
    assert dialog.who.count.text() == "7 DL envelopes"


def test_each_envelope_is_seen_as_it_will_be_printed(dialog: EnvelopesDialog, qtbot: Any) -> None:
    text = shown(dialog)
    assert "Inès BLANC" in text
    assert "Atelier Girard" in text
    assert dialog.view.place.text() == "1 of 6"
    dialog.step(1)
    assert "Dupont & Fils" in dialog.view.sheets.accessibleDescription()
    dialog.step(-1)
    dialog.step(-1)
    assert dialog.at == 0
    dialog.sender_box.click()
    assert "Atelier Girard" not in shown(dialog)
    pick(dialog.per, "household")
    assert dialog.who.count.text() == "5 DL envelopes"
    pick(dialog.sorting, "list")
    assert "Dupont & Fils" in shown(dialog)
    dialog.at = 1
    assert "M. et Mme Luc et Anna ROCHE" in shown(dialog)


def test_only_what_is_possible_is_offered(dialog: EnvelopesDialog) -> None:
    assert offered(dialog.edge) == ["0", "90", "180", "270"]
    pick(dialog.page_choice, "left")
    assert offered(dialog.edge) == ["90", "270"]
    assert dialog.order.feed == Feed(90, "left")
    assert dialog.how.text() == "Into the tray: left edge first, printed side up, at the left guide."
    assert (dialog.order.page.width, dialog.order.page.height) == (210, 297)
    pick(dialog.edge, "270")
    pick(dialog.face, "down")
    assert dialog.picture.accessibleName() == ("Into the tray: right edge first, printed side down, at the left guide.")
    assert dialog.order.page.left == 100
    pick(dialog.size_choice, "C4")
    assert offered(dialog.page_choice) == ["own"]
    pick(dialog.size_choice, "C6")
    pick(dialog.page_choice, "right")
    assert offered(dialog.edge) == ["0", "90", "180", "270"]
    assert dialog.order.feed == Feed(0, "right")


def test_each_size_goes_in_as_it_did_the_last_time(
    dialog: EnvelopesDialog, window: MainWindow, qtbot: Any, tmp_path: Path
) -> None:
    pick(dialog.page_choice, "left")
    pick(dialog.face, "down")
    dialog.sender_box.click()
    pick(dialog.size_choice, "C6")
    assert dialog.order.feed == Feed()
    assert dialog.sender_box.isChecked()
    pick(dialog.size_choice, "DL")
    assert dialog.order.feed == Feed(90, "left", DOWN)
    assert not dialog.sender_box.isChecked()
    assert window.desk.read(settings.feed, DL) == Feed(90, "left", DOWN)
    dialog.save_to(tmp_path / "e.pdf")
    done(window, qtbot)
    again = opened(window, qtbot, dialog.ids)
    assert (again.order.size, again.order.feed) == (DL, Feed(90, "left", DOWN))


def test_without_a_letterhead_there_is_no_sender(dialog: EnvelopesDialog) -> None:
    assert dialog.no_sender.isHidden()
    dialog.head.name, dialog.head.lines = "", []
    dialog._on_size()
    assert not dialog.sender_box.isEnabled()
    assert not dialog.no_sender.isHidden()
    pick(dialog.edge, "180")
    assert dialog.desk.read(settings.with_sender, DL)


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
def test_the_outline_is_that_of_the_envelope(dialog: EnvelopesDialog, size: Any) -> None:
    pick(dialog.size_choice, size.name)
    for turn in ("0", "90", "180", "270"):
        pick(dialog.edge, turn)
        dialog.show_preview()
        view = dialog.view.sheets
        box = view.place((0.0, 0.0, size.width, size.height))
        wide, high = (size.width, size.height) if turn in ("0", "180") else (size.height, size.width)
        assert box.width() / box.height() == pytest.approx(wide / high, rel=0.01)
        assert box.bottom() <= dialog.view.desktop.viewport().height()
        dialog.grab()


def test_saving_writes_a_page_for_each(dialog: EnvelopesDialog, window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    pick(dialog.edge, "90")
    dialog.save_to(tmp_path / "envelopes")
    assert done(window, qtbot).startswith("6 DL envelopes · ")
    with pypdfium2.PdfDocument(tmp_path / "envelopes.pdf") as document:
        assert len(document) == 6
        assert round(document[0].get_width() / MM) == 110
    assert preferences.read()["envelopes"]["size"] == "DL"


def test_a_place_that_can_not_be_written_is_said(dialog: EnvelopesDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "none" / "e.pdf")
    assert "no such folder" in dialog.notice.text()
    assert dialog.isVisible()


def test_printing_moves_by_the_offset_of_printer_and_size(
    dialog: EnvelopesDialog, window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from petitcrm.features.envelopes import dialog as module

    asked: list[Any] = []
    compose = module.run.compose
    monkeypatch.setattr(module.run, "compose", lambda order, told: asked.append(order) or compose(order, told))
    page = dialog.order.page
    printer = new_printer("x", Paper(6, page.width * MM, page.height * MM))
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    offsets.keep(printer.printerName(), (15, 0), "DL")
    offsets.keep(printer.printerName(), (99, 0), "C6")
    offsets.keep(printer.printerName(), (-50, 0))
    dialog.print_on(printer)
    assert done(window, qtbot).startswith("6 DL envelopes")
    assert asked[0].offset == (15, 0)
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as document:
        assert len(document) == 6
        assert (document[0].get_width() / MM, document[0].get_height() / MM) == pytest.approx((220, 110), abs=0.5)


def test_without_a_printer_it_says_so(dialog: EnvelopesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    dialog.print_pieces()
    assert dialog.notice.text() == "No printer is installed on this computer. Save as a PDF instead."


def test_nobody_left_says_why(window: MainWindow, ids: dict[str, int], qtbot: Any) -> None:
    dialog = opened(window, qtbot, [ids["farid"]])
    dialog.show_preview()
    assert dialog.view.stack.currentWidget() is dialog.view.nothing
    assert not dialog.save_button.isEnabled()
    pick(dialog.edge, "90")
    dialog.show_preview()
    dialog.look()


def test_what_does_not_fit_is_said_with_the_name(dialog: EnvelopesDialog) -> None:
    dialog.order.envelopes[3].names[0] = "M" * 60
    name = dialog.order.name_of(dialog.order.envelopes[3])
    dialog._tried = None
    dialog.show_preview()
    assert dialog.view.problems.text() == f"1 other envelope to look at: {name}"
    dialog.view.look.click()
    assert dialog.at == 3
    assert "Line 1 has 60 characters" in dialog.view.problems.text()
    assert "a long line goes on below" in dialog.view.problems.text()
    assert dialog.view.look.isHidden()


def typed(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.editingFinished.emit()


def test_the_offset_is_kept_for_printer_and_size(
    dialog: EnvelopesDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offset_dialog, "_printers", lambda: ["HP"])
    pick(dialog.edge, "90")
    dialog.offset.click()
    small = dialog.findChildren(OffsetDialog)[-1]
    small.printer.show_value("HP")
    small.show_offset()
    typed(small.right, "1,5")
    typed(small.down, "-2")
    assert offsets.offset_of("HP", "DL") == (15, -20)
    assert offsets.offset_of("HP") == offsets.offset_of("HP", "C6") == (0, 0)
    small.save_to(tmp_path / "test.pdf")
    with pypdfium2.PdfDocument(tmp_path / "test.pdf") as document:
        page = document[0]
        assert round(page.get_width() / MM) == 110
        text = page.get_textpage().get_text_range().replace("\r\n", " ")
        assert "Offset: 1.5 mm to the right, -2 mm down." in text
        (frame,) = page.get_objects(filter=[2])
        left, bottom, right, top = (side / MM for side in frame.get_bounds())
        assert (left, 220 - top) == pytest.approx((11.5, 8), abs=0.2)
        assert (right - left, top - bottom) == pytest.approx((90, 200), abs=0.5)
    assert preferences.read()["paper_offsets"] == {"DL": {"HP": [15, -20]}}


def test_a_base_for_reading_only_is_enough(dialog: EnvelopesDialog, store: Store) -> None:
    store.read_only = True
    pick(dialog.edge, "180")
    assert dialog.order.feed == Feed(180)
    assert dialog.notice.isHidden()


def test_a_run_by_keys_alone(window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page: Any = window.page("contacts")
    page.list.choose_again(set(page.model.ids), 0)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    dialog = window.findChildren(EnvelopesDialog)[-1]
    qtbot.waitUntil(dialog._warm.is_set, timeout=20_000)
    qtbot.keyClick(dialog.size_choice, Qt.Key.Key_Down)
    assert dialog.order.size == C6
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and not dialog._timer.isActive(), timeout=20_000)
    out = tmp_path / "keys.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "6 C6 envelopes" in done(window, qtbot)
    assert out.exists()


def test_all_can_be_reached_by_keys(dialog: EnvelopesDialog) -> None:
    wanted = {dialog.size_choice, dialog.sender_box, dialog.per, dialog.sorting, dialog.page_choice, dialog.edge,
              dialog.face, dialog.offset, dialog.print_button, dialog.save_button, dialog.close_button,
              dialog.who.unfold}  # fmt: skip
    dialog.activateWindow()
    dialog.size_choice.setFocus()
    met = set()
    for _step in range(30):
        met.add(dialog.focusWidget())
        dialog.focusNextChild()
    assert wanted <= met


def test_the_settings_do_not_show_what_is_kept_here(window: MainWindow, dialog: EnvelopesDialog) -> None:
    pick(dialog.edge, "90")
    dialog.reject()
    page: Any = window.go("options")
    assert "envelopes" not in " ".join(one.accessibleName() for one in page.findChildren(QWidget)).casefold()


def test_only_the_pages_asked_for_are_printed(
    dialog: EnvelopesDialog, window: MainWindow, qtbot: Any, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    page = dialog.order.page
    printer = new_printer("x", Paper(6, page.width * MM, page.height * MM))
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    dialog.print_on(printer)
    assert done(window, qtbot) == "2 DL envelopes"
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as document:
        assert len(document) == 2


def test_a_cancelled_run_writes_nothing(
    dialog: EnvelopesDialog, window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from petitcrm.features.envelopes import dialog as module
    from petitcrm.features.envelopes import run

    def cancelled(order: run.Order, out: Path, base: Path, progress: run.Progress) -> object:
        assert window.desk._work is not None
        window.desk._work.cancel()
        return run.save(order, out, base, progress)

    monkeypatch.setattr(module, "run", SimpleNamespace(**{**vars(run), "save": cancelled}))
    dialog.save_to(tmp_path / "e.pdf")
    assert done(window, qtbot) == "Cancelled: nothing was changed."
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == []
