"""A base with a household, a company and some who can't be written to: for labels and envelopes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.cards import Address
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY

LYON = Address(street="3 rue de la Paix", postcode="69002", town="Lyon")
VALENCE = Address(street="9 quai Sud", postcode="26000", town="Valence")


def person(session: Session, given: str, family: str, address: Address | None = LYON, **values: str) -> int:
    known = {"given_name": given, "family_name": family, "civility": "Mme", **values}
    key = contacts.create(session, "person", known, TODAY)
    if address is not None:
        parts.save_address(session, key, None, address)
    return key


def _fill(session: Session) -> dict[str, int]:
    ids = {"dupont": contacts.create(session, "company", {"company": "Dupont & Fils"}, TODAY)}
    parts.save_address(session, ids["dupont"], None, VALENCE)
    ids["anna"] = person(session, "Anna", "Roche", tier="A")
    ids["luc"] = person(session, "Luc", "Roche", civility="M.")
    ids["bruno"] = person(session, "Bruno", "Chen", None, company="Dupont & Fils", civility="M.", tier="A")
    ids["carla"] = person(session, "Carla", "Diaz", None, company="Dupont & Fils")
    ids["chloe"] = person(session, "Chloé", "Morel", None)
    ids["denis"] = person(session, "Denis", "Petit")
    ids["farid"] = person(session, "Farid", "Benali", deceased="yes")
    ids["gael"] = person(session, "Gaël", "Martin")
    ids["hugo"] = person(session, "Hugo", "Faure")
    ids["ines"] = person(session, "Inès", "Blanc", Address(street="1 place Bellecour", postcode="01000", town="Bourg"))
    consent.note(session, ids["denis"], "post", "objected", TODAY)
    contacts.trash(session, [ids["gael"]])
    history.log(session, ids["hugo"], Exchange("letter", "2026-04-30"))
    history.log(session, ids["ines"], Exchange("letter", TODAY.isoformat()))
    return ids


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    return store.keep(_fill)


@pytest.fixture
def uids(store: Store, ids: dict[str, int]) -> dict[str, str]:
    return {name: store.keep(lambda session, key=key: session.scalars(select(Contact.uid).where(Contact.id == key)).one())
            for name, key in ids.items()}  # fmt: skip
