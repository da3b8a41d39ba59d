"""What many contacts can be given at once, in few statements: 100,000 of them must not take minutes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from petitcrm.base.fields import Field, Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts import edits, jobs, own_fields, rules
from petitcrm.features.contacts.fields import BY_KEY, FIELDS
from petitcrm.features.contacts.own_fields import OwnField
from petitcrm.features.contacts.tables import Contact, ContactTag, CustomValue, Employment, Tag
from petitcrm.store.schema import now

CHUNK = 5000
# What belongs to one contact alone is not given to many.
_OF_ONE = frozenset(
    {"civility", "given_name", "family_name", "birthday", "salutation", "note", "tags", "profile", "bought", "why_left"}
)
_SAID_AT_ONCE = frozenset({"tier", "stage", "temperature", "audience", "language"})  # edits.change_all does these fast


def fields() -> list[Field]:
    """The fields that can be given to many at once."""
    return [field for field in FIELDS if field.key not in _OF_ONE]


def check(field: Field | OwnField, text: str, today: date) -> str:
    """Why `text` can't be given, "" where it can."""
    try:
        if isinstance(field, OwnField):
            own_fields.kept_surely(field, text, today)
        else:
            _values(field, text, today)
    except Refused as refused:
        return str(refused)
    return ""


def set_all(session: Session, ids: Sequence[int], name: str, text: str, today: date) -> None:
    """Give a field to every one of `ids` that can have it. Refused where the value can't be kept."""
    if name in _SAID_AT_ONCE or (not hasattr(Contact, name) and name not in ("company", "own_interval")):
        edits.change_all(session, ids, {name: text}, today)
        return
    field = BY_KEY[name]
    if name == "company":
        _employ(session, ids, clean(text))
        return
    values = _values(field, text, today)
    for chunk in _chunks(ids):
        wanted = update(Contact).where(Contact.id.in_(chunk), Contact.kind.in_(field.of))
        session.execute(wanted.values(**values, changed_at=now()))
    session.expire_all()


def _values(field: Field, text: str, today: date) -> dict[str, Any]:
    """The columns that hold the field, and what they are to hold."""
    if field.key == "own_interval":
        months, days = rules.own_interval(text)
        return {"own_months": months, "own_days": days}
    if field.key == "snoozed_until":
        return {"snoozed_until": edits.day_of(text, today)}
    if field.kind == "yes_no":
        return {field.key: edits.is_yes(text)}
    if field.choices:
        return {field.key: edits.choice_of(field.key, text)}
    value = edits.kept(field, text, today)
    if doubt := field.doubt(value):
        raise Refused(field.key, doubt)  # of many at once nothing doubtful is kept
    return {field.key: value}


def _employ(session: Session, ids: Sequence[int], name: str) -> None:
    """Every person of `ids` works for the company of that name, or with "" for none."""
    company = jobs.company_named(session, name) if name else None
    for chunk in _chunks(ids):
        people = select(Contact.id).where(Contact.id.in_(chunk), Contact.kind == "person")
        has = select(Employment.person_id).where(Employment.is_main)
        current = Employment.is_main, Employment.person_id.in_(people)
        if company is None:
            session.execute(delete(Employment).where(*current).execution_options(synchronize_session=False))
            continue
        changed = update(Employment).where(*current, Employment.company_id != company)
        session.execute(changed.values(company_id=company).execution_options(synchronize_session=False))
        for person in session.scalars(people.where(Contact.id.not_in(has))).all():
            session.add(Employment(person_id=person, company_id=company, is_main=True))
        session.flush()
    session.expire_all()


def set_own(session: Session, ids: Sequence[int], uid: str, text: str, today: date) -> None:
    """Give one of the owner's fields to every one of `ids` that can have it; an empty text empties it."""
    field = own_fields.named(_reader(session), uid)
    if field is None:
        raise Refused("custom", _("This field is no longer there."))
    value = own_fields.kept_surely(field, text, today)
    kinds = ("person", "company") if field.of == "both" else (field.of,)
    for chunk in _chunks(ids):
        among = CustomValue.field_id == field.id, CustomValue.contact_id.in_(chunk)
        if not value:
            session.execute(delete(CustomValue).where(*among).execution_options(synchronize_session=False))
            continue
        session.execute(update(CustomValue).where(*among, CustomValue.value != value).values(value=value))
        has = select(CustomValue.contact_id).where(CustomValue.field_id == field.id)
        rows = select(Contact.id, literal(field.id), literal(value)).where(
            Contact.id.in_(chunk), Contact.kind.in_(kinds), Contact.id.not_in(has)
        )
        session.execute(insert(CustomValue).from_select(["contact_id", "field_id", "value"], rows))
    session.expire_all()


def remove_tags(session: Session, ids: Sequence[int], names: Sequence[str]) -> None:
    """Take tags away from every one of `ids`; the tags themselves stay."""
    tags = select(Tag.id).where(Tag.name.in_(names))
    for chunk in _chunks(ids):
        gone = delete(ContactTag).where(ContactTag.contact_id.in_(chunk), ContactTag.tag_id.in_(tags))
        session.execute(gone.execution_options(synchronize_session=False))
    session.expire_all()


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _reader(session: Session) -> Any:
    from petitcrm.store.settings import reader_of

    return reader_of(session)
