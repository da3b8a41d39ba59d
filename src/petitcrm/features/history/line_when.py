"""When an exchange took place and how long it lasted: which of the days, hours and lengths of a line are its own."""

import re
from dataclasses import replace
from datetime import date

from petitcrm.base.language import _
from petitcrm.features.history import line_words as vocabulary
from petitcrm.features.history.line_days import Day
from petitcrm.features.history.line_numbers import Hour, Length
from petitcrm.features.history.line_text import Line

_NOT_OF_IT = ("depuis", "jusqu'au", "jusqu'a", "since", "until", "till")
_OF = ("du", "de", "d'", "of", "from", "des")
_NO_LENGTH = ("depuis", "since", "dans", "in", "sous", "within", "every", "toutes les")
_AHEAD = re.compile(
    r"(?<!\w)(?:veut|veulent|souhaite|voudrait|va|vont|doit|doivent|part|partent|revient|rentre|attend|arrive|livr\w*|prevu\w*|sera|"
    r"wants?|will|needs?|leaves?|comes?|back|returns?|arrives?|due|expects?|planned)(?!\w)"
)
LONG_AGO, SOON = 300, 62  # days: "rdv le 12/6", typed in May, is one to come


def as_appointment(day: Day, today: date) -> Day:
    """A day of an appointment: one that was nearly a year ago and comes soon is meant as the one to come."""
    if day.past and day.ahead and (today - day.past).days > LONG_AGO and (day.ahead - today).days <= SOON:
        return replace(day, past=None)
    return day


def day_of(line: Line, days: list[Day], today: date, problems: list[str]) -> date | None:
    """The day of the exchange, taken out of the line; None where none is told. A day that is none is a problem."""
    chosen: Day | None = None
    for day in days:
        if day.is_bad:
            problems.append(_("there is no day “{day}”").format(day=line.said(day.start, day.end)))
        elif chosen is None and day.past is not None and not day.is_vague and _is_of_exchange(line, day, today):
            chosen = day
    if chosen is None:
        return None
    line.take(chosen.start, chosen.end)
    return chosen.past


def _is_of_exchange(line: Line, day: Day, today: date) -> bool:
    if not line.is_free(day.start, day.end):
        return False
    if day.ahead is None or day.ahead == day.past:
        return True
    before = line.folded[max(0, day.start - 20) : day.start]
    if day.lead in _NOT_OF_IT or vocabulary.UNTIL.search(before):
        return False
    if line.begins(day.start):
        return True
    if day.lead in _OF or vocabulary.NOT_A_DAY.search(before):
        return False
    is_rather_ahead = today - day.past > day.ahead - today and (day.ahead - day.past).days > 14  # type: ignore[operator]
    return not is_rather_ahead and _ends_first_clause(line, day)


def _ends_first_clause(line: Line, day: Day) -> bool:
    begin = line.pause_before(day.start)
    is_first = not line.folded[:begin].strip(" ,;:.") or line.begins(begin)
    return is_first and line.ends(day.end) and _AHEAD.search(line.folded, begin, day.start) is None


def minutes_of(line: Line, lengths: list[Length]) -> int | None:
    """How long it lasted, taken out of the line."""
    for one in sorted(lengths, key=lambda length: length.start):
        if not line.is_free(one.start, one.end) or one.lead in _NO_LENGTH:
            continue
        if one.lead in ("de", "d'", "of", "en") and not line.begins(one.start):
            continue
        line.take(one.start, one.end)
        return one.minutes
    return None


def hour_of(line: Line, hours: list[Hour], problems: list[str]) -> tuple[str, int | None]:
    """At which hour, taken out of the line, and how long where it is told until when."""
    for one in sorted(hours, key=lambda hour: hour.start):
        if one.is_bad:
            problems.append(_("there is no hour “{hour}”").format(hour=line.said(one.start, one.end)))
        elif line.is_free(one.start, one.end) and (line.begins(one.start) or line.ends(one.end)):
            line.take(one.start, one.end)
            return one.at, one.minutes
    return "", None
