"""Requests from the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.history.fields import word
from petitcrm.features.requests import queries
from petitcrm.features.requests.fields import STATES, URGENCIES
from petitcrm.features.requests.queries import RequestRow

if TYPE_CHECKING:
    from petitcrm.features.requests import edits
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.requests.edits")


def as_json(rows: list[RequestRow]) -> list[dict[str, Any]]:
    return [
        {
            "uid": one.uid,
            "contact": one.contact_uid,
            "name": one.name,
            "subject": one.subject,
            "text": one.text,
            "urgency": one.urgency,
            "state": one.state,
            "received_on": one.received_on.isoformat(),
            "received_how": one.received_how or None,
            "promised_on": one.promised_on.isoformat() if one.promised_on else None,
            "done_on": one.done_on.isoformat() if one.done_on else None,
            "late": one.is_late,
            "age_days": one.age_days,
            "owner": one.owner,
            "product": one.product,
            "answers": one.answers,
            "blocks_selling": one.blocks_selling,
        }
        for one in rows
    ]


def listed(rows: list[RequestRow], today: date) -> list[str]:
    """A request a line: its uid, how urgent, whose, what, and for when."""
    return [
        f"{one.uid}  {'!' if one.is_late else ' '} {_(word(URGENCIES, one.urgency)):9} {_(word(STATES, one.state)):10}  "
        f"{one.name}  {one.subject}  {shown(one.promised_on, today) if one.promised_on else ''}".rstrip()
        for one in rows
    ]


def add(store: Store, uid: str, asked: Any) -> str:
    """Open a request of the contact `uid`, in one undo step. Its uid."""
    contact_id = store.read(contacts.id_of, uid)
    key, _changed = store.do(_("Open a request"), edits.begin, contact_id, asked)
    return str(store.reader.value("SELECT uid FROM customer_request WHERE id = ?", (key,)))


def put(store: Store, uid: str, state: str, today: date, call_on: str = "") -> None:
    """open, waiting or done, in one undo step; with `call_on`, a satisfaction call is promised for that day."""
    key = store.read(queries.request_id, uid)
    if state == "done":
        store.do(_("Close a request"), edits.close, key, today, call_on)
    else:
        store.do(_("Change a request"), edits.put, key, state, today)


def answer(store: Store, uid: str, exchange: Any) -> None:
    """Note an exchange that answers a request, in one undo step."""
    key = store.read(queries.request_id, uid)
    store.do(_("Answer a request"), edits.answer, key, exchange)
