"""What can change of sequences: the sequences themselves, their steps, who is in them and how far they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _, ngettext
from petitcrm.base.text import clean, clean_lines, key
from petitcrm.features.calls.settings import calendar
from petitcrm.features.history import follow_ups
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp
from petitcrm.features.letters.queries import RULES
from petitcrm.features.nurture.calling import callees, country, weekdays_of, why_not
from petitcrm.features.requests.queries import blocks_selling
from petitcrm.features.sequences import queries, rules
from petitcrm.features.sequences.fields import KINDS
from petitcrm.features.sequences.rules import CALL, FINISHED, TAKEN_OUT, Step
from petitcrm.features.sequences.tables import Sequence as SequenceTable
from petitcrm.features.sequences.tables import SequenceMember, SequenceStep
from petitcrm.store.connection import Reader, column_among
from petitcrm.store.schema import new_uids
from petitcrm.store.settings import reader_of

_CALLED = (
    "SELECT m.id, f.done_on FROM sequence_member m JOIN follow_up f ON f.id = m.follow_up_id "
    "WHERE f.done_on IS NOT NULL AND NOT f.lapsed AND m.ended_why = '' AND m.sequence_id = ?"
)
LONGEST_NAME, LONGEST_TEXT, LONGEST_WAIT, MOST_STEPS = 80, 300, 3650, 30


# sequences


def make(session: Session, name: str, steps: Iterable[Step] = (), saved_view_id: int | None = None) -> int:
    """A new sequence. Its key. Problem where the name or a step can't be."""
    row = SequenceTable(name=_named(session, name, 0), saved_view_id=saved_view_id)
    session.add(row)
    session.flush()
    for at, step in enumerate(steps):
        _check(step, at)
        session.add(_row(row.id, at, step))
    session.flush()
    return row.id


def rename(session: Session, sequence_id: int, name: str) -> None:
    """Another name; calls that are promised keep the one they were promised under."""
    session.get_one(SequenceTable, sequence_id).name = _named(session, name, sequence_id)
    session.flush()


def set_segment(session: Session, sequence_id: int, saved_view_id: int | None) -> None:
    """The saved view that says whom it is for, None for no segment. Who is in it stays."""
    session.get_one(SequenceTable, sequence_id).saved_view_id = saved_view_id
    session.flush()


def remove(session: Session, sequence_id: int) -> None:
    """Delete a sequence with the calls it promised that are still open; what was written and said stays in the history."""
    _drop_calls(session, _of(session, sequence_id))
    session.delete(session.get_one(SequenceTable, sequence_id))
    session.flush()


def _named(session: Session, name: str, sequence_id: int) -> str:
    kept = clean(name)
    if not kept:
        raise Problem(_("A sequence needs a name."), _("Write for example: Welcome of a new client."))
    if len(kept) > LONGEST_NAME:
        raise Problem(_("The name of a sequence has at most {n} characters.").format(n=LONGEST_NAME))
    others = session.scalars(select(SequenceTable.name).where(SequenceTable.id != sequence_id)).all()
    if key(kept) in [key(other) for other in others]:
        raise Problem(_("There is a sequence “{name}” already.").format(name=kept), _("Choose another name."))
    return kept


# steps


def add_step(session: Session, sequence_id: int, step: Step, today: date, at: int | None = None) -> int:
    """A new step at the place `at` (from 0), the last one by default. Its key.

    Who is beyond that place does not come back to it; whoever is just there takes it next. Those who are at the end stay there.
    """
    settle(session, sequence_id, today)
    steps = _steps(session, sequence_id)
    place = len(steps) if at is None else max(0, min(at, len(steps)))
    _check(step, place)
    if len(steps) >= MOST_STEPS:
        raise Problem(_("A sequence has at most {n} steps.").format(n=MOST_STEPS))
    going = _going(session, sequence_id)
    here = [one for one in going if one.done == place]
    _drop_calls(session, here)
    row = _row(sequence_id, place, step)
    session.add(row)
    for later in steps[place:]:
        later.position += 1
    for one in going:
        one.done += one.done > place
    session.flush()
    _promise_next(session, sequence_id, here, today)
    return row.id


def change_step(session: Session, step_id: int, step: Step, today: date) -> None:
    """Make a step what `step` says. A call that was promised for it is promised again as it is now."""
    row = session.get_one(SequenceStep, step_id)
    _check(step, row.position)
    if _said(row) == step:
        return
    settle(session, row.sequence_id, today)
    here = [one for one in _going(session, row.sequence_id) if one.done == row.position]
    _drop_calls(session, here)
    row.kind, row.wait_days = step.kind, step.wait_days
    row.model_name, row.text = _kept(step)
    session.flush()
    _promise_next(session, row.sequence_id, here, today)


def move_step(session: Session, step_id: int, by: int, today: date) -> None:
    """Change places with the step before (-1) or after (1).

    Problem where somebody stands between the two: they would get one of them twice and miss the other.
    """
    row = session.get_one(SequenceStep, step_id)
    steps = _steps(session, row.sequence_id)
    first, second = sorted((row.position, row.position + by))
    if first < 0 or second >= len(steps):
        return
    settle(session, row.sequence_id, today)
    going = _going(session, row.sequence_id)
    between = sum(one.done == second for one in going)
    if between:
        raise Problem(
            ngettext(
                "{n} contact stands between these two steps: changing their places would repeat one and leave out the other.",
                "{n} contacts stand between these two steps: changing their places would repeat one and leave out the other.",
                between,
            ).format(n=between),
            _("Wait until they are further on, or write a new sequence."),
        )
    here = [one for one in going if one.done == first]
    _drop_calls(session, here)
    steps[first].position, steps[second].position = second, first
    session.flush()
    _promise_next(session, row.sequence_id, here, today)


def remove_step(session: Session, step_id: int, today: date) -> None:
    """Take a step out: nobody repeats or skips another one. Whoever stands at it goes on with the next."""
    row = session.get_one(SequenceStep, step_id)
    sequence_id, place = row.sequence_id, row.position
    settle(session, sequence_id, today)
    going = _going(session, sequence_id)
    here = [one for one in going if one.done == place]
    _drop_calls(session, here)
    session.delete(row)
    for later in _steps(session, sequence_id):
        later.position -= later.position > place
    for one in going:
        one.done -= one.done > place
    session.flush()
    _finish_or_promise(session, sequence_id, here, today)


def _steps(session: Session, sequence_id: int) -> list[SequenceStep]:
    chosen = select(SequenceStep).where(SequenceStep.sequence_id == sequence_id)
    return list(session.scalars(chosen.order_by(SequenceStep.position, SequenceStep.id)))


def _row(sequence_id: int, position: int, step: Step) -> SequenceStep:
    model, text = _kept(step)
    return SequenceStep(
        sequence_id=sequence_id,
        position=position,
        kind=step.kind,
        wait_days=step.wait_days,
        model_name=model,
        text=text,
    )


def _kept(step: Step) -> tuple[str, str]:
    """The model of a letter or e-mail, what to say in a call: the other one is forgotten."""
    if step.kind == CALL:
        return "", clean(step.text)
    return clean_lines(step.model_name).replace("\n", " ")[
        :LONGEST_TEXT
    ], ""  # unbreakable spaces are part of a model's name


def _said(row: SequenceStep) -> Step:
    return Step(row.kind, row.wait_days, row.model_name, row.text)


def _check(step: Step, at: int) -> None:
    known_choice(_("kind of step"), step.kind, KINDS)
    if not 0 <= step.wait_days <= LONGEST_WAIT:
        raise Problem(
            _("Step {n}: the wait goes from 0 to {most} days.").format(n=at + 1, most=LONGEST_WAIT),
            _("Give a whole number of days."),
        )
    if len(step.text) > LONGEST_TEXT:
        raise Problem(_("Step {n}: what to say has at most {most} characters.").format(n=at + 1, most=LONGEST_TEXT))


# who is in it


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined, and who was left out: the name and why."""

    ids: tuple[int, ...]
    left_out: tuple[tuple[str, str], ...]


def join(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> Joined:
    """Put contacts into a sequence; what they said before does not count as an answer. Who joined, and who was left out and why."""
    reader = reader_of(session)
    found = queries.candidates(reader, sequence_id, ids)
    joining = [one.id for one in found if not one.why_not]
    heard_after = _last_exchange(reader)
    reader.execute_many(
        "INSERT INTO sequence_member(uid, sequence_id, contact_id, joined, done, heard_from, heard_after, ended_why) "
        "VALUES (?, ?, ?, ?, 0, ?, ?, '')",
        [
            (uid, sequence_id, one, today.isoformat(), today.isoformat(), heard_after)
            for uid, one in zip(new_uids(len(joining)), joining, strict=True)
        ],
    )
    _promise_next(session, sequence_id, _of(session, sequence_id, joining), today)
    return Joined(tuple(joining), tuple((one.name, one.why_not) for one in found if one.why_not))


def take_out(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> int:
    """End the sequence for contacts; the call it promised is dropped. How many that were. It is remembered that they were in it."""
    settle(session, sequence_id, today)
    going = [one for one in _of(session, sequence_id, ids) if not one.ended_why]
    _drop_calls(session, going)
    for one in going:
        one.ended_on, one.ended_why = today.isoformat(), TAKEN_OUT
    session.flush()
    return len(going)


def go_on(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> int:
    """Go on with those who answered or are at an end, where steps are left: what they said until now is no answer any more."""
    settle(session, sequence_id, today)
    count = len(_steps(session, sequence_id))
    chosen = [one for one in _of(session, sequence_id, ids) if one.done < count]
    _listen_anew(session, chosen, today)
    _promise_next(session, sequence_id, chosen, today)
    return len(chosen)


def begin_again(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> int:
    """Begin anew with the first step, as if they joined today. How many that were."""
    chosen = _of(session, sequence_id, ids)
    _drop_calls(session, chosen)
    for one in chosen:
        one.joined, one.done, one.done_on = today.isoformat(), 0, None
    _listen_anew(session, chosen, today)
    _promise_next(session, sequence_id, chosen, today)
    return len(chosen)


def _listen_anew(session: Session, chosen: Iterable[SequenceMember], today: date) -> None:
    heard_after = _last_exchange(reader_of(session))
    for one in chosen:
        one.ended_on, one.ended_why = None, ""
        one.heard_from, one.heard_after = today.isoformat(), heard_after
        if one.follow_up_id is not None and session.get_one(FollowUp, one.follow_up_id).lapsed:
            one.follow_up_id = None  # their answer was the end of that call: another one is promised
    session.flush()


def _last_exchange(reader: Reader) -> int:
    return int(reader.value("SELECT coalesce(max(id), 0) FROM interaction"))


# steps that are done


def advance(session: Session, step_id: int, ids: Sequence[int], day: date) -> int:
    """The letters or e-mails of a step were written on `day`: it is done for those of `ids` who stand at it. How many.

    Made to run in the change that notes them (`noted`); without effect where the step is gone meanwhile.
    """
    row = session.get(SequenceStep, step_id)
    if row is None:
        return 0
    settle(session, row.sequence_id, day)
    here = [one for one in _of(session, row.sequence_id, ids) if one.done == row.position and not one.ended_why]
    _go_forward(session, row.sequence_id, here, day.isoformat(), day)
    return len(here)


def mark_done(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> int:
    """The current step was done by other means: the next wait counts from today. How many that were."""
    settle(session, sequence_id, today)
    here = [one for one in _of(session, sequence_id, ids) if not one.ended_why]
    _drop_calls(session, here)
    _go_forward(session, sequence_id, here, today.isoformat(), today)
    return len(here)


def skip(session: Session, sequence_id: int, ids: Sequence[int], today: date) -> int:
    """Leave the current step out; the following ones keep the days they would have had. How many that were."""
    settle(session, sequence_id, today)
    steps = _steps(session, sequence_id)
    here = [one for one in _of(session, sequence_id, ids) if not one.ended_why and one.done < len(steps)]
    _drop_calls(session, here)
    for one in here:
        since = date.fromisoformat(one.done_on or one.joined)
        planned = since + timedelta(days=steps[one.done].wait_days)
        one.done, one.done_on = one.done + 1, max(planned, today).isoformat()
    session.flush()
    _finish_or_promise(session, sequence_id, here, today)
    return len(here)


def settle(session: Session, sequence_id: int, today: date) -> None:
    """Keep what the history tells: promised calls that were made are done, their next step follows, the last one ends it."""
    called = dict(reader_of(session).rows(_CALLED, (sequence_id,)))
    rows = _members(session, called)
    for one in rows:
        one.done, one.done_on, one.follow_up_id = one.done + 1, called[one.id], None
    session.flush()
    _finish_or_promise(session, sequence_id, rows, today)


def promise_calls(
    session: Session, sequence_id: int, ids: Sequence[int], today: date
) -> tuple[int, list[tuple[str, str]]]:
    """Promise the call of the current step to contacts who have none. How many; who can't be called then, and why."""
    settle(session, sequence_id, today)
    return _promise_next(session, sequence_id, _of(session, sequence_id, ids), today)


def _go_forward(session: Session, sequence_id: int, here: Sequence[SequenceMember], done_on: str, today: date) -> None:
    for one in here:
        one.done, one.done_on = one.done + 1, done_on
    session.flush()
    _finish_or_promise(session, sequence_id, here, today)


def _finish_or_promise(session: Session, sequence_id: int, rows: Sequence[SequenceMember], today: date) -> None:
    count = len(_steps(session, sequence_id))
    for one in rows:
        if one.done >= count:
            one.done, one.ended_why = count, FINISHED
            one.ended_on = min(one.done_on or today.isoformat(), today.isoformat())
    session.flush()
    _promise_next(session, sequence_id, rows, today)


def _promise_next(
    session: Session, sequence_id: int, rows: Sequence[SequenceMember], today: date
) -> tuple[int, list[tuple[str, str]]]:
    """To those whose next step is a call: promise it for its day, unless they answered, or may not be called then."""
    steps = _steps(session, sequence_id)
    calling = {
        one.contact_id: one
        for one in rows
        if not one.ended_why and one.follow_up_id is None and one.done < len(steps) and steps[one.done].kind == CALL
    }
    if not calling:
        return 0, []
    reader = reader_of(session)
    answered = queries.heard(reader, sequence_id)
    law, worked = country(reader), calendar(reader)
    name = session.get_one(SequenceTable, sequence_id).name
    promised, left_out = 0, []
    waiting = blocks_selling(reader, list(calling))
    for callee in callees(reader, [one for one, row in calling.items() if row.id not in answered]):
        row = calling[callee.id]
        step = _said(steps[row.done])
        weekdays = weekdays_of(callee, today, law)
        day = rules.next_day(step, date.fromisoformat(row.done_on or row.joined), worked, weekdays)
        day = worked.on_or_after(max(day, today), weekdays)
        if reason := _(RULES["request"]) if callee.id in waiting else why_not(callee, day, law):
            left_out.append((callee.name, reason))
            continue
        text = _("{sequence}: {text}").format(sequence=name, text=step.text) if step.text else name
        row.follow_up_id = follow_ups.promise(
            session, row.contact_id, Promised(day.isoformat(), text=text, unless_heard=row.heard_from)
        )
        promised += 1
    session.flush()
    return promised, left_out


def _drop_calls(session: Session, rows: Sequence[SequenceMember]) -> None:
    """Take back the calls that are promised for the current step and still open."""
    promised = [one.follow_up_id for one in rows if one.follow_up_id is not None]
    for one in rows:
        one.follow_up_id = None
    sql = "SELECT id FROM follow_up WHERE done_on IS NULL AND id"
    for follow_up in column_among(reader_of(session), sql, promised):
        follow_ups.drop(session, follow_up)


def _of(session: Session, sequence_id: int, ids: Sequence[int] | None = None) -> list[SequenceMember]:
    """The members of a sequence, all or those of these contacts."""
    reader = reader_of(session)
    sql = f"SELECT id FROM sequence_member WHERE sequence_id = {sequence_id:d}"  # noqa: S608 - a number
    return _members(session, reader.column(sql) if ids is None else column_among(reader, f"{sql} AND contact_id", ids))


def _going(session: Session, sequence_id: int) -> list[SequenceMember]:
    return [one for one in _of(session, sequence_id) if not one.ended_why]


def _members(session: Session, keys: Iterable[int]) -> list[SequenceMember]:
    wanted = list(keys)
    found: list[SequenceMember] = []
    for start in range(0, len(wanted), queries.CHUNK):
        chosen = select(SequenceMember).where(SequenceMember.id.in_(wanted[start : start + queries.CHUNK]))
        found += session.scalars(chosen.execution_options(populate_existing=True)).all()
    return found
