"""Letters on their way to the printer when the program ended are told of, and printed twice by nobody unaware."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.features.campaigns import edits as campaigns
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import mailing, queries, unfinished, writing
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.sequences import edits as sequences
from petitcrm.features.sequences import queries as in_sequence
from petitcrm.features.sequences.page import ADVANCE
from petitcrm.features.sequences.rules import LETTER, Step
from petitcrm.store import drafts
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, new_printer


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LettersPage:
    made = LettersPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made._warm.is_set, timeout=20_000)
    return made


def _print(page: LettersPage, out: Path) -> None:
    composed = mailing.compose(page.order())
    pages = Pages(composed.pdf)
    printer = new_printer("Letters", pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    page.writing.print_on(printer, composed, pages)


def test_what_is_printed_and_noted_leaves_no_mark(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path
) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    _print(page, tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
    assert desk.read(unfinished.left) == []
    assert desk.store.reader.value("SELECT count(*) FROM draft WHERE key LIKE 'letter:printing:%'") == 0
    assert page.unfinished.isHidden()


def test_a_printer_that_stops_is_remembered(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_said: object) -> None:
        raise Problem("The printer stopped.")

    monkeypatch.setattr(writing, "print_pages", stops)
    problems: list[object] = []
    desk.problem.connect(problems.append)
    page.choose([ids["anna"], ids["bruno"]])
    _print(page, tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert page.unfinished.isVisible()
    assert "the printing of 2 letters did not come to its end" in page.unfinished.said.text()
    page.unfinished.on_paper.click()
    assert page.unfinished.isHidden()
    newest = desk.read(timeline, ids["bruno"])[0]
    assert (newest.kind, newest.direction) == ("letter", "out")
    with pytest.raises(Problem, match="were not kept"):
        desk.read(queries.printed, newest.letter_id or 0)
    reply = Answer("reply", desk.today())
    desk.do("reply", campaigns.record, "M1-0002", reply)  # its reference works all the same
    page.choose([ids["anna"], ids["bruno"]])
    assert page.who.selection.ids == []  # written to recently, as said
    desk.undo()
    desk.undo()
    assert desk.read(timeline, ids["bruno"]) == []
    assert page.unfinished.isVisible()  # taken back, it is asked again


def test_references_on_paper_are_not_given_away_again(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    lost = mailing.run_of(page.order(), [0, 1])
    assert lost.number == 1
    desk.keep(unfinished.begin, lost)
    page.choose([ids["ines"]])
    order = page.order()
    assert order.number == 2
    desk.do("print", mailing.record, mailing.compose(order))
    assert [run.number for run in desk.read(unfinished.left)] == [1]  # the first one is not forgotten by the second
    desk.do("note", unfinished.note, lost)
    assert desk.read(unfinished.left) == []
    found = desk.store.reader.rows("SELECT reference, contact_id FROM letter ORDER BY reference")
    assert found == [("M1-0001", ids["anna"]), ("M1-0002", ids["bruno"]), ("M2-0001", ids["ines"])]


def test_stopped_before_the_first_page_nothing_is_asked(
    qtbot: QtBot, page: LettersPage, desk: Desk, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for painted, left in ((0, 0), (1, 1)):

        def cancelled(_printer: object, _pages: object, _wanted: object, tell: Any, painted: int = painted) -> None:
            tell(painted, 2)
            raise Cancelled

        monkeypatch.setattr(writing, "print_pages", cancelled)
        page.choose([ids["anna"], ids["bruno"]])
        _print(page, tmp_path / "paper.pdf")
        qtbot.waitUntil(lambda: not desk.is_working, timeout=20_000)
        assert len(desk.read(unfinished.left)) == left


def test_those_that_never_came_to_paper_are_forgotten(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"]])
    desk.keep(unfinished.begin, mailing.run_of(page.order(), [0]))
    page.reload()
    assert page.unfinished.isVisible()
    page.unfinished.not_on_paper.click()
    assert page.unfinished.isHidden()
    assert desk.read(unfinished.left) == []


def test_who_is_gone_meanwhile_is_left_out(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    page.choose([ids["anna"], ids["bruno"]])
    run = mailing.run_of(page.order(), [0, 1])
    desk.keep(unfinished.begin, run)
    desk.keep(contacts.trash, [ids["anna"]])
    desk.keep(contacts.delete_for_good, [ids["anna"]])
    assert desk.do("note", unfinished.note, run) == 1
    assert desk.read(unfinished.left) == []


def test_the_step_of_a_sequence_is_kept_over_a_crash(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    made = desk.do("make", sequences.make, "Welcome", [Step(LETTER, 0, "Vœux"), Step(LETTER, 30, "Vœux")])
    desk.do("join", sequences.join, made, [ids["anna"]], desk.today())
    step = desk.read(in_sequence.sequence, made).steps[0]
    page.choose([ids["anna"]], noted=Noted(ADVANCE, step.id, desk.today().isoformat()))
    desk.keep(unfinished.begin, mailing.run_of(page.order(), [0]))
    (run,) = desk.read(unfinished.left)
    desk.do("note", unfinished.note, run)
    (line,) = desk.read(in_sequence.members, desk.read(in_sequence.sequence, made), desk.today())
    assert line.done == 1


def test_a_mark_that_is_none_is_ignored(desk: Desk, store: Store) -> None:
    for text in ("", "{", "[]", '{"title": 1}', '{"entries": [], "noted": {"x": 1}}'):
        desk.keep(drafts.keep, f"{queries.PRINTING}7", text)
        assert desk.read(unfinished.left) == []
    assert desk.read(queries.next_number) == 8
