"""Candidates while typing, pairs of the whole base, end to end through the command line."""

import csv
from pathlib import Path
from typing import Any

import pytest

from features.duplicates import labelled
from petitcrm.base.errors import Cancelled
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.duplicates import command, queries
from petitcrm.features.duplicates.queries import Draft
from petitcrm.features.imports import command as imports
from petitcrm.store.store import Store
from tests_support import TODAY


def new(store: Store, kind: str = "person", **values: str) -> int:
    return store.do("new", contacts.create, kind, values, TODAY)[0]


@pytest.fixture
def filled(store: Store) -> Store:
    new(
        store,
        given_name="Jean",
        family_name="Dupont",
        company="Bois & Fils",
        phone="06 12 34 56 78",
        email="jean.dupont@bois.fr",
    )
    new(store, given_name="Hélène", family_name="Le Goff", phone="04 75 01 02 03")
    new(store, "company", company="Menuiserie Grandjacquot SARL", email="contact@grandjacquot.fr")
    new(store, given_name="Marie", family_name="Durand")
    return store


def names(store: Store, draft: Draft, **more: Any) -> list[str]:
    return [found.name for found in store.read(queries.alike, draft, **more)]


@pytest.mark.parametrize(
    "draft",
    [
        Draft(family_name="Dup", given_name="Je"),
        Draft(family_name="dupont", given_name="j"),
        Draft(given_name="Dupont", family_name="Jean"),
        Draft(name="jean dup"),
        Draft(name="DUPONT Jean"),
        Draft(family_name="Dubont", given_name="Jean"),
        Draft(family_name="Duppond", given_name="Jean"),
        Draft(family_name="Dupont", company="Boi"),
        Draft(phones=("0612345678",), family_name="Dupont"),
        Draft(phones=("06 12 34 56",), family_name="Dupont"),
        Draft(emails=("jean.dupont@b",), family_name="D"),
        Draft(emails=("JEAN.DUPONT@bois.fr",)),
    ],
)
def test_found_from_what_is_typed_so_far(filled: Store, draft: Draft) -> None:
    assert names(filled, draft)[:1] == ["Jean Dupont"]


def test_names_written_together_and_companies(filled: Store) -> None:
    assert names(filled, Draft(family_name="Legoff", given_name="Helene")) == ["Hélène Le Goff"]
    for company in ("Menui", "grandj", "Menuiserie Granjacquot", "Ets Grandjacquot"):
        assert names(filled, Draft("company", company=company))[:1] == ["Menuiserie Grandjacquot SARL"], company


@pytest.mark.parametrize(
    "draft", [Draft(), Draft(family_name="D"), Draft(family_name="Dupont", given_name="Jeanne"), Draft(name='"*^(')]
)
def test_nothing_where_nothing_is_said(filled: Store, draft: Draft) -> None:
    assert names(filled, draft) == []


def test_the_card_itself_the_trash_and_those_said_apart_are_left_out(filled: Store) -> None:
    from petitcrm.features.duplicates import edits

    draft = Draft(family_name="Dupont", given_name="Jean", phones=("06 12 34 56 78",))
    second = new(filled, given_name="Jean", family_name="Dupont", phone="06 12 34 56 78")
    assert len(names(filled, draft)) == 2
    assert len(names(filled, draft, own_id=second)) == 1
    filled.do("not", edits.not_same, second, 1)
    assert names(filled, draft, own_id=second) == []
    filled.do("trash", contacts.trash, [second])
    assert len(names(filled, draft)) == 1
    assert filled.read(queries.pairs) == []


def test_the_index_follows_every_change(filled: Store) -> None:
    filled.do("change", contacts.change, 1, {"family_name": "Thévenard"}, TODAY)
    assert names(filled, Draft(family_name="Tévenar", given_name="Jean")) == ["Jean Thévenard"]
    assert filled.undo() is not None
    assert names(filled, Draft(family_name="Tévenar", given_name="Jean")) == []
    assert names(filled, Draft(family_name="Dubont", given_name="Jean")) == ["Jean Dupont"]


def test_progress_can_stop_it(filled: Store) -> None:
    with pytest.raises(Cancelled):
        filled.read(queries.pairs, lambda _done, _total: False)
    told: list[tuple[int, int]] = []
    filled.read(queries.pairs, lambda done, total: told.append((done, total)) or True)
    assert told[-1][0] == told[-1][1]


def test_many_of_one_name_do_not_take_for_ever(store: Store, tmp_path: Path) -> None:
    """A thousand cards of one name and one switchboard: the block is split, those that share more are found."""
    file = tmp_path / "many.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["first", "last", "company", "phone", "mobile", "town"])
        for at in range(1000):
            writer.writerow(
                [
                    "Jean",
                    "Martin",
                    f"Société {at}",
                    "04 75 01 02 03",
                    f"06 39 98 {at // 100 % 100:02d} {at % 100:02d}",
                    f"Ville{at % 7}",
                ]
            )
        writer.writerow(["Jean", "Martin", "Société 5", "04 75 01 02 03", "06 39 98 00 05", "Ville5"])
    imports.run(store, [file], match=False)
    found = [pair for pair in store.read(queries.pairs) if pair.band == "certain"]
    assert any("same phone" in pair.reasons and "same company" in pair.reasons for pair in found)


def test_end_to_end_on_the_labelled_set(store: Store, tmp_path: Path) -> None:
    """Every card is a line of one file; pairs have to be found among all of them, through the keys."""
    rows, truth = labelled.lines(labelled.pairs(seed=21))
    file = tmp_path / "lines.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[*labelled.HEADER, "note"], *([*row, f"#{at}"] for at, row in enumerate(rows))])
    report = imports.run(store, [file], match=False)
    assert report.merged == 0
    lines = dict(store.reader.rows("SELECT uid, substr(note, 2) FROM contact WHERE note LIKE '#%'"))
    assert len(lines) == len(rows)
    answer = command.as_json(store.read(command.found, "possible", 1_000_000))
    assert [one["score"] for one in answer] == sorted((one["score"] for one in answer), reverse=True)
    told = [
        (one["band"], frozenset((int(lines[one["a"]]), int(lines[one["b"]]))))
        for one in answer
        if one["a"] in lines and one["b"] in lines
    ]
    right = sum(pair in truth for _band, pair in told)
    certain = [pair in truth for band, pair in told if band == "certain"]
    print(
        f"precision {right / len(told):.4f} (certain {sum(certain) / len(certain):.4f})  recall {right / len(truth):.4f}"
    )
    assert sum(certain) / len(certain) >= 0.99
    assert right / len(truth) >= 0.95
    assert right / len(told) >= 0.95
