"""What PetitCRM writes, PetitCRM reads back: nothing of a contact is lost on the way."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petitcrm.base import language
from petitcrm.base.cards import Address, Card
from petitcrm.features.contacts import edits
from petitcrm.features.contacts import parts as numbers
from petitcrm.features.exports import command, formats, queries
from petitcrm.features.exports.formats import BY_KEY, Table
from petitcrm.features.exports.vcard import escaped, folded
from petitcrm.features.imports.reading import open_file
from petitcrm.features.imports.vcard import unescaped
from petitcrm.store.store import Store
from tests_support import TODAY

HOSTILE = '=HYPERLINK("http://x";"y"), +1; -2 @SUM(A1) | % \'apostrophe\''


@pytest.fixture
def full(store: Store) -> list[int]:
    """A person of whom everything is said, hostile texts among it, a company, and one known by an e-mail only."""
    values = {
        "civility": "Mme",
        "given_name": "=1+1",
        "family_name": '@Œuvrard "la, Grande"; \'o',
        "company": "+Bois & Fils; SARL",
        "job_title": "-Gérante",
        "department": "'Achats",
        "tier": "A",
        "stage": "former",
        "temperature": "warm",
        "tags": "=salon, VIP",
        "language": "fr",
        "birthday": "9/3/1975",
        "source": HOSTILE,
        "note": f'=première ligne\n"deux"; {HOSTILE}\n\n\tquatre',
    }
    one, _ = store.do("new", edits.create, "person", values, TODAY)
    two, _ = store.do("new", edits.create, "company", {"company": "\uff1dZinc €", "note": "x" * 31_000}, TODAY)
    three, _ = store.do("new", edits.create, "person", {"email": "solo@example.org", "company": "Bois Sans Nom"}, TODAY)

    def parts(session: Any) -> None:
        for number, label in (("+33 4 75 00 11 22", "work"), ("06 39 98 00 01", "mobile"), ("3900", "hotline")):
            numbers.save_phone(session, one, None, number, label)
        numbers.save_email(session, one, None, "=a@example.org", "work")
        numbers.save_email(session, one, None, "b@example.org", "")
        numbers.save_web(session, one, None, "https://example.org/?a=1", "")
        for address in (
            Address("Service Achats", "Bât. C", "12 rue des Lilas", "ZA Nord", "26000", "Valence", label="work"),
            Address("", "", "3 quai Ouest", "", "69001", "Lyon", label=""),
            Address("", "", "Hauptstraße 5", "", "10115", "Berlin", "", "DE", "livraison"),
            Address("", "Étage 2", "9 place Neuve", "", "38000", "Grenoble", label="invoice"),
        ):
            numbers.save_address(session, one, None, address)

    store.do("parts", parts)
    return [one, two, three]


def read_back(path: Path) -> list[Card]:
    entries = list(open_file(path, "FR").entries())
    assert all(entry.card is not None for entry in entries), [entry.reason for entry in entries]
    return [entry.card for entry in entries if entry.card is not None]


def plain(card: Card) -> dict[str, Any]:
    """What is compared: the extras are what the file says beyond a card."""
    said = asdict(card)
    for name in ("uid", "extra", "created_on"):
        said.pop(name)
    for phone in said["phones"]:
        phone.pop("e164")
    return said


def sent(store: Store, ids: list[int]) -> list[dict[str, Any]]:
    return [plain(one.card) for one in store.read(queries.exported, ids)]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("key", ["csv", "exact", "vcf"])
def test_what_is_exported_is_imported_alike(store: Store, full: list[int], tmp_path: Path, key: str, lang: str) -> None:
    language.use(lang)
    out = tmp_path / f"out{BY_KEY[key].suffix}"
    assert command.write(store.reader, full, BY_KEY[key], out, TODAY) == 3
    got = [plain(card) for card in read_back(out)]
    assert got == sent(store, full)


def test_what_has_no_field_there_is_kept_in_the_note(store: Store, full: list[int], tmp_path: Path) -> None:
    from petitcrm.features.contacts import bulk
    from petitcrm.features.contacts.tables import CustomField

    def own(session: Any) -> str:
        field = CustomField(name="=Budget", kind="number")
        session.add(field)
        session.flush()
        return field.uid

    uid, _ = store.do("field", own)
    store.do("value", bulk.set_own, full, uid, "1 200,50", TODAY)
    store.do("audience", edits.change, full[0], {"audience": "consumer"}, TODAY)
    for key in ("csv", "vcf"):
        out = tmp_path / f"out.{key}"
        command.write(store.reader, full, BY_KEY[key], out, TODAY)
        extra = dict(read_back(out)[0].extra)
        assert extra["=Budget"] == "1200.5"
        assert extra["Approached as"] == "private individual"


def test_a_long_note_goes_into_several_cells(store: Store, full: list[int], tmp_path: Path) -> None:
    note = "\n".join(f"ligne {number} " + "é" * 60 for number in range(150)) * 6
    store.do("note", edits.change, full[1], {"note": note}, TODAY)
    out = tmp_path / "out.csv"
    command.write(store.reader, [full[1]], BY_KEY["csv"], out, TODAY)
    assert read_back(out)[0].note == sent(store, [full[1]])[0]["note"]


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_of_the_csv_for_excel_begins_like_a_formula(tmp_path: Path, rows: list[list[str]]) -> None:
    import csv

    from petitcrm.base.formulas import exact

    out = tmp_path / "out.csv"
    kept = [[cell.replace("\x00", "").encode("utf-8", "replace").decode() for cell in row] for row in rows]
    formats.write_csv(out, Table(["a", "b"], ["text", "text"], kept))
    with out.open(encoding="utf-8-sig", newline="") as file:
        got = list(csv.reader(file))[1:]
    assert all(
        not cell.lstrip(" \u200b\ufeff")[:1] or cell.lstrip(" \u200b\ufeff")[0] not in "=+-@\t\r\n|%"
        for row in got
        for cell in row
    )
    assert [[exact(cell) for cell in row] for row in got] == kept


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_values_of_a_vcard_come_back(text: str) -> None:
    kept = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    line = f"NOTE:{escaped(kept)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert unescaped(escaped(kept)) == kept


def test_another_reader_of_vcards_agrees(store: Store, full: list[int], tmp_path: Path) -> None:
    vobject = pytest.importorskip("vobject")
    out = tmp_path / "out.vcf"
    command.write(store.reader, full, BY_KEY["vcf"], out, TODAY)
    read = list(vobject.readComponents(out.read_text(encoding="utf-8")))
    assert [one.fn.value for one in read] == [
        store.reader.value("SELECT display_name FROM contact WHERE id = ?", (one,)) for one in full
    ]
    assert [one.value for one in read[0].contents["tel"]] == ["+33 4 75 00 11 22", "06 39 98 00 01", "3900"]
    assert read[0].adr.value.city == "Valence"


def test_only_what_is_asked_for_is_in_the_columns_in_view(store: Store, full: list[int], tmp_path: Path) -> None:
    from petitcrm.features.contacts import columns

    offered = store.read(columns.offered)
    shown = [offered[key] for key in ("name", "company", "tier", "created")]
    out = tmp_path / "out.csv"
    command.write(store.reader, full, BY_KEY["exact"], out, TODAY, shown=shown)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Name,Company,Tier,Made on"
    assert lines[1].endswith(
        tuple(f",A,{store.reader.value('SELECT substr(created_at, 1, 10) FROM contact')}" for _ in "x")
    )
