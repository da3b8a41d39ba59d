"""Importing from the command line: one step, dry runs, refused lines as a file."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book_support import write
from petitcrm.base import language
from petitcrm.base.errors import Problem
from petitcrm.base.formulas import exact, neutral
from petitcrm.features.contacts import queries
from petitcrm.features.imports import command
from petitcrm.features.imports.reading import open_file
from petitcrm.features.imports.report import Refusal, save_refused
from petitcrm.store import backup
from petitcrm.store.store import Store
from tests_support import everything

BOOK = "Nom;E-mail;Ville\nRoche;r@exemple.fr;Valence\n;;Lyon\nChen;c@exemple.fr;\n"


def test_several_files_are_one_step(store: Store, tmp_path: Path) -> None:
    files = [write(tmp_path, BOOK, "a.csv"), write(tmp_path, "Nom\nMorel\n", "b.csv")]
    report = command.run(store, files)
    assert report.as_json() == {
        "read": 4, "people": 3, "created": 3, "merged": 0, "refused": 1,
        "problems": [{"file": "a.csv", "line": 3, "reason": "There is only an address: no name, no company, no e-mail, no phone."}],
    }  # fmt: skip
    assert report.in_words().startswith("4 lines: 3 new, 1 refused\na.csv, line 3: ")
    assert store.undo() is not None
    assert store.read(queries.count) == 0
    assert store.undo() is None


def test_a_dry_run_says_the_same_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, BOOK)
    before = everything(store)
    foretold = command.run(store, [path], dry_run=True)
    assert everything(store) == before
    assert store.undo() is None
    assert command.run(store, [path]).as_json() == foretold.as_json()
    again = command.run(store, [path], dry_run=True)
    assert (again.created, again.merged, again.refused) == (0, 2, 1)


def test_a_file_that_cannot_be_read_stops_all_of_it(store: Store, tmp_path: Path) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        command.run(store, [write(tmp_path, BOOK), tmp_path / "missing.csv"])
    with pytest.raises(Problem):
        command.run(store, [tmp_path / "book.csv"], refused=tmp_path / "no folder" / "r.csv")
    assert everything(store) == before


def test_all_refused_is_still_done(store: Store, tmp_path: Path) -> None:
    report = command.run(store, [write(tmp_path, "Nom;Ville\n;Lyon\n;Paris\n")])
    assert (report.created, report.refused) == (0, 2)
    assert store.undo() is None


def test_a_base_that_holds_something_is_copied_first(store: Store, tmp_path: Path) -> None:
    command.run(store, [write(tmp_path, BOOK)])
    assert not backup.folder_of(store.path).exists()
    for number in range(7):
        command.run(store, [write(tmp_path, f"Nom\nNom{number}\n")])
    assert len(list(backup.folder_of(store.path).glob("*-import.db"))) == 5


def test_refused_lines_as_a_file(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "refused.csv"
    command.run(store, [write(tmp_path, 'Nom;Ville\n;"=1+1;x"\n')], refused=out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == ["reason", "file", "line"]
    assert row[1:] == ["book.csv", "2", "", "'=1+1;x"]
    language.use("fr")
    command.run(store, [tmp_path / "book.csv"], refused=out)
    assert out.read_text(encoding="utf-8-sig").startswith("reason;file;line\n")


@given(
    st.text(max_size=12),
    st.sampled_from(
        ["", "=", "+", "-", "@", "\t", "\r", "\n", "\x00", "|", "%", "＝", "'", "''", " =", "\u200b+", "\ufeff@", " '"]
    ),
)
def test_neutral_cells_come_back(text: str, start: str) -> None:
    cell = start + text
    assert exact(neutral(cell)) == cell
    assert neutral(cell) == cell or neutral(cell) == "'" + cell
    bare = neutral(cell).lstrip(" \t\r\n\x00\ufeff\u200b\u00a0")
    assert bare[:1] not in tuple("=+-@|%＝＋－＠")


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_saved_lines_come_back(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    out = tmp_path_factory.mktemp("refused") / "r.csv"
    save_refused(out, [Refusal("f.csv", 7, "why", tuple(cells))])
    with out.open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[1]
    assert [exact(cell) for cell in row[3:]] == cells


def test_the_reader_undoes_the_apostrophe(tmp_path: Path) -> None:
    path = write(tmp_path, "Nom;Société;Téléphone\n'=Roche;''t Hof;'+33611849924\nD'Arc;'tis;\n")
    first, second = (entry.card for entry in open_file(path).entries())
    assert first is not None
    assert second is not None
    assert (first.family_name, first.company, first.phones[0].e164) == ("=Roche", "'t Hof", "+33611849924")
    assert (second.family_name, second.company) == ("D'Arc", "'tis")
