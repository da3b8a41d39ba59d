"""Tables: encodings, separators, headers and rows."""

from pathlib import Path

import pytest

from petitcrm.features.imports.days import day_of
from petitcrm.features.imports.headers import field_of
from petitcrm.features.imports.labels import label_of
from petitcrm.features.imports.places import country_of
from petitcrm.features.imports.tabular import encoding_of, encoding_of_bytes, open_table, separator_of

TEXT = "Prénom;Nom;Société\nHélène;Dupré;Café de l'Été – « chez Zoé »\nRené;Forêt;Château d'Œuf\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert encoding_of(path) == encoding
    assert encoding_of_bytes(TEXT.encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_old_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Prénom;Nom\nHélène;Forêt\nRené;Lefèvre\nFrançois;Bézier\n".encode(encoding))
    assert encoding_of(path) == encoding


def test_japanese_is_told_from_french() -> None:
    assert encoding_of_bytes("名前,電話\n権兵衛,03\n".encode("shift_jis")) == "shift_jis"
    assert encoding_of_bytes("Prénom;Hélène;Société".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1;2;3\n", ";"),
        ('a,b\n"x;y",2\n3,4\n', ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("sep=|\na;b|c\n", "|"),
        ("nom\nPaul\n", ","),
        ("Nom;Adresse\nPaul;1, rue X, Lyon\nAnne;2, rue Y, Lyon\n", ";"),
    ],
)
def test_the_separator_is_told(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def table_of(folder: Path, text: str) -> tuple[list[str], list[list[str]], list[int]]:
    path = folder / "t.csv"
    path.write_bytes(text.encode())
    table = open_table(path, encoding_of(path))
    rows = list(table.rows())
    return table.header, [row.cells for row in rows], [row.line for row in rows]


def test_a_preamble_is_skipped(tmp_path: Path) -> None:
    header, rows, lines = table_of(
        tmp_path, "Notes:\nune ligne\n\nFirst Name,Last Name,Company\n\nPaul,Roux,Acme\n,,\n"
    )
    assert header == ["First Name", "Last Name", "Company"]
    assert rows == [["Paul", "Roux", "Acme"]]
    assert lines == [6]


def test_rows_of_several_lines_keep_their_place(tmp_path: Path) -> None:
    _header, rows, lines = table_of(tmp_path, 'Nom;Note\nA;"un\ndeux"\nB;x\n')
    assert rows == [["A", "un\ndeux"], ["B", "x"]]
    assert lines == [2, 4]


def test_a_quote_never_closed_spoils_only_its_row(tmp_path: Path) -> None:
    rows = "".join(f"P{n};0611849924\n" for n in range(300))
    _header, read, _lines = table_of(tmp_path, f'Nom;Téléphone\n"Le Grand;0473264599\n{rows}')
    assert len(read) == 301
    assert read[0] == ["'Le Grand", "0473264599"]


def test_no_header_at_all(tmp_path: Path) -> None:
    header, rows, _lines = table_of(
        tmp_path, "DURAND;Paul;0611849924;paul@exemple.fr\nPETIT;Anne;0611849925;a@exemple.fr\n"
    )
    assert header == []
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Raison sociale", "company"), ("Nom de famille", "family_name"), ("Tél. portable", "phone:mobile"),
        ("CP", "address:*.postcode"),
        ("Ville", "address:*.town"), ("Adresse 1", "address:*.street"), ("Code client", "extra"),
        ("Civilité", "civility"),
        ("Mail pro", "email:work"), ("Téléphone bureau 2", "phone:work"), ("N° de portable perso", "phone:mobile"),
        ("Adresse de facturation", "address:invoice.street"), ("Ville facturation", "address:invoice.town"),
        ("PrÈnom", "given_name"), ("Pr\ufffdnom", "given_name"), ("PrÃ©nom", "given_name"), ("PrŽnom", "given_name"),
        ("Soci?t?", "company"), ("SociÈtÈ", "company"), ("Stra\ufffde gesch\ufffdftlich", "address:work.street"),
        ("Apellidos", "family_name"), ("Teléfono móvil", "phone:mobile"), ("Cognome", "family_name"),
        ("Achternaam", "family_name"),
        ("Postnummer", "address:*.postcode"), ("HomePostalCode", "address:home.postcode"), ("E-mail 1 - "
        "Value", "email"),
        ("Phone 2 - Type", "label"), ("Address 2 - City", "address:home.town"), ("Quantité vendue", ""), ("Code "
        "naf", ""),
        ("Mailing Street", "address:work.street"), ("Billing Zip/Postal Code", "address:invoice.postcode"),
    ],
)  # fmt: skip
def test_a_header_means_a_field(header: str, key: str) -> None:
    assert field_of(header)[0] == key


def test_words_for_countries_labels_and_days() -> None:
    assert [country_of(name) for name in ("Allemagne", "GERMANY", "Deutschland", "D", "USA", "U.S.A.", "FRA",
    "Narnia")] == [
        "DE", "DE", "DE", "DE", "US", "US", "FR", "",
    ]  # fmt: skip
    assert [label_of(text) for text in ("* Work", "_$!<HomeFAX>!$_", "Mobile", "Portable pro", "Maison de "
    "campagne", "Other")] == [
        "work", "fax", "mobile", "mobile", "Maison de campagne", "",
    ]  # fmt: skip
    assert [day_of(text) for text in ("14/07/1980", "1980-07-14", "--03-09", "1604-02-29", "31/02/1980", "9 "
    "mars 1975", "0.0.00")] == [
        "1980-07-14", "1980-07-14", "--03-09", "--02-29", "", "1975-03-09", "",
    ]  # fmt: skip
