"""What is said of requests on the screen: words and the roles that colour them, columns, ages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.dates import counted, shown
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.text import words
from petitcrm.features.history.fields import word
from petitcrm.features.requests.fields import STATES, URGENCIES
from petitcrm.features.requests.queries import RequestRow, Times
from petitcrm.features.requests.search import says

ROLES = {"blocking": "bad", "high": "warn", "normal": "muted", "low": "muted"}
LATELY = 30  # days a closed request stays on the board
COLUMNS = (("open", mark("In hand")), ("waiting", mark("Waiting for the client")), ("done", mark("Closed lately")))
AGES = ((2, "0–2"), (7, "3–7"), (30, "8–30"), (None, "> 30"))


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the role that colours them."""

    text: str
    role: str = "muted"


def urgency(row: RequestRow) -> Said:
    return Said(_(word(URGENCIES, row.urgency)), "muted" if row.state == "done" else ROLES.get(row.urgency, "muted"))


def state(row: RequestRow) -> str:
    return _(word(STATES, row.state))


def promised(row: RequestRow, today: date) -> Said:
    """When an answer is promised for, or since when the request is closed."""
    if row.state == "done":
        return Said(_("closed {day}").format(day=shown(row.done_on, today)) if row.done_on else state(row), "ok")
    if row.promised_on is None:
        return Said("")
    if row.is_late:
        days = (today - row.promised_on).days
        return Said(ngettext("{n} day late", "{n} days late", days).format(n=days), "bad")
    return Said(_("promised {day}").format(day=shown(row.promised_on, today)), "warn" if row.is_due_soon else "muted")


def age(row: RequestRow) -> str:
    """How old a request is; how long it took, once closed."""
    if row.state == "done":
        return _("took {days}").format(days=counted(row.age_days))
    return counted(row.age_days) if row.age_days else _("today")


def whose(row: RequestRow) -> str:
    return f"{row.name} · {row.company}" if row.company and row.company != row.name else row.name


def in_a_line(row: RequestRow, today: date) -> str:
    """All of a line, for a screen reader."""
    parts = (row.subject, whose(row), urgency(row).text, state(row), age(row), promised(row, today).text)
    return ", ".join(part for part in parts if part)


def counts(rows: Iterable[RequestRow]) -> str:
    """How many are open; of them how many late, how many blocking."""
    still = [row for row in rows if row.state != "done"]
    late = sum(row.is_late for row in still)
    blocking = sum(row.blocks_selling for row in still)
    parts = [ngettext("{n} open request", "{n} open requests", len(still)).format(n=len(still))]
    if late:
        parts.append(ngettext("{n} is late", "{n} are late", late).format(n=late))
    if blocking:
        parts.append(ngettext("{n} stops selling", "{n} stop selling", blocking).format(n=blocking))
    return " · ".join(parts)


def matching(rows: Iterable[RequestRow], typed: str) -> list[RequestRow]:
    """Those in which every word typed begins a word of what they say."""
    parts = words(typed)
    return [row for row in rows if says(_told(row), parts)] if parts else list(rows)


def _told(row: RequestRow) -> str:
    return f"{row.subject} {row.name} {row.company} {row.product} {row.owner} {row.text[:1000]}"


def of_column(rows: Iterable[RequestRow], key: str, today: date) -> list[RequestRow]:
    """What stands in a column of the board."""
    since = today - timedelta(days=LATELY)
    return [
        row
        for row in rows
        if row.state == key and (key != "done" or (row.done_on is not None and row.done_on >= since))
    ]


def by_age(ages: Iterable[int]) -> list[int]:
    """How many are as old as each of AGES says."""
    found = [0] * len(AGES)
    for days in ages:
        found[next(at for at, (most, _words) in enumerate(AGES) if most is None or days <= most)] += 1
    return found


def usual(days: Sequence[int]) -> str:
    """The median in words; a dash where there is nothing to count."""
    from statistics import median  # brings half a dozen modules that the card of a contact would wait for

    return counted(round(median(days))) if days else "–"


def picture_in_words(times: Times) -> str:
    """The small picture for a screen reader."""
    bars = ", ".join(
        _("{ages} days: {n}").format(ages=ages, n=n)
        for (_most, ages), n in zip(AGES, by_age(times.open_ages), strict=True)
    )
    told = _("Ages of the open requests. {bars}. Median to the first answer: {answer}; to closing: {close}.")
    return told.format(bars=bars, answer=usual(times.to_answer), close=usual(times.to_close))


def breakable(text: str) -> str:
    """`text` in which words of more than forty signs may be broken, so that no label grows out of its place."""
    return re.sub(r"(\S{40})(?=\S)", "\\1\u200b", text)
