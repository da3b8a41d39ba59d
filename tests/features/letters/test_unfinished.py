"""Letters on their way to the printer when the program ended are told of, and printed twice by nobody unaware."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from petitcrm.base.errors import Problem
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import mailing, unfinished, writing
from petitcrm.features.letters.page import LettersPage
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
    assert desk.read(unfinished.left) is None
    assert page.unfinished.isHidden()


def test_a_printer_that_stops_is_remembered(
    qtbot: QtBot,
    page: LettersPage,
    desk: Desk,
    store: Store,
    ids: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stops(*_said: object) -> None:
        raise Problem("The printer stopped.")

    monkeypatch.setattr(writing, "print_pages", stops)
    problems: list[object] = []
    desk.problem.connect(problems.append)
    page.choose([ids["anna"], ids["bruno"]])
    _print(page, tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    page.reload()
    assert page.unfinished.isVisible()
    assert "the printing of 2 letters did not come to its end" in page.unfinished.said.text()
    page.unfinished.on_paper.click()
    assert page.unfinished.isHidden()
    newest = desk.read(timeline, ids["bruno"])[0]
    assert (newest.kind, newest.direction, newest.letter_id) == ("letter", "out", None)
    page.choose([ids["anna"], ids["bruno"]])
    assert page.who.selection.ids == []  # written to recently, as said
    desk.undo()
    assert desk.read(timeline, ids["bruno"]) == []


def test_those_that_never_came_to_paper_are_forgotten(page: LettersPage, desk: Desk, ids: dict[str, int]) -> None:
    run = unfinished.Unfinished("Vœux", "Bonne année", "2026-05-12", 9, (ids["anna"], 9999))
    desk.keep(unfinished.begin, run)
    page.reload()
    assert page.unfinished.isVisible()
    assert desk.read(unfinished.alive, run) == [ids["anna"]]
    page.unfinished.not_on_paper.click()
    assert page.unfinished.isHidden()
    assert desk.read(unfinished.left) is None


def test_a_mark_that_is_none_is_ignored(desk: Desk, store: Store) -> None:
    from petitcrm.store import drafts

    for text in ("", "{", "[]", '{"title": 1}'):
        desk.keep(drafts.keep, unfinished.KEY, text)
        assert desk.read(unfinished.left) is None
