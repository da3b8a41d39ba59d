"""The series and its events from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from petitcrm.base.dates import understood
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.nurture import lines, queries
from petitcrm.features.nurture.queries import Event, NurtureLine

if TYPE_CHECKING:
    from petitcrm.features.nurture import edits
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.nurture.edits")


def as_json(found: Sequence[NurtureLine]) -> list[dict[str, Any]]:
    return [
        {
            "uid": one.uid,
            "display_name": one.name,
            "company": one.company,
            "tier": one.tier or None,
            "why": one.why,
            "since": one.since.isoformat(),
            "letters": one.letters,
            "last_letter": one.last_letter.isoformat() if one.last_letter else None,
            "next_letter": one.next.isoformat() if one.next else None,
            "state": one.state,
            "answered": one.heard.isoformat() if one.heard else None,
            "reason": one.reason or None,
        }
        for one in found
    ]


def listed(found: Sequence[NurtureLine], today: date) -> list[str]:
    """A contact a line: its uid, who, what is due, why and what went out."""
    return [
        f"{one.uid}  {lines.mark_of(one, today)[0]:16}  {one.name}  {lines.why(one)} · {lines.written(one, today)}"
        for one in found
    ]


def events_json(found: Sequence[Event]) -> list[dict[str, Any]]:
    return [{"uid": one.uid, "name": one.name, "day": one.day.isoformat(), "text": one.text} for one in found]


def events_listed(found: Sequence[Event]) -> list[str]:
    """An event a line."""
    return [f"{one.day.isoformat()}  {one.name}{'  ' + one.text if one.text else ''}" for one in found]


def add_event(store: Store, said: Sequence[str], text: str, today: date) -> None:
    """Add the event that `said` names: its day, then its name. One undo step."""
    if len(said) < 2:
        raise Problem(_("An event has a day and a name."), _("For example: events add 2027-03-07 “Spring fair”."))
    store.do(_("Add an event"), edits.add_event, " ".join(said[1:]), said[0], text, today)


def remove_event(store: Store, said: Sequence[str], today: date) -> None:
    """Remove the event that `said` names; where several are called so, its day stands before or after the name."""
    words, day = list(said), None
    for at in (0, -1) if len(words) > 1 else ():
        if (found := understood(words[at], today)) is not None:
            del words[at]
            day = found
            break
    if not words:
        raise Problem(_("Which event? Give its name."))
    try:
        event = store.read(queries.event_named, " ".join(words), day)
    except Problem:
        event = store.read(queries.event_named, " ".join(said))  # a name may hold what looks like a day
    store.do(_("Remove an event"), edits.remove_event, event.id)
