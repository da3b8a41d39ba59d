"""A base with a printed mailing of four letters, M1, and one of two, M2."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.letters import command, settings
from petitcrm.features.letters.costs import Costs
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from tests_support import TODAY

LYON = Address(street="3 rue de la Paix", postcode="69002", town="Lyon")
COSTS = Costs(fixed=120_00, piece=1_80, margin=85_00)


def _person(session: Session, given: str, tier: str, address: Address | None = LYON, **more: str) -> int:
    values = {"given_name": given, "family_name": "Roche", "tier": tier, **more}
    key = contacts.create(session, "person", values, TODAY)
    if address is not None:
        parts.save_address(session, key, None, address)
    return key


def _fill(session: Session) -> dict[str, int]:
    ids = {"dupont": contacts.create(session, "company", {"company": "Dupont & Fils"}, TODAY)}
    parts.save_address(session, ids["dupont"], None, Address(street="9 quai Sud", postcode="26000", town="Valence"))
    ids["anna"] = _person(session, "Anna", "A", phone="04 75 00 00 01", tags="salon")
    ids["bruno"] = _person(session, "Bruno", "A", None, company="Dupont & Fils")
    ids["chloe"] = _person(session, "Chloe", "B", tags="salon")
    ids["denis"] = _person(session, "Denis", "B")
    stored.save(session, {settings.NAME: "Menuiserie Duval", settings.TOWN: "Lyon"})
    return ids


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    return store.keep(_fill)


def uid_of(store: Store, key: int) -> str:
    return store.keep(lambda session: session.get_one(Contact, key).uid)


@pytest.fixture
def printed(store: Store, ids: dict[str, int], tmp_path: Path) -> Store:
    """M1 "Printemps" to Anna, Bruno, Chloe and Denis; M2 to Anna and Denis."""
    people = [uid_of(store, ids[name]) for name in ("anna", "bruno", "chloe", "denis")]
    command.run(store, tmp_path / "1.pdf", to=people, model="Vœux", on=date(2026, 5, 4), name="Printemps", costs=COSTS)
    two = [people[0], people[3]]
    command.run(store, tmp_path / "2.pdf", to=two, model="Introducing our company", on=date(2026, 5, 5))
    return store
