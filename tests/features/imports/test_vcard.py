"""vCard files, each trap in a card of its own."""

from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from petitcrm.base.cards import Card
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.reading import open_file


def entries(folder: Path, content: str | bytes, country: str = "FR") -> list[Entry]:
    path = folder / "cards.vcf"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = open_file(path, country)
    read = list(source.entries())
    assert source.count == len(read)
    return read


def card(folder: Path, *lines: str, version: str = "3.0") -> Card:
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    [entry] = entries(folder, text)
    assert entry.card is not None, entry.reason
    return entry.card


def test_a_plain_card(tmp_path: Path) -> None:
    one = card(
        tmp_path, "N:Martin;Élodie;;Mme;", "FN:Élodie Martin", "ORG:Atelier Vert;Ventes", "TITLE:Gérante",
        "UID:urn:uuid:42",
        "TEL;TYPE=cell:06 11 84 99 24", "EMAIL;TYPE=work:elodie@exemple.fr", "URL:http\\://exemple.fr", "BDAY:19800322",
        "ADR;TYPE=work:;;4\\, rue du Lac;Annecy;;74000;France", "CATEGORIES:Clients,Fidèles", "NOTE:un\\ndeux\\, trois",
    )  # fmt: skip
    assert (one.kind, one.civility, one.given_name, one.family_name) == ("person", "Mme", "Élodie", "Martin")
    assert (one.company, one.department, one.job_title, one.uid) == ("Atelier Vert", "Ventes", "Gérante", "42")
    assert [(p.number, p.label, p.e164) for p in one.phones] == [("06 11 84 99 24", "mobile", "+33611849924")]
    assert (one.emails[0].address, one.webs[0].url) == ("elodie@exemple.fr", "http://exemple.fr")
    [address] = one.addresses
    assert (address.street, address.postcode, address.town, address.country) == ("4, rue du Lac", "74000", "Annecy", "")
    assert (one.tags, one.note, one.birthday) == (["Clients", "Fidèles"], "un\ndeux, trois", "1980-03-22")


def test_a_fold_inside_a_letter(tmp_path: Path) -> None:
    raw = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hélène Dupré\r\nEND:VCARD".encode().replace(b"\xc3\xa9l", b"\xc3\r\n \xa9l")
    [entry] = entries(tmp_path, raw)
    assert entry.card is not None
    assert entry.card.given_name == "Hélène"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\r\n"])
def test_every_kind_of_line_end(tmp_path: Path, end: str) -> None:
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Paul Roux", "TEL:0611849924", "END:VCARD", ""])
    [entry] = entries(tmp_path, text)
    assert entry.card is not None
    assert entry.card.phones[0].e164 == "+33611849924"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "cp1252"])
def test_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Forêt;Zoé;;;\r\nFN:Zoé Forêt\r\nEND:VCARD\r\n"
    [entry] = entries(tmp_path, text.encode(encoding))
    assert entry.card is not None
    assert (entry.card.given_name, entry.card.family_name) == ("Zoé", "Forêt")


def test_quoted_printable_that_lies_about_its_charset(tmp_path: Path) -> None:
    one = card(
        tmp_path, "FN:A B", "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:3=E8me =E9tage=\r\n droite", version="2.1"
    )
    assert one.note == "3ème étage droite"


@pytest.mark.parametrize("charset", ["windows-1", "hex", "nonsense", "", "unicode_escape"])
def test_a_charset_nobody_knows(tmp_path: Path, charset: str) -> None:
    raw = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=" + charset.encode() + b":Zo\xe9 Petit\r\nEND:VCARD\r\n"
    [entry] = entries(tmp_path, raw)
    assert entry.card is not None
    assert entry.card.given_name == "Zoé"


def test_a_soft_break_in_the_middle_of_a_letter(tmp_path: Path) -> None:
    one = card(tmp_path, "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=\r\n=A9 Petit", version="2.1")
    assert one.given_name == "Zoé"


def test_a_town_inside_the_street(tmp_path: Path) -> None:
    one = card(
        tmp_path,
        "FN:A B",
        "ADR;TYPE=home:;;12\\, rue Haute\\n35580 Baulon;;;;",
        "ADR;TYPE=work:;3 rue Basse\\n69001 Lyon;;;;;",
    )
    assert [(a.street, a.postcode, a.town) for a in one.addresses] == [
        ("12, rue Haute", "35580", "Baulon"),
        ("3 rue Basse", "69001", "Lyon"),
    ]


def test_the_country_decides_how_a_phone_is_read(tmp_path: Path) -> None:
    one = card(tmp_path, "FN:A B", "TEL:0221 12345678", "ADR:;;Domplatz 1;Köln;;50667;Deutschland")
    assert one.addresses[0].country == "DE"
    assert one.phones[0].e164 == "+4922112345678"


def test_what_has_no_field_is_kept(tmp_path: Path) -> None:
    one = card(
        tmp_path, "N:B;A;Middle;;Jr.", "FN:Le grand A", "NICKNAME:Bibi", "X-SKYPE:bibi", "BDAY:19723101",
        "ANNIVERSARY:20010203",
        "PRODID:x", "REV:y", "X-ABUID:z",
    )  # fmt: skip
    assert dict(one.extra) == {
        "Middle name": "Middle", "Suffix": "Jr.", "Nickname": "Bibi", "Skype": "bibi", "Birthday": "19723101",
        "Anniversary": "20010203", "Displayed name": "Le grand A",
    }  # fmt: skip
    assert one.birthday == ""


def test_an_email_among_the_phones(tmp_path: Path) -> None:
    one = card(tmp_path, "N:B;A", "TEL;TYPE=PAGER:6101@exemple.fr", "TEL:tel:+33-6-11-84-99-24")
    assert [e.address for e in one.emails] == ["6101@exemple.fr"]
    assert [p.e164 for p in one.phones] == ["+33611849924"]


@pytest.mark.parametrize(
    "lines",
    [
        ("N:;;;;", "FN:Le Port", "ORG:Le Port;", "X-ABShowAs:COMPANY"),
        ("FN:Le Port", "KIND:org"),
        ("ORG:Le Port",),
        ("FN:Le Port", "ORG:Le Port"),
        ("FN:Le Port", "N:;;;;", "ORG:Le Port", "X-ABShowAs-ABShowAs:COMPANY"),
    ],
)
def test_a_company(tmp_path: Path, lines: tuple[str, ...]) -> None:
    one = card(tmp_path, *lines)
    assert (one.kind, one.company, one.family_name) == ("company", "Le Port", "")


def test_refused_cards_say_why(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Amis\nKIND:group\nEND:VCARD\nBEGIN:VCARD\nADR:;;1 rue X;Lyon;;69001;\nEND:VCARD\n"
        "BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nPHOTO;ENCODING=b:AAAA\nEND:VCARD"
    )
    read = entries(tmp_path, text)
    assert [entry.card for entry in read] == [None] * 4
    assert [entry.line for entry in read] == [1, 5, 8, 10]
    assert "group" in read[0].reason
    assert "address" in read[1].reason
    assert "picture" in read[3].reason
    assert read[1].raw[1] == "ADR:;;1 rue X;Lyon;;69001;"


def test_cards_inside_cards_and_without_an_end(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nN:a\nBEGIN:VCARD\nN:b\nEND:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nN:c\nBEGIN:VCARD\nN:d\nEND:VCARD"
    )
    names = [entry.card.family_name for entry in entries(tmp_path, text) if entry.card]
    assert names == ["a", "b", "c", "d"]


def test_an_agent_is_no_contact_of_its_own(tmp_path: Path) -> None:
    one = card(tmp_path, "N:B;A", "AGENT:BEGIN:VCARD\\nFN:Susan Thomas\\nTEL:+1\\nEND:VCARD\\n")
    assert ("Agent", "Susan Thomas") in one.extra


def test_the_picture_does_not_swallow_the_card(tmp_path: Path) -> None:
    one = card(tmp_path, "N:B;A", "PHOTO;BASE64:", " /9j/4AAQ", " SkZJRg==", "", "TEL:0611849924", version="2.1")
    assert one.phones[0].e164 == "+33611849924"


VALUES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


def escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    return text


@given(VALUES, VALUES, VALUES)
@settings(max_examples=60)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, family: str, given_name: str, org: str
) -> None:
    folder = tmp_path_factory.mktemp("cards")
    one = card(folder, f"N:{escaped(family)};{escaped(given_name)};;;", f"ORG:{escaped(org)}", "TEL:0611849924")
    kept = {one.family_name, one.given_name, *(email.address for email in one.emails)}
    assert {family, given_name} <= kept
    assert one.company == org


def test_the_other_reader_agrees(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Martin\\, fils;Zoé;;;\r\nFN:Zoé Martin\r\nTEL;TYPE=CELL:0611849924\r\n"
        "EMAIL:zoe@exemple.fr\r\nADR;TYPE=HOME:;;1 rue X;Lyon;;69001;France\r\nNOTE:a\\nb\r\nEND:VCARD\r\n"
    )
    theirs = vobject.readOne(text)
    [entry] = entries(tmp_path, text)
    assert entry.card is not None
    assert (entry.card.family_name, entry.card.given_name) == (theirs.n.value.family, theirs.n.value.given)
    assert entry.card.phones[0].number == theirs.tel.value
    assert entry.card.emails[0].address == theirs.email.value
    assert (entry.card.addresses[0].town, entry.card.note) == (theirs.adr.value.city, theirs.note.value)


def test_a_card_that_breaks_off_says_so(tmp_path: Path) -> None:
    first, second = entries(tmp_path, "BEGIN:VCARD\nFN:A B\nTEL:0465710001\nEND:VCARD\nBEGIN:VCARD\nV")
    assert first.card is not None
    assert second.reason == "The file breaks off in the midst of this card."
