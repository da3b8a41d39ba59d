"""Who works where: one main company, former ones kept, the company's address followed."""

from typing import Any

import pytest

from petitcrm.base.cards import Address
from petitcrm.base.errors import Problem
from petitcrm.features.contacts import edits, jobs, parts, queries
from petitcrm.store.store import Store
from tests_support import TODAY, everything


@pytest.fixture
def zoe(store: Store) -> int:
    values = {"given_name": "Zoé", "family_name": "Roche", "company": "Girard Bois"}
    made, _tables = store.do("new", edits.create, "person", values, TODAY)
    return made


def links(store: Store, contact_id: int, name: str = "jobs") -> Any:
    return getattr(store.read(queries.card, contact_id), name)


def test_several_companies_one_of_them_the_main_one(store: Store, zoe: int) -> None:
    added, _tables = store.do("job", jobs.add, zoe, "Ets Morel")
    assert [(job.name, job.is_main) for job in links(store, zoe)] == [("Girard Bois", True), ("Ets Morel", False)]
    store.do("main", jobs.make_main, added)
    card = store.read(queries.card, zoe)
    assert card is not None
    assert card.company == "Ets Morel"


def test_who_left_is_kept_as_a_former_one_and_another_job_takes_its_place(store: Store, zoe: int) -> None:
    store.do("job", jobs.add, zoe, "Ets Morel")
    first = links(store, zoe)[0]
    before = everything(store)
    store.do("left", jobs.change, first.id, {"until": "12/4", "role": "Buyer", "since": "2019"}, TODAY)
    assert [(job.name, job.role, job.since, job.until, job.is_main) for job in links(store, zoe)] == [
        ("Ets Morel", "", "", "", True),
        ("Girard Bois", "Buyer", "2019", "2026-04-12", False),
    ]
    company = first.contact_id
    assert [(person.name, person.until) for person in links(store, company, "people")] == [("Zoé Roche", "2026-04-12")]
    with pytest.raises(Problem, match="has ended"):
        store.do("main", jobs.make_main, first.id)
    store.undo()
    assert everything(store) == before


def test_a_day_that_can_not_be_read_stays_as_typed(store: Store, zoe: int) -> None:
    job = links(store, zoe)[0]
    store.do("job", jobs.change, job.id, {"since": "when he was young"}, TODAY)
    assert links(store, zoe)[0].since == "when he was young"


def test_back_again(store: Store, zoe: int) -> None:
    job = links(store, zoe)[0]
    store.do("left", jobs.change, job.id, {"until": "1/2/2026"}, TODAY)
    assert not links(store, zoe)[0].is_main
    store.do("back", jobs.change, job.id, {"until": ""}, TODAY)
    assert links(store, zoe)[0].is_main


def test_a_removed_main_job_is_followed_by_another(store: Store, zoe: int) -> None:
    store.do("job", jobs.add, zoe, "Ets Morel")
    store.do("gone", jobs.remove, links(store, zoe)[0].id)
    assert [(job.name, job.is_main) for job in links(store, zoe)] == [("Ets Morel", True)]


def test_a_person_made_on_the_card_of_the_company(store: Store, zoe: int) -> None:
    company = links(store, zoe)[0].contact_id
    store.do("person", jobs.add_person, company, "M. Jean DUPONT")
    assert [person.name for person in links(store, company, "people")] == ["Jean DUPONT", "Zoé Roche"]
    with pytest.raises(Problem, match="name of the person"):
        store.do("person", jobs.add_person, company, "  ")


def test_without_an_address_of_their_own_people_follow_the_company(store: Store, zoe: int) -> None:
    company = links(store, zoe)[0].contact_id
    store.do("place", parts.save_address, company, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    assert links(store, zoe, "company_places")[0].address.town == "Valence"
    place = links(store, company, "places")[0]
    store.do("move", parts.save_address, company, place.id, Address(street="1 quai Y", postcode="26100", town="Romans"))
    assert links(store, zoe, "company_places")[0].address.town == "Romans"
    assert store.read(queries.rows, [zoe])[0].town == "Romans"
