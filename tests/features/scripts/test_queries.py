"""Which script a contact gets, and what stands in it."""

from typing import Any

import pytest

from petitcrm.base.cards import Address
from petitcrm.base.errors import Problem
from petitcrm.features.contacts import bulk, own_field_edits, parts, view_edits
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import queries as contact_queries
from petitcrm.features.contacts.views import View
from petitcrm.features.scripts import edits, queries
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def make(store: Store, **values: str) -> int:
    given = {"family_name": "Dupré", "given_name": "Hélène", "civility": "Mme", "stage": "client", **values}
    return store.do("new", contacts.create, "person", given, TODAY)[0]


def script(store: Store, name: str, body: str = "Bonjour", **whom: str) -> int:
    return store.do("script", edits.add, name, body, **whom)[0]


def said_to(store: Store, one: int) -> str | None:
    found = store.read(queries.for_contact, one, TODAY)
    return found.name if found else None


def test_the_script_that_says_most_of_somebody_wins(store: Store) -> None:
    one = make(store, tier="A", tags="salon Lyon")
    other = make(store, tier="B", stage="prospect")
    assert said_to(store, one) is None
    script(store, "everybody")
    assert (said_to(store, one), said_to(store, other)) == ("everybody", "everybody")
    script(store, "clients", whom="stage", which="client")
    script(store, "tier A", whom="tier", which="A")
    assert (said_to(store, one), said_to(store, other)) == ("tier A", "everybody")
    script(store, "fair", whom="tag", which="salon Lyon")
    assert said_to(store, one) == "fair"
    view = store.do("view", view_edits.save, "Lyon", View(filters=("tag:salon Lyon",), search="dupre"))[0]
    script(store, "view", whom="view", which=view)
    assert said_to(store, one) == "view"


def test_a_letter_received_is_what_a_call_is_about(store: Store) -> None:
    one = make(store)
    reader = store.reader
    reader.execute(
        "INSERT INTO mailing(uid, name, model_name, window, day, created_at) VALUES ('m', 'Voeux', '', '', '2026-04-20', '')"
    )
    reader.execute(
        "INSERT INTO letter(uid, mailing_id, contact_id, first_page, pages, address) VALUES ('l', 1, ?, 0, 1, '')",
        (one,),
    )
    script(store, "letter", whom="mailing", which="m")
    assert said_to(store, one) == "letter"
    assert store.read(queries.offered, "mailing") == [("m", "Voeux · 20 Apr 2026")]
    reader.execute("UPDATE mailing SET day = '2025-04-20'")
    assert said_to(store, one) is None


def test_fields_are_filled_and_data_stays_data(store: Store) -> None:
    one = make(store, company="<b>Aubépine</b> {nom}")
    store.do("place", parts.save_address, one, None, Address(postcode="26000", town="Valence"))
    script(store, "s", "Bonjour {civilité} {nom} de {société} à {ville}, {inconnu} {tags|sans étiquette}")
    found = store.read(queries.for_contact, one, TODAY)
    assert found is not None
    assert found.parts.text == ("Bonjour Mme Dupré de <b>Aubépine</b> {nom} à Valence, {inconnu} sans étiquette")


def test_the_company_and_own_fields_are_said_too(store: Store) -> None:
    one = make(store, company="Dupont")
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    place = Address(label="work", street="9 quai Sud", postcode="26000", town="Valence")
    store.do("place", parts.save_address, company, None, place)
    for name, of, whose, value in (("Machines", "company", company, "3 tours"), ("Sport", "person", one, "aviron")):
        uid = store.do("field", own_field_edits.add, name, "text", (), of)[0]
        store.do("value", bulk.set_own, [whose], uid, value, TODAY)
    card = store.read(contact_queries.card, one)
    assert card is not None
    body = "{Sport}, {société machines}, {company town}, {dernier achat|rien} {Parc}"
    assert store.read(queries.filled, body, card, TODAY).text == "aviron, 3 tours, Valence, rien {Parc}"


def test_whose_choice_is_gone_fits_nobody(store: Store) -> None:
    one = make(store)
    for whom, which in (("view", "gone"), ("tag", "gone"), ("tier", "Z"), ("stage", "")):
        script(store, whom, whom=whom, which=which)
    assert said_to(store, one) is None


@pytest.mark.parametrize("values", [{"name": " "}, {"whom": "moon"}, {"body": "x" * 20_001}])
def test_what_can_not_be_is_refused(store: Store, values: dict[str, Any]) -> None:
    one = script(store, "s")
    before = everything(store)
    with pytest.raises(Problem):
        store.do("change", edits.change, one, **values)
    assert everything(store) == before


def test_a_removed_script_comes_back(store: Store) -> None:
    one = script(store, "s", whom="tier", which="A")
    before = everything(store)
    store.do("remove", edits.remove, one)
    assert store.read(queries.scripts) == []
    store.undo()
    assert everything(store) == before
