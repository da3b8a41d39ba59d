"""What can change of requests: opened, answered, put to wait, closed, opened again."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.dates import parse_iso
from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines
from petitcrm.features.history import edits as history
from petitcrm.features.history import follow_ups
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp, Interaction
from petitcrm.features.requests.fields import RECEIVED, STATES, URGENCIES
from petitcrm.features.requests.tables import Request, RequestAnswer


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. Days are ISO; `promised_on` "" where no answer was promised for a day."""

    subject: str
    received_on: str
    text: str = ""
    urgency: str = "normal"
    received_how: str = ""
    promised_on: str = ""
    owner: str = ""
    product: str = ""


def begin(session: Session, contact_id: int, asked: Asked) -> int:
    """Open a request of a contact. Its key. Problem where it has no subject, or a day or choice is none."""
    row = Request(contact_id=contact_id, **_checked(asked))
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, request_id: int, asked: Asked) -> None:
    """Make an existing request say what `asked` says."""
    row = session.get_one(Request, request_id)
    for name, value in _checked(asked).items():
        setattr(row, name, value)
    session.flush()


def _checked(asked: Asked) -> dict[str, str]:
    subject = clean(asked.subject)[:500]
    if not subject:
        raise Problem(_("A request needs a subject."), _("Say in a few words what is asked for."))
    known_choice(_("urgency"), asked.urgency, URGENCIES)
    known_choice(_("way to receive a request"), asked.received_how, RECEIVED)
    received = parse_iso(asked.received_on)
    if asked.promised_on and parse_iso(asked.promised_on) < received:
        raise Problem(_("The promised day {day} is before the request.").format(day=asked.promised_on))
    return {
        "subject": subject,
        "text": clean_lines(asked.text)[:100_000],
        "urgency": asked.urgency,
        "received_on": asked.received_on,
        "received_how": asked.received_how,
        "promised_on": asked.promised_on,
        "owner": clean(asked.owner)[:40],
        "product": clean(asked.product)[:500],
    }


def answer(session: Session, request_id: int, exchange: Exchange, contact_id: int | None = None) -> int:
    """Note an exchange (with the client, or `contact_id` of its people) that answers a request. The key of the entry."""
    row = session.get_one(Request, request_id)
    entry = history.log(session, contact_id or row.contact_id, exchange)
    link(session, request_id, entry)
    return entry


def link(session: Session, request_id: int, interaction_id: int) -> None:
    """An exchange that is there already answers a request."""
    session.get_one(Request, request_id)
    session.get_one(Interaction, interaction_id)
    known = select(RequestAnswer.id).where(
        RequestAnswer.request_id == request_id, RequestAnswer.interaction_id == interaction_id
    )
    if session.scalar(known) is None:
        session.add(RequestAnswer(request_id=request_id, interaction_id=interaction_id))
        session.flush()


def promise(session: Session, request_id: int, promised: Promised) -> int:
    """Promise something for a request. The key of the follow-up."""
    row = session.get_one(Request, request_id)
    key = follow_ups.promise(session, row.contact_id, promised)
    session.get_one(FollowUp, key).request_id = request_id
    session.flush()
    return key


def put(session: Session, request_id: int, state: str, today: date) -> None:
    """Put a request to open, waiting (for the client) or done."""
    known_choice(_("state"), state, STATES)
    row = session.get_one(Request, request_id)
    if row.state != state:
        row.state, row.done_on = state, today.isoformat() if state == "done" else None
    session.flush()


def close(session: Session, request_id: int, today: date, call_on: str = "", call_at: str = "") -> int | None:
    """A request is done; what was promised for it is done with. With `call_on`, a satisfaction call is promised for that day.

    The key of that follow-up, None without one.
    """
    put(session, request_id, "done", today)
    row = session.get_one(Request, request_id)
    chosen = select(FollowUp.id).where(FollowUp.request_id == request_id, FollowUp.done_on.is_(None))
    for one in session.scalars(chosen).all():
        session.get_one(FollowUp, one).repeat = ""
        follow_ups.finish(session, one, today)
    if not call_on:
        return None
    text = _("Satisfied with the answer? {subject}").format(subject=row.subject)
    return promise(session, request_id, Promised(call_on, call_at, text=text))


def remove(session: Session, request_id: int) -> None:
    """Take a request out, as one made by mistake."""
    session.delete(session.get_one(Request, request_id))
    session.flush()
