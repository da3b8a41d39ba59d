"""A line of the series in words."""

from datetime import date

from petitcrm.base.dates import interval, shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.nurture.queries import ANSWERED, ATTEMPTS, BLOCKED, COLD, DUE, NurtureLine


def why(line: NurtureLine) -> str:
    """Why somebody is written to and not called."""
    if line.why == ATTEMPTS:
        if not line.failed:
            return _("never answered a call, until they wrote or called")
        return ngettext("{n} attempt without an answer", "{n} attempts without an answer", line.failed).format(
            n=line.failed
        )
    if line.why == COLD:
        return _("cold prospect")
    every = interval(line.every.months, line.every.days) if line.every else ""
    return _("tier {tier}: written to {every}").format(tier=line.tier, every=every)


def written(line: NurtureLine, today: date) -> str:
    """The letters so far: "2 letters, the last one on 3 Jun"."""
    if not line.letters:
        return _("no letter yet")
    count = ngettext("{n} letter", "{n} letters", line.letters).format(n=line.letters)
    last = shown(line.last_letter, today) if line.last_letter else ""
    return _("{letters}, last one {day}").format(letters=count, day=last)


def mark_of(line: NurtureLine, today: date) -> tuple[str, str]:
    """The few words at the right of a line, and their role."""
    if line.state == DUE:
        return _("letter {n}").format(n=line.step), "accent"
    if line.state == ANSWERED:
        return _("answered {day}").format(day=shown(line.heard, today)) if line.heard else _("answered"), "ok"
    if line.state == BLOCKED:
        return line.reason, "bad"
    return shown(line.next, today) if line.next else "", "muted"


def sentence(line: NurtureLine, today: date) -> str:
    """All of it in a sentence or two, above the card."""
    told = _("In the series since {day}: {why}; {letters}.").format(
        day=shown(line.since, today), why=why(line), letters=written(line, today)
    )
    return f"{told} {_following(line, today)}"


def _following(line: NurtureLine, today: date) -> str:
    if line.state == ANSWERED:
        return _("They have answered: no letter goes out by itself any more. Call, make them warm, or go on writing.")
    if line.state == BLOCKED:
        return _("No letter can go to them: {reason}.").format(reason=line.reason)
    if line.state == DUE:
        return _("Letter {n} is due.").format(n=line.step)
    return _("Letter {n} comes {day}.").format(n=line.step, day=shown(line.next, today) if line.next else "")
