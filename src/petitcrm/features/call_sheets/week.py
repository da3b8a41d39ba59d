"""The week on paper: a column a day, its calls below each other, how full it is; closed days are grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from petitcrm.base.dates import SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS, from_to
from petitcrm.base.language import _, current, ngettext
from petitcrm.base.workdays import WorkCalendar, holiday_name
from petitcrm.features.call_sheets.queries import numbers
from petitcrm.features.call_sheets.sheet import MARGIN, Written
from petitcrm.features.calls import settings
from petitcrm.features.calls.planning import Planned, plan
from petitcrm.features.history.queries import calls_made
from petitcrm.features.letters.paper import INK, MUTED, RIGHT, Paper
from petitcrm.store.connection import Reader

GAP, NARROW = 3.0, 19.0  # millimetres between columns; a closed day without calls
TITLE, DAY_HEAD, CALL = 12.0, 15.0, 10.4
PER_PAGE = int((210 - 2 * MARGIN - TITLE - DAY_HEAD - 11) // CALL)


@dataclass(frozen=True, slots=True)
class Day:
    """One column. `closed` says why it is not worked, "" for a working day; `made` calls were made already."""

    day: date
    calls: tuple[Planned, ...]
    closed: str
    made: int
    capacity: int
    is_past: bool

    @property
    def is_narrow(self) -> bool:
        """Nothing is planned, and nothing will be."""
        return (bool(self.closed) or self.is_past) and not self.calls

    @property
    def load(self) -> str:
        if self.is_past:
            return ngettext("{n} made", "{n} made ", self.made).strip().format(n=self.made)
        n = len(self.calls) + self.made
        if self.closed:
            return ngettext("{n} call", "{n} calls", n).format(n=n) if n else ""
        return _("{n} / {most}").format(n=n, most=self.capacity)


def monday_of(day: date) -> date:
    """The first day of the week `day` is in."""
    return day - timedelta(days=day.weekday())


def week_sheet(reader: Reader, first_day: date, today: date) -> Written:
    """The seven days from `first_day` on, as the plan has them; nothing is planned in the past.

    The plan begins today: what finds room before the week is not called again in it.
    """
    planned = plan(reader, today, first_day + timedelta(days=6), today)
    calls = [one for one in planned.calls if one.on >= first_day]
    days = _days(reader, calls, first_day, today)
    pages = max(1, *(-(-len(one.calls) // PER_PAGE) for one in days))
    phones = numbers(reader, [one.contact_id for one in calls])
    widths = _widths(days)
    head = partial(_head, days=days, widths=widths, pages=pages, waiting=len(planned.debt))
    paper = Paper(_title(days), 0, landscape=True, margin=MARGIN, on_next=head)
    for at in range(pages):
        if at:
            paper.next_page()
        else:
            head(paper)
        x = MARGIN
        for one, width in zip(days, widths, strict=True):
            _column(paper, one, x, width, at, phones)
            x += width + GAP
    return Written(paper.done(), len(calls))


def _days(reader: Reader, calls: Sequence[Planned], first: date, today: date) -> list[Day]:
    calendar, capacity = settings.calendar(reader), settings.capacity(reader)
    days = []
    for at in range(7):
        day = first + timedelta(days=at)
        of_day = tuple(sorted((one for one in calls if one.on == day), key=_order))
        made = calls_made(reader, day) if day <= today else 0
        days.append(Day(day, of_day, closed_because(calendar, day), made, capacity(day), day < today))
    return days


def _order(call: Planned) -> tuple[int, str]:
    """As on the list of the day: in order of the hour, promised for the day, then the others as they were placed."""
    return (0, call.at) if call.at else (1 if call.promised else 2, "")


def closed_because(calendar: WorkCalendar, day: date) -> str:
    """Why `day` is not worked: the name of the holiday, or that it is closed; "" for a working day."""
    if calendar.is_open(day):
        return ""
    return holiday_name(calendar.country, calendar.region, day, current()) or _("closed day")


def _widths(days: Sequence[Day]) -> list[float]:
    """Days without work are narrow, the others share the rest."""
    wide = sum(not one.is_narrow for one in days)
    inner = 297 - 2 * MARGIN - (len(days) - 1) * GAP
    if not wide:
        return [inner / len(days)] * len(days)
    share = (inner - NARROW * (len(days) - wide)) / wide
    return [NARROW if one.is_narrow else share for one in days]


def _title(days: Sequence[Day]) -> str:
    return _("Calls of the week – {days}").format(days=from_to(days[0].day, days[-1].day))


def _head(paper: Paper, *, days: Sequence[Day], widths: Sequence[float], pages: int, waiting: int) -> None:
    """What stands on every page: the week, its count, each day with its load."""
    wide = paper.cell(_title(days), MARGIN, paper.y, paper.inner, size=16, bold=True)
    n = sum(len(one.calls) for one in days)
    told = [ngettext("{n} call", "{n} calls", n).format(n=n)]
    if waiting:
        told.append(ngettext("{n} finds no room", "{n} find no room", waiting).format(n=waiting))
    paper.cell(" · ".join(told), MARGIN + wide + 5, paper.y + 1.9, paper.inner - wide - 5, colour=MUTED)
    number = _("page {n} of {total}").format(n=paper.page, total=pages)
    paper.cell(number, MARGIN, paper.height - MARGIN - 4, paper.inner, size=8.5, colour=MUTED, side=RIGHT)
    paper.y += TITLE
    x = MARGIN
    for one, width in zip(days, widths, strict=True):
        _day_head(paper, one, x, width)
        x += width + GAP
    paper.y += DAY_HEAD


def _day_head(paper: Paper, one: Day, x: float, width: float) -> None:
    y, lang = paper.y, current()
    if one.closed:
        paper.shade(x, y, width, paper.height - MARGIN - 7 - y)
    quiet = MUTED if one.closed or one.is_past else INK
    paper.stroke(x, y, x + width, y, colour=quiet, thick=1)
    inside, room = _within(one, x, width)
    weekday = (SHORT_WEEKDAYS if one.is_narrow else WEEKDAYS)[lang][one.day.weekday()].capitalize()
    day = f"{one.day.day} {SHORT_MONTHS[lang][one.day.month - 1]}"
    paper.cell(weekday, inside, y + 1.5, room, size=10.5, bold=True, colour=quiet)
    if one.is_narrow:
        paper.cell(day, inside, y + 6.4, room, size=9, colour=MUTED)
        before, paper.y = paper.y, y + 11.5
        told = "\n".join(part for part in (one.closed, one.load) if part)
        paper.text(told, x=inside, width=room, size=8.5, colour=MUTED, most=8)
        paper.y = before
    else:
        told = f"{day} · {one.closed}" if one.closed else day
        paper.cell(told, inside, y + 6.4, room, size=9, colour=MUTED)
        paper.cell(one.load, inside, y + 1.7, room, size=10, bold=True, colour=MUTED, side=RIGHT)


def _within(one: Day, x: float, width: float) -> tuple[float, float]:
    """Where the words of a column begin, and how wide they may be: on a grey ground not at its edge."""
    return (x + 1.5, width - 3) if one.closed else (x, width)


def _column(paper: Paper, one: Day, x: float, width: float, page: int, phones: dict[int, str]) -> None:
    """The calls of a day that belong on this page; how many follow on the next one is said."""
    inside, room = _within(one, x, width)
    y = paper.y
    for call in one.calls[page * PER_PAGE : (page + 1) * PER_PAGE]:
        paper.cell(call.tier, inside, y, 5, size=10, bold=True, colour=MUTED)
        paper.cell(call.name, inside + 5, y, room - 5, size=10, bold=True)
        wide = paper.cell(phones.get(call.contact_id, ""), inside + 5, y + 4.3, room - 5, size=9, colour=MUTED, least=6)
        if call.promised:
            told = call.at or _("promised")
            paper.cell(told, inside + 5 + wide + 2, y + 4.3, room - 7 - wide, size=9, bold=True, side=RIGHT)
        paper.stroke(x, y + CALL - 1.2, x + width, y + CALL - 1.2)
        y += CALL
    more = len(one.calls) - (page + 1) * PER_PAGE
    if more > 0:
        paper.cell(_("+{n} on the next page").format(n=more), inside, y, room, size=9, colour=MUTED)
    if not one.calls and not one.closed and not one.is_past:
        paper.cell(_("free"), x, y, width, size=9, colour=MUTED)
