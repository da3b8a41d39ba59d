"""Whose names stand above an address that several share."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.addresses import LINE_LENGTH, block
from petitcrm.base.cards import Address
from petitcrm.features.letters.grouping import grouped
from petitcrm.features.letters.joining import joined
from petitcrm.features.letters.neighbours import MOST_LINES
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient, name_lines

HOME = Address(street="12, rue de l'Église", postcode="69002", town="Lyon", label="home")
WORK = Address(street="9 quai Sud", postcode="26000", town="Valence", label="work")
LONG = Address(building="Bâtiment B", street="9 quai Sud", locality="BP 12", postcode="26000", town="Valence")


def person(civility: str, given: str, family: str, address: Address = HOME, **more: Any) -> Recipient:
    return Recipient(civility=civility, given_name=given, family_name=family, address=address, **more)


def lines(*people: Recipient) -> list[list[str]]:
    return [one.names for one in joined(people, "address")]


ANNA, BRUNO = person("Mme", "Anna", "Roche"), person("M.", "Bruno", "Chen")
LUC, ZOE, IDA = person("M.", "Luc", "Roche"), person("Mme", "Zoé", "Petit"), person("", "Ida", "Blanc")


def test_a_couple_is_a_household() -> None:
    assert lines(ANNA, LUC) == [["M. et Mme Luc et Anna ROCHE"]]


def test_two_surnames_on_one_line_where_they_fit() -> None:
    assert lines(ANNA, BRUNO) == [["Mme Anna ROCHE et M. Bruno CHEN"]]
    long = person("M.", "Jean-Christophe", "Vandenbroucke")
    assert lines(ANNA, long) == [["Mme Anna ROCHE", "M. Jean-Christophe VANDENBROUCKE"]]


def test_one_line_for_each_household() -> None:
    assert lines(ANNA, BRUNO, LUC) == [["M. et Mme Luc et Anna ROCHE", "M. Bruno CHEN"]]
    assert lines(ANNA, BRUNO, ZOE, IDA) == [["Mme Anna ROCHE", "M. Bruno CHEN", "Mme Zoé PETIT", "Ida BLANC"]]


def test_more_than_the_block_has_room_for() -> None:
    more = person("M.", "Ugo", "Noir")
    assert lines(ANNA, BRUNO, ZOE, IDA, more) == [
        ["Mme Anna ROCHE", "M. Bruno CHEN", "Mme Zoé PETIT", "et les autres occupants"]
    ]
    crowded = [person(one.civility, one.given_name, one.family_name, LONG) for one in (ANNA, BRUNO, ZOE)]
    assert lines(*crowded) == [["Mme Anna ROCHE", "et les autres occupants"]]
    english = [person("Mr", f"P{n}", f"N{n}", language="en") for n in range(6)]
    assert lines(*english)[0][-1] == "and the other residents"


def test_abroad_the_country_has_a_line_of_its_own() -> None:
    swiss = Address(street="Rue du Lac 1", postcode="1000", town="Lausanne", country="CH", label="home")
    five = [person("M.", f"P{n}", f"Nom{n}", swiss) for n in range(5)]
    assert len(lines(*five)[0]) == 4
    assert len(block(lines(*five)[0], swiss)) == 7


def test_a_company_and_its_people() -> None:
    company = Recipient(kind="company", company="Dupont & Fils", address=WORK)
    bruno = person("M.", "Bruno", "Chen", WORK, company="Dupont & Fils", job_title="gérant")
    anna = person("Mme", "Anna", "Roche", WORK, company="Dupont & fils", job_title="achats")
    far = person("M.", "Jean-Christophe", "Vandenbroucke", WORK, company="Dupont & Fils")
    assert lines(company, bruno) == [["Dupont & Fils", "M. Bruno CHEN, gérant"]]
    assert lines(company, bruno, anna) == [["Dupont & Fils", "M. Bruno CHEN et Mme Anna ROCHE"]]
    assert lines(bruno, anna) == [["Dupont & Fils", "M. Bruno CHEN et Mme Anna ROCHE"]]
    assert lines(company, bruno, anna, far) == [["Dupont & Fils"]]


def test_companies_and_residents_of_one_house_stay_apart() -> None:
    shop = Recipient(kind="company", company="Boulangerie", address=HOME)
    bank = Recipient(kind="company", company="Banque", address=HOME)
    assert lines(shop, ANNA, bank) == [["Boulangerie"], ["Mme Anna ROCHE"], ["Banque"]]


def test_who_lives_where_the_company_sits_is_written_to_once() -> None:
    shop = Recipient(kind="company", company="Roche", address=HOME)
    owner = person("Mme", "Anna", "Roche", HOME, company="Roche")
    assert lines(shop, owner, LUC) == [["Roche", "Mme Anna ROCHE"], ["M. Luc ROCHE"]]
    elsewhere = person("Mme", "Anna", "Roche", HOME, company="Dupont")
    assert lines(elsewhere, LUC) == [["M. et Mme Luc et Anna ROCHE"]]


def test_a_town_alone_is_no_address() -> None:
    town = Address(postcode="69002", town="Lyon", label="home")
    assert len(lines(person("M.", "Luc", "Roche", town), person("Mme", "Anna", "Chen", town))) == 2


@pytest.mark.parametrize("per", ["person", "household", "company", "address"])
@pytest.mark.parametrize("order", ["postcode", "list"])
@given(data=st.data())
def test_nobody_is_lost_and_nobody_comes_twice(per: str, order: str, data: st.DataObject) -> None:
    people = data.draw(st.lists(_ANYBODY, max_size=14))
    names = [str(at) for at in range(len(people))]
    selection = Selection(people, [], list(range(len(people))), names, [""] * len(people))
    made = grouped(selection, per, order, "FR")
    shared = made.with_them or [()] * len(made.ids)
    got = [one for first, others in zip(made.ids, shared, strict=True) for one in (first, *others)]
    assert sorted(got) == list(range(len(people)))
    assert len(made.ids) == len(made.recipients) == len(made.names) == len(made.tiers)


@given(data=st.data())
def test_a_shared_block_keeps_to_the_norm(data: st.DataObject) -> None:
    people = data.draw(st.lists(_ANYBODY, max_size=14))
    for one in joined(people, "address"):
        if len(one.places) > 1:
            address = block((), one.address)
            assert len(one.names) + len(address) <= max(MOST_LINES + bool(one.address.country), len(address) + 1)
            own = {
                line for at in one.places for line in name_lines(people[at])
            }  # a name as long as that is flagged, not cut
            assert all(len(line) <= LINE_LENGTH or line in own for line in one.names)
            assert all(line.strip() for line in one.names)


_ANYBODY = st.builds(
    Recipient,
    kind=st.sampled_from(["person", "person", "company"]),
    civility=st.sampled_from(["M.", "Mme", "Dr", "", "M. et Mme", "Herr"]),
    given_name=st.sampled_from(["Luc", "Anna", "", "😀", "Jean-Christophe"]),
    family_name=st.sampled_from(["Roche", "ROCHE", "Chen", "Vandenbroucke", "", "★"]),
    company=st.sampled_from(["", "", "Dupont", "Établissements Vandenbroucke", "☃"]),
    address=st.sampled_from(
        [HOME, WORK, LONG, Address(town="Lyon"), Address(street="1 Lac", town="Lausanne", country="CH")]
    ),
    language=st.sampled_from(["", "fr", "en", "de", "es", "it", "pl"]),
)
