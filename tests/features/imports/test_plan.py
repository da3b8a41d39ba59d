"""Who is new, who is known already, and what a known one gains."""

from pathlib import Path

import pytest

from book_support import CORPUS, FILES, take, write
from petitcrm.base.errors import Problem
from petitcrm.features.contacts import queries
from petitcrm.features.imports import command, plan
from petitcrm.features.imports.reading import open_file
from petitcrm.features.imports.report import Report
from petitcrm.store.store import Store
from tests_support import everything

HEAD = "Prénom;Nom;Société;E-mail;Téléphone;Adresse;Code postal;Ville;Fonction\n"


def numbers(report: Report) -> tuple[int, int, int]:
    assert report.read == report.created + report.merged + report.refused
    return report.created, report.merged, report.refused


def names(store: Store) -> list[str]:
    return [row.display_name for row in store.read(queries.rows, list(store.read(queries.ids)))]


@pytest.mark.parametrize(
    "book",
    FILES or [pytest.param(None, marks=pytest.mark.skip("../shared is not here"))],
    ids=lambda book: getattr(book, "name", ""),
)
def test_the_same_file_twice_brings_nobody_new(store: Store, book: Path) -> None:
    try:
        source = open_file(book)
    except Problem:
        pytest.skip("not an address book")
    foretold = store.read(plan.foretell, command.books([source]))
    first = take(store, book)
    assert first.as_json() == foretold.as_json()
    created, _merged, refused = numbers(first)
    assert first.people <= first.read - refused
    kept = everything(store)
    again = take(store, book)
    assert numbers(again) == (0, first.read - refused, refused)
    assert store.read(queries.count) >= created
    third = take(store, book)
    assert numbers(third) == numbers(again)
    if first.merged == 0:
        assert everything(store) == kept


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        ("Jean;Martin;;jm@a.fr;;;;;", "JEAN;MARTIN;;JM@A.FR;;;;;", False),
        ("Jean;Martin;;contact@a.fr;;;;;", "Zoé;Roche;;contact@a.fr;;;;;", True),
        (";;;contact@a.fr;;;;;", "Zoé;Roche;;contact@a.fr;;;;;", False),
        ("Zoé;Roche;;contact@a.fr;;;;;", ";;;contact@a.fr;;;;;", False),
        ("Jean;Martin;;;06 11 84 99 24;;;;", "Jean;Martin;;;+33611849924;;;;", False),
        ("Jean;Martin;;;06 11 84 99 24;;;;", "Zoé;Martin;;;+33611849924;;;;", True),
        ("Jean;Martin;Ets Girard;;;;;;", "Jean;Martin;ETS GIRARD;;;;;;", False),
        ("Jean;Martin;Ets Girard;;;;;;", "Jean;Martin;Chen SARL;;;;;;", True),
        ("Jean;Martin;;;;;26000;Valence;", "Jean;Martin;;;;;26000;VALENCE;", False),
        ("Jean;Martin;;;;;26000;Valence;", "Jean;Martin;;;;;69003;Lyon;", True),
        ("Jean;Martin;Ets Girard;;;;26000;Valence;", "Jean;Martin;Chen SARL;;;;26000;Valence;", True),
        ("Jean;Martin;;jm@a.fr;;;;;", "Jean;Martin;;;;;;;", True),
        ("Jean;Martin;;;;;;;", "Jean;Martin;;;;;;;", False),
        (";;Ets Girard;;;;26000;Valence;", ";;ETS GIRARD;;;;26000;Valence;", False),
        (";;Ets Girard;;;;26000;Valence;", ";;Ets Girard;;;;69003;Lyon;", True),
        (";;Ets Girard;;;;26000;Valence;", ";;Ets Girard;;0475000000;;;;", False),
        ("Girard;;;;0475000001;;;;", ";;Girard;;0475000001;;;;", True),
    ],
)
def test_who_is_who(store: Store, tmp_path: Path, first: str, second: str, is_new: bool) -> None:
    together = take(store, write(tmp_path, HEAD + first + "\n" + second + "\n", "both.csv"))
    assert numbers(together) == ((2, 0, 0) if is_new else (1, 1, 0))
    store.undo()
    assert numbers(take(store, write(tmp_path, HEAD + first + "\n", "one.csv"))) == (1, 0, 0)
    assert numbers(take(store, write(tmp_path, HEAD + second + "\n", "two.csv"))) == (
        (1, 0, 0) if is_new else (0, 1, 0)
    )


def test_without_matching_every_line_is_a_card(store: Store, tmp_path: Path) -> None:
    book = write(tmp_path, HEAD + "Jean;Martin;;jm@a.fr;;;;;\n" * 3)
    assert numbers(take(store, book, match=False)) == (3, 0, 0)
    assert store.read(queries.count) == 3


def test_the_trash_is_not_matched(store: Store, tmp_path: Path) -> None:
    from petitcrm.features.contacts import edits

    book = write(tmp_path, HEAD + "Jean;Martin;;jm@a.fr;;;;;\n")
    take(store, book)
    store.do("trash", edits.trash, list(store.read(queries.ids)))
    assert numbers(take(store, book)) == (1, 0, 0)


def test_one_identity_in_another_program(store: Store, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:{}\nN:{};{};;;\nFN:x\nEND:VCARD\n"
    take(store, write(tmp_path, card.format("u1", "Martin", "Zoé"), "a.vcf"))
    married = write(tmp_path, card.format("u1", "Roche", "Zoé") + "", "b.vcf")
    assert numbers(take(store, married)) == (0, 1, 0)
    assert names(store) == ["Zoé Martin"]
    other = write(tmp_path, card.format("u1", "Chen", "Paul"), "c.vcf")
    assert numbers(take(store, other)) == (1, 0, 0)
    assert numbers(take(store, other)) == (0, 1, 0)


def test_a_company_made_along_the_way_and_its_own_line(store: Store, tmp_path: Path) -> None:
    book = write(
        tmp_path,
        HEAD + "Jean;Martin;Ets Girard;;;;;;\n;;Ets Girard;;0475000000;;26000;Valence;\nZoé;Roche;ets girard;;;;;;\n",
    )
    assert numbers(take(store, book)) == (3, 0, 0)
    assert names(store) == ["Ets Girard", "Jean Martin", "Zoé Roche"]
    assert numbers(take(store, book)) == (0, 3, 0)


def test_the_corpus_is_where_it_should_be() -> None:
    if not CORPUS.is_dir():
        pytest.skip("../shared is not here")
    assert len(FILES) > 90
