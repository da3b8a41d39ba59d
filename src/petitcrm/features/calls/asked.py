"""Filters of the search that the schedule knows: dernier<2026-01 (last reached), prochain:2026-12 (next call)."""

from datetime import date

from petitcrm.features.contacts.asked import Key, Made, compared_day
from petitcrm.store.connection import Reader

_PLAN = "EXISTS (SELECT 1 FROM call_plan p WHERE p.contact_id = c.id AND {test})"


def _last(_reader: Reader, sign: str, value: str, today: date) -> Made | None:
    """Whoever was never reached was not reached since, either."""
    made = compared_day("p.last_reached", sign, value, today)
    if made is None:
        return None
    test = f"({made[0]} OR p.last_reached IS NULL)" if sign in ("<", "<=") else made[0]
    return _PLAN.format(test=test), made[1]


def _next(_reader: Reader, sign: str, value: str, today: date) -> Made | None:
    made = compared_day("p.next_day", sign, value, today)
    return (_PLAN.format(test=made[0]), made[1]) if made else None


KEYS = (Key(("dernier", "last", "contact"), _last), Key(("prochain", "next"), _next))
