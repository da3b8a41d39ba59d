"""Who may be meant by a word of a typed line: asked of the base."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from petitcrm.base.text import words
from petitcrm.features.history.line_names import GLUE, TITLES, Finder, Person
from petitcrm.store.connection import Reader, marks

MOST = 500

_PERSON = """
SELECT c.id, c.uid, c.kind, c.given_name, c.family_name, coalesce(e.company_name, c.company_name),
       coalesce((SELECT group_concat(town, ' ') FROM address WHERE contact_id = c.id), '')
       || ' ' || coalesce((SELECT group_concat(town, ' ') FROM address WHERE contact_id = e.id), '')
FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id
WHERE c.trashed_at IS NULL AND c.id
"""


def finder(reader: Reader) -> Finder:
    """Those in whose name, company or town all words of a text stand; short words may be initials."""

    @lru_cache(maxsize=256)
    def find(text: str) -> tuple[Person, ...]:
        core = [word for word in words(text) if word not in GLUE and word not in TITLES][:12]
        if not core:
            return ()
        ids = _bearing(reader, core)
        longer = [word for word in core if len(word) > 3]
        if not ids and 0 < len(longer) < len(core):
            ids = _bearing(reader, longer)
        return tuple(_people(reader, ids))

    return lambda text: list(find(text))


def _bearing(reader: Reader, typed: list[str]) -> list[int]:
    expression = " AND ".join(f'"{word}"' for word in typed)
    return reader.column(
        "SELECT rowid FROM find_contact WHERE find_contact MATCH ? LIMIT ?",
        (f"{{name company town}} : ({expression})", MOST),
    )


def _people(reader: Reader, ids: list[int]) -> list[Person]:
    return [Person(*row) for row in reader.rows(f"{_PERSON} IN ({marks(len(ids))})", ids)] if ids else []


def near(reader: Reader) -> Finder:
    """Those whose family or company name is like a word: a small typing error, written in one ("obrien"), or the beginning."""

    @lru_cache(maxsize=64)
    def find(text: str) -> tuple[Person, ...]:
        word = "".join(words(text))
        if len(word) < 3:
            return ()
        names = reader.rows(
            "SELECT id, sort_name FROM contact WHERE trashed_at IS NULL AND sort_name >= ? AND sort_name < ? "
            "ORDER BY sort_name, id",
            (word[0], word[0] + "\U0010ffff"),
        )
        least = 1 if len(word) < 8 else 2
        alike = []
        if len(word) > 3:
            alike = [
                key for key, name in names if OSA.distance(word, name.partition(" ")[0], score_cutoff=least) <= least
            ]
        joined = [key for key, name in names if " " in name and name.replace(" ", "").startswith(word)]
        found = alike or joined or [key for key, name in names if name.startswith(word)]
        people = tuple(_people(reader, found[:20]))
        exact = tuple(one for one in people if "".join(words(one.family_name)) == word)
        return exact or people

    return lambda text: list(find(text))
