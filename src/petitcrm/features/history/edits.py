"""What can change of the history."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from petitcrm.base.dates import parse_iso
from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines
from petitcrm.features.contacts import parts as contacts
from petitcrm.features.history import follow_ups, rules
from petitcrm.features.history.fields import DIRECTIONS, KINDS, OUTCOMES
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp, Interaction, Participant


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is to be noted. `day` is ISO; `follow_up` an ISO day on which something is promised, "" for nothing.

    `others` are the keys of those who took part besides the contact.
    """

    kind: str
    day: str
    direction: str = "out"
    outcome: str = ""
    at: str = ""
    minutes: int | None = None
    subject: str = ""
    text: str = ""
    follow_up: str = ""
    follow_up_at: str = ""
    follow_up_kind: str = "call"
    follow_up_text: str = ""
    who_of_us: str = ""
    feeling: int | None = None
    others: tuple[int, ...] = ()


def log(session: Session, contact_id: int, exchange: Exchange) -> int:
    """Note an exchange; a call of ours settles the calls promised until that day. The key of the history entry.

    Where they gave a sign, what was promised only until then is done with. A wrong number marks the number as wrong.
    Problem where a kind, outcome or day is unknown.
    """
    _check(exchange)
    entry = Interaction(
        contact_id=contact_id,
        kind=exchange.kind,
        direction=exchange.direction,
        outcome=rules.kept_outcome(exchange.kind, exchange.outcome),
        day=exchange.day,
        at=exchange.at,
        minutes=exchange.minutes,
        subject=clean(exchange.subject)[:500],
        text=clean_lines(exchange.text)[:100_000],
        who_of_us=clean(exchange.who_of_us)[:40],
        feeling=exchange.feeling,
    )
    session.add(entry)
    session.flush()
    session.add_all(
        Participant(interaction_id=entry.id, contact_id=other)
        for other in dict.fromkeys(exchange.others)
        if other != contact_id
    )
    if exchange.kind == "call" and exchange.outcome == "wrong_number":
        contacts.mark_number_wrong(session, contact_id)
    if exchange.kind in ("call", "visit", "meeting", "video"):
        settle(session, contact_id, exchange.day)
    if rules.is_reached(exchange.kind, exchange.direction, exchange.outcome):
        follow_ups.lapse(session, contact_id, exchange.day)
    if exchange.follow_up:
        promise(
            session,
            contact_id,
            exchange.follow_up,
            exchange.follow_up_at,
            exchange.follow_up_text,
            exchange.follow_up_kind,
        )
    session.flush()
    return entry.id


def _check(exchange: Exchange) -> None:
    for name, value, choices in (
        (_("kind"), exchange.kind, KINDS),
        (_("outcome"), exchange.outcome, OUTCOMES),
        (_("direction"), exchange.direction, DIRECTIONS),
    ):
        if not (value == "" and choices is OUTCOMES):
            known_choice(name, value, choices)
    if exchange.feeling not in (None, -2, -1, 0, 1, 2):
        raise Problem(_("A feeling goes from -2 to 2."))
    if exchange.kind == "call" and not exchange.outcome:
        raise Problem(
            _("A call needs an outcome."),
            _("The choices are: {all}.").format(all=", ".join(one.value for one in OUTCOMES)),
        )
    parse_iso(exchange.day)
    if exchange.follow_up and parse_iso(exchange.follow_up) < parse_iso(exchange.day):
        raise Problem(_("The promised day {day} is before the exchange.").format(day=exchange.follow_up))


def settle(session: Session, contact_id: int, day: str) -> None:
    """The calls promised to a contact until `day` are done with; those that repeat are promised again."""
    chosen = select(FollowUp.id).where(
        FollowUp.contact_id == contact_id, FollowUp.kind == "call", FollowUp.done_on.is_(None), FollowUp.day <= day
    )
    for one in session.scalars(chosen).all():
        follow_ups.finish(session, one, parse_iso(day))


def promise(session: Session, contact_id: int, day: str, at: str = "", text: str = "", kind: str = "call") -> int:
    """Promise a call (or another follow-up) for `day`, perhaps at an hour. Its key."""
    return follow_ups.promise(session, contact_id, Promised(day, at, text, kind))


def drop_promise(session: Session, contact_id: int) -> None:
    """Take back the open calls promised to a contact."""
    for row in session.query(FollowUp).filter_by(contact_id=contact_id, kind="call", done_on=None):
        session.delete(row)
    session.flush()


def change(session: Session, interaction_id: int, exchange: Exchange) -> None:
    """Make a history entry what `exchange` says, those who took part included; what it promises is not looked at.

    Problem where a kind, outcome or day is unknown.
    """
    _check(exchange)
    entry = session.get_one(Interaction, interaction_id)
    entry.kind, entry.direction, entry.day, entry.at = exchange.kind, exchange.direction, exchange.day, exchange.at
    entry.outcome = rules.kept_outcome(exchange.kind, exchange.outcome)
    entry.minutes, entry.feeling = exchange.minutes, exchange.feeling
    entry.subject, entry.text = clean(exchange.subject)[:500], clean_lines(exchange.text)[:100_000]
    entry.who_of_us = clean(exchange.who_of_us)[:40]
    session.execute(delete(Participant).where(Participant.interaction_id == interaction_id))
    session.add_all(
        Participant(interaction_id=interaction_id, contact_id=other)
        for other in dict.fromkeys(exchange.others)
        if other != entry.contact_id
    )
    session.flush()


def remove(session: Session, interaction_id: int) -> None:
    """Take a history entry out."""
    session.delete(session.get_one(Interaction, interaction_id))
    session.flush()
