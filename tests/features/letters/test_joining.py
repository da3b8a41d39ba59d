from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.cards import Address
from petitcrm.features.letters.household import household_line
from petitcrm.features.letters.joining import Addressee, in_order, joined
from petitcrm.features.letters.recipient import Recipient

HOME = Address(street="12, rue de l'Église", postcode="69002", town="Lyon", label="home")
WORK = Address(street="9 quai Sud", postcode="26000", town="Valence", label="work")


def person(civility: str, given_name: str, family: str, address: Address = HOME, **more: Any) -> Recipient:
    return Recipient(civility=civility, given_name=given_name, family_name=family, address=address, **more)


def names(labels: list[Addressee]) -> list[list[str]]:
    return [one.names for one in labels]


@pytest.mark.parametrize(
    ("members", "line"),
    [
        ([("M.", "Luc"), ("Mme", "Anna")], "M. et Mme Luc et Anna ROCHE"),
        ([("Mme", "Anna"), ("M.", "Luc")], "M. et Mme Luc et Anna ROCHE"),
        ([("Monsieur", "Luc"), ("Madame", "")], "M. et Mme Luc ROCHE"),
        ([("Mme", "Anna"), ("Mme", "Zoé")], "Mmes Anna et Zoé ROCHE"),
        ([("M.", "Luc"), ("M.", "Jean")], "MM. Luc et Jean ROCHE"),
        ([("", "Luc"), ("", "Anna")], "Luc et Anna ROCHE"),
        ([("Dr", "Luc"), ("Mme", "Anna")], "Dr Luc et Mme Anna ROCHE"),
        ([("M.", "Luc"), ("", "Anna")], "M. Luc et Anna ROCHE"),
        ([("M.", "Luc"), ("Mme", "Anna"), ("", "Zoé")], "Famille ROCHE"),
        ([("M. et Mme", "Luc et Anna"), ("M.", "Jean")], "Famille ROCHE"),
        ([("M.", "Jean-Christophe"), ("Mme", "Marie-Antoinette")], "M. et Mme ROCHE"),
        ([("Dr", "Jean-Christophe"), ("Mme", "Marie-Antoinette")], "Famille ROCHE"),
    ],
)
def test_the_names_of_a_household(members: list[tuple[str, str]], line: str) -> None:
    assert household_line([person(civility, given_name, "Roche") for civility, given_name in members]) == line


def test_other_languages_join_their_own_way() -> None:
    couple = [person("Mr", "Luc", "Roche", language="en"), person("Mrs", "Anna", "Roche", language="en")]
    assert household_line(couple) == "Mr and Mrs Luc and Anna ROCHE"
    assert household_line([*couple, couple[0]]) == "The ROCHE family"
    german = [person("Herr", "Luc", "Roche", language="de"), person("Frau", "Anna", "Roche", language="de")]
    assert household_line(german) == "Herrn und Frau Luc und Anna ROCHE"


def test_a_household_is_one_surname_at_one_private_address() -> None:
    same = Address(street="12 RUE DE L EGLISE", postcode="69 002", town="LYON", label="home")
    elsewhere = Address(street="14 rue de l'Église", postcode="69002", town="Lyon", label="home")
    people = [
        person("M.", "Luc", "Roche"),
        person("Mme", "Anna", "Chen"),
        person("Mme", "Zoé", "ROCHÉ", same),
        person("M.", "Paul", "Roche", elsewhere),
        person("M.", "Ugo", "Roche", WORK, company="Dupont"),
        person("M.", "Tom", "Roche", WORK, company="Dupont"),
        Recipient(kind="company", company="Roche", address=HOME),
    ]
    found = joined(people, "household")
    assert [one.places for one in found] == [(0, 2), (1,), (3,), (4,), (5,), (6,)]
    assert found[0].names == ["M. et Mme Luc et Zoé ROCHE"]


def test_a_town_alone_makes_no_household() -> None:
    town = Address(postcode="69002", town="Lyon", label="home")
    assert len(joined([person("M.", "Luc", "Martin", town), person("Mme", "Anna", "Martin", town)], "household")) == 2


def test_one_label_for_a_company() -> None:
    company = Recipient(kind="company", company="Dupont & Fils", address=WORK)
    people = [
        person("M.", "Luc", "Roche", WORK, company="Dupont & Fils"),
        person("Mme", "Anna", "Chen"),
        company,
        person("Mme", "Zoé", "Petit", HOME, company="Dupont & Fils"),
        person("Mme", "Eva", "Blanc", WORK, company="Dupont & fils"),
    ]
    found = joined(people, "company", [7, None, 7, 7, 7])
    assert [one.places for one in found] == [(0, 2, 4), (1,), (3,)]
    assert names(found)[0] == ["Dupont & Fils"]
    assert names(found)[2] == ["Mme Zoé PETIT"]
    only = joined([people[0]], "company", [7])
    assert names(only) == [["Dupont & Fils", "M. Luc ROCHE"]]


def test_namesake_companies_stay_apart() -> None:
    other = Address(street="1 place Foch", postcode="05000", town="Gap", label="work")
    people = [
        person("M.", "Luc", "A", WORK, company="Boulangerie"),
        person("M.", "Jo", "B", other, company="Boulangerie"),
    ]
    assert len(joined(people, "company", [1, 2])) == 2
    assert len(joined(people, "company")) == 2
    assert len(joined(people, "company", [1, 1])) == 1


PEOPLE = st.lists(
    st.builds(
        Recipient,
        kind=st.sampled_from(["person", "company"]),
        civility=st.sampled_from(["M.", "Mme", "Dr", "", "M. et Mme", "Herr"]),
        given_name=st.sampled_from(["Luc", "Anna", "", "😀"]),
        family_name=st.sampled_from(["Roche", "ROCHE", "", "😀", "★"]),
        company=st.sampled_from(["", "Dupont", "☃"]),
        address=st.sampled_from([HOME, WORK, Address(town="Lyon")]),
        language=st.sampled_from(["", "fr", "en", "de", "es", "it", "pl"]),
    ),
    max_size=12,
)


@given(PEOPLE, st.sampled_from(["person", "household", "company", "address"]), st.sampled_from(["postcode", "list"]))
def test_everybody_is_on_exactly_one_label(people: list[Recipient], per: str, order: str) -> None:
    found = in_order(joined(people, per), order, "FR")
    assert sorted(at for one in found for at in one.places) == list(range(len(people)))


def test_the_order_of_postcodes_begins_at_home() -> None:
    places = [("69002", "FR"), ("1000", "BE"), ("01000", ""), ("97400", "FR"), ("10115", "DE"), ("2A000", "")]
    labels = [
        Addressee(["x"], Address(postcode=code, country=country), (at,)) for at, (code, country) in enumerate(places)
    ]
    assert [one.address.postcode for one in in_order(labels, "postcode", "FR")] == [
        "01000", "2A000", "69002", "97400", "1000", "10115",
    ]  # fmt: skip
    assert in_order(labels, "list", "FR") == labels
