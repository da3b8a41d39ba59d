"""When the next letter of the series is due, and who has answered. Pure: days are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base.dates import days_later
from petitcrm.base.workdays import WorkCalendar

WEEK = 7


@dataclass(frozen=True, slots=True)
class Next:
    """The next letter: the day it is due, and the how manieth it will be (from 1)."""

    day: date
    step: int


def step(
    letters_since: int,
    last_letter: date | None,
    entered: date,
    gaps: Sequence[int],
    calendar: WorkCalendar | None = None,
) -> Next:
    """After `letters_since` letters of the series: the first is due on the day somebody came into it, the k-th a gap later.

    `gaps` are weeks; after the last one it repeats. With a calendar, a day that is not worked moves on to the next one.
    """
    day = entered
    if letters_since and last_letter is not None:
        weeks = gaps[min(letters_since, len(gaps)) - 1]
        day = max(entered, days_later(last_letter, weeks * WEEK))
    return Next(calendar.on_or_after(day) if calendar else day, letters_since + 1)


def has_answered(heard: str, last_letter: str, last_attempt: str) -> bool:
    """Whether a sign from somebody, or a call that reached them, came after our last letter (ISO days, "" for none).

    Without a letter there is nothing that could have been answered. What was said on the day of a letter came before it:
    people write after they have spoken.
    """
    return bool(last_letter) and heard > max(last_letter, last_attempt)
