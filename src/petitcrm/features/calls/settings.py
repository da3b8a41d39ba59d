"""The settings of the call schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.settings import Asked, Setting
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.contacts.settings import COUNTRY

SECTION = mark("Calls")
CAPACITY = Setting("calls.capacity", 12, mark("Calls a day, at most"), "number", SECTION, least=1, most=500)
CAPACITY_BY_DAY: Setting[list[int | None]] = Setting(
    "calls.capacity_days",
    [],
    mark("Other numbers on some days"),
    "week",
    SECTION,
    most=500,
    hint=mark("empty: as above; 0: no calls on that day"),
)
WEEKDAYS: Setting[list[int]] = Setting("calls.weekdays", [0, 1, 2, 3, 4], mark("Working days"), "days", SECTION)
CLOSED: Setting[list[str]] = Setting(
    "calls.closed",
    [],
    mark("Own closed days"),
    "dates",
    SECTION,
    hint=mark("a day or a range a line: 14/8/2026, 1 to 15 August 2026"),
)
REGION = Setting(
    "business.region",
    "",
    mark("Region (public holidays)"),
    "text",
    mark("Business"),
    hint=mark("for example Alsace-Moselle"),
)
GAPS: Setting[list[int]] = Setting(
    "calls.gaps",
    [1, 2, 3, 5, 8, 13],
    mark("Working days between failed attempts"),
    "numbers",
    SECTION,
    hint=mark("one more attempt than there are numbers, then letters"),
)
HOT_DAYS = Setting(
    "calls.hot_days", 2, mark("Hot prospect: working days after the last contact"), "number", SECTION, most=90
)
WARM_DAYS = Setting(
    "calls.warm_days", 14, mark("Warm prospect: days after the last contact"), "number", SECTION, most=365
)


@dataclass(frozen=True)
class Cadence:
    """The numbers the cadence works with."""

    gaps: tuple[int, ...] = (1, 2, 3, 5, 8, 13)
    hot_days: int = 2
    warm_days: int = 14


def cadence(reader: Asked) -> Cadence:
    """The owner's numbers."""
    return Cadence(tuple(GAPS.read(reader)) or (1,), HOT_DAYS.read(reader), WARM_DAYS.read(reader))


def capacity(reader: Asked) -> Callable[[date], int]:
    """How many calls a day can take: the number of its weekday, or the general one."""
    usual, by_day = CAPACITY.read(reader), CAPACITY_BY_DAY.read(reader)
    numbers = [usual if one is None else one for one in (*by_day, *(None,) * 7)[:7]]
    return lambda day: numbers[day.weekday()]


def calendar(reader: Asked) -> WorkCalendar:
    """The owner's working days."""
    closed = []
    for text in CLOSED.read(reader):
        try:
            closed.append(date.fromisoformat(text))
        except ValueError as error:
            raise Problem(_("“{text}” in the closed days is not a date.").format(text=text)) from error
    return WorkCalendar(WEEKDAYS.read(reader) or range(5), COUNTRY.read(reader), REGION.read(reader), closed)
