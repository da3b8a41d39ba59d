"""The history from the command line: a typed line, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.queries import ContactRow, rows
from petitcrm.features.history import known, queries
from petitcrm.features.history.fields import DIRECTIONS, FOLLOW_UP_KINDS, KINDS, OUTCOMES, word
from petitcrm.features.history.oneline import Understood, understood
from petitcrm.features.history.queries import FollowUpLine
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from petitcrm.features.history import edits, follow_ups
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.history.edits")
    follow_ups = Late("petitcrm.features.history.follow_ups")


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it was understood, with the cards of who is meant or may be."""

    said: Understood
    contact: ContactRow | None
    candidates: tuple[ContactRow, ...]

    def as_json(self) -> dict[str, Any]:
        said, promise = self.said, self.said.follow_up
        return {
            "contact": self.contact.uid if self.contact else None,
            "candidates": [one.uid for one in self.candidates],
            "kind": said.kind,
            "direction": said.direction,
            "outcome": said.outcome or None,
            "on": said.on.isoformat(),
            "at": said.at or None,
            "minutes": said.minutes,
            "follow_up": {"on": promise.on.isoformat(), "at": promise.at or None, "kind": promise.kind}
            if promise
            else None,
            "text": said.text,
            "problems": list(said.problems),
        }


def read(reader: Reader, line: str, today: date) -> Read:
    """What a typed line says, seen from `today`."""
    said = understood(line, today, known.finder(reader), known.near(reader))
    meant = rows(reader, [said.contact_id] if said.contact_id else said.candidates)
    return Read(said, meant[0] if said.contact_id and meant else None, () if said.contact_id else tuple(meant))


def is_uid(reader: Reader, text: str) -> bool:
    """Whether `text` names a contact by its uid (or the first digits of one)."""
    plain = text.strip().lower()
    if len(plain) < 6 or not plain.isalnum():
        return False
    return reader.value("SELECT 1 FROM contact WHERE uid >= ? AND uid < ? LIMIT 1", (plain, plain + "g")) is not None


def exchange(said: Understood) -> edits.Exchange:
    """What was understood, as it is to be noted."""
    promise = said.follow_up
    return edits.Exchange(
        said.kind,
        said.on.isoformat(),
        said.direction,
        said.outcome,
        said.at,
        said.minutes,
        text=said.text,
        follow_up=promise.on.isoformat() if promise else "",
        follow_up_at=promise.at if promise else "",
        follow_up_kind=promise.kind if promise else "call",
        follow_up_text=said.text if promise else "",
    )


def write(store: Store, found: Read) -> int:
    """Note what was understood, in one undo step. The key of the entry. Problem where it is not clear who is meant."""
    if found.contact is None:
        raise _unclear(found)
    key, _changed = store.do(_("Note an exchange"), edits.log, found.contact.id, exchange(found.said))
    return key


def _unclear(found: Read) -> Problem:
    if found.candidates:
        named = "; ".join(f"{card_line(one)} ({one.uid})" for one in found.candidates[:10])
        return Problem(
            _("Several contacts are called so: {names}.").format(names=named),
            _("Say more of the name, or give the uid: “petitcrm log UID --kind …”."),
        )
    return Problem(
        _("Nobody of that name was found; nothing was noted."),
        _("Look with “petitcrm find TEXT”, or give the uid: “petitcrm log UID --kind …”."),
    )


def card_line(row: ContactRow) -> str:
    """A contact in a few words: name, employer, town."""
    employer = row.company if row.kind == "person" else ""
    return ", ".join(part for part in (row.display_name, employer, row.town) if part)


def facts(said: Understood, today: date) -> str:
    """Kind, direction, outcome, day, hour and length in a line."""
    parts = (
        _(word(KINDS, said.kind)),
        _(word(DIRECTIONS, said.direction)),
        _(word(OUTCOMES, said.outcome)) if said.outcome else "",
        shown(said.on, today),
        said.at,
        _("{n} min").format(n=said.minutes) if said.minutes else "",
    )
    return " · ".join(part for part in parts if part)


def promised(said: Understood, today: date) -> str:
    """What is promised, in a line; "" for nothing."""
    promise = said.follow_up
    if promise is None:
        return ""
    when = " ".join(part for part in (shown(promise.on, today), promise.at) if part)
    return _("Follow-up: {kind}, {when}").format(kind=_(word(FOLLOW_UP_KINDS, promise.kind)), when=when)


def in_words(found: Read, today: date) -> str:
    """What was understood, line by line."""
    said = found.said
    who = card_line(found.contact) if found.contact else " / ".join(card_line(one) for one in found.candidates) or "—"
    text = f"“{said.text}”" if said.text else ""
    lines = [line for line in (who, facts(said, today), text, promised(said, today)) if line]
    return "\n".join([*lines, *(f"? {problem}" for problem in said.problems)])


# follow-ups


def as_json(lines: list[FollowUpLine]) -> list[dict[str, Any]]:
    return [
        {
            "uid": one.uid,
            "contact": one.contact_uid,
            "name": one.name,
            "kind": one.kind,
            "on": one.day.isoformat(),
            "at": one.at or None,
            "minutes": one.minutes,
            "priority": one.priority,
            "repeat": one.repeat or None,
            "text": one.text,
            "late": one.is_late,
        }
        for one in lines
    ]


def listed(lines: list[FollowUpLine], today: date) -> list[str]:
    """A follow-up a line: its uid, day, kind, whom and what."""
    return [
        f"{one.uid}  {'!' if one.is_late else ' '} {shown(one.day, today):>12} {one.at:5}  "
        f"{_(word(FOLLOW_UP_KINDS, one.kind)):12}  {one.name}  {one.text}".rstrip()
        for one in lines
    ]


def change(store: Store, verb: str, uid: str, when: str, today: date) -> None:
    """done, drop or move a follow-up, in one undo step."""
    key = store.read(queries.follow_up_id, uid)
    if verb == "done":
        store.do(_("Follow-up done"), follow_ups.finish, key, today)
    elif verb == "drop":
        store.do(_("Drop a follow-up"), follow_ups.drop, key)
    elif not when.strip():
        raise Problem(_("Say to which day: “petitcrm followup move UID +1w”."))
    else:
        store.do(_("Move a follow-up"), follow_ups.move, key, when, today)
