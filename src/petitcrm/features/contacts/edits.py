"""What can change of a contact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from petitcrm.base import cards, dates, phones
from petitcrm.base.fields import Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines, key
from petitcrm.features.contacts import rules
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.tables import (
    Address,
    Contact,
    ContactTag,
    Email,
    Employment,
    Phone,
    Tag,
    Tier,
    Web,
)
from petitcrm.store.schema import now

LONGEST = 32_000
LONGEST_NOTE = 100_000


def create(session: Session, kind: str, values: Mapping[str, str], today: date) -> int:
    """A new contact with `values` of fields (petitcrm.features.contacts.fields, and phone, email). Its key."""
    contact = Contact(kind=kind, display_name="", sort_name="")
    others = (clean(values.get("email", "")), clean(values.get("phone", "")))
    rules.check_any_name(
        clean(values.get("given_name", "")),
        clean(values.get("family_name", "")),
        clean(values.get("company", "")),
        others,
    )
    session.add(contact)
    session.flush()
    change(session, contact.id, values, today)
    return contact.id


def change(session: Session, contact_id: int, values: Mapping[str, str], today: date) -> None:
    """Set fields of one contact; an empty text empties a field. Refused says which value can't be kept and why."""
    contact = session.get_one(Contact, contact_id)
    for name, value in values.items():
        _set(session, contact, name, value, today)
    if session.is_modified(contact):  # what stays as it was leaves no step to undo
        contact.changed_at = now()
    session.flush()
    _rename(session, contact)


# Fields that many contacts can be given in one statement: nothing else of the card depends on them.
_PLAIN = ("tier", "stage", "temperature", "audience", "language")


def change_all(session: Session, ids: Sequence[int], values: Mapping[str, str], today: date) -> int:
    """Set the same fields of several contacts; how many there were."""
    if all(name in _PLAIN for name in values):
        _change_plainly(session, ids, values, today)
    else:
        for contact_id in ids:
            change(session, contact_id, values, today)
    return len(ids)


def _change_plainly(session: Session, ids: Sequence[int], values: Mapping[str, str], today: date) -> None:
    new: dict[str, Any] = {
        name: _tier_code(session, value) if name == "tier" else _choice(name, value) for name, value in values.items()
    }
    for chunk in _chunks(ids):
        if "tier" in new:
            given = update(Contact).where(Contact.id.in_(chunk), Contact.tier.is_distinct_from(new["tier"]))
            session.execute(given.values(tier_since=today.isoformat() if new["tier"] else None))
        session.execute(update(Contact).where(Contact.id.in_(chunk)).values(**new, changed_at=now()))
    session.expire_all()


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), 5000):
        yield ids[start : start + 5000]


def _set(session: Session, contact: Contact, name: str, value: str, today: date) -> None:
    field = BY_KEY.get(name)
    if field is not None and contact.kind not in field.of and value:
        raise Refused(name, _("A company has no “{field}”.").format(field=_(field.label)))
    if name in _SPECIAL:
        _SPECIAL[name](session, contact, value, today)
    elif field is None:
        raise Refused(
            name,
            _("There is no field “{field}”.").format(field=name),
            _("The fields are: {all}.").format(all=", ".join(names())),
        )
    elif field.kind == "yes_no":
        setattr(contact, name, key(value) in ("1", "yes", "oui", "true", "vrai"))
    elif field.choices:
        setattr(contact, name, _choice(name, value))
    else:
        text = clean_lines(value)[:LONGEST_NOTE] if field.kind == "lines" else clean(value)[:LONGEST]
        setattr(contact, name, field.check(text) if field.check else text)


def names() -> list[str]:
    """The fields that can be set, by the names the command line uses."""
    return [*BY_KEY, "phone", "email"]


def _choice(name: str, value: str) -> str:
    field = BY_KEY[name]
    wanted = clean(value).casefold() or field.choices[0].value
    for choice in field.choices:
        if wanted in (choice.value, choice.label.casefold(), _(choice.label).casefold()):
            return choice.value
    raise Refused(
        name,
        _("“{value}” is not a choice of “{field}”.").format(value=value, field=_(field.label)),
        _("The choices are: {all}.").format(all=", ".join(choice.value for choice in field.choices if choice.value)),
    )


def _tier_code(session: Session, value: str) -> str | None:
    """The tier meant by `value`, None for none. Refused where there is no such tier."""
    code = clean(value)
    if not code:
        return None
    known = session.scalars(select(Tier.code).order_by(Tier.position)).all()
    found = next((one for one in known if one.casefold() == code.casefold()), None)
    if found is None:
        raise Refused(
            "tier",
            _("There is no tier “{code}”.").format(code=code),
            _("The tiers are: {all}.").format(all=", ".join(known)),
        )
    return found


def _set_tier(session: Session, contact: Contact, value: str, today: date) -> None:
    code = _tier_code(session, value)
    if contact.tier != code:
        contact.tier, contact.tier_since = code, today.isoformat() if code else None


def _set_company(session: Session, contact: Contact, value: str, _today: date) -> None:
    name = clean(value)[:LONGEST]
    if contact.kind == "company":
        contact.company_name = name
        return
    contact.company_name = ""
    company = company_named(session, name) if name else None
    employ(session, contact.id, company)


def company_named(session: Session, name: str) -> int:
    """The company of that name (accents, capitals and punctuation aside), made if there is none. Its key."""
    known = session.scalars(
        select(Contact).where(Contact.kind == "company", Contact.sort_name == rules.sort_name("company", "", "", name))
    ).all()
    alive = [company for company in known if company.trashed_at is None]
    if alive:
        return alive[0].id
    company = Contact(kind="company", company_name=name, display_name="", sort_name="")
    session.add(company)
    session.flush()
    _rename(session, company)
    return company.id


def employ(session: Session, person_id: int, company_id: int | None) -> None:
    """Make `company_id` the main company of a person, or leave the person without one."""
    current = session.scalars(
        select(Employment).where(Employment.person_id == person_id, Employment.is_main)
    ).one_or_none()
    if company_id is None:
        if current is not None:
            session.delete(current)
    elif current is None:
        session.add(Employment(person_id=person_id, company_id=company_id, is_main=True))
    else:
        current.company_id = company_id
    session.flush()


def _set_interval(_session: Session, contact: Contact, value: str, _today: date) -> None:
    contact.own_months, contact.own_days = rules.own_interval(value)


def _set_snooze(_session: Session, contact: Contact, value: str, today: date) -> None:
    if not clean(value):
        contact.snoozed_until = None
        return
    day = dates.understood(value, today)
    if day is None:
        raise Refused(
            "snoozed_until",
            _("“{text}” is not a day.").format(text=value),
            _("Write for example Mon, +3w, 12/4 or 2026-04-12."),
        )
    contact.snoozed_until = day.isoformat()


def _set_tags(session: Session, contact: Contact, value: str, _today: date) -> None:
    wanted = rules.split_tags(value)
    has = select(Tag.name).join(ContactTag, ContactTag.tag_id == Tag.id).where(ContactTag.contact_id == contact.id)
    if list(session.scalars(has.order_by(ContactTag.id)).all()) == wanted:
        return
    session.execute(delete(ContactTag).where(ContactTag.contact_id == contact.id))
    for name in wanted:
        session.add(ContactTag(contact_id=contact.id, tag_id=tag_named(session, name)))
    session.flush()


def tag_named(session: Session, name: str) -> int:
    """The tag of that name, made if there is none. Its key."""
    tag = session.scalars(select(Tag).where(Tag.name == name)).one_or_none()
    if tag is None:
        tag = Tag(name=name)
        session.add(tag)
        session.flush()
    return tag.id


def _set_phone(session: Session, contact: Contact, value: str, _today: date) -> None:
    first = session.scalars(
        select(Phone).where(Phone.contact_id == contact.id).order_by(Phone.position, Phone.id).limit(1)
    ).one_or_none()
    save_phone(session, contact.id, first.id if first else None, value, first.label if first else "")


def _set_email(session: Session, contact: Contact, value: str, _today: date) -> None:
    first = session.scalars(
        select(Email).where(Email.contact_id == contact.id).order_by(Email.position, Email.id).limit(1)
    ).one_or_none()
    save_email(session, contact.id, first.id if first else None, value, first.label if first else "")


_SPECIAL = {
    "tier": _set_tier,
    "company": _set_company,
    "own_interval": _set_interval,
    "snoozed_until": _set_snooze,
    "tags": _set_tags,
    "phone": _set_phone,
    "email": _set_email,
}


def _rename(session: Session, contact: Contact) -> None:
    """Work the shown name out again."""
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


def _next_position(
    session: Session, table: type[Phone] | type[Email] | type[Web] | type[Address], contact_id: int
) -> int:
    positions = session.scalars(select(table.position).where(table.contact_id == contact_id)).all()
    return max(positions, default=-1) + 1


def save_phone(
    session: Session, contact_id: int, phone_id: int | None, number: str, label: str, country: str = "FR"
) -> None:
    """Add (`phone_id` None), change, or with an empty number remove a phone."""
    number = rules.check_phone(number)[:80]
    _save_part(session, Phone, contact_id, phone_id, number, {
        "number": number, "label": clean(label)[:40], "e164": phones.normalise(number, country), "state": "usable",
    })  # fmt: skip


def save_email(session: Session, contact_id: int, email_id: int | None, address: str, label: str) -> None:
    """Add, change, or with an empty address remove an e-mail address. Refused where it can't be one."""
    address = rules.check_email(address)[:320]
    _save_part(session, Email, contact_id, email_id, address, {
        "address": address, "label": clean(label)[:40], "state": "usable",
    })  # fmt: skip


def save_web(session: Session, contact_id: int, web_id: int | None, url: str, label: str) -> None:
    """Add, change, or with an empty address remove a web address."""
    url = clean(url)[:LONGEST]
    _save_part(session, Web, contact_id, web_id, url, {"url": url, "label": clean(label)[:40]})


def save_address(session: Session, contact_id: int, address_id: int | None, address: cards.Address) -> None:
    """Add, change, or where it is empty remove a postal address."""
    parts = ("recipient", "building", "street", "locality", "postcode", "town", "region", "label")
    values = {name: clean(getattr(address, name))[:200] for name in parts}
    values["country"] = clean(address.country).upper()[:2]
    values["state"] = "usable"
    _save_part(session, Address, contact_id, address_id, "" if address.is_empty() else "kept", values)


def _save_part(
    session: Session,
    table: type[Phone] | type[Email] | type[Web] | type[Address],
    contact_id: int,
    part_id: int | None,
    text: str,
    values: Mapping[str, str],
) -> None:
    row = session.get(table, part_id) if part_id else None
    if not text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(table(contact_id=contact_id, position=_next_position(session, table, contact_id), **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    _rename(session, session.get_one(Contact, contact_id))


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


def trash(session: Session, ids: Sequence[int]) -> None:
    """Put contacts into the trash."""
    _set_trashed(session, ids, now())


def restore(session: Session, ids: Sequence[int]) -> None:
    """Take contacts out of the trash."""
    _set_trashed(session, ids, None)


def _set_trashed(session: Session, ids: Sequence[int], moment: str | None) -> None:
    for chunk in _chunks(ids):
        session.execute(update(Contact).where(Contact.id.in_(chunk)).values(trashed_at=moment))
    session.expire_all()


def add_tags(session: Session, ids: Sequence[int], text: str) -> None:
    """Give every one of `ids` the tags in `text`, besides those they have."""
    for tag in [tag_named(session, name) for name in rules.split_tags(text)]:
        for chunk in _chunks(ids):
            has = select(ContactTag.contact_id).where(ContactTag.tag_id == tag)
            rows = select(Contact.id, literal(tag)).where(Contact.id.in_(chunk), Contact.id.not_in(has))
            session.execute(insert(ContactTag).from_select(["contact_id", "tag_id"], rows))
