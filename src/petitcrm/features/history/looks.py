"""How an exchange is shown in a line."""

from collections.abc import Callable, Sequence
from datetime import date

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.base.text import words
from petitcrm.features.history import queries
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, KINDS, OUTCOMES, word
from petitcrm.features.history.queries import Entry, FollowUpLine
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.notices import Notice

ICONS = {
    "call": "phone", "visit": "visit", "meeting": "meeting", "video": "video", "email": "mail", "letter": "letter",
    "message": "mail", "note": "note",
    "document": "import", "satisfaction": "check",
}  # fmt: skip


def headline(entry: Entry, today: date, *, with_day: bool = True) -> str:
    """An entry in a line: "21 Nov · call · reached · subject"; without its day where that stands above."""
    outcome = _(word(OUTCOMES, entry.outcome)) if entry.outcome else ""
    direction = _("received") if entry.direction == "in" else ""
    day = shown(entry.day, today) if with_day else entry.at
    parts = (day, _(word(KINDS, entry.kind)), direction, outcome, entry.subject)
    return " · ".join(part for part in parts if part)


def said_of(line: FollowUpLine) -> list[str]:
    """The words of a follow-up: name, company, kind, what was promised."""
    return words(f"{line.name} {line.company} {line.text} {_(word(FOLLOW_UP_KINDS, line.kind))}")


def holds(said: list[str], typed: list[str]) -> bool:
    """Whether each of the words typed begins one of those said."""
    return all(any(one.startswith(part) for one in said) for part in typed)


def before_trash(desk: Desk, contact_ids: Sequence[int]) -> str:
    """What to ask before contacts go to the trash: whether what is promised to them may wait. "" where nothing is."""
    count = desk.read(queries.promised_to, contact_ids)
    if not count:
        return ""
    return ngettext(
        "{n} follow-up is promised to them. It goes to the trash with them, and comes back with them.",
        "{n} follow-ups are promised to them. They go to the trash with them, and come back with them.",
        count,
    ).format(n=count)


def waiting(desk: Desk, go: Callable[[], object]) -> list[Notice]:
    """For the first screen: what is promised until today besides calls; `go` leads there."""
    count, late = desk.read(queries.waiting, desk.today())
    if not count:
        return []
    words = ngettext("{n} follow-up today", "{n} follow-ups today", count).format(n=count)
    if late:
        words += " · " + ngettext("{n} late", "{n} late", late).format(n=late)
    return [Notice(words, "bad" if late else "warn", go)]
