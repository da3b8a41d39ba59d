"""The import screen, from the file to the contacts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from book_support import write
from petitcrm.features.contacts import queries
from petitcrm.features.imports.page import ImportPage
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import everything

BOOK = "Prénom;Nom;Surnom;E-mail;Ville\nZoé;Roche;<b>Zo</b>;r@exemple.fr;Valence\n;;;;Lyon\nPaul;Chen;;c@exemple.fr;\n"


@pytest.fixture
def page(store: Store, qtbot: Any) -> Iterator[ImportPage]:
    desk = Desk(store)
    desk.look_outside()
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    desk.wait()


def opened(page: ImportPage, qtbot: Any, *paths: Path) -> None:
    page.open_files(paths)
    qtbot.waitUntil(
        lambda: page.stack.currentWidget() is page.chosen and page.report is not None and not page._planning
    )
    qtbot.waitUntil(lambda: not page.desk.is_working)


def test_from_the_file_to_the_contacts(page: ImportPage, store: Store, qtbot: Any, tmp_path: Path) -> None:
    opened(page, qtbot, write(tmp_path, BOOK))
    chosen = page.chosen
    assert chosen.found.text() == "Table · semicolon · UTF-8 · 3 rows"
    assert chosen.outcome.text() == "3 lines: 2 new, 1 refused"
    assert chosen.primary.text() == "Import 2 contacts"
    assert [choice.value() for choice in chosen.preview.choices] == [
        "given_name",
        "family_name",
        "extra",
        "email",
        "address:work.town",
    ]
    assert chosen.refused.item(0, 0).text() == "line 3"
    chosen.tags.setText("salon")
    said: list[str] = []
    page.desk.said.connect(said.append)
    qtbot.mouseClick(chosen.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.result)
    assert page.result.title.text() == "2 contacts imported"
    assert said[-1] == "2 created · 1 refused"
    assert store.read(queries.count) == 2
    assert store.read(queries.tags) == ["salon"]
    with qtbot.waitSignal(page.show_contacts):
        qtbot.mouseClick(page.result.primary, Qt.MouseButton.LeftButton)
    page.desk.undo()
    assert store.read(queries.count) == 0


def test_another_field_for_a_column_changes_what_will_happen(page: ImportPage, qtbot: Any, tmp_path: Path) -> None:
    opened(page, qtbot, write(tmp_path, BOOK))
    choice = page.chosen.preview.choices[4]
    choice.show_value("company")
    choice.picked.emit("company")
    qtbot.waitUntil(lambda: page.chosen.outcome.text() == "3 lines: 3 new")
    assert page.chosen.sources[0].mapping[4] == "company"


def test_known_contacts_are_told(page: ImportPage, store: Store, qtbot: Any, tmp_path: Path) -> None:
    opened(page, qtbot, write(tmp_path, BOOK))
    page.run_import()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.result)
    kept = everything(store)
    page.begin_again()
    page.report = None
    opened(page, qtbot, tmp_path / "book.csv")
    assert page.chosen.outcome.text() == "3 lines: 0 new, 2 already known, 1 refused"
    assert page.chosen.primary.text() == "Complete 2 contacts"
    assert everything(store) == kept


def test_cards_and_several_files(page: ImportPage, qtbot: Any, tmp_path: Path) -> None:
    cards = write(
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nN:Roche;Zoé;;;\nADR:;;;Valence;;26000;\nTEL:0465710001\nEND:VCARD\n",
        "a.vcf",
    )
    opened(page, qtbot, cards, write(tmp_path, BOOK))
    assert page.chosen.found.text() == "vCard 3.0 · UTF-8 · 1 card"
    body = page.chosen.preview.body
    assert [body.item(0, at).text() for at in range(4)] == ["Zoé Roche", "", "Valence", "0465710001"]
    assert page.chosen.files.isVisible()
    page.chosen.files.picked.emit("1")
    assert page.chosen.title.text() == "book.csv"
    assert page.chosen.source.text() == "a.vcf, book.csv"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, b"PK\x03\x04aaaa", b"{}", b"x" * 200])
def test_problems_are_said_on_the_page(page: ImportPage, qtbot: Any, tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    page.open_files([bad])
    qtbot.waitUntil(lambda: page.start.problem.isVisible())
    assert "bad.csv" in page.start.problem.text()
    opened(page, qtbot, write(tmp_path, BOOK))
    page.chosen.tags.setText("salon")
    page.open_files([bad])
    qtbot.waitUntil(lambda: page.chosen.problem.isVisible())
    assert page.chosen.tags.text() == "salon"
    assert page.chosen.primary.isEnabled()


def test_a_file_that_goes_meanwhile(page: ImportPage, store: Store, qtbot: Any, tmp_path: Path) -> None:
    path = write(tmp_path, BOOK)
    opened(page, qtbot, path)
    path.unlink()
    page.run_import()
    qtbot.waitUntil(lambda: page.chosen.problem.isVisible())
    assert page.chosen.isEnabled()
    assert store.read(queries.count) == 0


def test_cancelling_keeps_the_choices(page: ImportPage, store: Store, qtbot: Any, tmp_path: Path) -> None:
    rows = "".join(f"Nom{n};n{n}@exemple.fr\n" for n in range(3000))
    opened(page, qtbot, write(tmp_path, "Nom;E-mail\n" + rows))
    page.desk.working.connect(lambda work: work.cancel() if work is not None else None)
    page.run_import()
    qtbot.waitUntil(lambda: not page.desk.is_working and page.chosen.isEnabled())
    assert page.stack.currentWidget() is page.chosen
    assert page.chosen.primary.isEnabled()
    assert store.read(queries.count) == 0


def test_refused_lines_are_saved(page: ImportPage, qtbot: Any, tmp_path: Path) -> None:
    opened(page, qtbot, write(tmp_path, BOOK))
    page.save_refused_to(tmp_path / "r.csv")
    assert "book.csv,3," in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_nothing_is_taken_for_markup(page: ImportPage, qtbot: Any, tmp_path: Path) -> None:
    opened(page, qtbot, write(tmp_path, BOOK, "b<b>x.csv"))
    formats = {one.textFormat() for one in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
