from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import mailing
from petitcrm.features.letters import page as letters
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.path import DONE, HOW, WHO
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, new_printer


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LettersPage:
    made = LettersPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitUntil(made._warm.is_set, timeout=20_000)
    return made


def _preview(page: LettersPage) -> str:
    page.show_preview()
    return page.preview.sheets.accessibleDescription()


def test_without_recipients_it_says_where_to_choose_them(qtbot: QtBot, page: LettersPage) -> None:
    assert page.step == WHO
    assert not page.go_on_button.isEnabled()
    assert page.who.nobody.isVisible()
    with qtbot.waitSignal(page.contacts_wanted):
        page.who.by_hand.click()


def test_who_is_written_to_and_who_is_not(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose(list(ids.values()))
    assert page.who.addressees.count.text() == "6 letters"
    assert page.who.addressees.left_out.text().startswith("6 left out: in the trash (1), deceased (1)")
    assert page.who.addressees.model.rowCount() == 12
    page.who.addressees.recent.setChecked(True)
    assert page.who.addressees.count.text() == "7 letters"


def test_the_letter_is_shown_and_the_next_one(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    assert "Anna ROCHE" in _preview(page)
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert "Bruno CHEN" in _preview(page)
    QTest.keyClick(page, Qt.Key.Key_PageUp)
    assert "Anna ROCHE" in _preview(page)
    page.next_letter()
    page.next_letter()
    assert page.current_id() == ids["bruno"]


def test_the_sheet_fills_the_room(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.show_preview()
    (image,) = page.preview.sheets._images
    assert image.width() == page.preview.desktop.viewport().width() - 48
    assert image.height() > image.width()


def test_an_unknown_field_is_said_at_once(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.editor.body.setPlainText("Hello {frist name}")
    assert "did you mean {first name}?" in page.editor.wrong.text()
    page.editor.body.setPlainText("Hello ")
    page.editor.body.moveCursor(page.editor.body.textCursor().MoveOperation.End)
    page.editor.insert("first name")
    assert page.editor.wrong.isHidden()
    assert "Hello Anna" in _preview(page)


def test_a_half_typed_text_is_there_again(qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.what.pick_model("Vœux")
    page.editor.body.setPlainText("À moitié")
    page.editor.keep_draft()
    again = LettersPage(desk)
    qtbot.addWidget(again)
    again.choose([ids["anna"]])
    assert (again.editor.models.value(), again.editor.body.toPlainText()) == ("Vœux", "À moitié")
    again.reset_text()
    assert "nouvelle année" in again.editor.body.toPlainText()


def test_a_text_is_kept_as_a_model(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.editor.body.setPlainText("Mine")
    page.keep_model()
    page.editor.name_line.name.setText("À moi")
    QTest.keyClick(page.editor.name_line.name, Qt.Key.Key_Return)
    assert (page.editor.models.value(), page.editor.kept.is_own) == ("À moi", True)
    page.delete_model()
    assert page.editor.models.findData("À moi") < 0
    desk.undo()
    assert page.editor.models.findData("À moi") >= 0


def test_saving_writes_the_file_and_the_history(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    page.choose([ids["anna"], ids["bruno"], ids["chloe"]])
    page.save_to(tmp_path / "out")
    qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert said[-1].startswith("2 letters written · 2 entries in the history")
    assert page.step == DONE
    page.next_letter()
    assert "Bruno CHEN" in _preview(page)
    desk.undo()
    assert desk.read(timeline, ids["bruno"]) == []
    assert (page.step, page.who.addressees.count.text()) == (HOW, "2 letters")


def test_a_printed_letter_reopens(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    page.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
    page.choose([ids["ines"]])
    page.show_printed(desk.read(timeline, ids["bruno"])[0].letter_id or 0)
    assert "Bruno CHEN" in _preview(page)
    page.save_to(tmp_path / "one.pdf")
    one = Pages((tmp_path / "one.pdf").read_bytes())
    assert one.count == 1
    one.close()
    page.leave_printed()
    assert "Ines BLANC" in _preview(page)


def test_printing_notes_the_pages_that_were_printed(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    composed = mailing.compose(page.order())
    pages = Pages(composed.pdf)
    printer = new_printer("Letters", pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    page.writing.print_on(printer, composed, pages)
    qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
    paper = Pages((tmp_path / "paper.pdf").read_bytes())
    assert paper.count == 1
    assert [round(one) for one in paper.size(0)] == [595, 842]
    paper.close()
    assert len(desk.read(timeline, ids["bruno"])) == 1
    assert desk.read(timeline, ids["anna"])[0].kind == "call"
    assert page.who.addressees.model.rowCount() == 2


def test_without_a_printer_it_offers_to_save(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    page.choose([ids["anna"]])
    page.print_letters()
    qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
    assert "No printer" in page.notice.text()
    assert letters.PREVIEW_AFTER == 150


def test_no_letterhead_leads_to_the_settings(qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    from petitcrm.features.letters import settings
    from petitcrm.store import settings as stored

    page.choose([ids["anna"]])
    assert page.what.sender_row.isHidden()
    desk.do("x", stored.save, {settings.NAME: ""})
    assert not page.what.sender_row.isHidden()
    with qtbot.waitSignal(page.settings_wanted):
        page.what.sender_row.findChildren(QPushButton)[0].click()


def test_a_day_as_people_say_it(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.what.date.setText("+1w")
    page.what.date.editingFinished.emit()
    assert "19 May 2026" in _preview(page)
    page.what.date.setText("nonsense")
    page.what.date.editingFinished.emit()
    assert page.what.date.property("wrong")


def _choose(page: LettersPage, start: int, end: int) -> None:
    cursor = page.editor.body.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    page.editor.body.setTextCursor(cursor)


@pytest.mark.parametrize(("key", "sign"), [(Qt.Key.Key_B, "**"), (Qt.Key.Key_I, "*")])
def test_bold_and_italic_are_turned_on_and_off(page: LettersPage, ids: dict[str, int], key: Qt.Key, sign: str) -> None:
    page.choose([ids["emma"]])
    body = page.editor.body
    body.setPlainText("Un mot 😀 ici")
    _choose(page, 3, 6)
    for wanted in (f"Un {sign}mot{sign} 😀 ici", "Un mot 😀 ici"):
        QTest.keyClick(body, key, Qt.KeyboardModifier.ControlModifier)
        assert body.toPlainText() == wanted
        assert body.textCursor().selectedText() == "mot"


def test_bold_within_italic_and_signs_that_were_chosen_too(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["emma"]])
    body = page.editor.body
    body.setPlainText("Un *mot*")
    _choose(page, 4, 7)
    body.turn("**")
    assert body.toPlainText() == "Un ***mot***"
    body.turn("*")
    assert body.toPlainText() == "Un **mot**"
    _choose(page, 3, 10)
    body.turn("**")
    assert body.toPlainText() == "Un mot"


def test_the_keys_of_the_text_are_its_own(qtbot: QtBot, page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["emma"]])
    elsewhere: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+I"), page)
    shortcut.activated.connect(lambda: elsewhere.append(True))
    page.editor.body.setPlainText("mot")
    page.editor.body.selectAll()
    page.editor.body.setFocus()
    qtbot.waitUntil(page.editor.body.hasFocus)
    QTest.keyClick(page.editor.body, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert (page.editor.body.toPlainText(), elsewhere) == ("*mot*", [])
