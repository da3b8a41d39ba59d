"""Keeping every contact's facts and next call true, in the transaction that changes them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from petitcrm.base.dates import weekdays_in
from petitcrm.features.calls import settings
from petitcrm.features.calls.cadence import Every, Facts, Next, next_call
from petitcrm.features.consent.rules import Called, Law, forbidden_from, held_until, limits
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.history import rules
from petitcrm.store.connection import Reader, column_among, marks
from petitcrm.store.derived import Derivation, Source


@dataclass(slots=True)
class _History:
    """What the exchanges of one contact come to."""

    last_reached: str | None = None
    last_attempt: str | None = None
    failed: int = 0
    last_letter: str | None = None
    last_sign: str | None = None
    asked: bool = False
    called: list[str] = field(default_factory=list)
    refused: str | None = None

    def add(self, kind: str, direction: str, outcome: str, day: str) -> None:
        """Exchanges come in order of their day, so that a late entry gives the same state as one made in time."""
        means = _meaning(kind, direction, outcome)
        if means.reached:
            self.last_reached, self.failed = day, 0
        elif means.attempt:
            self.last_attempt = day
            self.failed += 1
        elif means.letter:
            self.last_letter = day
        if means.sign:
            self.last_sign = day
        if means.said:
            self.asked = means.from_them
        if means.called:
            self.called.append(day)
            if means.refused:
                self.refused = day


class _Meaning(NamedTuple):
    """What an exchange counts as; there are few kinds, and a million exchanges."""

    reached: bool
    attempt: bool
    letter: bool
    sign: bool
    said: bool
    from_them: bool
    called: bool
    refused: bool


@cache
def _meaning(kind: str, direction: str, outcome: str) -> _Meaning:
    return _Meaning(
        reached=rules.is_reached(kind, direction, outcome),
        attempt=rules.is_attempt(kind, direction, outcome),
        letter=kind == "letter",
        sign=rules.is_sign(kind, direction),
        said=kind != "note",
        from_them=direction == "in",
        called=kind == "call" and direction == "out" and outcome != "wrong_number",
        refused=outcome == "refused",
    )


@dataclass(slots=True)
class _Found:
    """All that was read of the contacts under way."""

    history: dict[int, _History] = field(default_factory=dict)
    promises: dict[int, tuple[str, str]] = field(default_factory=dict)
    numbered: set[int] = field(default_factory=set)
    words: dict[int, str] = field(default_factory=dict)


CHUNK = 2000

# A number that can be called: not marked wrong, no fax. Without one of their own, people are called at their company.
_NUMBERED = """
SELECT contact_id FROM phone WHERE state = 'usable' AND label NOT IN ('fax', 'pager') AND number GLOB '*[0-9]*[0-9]*'
AND contact_id IN ({among})
UNION
SELECT w.person_id FROM employment w JOIN phone p ON p.contact_id = w.company_id
WHERE w.is_main AND p.state = 'usable' AND p.label NOT IN ('fax', 'pager') AND p.number GLOB '*[0-9]*[0-9]*'
AND w.person_id IN ({among})
"""


def refresh(reader: Reader, ids: list[int]) -> None:
    """Work out the plan of the contacts `ids` again. One that has nothing to plan has no row."""
    cadence, calendar = settings.cadence(reader), settings.calendar(reader)
    country = COUNTRY.read(reader)
    day = reader.clock()  # which law is in force; without it, the plan would be the same on every day
    alike: dict[tuple[Any, ...], Next] = {}
    ids = _with_people(reader, ids)
    for start in range(0, len(ids), CHUNK):
        reader.tell(start, len(ids))
        chunk = ids[start : start + CHUNK]
        among = marks(len(chunk))
        reader.execute(f"DELETE FROM call_plan WHERE contact_id IN ({among})", chunk)  # noqa: S608
        planned = _planned(reader, chunk, among)
        if not planned:
            continue
        found = _look_up(reader, chunk, among)
        rows = []
        for row in planned:
            past = found.history.get(row[0])
            key = (row[2:12], row[12][:10], row[13:], found.words.get(row[0]), row[0] in found.numbered)
            following = None if past or row[0] in found.promises else alike.get(key)
            if following is None:
                following = next_call(_facts(row, past or _NO_HISTORY, found, country, day), cadence, calendar, day)
                if not past and row[0] not in found.promises:
                    alike[key] = following  # of those without a history, an import brings thousands alike
            law = forbidden_from(found.words.get(row[0], ""), row[11], row[2], country)
            rows.append(_plan_row(row, past or _NO_HISTORY, following, law))
        reader.execute_many(f"INSERT INTO call_plan VALUES ({marks(16)})", rows)  # noqa: S608


_NO_HISTORY = _History()


def _with_people(reader: Reader, ids: list[int]) -> list[int]:
    """Without a number of their own, people are called at their company: its phones concern them too."""
    return sorted({*ids, *column_among(reader, "SELECT person_id FROM employment WHERE is_main AND company_id", ids)})


_HAS_PLAN = (
    "(c.tier IS NOT NULL OR c.temperature <> '' OR c.own_days IS NOT NULL OR c.own_months IS NOT NULL "
    "OR c.snoozed_until IS NOT NULL OR EXISTS (SELECT 1 FROM interaction i WHERE i.contact_id = c.id) "
    "OR EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = c.id))"
)


def _planned(reader: Reader, ids: list[int], among: str) -> list[Any]:
    """Those of `ids` that have anything to plan, with what the plan needs of their cards."""
    return reader.rows(
        "SELECT c.id, c.sort_name, c.stage, c.temperature, coalesce(c.tier, ''), c.tier_since, c.own_months, c.own_days, "  # noqa: S608 - fixed names and question marks
        "c.snoozed_until, c.deceased, c.trashed_at, c.audience, c.created_at, t.months, t.days, t.weight, "
        "t.letters_only, c.preferred_days FROM contact c LEFT JOIN tier t ON t.code = c.tier "
        f"WHERE c.id IN ({among}) AND {_HAS_PLAN}",
        ids,
    )


def _look_up(reader: Reader, ids: list[int], among: str) -> _Found:
    found = _Found()
    for contact, kind, direction, outcome, day in reader.rows(
        f"SELECT contact_id, kind, direction, outcome, day FROM interaction WHERE contact_id IN ({among}) "  # noqa: S608
        "ORDER BY contact_id, day, at = '', at, id",  # without an hour: after what has one, in the order it was noted
        ids,
    ):
        found.history.setdefault(contact, _History()).add(kind, direction, outcome, day)
    for contact, day, at in reader.rows(
        f"SELECT contact_id, day, at FROM follow_up WHERE contact_id IN ({among}) "  # noqa: S608
        "AND kind = 'call' AND done_on IS NULL ORDER BY day DESC, at = '' DESC, at DESC",
        ids,
    ):
        found.promises[contact] = (day, at)  # the earliest one comes last and stays
    found.numbered = set(reader.column(_NUMBERED.format(among=among), ids * 2))
    found.words = dict(
        reader.rows(
            f"SELECT contact_id, state FROM consent WHERE channel = 'call' AND contact_id IN ({among})",  # noqa: S608
            ids,
        )
    )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _facts(row: Any, past: _History, found: _Found, country: str, day: date) -> Facts:
    (key, _sort, stage, temperature, tier, tier_since, own_months, own_days, snoozed, deceased, trashed, audience,
     created, months, days, weight, letters_only, preferred) = row  # fmt: skip
    words = found.words.get(key, "")
    blocked = (
        "trash" if trashed else
        "deceased" if deceased else
        "no_number" if key not in found.numbered else
        "objection" if words == "objected" else ""
    )  # fmt: skip
    law = forbidden_from(words, audience, stage, country)
    limit = limits(audience, day, country)
    held = held_until(limit, _called(past, limit.most)) if limit else None
    promised, promised_at = found.promises.get(key, (None, ""))
    return Facts(
        known_since=_day(created) or day,
        blocked=blocked,
        stage=stage,
        temperature=temperature,
        tier=tier,
        tier_every=Every(months, days) if months or days else None,
        tier_weight=weight or 1,
        tier_since=_day(tier_since),
        own_every=Every(own_months, own_days) if own_months or own_days else None,
        last_reached=_day(past.last_reached),
        last_attempt=_day(past.last_attempt),
        failed=past.failed,
        asked=past.asked,
        promised=_day(promised),
        promised_at=promised_at,
        snoozed_until=_day(snoozed),
        letters_only=bool(letters_only),
        weekdays=limit.weekdays if limit else None,
        preferred=weekdays_in(preferred) if preferred else frozenset(),
        law_from=law.since if law else None,
        law=law.name if law else "",
        held_until=held[0] if held else None,
        held=held[1] if held else "",
    )


def _called(past: _History, most: int) -> Called:
    return Called(tuple(date.fromisoformat(one) for one in past.called[-most:]), _day(past.refused))


def _plan_row(row: Any, past: _History, following: Next, law: Law | None) -> tuple[Any, ...]:
    return (
        row[0],
        past.last_reached,
        past.last_attempt,
        past.failed,
        past.last_letter,
        past.last_sign,
        following.day.isoformat() if following.day else None,
        following.at or None,
        following.rule,
        following.unreachable,
        following.rank,
        following.weight,
        following.interval_days,
        row[1],
        law.since.isoformat() if law else None,
        following.held,
    )


def _everyone(reader: Reader) -> list[int]:
    return reader.column(f"SELECT c.id FROM contact c WHERE {_HAS_PLAN}")  # noqa: S608 - fixed


def _is_missing(reader: Reader) -> bool:
    """After an upgrade that changed what is worked out: nothing is planned, and somebody should be."""
    sql = f"SELECT NOT EXISTS (SELECT 1 FROM call_plan) AND EXISTS (SELECT 1 FROM contact c WHERE {_HAS_PLAN})"  # noqa: S608
    return bool(reader.value(sql))


def _overtaken(reader: Reader) -> list[int]:
    """Whose planned call a law has forbidden since it was worked out."""
    sql = "SELECT contact_id FROM call_plan WHERE law_from <= ? AND next_day IS NOT NULL"
    return reader.column(sql, (reader.clock().isoformat(),))


SCHEDULE = Derivation(
    "call_plan",
    (
        Source(
            "contact",
            "id",
            (
                "sort_name", "stage", "temperature", "tier", "tier_since", "own_months", "own_days", "snoozed_until",
                "deceased", "trashed_at", "audience", "preferred_days",
            ),
        ),
        Source("interaction", "contact_id"),
        Source("follow_up", "contact_id"),
        Source("phone", "contact_id"),
        Source("consent", "contact_id"),
        Source("employment", "person_id"),
        Source("tier", ""),
        Source("setting", "", when="{row}.key LIKE 'calls.%' OR {row}.key LIKE 'business.%'"),
    ),
    refresh,
    _everyone,
    _is_missing,
    _overtaken,
)  # fmt: skip
