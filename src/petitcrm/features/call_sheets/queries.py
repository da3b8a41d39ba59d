"""What the sheets ask that no other feature answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base import phones
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a code stands for. `called`: a call of ours is noted on that day already."""

    contact_id: int
    name: str
    tier: str
    in_trash: bool
    called: bool


def known(reader: Reader, ids: Sequence[int], day: date) -> dict[int, Known]:
    """Those of `ids` that exist, with whether they were called on `day`."""
    wanted = list(ids)
    sql = (
        "SELECT id, display_name, coalesce(tier, ''), trashed_at IS NOT NULL, EXISTS (SELECT 1 FROM interaction i "  # noqa: S608
        "WHERE i.contact_id = c.id AND i.day = ? AND i.kind = 'call' AND i.direction = 'out') "
        f"FROM contact c WHERE id IN ({marks(len(wanted))})"
    )
    rows = reader.rows(sql, (day.isoformat(), *wanted))
    return {row[0]: Known(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows}


_NUMBERS = """
SELECT c.id,
       coalesce((SELECT coalesce(nullif(e164, ''), number) FROM phone WHERE contact_id = c.id AND state = 'usable'
                 AND label NOT IN ('fax', 'pager') ORDER BY position, id LIMIT 1),
                (SELECT coalesce(nullif(e164, ''), number) FROM phone WHERE contact_id = w.company_id AND state = 'usable'
                 AND label NOT IN ('fax', 'pager') ORDER BY position, id LIMIT 1))
FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main WHERE c.id IN
"""


def numbers(reader: Reader, ids: Sequence[int]) -> dict[int, str]:
    """The number to call each of `ids` at, as it is read: their own or else their company's."""
    country = COUNTRY.read(reader)
    found: dict[int, str] = {}
    for start in range(0, len(ids), 900):
        chunk = list(ids[start : start + 900])
        rows = reader.rows(f"{_NUMBERS} ({marks(len(chunk))})", chunk)
        found.update((key, phones.shown(number, country)) for key, number in rows if number)
    return found
