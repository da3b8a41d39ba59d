"""The owner's own fields: made, filled, searched, imported, printed in letters, and taken away with one undo."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.fields import Refused
from petitcrm.features.contacts import edits, own_field_edits, queries, search
from petitcrm.features.contacts.fields import doubt_number, read_number
from petitcrm.store.store import Store
from tests_support import TODAY, everything


@pytest.fixture
def one(store: Store) -> int:
    store.do("f", own_field_edits.add, "Contrat", "date")
    store.do("f", own_field_edits.add, "Surface", "number", [], "company")
    store.do("f", own_field_edits.add, "Couleur préférée", "choice", ["rouge", "bleu nuit"])
    store.do("f", own_field_edits.add, "Abonné", "yes_no")
    store.do("f", own_field_edits.add, "Machine")
    made, _tables = store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    return made


def values(store: Store, contact_id: int) -> dict[str, str]:
    held = store.read(queries.own_values, contact_id)
    return {field.label: held[field.key] for field in store.read(queries.own_fields) if field.key in held}


def test_values_by_the_name_of_the_field(store: Store, one: int) -> None:
    told = {
        "contrat": "3/4/2027",
        "SURFACE": "1 250,5",
        "couleur preferee": "Bleu Nuit",
        "abonne": "oui",
        "machine": "X-200",
    }
    store.do("set", edits.change, one, told, TODAY)
    assert values(store, one) == {
        "Contrat": "2027-04-03", "Surface": "1250.5", "Couleur préférée": "bleu nuit", "Abonné": "1", "Machine": "X-200",
    }  # fmt: skip
    before = everything(store)
    store.do("empty", edits.change, one, dict.fromkeys(told, ""), TODAY)
    assert values(store, one) == {}
    store.undo()
    assert everything(store) == before


@pytest.mark.parametrize(
    ("name", "text"), [("Contrat", "30 février"), ("Surface", "beaucoup"), ("Couleur préférée", "vert")]
)
def test_what_can_not_be_read_stays_as_typed(store: Store, one: int, name: str, text: str) -> None:
    store.do("set", edits.change, one, {name: text}, TODAY)
    assert values(store, one) == {name: text}


def test_they_are_found(store: Store, one: int) -> None:
    store.do("set", edits.change, one, {"machine": "Zentrifuge"}, TODAY)
    assert store.read(search.find, "zentri") == [one]


@pytest.mark.parametrize(
    ("name", "kind", "choices"),
    [
        ("", "text", []),
        ("contrat", "text", []),
        ("Notes", "text", []),
        ("X", "poem", []),
        ("X", "choice", [" "]),
        ("{X}", "text", []),
    ],
)
def test_fields_that_can_not_be(store: Store, one: int, name: str, kind: str, choices: list[str]) -> None:
    with pytest.raises(Refused):
        store.do("f", own_field_edits.add, name, kind, choices)


def test_renamed_moved_and_removed(store: Store, one: int) -> None:
    store.do("set", edits.change, one, {"machine": "X-200"}, TODAY)
    uid = next(field.key for field in store.read(queries.own_fields) if field.label == "Machine").partition(":")[2]
    store.do("name", own_field_edits.change, uid, "Machine vendue", [], "person")
    store.do("up", own_field_edits.move, uid, -1)
    assert [field.label for field in store.read(queries.own_fields)][-2:] == ["Machine vendue", "Abonné"]
    assert values(store, one) == {"Machine vendue": "X-200"}
    before = everything(store)
    store.do("gone", own_field_edits.remove, uid)
    assert values(store, one) == {}
    store.undo()
    assert everything(store) == before


def test_columns_of_that_name_fill_them(store: Store, one: int, tmp_path: Any) -> None:
    from petitcrm.features.imports import command

    file = tmp_path / "book.csv"
    file.write_text(
        "Nom;Prénom;Email;CONTRAT;Surface;Pointure\nPetit;Ana;ana@petit.example;03/04/2027;12,5;38\n", encoding="utf-8"
    )
    command.run(store, [file])
    ana = store.read(search.find, "petit")[0]
    assert values(store, ana) == {"Contrat": "2027-04-03", "Surface": "12.5"}
    card = store.read(queries.card, ana)
    assert card is not None
    assert "Pointure: 38" in card.note
    assert "Surface" not in card.note
    file.write_text("Nom;Prénom;Email;Surface\nPetit;Ana;ana@petit.example;99\n", encoding="utf-8")
    command.run(store, [file])
    assert values(store, ana)["Surface"] == "12.5"  # nothing that stands there is overwritten
    card = store.read(queries.card, ana)
    assert card is not None
    assert "Surface: 99" in card.note


def test_letters_speak_of_them(store: Store, one: int) -> None:
    from petitcrm.base.cards import Address
    from petitcrm.features.contacts import parts
    from petitcrm.features.letters import queries as letters
    from petitcrm.features.letters.model import Model, check

    store.do("place", parts.save_address, one, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    store.do("set", edits.change, one, {"contrat": "3/4/2027", "surface": "12,5", "abonne": "oui"}, TODAY)
    found = store.read(letters.recipients, [one], date(2026, 5, 12), language="fr")
    told = found.recipients[0].values
    assert (told["Contrat"], told["Surface"], told["Abonné"], told["Machine"]) == (
        "3\u00a0avril 2027",
        "12,5",
        "oui",
        "",
    )
    names = [field.label for field in store.read(letters.own_fields)]
    model = Model("m", "fr", "Votre contrat", "Il finit le {contrat}. {surfaces}")
    assert len(check(model, names)) == 1
    assert "Surface" in check(model, names)[0]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_comes_back_as_it_was_meant(number: Any) -> None:
    for text in (
        f"{number:f}",
        f"{number:f}".replace(".", ","),
        f"{number:,f}",
        f"{number:,f}".replace(",", "\u202f").replace(".", ","),
    ):
        kept = read_number(text)
        assert doubt_number(kept) == ""
        assert float(kept) == float(number)


@pytest.mark.parametrize("text", ["1e9", "١٢", "12a", "--1", "1,2,3", "1.2.3", "NaN", "inf"])
def test_what_is_no_number_is_marked(text: str) -> None:
    assert read_number(text) == text
    assert doubt_number(text)
