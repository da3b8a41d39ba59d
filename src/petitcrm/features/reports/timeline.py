"""Everything of a contact in one order: exchanges, letters, what was promised, requests; of a company also its people's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base.dates import shown
from petitcrm.base.language import _, mark
from petitcrm.features.contacts.queries import with_people
from petitcrm.features.history import queries as history
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, KINDS, OUTCOMES, word
from petitcrm.features.requests import queries as requests
from petitcrm.features.requests.fields import STATES, URGENCIES
from petitcrm.store.connection import Reader, marks

MOST = 5000


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing of the timeline. `sort`: exchange, letter, follow_up or request; `details` are the facts of that sort."""

    sort: str
    uid: str
    contact_id: int
    who: str
    day: date
    at: str
    text: str
    details: dict[str, Any]


def everything(reader: Reader, contact_id: int, today: date) -> list[Moment]:
    """All of a contact and, for a company, of its people; the newest (and what is still to come) first."""
    found = [*_exchanges(reader, contact_id), *_follow_ups(reader, contact_id), *_requests(reader, contact_id, today)]
    return sorted(found, key=lambda one: (one.day, one.at, one.uid), reverse=True)


def _exchanges(reader: Reader, contact_id: int) -> list[Moment]:
    entries = history.timeline(reader, contact_id, MOST)
    keys = [entry.id for entry in entries]
    others, files = history.participants(reader, keys), history.attachments(reader, keys)
    return [
        Moment(
            "letter" if entry.letter_id else "exchange", entry.uid, entry.contact_id, entry.who, entry.day, entry.at, entry.text,
            {
                "kind": entry.kind,
                "direction": entry.direction,
                "outcome": entry.outcome or None,
                "minutes": entry.minutes,
                "subject": entry.subject,
                "feeling": entry.feeling,
                "who_of_us": entry.who_of_us,
                "with": [name for _key, name in others.get(entry.id, ())],
                "attachments": [file.name for file in files.get(entry.id, ())],
            },
        )
        for entry in entries
    ]  # fmt: skip


def _follow_ups(reader: Reader, contact_id: int) -> list[Moment]:
    """Also those that are done: they show what was promised and when it was kept."""
    who = with_people(reader, contact_id)
    rows = reader.rows(
        "SELECT f.uid, c.id, c.display_name, f.day, f.at, f.text, f.kind, f.minutes, f.priority, f.repeat, f.done_on "  # noqa: S608
        f"FROM follow_up f JOIN contact c ON c.id = f.contact_id WHERE f.contact_id IN ({marks(len(who))}) "
        "ORDER BY f.day DESC LIMIT ?",
        [*who, MOST],
    )
    return [
        Moment(
            "follow_up", uid, key, name, date.fromisoformat(day), at, text,
            {"kind": kind, "minutes": minutes, "priority": priority, "repeat": repeat or None, "done_on": done},
        )
        for uid, key, name, day, at, text, kind, minutes, priority, repeat, done in rows
    ]  # fmt: skip


def _requests(reader: Reader, contact_id: int, today: date) -> list[Moment]:
    return [
        Moment(
            "request", row.uid, row.contact_id, row.name, row.received_on, "", row.text,
            {
                "subject": row.subject,
                "urgency": row.urgency,
                "state": row.state,
                "promised_on": row.promised_on.isoformat() if row.promised_on else None,
                "done_on": row.done_on.isoformat() if row.done_on else None,
                "late": row.is_late,
                "answers": row.answers,
            },
        )
        for row in requests.of_contact(reader, contact_id, today)
    ]  # fmt: skip


def as_json(moments: list[Moment]) -> list[dict[str, Any]]:
    return [
        {
            "type": one.sort,
            "uid": one.uid,
            "name": one.who,
            "on": one.day.isoformat(),
            "at": one.at or None,
            "text": one.text,
            **one.details,
        }
        for one in moments
    ]


_SORTS = {"follow_up": mark("follow-up"), "request": mark("request")}


def in_words(moments: list[Moment], today: date) -> list[str]:
    """A line for each."""
    return [f"{shown(one.day, today):>14} {one.at:5}  {_headline(one)}".rstrip() for one in moments]


def _headline(one: Moment) -> str:
    facts = one.details
    if one.sort == "request":
        said = (
            _(_SORTS["request"]),
            _(word(URGENCIES, facts["urgency"])),
            _(word(STATES, facts["state"])),
            facts["subject"],
        )
    elif one.sort == "follow_up":
        said = (
            _(_SORTS["follow_up"]),
            _(word(FOLLOW_UP_KINDS, facts["kind"])),
            _("done") if facts["done_on"] else "",
            "",
        )
    else:
        outcome = _(word(OUTCOMES, facts["outcome"])) if facts["outcome"] else ""
        minutes = _("{n} min").format(n=facts["minutes"]) if facts["minutes"] else ""
        said = (_(word(KINDS, facts["kind"])), outcome, minutes, facts["subject"])
    more = [*facts.get("with", ()), *facts.get("attachments", ())]
    return " · ".join(part for part in (*said, one.who, *more, " ".join(one.text.split())[:200]) if part)
