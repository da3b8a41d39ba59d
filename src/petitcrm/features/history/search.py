"""Finding what was said."""

from petitcrm.base.text import words
from petitcrm.store.connection import Reader, marks
from petitcrm.store.derived import Derivation, Source

# What was said in an exchange, and the names of its files.
_SAID = """
SELECT i.id, i.subject, i.text, coalesce((SELECT group_concat(name, ' ') FROM attachment WHERE interaction_id = i.id), '')
FROM interaction i
"""
SHORTEST = 3  # shorter beginnings match too much of a long history


def _refresh(reader: Reader, ids: list[int]) -> None:
    for start in range(0, len(ids), 900):
        chunk = ids[start : start + 900]
        among = marks(len(chunk))
        reader.execute(f"DELETE FROM find_note WHERE rowid IN ({among})", chunk)  # noqa: S608
        found = reader.rows(f"{_SAID} WHERE i.id IN ({among})", chunk)
        reader.execute_many(
            "INSERT INTO find_note(rowid, text) VALUES (?, ?)",
            ((key, " ".join(words(" ".join(said)))) for key, *said in found if any(said)),
        )


NOTES = Derivation(
    "find_note",
    (Source("interaction", "id", ("subject", "text")), Source("attachment", "interaction_id", ("name",))),
    _refresh,
)


def find(reader: Reader, text: str, limit: int = 20) -> list[int]:
    """The exchanges in which all words of `text` begin a word, the newest entry first.

    Words of one or two letters begin so many that they only sieve what the longer ones find.
    """
    typed = words(text)[:12]
    long = [word for word in typed if len(word) >= SHORTEST]
    if not long:
        return []
    expression = " AND ".join(f'"{word}"*' for word in long)
    sieve = len(long) < len(typed)
    found = reader.column(
        "SELECT rowid FROM find_note WHERE find_note MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, limit * 3 if sieve else limit),
    )
    return _sieved(reader, found, [word for word in typed if len(word) < SHORTEST])[:limit] if sieve else found


def _sieved(reader: Reader, ids: list[int], short: list[str]) -> list[int]:
    sql = f"{_SAID} WHERE i.id IN ({marks(len(ids))})"
    said = {key: words(" ".join(parts)) for key, *parts in reader.rows(sql, ids)}
    return [key for key in ids if all(any(word.startswith(part) for word in said[key]) for part in short)]
