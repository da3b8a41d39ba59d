import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.addresses import (
    COUNTRIES,
    LINE_LENGTH,
    block,
    country_name,
    french_street,
    plain_capitals,
    problems,
)
from petitcrm.base.cards import Address


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("5 bis, rue de l'Église", "5 B RUE DE L EGLISE"),
        ("5bis rue de l’Église", "5 B RUE DE L EGLISE"),
        ("7 ter rue X", "7 T RUE X"),
        ("7 quinquies rue X", "7 C RUE X"),
        ("12-14 av. Foch", "12 AV FOCH"),
        ("12/14 rue X", "12 RUE X"),
        ("4 à 8 rue du Bœuf", "4 RUE DU BOEUF"),
        ("0 rue X", "RUE X"),
        ("La Canebière", "LA CANEBIERE"),
        ("AVENUE DES FLEURS", "AVENUE DES FLEURS"),
        ("12 avenue des Fleurs", "12 AVENUE DES FLEURS"),
        ("1 boulevard de la République et du Bois", "1 BD DE LA REPUBLIQUE ET DU BOIS"),
        ("1 boulevard du Général Charles de Gaulle", "1 BD DU GENERAL CHARLES DE GAULLE"),
        ("1 boulevard du Général Charles de la Gaulle", "1 BD DU GAL CHARLES DE LA GAULLE"),
        ("8 rue du 11-Novembre", "8 RUE DU 11 NOVEMBRE"),
    ],
)
def test_street(written: str, printed: str) -> None:
    assert french_street(written) == printed


def test_the_street_is_abbreviated_only_over_32_characters() -> None:
    exactly = "AVENUE " + "A" * 25
    assert french_street("3 " + exactly) == "3 " + exactly
    assert french_street("3 " + exactly + "A") == "3 AV " + "A" * 26


def test_the_last_word_is_never_abbreviated() -> None:
    assert french_street("1 promenade des anciens combattants du Professeur").endswith("PROFESSEUR")


def test_french_block() -> None:
    address = Address("Bât. C", "Résidence « Les Œillets »", "5 bis, rue de l'Église", "BP 12 Saint-Ouen", "69 432",
                      "Saint-Étienne-du-Bois Cedex 03")  # fmt: skip
    assert block(["Menuiserie  Çelik SARL"], address) == [
        "Menuiserie Çelik SARL", "Bât. C", "Résidence « Les Œillets »", "5 B RUE DE L EGLISE", "BP 12 ST OUEN",
        "69432 ST ETIENNE DU BOIS CEDEX 03",
    ]  # fmt: skip


def test_never_more_than_six_lines_when_parts_can_share_one() -> None:
    address = Address("Service achats", "Bâtiment B", "1 rue X", "BP 3", "01000", "Bourg")
    lines = block(["Société", "Mme Zoé PETIT"], address)
    assert lines == ["Société", "Mme Zoé PETIT", "Service achats, Bâtiment B", "1 RUE X", "BP 3", "01000 BOURG"]
    assert problems(lines, address) == []


def test_saint_stays_in_the_street_and_alone() -> None:
    assert block([], Address(street="1 rue Saint-Jean", town="Sainte-Foy")) == ["1 RUE SAINT JEAN", "STE FOY"]
    assert block([], Address(town="Saint")) == ["SAINT"]


@pytest.mark.parametrize(
    ("country", "parts", "last"),
    [
        ("DE", ("10115", "Berlin", ""), ["10115 BERLIN", "ALLEMAGNE"]),
        ("CH", ("1204", "Genève", ""), ["1204 GENÈVE", "SUISSE"]),
        ("AT", ("1010", "Wien", ""), ["1010 WIEN", "AUTRICHE"]),
        ("BE", ("1000", "Bruxelles", ""), ["1000 BRUXELLES", "BELGIQUE"]),
        ("NL", ("1012 AB", "Amsterdam", ""), ["1012 AB AMSTERDAM", "PAYS-BAS"]),
        ("LU", ("L-1122", "Luxembourg", ""), ["L-1122 LUXEMBOURG", "LUXEMBOURG"]),
        ("ES", ("28931", "Móstoles", "Madrid"), ["28931 MÓSTOLES", "Madrid", "ESPAGNE"]),
        ("ES", ("28001", "Madrid", "Madrid"), ["28001 MADRID", "ESPAGNE"]),
        ("IT", ("20121", "Milano", "MI"), ["20121 MILANO MI", "ITALIE"]),
        ("GB", ("sw1a 1aa", "London", ""), ["LONDON", "SW1A 1AA", "ROYAUME-UNI"]),
        ("US", ("10001", "New York", "NY"), ["NEW YORK NY 10001", "ETATS-UNIS"]),
        ("CA", ("H3Z 2Y7", "Montréal", "QC"), ["MONTRÉAL QC H3Z 2Y7", "CANADA"]),
        ("MC", ("98000", "Monaco", ""), ["98000 MONACO", "MONACO"]),
        ("GP", ("97110", "Pointe-à-Pitre", ""), ["97110 POINTE A PITRE"]),
        ("fr", ("75008", "Paris", ""), ["75008 PARIS"]),
    ],
)
def test_countries(country: str, parts: tuple[str, str, str], last: list[str]) -> None:
    address = Address(street="1 x", postcode=parts[0], town=parts[1], region=parts[2], country=country)
    lines = block(["Name"], address)
    assert lines[2:] == last
    assert problems(lines, address) == []


def test_the_country_is_in_the_senders_language() -> None:
    address = Address(street="1 x", postcode="75008", town="Paris", country="FR")
    assert block([], address, "DE")[-1] == "FRANCE"
    german = Address(street="1 x", postcode="10115", town="Berlin", country="DE")
    assert block([], german, "GB")[-1] == "GERMANY"
    assert block([], german, "DE")[-1] == "10115 BERLIN"


def test_a_country_nobody_knows_is_printed_and_said() -> None:
    address = Address(street="1 x", postcode="1", town="Y", country="QQ")
    lines = block([], address)
    assert lines[-1] == "QQ"
    assert problems(lines, address) == ["No country has the code “QQ”."]


def test_problems() -> None:
    long = Address(street="1 rue X", postcode="7500", town="Paris")
    lines = block(["a" * 38, "b" * 39], long)
    found = problems(lines, long)
    assert len(found) == 2
    assert "Line 2 has 39 characters" in found[0]
    assert "“7500”" in found[1]
    assert lines[1] == "b" * 39
    assert problems([], Address()) == ["The town is missing.", "The postcode is missing.",
                                       "Neither a street nor a PO box is given."]  # fmt: skip
    cedex = Address(postcode="75900", town="Paris Cedex 09")
    assert problems(block(["X"], cedex), cedex) == []
    irish = Address(street="1 x", town="Dublin", country="IE")
    assert problems(block(["X"], irish), irish) == []


def test_arabic_digits_are_no_french_postcode() -> None:
    assert any("five digits" in text for text in problems([], Address(street="x", postcode="٧٥٠٠٨", town="Paris")))


def test_every_country_has_two_names() -> None:
    assert len(COUNTRIES) >= 249
    assert all(re.fullmatch("[A-Z]{2}", code) and all(names) for code, names in COUNTRIES.items())
    assert country_name("de") == "Allemagne"
    assert country_name("ZZ") == "ZZ"


@given(st.text())
def test_plain_capitals_are_plain(text: str) -> None:
    printed = plain_capitals(text)
    assert re.fullmatch(r"(?:[A-Z0-9]+(?: [A-Z0-9]+)*)?", printed)
    assert plain_capitals(printed) == printed


@given(st.lists(st.text(max_size=60), max_size=3), st.builds(Address, *[st.text(max_size=60)] * 7),
       st.sampled_from(["", "FR", "DE", "US", "GB", "xx"]))  # fmt: skip
def test_any_text_gives_lines_and_sentences(names: list[str], address: Address, country: str) -> None:
    address.country = country
    lines = block(names, address)
    assert all(line == line.strip() and line and "\n" not in line for line in lines)
    said = " ".join(problems(lines, address))
    assert said.count("characters,") >= sum(len(line) > LINE_LENGTH for line in lines)
