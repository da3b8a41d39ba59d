"""The path of a mailing: who, what, how, done; the envelopes and labels that go with the letters."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petitcrm.features.calls.queries import conditions
from petitcrm.features.contacts import view_edits
from petitcrm.features.contacts.views import View
from petitcrm.features.envelopes.mailing_part import EnvelopesPart
from petitcrm.features.history.queries import timeline
from petitcrm.features.labels.mailing_part import LabelsPart
from petitcrm.features.letters import mailing, queries, who_step
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.path import DONE, HOW, WHAT, WHO
from petitcrm.features.letters.pieces import beside
from petitcrm.features.letters.writing import Written
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, Paper, new_printer
from tests_support import everything


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LettersPage:
    made = LettersPage(desk, None, (EnvelopesPart, LabelsPart), conditions)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitUntil(made._warm.is_set, timeout=20_000)
    return made


def _text(pdf: bytes, at: int = 0) -> str:
    pages = Pages(pdf)
    text = pages.text(at)
    pages.close()
    return text


def _names(page: LettersPage) -> list[str]:
    return page.who.selection.names


def test_a_segment_is_found_by_typing(qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    desk.do("view", view_edits.save, "Presse", View(("tag:presse",)))
    page.choose_segment()
    picker: Any = page.window().findChildren(who_step.panels.Picker)[-1]
    qtbot.keyClicks(picker.box, "press")
    with qtbot.waitSignal(page.who.segment_chosen, timeout=20_000):
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert (page.step, _names(page)) == (WHO, ["Anna Roche"])
    assert page.who.name.accessibleName() == "Presse"
    qtbot.keyClick(page.go_on_button, Qt.Key.Key_Space)
    assert page.step == WHAT


def test_an_empty_segment_says_so(qtbot: QtBot, page: LettersPage, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    page.who._look_up(who_step.Segment("None", "", View(search="nobody at all")))
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["Nobody is in this segment."]
    page.go(HOW)
    assert page.step == WHO
    assert page.who.pick.isVisible()


def test_it_begins_where_there_is_something_to_see(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    assert page.step == WHAT
    assert page.summary.text() == "2 letters"
    page.choose([ids["anna"], ids["chloe"]])
    assert page.step == WHO  # somebody is left out: that is seen first
    page.go_on()
    assert page.summary.text() == "To Anna Roche · 1 left out"


def test_it_is_walked_by_keyboard(qtbot: QtBot, page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.editor.body, Qt.Key.Key_Return, ctrl)
    assert page.step == HOW
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.step == WHAT
    QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.step == WHO
    QTest.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert page.step == HOW
    page.go(DONE)
    assert page.step == HOW  # nothing is done yet


def test_single_ones_are_left_out_and_put_back(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    page.choose([ids["anna"], ids["bruno"], ids["hugo"], ids["denis"]])
    people = page.who.addressees.list
    assert _names(page) == ["Anna Roche", "Bruno Chen"]
    people.select(0)
    QTest.keyClick(people, Qt.Key.Key_Space)
    assert _names(page) == ["Bruno Chen"]
    assert "left out by you (1)" in page.who.addressees.left_out.text()
    assert people.currentIndex().row() == 0  # the next one
    people.select(page.who.addressees.model.place_of(ids["hugo"]))
    QTest.keyClick(people, Qt.Key.Key_Space)  # written to recently: the owner may
    assert _names(page) == ["Bruno Chen", "Hugo Faure"]
    people.select(page.who.addressees.model.place_of(ids["denis"]))
    QTest.keyClick(people, Qt.Key.Key_Space)  # objected: nobody may
    assert _names(page) == ["Bruno Chen", "Hugo Faure"]
    assert said[-1].startswith("Denis Petit can't be written to: ")
    people.select(page.who.addressees.model.place_of(ids["anna"]))
    QTest.keyClick(people, Qt.Key.Key_Space)
    assert _names(page) == ["Anna Roche", "Bruno Chen", "Hugo Faure"]


def test_an_unknown_field_is_not_printed(page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path) -> None:
    page.choose([ids["anna"]])
    page.editor.body.setPlainText("Hello {frist name}")
    page.go(HOW)
    page.print_letters()
    assert (page.step, desk.is_working) == (WHAT, False)
    assert page.notice.text().startswith("Nothing is printed yet")
    page.editor.body.setPlainText("Hello {{frist name}}")  # as braces it may be printed
    assert page._may_write()


def test_letters_and_envelopes_are_saved_together(
    qtbot: QtBot, page: LettersPage, desk: Desk, store: Store, ids: dict[str, int], tmp_path: Path
) -> None:
    before = everything(store)
    page.choose([ids["anna"], ids["bruno"]])
    page.go(HOW)
    page.how.choose_carrier("envelopes")
    page.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: page.step == DONE, timeout=20_000)
    (other,) = tmp_path.glob("out -*")
    assert other.name == "out - Envelopes DL.pdf"
    assert "Anna ROCHE" in _text(other.read_bytes(), 0)
    assert "Bruno CHEN" in _text(other.read_bytes(), 1)
    assert str(other) in page.done.said.text()
    assert not page.done.print_pieces.isVisible()  # they are written already
    desk.undo()
    assert {name: rows for name, rows in everything(store).items() if name != "document"} == {
        name: rows for name, rows in before.items() if name != "document"
    }
    assert page.step == HOW


def test_a_file_that_cannot_be_written_leaves_neither(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"]])
    page.go(HOW)
    page.how.choose_carrier("labels")
    pieces = page.pieces()
    assert pieces is not None
    beside(tmp_path / "out.pdf", pieces).mkdir()
    problems: list[object] = []
    desk.problem.connect(problems.append)
    page.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert "this is a folder" in str(problems[0])
    assert not (tmp_path / "out.pdf").exists()
    assert desk.read(timeline, ids["anna"])[0].kind == "call"


def test_labels_go_on_where_the_sheet_is_free(
    qtbot: QtBot, page: LettersPage, desk: Desk, store: Store, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    page.go(HOW)
    page.how.choose_carrier("labels")
    part: Any = page.how.part
    part.first.setValue(20)
    assert part.told.text() == "2 labels, 1 page; then the last sheet is used up."
    part.first.setValue(5)
    assert part.told.text() == "2 labels, 1 page; then label 7 is the first free one."
    page.show_preview()
    page.preview.show_kind(1)
    page.show_preview()
    assert "Anna ROCHE" in page.preview.sheets.accessibleDescription()
    assert "Bruno CHEN" in page.preview.sheets.accessibleDescription()
    page.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: page.step == DONE, timeout=20_000)
    assert store.reader.rows("SELECT sheet, next_free FROM label_use") == [("L7160", 7)]
    page.choose([ids["ines"]])
    assert part.first.value() == 7
    desk.undo()
    assert store.reader.rows("SELECT sheet, next_free FROM label_use") == []
    assert part.first.value() == 1


def test_after_printed_letters_their_envelopes_are_next(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"], ids["bruno"], ids["ines"]])
    page.go(HOW)
    page.how.choose_carrier("envelopes")
    composed = mailing.compose(page.order())
    kept = desk.do("print", mailing.record, composed, [0, 2])
    maker = page._maker()
    assert maker is not None
    rest = desk.read(maker, composed.order.selection.only([0, 2]))
    page._tell(Written(composed, kept, [0, 2], pieces=rest))  # as if the second one was not printed
    assert page.done.following.text() == "Next: 2 DL envelopes"
    assert page.done.print_pieces.isVisible()
    assert page.done.print_pieces.hasFocus()
    pieces = page._done.pieces if page._done else None
    assert pieces is not None
    printer = new_printer("Envelopes", Paper(pieces.pages, *pieces.size))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    told: list[str] = []
    page.writing.print_pieces_on(printer, pieces, lambda: told.append("done"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    paper = Pages((tmp_path / "paper.pdf").read_bytes())
    assert paper.count == 2
    assert [round(one * 25.4 / 72) for one in paper.size(0)] == [220, 110]
    paper.close()
    page.go(WHAT)
    assert page.step == DONE  # what is printed is not written anew by accident
    page.leave_printed()
    assert (page.step, page.who.ids) == (WHO, [])


def test_labels_printed_in_part_leave_the_rest_free(
    store: Store, desk: Desk, page: LettersPage, ids: dict[str, int]
) -> None:
    many = list(ids.values())
    page.choose(many, with_recent=True)
    page.how.choose_carrier("labels")
    part: Any = page.how.part
    part.first.setValue(20)
    pieces = page.pieces()
    assert pieces is not None
    assert pieces.pages == 2
    desk.do("note", pieces.note, 1)
    assert store.reader.rows("SELECT next_free FROM label_use") == []  # the first sheet alone is used up
    desk.do("note", pieces.note, 2)
    assert store.reader.rows("SELECT next_free FROM label_use") == [(len(page.who.selection.ids) - 1,)]


def test_many_are_sorted_beside_the_window(
    qtbot: QtBot, page: LettersPage, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who_step, "FEW", 1)
    with qtbot.waitSignal(page.who.selected, timeout=20_000):
        page.choose([ids["anna"], ids["bruno"]])
    assert _names(page) == ["Anna Roche", "Bruno Chen"]
    page.who.per.show_value("company")
    with qtbot.waitSignal(page.who.selected, timeout=20_000):
        page.who.per.picked.emit("company")
    assert len(_names(page)) == 2


def test_leaving_out_a_household_leaves_out_all_of_it(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["ines"], ids["jean"], ids["karim"], ids["anna"]])
    page.who.per.show_value("household")
    page.who.per.picked.emit("household")
    assert len(_names(page)) == 2
    page.who.addressees.left_out_by_hand.emit(0)
    assert _names(page) == ["Anna Roche"]
    left_out = page.who.selection.left_out
    assert {one.rule for one in left_out} == {"owner"}
    assert len(left_out) == 3


def test_who_is_put_back_is_so_for_other_channels_too(desk: Desk, ids: dict[str, int]) -> None:
    everybody = list(ids.values())
    found = desk.read(queries.recipients, everybody, desk.today(), back=everybody)
    assert {one.rule for one in found.left_out} == {"trash", "deceased", "objection", "no_address", "returned"}
    found = desk.read(queries.recipients, everybody, desk.today(), out=everybody)
    assert found.recipients == []


def test_the_newest_choice_counts(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who_step, "FEW", 2)
    many = list(ids.values())
    page.choose(many)  # sorted beside the window
    assert not page._may_write()
    assert not page.go_on_button.isEnabled()
    page.choose([ids["anna"]])  # at once: the answer to the first comes later, and is for nobody
    qtbot.waitUntil(lambda: not page.who._sorting._is_under_way, timeout=20_000)
    assert _names(page) == ["Anna Roche"]
    with qtbot.waitSignal(page.who.selected, timeout=20_000):
        page.choose(many)
        assert _names(page) == []  # not those of before
    assert page.step == WHO  # somebody is left out: that is seen first
    assert len(_names(page)) == 6


def test_a_segment_that_comes_late_is_not_taken(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int]
) -> None:
    page.who._look_up(who_step.Segment("All", "", View()))
    page.choose([ids["anna"]])
    qtbot.waitUntil(lambda: not page.who._members._is_under_way, timeout=20_000)
    assert (page.who.ids, page.step) == ([ids["anna"]], WHAT)


def test_those_left_out_by_hand_get_no_email(qtbot: QtBot, page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    page.who.addressees.left_out_by_hand.emit(0)
    with qtbot.waitSignal(page.emails_wanted) as told:
        page.as_emails()
    assert told.args[0] == [ids["bruno"]]


def test_the_first_free_label_stands_while_other_things_change(
    page: LettersPage, desk: Desk, ids: dict[str, int]
) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    page.how.choose_carrier("labels")
    part: Any = page.how.part
    part.first.setValue(7)
    desk.do("touch", view_edits.save, "Any", View())
    page.reload()
    assert part.first.value() == 7
    maker = page._maker()
    part.first.setValue(3)
    assert maker is not None
    assert desk.read(maker, page.who.selection).order.first == 7  # as it was chosen when printing began


def test_printed_again_are_only_those_that_were_printed(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"], ids["ines"]])
    composed = mailing.compose(page.order())
    page._tell(Written(composed, desk.do("print", mailing.record, composed, [0, 2]), [0, 2]))
    assert page._done is not None
    again = page._done.part()
    assert "Anna ROCHE" in _text(again, 0)
    assert "Ines BLANC" in _text(again, 1)
    pages = Pages(again)
    assert pages.count == 2
    pages.close()


def test_labels_for_them_are_for_all_who_share_a_letter(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int]
) -> None:
    page.choose([ids["ines"], ids["jean"], ids["anna"]])
    page.who.per.show_value("household")
    page.who.per.picked.emit("household")
    composed = mailing.compose(page.order())
    page._tell(Written(composed, desk.do("print", mailing.record, composed), [0, 1]))
    with qtbot.waitSignal(page.labels_wanted) as told:
        page.done.labels.click()
    assert told.args == [[ids["ines"], ids["jean"], ids["anna"]], "household", "list"]


def test_a_doubt_about_others_leads_nowhere(page: LettersPage, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    page.how.chosen.emit(5)
    page.show_preview()
    assert page.current_id() == ids["anna"]
