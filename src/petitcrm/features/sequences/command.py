"""Sequences from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.base.text import key
from petitcrm.features.contacts import views
from petitcrm.features.letters import queries as letters
from petitcrm.features.letters.command import chosen_ids
from petitcrm.features.sequences import lines, queries
from petitcrm.features.sequences.examples import EXAMPLES
from petitcrm.features.sequences.queries import MemberLine, SequenceRow
from petitcrm.features.sequences.rules import CALL, EMAIL, LETTER, Step
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from petitcrm.features.sequences import edits
    from petitcrm.features.sequences.edits import Joined
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.sequences.edits")

Listed = list[tuple[SequenceRow, list[MemberLine]]]


def all_of(reader: Reader, today: date) -> Listed:
    """Every sequence with those who are in it."""
    return [(one, queries.members(reader, one, today)) for one in queries.sequences(reader)]


def as_json(found: Listed) -> list[dict[str, Any]]:
    """Names that do not change, as the README documents them."""
    return [
        {
            "uid": one.uid,
            "name": one.name,
            "segment": one.view_name or None,
            "steps": [
                {
                    "kind": step.kind,
                    "wait_days": step.wait_days,
                    "model": step.model_name or None,
                    "text": step.text or None,
                }
                for step in one.steps
            ],
            "members": one.going,
            "due": {kind: queries.due(members)[kind] for kind in (LETTER, EMAIL, CALL)},
        }
        for one, members in found
    ]


def listed(found: Listed) -> list[str]:
    """A sequence a line: its name, who is in it, what is due, its steps."""
    return [f"{one.name}  {_counted(one, members)}  {lines.path(one.steps)}".rstrip() for one, members in found]


def _counted(one: SequenceRow, members: Iterable[MemberLine]) -> str:
    due = queries.due(members)
    words = (
        ngettext("{n} contact", "{n} contacts", one.going).format(n=one.going),
        ngettext("{n} letter due", "{n} letters due", due[LETTER]).format(n=due[LETTER]) if due[LETTER] else "",
        ngettext("{n} e-mail due", "{n} e-mails due", due[EMAIL]).format(n=due[EMAIL]) if due[EMAIL] else "",
        ngettext("{n} call to promise", "{n} calls to promise", due[CALL]).format(n=due[CALL]) if due[CALL] else "",
    )
    return ", ".join(word for word in words if word)


def members_json(found: Sequence[MemberLine]) -> list[dict[str, Any]]:
    """Names that do not change, as the README documents them."""
    return [
        {
            "uid": one.uid,
            "display_name": one.name,
            "joined": one.joined.isoformat(),
            "done": one.done,
            "steps": one.steps,
            "step": {"kind": one.step.kind, "model": one.step.model_name or None, "text": one.step.text or None}
            if one.step
            else None,
            "state": one.state,
            "next": one.next.isoformat() if one.next else None,
            "answered": one.heard.isoformat() if one.heard else None,
            "reason": one.blocked or None,
            "ended": one.ended_why or None,
        }
        for one in found
    ]


def members_listed(found: Sequence[MemberLine], today: date) -> list[str]:
    """A contact a line: its uid, what is due, who, and which step follows."""
    return [f"{one.uid}  {lines.mark_of(one, today)[0]:16}  {one.name}  {lines.below(one, today)}" for one in found]


def step_said(reader: Reader, text: str, at: int) -> Step:
    """A step as it is typed: letter:0:Model, email:30:Model or call:14:what to say. `at` counts from 1. Problem otherwise."""
    kind, _first, rest = text.partition(":")
    days, _second, what = rest.partition(":")
    if kind not in (LETTER, EMAIL, CALL) or not days.isdigit():
        raise Problem(
            _("Step {n}: “{text}” is no step.").format(n=at, text=text),
            _("Write kind:days:what, for example letter:0:Model, call:14:what to say or email:30:Model."),
        )
    if kind == CALL:
        return Step(kind, int(days), text=what)
    if not what.strip():
        raise Problem(
            _("Step {n}: “{text}” does not name its model.").format(n=at, text=text),
            _("“petitcrm models” lists the models."),
        )
    return Step(kind, int(days), letters.model(reader, what).name)


def make(store: Store, name: str, steps: Sequence[str], example: str, segment: str) -> SequenceRow:
    """A new sequence: of an example and, after its steps, of those typed. One undo step."""
    known = next((one for one in EXAMPLES if one.key == example), None)
    made = known.made()[1] if known else []
    made += [store.read(step_said, text, at) for at, text in enumerate(steps, 1)]
    view = store.read(_view, segment) if segment else None
    key_of, _changed = store.do(_("New sequence"), edits.make, name, made, view)
    return store.read(queries.sequence, key_of)


def _view(reader: Reader, name: str) -> int:
    known = views.all_of(reader)
    found = next((one.id for one in known if key(one.name) == key(name)), None)
    if found is None:
        raise Problem(
            _("There is no saved view “{name}”.").format(name=name),
            _("The saved views are: {all}.").format(all=", ".join(one.name for one in known))
            if known
            else _("Save one in the list of contacts first."),
        )
    return found


def whom(
    reader: Reader, of: SequenceRow, to: Sequence[str] | None, tier: str | None, *, segment: bool, today: date
) -> list[int]:
    """The contacts named, those of a tier, of the segment, or all. Problem where a name is unknown or there is no segment."""
    if not segment:
        return chosen_ids(reader, to, tier)
    if of.view_id is None:
        raise Problem(
            _("The sequence “{name}” has no segment.").format(name=of.name), _("Say for whom: --to, --tier or --all.")
        )
    new, unknown = queries.newcomers(reader, of, today)
    if unknown:
        raise Problem(
            _("The segment “{view}” names what is no longer there ({names}): nobody is added by it.").format(
                view=of.view_name, names=", ".join(unknown)
            ),
            _("Save the view anew in the list of contacts."),
        )
    return new


def join(store: Store, of: SequenceRow, ids: Sequence[int], today: date) -> Joined:
    """Put contacts into a sequence. One undo step."""
    return store.do(_("Add to a sequence"), edits.join, of.id, ids, today)[0]


def joined_json(found: Joined) -> dict[str, Any]:
    return {"joined": len(found.ids), "left_out": [{"name": name, "reason": reason} for name, reason in found.left_out]}


def joined_listed(of: SequenceRow, found: Joined) -> list[str]:
    """Who joined, and a line for each who did not."""
    return [lines.joined(of.name, len(found.ids), ()), *(f"  {name}: {reason}" for name, reason in found.left_out)]


def leave(store: Store, of: SequenceRow, ids: Sequence[int], today: date) -> int:
    """Take contacts out. How many. One undo step."""
    return store.do(_("Take out of the sequence"), edits.take_out, of.id, ids, today)[0]


def mark_done(store: Store, of: SequenceRow, ids: Sequence[int], today: date) -> int:
    """The current step of contacts is done. How many. One undo step."""
    return store.do(_("Step of a sequence done"), edits.mark_done, of.id, ids, today)[0]
