"""Changes of the owner's own fields: making them, arranging them, and what contacts hold in them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from petitcrm.base.fields import Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean, key
from petitcrm.features.contacts import rules
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.own_fields import KINDS, OF, OWN, kept
from petitcrm.features.contacts.tables import CustomField, CustomValue


def add(session: Session, name: str, kind: str = "text", choices: Iterable[str] = (), of: str = "both") -> str:
    """A new field; its uid. Problem where the name is taken, the kind unknown, or a choice has nothing to choose from."""
    field = CustomField(name="", kind=kind, choices="", of=of)
    field.position = (session.scalar(select(func.max(CustomField.position))) or 0) + 1
    _settle(session, field, name, kind, choices, of)
    session.add(field)
    session.flush()
    return field.uid


def change(session: Session, uid: str, name: str, choices: Iterable[str], of: str) -> None:
    """Give a field another name, other choices, or to others. What contacts hold stays; its kind can't change."""
    field = session.scalars(select(CustomField).where(CustomField.uid == uid)).one()
    _settle(session, field, name, field.kind, choices, of)
    session.flush()


def _settle(session: Session, field: CustomField, name: str, kind: str, choices: Iterable[str], of: str) -> None:
    name = clean(name)
    offered = [one for one in dict.fromkeys(map(clean, choices)) if one]
    if not name:
        raise Refused("name", _("A field needs a name."))
    rules.check_length("name", _("Name"), name, 60)
    if any(sign in name for sign in "{}|="):
        raise Refused("name", _("The name of a field can't hold one of the signs {signs}.").format(signs="{ } | ="))
    if kind not in KINDS or of not in OF:
        raise Refused("kind", _("“{kind}” is no kind of field.").format(kind=kind), _choices(KINDS))
    if kind == "choice" and not offered:
        raise Refused("choices", _("A choice needs something to choose from."), _("Write the choices, one to a line."))
    for other in session.scalars(select(CustomField)).all():
        if other is not field and key(other.name) == key(name):
            raise Refused("name", _("There is a field “{name}” already.").format(name=other.name))
    if any(key(name) in (key(one.label), key(one.title), key(one.key)) for one in BY_KEY.values()):
        raise Refused("name", _("There is a field “{name}” already.").format(name=name))
    field.name, field.kind, field.choices, field.of = name, kind, "\n".join(offered), of


def _choices(known: dict[str, str]) -> str:
    return _("The choices are: {all}.").format(all=", ".join(known))


def remove(session: Session, uid: str) -> None:
    """Take a field away, and what contacts held in it."""
    session.execute(delete(CustomField).where(CustomField.uid == uid))
    session.expire_all()


def remove_named(session: Session, name: str) -> None:
    """Take the field of that name away. Refused where there is none."""
    remove(session, named(session, name).uid)


def move(session: Session, uid: str, by: int) -> None:
    """Move a field up (-1) or down (1) among the others."""
    fields = list(session.scalars(select(CustomField).order_by(CustomField.position, CustomField.id)).all())
    at = next(place for place, field in enumerate(fields) if field.uid == uid)
    to = min(max(at + by, 0), len(fields) - 1)
    fields.insert(to, fields.pop(at))
    for place, field in enumerate(fields):
        field.position = place + 1
    session.flush()


def named(session: Session, name: str) -> CustomField:
    """The field meant by its key ("own:…") or its name. Refused lists all fields where there is none of that name."""
    fields = session.scalars(select(CustomField).order_by(CustomField.position)).all()
    for field in fields:
        if name == OWN + field.uid or key(field.name) == key(name):
            return field
    known = [*BY_KEY, "phone", "email", *(field.name for field in fields)]
    raise Refused(
        name,
        _("There is no field “{field}”.").format(field=name),
        _("The fields are: {all}.").format(all=", ".join(known)),
    )


def set_value(session: Session, contact_id: int, field: CustomField, value: str, today: date) -> None:
    """What a contact's own field holds; an empty text empties it. What can't be read stays as it was typed."""
    text = kept(field.kind, field.choices, value, today)
    rules.check_length(OWN + field.uid, field.name, text, rules.LONGEST_LINE)
    row = session.scalars(
        select(CustomValue).where(CustomValue.contact_id == contact_id, CustomValue.field_id == field.id)
    ).one_or_none()
    if not text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(CustomValue(contact_id=contact_id, field_id=field.id, value=text))
    else:
        row.value = text
    session.flush()
