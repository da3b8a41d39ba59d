"""Finding what was said."""

from petitcrm.base.text import words
from petitcrm.store.connection import Reader, marks
from petitcrm.store.derived import Derivation, Source

SHORTEST = 3  # shorter beginnings match too much of a long history


def _refresh(reader: Reader, ids: list[int]) -> None:
    for start in range(0, len(ids), 900):
        chunk = ids[start : start + 900]
        among = marks(len(chunk))
        reader.execute(f"DELETE FROM find_note WHERE rowid IN ({among})", chunk)  # noqa: S608
        found = reader.rows(f"SELECT id, subject, text FROM interaction WHERE id IN ({among})", chunk)  # noqa: S608
        reader.execute_many(
            "INSERT INTO find_note(rowid, text) VALUES (?, ?)",
            ((key, " ".join(words(f"{subject} {text}"))) for key, subject, text in found if subject or text),
        )


NOTES = Derivation("find_note", (Source("interaction", "id", ("subject", "text")),), _refresh)


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
    sql = f"SELECT id, subject, text FROM interaction WHERE id IN ({marks(len(ids))})"  # noqa: S608 - fixed names and question marks
    said = {key: words(f"{subject} {text}") for key, subject, text in reader.rows(sql, ids)}
    return [key for key in ids if all(any(word.startswith(part) for word in said[key]) for part in short)]
