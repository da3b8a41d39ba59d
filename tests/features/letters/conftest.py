"""A base with a dozen contacts, some of whom can't be written to."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.cards import Address
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.contacts.tables import Address as AddressRow
from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.letters import settings
from petitcrm.parts import PARTS
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk

TODAY = date(2026, 5, 12)
LYON = Address(street="3 rue de la Paix", postcode="69002", town="Lyon")


def person(session: Session, given: str, family: str, address: Address | None = LYON, **values: str) -> int:
    known = {"given_name": given, "family_name": family, "civility": "Mme", **values}
    key = contacts.create(session, "person", known, TODAY)
    if address is not None:
        parts.save_address(session, key, None, address)
    return key


def _fill(session: Session) -> dict[str, int]:
    ids = {"dupont": contacts.create(session, "company", {"company": "Dupont & Fils"}, TODAY)}
    parts.save_address(session, ids["dupont"], None, Address(street="9 quai Sud", postcode="26000", town="Valence"))
    ids["anna"] = person(session, "Anna", "Roche", tier="A", tags="salon, presse", phone="04 75 00 00 01")
    ids["bruno"] = person(session, "Bruno", "Chen", None, company="Dupont & Fils", civility="M.", tier="A")
    ids["chloe"] = person(session, "Chloé", "Morel", None)
    ids["denis"] = person(session, "Denis", "Petit")
    ids["emma"] = person(session, "Emma", "Girard")
    ids["farid"] = person(session, "Farid", "Benali", deceased="yes")
    ids["gael"] = person(session, "Gaël", "Martin")
    ids["hugo"] = person(session, "Hugo", "Faure")
    for name in ("ines", "jean", "karim"):
        ids[name] = person(session, name.title(), "Blanc")
    consent.note(session, ids["denis"], "post", "objected", TODAY)
    session.scalars(select(AddressRow).where(AddressRow.contact_id == ids["emma"])).one().state = "returned"
    contacts.trash(session, [ids["gael"]])
    history.log(session, ids["hugo"], Exchange("letter", "2026-04-30"))
    history.log(session, ids["anna"], Exchange("call", "2026-02-03", outcome="reached"))
    stored.save(session, {settings.NAME: "Menuiserie Duval", settings.TOWN: "Lyon"})
    return ids


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "base.db", PARTS, clock=lambda: TODAY)
    yield made
    made.close()


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    return store.keep(_fill)


@pytest.fixture
def uids(store: Store, ids: dict[str, int]) -> dict[str, str]:
    def read(session: Session) -> dict[str, str]:
        return {name: session.get_one(Contact, key).uid for name, key in ids.items()}

    return store.keep(read)


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Iterator[Desk]:
    """A desk that knows who changed the file last."""
    made = Desk(store)
    made.look_outside()
    yield made
    made.wait()
