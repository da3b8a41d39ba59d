"""What can be asked about those who are written to until they are ready, and about the events that wake them up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import key
from petitcrm.features.calls import settings as calls
from petitcrm.features.calls.cadence import Every
from petitcrm.features.consent.rules import may
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters.queries import RULES
from petitcrm.features.letters.settings import RECENT
from petitcrm.features.nurture import rules, settings
from petitcrm.features.requests.queries import blocks_selling
from petitcrm.store.connection import Reader

DUE, ANSWERED, COMING, BLOCKED = "due", "answered", "coming", "blocked"
STATES = (DUE, ANSWERED, COMING, BLOCKED)  # in the order they are shown
ATTEMPTS, COLD, TIER = "attempts", "cold", "tier"


@dataclass(frozen=True, slots=True)
class NurtureLine:
    """Somebody of the series. `why`: attempts, cold or tier; `next` None where no letter is due by itself.

    `letters` were written since `since`; `step` is the how manieth the next one is. `blocked` names why no letter can
    go to them (a key of letters.queries.RULES), `heard` the day on which they answered.
    """

    contact_id: int
    uid: str
    name: str
    company: str
    tier: str
    why: str
    failed: int
    since: date
    letters: int
    last_letter: date | None
    next: date | None
    step: int
    state: str
    blocked: str = ""
    heard: date | None = None
    every: Every | None = None

    @property
    def reason(self) -> str:
        """Why no letter can go to them, in words; "" where one can."""
        return _(RULES[self.blocked]) if self.blocked else ""


# Where mail reaches somebody: 2 an address that is good, 1 one that mail came back from, 0 none. Without an address of
# their own, people are written to at their company (as in letters.queries).
_POSTAL = "(trim(a.town) <> '' OR trim(a.postcode) <> '')"
_PLACE = f"""
CASE WHEN EXISTS (SELECT 1 FROM address a WHERE a.contact_id = c.id AND a.state = 'usable' AND {_POSTAL}) THEN 2
     WHEN EXISTS (SELECT 1 FROM address a WHERE a.contact_id = c.id AND {_POSTAL}) THEN 1
     WHEN e.id IS NULL THEN 0
     WHEN EXISTS (SELECT 1 FROM address a WHERE a.contact_id = e.id AND a.state = 'usable' AND {_POSTAL}) THEN 2
     WHEN EXISTS (SELECT 1 FROM address a WHERE a.contact_id = e.id AND {_POSTAL}) THEN 1
     ELSE 0 END
"""  # noqa: S608 - fixed

_HEARD = "max(coalesce(p.last_reached, ''), coalesce(p.last_sign, ''))"
_SPOKEN = f"max({_HEARD}, coalesce(p.last_attempt, ''))"
_WRITTEN_TO = (
    "coalesce(t.letters_only, 0) AND c.own_months IS NULL AND c.own_days IS NULL AND (t.months > 0 OR t.days > 0)"
)

# Somebody who never picked up, was written to, and then gave a sign: the cadence counts attempts from there on anew, so
# that only the history still tells that they were in the series.
_CAME_BACK = f"""
p.rule = 'none' AND p.last_letter IS NOT NULL AND {_HEARD} > p.last_letter
AND (SELECT coalesce(sum(outcome IN ('no_answer', 'busy', 'message_left')), 0) FROM (
       SELECT outcome FROM interaction WHERE contact_id = c.id AND kind = 'call' AND direction = 'out'
       AND day <= p.last_letter ORDER BY day DESC, at DESC, id DESC LIMIT :attempts)) = :attempts
"""  # noqa: S608 - fixed

# A company whose people were heard of since is spoken to through them.
_PEOPLE_HEARD = f"""
EXISTS (SELECT 1 FROM employment m JOIN call_plan q ON q.contact_id = m.person_id WHERE m.company_id = c.id AND m.is_main
        AND max(coalesce(q.last_reached, ''), coalesce(q.last_sign, '')) > {_HEARD})
"""  # noqa: S608 - fixed

# Prospects of whom no call is planned: whoever gave up on them (attempts, cold), also where no call could be made anyway.
_PROSPECT = f"""
c.stage IN ('', 'suspect', 'prospect') AND p.next_day IS NULL AND coalesce(c.snoozed_until, '') <= :today
AND (p.rule IN ('nurture', 'cold') OR c.temperature = 'cold' OR p.failed >= :attempts OR ({_CAME_BACK}))
"""

_SERIES = f"""
SELECT c.id, c.uid, c.display_name, coalesce(e.company_name, ''), coalesce(c.tier, ''), c.stage, c.audience,
       CASE WHEN {_WRITTEN_TO} THEN 'tier' WHEN p.failed >= :attempts THEN 'attempts'
            WHEN c.temperature = 'cold' THEN 'cold' ELSE 'attempts' END,
       p.failed, substr(c.created_at, 1, 10), coalesce(c.tier_since, ''), t.months, t.days, {_HEARD}, {_SPOKEN},
       coalesce(p.last_attempt, ''), coalesce(p.last_letter, ''),
       CASE WHEN p.last_letter IS NULL THEN 0
            WHEN ({_WRITTEN_TO}) OR p.last_letter < {_HEARD} THEN
              (SELECT count(*) FROM interaction i WHERE i.contact_id = c.id AND i.kind = 'letter' AND i.direction = 'out')
            WHEN p.last_letter < {_SPOKEN} THEN 0
            ELSE (SELECT count(*) FROM interaction i WHERE i.contact_id = c.id AND i.day >= {_SPOKEN}
                  AND i.kind = 'letter' AND i.direction = 'out') END,
       c.deceased, c.trashed_at IS NOT NULL, coalesce(s.state, ''), {_PLACE}
FROM call_plan p JOIN contact c ON c.id = p.contact_id LEFT JOIN tier t ON t.code = c.tier
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
LEFT JOIN consent s ON s.contact_id = c.id AND s.channel = 'post'
WHERE ({_WRITTEN_TO}) OR (({_PROSPECT}) AND NOT {_PEOPLE_HEARD})
ORDER BY p.sort_name, c.id
"""  # noqa: S608 - fixed


def series(reader: Reader, today: date) -> list[NurtureLine]:
    """All who are written to: those whose letter is due first, then who answered, who comes later, who can't be written to."""
    attempts = len(calls.cadence(reader).gaps) + 1
    rows = reader.rows(_SERIES, {"today": today.isoformat(), "attempts": attempts})
    waiting = blocks_selling(reader, [row[0] for row in rows])
    sort_in = _Sorting(reader, today, set(waiting))
    lines = [sort_in.line(row) for row in rows]
    lines.sort(key=_order)  # of one day, the order of names stays
    return lines


def _order(line: NurtureLine) -> tuple[int, int, str]:
    """Letters in order of their days, the newest answer first, those that are blocked by their reason."""
    at = STATES.index(line.state)
    if line.state == ANSWERED and line.heard:
        return at, -line.heard.toordinal(), ""
    return at, (line.next or line.since).toordinal() if not line.blocked else 0, line.blocked


class _Sorting:
    """What holds for all lines of one look."""

    def __init__(self, reader: Reader, today: date, waiting: set[int]) -> None:
        self.today = today
        self.waiting = waiting
        self.gaps = settings.gaps(reader)
        self.calendar = calls.calendar(reader)
        self.country = COUNTRY.read(reader)
        # whoever got a letter so recently is left out of a run (letters.queries): no letter is due before
        self.rest = timedelta(days=RECENT.read(reader))
        self._open: dict[date, date] = {}
        self._may: dict[tuple[str, str, str], bool] = {}

    def line(self, row: Any) -> NurtureLine:
        (contact, uid, name, company, tier, stage, audience, why, failed, created, tier_since, months, days, heard, spoken,
         attempt, letter, letters, deceased, trashed, word, place) = row  # fmt: skip
        every = Every(months, days) if why == TIER else None
        since = date.fromisoformat((tier_since if every else spoken) or created)
        last = date.fromisoformat(letter) if letter else None
        blocked = (
            "trash"
            if trashed
            else "deceased"
            if deceased
            else ""
            if self._may_write(word, audience, stage)
            else "objection"
        )
        answered = every is None and not blocked and rules.has_answered(heard, letter, attempt)
        if answered:
            return NurtureLine(
                contact, uid, name, company, tier, why, failed, since, letters, last, None, 0, ANSWERED, "",
                date.fromisoformat(heard),
            )  # fmt: skip
        blocked = blocked or ("" if place == 2 else "returned" if place else "no_address")
        blocked = blocked or ("request" if contact in self.waiting else "")
        due = self._next(letters, last, since, every)
        state = BLOCKED if blocked else DUE if due.day <= self.today else COMING
        return NurtureLine(
            contact, uid, name, company, tier, why, failed, since, letters, last, None if blocked else due.day, due.step,
            state, blocked, None, every,
        )  # fmt: skip

    def _may_write(self, word: str, audience: str, stage: str) -> bool:
        known = word, audience, stage
        if known not in self._may:
            self._may[known] = may("post", word, audience, stage, self.today, self.country).may
        return self._may[known]

    def _next(self, letters: int, last: date | None, since: date, every: Every | None) -> rules.Next:
        if every is not None:
            found = rules.Next(every.after(last) if last else since, letters + 1)
        else:
            found = rules.step(letters, last, since, self.gaps)
        day = max(found.day, last + self.rest) if last else found.day
        return rules.Next(self._worked(day), found.step)

    def _worked(self, day: date) -> date:
        if day not in self._open:
            self._open[day] = self.calendar.on_or_after(day)
        return self._open[day]


def counts(lines: Sequence[NurtureLine]) -> Counter[str]:
    """How many there are in each state."""
    return Counter(line.state for line in lines)


# events


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day that gives a reason to call again."""

    id: int
    uid: str
    name: str
    day: date
    text: str


def events(reader: Reader, today: date) -> list[Event]:
    """Those to come, the nearest first; then those that are past, the latest first."""
    found = [
        Event(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4])
        for row in reader.rows("SELECT id, uid, name, day, text FROM wake_event ORDER BY day, name, id")
    ]
    coming = [one for one in found if one.day >= today]
    return [*coming, *reversed([one for one in found if one.day < today])]


def event_named(reader: Reader, name: str, day: date | None = None) -> Event:
    """The event called so (capitals and accents aside). Problem where there is none, or several."""
    everything = events(reader, date.min)
    found = [one for one in everything if key(one.name) == key(name) and day in (None, one.day)]
    if len(found) == 1:
        return found[0]
    if found:
        days = ", ".join(one.day.isoformat() for one in found)
        raise Problem(
            _("There are several events “{name}”: {days}.").format(name=name, days=days), _("Give the day as well.")
        )
    known = ", ".join(dict.fromkeys(one.name for one in everything))
    raise Problem(
        _("There is no event “{name}”.").format(name=name),
        _("The events are: {all}.").format(all=known) if known else _("There are no events yet."),
    )
