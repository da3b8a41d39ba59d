"""Phones, e-mails and addresses: one main, a usage, a state, nothing refused and nothing overwritten."""

from dataclasses import replace

import pytest

from petitcrm.base.cards import Address
from petitcrm.base.fields import Conflict
from petitcrm.features.contacts import edits, parts, queries
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.store.store import Store
from tests_support import TODAY, everything


@pytest.fixture
def one(store: Store) -> int:
    made, _tables = store.do("new", edits.create, "person", {"family_name": "Roche", "phone": "0475421234"}, TODAY)
    store.do("phone", parts.save_phone, made, None, "06 39 98 00 01", "mobile")
    return made


def card(store: Store, contact_id: int) -> ContactCard:
    found = store.read(queries.card, contact_id)
    assert found is not None
    return found


def test_the_main_one_is_the_first(store: Store, one: int) -> None:
    second = card(store, one).phones[1]
    before = everything(store)
    store.do("main", parts.make_main, "phone", second.id)
    assert [phone.label for phone in card(store, one).phones] == ["mobile", "work"]
    store.undo()
    assert everything(store) == before


def test_a_label_changes_without_making_a_wrong_number_right(store: Store, one: int) -> None:
    first = card(store, one).phones[0]
    store.do("wrong", parts.describe, "phone", first.id, "state", "wrong")
    store.do("label", parts.save_phone, one, first.id, first.raw, "home")
    assert (card(store, one).phones[0].label, card(store, one).phones[0].state) == ("home", "wrong")
    store.do("number", parts.save_phone, one, first.id, "0475429999", "home")
    assert card(store, one).phones[0].state == "usable"


def test_a_state_that_is_none_is_a_defect(store: Store, one: int) -> None:
    with pytest.raises(ValueError, match="never returned"):
        store.do("state", parts.describe, "phone", card(store, one).phones[0].id, "state", "returned")


def test_usage(store: Store, one: int) -> None:
    store.do("usage", parts.describe, "phone", card(store, one).phones[1].id, "usage", "personal")
    assert card(store, one).phones[1].usage == "personal"


def test_two_windows_on_one_number(store: Store, one: int) -> None:
    first = card(store, one).phones[0]
    store.do("theirs", parts.save_phone, one, first.id, "04 75 00 00 01", "work")
    with pytest.raises(Conflict) as conflict:
        store.do("mine", parts.save_phone, one, first.id, "04 75 00 00 02", "work", first.raw)
    assert conflict.value.theirs == "04 75 00 00 01"
    assert card(store, one).phones[0].raw == "04 75 00 00 01"


def test_two_windows_on_one_address(store: Store, one: int) -> None:
    store.do("new", parts.save_address, one, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    place = card(store, one).places[0]
    store.do("theirs", parts.save_address, one, place.id, replace(place.address, street="7 rue X"), place.address)
    store.do(
        "other part",
        parts.save_address,
        one,
        place.id,
        replace(place.address, street="7 rue X", town="Romans"),
        place.address,
    )
    with pytest.raises(Conflict):
        store.do("mine", parts.save_address, one, place.id, replace(place.address, street="9 rue X"), place.address)
    assert card(store, one).places[0].address.street == "7 rue X"


def test_a_new_street_is_no_longer_returned(store: Store, one: int) -> None:
    store.do("new", parts.save_address, one, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    place = card(store, one).places[0]
    store.do("back", parts.describe, "address", place.id, "state", "returned")
    store.do("label", parts.save_address, one, place.id, replace(place.address, label="home"))
    assert card(store, one).places[0].state == "returned"
    store.do("move", parts.save_address, one, place.id, replace(place.address, street="8 quai Y"))
    assert card(store, one).places[0].state == "usable"


def test_the_number_is_read_as_at_home(store: Store, one: int) -> None:
    from petitcrm.features.contacts.settings import COUNTRY
    from petitcrm.store import settings

    store.do("country", settings.save, {COUNTRY: "DE"})
    store.do("phone", parts.save_phone, one, None, "030 901820", "work")
    assert card(store, one).phones[2].e164 == "+4930901820"
