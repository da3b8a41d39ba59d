"""Two cards become one; or two cards are said not to be the same."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.tables import Contact, Employment
from petitcrm.features.duplicates import better, merging, moves
from petitcrm.features.duplicates.tables import NotSame
from petitcrm.store.settings import reader_of


def merge(session: Session, keep_id: int, drop_id: int, chosen: Mapping[str, str], today: date) -> None:
    """Make one card of two: `keep_id` takes over all that `drop_id` holds, which is deleted.

    `chosen` says the value of a field (of better.FIELDS) where it is not the one proposed. No value is lost: those that
    the card doesn't bear go to its note. Problem where the two can't become one.
    """
    reader = reader_of(session)
    session.flush()
    merging.check(reader, keep_id, drop_id)
    kept, dropped = merging.said(reader, keep_id), merging.said(reader, drop_id)
    fields = better.fields(kept, dropped, queries.tiers(reader))
    final = {field.key: chosen.get(field.key, field.proposed) for field in fields}
    keep, drop = session.get_one(Contact, keep_id), session.get_one(Contact, drop_id)
    employer = session.scalar(select(Employment.company_id).where(Employment.person_id == drop_id, Employment.is_main))
    lines = [*better.lost(fields, final), *_take_over(keep, drop, final, kept, dropped)]
    lines += moves.move_all(session, keep_id, drop_id)
    _settle_employer(session, keep, employer, final, kept, dropped)
    if lines:
        keep.note = better.joined(keep.note, "\n".join(lines))
    others = {name: value for name, value in chosen.items() if value not in (kept.get(name), dropped.get(name))}
    session.flush()
    session.execute(delete(Contact).where(Contact.id == drop_id))
    session.expire_all()
    contacts.change(session, keep_id, {name: value for name, value in others.items() if name not in _HERE}, today)


_COLUMNS = {"tier": ("tier", "tier_since"), "own_interval": ("own_months", "own_days")}
_HERE = frozenset(
    {"note", "profile", "bought", "why_left", "sourced_on", "preferred_channel", "preferred_days", "preferred_hours"}
)


def _take_over(
    keep: Contact, drop: Contact, final: Mapping[str, str], kept: Mapping[str, str], dropped: Mapping[str, str]
) -> list[str]:
    """Give `keep` the values that were chosen of `drop`; the identities and days no field shows."""
    for name, value in final.items():
        if name in better.JOINED or name in _HERE:
            setattr(keep, name, value)
        elif name == "company":
            if keep.kind == "company" and value == dropped[name]:
                keep.company_name = value
        elif value == dropped[name] and value != kept[name]:
            for column in _COLUMNS.get(name, (name,)):
                setattr(keep, column, getattr(drop, column))
    if keep.tier == drop.tier and keep.tier_since and drop.tier_since:
        keep.tier_since = min(keep.tier_since, drop.tier_since)
    keep.deceased = keep.deceased or drop.deceased
    keep.created_at = min(keep.created_at, drop.created_at)
    if drop.import_uid and not keep.import_uid:
        keep.import_uid = drop.import_uid
    elif drop.import_uid and drop.import_uid != keep.import_uid:
        return [_("Identity in another program: {uid}").format(uid=drop.import_uid)]
    return []


def _settle_employer(
    session: Session,
    keep: Contact,
    employer: int | None,
    final: Mapping[str, str],
    kept: Mapping[str, str],
    dropped: Mapping[str, str],
) -> None:
    """The main employer of a person is the one whose name was chosen; the other stays as a second one."""
    if keep.kind == "person" and employer is not None and kept["company"] != dropped["company"] == final["company"]:
        session.flush()
        moves.make_main(session, keep.id, employer)


def not_same(session: Session, one_id: int, other_id: int) -> None:
    """Two cards are not the same: they are not proposed again. Problem for one and the same card."""
    if one_id == other_id:
        raise Problem(_("This is one card: it can't be another one than itself."))
    first, second = sorted((one_id, other_id))
    known = select(NotSame.id).where(NotSame.first_id == first, NotSame.second_id == second)
    if session.scalar(known) is None:
        session.add(NotSame(first_id=first, second_id=second))
    session.flush()
