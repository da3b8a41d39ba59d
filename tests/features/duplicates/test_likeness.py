"""How near two cards are: worked examples, rules that must hold, and a labelled set of pairs."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.duplicates import labelled
from petitcrm.base import language
from petitcrm.features.duplicates.companies import core
from petitcrm.features.duplicates.facts import Draft, of_draft
from petitcrm.features.duplicates.likeness import BANDS, REASONS, Facts, Likeness, likeness


def facts(card: Draft) -> Facts:
    return of_draft(card, "FR")


def band(one: Draft, other: Draft) -> str:
    return likeness(facts(one), facts(other)).band


JEAN = Draft(
    civility="M.", given_name="Jean", family_name="Grandjacquot", company="Bois & Fils SARL", phones=("06 12 34 56 78",),
    emails=("jean@bois.fr",), postcode="26000", town="Valence", street="12 rue de la Gare",
)  # fmt: skip
MOBILE = ("06 12 34 56 78",)
LANDLINE = ("04 75 01 02 03",)


@pytest.mark.parametrize(
    "other",
    [
        replace(JEAN, given_name="JEAN", family_name="GRANDJACQUOT"),
        replace(JEAN, given_name="Grandjacquot", family_name="Jean"),
        replace(JEAN, given_name="", family_name="Grandjacquot Jean"),
        replace(JEAN, given_name="J.", civility=""),
        replace(JEAN, family_name="Granjacquot"),
        replace(JEAN, family_name="Grand Jacquot"),
        replace(JEAN, family_name="Grandjacquot-Durand"),
        replace(JEAN, company="BOIS", emails=()),
        replace(JEAN, company="", emails=("jgrandjacquot@gmail.com",), postcode="", town="", street=""),
        replace(JEAN, phones=("+33 6 12 34 56 78", "04 75 00 00 01"), emails=()),
    ],
)
def test_one_person_entered_twice(other: Draft) -> None:
    assert band(JEAN, other) == "certain"


PAUL = Draft(
    given_name="Paul", family_name="Thévenard", street="3 rue Haute", postcode="26000", town="Valence", phones=LANDLINE
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one house, one landline
        (PAUL, replace(PAUL, given_name="Marie")),
        (PAUL, replace(PAUL, given_name="Pauline")),
        (replace(PAUL, given_name="Jean"), replace(PAUL, given_name="Jeanne")),
        (replace(PAUL, given_name="Daniel"), replace(PAUL, given_name="Danielle")),
        (replace(PAUL, given_name="Anna"), replace(PAUL, given_name="Anne")),
        (replace(PAUL, given_name="Martin"), replace(PAUL, given_name="Martine")),
        (replace(PAUL, given_name="André"), replace(PAUL, given_name="Andrée")),
        (replace(PAUL, given_name="Gwendal"), replace(PAUL, given_name="Gwendale")),
        (replace(PAUL, given_name="J.", civility="M."), replace(PAUL, given_name="J.", civility="Mme")),
        # two of one name, who have nothing else in common
        (
            Draft(given_name="Jean", family_name="Dupont", company="Alpha", town="Lyon", postcode="69003"),
            Draft(given_name="Jean", family_name="Dupont", company="Beta", town="Nantes", postcode="44000"),
        ),
        (JEAN, replace(JEAN, company="Autre", phones=("06 99 88 77 66",), emails=(), postcode="44000", town="Nantes", street="")),
        # one switchboard, one mailbox
        (
            Draft(given_name="Luc", family_name="Roche", company="Alpha", phones=LANDLINE, emails=("contact@alpha.fr",)),
            Draft(given_name="Sophie", family_name="Morel", company="Alpha", phones=LANDLINE, emails=("contact@alpha.fr",)),
        ),
        (
            Draft(given_name="Luc", family_name="Roche", company="Alpha", phones=LANDLINE, emails=("contact@alpha.fr",)),
            Draft(given_name="Luc", family_name="Morel", company="Alpha", phones=LANDLINE, emails=("contact@alpha.fr",)),
        ),
        # branches, and companies of one family name
        (
            Draft("company", company="Peyraud SARL", town="Lyon", postcode="69003", phones=("04 72 00 00 01",)),
            Draft("company", company="Peyraud SARL", town="Nantes", postcode="44000", phones=("02 40 00 00 01",)),
        ),
        (
            Draft("company", company="Menuiserie Martin", town="Lyon", postcode="69003"),
            Draft("company", company="Martin Transports", town="Lyon", postcode="69003"),
        ),
        # a person and the company
        (Draft("company", company="Roche", phones=LANDLINE), Draft(family_name="Roche", company="Roche", phones=LANDLINE)),
    ],
)  # fmt: skip
def test_not_reported(one: Draft, other: Draft) -> None:
    assert band(one, other) == ""


@pytest.mark.parametrize(
    ("one", "other", "most"),
    [
        # a first name alone says nothing; with a number it may be looked at
        (Draft(given_name="Sophie"), Draft(given_name="Sophie"), ""),
        (Draft(given_name="Sophie", phones=MOBILE), Draft(given_name="Sophie", phones=MOBILE), "likely"),
        # a name alone
        (Draft(given_name="Jean", family_name="Dupont"), Draft(given_name="Jean", family_name="Dupont"), "possible"),
        # Jean and Jean-Pierre
        (JEAN, replace(JEAN, given_name="Jean-Pierre"), "likely"),
        (replace(PAUL, given_name="Jean"), replace(PAUL, given_name="Jean-Pierre"), "possible"),
        # another birthday, another generation
        (replace(JEAN, birthday="1960-01-02"), replace(JEAN, birthday="1988-05-06"), "likely"),
        (PAUL, replace(PAUL, family_name="Thévenard fils"), "possible"),
        # a couple with one mobile and one mailbox
        (
            replace(PAUL, given_name="Daniel", phones=MOBILE, emails=("dt@free.fr",)),
            replace(PAUL, given_name="Danielle", phones=MOBILE, emails=("dt@free.fr",)),
            "possible",
        ),
        # married, or another person
        (
            Draft(given_name="Zélie", family_name="Roche", phones=MOBILE),
            Draft(given_name="Zélie", family_name="Morel", phones=MOBILE),
            "possible",
        ),
        # branches with one central number
        (
            Draft("company", company="Peyraud SARL", town="Lyon", postcode="69003", phones=LANDLINE),
            Draft("company", company="Peyraud SARL", town="Nantes", postcode="44000", phones=LANDLINE),
            "likely",
        ),
    ],
)  # fmt: skip
def test_never_more_than(one: Draft, other: Draft, most: str) -> None:
    order = ("", *reversed(BANDS))
    assert order.index(band(one, other)) <= order.index(most)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("S.A.R.L. Dupont", ("dupont",)), ("Dupont & Fils", ("dupont",)),
        ("Ets Dupont", ("dupont",)), ("Dupont GmbH & Co. KG", ("dupont",)),
        ("SARL", ("sarl",)), ("Menuiserie de l'Église", ("menuiserie", "eglise")), ("", ()),
    ],
)  # fmt: skip
def test_legal_forms_are_no_name(name: str, words: tuple[str, ...]) -> None:
    assert core(name) == words


def test_reasons_are_words_in_the_language_in_use() -> None:
    like = likeness(facts(JEAN), facts(replace(JEAN, family_name="Granjacquot")))
    assert like.reasons[0] == "same phone"
    assert "close name" in like.reasons
    assert all(code in REASONS for code in like.codes)
    language.use("en")


_NAMES = st.sampled_from(
    [
        "Jean",
        "Jeanne",
        "J.",
        "Marie-Claude",
        "Dupont",
        "Le Goff",
        "Legoff",
        "Martin-Durand",
        "",
        "Müller",
        "Ó",
        "Œuvrard jr",
        "李",
    ]
)
_CARDS = st.builds(
    Draft,
    kind=st.sampled_from(["person", "company"]),
    civility=st.sampled_from(["", "M.", "Mme"]),
    given_name=_NAMES | st.text(max_size=12),
    family_name=_NAMES | st.text(max_size=12),
    company=st.sampled_from(["", "Dupont SARL", "Dupont", "Bois & Fils", "S.A."]) | st.text(max_size=15),
    phones=st.lists(st.sampled_from(["06 12 34 56 78", "04 75 01 02 03", "12", "+49 170 1234567", ""]), max_size=2),
    emails=st.lists(st.sampled_from(["a@b.fr", "contact@b.fr", "jean.dupont@gmail.com", "@", "x"]), max_size=2),
    postcode=st.sampled_from(["", "26000", "69003"]),
    town=st.sampled_from(["", "Valence", "Lyon", "St-Étienne", "Saint-Etienne"]),
    street=st.sampled_from(["", "12 bd Voltaire", "12, boulevard Voltaire", "3 rue Haute"]),
    birthday=st.sampled_from(["", "--03-09", "1975-03-09", "1980-01-01"]),
)


@given(_CARDS, _CARDS)
@settings(max_examples=400, deadline=None)
def test_it_is_the_same_both_ways(one: Draft, other: Draft) -> None:
    mine, yours = facts(one), facts(other)
    there, back = likeness(mine, yours), likeness(yours, mine)
    assert (there.score, there.band) == (back.score, back.band)
    assert 0 <= there.score <= 100


@given(_CARDS)
@settings(max_examples=200, deadline=None)
def test_a_card_with_more_than_a_name_is_itself(card: Draft) -> None:
    whole = replace(
        card,
        given_name="Zélie",
        family_name="Grandjacquot",
        company="Ferrandier Bois",
        phones=("06 12 34 56 78",),
        emails=("z@b.fr",),
    )
    assert band(whole, whole) == "certain"


# ---- the labelled set -----------------------------------------------------------------------------------------------


def judged(card: labelled.Card) -> Facts:
    kind = "person" if card.given or card.family else "company"
    numbers = tuple(number for number in (card.phone, card.mobile) if number)
    emails = (card.email,) if card.email else ()
    return facts(
        Draft(kind, card.civility, card.given, card.family, card.company, numbers, emails, card.postcode, card.town,
              card.street, card.birthday)
    )  # fmt: skip


@pytest.mark.parametrize("seed", [3, 4])
def test_the_labelled_set(seed: int) -> None:
    pairs = labelled.pairs(seed)
    assert len(pairs) >= 2000
    found = [(pair, likeness(judged(pair.one), judged(pair.other))) for pair in pairs]
    figures = figures_of([(like, pair.same) for pair, like in found])
    for name, (precision, recall) in figures.items():
        print(f"{name:9} precision {precision:.4f}  recall so far {recall:.4f}")
    assert figures["certain"][0] >= 0.99
    assert figures["all"][0] >= 0.95
    assert figures["all"][1] >= 0.95


def figures_of(found: list[tuple[Likeness, bool]]) -> dict[str, tuple[float, float]]:
    """(precision in the band, recall of it and those above) for each band, and for all."""
    counts = Counter((like.band, same) for like, same in found)
    wanted = sum(same for _like, same in found)
    figures, right, told = {}, 0, 0
    for name in BANDS:
        right += counts[name, True]
        told += counts[name, True] + counts[name, False]
        figures[name] = counts[name, True] / max(1, counts[name, True] + counts[name, False]), right / wanted
    figures["all"] = right / max(1, told), right / wanted
    return figures
