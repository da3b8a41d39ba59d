"""Steps, and somebody in a sequence, in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.sequences.fields import KINDS
from petitcrm.features.sequences.queries import MemberLine, SequenceRow
from petitcrm.features.sequences.rules import (
    ANSWERED,
    BLOCKED,
    CALLING,
    COMING,
    DUE,
    EMAIL,
    ENDED,
    FINISHED,
    LETTER,
    Step,
)

ARROW = "  →  "


def kind(step: Step) -> str:
    """What a step is: letter, e-mail or call."""
    return _(next((one.label for one in KINDS if one.value == step.kind), step.kind))


def named(step: Step) -> str:
    """A step with its model, or what to say: "letter “Welcome”"."""
    said = step.model_name or step.text
    return _("{kind} “{name}”").format(kind=kind(step), name=said) if said else kind(step)


def path(steps: Sequence[Step]) -> str:
    """All steps in a line: "letter “Welcome” → +14 d. call → +30 d. e-mail “An offer”"."""
    return ARROW.join(_with_wait(step, at) for at, step in enumerate(steps))


def _with_wait(step: Step, at: int) -> str:
    said = named(replace(step, text=""))
    if not step.wait_days and not at:
        return said
    return _("+{n} d. {step}").format(n=step.wait_days, step=said)


def gaps(steps: Sequence[Step], places: Sequence[int]) -> str:
    """That the gaps shrink, at the steps of these places; "" where none does."""
    if not places:
        return ""
    numbers = ", ".join(str(at + 1) for at in places)
    return ngettext(
        "Step {numbers} comes sooner than the one before it did: gaps that widen press nobody.",
        "Steps {numbers} come sooner than the ones before them did: gaps that widen press nobody.",
        len(places),
    ).format(numbers=numbers)


def step_of(line: MemberLine) -> str:
    """The how manieth step follows: "step 2 of 4"."""
    return _("step {n} of {all}").format(n=line.done + 1, all=line.steps)


def below(line: MemberLine, today: date) -> str:
    """What stands below a name: the step that follows, or how it ended."""
    if line.step is None:
        return f"{_done(line)} · " + _("in it since {day}").format(day=shown(line.joined, today))
    return " · ".join((step_of(line), line.blocked if line.state == BLOCKED else named(line.step)))


def _done(line: MemberLine) -> str:
    return _("{n} of {all} steps done").format(n=line.done, all=line.steps)


def mark_of(line: MemberLine, today: date) -> tuple[str, str]:
    """The few words at the right of a line, and their role."""
    if line.state == ENDED:
        return (_("finished") if line.ended_why == FINISHED else _("taken out")), "muted"
    if line.state == ANSWERED:
        return _("answered {day}").format(day=shown(line.heard, today)) if line.heard else _("answered"), "ok"
    if line.state == BLOCKED:
        return _("blocked"), "bad"
    day = shown(line.next, today) if line.next else ""
    if line.state == CALLING:
        return _("call {day}").format(day=day), "warn" if line.next and line.next < today else "text"
    return (kind(line.step), "accent") if line.state == DUE and line.step else (day, "muted")


def sentence(line: MemberLine, today: date) -> str:
    """All of it in a sentence or two, above the card."""
    told = _("In the sequence since {day}").format(day=shown(line.joined, today))
    return f"{told} · {_following(line, today)}"


def _following(line: MemberLine, today: date) -> str:
    day = shown(line.next, today) if line.next else ""
    if line.state == ENDED or line.step is None:
        end = shown(line.ended_on, today) if line.ended_on else ""
        if line.ended_why == FINISHED:
            return _("It was finished on {day}: all steps are done.").format(day=end)
        return _("Taken out on {day}, {done}.").format(day=end, done=_done(line))
    where = step_of(line)
    if line.state == ANSWERED:
        heard = shown(line.heard, today) if line.heard else ""
        return _("They answered {day}: nothing more goes out by itself ({step} would follow). Go on with G.").format(
            day=heard, step=where
        )
    if line.state == BLOCKED:
        return _("{step} ({what}) can't be done: {reason}.").format(
            step=_capital(where), what=named(line.step), reason=line.blocked
        )
    if line.state == CALLING:
        return _("{step}: the call is promised for {day}, and lapses if they get in touch before.").format(
            step=_capital(where), day=day
        )
    if line.state == DUE:
        return _("{step} is due: {what}.").format(step=_capital(where), what=named(line.step))
    return _("{step} comes {day}: {what}.").format(step=_capital(where), day=day, what=named(line.step))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def on_card(of: SequenceRow, line: MemberLine, today: date) -> str:
    """A line of the card: "Sequence Welcome: step 2 of 4, letter on 3 Dec"."""
    told = _("Sequence {name}: {step}").format(name=of.name, step=step_of(line))
    said, _role = mark_of(line, today)
    if line.step is not None and line.state in (DUE, COMING):
        day = shown(line.next, today) if line.next else ""
        said = _("{what} due").format(what=named(line.step)) if line.state == DUE else f"{named(line.step)}, {day}"
    elif line.state == BLOCKED:
        said = line.blocked
    return f"{told} · {said}"


def due_button(step: Step, count: int) -> str:
    """The words of the button that does what is due for most."""
    if step.kind == LETTER:
        return ngettext("Write the letter due", "Write the {n} letters due", count).format(n=count)
    if step.kind == EMAIL:
        return ngettext("Prepare the e-mail due", "Prepare the {n} e-mails due", count).format(n=count)
    return ngettext("Promise the call due", "Promise the {n} calls due", count).format(n=count)


def left_out(found: Sequence[tuple[str, str]]) -> str:
    """How many were left out, the first by name; "" for nobody."""
    if not found:
        return ""
    name, reason = found[0]
    return ngettext("{n} left out ({name}: {reason})", "{n} left out ({name}: {reason}…)", len(found)).format(
        n=len(found), name=name, reason=reason
    )


def joined(name: str, count: int, not_joined: Sequence[tuple[str, str]]) -> str:
    """Who joined a sequence, in a line."""
    told = ngettext("{n} contact added to “{name}”", "{n} contacts added to “{name}”", count).format(n=count, name=name)
    return " · ".join(part for part in (told, left_out(not_joined)) if part)
