"""What hangs on a card, and how it goes over to another one: for every table that refers to a contact."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from petitcrm.base.language import _, mark
from petitcrm.base.text import digits, key
from petitcrm.features.consent.tables import Consent
from petitcrm.features.contacts.tables import (
    Address,
    Contact,
    ContactTag,
    CustomField,
    CustomValue,
    Email,
    Employment,
    Phone,
    Web,
)
from petitcrm.features.duplicates.tables import NotSame
from petitcrm.features.history.tables import FollowUp, Interaction, Participant
from petitcrm.features.sequences.tables import SequenceMember
from petitcrm.store.schema import Base, now

Lines = list[str]


def move_all(session: Session, keep: int, drop: int) -> Lines:
    """Hand over all that hangs on `drop`; what couldn't be kept twice, as lines for the note."""
    lines: Lines = []
    for table in Base.metadata.sorted_tables:
        special = SPECIAL.get(table.name)
        if special is not None:
            lines += special(session, keep, drop)
        elif table.name not in DERIVED:
            for column in table.columns:
                if any(foreign.column.table.name == "contact" for foreign in column.foreign_keys):
                    session.execute(update(table).where(column == drop).values({column: keep}))
    session.flush()
    return lines


# ---- numbers and addresses ------------------------------------------------------------------------------------------


def _phone(row: Any) -> str:
    return str(row.e164 or digits(row.number) or row.number)


def _email(row: Any) -> str:
    return str(row.address.casefold())


def _web(row: Any) -> str:
    return re.sub(r"^(?:[a-z]+://)?(?:www\.)?", "", row.url.casefold()).rstrip("/")


def _address(row: Any) -> str:
    parts = (row.recipient, row.building, row.street, row.locality, row.postcode, row.town, row.country or "FR")
    return "|".join(key(part) for part in parts)


def _parts(table: Any, same: Callable[[Any], str]) -> Callable[[Session, int, int], Lines]:
    """Rows in order of their position: those of the card that stays first. One that is bad on either card stays bad."""

    def move(session: Session, keep: int, drop: int) -> Lines:
        def rows(contact: int) -> Any:
            chosen = select(table).where(table.contact_id == contact).order_by(table.position, table.id)
            return session.scalars(chosen).all()

        mine = rows(keep)
        known = {same(row): row for row in mine}
        position = max((row.position for row in mine), default=-1) + 1
        for row in rows(drop):
            twin = known.get(same(row))
            if twin is None:
                row.contact_id, row.position = keep, position
                position += 1
                continue
            if row.state != "usable":
                twin.state = row.state
            twin.label, twin.usage = twin.label or row.label, twin.usage or row.usage
            session.delete(row)
        session.flush()
        return []

    return move


# ---- words of their own ---------------------------------------------------------------------------------------------

_STRICT = ("consented", "objected")
_CHANNELS = {"call": mark("Calls"), "post": mark("Post"), "email": mark("E-mail"), "message": mark("Messages")}


def _move_consent(session: Session, keep: int, drop: int) -> Lines:
    """The stricter word wins; the other stays in the note with its proof."""
    mine = {row.channel: row for row in session.scalars(select(Consent).where(Consent.contact_id == keep))}
    lines = []
    for row in session.scalars(select(Consent).where(Consent.contact_id == drop)).all():
        twin = mine.get(row.channel)
        if twin is None:
            row.contact_id = keep
            continue
        said, other = (row.state, row.since, row.how), (twin.state, twin.since, twin.how)
        if said != other:
            is_stricter = _STRICT.index(row.state) > _STRICT.index(twin.state)
            if is_stricter or (row.state == twin.state and bool(row.how) > bool(twin.how)):
                twin.state, twin.since, twin.how = said
                said = other
            lines.append(_consent_line(row.channel, *said))
        session.delete(row)
    session.flush()
    return lines


def _consent_line(channel: str, state: str, since: str, how: str) -> str:
    word = _("agreed") if state == "consented" else _("objected")
    return f"{_(_CHANNELS.get(channel, channel))}: {word} {since}" + (f" ({how})" if how else "")


def _move_custom_values(session: Session, keep: int, drop: int) -> Lines:
    mine = {row.field_id: row for row in session.scalars(select(CustomValue).where(CustomValue.contact_id == keep))}
    lines = []
    for row in session.scalars(select(CustomValue).where(CustomValue.contact_id == drop)).all():
        twin = mine.get(row.field_id)
        if twin is None:
            row.contact_id = keep
            continue
        if not twin.value:
            twin.value = row.value
        elif row.value and row.value != twin.value:
            lines.append(f"{session.get_one(CustomField, row.field_id).name}: {row.value}")
        session.delete(row)
    session.flush()
    return lines


def _move_tags(session: Session, keep: int, drop: int) -> Lines:
    has = select(ContactTag.tag_id).where(ContactTag.contact_id == keep)
    session.execute(delete(ContactTag).where(ContactTag.contact_id == drop, ContactTag.tag_id.in_(has)))
    session.execute(update(ContactTag).where(ContactTag.contact_id == drop).values(contact_id=keep))
    return []


# ---- who works where ------------------------------------------------------------------------------------------------


def _move_employment(session: Session, keep: int, drop: int) -> Lines:
    lines = _move_employers(session, keep, drop)
    _move_people(session, keep, drop)
    return lines


def _move_employers(session: Session, keep: int, drop: int) -> Lines:
    """A person has one main employer: that of the card that stays, unless it has none."""
    mine = session.scalars(select(Employment).where(Employment.person_id == keep)).all()
    known = {row.company_id: row for row in mine}
    has_main = any(row.is_main for row in mine)
    lines = []
    for row in session.scalars(select(Employment).where(Employment.person_id == drop)).all():
        twin = known.get(row.company_id)
        if twin is None:
            row.is_main = row.is_main and not has_main
            session.flush()
            row.person_id = keep
            continue
        if row.role and twin.role and row.role != twin.role:
            lines.append(row.role)
        twin.role, twin.since = twin.role or row.role, twin.since or row.since
        is_main = row.is_main and not has_main
        session.delete(row)
        session.flush()
        twin.is_main = twin.is_main or is_main
    session.flush()
    return lines


def _move_people(session: Session, keep: int, drop: int) -> None:
    """The people of a company go with it; who works for both works there once."""
    known = {row.person_id: row for row in session.scalars(select(Employment).where(Employment.company_id == keep))}
    for row in session.scalars(select(Employment).where(Employment.company_id == drop)).all():
        twin = known.get(row.person_id)
        if twin is None:
            row.company_id = keep
            continue
        role, since, was_main = row.role, row.since, row.is_main
        session.delete(row)
        session.flush()
        twin.role, twin.since, twin.is_main = twin.role or role, twin.since or since, twin.is_main or was_main
    session.flush()


def make_main(session: Session, person: int, company: int) -> None:
    """Another of a person's employers becomes the main one."""
    session.execute(update(Employment).where(Employment.person_id == person, Employment.is_main).values(is_main=False))
    # Undo plays a run of changes of one table at once; something between the two keeps them in order.
    session.execute(update(Contact).where(Contact.id == person).values(changed_at=now()))
    chosen = select(Employment.id).where(Employment.person_id == person, Employment.company_id == company).limit(1)
    session.execute(update(Employment).where(Employment.id.in_(chosen)).values(is_main=True))
    session.expire_all()


# ---- pairs ----------------------------------------------------------------------------------------------------------


def _move_pairs(session: Session, keep: int, drop: int) -> Lines:
    """Who is not the same as the one is not the same as the other."""
    concerned = or_(NotSame.first_id == drop, NotSame.second_id == drop)
    rows = session.execute(select(NotSame.first_id, NotSame.second_id, NotSame.at).where(concerned)).all()
    session.execute(delete(NotSame).where(concerned))
    for first, second, at in rows:
        other = second if first == drop else first
        pair = sorted((keep, other))
        known = select(NotSame.id).where(NotSame.first_id == pair[0], NotSame.second_id == pair[1])
        if other != keep and session.scalar(known) is None:
            session.add(NotSame(first_id=pair[0], second_id=pair[1], at=at))
    session.flush()
    return []


# ---- who took part -------------------------------------------------------------------------------------------------


def _move_participants(session: Session, keep: int, drop: int) -> Lines:
    """Nobody takes part twice, nor besides an exchange of their own."""
    both = (keep, drop)
    own = select(Interaction.id).where(Interaction.contact_id.in_(both))
    session.execute(delete(Participant).where(Participant.contact_id.in_(both), Participant.interaction_id.in_(own)))
    has = select(Participant.interaction_id).where(Participant.contact_id == keep)
    session.execute(delete(Participant).where(Participant.contact_id == drop, Participant.interaction_id.in_(has)))
    session.execute(update(Participant).where(Participant.contact_id == drop).values(contact_id=keep))
    return []


# ---- sequences ------------------------------------------------------------------------------------------------------


def _move_members(session: Session, keep: int, drop: int) -> Lines:
    """Nobody is in a sequence twice: whichever goes on stays, else the one that is further."""
    mine = {
        row.sequence_id: row for row in session.scalars(select(SequenceMember).where(SequenceMember.contact_id == keep))
    }
    for row in session.scalars(select(SequenceMember).where(SequenceMember.contact_id == drop)).all():
        twin = mine.get(row.sequence_id)
        if twin is None:
            row.contact_id = keep
            continue
        gone, stays = sorted((row, twin), key=lambda one: (not one.ended_why, one.done, one is twin))
        promised = session.get(FollowUp, gone.follow_up_id) if gone.follow_up_id is not None else None
        session.delete(gone)
        if promised is not None and promised.done_on is None:
            session.delete(promised)  # the call of the one that stays is promised, or comes with its step
        session.flush()
        stays.contact_id = keep
    session.flush()
    return []


SPECIAL: dict[str, Callable[[Session, int, int], Lines]] = {
    "phone": _parts(Phone, _phone),
    "email": _parts(Email, _email),
    "web": _parts(Web, _web),
    "address": _parts(Address, _address),
    "consent": _move_consent,
    "custom_value": _move_custom_values,
    "contact_tag": _move_tags,
    "employment": _move_employment,
    "not_same": _move_pairs,
    "participant": _move_participants,
    "sequence_member": _move_members,
}
MOVED = frozenset(
    {"picture", "interaction", "follow_up", "letter", "attachment", "customer_request", "reactivation"}
)  # simply handed over
DERIVED = frozenset({"call_plan"})  # worked out again before the commit
