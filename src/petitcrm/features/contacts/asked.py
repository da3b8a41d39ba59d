"""What is typed into a search: words, and filters such as tier:A ville:valence dernier<2026-01.

A filter is a key, a sign (: = < > <= >=) and a value without blanks or in quotes. Its key is known in French and English;
what is no filter is words. Nothing of a value gets into SQL: it is bound.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from petitcrm.base import dates
from petitcrm.base.text import fold, key, words
from petitcrm.features.contacts.fields import STAGES, TEMPERATURES, read_number
from petitcrm.features.contacts.own_fields import all_of
from petitcrm.features.contacts.queries import Condition
from petitcrm.store.connection import Reader

Made = tuple[str, tuple[str | int, ...]]  # SQL on contact c, and its values


@dataclass(frozen=True)
class Key:
    """A filter's key: the names it goes by (folded), and the condition it makes of a sign and a value, None for none."""

    names: tuple[str, ...]
    make: Callable[[Reader, str, str, date], Made | None]


@dataclass
class Asked:
    """`words` is what is left to be looked for; `conditions` what the filters ask."""

    words: str
    conditions: list[Condition] = field(default_factory=list)


_FILTER = re.compile(r"""(?<!\S)([^\W\d_][\w.'’-]{0,40})(<=|>=|[:=<>])("[^"]*"|[^\s"]+)(?!\S)""")

# Keys of later features, by name ("module:NAME"), so that a search imports none of them before it needs to.
_LATER: list[str] = []


def know_keys(names: Iterable[str]) -> None:
    """Keys that later features bring: the names of sequences of Key."""
    _LATER[:] = names


def asked(reader: Reader, text: str) -> Asked:
    """The words and the filters in `text`."""
    if not any(sign in text for sign in ":=<>"):
        return Asked(text)
    found = Asked("")
    rest: list[str] = []
    end = 0
    for match in _FILTER.finditer(text):
        made = _made(reader, fold(match[1]), match[2], match[3].strip('"'))
        if made is not None:
            rest.append(text[end : match.start()])
            end = match.end()
            found.conditions.append(Condition(match[0], match[0], *made))
    rest.append(text[end:])
    found.words = " ".join(" ".join(rest).split())
    return found


def _made(reader: Reader, name: str, sign: str, value: str) -> Made | None:
    today = reader.clock()
    for one in _keys():
        if name in one.names and value:
            return one.make(reader, "=" if sign == ":" else sign, value, today)
    return _own(reader, name, "=" if sign == ":" else sign, value, today)


def _keys() -> Iterable[Key]:
    yield from KEYS
    for name in _LATER:
        module, _colon, attribute = name.partition(":")
        yield from getattr(import_module(module), attribute)


def compared_day(column: str, sign: str, value: str, today: date) -> Made | None:
    """A condition on a day: "2026-01" is a month, "2026" a year; other days as people say them."""
    if re.fullmatch(r"\d{4}(-\d{2})?", value):
        if sign == "=":
            return f"{column} LIKE ? || '%'", (value,)
        last = {"<": value, ">=": value, ">": value + "~", "<=": value + "~"}[sign]
        return f"{column} {sign} ?", (last,)
    day = dates.understood_past(value, today)
    return (f"{column} {sign} ?", (day.isoformat(),)) if day else None


def _tier(_reader: Reader, sign: str, value: str, _today: date) -> Made | None:
    codes = [code for code in value.split(",") if code]
    if sign != "=" or not codes:
        return None
    return f"c.tier COLLATE NOCASE IN ({', '.join('?' * len(codes))})", tuple(codes)


_NEAR = "SELECT rowid FROM find_contact WHERE find_contact MATCH ?"
_AT_WORK = "SELECT w.company_id FROM employment w WHERE w.person_id = c.id AND w.is_main"


def _town(_reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
    """The beginning of the words of a town; people without an address are where their company is."""
    said = words(value)
    if not said:
        return None
    expression = "town : (" + " AND ".join(f'"{word}"*' for word in said) + ")"
    own = "SELECT 1 FROM address x WHERE x.contact_id = c.id"
    sql = f"c.id IN ({_NEAR}) OR (NOT EXISTS ({own}) AND ({_AT_WORK}) IN ({_NEAR}))"
    return sql, (expression, expression)


def _postcode(_reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
    sql = "EXISTS (SELECT 1 FROM address x WHERE x.contact_id = c.id AND x.postcode LIKE ? || '%')"
    return sql, (value.replace("%", "").replace("_", ""),)


def _tag(reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
    said = key(value)
    ids = [number for number, name in reader.rows("SELECT id, name FROM tag") if said and key(name).startswith(said)]
    among = ", ".join("?" * len(ids))
    return f"EXISTS (SELECT 1 FROM contact_tag x WHERE x.contact_id = c.id AND x.tag_id IN ({among}))", tuple(ids)  # noqa: S608


def _choice(column: str, choices: Sequence[object], more: dict[str, str]) -> Callable[..., Made | None]:
    def make(_reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
        from petitcrm.base.language import _

        said = key(value)
        for choice in choices:
            label = choice.label  # type: ignore[attr-defined]
            value = choice.value  # type: ignore[attr-defined]
            if value and said in (value, key(label), key(_(label))):
                return f"c.{column} = ?", (value,)
        return (f"c.{column} = ?", (more[said],)) if said in more else None

    return make


def _kind(_reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
    kinds = {
        "personne": "person",
        "person": "person",
        "entreprise": "company",
        "company": "company",
        "societe": "company",
    }
    found = kinds.get(key(value))
    return ("c.kind = ?", (found,)) if found else None


def _begins(column: str) -> Callable[..., Made | None]:
    def make(_reader: Reader, _sign: str, value: str, _today: date) -> Made | None:
        return f"{column} LIKE ? || '%'", (value.replace("%", "").replace("_", ""),)

    return make


def _day(column: str) -> Callable[..., Made | None]:
    return lambda _reader, sign, value, today: compared_day(column, sign, value, today)


KEYS = (
    Key(("tier", "categorie", "cat"), _tier),
    Key(("ville", "town", "city"), _town),
    Key(("cp", "postcode", "zip", "codepostal"), _postcode),
    Key(("tag", "etiquette"), _tag),
    Key(("etape", "stage", "statut"), _choice("stage", STAGES, {"ancien": "former", "former": "former"})),
    Key(("temperature", "temp"), _choice("temperature", TEMPERATURES, {})),
    Key(("type", "genre"), _kind),
    Key(("source", "origine"), _begins("c.source")),
    Key(("langue", "language"), _begins("c.language")),
    Key(("cree", "created"), _day("c.created_at")),
)


def _own(reader: Reader, name: str, sign: str, value: str, today: date) -> Made | None:
    """A filter on one of the owner's fields, by its name without blanks."""
    for one in all_of(reader):
        if "".join(words(one.name)) != "".join(words(name)):
            continue
        held = "EXISTS (SELECT 1 FROM custom_value v WHERE v.contact_id = c.id AND v.field_id = ? AND {test})"
        test, values = _own_test(one.kind, sign, value, today)
        return (held.format(test=test), (one.id, *values)) if test else None
    return None


def _own_test(kind: str, sign: str, value: str, today: date) -> Made:
    if kind == "date":
        return compared_day("v.value", sign, value, today) or ("", ())
    if kind == "number":
        return f"CAST(v.value AS REAL) {sign} CAST(? AS REAL)", (read_number(value),)
    if kind == "yes_no":
        yes = key(value) in ("1", "oui", "yes")
        return ("v.value = '1'", ()) if yes else ("", ())
    return "v.value LIKE ? || '%'", (value.replace("%", "").replace("_", ""),)
