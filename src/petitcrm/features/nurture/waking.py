"""An event wakes people up: a call for each on its day or before it, so that no day asks for more than can be done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.calls import settings
from petitcrm.features.calls.planning import plan
from petitcrm.features.calls.spread import Call, spread
from petitcrm.features.nurture.calling import Callee, callees, country, weekdays_of, why_not
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Wake:
    """The calls an event would make, by day; who is left out, each with the reason; who finds no room before the event."""

    calls: tuple[tuple[date, int], ...]
    left_out: tuple[tuple[str, str], ...] = ()
    without_room: int = 0


def wake(reader: Reader, ids: Sequence[int], day: date, today: date) -> Wake:
    """The calls to `ids` on `day`, or on worked days before it: what is planned already takes its room first."""
    law, room = country(reader), room_until(reader, day, today)
    left_out: list[tuple[str, str]] = []
    may_be: dict[int, Callee] = {}
    for one in callees(reader, ids):
        # of an event at the weekend: the calls come on the days before it, on which everybody may be called
        reason = _("a call is planned already") if one.planned else why_not(one, _weekday(day), law)
        if reason:
            left_out.append((one.name, reason))
        else:
            may_be[one.id] = one
    if day < today:
        return Wake((), tuple(left_out), len(may_be))
    ahead = 5 * ((day - today).days + 1)  # a fifth of an interval is how early `spread` may go: back to today
    wanted = [
        Call(one.id, day, ahead, False, (float(at), ""), weekdays_of(one, day, law))
        for at, one in enumerate(may_be.values())
    ]
    calendar = settings.calendar(reader)
    placed, without = spread(wanted, today, day, calendar.is_open, lambda one: room.get(one, 0))
    kept = []
    for on, call in placed:
        if reason := why_not(may_be[call.contact_id], on, law):
            left_out.append((may_be[call.contact_id].name, reason))
        else:
            kept.append((on, call.contact_id))
    return Wake(tuple(kept), tuple(left_out), len(without))


def _weekday(day: date) -> date:
    """The same week's Friday for a day of a weekend."""
    return day if day.weekday() < 5 else date.fromordinal(day.toordinal() - (day.weekday() - 4))


def room_until(reader: Reader, day: date, today: date) -> dict[date, int]:
    """What each day until `day` can still take."""
    if day < today:
        return {}
    most = settings.capacity(reader)
    taken = Counter(one.on for one in plan(reader, today, day, today).calls)
    days = [date.fromordinal(at) for at in range(today.toordinal(), day.toordinal() + 1)]
    return {one: max(0, most(one) - taken[one]) for one in days}


def told(found: Wake, today: date) -> str:
    """What it comes to, in words: "34 calls from Tue 3 Mar to Sat 7 Mar, at most 7 a day"."""
    count = len(found.calls)
    if not count:
        return _("No call can be promised.")
    first, last = found.calls[0][0], found.calls[-1][0]
    calls = ngettext("{n} call", "{n} calls", count).format(n=count)
    if first == last:
        return _("{calls} on {day}").format(calls=calls, day=shown(first, today))
    most = max(Counter(day for day, _contact in found.calls).values())
    return _("{calls} from {first} to {last}, at most {n} a day").format(
        calls=calls, first=shown(first, today), last=shown(last, today), n=most
    )


def told_left_out(found: Wake) -> list[str]:
    """Who is left out: each reason with how many."""
    reasons = Counter(reason for _name, reason in found.left_out)
    lines = [f"{count} · {reason}" for reason, count in reasons.most_common()]
    if found.without_room:
        lines.append(f"{found.without_room} · " + _("no room left before the event"))
    return lines
