"""What is promised as an iCalendar file, for the calendars of telephones."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from petitcrm.base.files import written
from petitcrm.base.language import _
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, word
from petitcrm.features.history.queries import FollowUpLine

DEFAULT_MINUTES = 30
_PRIORITY = {"high": 1, "normal": 5, "low": 9}


def content(lines: Iterable[FollowUpLine]) -> bytes:
    """The calendar of `lines`: hours of single ones in UTC; those that repeat keep the hour of the wall clock."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//PetitCRM//FR")
    calendar.add("version", "2.0")
    for one in lines:
        event = Event()
        event.add("uid", f"{one.uid}@petitcrm")
        event.add("dtstamp", datetime.now(UTC))
        event.add("summary", f"{_(word(FOLLOW_UP_KINDS, one.kind))} · {one.name}")
        if one.text:
            event.add("description", one.text)
        event.add("priority", _PRIORITY[one.priority])
        if one.at:
            start = datetime.combine(one.day, time.fromisoformat(one.at))
            begins = start if one.repeat else start.astimezone(UTC)
            event.add("dtstart", begins)
            event.add("dtend", begins + timedelta(minutes=one.minutes or DEFAULT_MINUTES))
        else:
            event.add("dtstart", one.day)
            event.add("dtend", one.day + timedelta(days=1))
        if one.repeat:
            event.add("rrule", {"freq": one.repeat.upper()})
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write(path: Path, lines: Iterable[FollowUpLine]) -> None:
    """Write the calendar to `path`, whole or not at all. Problem where it can't be written."""
    made = content(lines)
    with written(path) as beside:
        beside.write_bytes(made)
