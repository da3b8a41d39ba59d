"""Names taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.people import clean_civility, looks_like_company, split_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mme Hélène DUPRÉ", ("Mme", "Hélène", "DUPRÉ")),
        ("DUPRÉ Hélène", ("", "Hélène", "DUPRÉ")),
        ("M. et Mme Roche", ("M. et Mme", "", "Roche")),
        ("Monsieur et Madame Paul Martin", ("M. et Mme", "Paul", "Martin")),
        ("Dupré, Hélène", ("", "Hélène", "Dupré")),
        ("Dupont, M. Jean", ("M.", "Jean", "Dupont")),
        ("Dr Martin", ("Dr", "", "Martin")),
        ("Dr. med. Anna Roth", ("Dr", "Anna", "Roth")),
        ("Me Jean Durand", ("Me", "Jean", "Durand")),
        ("van der Berg", ("", "", "van der Berg")),
        ("Ludwig van Beethoven", ("", "Ludwig", "van Beethoven")),
        ("Jean-Pierre de La Fontaine", ("", "Jean-Pierre", "de La Fontaine")),
        ("M. Jean d'Ormesson", ("M.", "Jean", "d'Ormesson")),
        ("LE GOFF Yann", ("", "Yann", "LE GOFF")),
        ("Marc du Plessis", ("", "Marc", "du Plessis")),
        ("Marie Christine Roche", ("", "Marie Christine", "Roche")),
        ("John Doe III", ("", "John", "Doe III")),
        ("J. P. MARTIN", ("", "J. P.", "MARTIN")),
        ("Madonna", ("", "", "Madonna")),
        ("Herr Stephan Launig", ("Herr", "Stephan", "Launig")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split(text: str, parts: tuple[str, str, str]) -> None:
    assert tuple(split_name(text)) == parts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Monsieur", "M."), ("MADAME", "Mme"), ("Mlle", "Mlle"), ("Mr.", "Mr"), ("mister", "Mr"), ("Herr", "Herr"),
        ("Frau", "Frau"), ("Maître", "Me"), ("Docteur", "Dr"), ("Mr et Mme", "M. et Mme"), ("Mr & Mrs", "Mr and Mrs"),
        ("M./Mme", ""), ("Directeur", ""), ("", ""), ("Prof. Dr.", "Prof. Dr"),
    ],
)  # fmt: skip
def test_a_civility_is_written_as_on_an_envelope(text: str, written: str) -> None:
    assert clean_civility(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "Dupont SARL",
        "S.A.R.L. Martin",
        "Roche & Fils",
        "Ets Petit",
        "Müller GmbH",
        "Acme Inc.",
        "MASSON SA",
        "Boulangerie du Port",
    ],
)
def test_a_company_is_recognised(text: str) -> None:
    assert looks_like_company(text)


@pytest.mark.parametrize(
    "text", ["Jean Martin", "Sa Martin", "Julien Sasson", "Agnès Lady", "Luce Inchausti", "Steve Costa"]
)
def test_a_person_is_no_company(text: str) -> None:
    assert not looks_like_company(text)


@given(st.text(max_size=80))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    name = split_name(text)
    if not name.civility:
        kept = "".join(name).replace(",", "")
        assert (
            sorted(kept.replace(" ", "")) == sorted("".join(text.split()).replace(",", "").replace(";", ""))
            or ";" in text
        )
    assert isinstance(clean_civility(text), str)
    assert isinstance(looks_like_company(text), bool)
