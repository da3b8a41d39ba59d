"""What can be asked about former and silent clients: this month's lot."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from petitcrm.features.calls import settings as calls
from petitcrm.features.calls.cadence import Every
from petitcrm.features.nurture.waking import room_until
from petitcrm.features.reactivation import rules, settings
from petitcrm.features.reactivation.rules import Silence
from petitcrm.features.requests.queries import blocks_selling
from petitcrm.store.connection import Reader

AHEAD = 45  # days within which a free one is looked for


@dataclass(frozen=True, slots=True)
class ReactivationLine:
    """A client of the lot. `answer` is what was decided this month on `decided`, "" while it is open.

    `silence` is in days (None: nothing was ever heard); `rhythm` too, their own or (`of_tier`) that of their tier.
    `next_call` is the day of the call that is planned now, `written` whether a letter went out since it was decided.
    """

    contact_id: int
    uid: str
    name: str
    company: str
    tier: str
    stage: str
    last: date | None
    silence: int | None
    rhythm: float | None
    of_tier: bool
    worth: float
    answer: str = ""
    decided: date | None = None
    next_call: date | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """The clients of this month: those that are open in their order, then those decided. `free` is the next free day."""

    lines: tuple[ReactivationLine, ...]
    free: date

    @property
    def decided(self) -> int:
        return sum(bool(one.answer) for one in self.lines)

    def letters(self) -> list[int]:
        """Whom to write to: decided, and not written to yet."""
        return [one.contact_id for one in self.lines if one.answer == "letter" and not one.written]


_CLIENT = """
SELECT c.id, c.uid, c.display_name, coalesce(e.company_name, ''), coalesce(c.tier, ''), c.stage, coalesce(t.weight, 1),
       c.own_months, c.own_days, t.months, t.days, coalesce(p.next_day, ''), coalesce(p.last_letter, '')
FROM contact c LEFT JOIN call_plan p ON p.contact_id = c.id LEFT JOIN tier t ON t.code = c.tier
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
"""
# Nobody is won back who has just been heard of, or to whom a call is promised: their next step stands.
_SILENT = """
c.stage IN ('client', 'former') AND c.trashed_at IS NULL AND NOT c.deceased
AND max(coalesce(p.last_reached, ''), coalesce(p.last_sign, '')) <= :before AND coalesce(p.rule, '') <> 'promised'
"""
_SILENT_ONES = f"SELECT c.id FROM contact c LEFT JOIN call_plan p ON p.contact_id = c.id WHERE {_SILENT}"  # noqa: S608
# The days on which somebody was reached or gave a sign (history.rules), in SQL.
_HEARD = """
((direction = 'in' AND kind <> 'note') OR (kind = 'call' AND outcome IN ('reached', 'refused'))
 OR (kind IN ('visit', 'meeting', 'video') AND outcome NOT IN ('no_answer', 'busy', 'message_left')))
"""


def lot(reader: Reader, today: date) -> Lot:
    """This month's lot: those decided this month, and the best open ones up to its size.

    Silence is measured on the first day of the month, so that the lot stays the same for as long as the month lasts; only
    who is heard of meanwhile leaves it, and the next one comes in.
    """
    first = today.replace(day=1)
    decided, resting = _decisions(reader, first)
    lines = [_decided(reader, key, answer, day, today) for key, (answer, day) in decided.items()]
    room = max(0, settings.LOT.read(reader) - len(lines))
    open_ones = _open(reader, {*decided, *resting}, room, first, today) if room else []
    return Lot((*open_ones, *(one for one in lines if one)), free_day(reader, today))


def _decisions(reader: Reader, first: date) -> tuple[dict[int, tuple[str, date]], set[int]]:
    """What was decided this month, in its order; and whom an earlier answer leaves alone."""
    decided: dict[int, tuple[str, date]] = {}
    before: dict[int, tuple[str, date, str]] = {}
    for contact, text, answer, stage in reader.rows(
        "SELECT r.contact_id, r.day, r.answer, c.stage FROM reactivation r JOIN contact c ON c.id = r.contact_id "
        "WHERE c.trashed_at IS NULL ORDER BY r.day, r.id"
    ):
        day = date.fromisoformat(text)
        if day >= first:
            decided[contact] = answer, day
        else:
            before[contact] = answer, day, stage
    return decided, {one for one, (answer, day, stage) in before.items() if rules.rests(answer, day, stage, first)}


def _open(reader: Reader, but: set[int], most: int, first: date, today: date) -> list[ReactivationLine]:
    before = (first - timedelta(days=rules.LEAST)).isoformat()
    rows = [
        row
        for row in reader.rows(f"{_CLIENT} WHERE {_SILENT} ORDER BY c.sort_name, c.id", {"before": before})
        if row[0] not in but
    ]
    days = _days(reader, _SILENT_ONES, {"before": before})
    factor = settings.FACTOR.read(reader)
    found = []
    for row in rows:
        silence, of_tier = _silence(row, days.get(row[0], []))
        if rules.is_proposed(silence, first, factor):
            found.append((-rules.worth(silence, first), row, silence, of_tier))
    found.sort(key=lambda one: one[0])  # stable: of equal worth, the order of names
    chosen = _sellable(reader, found, most)
    return [_line(row, silence, of_tier, today, -order) for order, row, silence, of_tier in chosen]


def _sellable(reader: Reader, found: list[Any], most: int) -> list[Any]:
    """The first `most` of them whom nothing forbids to sell to (an open urgent request)."""
    chosen: list[Any] = []
    for start in range(0, len(found), 500):
        chunk = found[start : start + 500]
        blocked = blocks_selling(reader, [one[1][0] for one in chunk])
        chosen += [one for one in chunk if one[1][0] not in blocked]
        if len(chosen) >= most:
            break
    return chosen[:most]


def _days(reader: Reader, among: str, parameters: Any) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    # a company is heard of through its people
    sql = (
        f"SELECT contact_id, day FROM interaction WHERE {_HEARD} AND contact_id IN ({among}) UNION ALL "  # noqa: S608
        "SELECT m.company_id, day FROM employment m JOIN interaction i ON i.contact_id = m.person_id "
        f"WHERE {_HEARD} AND m.is_main AND m.company_id IN ({among}) ORDER BY 1, 2"
    )
    known: dict[str, date] = {}
    for contact, text in reader.rows(sql, parameters):
        day = known.get(text)
        if day is None:
            day = known[text] = date.fromisoformat(text)
        found.setdefault(contact, []).append(day)
    return found


def _silence(row: Any, days: list[date]) -> tuple[Silence, bool]:
    """Against their own rhythm; where there is none yet, their interval or that of their tier."""
    own = rules.rhythm(days)
    months, every_days = (row[7], row[8]) if row[7] or row[8] else (row[9], row[10])
    usual = own if own is not None else (float(Every(months, every_days).in_days()) if months or every_days else None)
    return Silence(row[5], max(days, default=None), usual, row[6]), own is None and usual is not None


def _line(
    row: Any, one: Silence, of_tier: bool, today: date, worth: float, answer: str = "", decided: date | None = None
) -> ReactivationLine:
    key, uid, name, company, tier, stage = row[:6]
    next_call = date.fromisoformat(row[11]) if row[11] else None
    written = bool(decided and row[12] >= decided.isoformat())
    return ReactivationLine(
        key, uid, name, company, tier, stage, one.last, one.days(today), one.rhythm, of_tier, worth, answer, decided,
        next_call, written,
    )  # fmt: skip


def _decided(reader: Reader, contact_id: int, answer: str, day: date, today: date) -> ReactivationLine | None:
    row = reader.row(f"{_CLIENT} WHERE c.id = ?", (contact_id,))
    if row is None:
        return None
    days = _days(reader, "?1", (contact_id,))
    silence, of_tier = _silence(row, days.get(contact_id, []))
    return _line(row, silence, of_tier, today, 0.0, answer, day)


def free_day(reader: Reader, today: date) -> date:
    """The next worked day after today on which one more call finds room; the next worked one where none does."""
    calendar = calls.calendar(reader)
    room = room_until(reader, today + timedelta(days=AHEAD), today)
    free = (day for day, places in room.items() if day > today and places > 0 and calendar.is_open(day))
    return next(free, calendar.after(today, 1))
