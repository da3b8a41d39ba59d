"""What can change of a contact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from petitcrm.base import cards, dates
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Conflict, Field, Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines, key
from petitcrm.features.contacts import jobs, own_field_edits, parts, queries, rules
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.tables import Contact, ContactTag, Tag, Tier
from petitcrm.store import bulk
from petitcrm.store.connection import marks
from petitcrm.store.schema import Base, now
from petitcrm.store.settings import reader_of
from petitcrm.store.tables import Document


def create(session: Session, kind: str, values: Mapping[str, str], today: date) -> int:
    """A new contact with `values`: fields, and phone, mobile, email, street, postcode, town. Its key.

    Problem where there is nothing to call it by; Refused where a value can't be kept.
    """
    told = {name: clean(values.get(name, "")) for name in ("given_name", "family_name", "company", *_BESIDE)}
    others = (told["email"], told["phone"], told["mobile"])
    rules.check_any_name(told["given_name"], told["family_name"], told["company"], others)
    contact = Contact(kind=kind, display_name="", sort_name="")
    session.add(contact)
    session.flush()
    for name, label in (("phone", "work"), ("mobile", "mobile")):
        if told[name]:
            parts.save_phone(session, contact.id, None, told[name], label)
    if told["email"]:
        parts.save_email(session, contact.id, None, told["email"], "work")
    change(session, contact.id, {name: value for name, value in values.items() if name not in _BESIDE}, today)
    address = cards.Address(label="work", street=told["street"], postcode=told["postcode"], town=told["town"])
    if not address.is_empty():
        parts.save_address(session, contact.id, None, address)
    return contact.id


_BESIDE = ("phone", "mobile", "email", "street", "postcode", "town")  # what a new card has besides its fields


def change(
    session: Session, contact_id: int, values: Mapping[str, str], today: date, seen: Mapping[str, str] | None = None
) -> None:
    """Set fields of one contact; an empty text empties a field. Refused says which value can't be kept and why.

    `seen` is what stood in the fields when somebody began to type: Conflict where something else stands there by now.
    """
    contact = session.get_one(Contact, contact_id)
    if seen:
        _check_seen(session, contact_id, values, seen)
    for name, value in values.items():
        _set(session, contact, name, value, today)
    if session.is_modified(contact):  # what stays as it was leaves no step to undo
        contact.changed_at = now()
    session.flush()
    parts.rename(session, contact)


def _check_seen(session: Session, contact_id: int, values: Mapping[str, str], seen: Mapping[str, str]) -> None:
    card = queries.card(reader_of(session), contact_id)
    assert card is not None
    for name, before in seen.items():
        theirs = queries.value_of(card, name)
        if theirs not in (before, values[name]):
            raise Conflict(name, values[name], theirs)


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
        name: _tier_code(session, value) if name == "tier" else choice_of(name, value) for name, value in values.items()
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
        raise Refused(name, _("A company has no “{field}”.").format(field=field.title))
    if name in _SPECIAL:
        _SPECIAL[name](session, contact, value, today)
    elif field is None:
        own_field_edits.set_value(session, contact.id, own_field_edits.named(session, name), value, today)
    elif field.kind == "yes_no":
        setattr(contact, name, is_yes(value))
    elif field.choices:
        setattr(contact, name, choice_of(name, value))
    else:
        setattr(contact, name, kept(field, value, today))


def kept(field: Field, value: str, today: date) -> str:
    """The value to keep; what the field can't read stays as it was typed (its doubt is said where it is shown)."""
    is_long = field.kind == "lines"
    text = clean_lines(value) if is_long else clean(value)
    rules.check_length(field.key, field.title, text, rules.LONGEST_TEXT if is_long else rules.LONGEST_LINE)
    if field.kind == "date":
        day = dates.understood_past(text, today)
        return day.isoformat() if day else text
    return field.read(text) if field.read else text


def is_yes(value: str) -> bool:
    """Whether a text answers yes."""
    return key(value) in ("1", "yes", "oui", "true", "vrai", "x")


def names() -> list[str]:
    """The fields that can be set, by the names the command line uses; the owner's own go by their names."""
    return [*BY_KEY, "phone", "email"]


def choice_of(name: str, value: str) -> str:
    """The choice of a field meant by its value or its word in any language. Refused where it is none."""
    field = BY_KEY[name]
    wanted = clean(value).casefold() or field.choices[0].value
    for choice in field.choices:
        if wanted in (choice.value, choice.label.casefold(), _(choice.label).casefold()):
            return choice.value
    raise Refused(
        name,
        _("“{value}” is not a choice of “{field}”.").format(value=value, field=field.title),
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
    name = clean(value)
    rules.check_length("company", BY_KEY["company"].title, name, rules.LONGEST_LINE)
    if contact.kind == "company":
        contact.company_name = name
        return
    contact.company_name = ""
    company = jobs.company_named(session, name) if name else None
    jobs.employ(session, contact.id, company)


def _set_interval(_session: Session, contact: Contact, value: str, _today: date) -> None:
    contact.own_months, contact.own_days = rules.own_interval(value)


def _set_snooze(_session: Session, contact: Contact, value: str, today: date) -> None:
    contact.snoozed_until = day_of(value, today)


def day_of(value: str, today: date) -> str | None:
    """The day until which a contact is left alone, None for none. Refused where it can't be read."""
    if not clean(value):
        return None
    day = dates.understood(value, today)
    if day is None:
        raise Refused(
            "snoozed_until",
            _("“{text}” is not a day.").format(text=value),
            _("Write for example Mon, +3w, 12/4 or 2026-04-12."),
        )
    return day.isoformat()


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
    parts.set_first(session, "phone", contact.id, value)


def _set_email(session: Session, contact: Contact, value: str, _today: date) -> None:
    parts.set_first(session, "email", contact.id, value)


_SPECIAL = {
    "tier": _set_tier,
    "company": _set_company,
    "own_interval": _set_interval,
    "snoozed_until": _set_snooze,
    "tags": _set_tags,
    "phone": _set_phone,
    "email": _set_email,
}


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


def delete_for_good(session: Session, ids: Sequence[int]) -> None:
    """Delete contacts that are in the trash with everything about them, the journal's memory of them included.

    No undo brings them back: not to be called inside a step (Desk.do_for_good). Problem where one is not in the trash.
    """
    reader = reader_of(session)
    for chunk in _chunks(ids):
        among = f"IN ({marks(len(chunk))})"
        if reader.value(f"SELECT 1 FROM contact WHERE trashed_at IS NULL AND id {among} LIMIT 1", chunk):  # noqa: S608
            raise Problem(_("Only contacts in the trash can be deleted for good."))
        reader.execute(f"DELETE FROM contact WHERE id {among}", chunk)  # noqa: S608 - question marks
        for forget in _FORGET:
            reader.execute(forget.format(among=among), chunk)
        reader.execute_many("DELETE FROM draft WHERE key LIKE ?", ([f"card:{one}:%"] for one in chunk))
    reader.execute("DELETE FROM journal_step WHERE state <> 'done'")  # images of what was undone may show them too
    reader.execute(
        "DELETE FROM journal_step WHERE id NOT IN (SELECT step_id FROM journal_change)"  # nothing left to take back
    )
    reader.execute(_unused_documents())
    session.expire_all()
    bulk.settle(session)
    for index in reader.column("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"):
        reader.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 - an index keeps words of rows that are gone


def _unused_documents() -> str:
    """Drops the documents that no row of any table refers to."""
    used = [
        f"SELECT {key.parent.name} FROM {key.parent.table.name} WHERE {key.parent.name} IS NOT NULL"  # noqa: S608 - our tables
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == Document.__tablename__
    ]
    return f"DELETE FROM document WHERE id NOT IN ({' UNION '.join(used)})"  # noqa: S608 - the same


_FORGET = (
    "DELETE FROM journal_change WHERE contact_id {among}",
    "DELETE FROM journal_change WHERE tbl = 'contact' AND op <> 'r' AND row_id {among}",
    "DELETE FROM journal_change WHERE tbl = 'employment' AND json_extract(coalesce(before, after), '$.company_id') {among}",
    "DELETE FROM journal_change WHERE tbl = 'employment' AND json_extract(coalesce(after, before), '$.company_id') {among}",
)
