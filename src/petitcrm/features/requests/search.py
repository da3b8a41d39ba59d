"""Requests found by the words they say."""

from functools import cache

from petitcrm.base.text import fold, words
from petitcrm.store.connection import Reader

_FOUND = """
SELECT r.id, r.subject, r.product, c.display_name, coalesce(e.company_name, ''), substr(r.text, 1, 2000)
FROM customer_request r JOIN contact c ON c.id = r.contact_id
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE c.trashed_at IS NULL
"""
_SAID = (
    "r.subject || ' ' || r.product || ' ' || c.display_name || ' ' || coalesce(e.company_name, '') || ' ' || "
    "substr(r.text, 1, 2000) GLOB ?"
)
MOST_WORDS, MOST_ROWS = 6, 200


def find(reader: Reader, text: str, limit: int) -> list[int]:
    """The requests in which every word of `text` begins a word: the open ones first, then the newest."""
    typed = words(text)[:MOST_WORDS]
    if not typed:
        return []
    sql = f"{_FOUND} {' '.join(f'AND {_SAID}' for _word in typed)} ORDER BY r.state = 'done', r.received_on DESC, r.id DESC LIMIT ?"
    found = reader.rows(sql, [*(_pattern(word) for word in typed), MOST_ROWS])
    return [row[0] for row in found if _begins(" ".join(row[1:]), typed)][:limit]


def _begins(text: str, typed: list[str]) -> bool:
    said = words(text)
    return all(any(word.startswith(part) for word in said) for part in typed)


@cache
def _spellings() -> dict[str, str]:
    """For each plain letter, all that fold to it: e, é, È…"""
    found: dict[str, str] = {}
    for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180)):
        plain = fold(chr(code))
        if len(plain) == 1:
            found[plain] = found.get(plain, "") + chr(code)
    return found


def _pattern(word: str) -> str:
    """What SQLite looks for, so that few rows need to be folded; ligatures are left open."""
    signs = "".join(f"[{all_of}]" if (all_of := _spellings().get(sign)) else sign for sign in word)
    for pair in ("oe", "ae", "ss", "ij"):
        signs = signs.replace("".join(f"[{_spellings()[sign]}]" for sign in pair), "*")
    return f"*{signs}*"
