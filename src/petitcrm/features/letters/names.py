"""The names of the merge fields: those of letters, and those that later features add."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import import_module

from petitcrm.store.connection import Reader

Fact = date | int | str  # a day is written in words, a whole number is money in cents


@dataclass(frozen=True, slots=True)
class Field:
    """A merge field: its key in the values, the names that work in a model."""

    key: str
    french: str
    english: str


FIELDS: tuple[Field, ...] = tuple(
    Field(*names.split("|"))
    for names in (
        "civility|civilité|civility", "given_name|prénom|first name", "family_name|nom|last name",
        "company|société|company", "job_title|fonction|job title", "department|service|department",
        "street|rue|street", "postcode|code postal|postcode", "town|ville|town", "country|pays|country",
        "appel|appel|greeting", "appel_min|appel_min|greeting_bare", "closing|formule|closing",
        "date|date|date", "my_company|ma_société|my_company", "signatory|signataire|signatory",
        "signatory_function|fonction du signataire|signatory function", "my_town|ma_ville|my_town",
        "my_phone|mon_téléphone|my_phone", "my_email|mon_e-mail|my_email", "my_web|mon_site|my_website",
        "stage|statut|stage", "tier|catégorie|tier", "tags|étiquettes|tags",
        "last_contact|dernier échange|last contact",
        "next_call|prochain appel|next call", "reference|référence|reference", "privacy|mentions RGPD|privacy notice",
    )
)  # fmt: skip
# What is known of the company of the recipient; the owner's fields of companies are called in the same way.
OF_COMPANY: tuple[Field, ...] = tuple(
    Field(f"company_{key}", f"{french} de la société", f"company {english}")
    for key, french, english in (
        ("street", "rue", "street"), ("postcode", "code postal", "postcode"), ("town", "ville", "town"),
        ("country", "pays", "country"), ("phone", "téléphone", "phone"), ("email", "e-mail", "e-mail"),
        ("web", "site", "website"), ("stage", "statut", "stage"), ("tier", "catégorie", "tier"),
        ("tags", "étiquettes", "tags"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaterFields:
    """Fields that a later feature adds to letters; `title` (marked for translation) stands over them in the menu.

    `read` answers, for the contacts among the ids that have any, the facts by the keys of the fields.
    """

    title: str
    fields: tuple[Field, ...]
    read: Callable[[Reader, Sequence[int]], Mapping[int, Mapping[str, Fact]]]


# By name ("module:NAME"), so that reading the file imports none of them.
_LATER: list[str] = []


def know_fields(names: Iterable[str]) -> None:
    """Fields that later features bring: the names of their LaterFields."""
    _LATER[:] = names
    for one in (later_fields, _known, key_of):
        one.cache_clear()


@cache
def later_fields() -> tuple[LaterFields, ...]:
    """What later features add."""
    found = []
    for name in _LATER:
        module, _colon, attribute = name.partition(":")
        found.append(getattr(import_module(module), attribute))
    return tuple(found)


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A field's name without case, accents, spaces and punctuation, as names are compared."""
    bare = unicodedata.normalize("NFD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in bare if c.isalnum() and not unicodedata.combining(c))


_LETTERS_OWN = frozenset(field.key for field in FIELDS)


@dataclass(frozen=True, slots=True)
class _Names:
    """The closed list, with what later features add: keys by folded name, shown names by folded name, all keys."""

    keys: dict[str, str]
    shown: dict[str, str]
    all: frozenset[str]


@cache
def _known() -> _Names:
    # names given first go first: a later feature takes none away
    fields = [*FIELDS, *OF_COMPANY, *(field for one in later_fields() for field in one.fields)]
    keys = {fold(name): field.key for field in reversed(fields) for name in (field.key, field.french, field.english)}
    for field in OF_COMPANY:
        keys.setdefault(fold(f"société {field.french.removesuffix(' de la société')}"), field.key)
    keys["politesse"] = "closing"
    shown = {fold(name): name for field in fields for name in (field.french, field.english)}
    return _Names(keys, shown, frozenset(field.key for field in fields))


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The key of a field's name in any language; of an unknown name, the name folded.

    An own field of the company has one key in both languages: {société Parc machines} is {company Parc machines}.
    """
    folded = fold(name)
    key = _known().keys.get(folded, folded)
    return f"societe{key[7:]}" if key == folded and folded.startswith("company") and len(folded) > 7 else key


def is_field(key: str) -> bool:
    """Whether `key` is one of the closed list, later features included."""
    return key in _known().all


def is_letters_own(key: str) -> bool:
    """Whether no own field can have this name: what letters themselves call so goes first."""
    return key in _LETTERS_OWN


def shown_names() -> dict[str, str]:
    """The names of the closed list as they are shown, by the name folded."""
    return _known().shown
