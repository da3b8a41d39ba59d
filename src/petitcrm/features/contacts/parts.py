"""Phones, e-mail, web and postal addresses of a contact: what can change of them. The first of a kind is the main one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base import cards, phones
from petitcrm.base.fields import Conflict
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts import rules
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.contacts.tables import Address, Contact, Email, Phone, Web
from petitcrm.store.settings import reader_of

TABLES: dict[str, Any] = {
    "phone": Phone,
    "email": Email,
    "web": Web,
    "address": Address,
}
STATES = {
    "phone": ("usable", "wrong"),
    "email": ("usable", "wrong", "returned"),
    "web": ("usable", "wrong"),
    "address": ("usable", "wrong", "returned"),
}
_TEXT = {"phone": "number", "email": "address", "web": "url"}


def save_phone(
    session: Session, contact_id: int, phone_id: int | None, number: str, label: str, seen: str | None = None
) -> None:
    """Add (`phone_id` None), change, or with an empty number remove a phone. What can't be dialled is kept as written.

    `seen` is what stood there when somebody began to type: Conflict where it is something else by now.
    """
    number = clean(number).removeprefix("tel:")
    rules.check_length("phone", _("Phone"), number, 200)
    e164 = phones.normalise(number, COUNTRY.read(reader_of(session)))
    _save(session, "phone", contact_id, phone_id, number, {"number": number, "label": label, "e164": e164}, seen)


def save_email(
    session: Session, contact_id: int, email_id: int | None, address: str, label: str, seen: str | None = None
) -> None:
    """Add, change, or with an empty address remove an e-mail address; one that can't be one is kept as written."""
    address = clean(address).removeprefix("mailto:")
    rules.check_length("email", _("E-mail"), address, rules.LONGEST_LINE)
    _save(session, "email", contact_id, email_id, address, {"address": address, "label": label}, seen)


def save_web(
    session: Session, contact_id: int, web_id: int | None, url: str, label: str, seen: str | None = None
) -> None:
    """Add, change, or with an empty address remove a web address."""
    url = clean(url)
    rules.check_length("web", _("Web"), url, 2_000)
    _save(session, "web", contact_id, web_id, url, {"url": url, "label": label}, seen)


_PLACE = ("recipient", "building", "street", "locality", "postcode", "town", "region")


def save_address(
    session: Session,
    contact_id: int,
    address_id: int | None,
    address: cards.Address,
    seen: cards.Address | None = None,
) -> None:
    """Add, change, or where it is empty remove a postal address; one that changes is usable again."""
    values = {name: clean(getattr(address, name)) for name in _PLACE}
    for name, text in values.items():
        rules.check_length(name, name, text, rules.LONGEST_LINE)
    values["country"] = clean(address.country).upper()[:2]
    row = session.get(Address, address_id) if address_id else None
    if row is not None and seen is not None:
        for name in (*_PLACE, "country"):
            theirs = getattr(row, name)
            if getattr(seen, name) != theirs and values[name] != theirs:
                raise Conflict(name, values[name], theirs)
    if row is not None and any(
        getattr(row, name) != values[name] for name in ("street", "locality", "postcode", "town")
    ):
        values["state"] = "usable"
    values["label"] = address.label
    _save(session, "address", contact_id, address_id, "" if address.is_empty() else "kept", values, None)


def _save(
    session: Session,
    kind: str,
    contact_id: int,
    part_id: int | None,
    text: str,
    values: Mapping[str, str],
    seen: str | None,
) -> None:
    table = TABLES[kind]
    values = {**values, "label": clean(values["label"])[:40]}
    row = session.get(table, part_id) if part_id else None
    if row is not None and kind in _TEXT:
        theirs = getattr(row, _TEXT[kind])
        if seen is not None and theirs not in (seen, text):
            raise Conflict(kind, text, theirs)
        if theirs != text:
            values["state"] = "usable"
    if not text:
        if row is not None:
            session.delete(row)
    elif row is None:
        position = _next_position(session, table, contact_id)
        session.add(table(contact_id=contact_id, position=position, **{"state": "usable"} | values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    rename(session, session.get_one(Contact, contact_id))


def _next_position(session: Session, table: Any, contact_id: int) -> int:
    positions = session.scalars(select(table.position).where(table.contact_id == contact_id)).all()
    return max(positions, default=-1) + 1


def set_first(session: Session, kind: str, contact_id: int, text: str) -> None:
    """Change the main phone or e-mail address (kind: phone, email), or make the first one."""
    table = TABLES[kind]
    first = session.scalars(
        select(table).where(table.contact_id == contact_id).order_by(table.position, table.id).limit(1)
    ).one_or_none()
    save = save_phone if kind == "phone" else save_email
    save(session, contact_id, first.id if first else None, text, first.label if first else "")


def describe(session: Session, kind: str, part_id: int, what: str, value: str) -> None:
    """Say of a part (`what`) its usage (professional, personal, "") or its state (STATES)."""
    if what not in ("usage", "state") or (what == "state" and value not in STATES[kind]):
        raise ValueError(f"{what} of a {kind} is never {value}")
    setattr(session.get_one(TABLES[kind], part_id), what, value)
    session.flush()


def make_main(session: Session, kind: str, part_id: int) -> None:
    """Put a part first of its kind: the number that is called, the address that is written to."""
    table = TABLES[kind]
    chosen = session.get_one(table, part_id)
    others = session.scalars(
        select(table).where(table.contact_id == chosen.contact_id).order_by(table.position, table.id)
    ).all()
    for position, row in enumerate([chosen, *(row for row in others if row.id != part_id)]):
        row.position = position
    session.flush()
    rename(session, session.get_one(Contact, chosen.contact_id))


def rename(session: Session, contact: Contact) -> None:
    """Work the shown name out again. Problem where nothing is left to call the contact by."""
    others = [
        *session.scalars(select(Email.address).where(Email.contact_id == contact.id).order_by(Email.position)).all(),
        *session.scalars(select(Phone.number).where(Phone.contact_id == contact.id).order_by(Phone.position)).all(),
    ]
    rules.check_any_name(contact.given_name, contact.family_name, contact.company_name, others)
    contact.display_name = rules.display_name(
        contact.kind, contact.given_name, contact.family_name, contact.company_name, others
    )
    contact.sort_name = rules.sort_name(contact.kind, contact.given_name, contact.family_name, contact.display_name)
    session.flush()


def mark_number_wrong(session: Session, contact_id: int) -> None:
    """The number last tried (the first usable one) is wrong: it is kept, and no longer called."""
    first = session.scalars(
        select(Phone)
        .where(Phone.contact_id == contact_id, Phone.state == "usable", Phone.label.not_in(("fax", "pager")))
        .order_by(Phone.position, Phone.id)
        .limit(1)
    ).one_or_none()
    if first is not None:
        first.state = "wrong"
    session.flush()
