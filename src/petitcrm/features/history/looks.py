"""How an exchange is shown in a line."""

from datetime import date

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.history.fields import KINDS, OUTCOMES, word
from petitcrm.features.history.queries import Entry

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
