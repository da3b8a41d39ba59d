"""Finding anybody from a few letters in any order, without accents, or part of a phone number."""

from collections.abc import Iterable

from petitcrm.base.text import digits, fold, words
from petitcrm.store.connection import Reader, column_among, marks
from petitcrm.store.derived import Derivation, Source

MOST_WORDS = 12
_SHORTEST_NUMBER = 4


def _phone_words(e164: str, number: str) -> list[str]:
    """A number and its tails from every second digit on, as numbers are read: beginnings of these are parts of it.

    Parts that begin in between are rare; `_inside_numbers` finds them.
    """
    if e164.startswith("+33"):
        national = e164[3:]
        pairs = "0" + national
        return [e164[1:], national, *(pairs[start:] for start in range(0, len(pairs) - 3, 2))]
    tail = e164[1:20] if e164 else digits(number)[:20]
    return [tail[start:] for start in range(0, max(1, len(tail) - _SHORTEST_NUMBER + 1), 2)]


CHUNK = 2000


def _refresh(reader: Reader, ids: list[int]) -> None:
    if len(ids) > CHUNK and _is_most(reader, ids):
        reader.execute("INSERT INTO find_contact(find_contact) VALUES ('delete-all')")
        ids = reader.column("SELECT id FROM contact ORDER BY id")
    ids = _with_employees(reader, ids)
    for start in range(0, len(ids), CHUNK):
        _index(reader, ids[start : start + CHUNK])


def _is_most(reader: Reader, ids: list[int]) -> bool:
    """Whether making the whole index again is less work than taking `ids` out of it one by one."""
    there = sum(1 for _one in column_among(reader, _INDEXED, ids))
    return there > CHUNK and (reader.value("SELECT count(*) FROM contact") or 0) < 2 * there


def _with_employees(reader: Reader, ids: list[int]) -> list[int]:
    """A company's name stands in the index with each of its people."""
    return sorted({*ids, *column_among(reader, "SELECT person_id FROM employment WHERE is_main AND company_id", ids)})


def _plain(text: str) -> str:
    """`text` for the index: its words, folded. Of ASCII the index makes the same words by itself."""
    folded = fold(text)
    return folded if folded.isascii() else " ".join(words(folded))


_NAMES = (
    "SELECT c.id, c.given_name || ' ' || c.family_name || ' ' || c.company_name, coalesce(e.company_name, ''), "
    "c.job_title || ' ' || c.department || ' ' || c.profile || ' ' || c.note || ' ' || coalesce((SELECT "
    "group_concat(t.name, ' ') FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = c.id), '') || ' ' || "
    "coalesce((SELECT group_concat(v.value, ' ') FROM custom_value v JOIN custom_field f ON f.id = v.field_id "
    "WHERE v.contact_id = c.id AND f.kind <> 'yes_no'), '') "
    "FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main "
    "LEFT JOIN contact e ON e.id = w.company_id WHERE c.id"
)
_TOWNS = "SELECT contact_id, town || ' ' || postcode || ' ' || locality FROM address WHERE contact_id"
_PHONES = "SELECT contact_id, e164, number FROM phone WHERE contact_id"
_EMAILS = "SELECT contact_id, address FROM email WHERE contact_id"
_INDEXED = "SELECT id FROM find_contact_docsize WHERE id"


def _index(reader: Reader, ids: list[int]) -> None:
    among = f" IN ({marks(len(ids))})"
    if there := reader.column(_INDEXED + among, ids):
        reader.execute(f"DELETE FROM find_contact WHERE rowid IN ({marks(len(there))})", there)  # noqa: S608
    towns: dict[int, str] = {}
    for key, town in reader.rows(_TOWNS + among, ids):
        towns[key] = f"{towns[key]} {town}" if key in towns else town
    phones: dict[int, list[str]] = {}
    for key, e164, number in reader.rows(_PHONES + among, ids):
        phones.setdefault(key, []).extend(_phone_words(e164, number))
    emails: dict[int, str] = {}
    for key, address in reader.rows(_EMAILS + among, ids):
        emails[key] = f"{emails[key]} {address}" if key in emails else address
    reader.execute_many(
        "INSERT INTO find_contact(rowid, name, company, town, phone, email, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (key, _plain(name), _plain(employer), _plain(towns.get(key, "")), " ".join(phones.get(key, ())),
             _plain(emails.get(key, "")), _plain(note))
            for key, name, employer, note in reader.rows(_NAMES + among, ids)
        ],
    )  # fmt: skip


CONTACTS = Derivation(
    "find_contact",
    (
        Source(
            "contact",
            "id",
            ("given_name", "family_name", "company_name", "job_title", "department", "profile", "note"),
        ),
        Source("phone", "contact_id"),
        Source("email", "contact_id"),
        Source("address", "contact_id"),
        Source("employment", "person_id"),
        Source("contact_tag", "contact_id"),
        Source("custom_value", "contact_id"),
    ),
    _refresh,
)


def match(text: str, column: str = "") -> str:
    """The FTS5 expression for what was typed: every word, as a beginning; "" where there is none.

    A number typed in groups ("06 11 84") is also looked for as one. Each word is quoted: nothing typed is syntax.
    """
    typed = words(text)[:MOST_WORDS]
    if not typed:
        return ""
    inside = f"{column} : " if column else ""
    terms = [_term(word, bool(column)) for word in typed]
    together = _joined_number(typed, text)
    apart = " AND ".join(inside + term for term in terms)
    return f'({apart}) OR phone : "{together}"*' if together and not column else apart


def _term(word: str, in_column: bool) -> str:
    """One or two digits begin a part of nearly every phone number: they are not looked for there."""
    everywhere_else = word.isdigit() and len(word) < 3 and not in_column
    return f'(- phone : "{word}"*)' if everywhere_else else f'"{word}"*'


def _joined_number(typed: list[str], text: str) -> str:
    together = "".join(typed)
    if not together.isdigit() or len(together) < _SHORTEST_NUMBER:
        return ""
    if text.strip().startswith("00"):
        together = together.removeprefix("00")
    return together.removeprefix("330") if together.startswith("330") else together


def find(reader: Reader, text: str, limit: int = 50) -> list[int]:
    """The contacts that `text` finds, best first: the name before the rest, the whole word before its beginning."""
    typed = words(text)[:MOST_WORDS]
    if not typed:
        return []
    found: dict[int, None] = {}
    if not typed[0].isdigit():
        found.update(dict.fromkeys(_by_last_name(reader, " ".join(typed), limit)))
        if len(text.strip()) == 1:
            return list(found)
        if len(found) < limit:
            found.update(dict.fromkeys(_matching(reader, match(text, "name"), limit)))
    if len(found) < limit:
        found.update(dict.fromkeys(_matching(reader, match(text), limit)))
    if not found:
        found.update(dict.fromkeys(_alive(reader, _inside_numbers(reader, typed)[:limit])))
    return list(found)[:limit]


def _inside_numbers(reader: Reader, typed: list[str]) -> list[int]:
    """The contacts one of whose numbers holds what was typed in its midst: a look at every number, when all else fails."""
    part = "".join(typed)
    if not part.isdigit() or len(part) < _SHORTEST_NUMBER:
        return []
    kept = "CASE WHEN e164 <> '' THEN e164 ELSE replace(replace(replace(number, ' ', ''), '.', ''), '-', '') END"
    return reader.column(f"SELECT DISTINCT contact_id FROM phone WHERE instr({kept}, ?) > 0", (part,))  # noqa: S608


def _by_last_name(reader: Reader, typed: str, limit: int) -> list[int]:
    return reader.column(
        "SELECT id FROM contact WHERE trashed_at IS NULL AND sort_name >= ? AND sort_name < ? "
        "ORDER BY sort_name, id LIMIT ?",
        (typed, typed + "\U0010ffff", limit),
    )


def _matching(reader: Reader, expression: str, limit: int) -> list[int]:
    found = reader.column("SELECT rowid FROM find_contact WHERE find_contact MATCH ? LIMIT ?", (expression, limit * 2))
    return _alive(reader, found)[:limit]


def _alive(reader: Reader, ids: Iterable[int]) -> list[int]:
    wanted = list(ids)
    sql = f"SELECT id FROM contact WHERE trashed_at IS NOT NULL AND id IN ({marks(len(wanted))})"  # noqa: S608
    gone = set(reader.column(sql, wanted))
    return [one for one in wanted if one not in gone]


def all_matching(reader: Reader, text: str) -> list[int]:
    """Every contact that `text` finds, in no order: what the list is filtered by."""
    expression = match(text)
    if not expression:
        return []
    found = reader.column("SELECT rowid FROM find_contact WHERE find_contact MATCH ?", (expression,))
    return found or _inside_numbers(reader, words(text))
