"""What can be asked about sequences: their steps, who stands where in them, whom a segment would add."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.text import key
from petitcrm.features.calls import queries as calls
from petitcrm.features.calls.settings import calendar
from petitcrm.features.contacts import conditions, segments, views
from petitcrm.features.contacts.views import SavedView
from petitcrm.features.history.rules import is_reached
from petitcrm.features.letters import queries as letters
from petitcrm.features.letters.queries import RULES
from petitcrm.features.nurture.calling import Callee, callees, country, weekdays_of, why_not
from petitcrm.features.requests.queries import blocks_selling
from petitcrm.features.sequences import rules
from petitcrm.features.sequences.rules import CALL, DUE, EMAIL, ENDED, STATES, Place, Standing, Step
from petitcrm.store.connection import Reader, column_among, marks

CHUNK = 900


@dataclass(frozen=True, slots=True)
class StepRow(Step):
    """A step as it is kept."""

    id: int = 0
    uid: str = ""


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """A sequence with its steps; `going` counts those in it who are not at its end."""

    id: int
    uid: str
    name: str
    view_id: int | None
    view_name: str
    going: int
    steps: tuple[StepRow, ...]


def sequences(reader: Reader) -> list[SequenceRow]:
    """All of them, in order of their names."""
    steps: dict[int, list[StepRow]] = {}
    sql = "SELECT sequence_id, kind, wait_days, model_name, text, id, uid FROM sequence_step ORDER BY position, id"
    for sequence, *step in reader.rows(sql):
        steps.setdefault(sequence, []).append(StepRow(*step))
    rows = reader.rows(
        "SELECT s.id, s.uid, s.name, s.saved_view_id, coalesce(v.name, ''), (SELECT count(*) FROM sequence_member m "
        "WHERE m.sequence_id = s.id AND m.ended_why = '') FROM sequence s LEFT JOIN saved_view v ON v.id = s.saved_view_id"
    )
    found = [SequenceRow(*(*row, tuple(steps.get(row[0], ())))) for row in rows]
    return sorted(found, key=lambda one: key(one.name))


def sequence(reader: Reader, sequence_id: int) -> SequenceRow:
    """One of them. Problem where it is gone."""
    found = next((one for one in sequences(reader) if one.id == sequence_id), None)
    if found is None:
        raise Problem(_("This sequence is no longer there."))
    return found


def sequence_named(reader: Reader, name: str) -> SequenceRow:
    """The sequence called so (capitals and accents aside). Problem where there is none."""
    known = sequences(reader)
    found = next((one for one in known if key(one.name) == key(name)), None)
    if found is None:
        raise Problem(
            _("There is no sequence “{name}”.").format(name=name),
            _("The sequences are: {all}.").format(all=", ".join(one.name for one in known))
            if known
            else _("There are no sequences yet: “petitcrm sequence-new NAME” makes one."),
        )
    return found


# those who are in one


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in a sequence. `done` steps of `steps` are behind them; `step` is the one that follows, None at the end.

    `next` is its day, `heard` the day of their answer, `blocked` why the step can't be taken, in words.
    """

    contact_id: int
    uid: str
    name: str
    company: str
    tier: str
    joined: date
    done: int
    done_on: date | None
    steps: int
    step: StepRow | None
    state: str
    next: date | None = None
    heard: date | None = None
    blocked: str = ""
    ended_on: date | None = None
    ended_why: str = ""
    member_id: int = 0
    follow_up_id: int | None = None


_MEMBER = """
SELECT m.id, m.contact_id, c.uid, c.display_name, coalesce(e.company_name, ''), coalesce(c.tier, ''), m.joined, m.done,
       m.done_on, m.follow_up_id, f.day, CASE WHEN f.lapsed THEN NULL ELSE f.done_on END, m.heard_from, m.heard_after,
       m.ended_on, m.ended_why
FROM sequence_member m JOIN contact c ON c.id = m.contact_id LEFT JOIN follow_up f ON f.id = m.follow_up_id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE m.sequence_id = ?
"""
# A company is answered for by its people; a person only by themselves.
_SIGNS = """
SELECT m.id, m.heard_from, m.heard_after, i.id, i.day, i.kind, i.direction, i.outcome FROM sequence_member m
JOIN interaction i ON i.contact_id = m.contact_id AND i.day >= m.heard_from
WHERE m.sequence_id = :sequence AND m.ended_why = '' AND :contact IN (0, m.contact_id)
UNION ALL
SELECT m.id, m.heard_from, m.heard_after, i.id, i.day, i.kind, i.direction, i.outcome FROM sequence_member m
JOIN employment w ON w.company_id = m.contact_id AND w.is_main
JOIN interaction i ON i.contact_id = w.person_id AND i.day >= m.heard_from
WHERE m.sequence_id = :sequence AND m.ended_why = '' AND :contact IN (0, m.contact_id)
"""


@dataclass(slots=True)
class _Look:
    """What holds for all of one look at a sequence."""

    reader: Reader
    steps: tuple[StepRow, ...]
    today: date
    heard: dict[int, date]
    callees: dict[int, Callee] = field(default_factory=dict)
    law: str = ""
    reasons: dict[tuple[int, int], str] = field(default_factory=dict)  # (contact, step) -> why it can't be taken


def members(reader: Reader, of: SequenceRow, today: date, contact_id: int = 0) -> list[MemberLine]:
    """All who are in a sequence (or only one contact): whose step is due first, the longest ago first."""
    sql, parameters = (f"{_MEMBER} AND m.contact_id = ?", (of.id, contact_id)) if contact_id else (_MEMBER, (of.id,))
    rows = reader.rows(f"{sql} ORDER BY c.sort_name, c.id", parameters)
    look = _Look(reader, of.steps, today, heard(reader, of.id, contact_id), law=country(reader))
    places = {row[0]: _place(row, look) for row in rows}
    _ask_who_can_be_reached(look, rows, places)
    worked = calendar(reader)
    lines = [_line(row, places[row[0]], look, worked) for row in rows]
    return sorted(lines, key=_order)


def heard(reader: Reader, sequence_id: int, contact_id: int = 0) -> dict[int, date]:
    """The day of the first answer of each member that has answered (or only of one contact)."""
    found: dict[int, date] = {}
    asked = {"sequence": sequence_id, "contact": contact_id}
    for member, since, after, entry, day, *said in reader.rows(_SIGNS, asked):
        if rules.is_answer(day, entry, since, after) and is_reached(*said):
            known = date.fromisoformat(day)
            found[member] = min(known, found.get(member, known))
    return found


def _place(row: Any, look: _Look) -> Place:
    joined, done, done_on, follow_up, called = row[6], row[7], row[8], row[9], row[11]
    return Place(
        date.fromisoformat(joined),
        done,
        date.fromisoformat(done_on) if done_on else None,
        follow_up is not None,
        date.fromisoformat(called) if called else None,
        look.heard.get(row[0]),
        row[15],
    )


def _ask_who_can_be_reached(look: _Look, rows: Sequence[Any], places: dict[int, Place]) -> None:
    """Fill in why the current step of some can't be taken: the same answers as where letters and e-mails are written."""
    by_step: dict[int, list[int]] = {}
    for row in rows:
        done, _since = rules.progress(places[row[0]])
        if done < len(look.steps) and not row[15] and row[0] not in look.heard:
            by_step.setdefault(done, []).append(row[1])
    known = {key(one.name) for one in letters.models(look.reader)}
    for at, ids in by_step.items():
        step = look.steps[at]
        if step.kind == CALL:
            look.callees.update((one.id, one) for one in callees(look.reader, ids))
            look.reasons.update(((one, at), _(RULES["request"])) for one in blocks_selling(look.reader, ids))
            continue
        gone = "" if key(step.model_name) in known else _gone(step)
        channel = "email" if step.kind == EMAIL else "post"
        selection = letters.recipients(look.reader, ids, look.today, with_recent=True, channel=channel)
        look.reasons.update(((one.contact_id, at), _(RULES[one.rule])) for one in selection.left_out)
        if gone:
            look.reasons.update(((one, at), gone) for one in ids)


def _gone(step: Step) -> str:
    if not step.model_name:
        return _("no model is chosen for this step")
    return _("the model “{name}” is gone").format(name=step.model_name)


def _line(row: Any, place: Place, look: _Look, worked: Any) -> MemberLine:
    (member, contact, uid, name, company, tier, _joined, _done, _done_on, follow_up, promised, _called, _from, _after,
     ended_on, ended_why) = row  # fmt: skip
    done, since = rules.progress(place)
    step = look.steps[done] if done < len(look.steps) else None
    callee = look.callees.get(contact) if step is not None and step.kind == CALL else None
    day, reason = None, ""
    if step is not None:
        weekdays = weekdays_of(callee, look.today, look.law) if callee else None
        day = rules.next_day(step, since, worked, weekdays)
        reason = look.reasons.get((contact, done), "")
        if callee is not None and not reason:
            reason = why_not(callee, worked.on_or_after(max(day, look.today), weekdays), look.law)
    at: Standing = rules.standing(look.steps, replace(place, blocked=reason), day, look.today)
    is_over = at.state == ENDED
    return MemberLine(
        contact, uid, name, company, tier, place.joined, done, None if done == 0 else since, len(look.steps),
        None if is_over else step, at.state,
        date.fromisoformat(promised) if at.state == rules.CALLING and promised else at.next,
        place.heard if at.state == rules.ANSWERED else None,
        reason if at.state == rules.BLOCKED else "",
        date.fromisoformat(ended_on) if ended_on else since if is_over else None,
        (ended_why or rules.FINISHED) if is_over else "", member, follow_up,
    )  # fmt: skip


def _order(line: MemberLine) -> tuple[int, int, str]:
    """Steps in order of their days, the newest answer and the newest end first, those that are blocked by their reason."""
    at = STATES.index(line.state)
    if line.state == rules.ANSWERED and line.heard:
        return at, -line.heard.toordinal(), ""
    if line.state == ENDED and line.ended_on:
        return at, -line.ended_on.toordinal(), ""
    return at, line.next.toordinal() if line.next else 0, line.blocked


def counts(lines: Iterable[MemberLine]) -> Counter[str]:
    """How many there are in each state."""
    return Counter(line.state for line in lines)


def due(lines: Iterable[MemberLine]) -> Counter[str]:
    """How many letters, e-mails and calls are due."""
    return Counter(line.step.kind for line in lines if line.state == DUE and line.step)


def due_by_step(lines: Iterable[MemberLine]) -> list[tuple[StepRow, list[int]]]:
    """The steps that are due with those whose step it is; what is due for most comes first."""
    found: dict[StepRow, list[int]] = {}
    for line in lines:
        if line.state == DUE and line.step:
            found.setdefault(line.step, []).append(line.contact_id)
    return sorted(found.items(), key=lambda one: -len(one[1]))


def of_contact(reader: Reader, contact_id: int, today: date) -> list[tuple[SequenceRow, MemberLine]]:
    """The sequences somebody is in, those at their end left out."""
    sql = "SELECT sequence_id FROM sequence_member WHERE contact_id = ? AND ended_why = ''"
    among = set(reader.column(sql, (contact_id,)))
    if not among:
        return []
    found = [
        (one, line) for one in sequences(reader) if one.id in among for line in members(reader, one, today, contact_id)
    ]
    return [one for one in found if one[1].state != ENDED]


@dataclass(frozen=True, slots=True)
class Overview:
    """All sequences with who is in them, and whom the segment of each would add; `unknown` is what a segment names in vain."""

    sequences: tuple[SequenceRow, ...]
    lines: dict[int, list[MemberLine]]
    new: dict[int, list[int]]
    unknown: dict[int, list[str]]


def overview(reader: Reader, today: date) -> Overview:
    """What the page shows."""
    found = sequences(reader)
    lines = {one.id: members(reader, one, today) for one in found}
    new: dict[int, list[int]] = {}
    unknown: dict[int, list[str]] = {}
    for one in found:
        if one.view_id is not None:
            new[one.id], unknown[one.id] = newcomers(reader, one, today)
    return Overview(tuple(found), lines, new, unknown)


# segments


def newcomers(reader: Reader, of: SequenceRow, today: date) -> tuple[list[int], list[str]]:
    """Those of the segment who never were in the sequence and live; and what the segment names in vain."""
    view: SavedView | None = next((one for one in views.all_of(reader) if one.id == of.view_id), None)
    if view is None:
        return [], []
    plain = [*conditions.FIRST, *calls.conditions(today), *conditions.LAST]
    if lost := segments.gone(reader, view.view, plain):
        return [], lost
    found = segments.members(reader, view.view, plain)
    left = set(reader.column("SELECT contact_id FROM sequence_member WHERE sequence_id = ?", (of.id,)))
    left.update(column_among(reader, "SELECT id FROM contact WHERE deceased AND id", found))
    return [one for one in found if one not in left], []


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may join: `why_not` says why they can't, in words, "" where they can."""

    id: int
    name: str
    why_not: str


_WHY = {"trash": mark("in the trash"), "deceased": mark("deceased"), "in": mark("already in it")}


def candidates(reader: Reader, sequence_id: int, ids: Iterable[int]) -> list[Candidate]:
    """`ids` in their order, each with why it can't join; those that are gone are left out."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Candidate] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        rows = reader.rows(
            "SELECT c.id, c.display_name, CASE WHEN c.trashed_at IS NOT NULL THEN 'trash' WHEN c.deceased THEN 'deceased' "  # noqa: S608
            "WHEN m.id IS NOT NULL THEN CASE WHEN m.ended_why = '' THEN 'in' ELSE 'was' END ELSE '' END FROM contact c "
            f"LEFT JOIN sequence_member m ON m.contact_id = c.id AND m.sequence_id = ? WHERE c.id IN ({marks(len(chunk))})",
            [sequence_id, *chunk],
        )
        for one, name, why in rows:
            said = _("was in it already: “Begin again” starts it anew") if why == "was" else _(_WHY[why]) if why else ""
            found[one] = Candidate(one, name, said)
    return [found[one] for one in wanted if one in found]
