"""Finding anybody from a few letters in any order, without accents, or part of a phone number."""

from array import array
from collections.abc import Iterable, Sequence

from petitcrm.base.text import digits, fold, words
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.asked import asked
from petitcrm.features.contacts.queries import Condition
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
    return [tail[start:] for start in range(max(1, len(tail) - _SHORTEST_NUMBER + 1))]


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
    "c.job_title || ' ' || c.department || ' ' || c.profile || ' ' || c.bought || ' ' || c.why_left || ' ' || c.note "
    "|| ' ' || coalesce((SELECT "
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
            (
                "given_name",
                "family_name",
                "company_name",
                "job_title",
                "department",
                "profile",
                "bought",
                "why_left",
                "note",
            ),
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
    """The FTS5 expression for words that were typed: every word, as a beginning; "" where there is none.

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
    """One or two digits begin a part of nearly every phone number: they are not looked for there.

    Mueller is Müller, too.
    """
    if word.isdigit() and len(word) < 3 and not in_column:
        return f'(- phone : "{word}"*)'
    plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return f'("{word}"* OR "{plain}"*)' if plain != word and len(plain) > 2 else f'"{word}"*'


def _joined_number(typed: list[str], text: str) -> str:
    """A number as the index holds it: without 00, and without the 0 before an area code (030… is +49 30…, 06… is +33 6…)."""
    together = "".join(typed)
    if not together.isdigit() or len(together) < _SHORTEST_NUMBER:
        return ""
    if text.strip().startswith("00"):
        together = together.removeprefix("00")
    if together.startswith("330"):
        return together.removeprefix("330")
    return together[1:] if together.startswith("0") and len(together) > _SHORTEST_NUMBER else together


# finding


def find(reader: Reader, text: str, limit: int = 50) -> list[int]:
    """The contacts that `text` finds, best first: the name before the rest, the active before the former.

    Filters narrow (petitcrm.features.contacts.asked). Where nothing is found, initials and small slips are allowed for.
    """
    said = asked(reader, text)
    if not said.conditions:
        return _find(reader, said.words, limit)
    if not words(said.words):
        return list(queries.ids(reader, said.conditions)[:limit])
    return _meeting(reader, _find(reader, said.words, MOST), said.conditions)[:limit]


MOST = 20_000


def _meeting(reader: Reader, ids: list[int], conditions: Sequence[Condition]) -> list[int]:
    """Those of `ids` that meet the conditions, in their order."""
    allowed = set(queries.ids(reader, conditions))
    return [one for one in ids if one in allowed]


def _find(reader: Reader, text: str, limit: int) -> list[int]:
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
    for other in (_inside_numbers, _by_initials, _nearly):
        if not found:
            found.update(dict.fromkeys(_alive(reader, other(reader, typed)[:limit])))
    return _active_first(reader, list(found)[:limit])


def _active_first(reader: Reader, ids: list[int]) -> list[int]:
    """In the same order, those who are clients no longer after the others."""
    if len(ids) > FEW:
        return ids
    sql = f"SELECT id FROM contact WHERE (stage = 'former' OR deceased) AND id IN ({marks(len(ids))})"  # noqa: S608
    former = set(reader.column(sql, ids))
    return sorted(ids, key=lambda one: one in former) if former else ids


FEW = 1_000


def _inside_numbers(reader: Reader, typed: list[str]) -> list[int]:
    """The contacts one of whose numbers holds what was typed in its midst: a look at every number, when all else fails."""
    part = "".join(typed)
    if not part.isdigit() or len(part) < _SHORTEST_NUMBER:
        return []
    kept = "CASE WHEN e164 <> '' THEN e164 ELSE replace(replace(replace(number, ' ', ''), '.', ''), '-', '') END"
    return reader.column(f"SELECT DISTINCT contact_id FROM phone WHERE instr({kept}, ?) > 0", (part,))  # noqa: S608


def _by_initials(reader: Reader, typed: list[str]) -> list[int]:
    """ "jp dupont" is Jean-Pierre Dupont: short words are the initials of given names."""
    short = [word for word in typed if 2 <= len(word) <= 3 and word.isalpha()]
    long = [word for word in typed if word not in short]
    if not short or not long or not all(word.isalpha() for word in long):
        return []
    wanted = "".join(short)
    ids = _matching(reader, match(" ".join(long), "name"), 500)
    sql = f"SELECT id, given_name FROM contact WHERE id IN ({marks(len(ids))})"  # noqa: S608 - question marks
    return [one for one, given in reader.rows(sql, ids) if "".join(w[0] for w in words(given)).startswith(wanted)]


def _nearly(reader: Reader, typed: list[str]) -> list[int]:
    """Small slips: a word that begins nothing is taken for the nearest ones of the names, companies and towns there are."""
    groups = []
    for word in typed:
        known = reader.value("SELECT 1 FROM find_contact WHERE find_contact MATCH ? LIMIT 1", (f'"{word}"*',))
        near = [word] if known else _nearest(reader, word)
        if not near:
            return []
        groups.append("(" + " OR ".join(f'"{one}"*' for one in near) + ")")
    return _matching(reader, " AND ".join(groups), 50)


def _nearest(reader: Reader, word: str) -> list[str]:
    """The words of the index within one slip of `word` (two from six letters on) or of its beginning, the nearest first."""
    if len(word) < 4 or not word.isalpha():
        return []
    from rapidfuzz.distance import OSA

    reader.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.find_words USING fts5vocab(main, find_contact, row)")
    most = 2 if len(word) >= 6 else 1
    terms = reader.column(
        "SELECT term FROM temp.find_words WHERE term >= ? AND term < ?", (word[0], word[0] + "\U0010ffff")
    )
    ranked = []
    for term in terms:
        away = OSA.distance(word, term[: len(word) + 1], score_cutoff=most)
        if away > most and len(term) > len(word):
            away = OSA.distance(word, term[: len(word)], score_cutoff=most)
        if away <= most:
            ranked.append((away, abs(len(term) - len(word)), term))
    return [term for _away, _length, term in sorted(ranked)[:8]]


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
    gone: set[int] = set()
    for start in range(0, len(wanted), 20_000):
        chunk = wanted[start : start + 20_000]
        sql = f"SELECT id FROM contact WHERE trashed_at IS NOT NULL AND id IN ({marks(len(chunk))})"  # noqa: S608
        gone.update(reader.column(sql, chunk))
    return [one for one in wanted if one not in gone]


def narrowed(reader: Reader, text: str, conditions: Sequence[Condition], trash: bool = False) -> "array[int]":
    """Who is found by `text` ("" for everybody) and meets every condition, in order of name."""
    if not text.strip():
        return queries.ids(reader, conditions, trash)
    found = all_matching(reader, text)
    if not trash and not conditions:
        return queries.in_order(reader, found)
    wanted = set(found)
    return array("q", (one for one in queries.ids(reader, conditions, trash) if one in wanted))


def all_matching(reader: Reader, text: str) -> list[int]:
    """Every contact that `text` finds, in no order, those in the trash too: what the list is filtered by."""
    said = asked(reader, text)
    expression = match(said.words)
    if not expression:
        return list(queries.ids(reader, said.conditions)) if said.conditions else []
    found = reader.column("SELECT rowid FROM find_contact WHERE find_contact MATCH ?", (expression,))
    found = found or _find(reader, said.words, MOST)
    return _meeting(reader, found, said.conditions) if said.conditions else found
