"""Who may be called on a day to come, and why not: asked before calls are promised, to one or to many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from petitcrm.base.dates import shown, weekdays_in
from petitcrm.base.language import _, mark
from petitcrm.base.workdays import public_holidays
from petitcrm.features.consent.rules import Called, held_until, limits, may
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store.connection import Reader, marks

CHUNK = 5000
_NOT_CALLED = Called()


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody to be called. `planned` is the day of a call that is planned already, `word` what they said of calls."""

    id: int
    name: str
    stage: str
    audience: str
    preferred: str
    trashed: bool
    deceased: bool
    word: str
    planned: str
    numbered: bool
    called: Called


# A number that can be called, their own or that of their company (as in calls.schedule).
_NUMBER = """
EXISTS (SELECT 1 FROM phone h WHERE h.contact_id IN (c.id, w.company_id) AND h.state = 'usable'
        AND h.label NOT IN ('fax', 'pager') AND h.number GLOB '*[0-9]*[0-9]*')
"""
_CALLEE = f"""
SELECT c.id, c.display_name, c.stage, c.audience, c.preferred_days, c.trashed_at IS NOT NULL, c.deceased,
       coalesce(s.state, ''), coalesce(p.next_day, ''), {_NUMBER}
FROM contact c LEFT JOIN call_plan p ON p.contact_id = c.id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main
LEFT JOIN consent s ON s.contact_id = c.id AND s.channel = 'call'
"""  # noqa: S608 - fixed


def callees(reader: Reader, ids: Iterable[int]) -> list[Callee]:
    """What is known of `ids`, in their order; those that are gone are left out."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Callee] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        rows = reader.rows(f"{_CALLEE} WHERE c.id IN ({marks(len(chunk))})", chunk)
        called = _called(reader, [row[0] for row in rows if row[3] == "consumer"])
        for key, name, stage, audience, preferred, trashed, deceased, word, planned, numbered in rows:
            found[key] = Callee(
                key, name, stage, audience, preferred, bool(trashed), bool(deceased), word, planned, bool(numbered),
                called.get(key, _NOT_CALLED),
            )  # fmt: skip
    return [found[one] for one in wanted if one in found]


def _called(reader: Reader, ids: list[int]) -> dict[int, Called]:
    """The calls of ours that count for the limits of the law."""
    days: dict[int, list[date]] = {}
    refused: dict[int, date] = {}
    sql = (
        f"SELECT contact_id, day, outcome FROM interaction WHERE contact_id IN ({marks(len(ids))}) AND kind = 'call' "  # noqa: S608
        "AND direction = 'out' AND outcome <> 'wrong_number' ORDER BY day"
    )
    for contact, text, outcome in reader.rows(sql, ids) if ids else ():
        day = date.fromisoformat(text)
        days.setdefault(contact, []).append(day)
        if outcome == "refused":
            refused[contact] = day
    return {contact: Called(tuple(known), refused.get(contact)) for contact, known in days.items()}


def why_not(one: Callee, day: date, country: str) -> str:
    """Why somebody may not be called on `day`, in words; "" where they may."""
    plain = (
        mark("in the trash") if one.trashed else
        mark("deceased") if one.deceased else
        mark("no usable phone number") if not one.numbered else ""
    )  # fmt: skip
    if plain:
        return _(plain)
    verdict = may("call", one.word, one.audience, one.stage, day, country)
    if not verdict.may:
        return _(verdict.reason)
    limit = limits(one.audience, day, country)
    if limit is None:
        return ""
    if day.weekday() not in limit.weekdays:
        return _("private individuals are not called on Saturdays and Sundays")
    if day in public_holidays(country, "", day.year):
        return _("private individuals are not called on public holidays")
    held = held_until(limit, one.called)
    if held is None or held[0] <= day:
        return ""
    if held[1] == "refused":
        return _("refused a call: the law asks for silence until {day}").format(day=shown(held[0]))
    return _("called too often: the law allows the next call on {day}").format(day=shown(held[0]))


def weekdays_of(one: Callee, day: date, country: str) -> frozenset[int] | None:
    """The weekdays somebody is called on, by law and by their own wish; None for any."""
    limit = limits(one.audience, day, country)
    lawful = limit.weekdays if limit else frozenset(range(7))
    wanted = (weekdays_in(one.preferred) & lawful) or lawful
    return wanted if len(wanted) < 7 else None


def country(reader: Reader) -> str:
    """The country whose law holds."""
    return COUNTRY.read(reader)
