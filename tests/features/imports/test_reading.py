"""The door: files of other programs, ours and anything else."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petitcrm.base.cards import Card
from petitcrm.base.errors import Problem
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.headers import FIELDS
from petitcrm.features.imports.reading import Source, open_file

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = REPOSITORY / "tests" / "samples" / "addressbooks"
CORPUS = REPOSITORY.parent / "shared" / "corpus"


def counted() -> list[tuple[str, int]]:
    manifest = CORPUS / "MANIFEST.md"
    if not manifest.is_file():
        return []
    rows = re.findall(r"^\|((?:vcf|csv|volume)/[^|]+)\|(\d+)\|", manifest.read_text(encoding="utf-8"), re.M)
    return [(name, int(number)) for name, number in rows]


def read(path: Path) -> tuple[Source, list[Entry]]:
    source = open_file(path)
    entries = list(source.entries())
    assert source.count == len(entries)
    assert all((entry.card is None) == bool(entry.reason) for entry in entries)
    return source, entries


def cards(path: Path) -> list[Card]:
    return [entry.card for entry in read(path)[1] if entry.card]


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("name", "number"), counted() or [pytest.param("", 0, marks=pytest.mark.skip("../shared is not here"))]
)
def test_every_contact_of_real_files_is_counted(name: str, number: int) -> None:
    source, entries = read(CORPUS / name)
    assert source.count == number
    assert [entry.line for entry in entries] == sorted(entry.line for entry in entries)


@pytest.mark.parametrize(
    ("name", "people"), [("odoo_o2m_customers_contacts.csv", 5), ("fr_axelor_base_address.csv", 0)]
)
def test_rows_that_are_no_people(name: str, people: int) -> None:
    if not CORPUS.is_dir():
        pytest.skip("../shared is not here")
    _source, entries = read(CORPUS / "csv" / name)
    assert sum(1 for entry in entries if entry.card and not entry.part_of) == people


def test_a_french_spreadsheet() -> None:
    source, entries = read(SAMPLES / "excel_fr_cp1252.csv")
    assert (source.encoding, source.delimiter, source.count) == ("cp1252", ";", 4)
    garage, zoe, town_hall = (entry.card for entry in entries[:3])
    assert garage is not None
    assert zoe is not None
    assert town_hall is not None
    assert (garage.kind, garage.civility, garage.given_name, garage.company) == (
        "person",
        "M.",
        "Loïc",
        "Garage Béranger SARL",
    )
    assert (garage.addresses[0].street, garage.addresses[0].locality) == ("4 rue de la Forge", "ZA des Œillets")
    assert (garage.addresses[0].postcode, garage.addresses[0].country, garage.tier) == ("01000", "", "A")
    assert ("Code client", "C001") in garage.extra
    assert [email.address for email in zoe.emails] == ["zoe@exemple.fr", "z.lemaitre@exemple.fr"]
    assert zoe.phones[0].number == "0611849925 (perso)"
    assert zoe.phones[0].e164 == "+33611849925"
    assert (town_hall.kind, town_hall.company, town_hall.note) == ("company", "Mairie de Saint-Aubin", "=SOMME(A1:A2)")
    assert "address" in entries[3].reason
    assert entries[3].raw[0] == "C004"


def test_old_mac_file() -> None:
    helene, rene = cards(SAMPLES / "mac_roman.csv")
    assert (helene.given_name, helene.company, helene.phones[0].e164) == ("Hélène", "L'Atelier d'Été", "+33473001122")
    assert rene.family_name == "Forêt"


def test_a_table_without_header() -> None:
    source, entries = read(SAMPLES / "no_header.csv")
    assert source.mapping == [
        "civility", "family_name", "given_name", "address:work.street", "address:work.postcode", "address:work.town",
        "phone:mobile", "email",
    ]  # fmt: skip
    assert source.preview(1) == [entries[0].raw]


def test_a_preamble_and_two_phones_in_a_cell() -> None:
    [claire] = cards(SAMPLES / "preamble.csv")
    assert (claire.given_name, claire.family_name) == ("Claire", "Roux")
    assert [phone.e164 for phone in claire.phones] == ["+33611849928", "+33473001123"]


def test_sample_cards() -> None:
    [helene] = cards(SAMPLES / "outlook21.vcf")
    assert (helene.civility, helene.given_name, helene.company) == ("Mme", "Hélène", "Étude Garnier")
    assert helene.addresses[0].street == "5 rue d’Assas"
    assert helene.note == "Première ligne\nSeconde"
    source, entries = read(SAMPLES / "phone.vcf")
    assert [entry.card is not None for entry in entries] == [True, True, False, False]
    assert source.preview()[0] == ["Marc Lefèvre", "", "Lyon", "+33 6 11 84 99 24"]


def test_the_mapping_may_be_changed(tmp_path: Path) -> None:
    source = open_file(table(tmp_path, "Nom,Truc,E-mail\nRoux,Paul,p@exemple.fr\n"))
    assert source.mapping == ["full_name", "extra", "email"]
    source.mapping = ["family_name", "given_name", "ignore"]
    [entry] = source.entries()
    assert entry.card is not None
    assert (entry.card.given_name, entry.card.family_name, entry.card.emails) == ("Paul", "Roux", [])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Nom et prénom;E-mail", "Martin Paul;p@exemple.fr"),
        ("Nom complet;E-mail", "Paul Martin;p@exemple.fr"),
        ("Nom complet;E-mail", "MARTIN Paul;p@exemple.fr"),
        ("Nombre;Apellidos", "Paul;Martin"),
        ("Nom;Prénom", "Martin;Paul"),
        ("Client;Contact", "Garage;Paul Martin"),
    ],
)
def test_names_find_their_place(tmp_path: Path, header: str, row: str) -> None:
    [one] = cards(table(tmp_path, f"{header}\n{row}\n"))
    assert (one.given_name, one.family_name.title()) == ("Paul", "Martin")


def test_every_key_has_a_label_of_its_own() -> None:
    assert len({key for key, _label in FIELDS}) == len({label for _key, label in FIELDS}) == len(FIELDS)


def test_every_field_is_taken(tmp_path: Path) -> None:
    keys = [key for key, _label in FIELDS]
    source = open_file(
        table(
            tmp_path, "E-mail," + ",".join(f"c{n}" for n in range(1, len(keys))) + "\na@b.fr" + ",1" * (len(keys) - 1)
        )
    )
    source.mapping = keys
    assert next(source.entries()).card is not None


def test_parts_that_belong_together(tmp_path: Path) -> None:
    [one] = cards(
        table(tmp_path, "Nom,Prénom,Jour,Mois,Année de naissance,Vorwahl,Telefon\nA,B,9,3,1975,04 73,26 45 99\n")
    )
    assert one.birthday == "1975-03-09"
    assert one.phones[0].e164 == "+33473264599"


def test_home_and_work_addresses_follow_their_street(tmp_path: Path) -> None:
    text = (
        "Nom,Prénom,Adresse privée,Ville,Code postal,Adresse professionnelle,Ville,Code postal\n"
        "A,B,1 rue X,Lyon,69001,2 rue Y,Nice,06000\n"
    )
    [one] = cards(table(tmp_path, text))
    assert [(a.label, a.street, a.postcode, a.town) for a in one.addresses] == [
        ("home", "1 rue X", "69001", "Lyon"),
        ("work", "2 rue Y", "06000", "Nice"),
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf  \r\n", "empty"), (b"PK\x03\x04rest", "workbook"), (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 20, "not an address book"), (b"<html><body>", "HTML"), (b'{"a": 1}', "JSON"),
        (b"dn: cn=x\nobjectclass: y\n", "LDIF"), (b"Il etait une fois\nun roi\n", "No contacts"),
        (b"a;" * 300 + b"\n" + b"b;" * 300, "columns"),
    ],
)  # fmt: skip
def test_what_is_no_address_book_is_said(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        open_file(path)
    assert word in caught.value.text
    assert caught.value.what_to_do


def test_missing_folder_and_too_large(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no file"):
        open_file(tmp_path / "none.csv")
    with pytest.raises(Problem, match="folder"):
        open_file(tmp_path)
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.write(b"Nom;E-mail\n")
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(Problem, match="too large"):
        open_file(big)


def test_a_row_too_big_is_refused_alone(tmp_path: Path) -> None:
    _source, entries = read(table(tmp_path, "Nom,Note\nA,b\nB," + "x" * 40_000 + "\nC," + "y" * 200_000 + "\nD,e\n"))
    assert [bool(entry.card) for entry in entries] == [True, False, False, True]


def test_a_broken_card_file_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "x.vcf"
    path.write_text("VERSION:3.0\nFN:X\nEND:VCARD\nEND:VCARD\n")
    assert read(path)[1] == []


PIECES = st.sampled_from(
    [
        *("Nom", "E-mail", "Téléphone", ";", ",", "\t", "\n", "\r\n", "\r", '"', "a@b.fr", "0611849924", "sep=;", " "),
        *(
            "BEGIN:VCARD",
            "END:VCARD",
            "N:",
            "TEL:",
            "ADR:",
            "=",
            "QUOTED-PRINTABLE",
            "ENCODING=",
            ":",
            "\\",
            "\x00",
            "é",
        ),
        *("FN", "ORG:X", "1 rue X, 69001 Lyon", "BASE64", "AGENT:", "PHOTO;"),
    ]
)


@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode())))
@settings(max_examples=300, deadline=None)
def test_no_file_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(content)
    try:
        source = open_file(path)
    except Problem:
        return
    assert source.count == len(list(source.entries()))
    assert len(source.preview(3)) <= 3
