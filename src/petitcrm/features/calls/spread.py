"""Spreading calls over days, so that no day asks for more than can be done (rules of the business, section 1).

Promised calls stay where they were promised. The others go to the day they are due; where that one is full, to an earlier one,
at most a fifth of their interval early, else to the next later one with room: late rather than dropped.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Call:
    """A call to be placed. `order` decides between calls due on one day, the smaller first.

    `weekdays` (0 is Monday) are those it goes to where one of them has room; None: any.
    """

    contact_id: int
    due: date
    interval_days: int
    promised: bool
    order: tuple[float, str] = (0.0, "")
    weekdays: frozenset[int] | None = None


class _Days:
    """The worked days from `first` to `last` with their room; the next or the last one with room is found at once."""

    def __init__(
        self, first: date, last: date, is_open: Callable[[date], bool], capacity: Callable[[date], int]
    ) -> None:
        self.first = first
        self._monday = first.weekday()
        count = (last - first).days + 1
        days = [first + timedelta(days=at) for at in range(count)]
        self.room = [capacity(day) if is_open(day) else 0 for day in days]
        self._next = list(range(count + 1))
        self._last = list(range(-1, count))  # shifted by one: place at + 1
        for at in range(count):
            if self.room[at] <= 0:
                self._shut(at)

    def _shut(self, at: int) -> None:
        self._next[at] = at + 1
        self._last[at + 1] = at - 1

    def suits(self, at: int, weekdays: frozenset[int] | None) -> bool:
        """Whether a day is one of `weekdays`."""
        return weekdays is None or (self._monday + at) % 7 in weekdays

    def take(self, at: int) -> None:
        """Use one place of a day, whether there is room or not."""
        self.room[at] -= 1
        if self.room[at] == 0:
            self._shut(at)

    def on_or_after(self, at: int) -> int | None:
        """The first day with room from `at` on."""
        found = self._followed(self._next, at)
        return found if found < len(self.room) else None

    def before(self, at: int, least: int) -> int | None:
        """The last day with room before `at`, not before `least`."""
        place = at  # the entry of at - 1
        path = []
        while place > 0 and self._last[place] != place - 1:
            path.append(place)
            place = self._last[place] + 1
        for one in path:
            self._last[one] = place - 1
        return place - 1 if place - 1 >= max(least, 0) else None

    @staticmethod
    def _followed(links: list[int], at: int) -> int:
        path = []
        while links[at] != at:
            path.append(at)
            at = links[at]
        for one in path:
            links[one] = at
        return at


def _place(days: _Days, call: Call, weekdays: frozenset[int] | None) -> int | None:
    """The day of a call: its own, else an earlier one at most a fifth of the interval before, else the next with room."""
    since_first = (call.due - days.first).days
    due = max(0, since_first)
    if days.room[due] > 0 and days.suits(due, weekdays):
        return due
    if since_first > 0:
        early = since_first - call.interval_days // 5
        found = days.before(due, early)
        while found is not None and not days.suits(found, weekdays):
            found = days.before(found, early)
        if found is not None:
            return found
    found = days.on_or_after(due)
    while found is not None and not days.suits(found, weekdays):
        found = days.on_or_after(found + 1)
    return found


def spread(
    calls: Iterable[Call],
    first: date,
    last: date,
    is_open: Callable[[date], bool],
    capacity: Callable[[date], int],
) -> tuple[list[tuple[date, Call]], list[Call]]:
    """The calls with the days they are placed on, in order of the days, and those for which there is no room until `last`.

    What was due before `first` is due on `first`, and comes in its order there as on the list of that day; what is due after
    `last` is left for later and answered in neither.
    """
    days = _Days(first, last, is_open, capacity)
    placed: list[tuple[date, Call]] = []
    without: list[Call] = []
    waiting: list[Call] = []
    for call in calls:
        if call.due > last:
            continue
        if call.promised:
            at = max(0, (call.due - first).days)
            days.take(at)
            placed.append((first + timedelta(days=at), call))
        else:
            waiting.append(call)
    for call in sorted(waiting, key=lambda one: (max(one.due, first), one.order, one.contact_id)):
        found = _place(days, call, call.weekdays)
        if found is None and call.weekdays is not None:
            found = _place(days, call, None)
        if found is None:
            without.append(call)
        else:
            days.take(found)
            placed.append((first + timedelta(days=found), call))
    placed.sort(key=lambda one: (one[0], not one[1].promised, one[1].order))
    return placed, without
