"""Merge fields: {Prénom}, {Ville|chez vous}. A closed list of names, one pass, nothing is ever evaluated.

A value that holds {Ville} is printed as it stands. `{{` and `}}` are literal braces. A field nobody knows is printed
as written and said as a problem, with the nearest name; a known field with neither value nor default is said too.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from petitcrm.base.language import _


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

_TAG = re.compile(r"\{\{|\}\}|\{([^{}|\n]{1,80})(?:\|([^{}\n]{0,200}))?\}")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A field's name without case, accents, spaces and punctuation, as names are compared."""
    bare = unicodedata.normalize("NFD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in bare if c.isalnum() and not unicodedata.combining(c))


_KEYS = {fold(name): field.key for field in FIELDS for name in (field.key, field.french, field.english)}
_KEYS["politesse"] = "closing"
_SHOWN = {fold(name): name for field in FIELDS for name in (field.french, field.english)}


def key_of(name: str) -> str:
    """The key of a field's name in any language; of an unknown name, the name folded."""
    folded = fold(name)
    return _KEYS.get(folded, folded)


@dataclass(frozen=True, slots=True)
class Piece:
    """A field where it stands in a text."""

    key: str
    default: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut once into literals and fields; `keys` are those of the fields used."""

    parts: tuple[str | Piece, ...]
    keys: frozenset[str]

    def fill(self, values: Mapping[str, str], missing: list[Piece], unknown: list[Piece]) -> str:
        """The text with `values` (by key) in their places; fields without one are appended to the two lists."""
        out = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
                continue
            value = values.get(part.key)
            if value is None and part.key not in _ALL_KEYS:
                unknown.append(part)
                out.append(part.source)
            elif value and (value := value.strip()):
                out.append(value)
            else:
                if not part.default:
                    missing.append(part)
                out.append(part.default)
        return "".join(out)


_ALL_KEYS = frozenset(field.key for field in FIELDS)


def is_field(key: str) -> bool:
    """Whether `key` is one of a field of ours."""
    return key in _ALL_KEYS


def cut(text: str, first_line: int = 1) -> Template:
    """`text` as literals and fields; `first_line` is the line number of its first line, for problems."""
    parts: list[str | Piece] = []
    literal, end = "", 0
    line, counted = first_line, 0
    for found in _TAG.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        if found[1] is None or not fold(found[1]):
            literal += found[0] if found[1] else found[0][0]
            continue
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if literal:
            parts.append(literal)
            literal = ""
        parts.append(Piece(key_of(found[1]), (found[2] or "").strip(), found[0], line))
    literal += text[end:]
    if literal:
        parts.append(literal)
    return Template(tuple(parts), frozenset(part.key for part in parts if isinstance(part, Piece)))


def by_key(values: Mapping[str, str]) -> dict[str, str]:
    """`values` under the keys of their names."""
    return {key_of(name): value for name, value in values.items()}


def render(text: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """`text` with its fields replaced, and what is wrong with it in translated sentences. Never raises."""
    own = by_key(values)
    missing: list[Piece] = []
    unknown: list[Piece] = []
    filled = cut(text).fill(own, missing, unknown)
    return filled, sentences(missing, unknown, own)


def sentences(missing: Iterable[Piece], unknown: Iterable[Piece], names: Iterable[str] = ()) -> list[str]:
    """One translated sentence for every field that is unknown (with the nearest name among `names`) or empty."""
    known = {**_SHOWN, **{fold(name): name for name in names if name not in _ALL_KEYS}}
    said = [_unknown_field(piece.source, piece.line, known) for piece in unknown]
    empty = _("{field} is empty here (line {line}).")
    said += [empty.replace("{line}", str(piece.line)).replace("{field}", piece.source) for piece in missing]
    return list(dict.fromkeys(said))


def _unknown_field(source: str, line: int, shown: dict[str, str]) -> str:
    near = difflib.get_close_matches(fold(source.partition("|")[0]), shown, 1, 0.6)
    if not near:
        text = _("Line {line}: there is no field {field}.")
    else:
        text = _("Line {line}: there is no field {field}; did you mean {{near}}?")
        text = text.replace("{near}", shown[near[0]])
    return text.replace("{line}", str(line)).replace("{field}", source)
