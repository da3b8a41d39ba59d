"""When the next step of a sequence is due, and where somebody stands in it. Pure: days are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base.dates import days_later
from petitcrm.base.workdays import WorkCalendar

LETTER, EMAIL, CALL = "letter", "email", "call"
DUE, ANSWERED, CALLING, COMING, BLOCKED, ENDED = "due", "answered", "calling", "coming", "blocked", "ended"
STATES = (DUE, ANSWERED, CALLING, COMING, BLOCKED, ENDED)  # in the order they are shown
FINISHED, TAKEN_OUT = "finished", "taken_out"
WAITS = (7, 14, 30, 60, 90)  # days


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, the days after the step before (of the first: after joining), a model's name or what to say."""

    kind: str
    wait_days: int
    model_name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody is. `call_done_on` is the day on which the promised call of the current step was made.

    `heard` is the day of their first sign since, `blocked` why the current step can't be taken ("" where it can).
    """

    joined: date
    done: int = 0
    done_on: date | None = None
    is_promised: bool = False
    call_done_on: date | None = None
    heard: date | None = None
    ended_why: str = ""
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, how many steps are done, and the day of the next one (None where none comes by itself)."""

    state: str
    done: int
    next: date | None = None


def progress(place: Place) -> tuple[int, date]:
    """How many steps are done, a call that was made meanwhile included, and the day the next wait counts from."""
    if place.call_done_on is not None:
        return place.done + 1, place.call_done_on
    return place.done, place.done_on or place.joined


def next_day(step: Step, since: date, calendar: WorkCalendar, weekdays: frozenset[int] | None = None) -> date:
    """The day of `step` after what was done on `since`; of a day that is not worked, the next one (of `weekdays`)."""
    return calendar.on_or_after(days_later(since, step.wait_days), weekdays)


def standing(steps: Sequence[Step], place: Place, day: date | None, today: date) -> Standing:
    """Where somebody stands; `day` is that of the current step, None after the last one."""
    done, _since = progress(place)
    if place.ended_why or day is None or done >= len(steps):
        return Standing(ENDED, done)
    if place.heard is not None:
        return Standing(ANSWERED, done)
    if place.is_promised and place.call_done_on is None and steps[done].kind == CALL:
        return Standing(CALLING, done, day)
    if place.blocked:
        return Standing(BLOCKED, done)
    return Standing(DUE if day <= today else COMING, done, day)


def is_answer(day: str, key: int, heard_from: str, heard_after: int) -> bool:
    """Whether a sign of `day`, the exchange `key`, is one: later than `heard_from`, or noted after it on that day."""
    return day > heard_from or (day == heard_from and key > heard_after)


def proposed_wait(steps: Sequence[Step]) -> int:
    """The wait to propose for one more step: the first at once, each later one longer than the one before."""
    if not steps:
        return 0
    last = steps[-1].wait_days
    return next((one for one in WAITS if one > last), last)


def shrinking(steps: Sequence[Step]) -> list[int]:
    """The places (from 0) of the steps that wait less long than the one before."""
    return [at for at in range(1, len(steps)) if steps[at].wait_days < steps[at - 1].wait_days]
