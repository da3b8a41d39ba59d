"""Requests found by the words they say."""

from collections.abc import Sequence
from functools import lru_cache

from petitcrm.base.text import key, words
from petitcrm.store.connection import Reader

# As many as are looked through at every key typed: all open ones of a busy house, and the newest of the closed.
MOST_OPEN, MOST_CLOSED = 500, 300
_AMONG = """
SELECT r.id, r.subject, r.product, c.display_name, coalesce(e.company_name, ''), substr(r.text, 1, 300)
FROM (SELECT * FROM customer_request WHERE {state} ORDER BY id DESC LIMIT {limit}) r JOIN contact c ON c.id = r.contact_id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE c.trashed_at IS NULL ORDER BY r.id DESC
"""


def find(reader: Reader, text: str, limit: int) -> list[int]:
    """The requests in which every word of `text` begins a word: the open ones first, then the newest."""
    typed = words(text)
    found: list[int] = []
    for state, most in (("state <> 'done'", MOST_OPEN), ("state = 'done'", MOST_CLOSED)):
        if typed and len(found) < limit:
            rows = reader.rows(_AMONG.format(state=state, limit=most))
            found += [row[0] for row in rows if says(" ".join(row[1:]), typed)]
    return found[:limit]


def says(text: str, typed: Sequence[str]) -> bool:
    """Whether every word of `typed` (folded) begins a word of `text`."""
    told = _folded(text)
    return all(f" {part}" in told for part in typed)


@lru_cache(maxsize=4000)  # the same texts are asked about at every key typed
def _folded(text: str) -> str:
    return f" {key(text)}"
