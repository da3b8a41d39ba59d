"""Merge fields: {Prénom}, {Ville|chez vous}. A closed list of names, one pass, nothing is ever evaluated.

A value that holds {Ville} is printed as it stands. `{{` and `}}` are literal braces. A field nobody knows is printed
as written and said as a problem, with the nearest name; a known field with neither value nor default is said too.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from petitcrm.base.language import _
from petitcrm.features.letters.names import fold, is_field, key_of, shown_names

_TAG = re.compile(r"\{\{|\}\}|\{([^{}|\n]{1,80})(?:\|([^{}\n]{0,200}))?\}")


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
            if value is None and not is_field(part.key):
                unknown.append(part)
                out.append(part.source)
            elif value and (value := value.strip()):
                out.append(value)
            else:
                if not part.default:
                    missing.append(part)
                out.append(part.default)
        return "".join(out)


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
    known = {**shown_names(), **{fold(name): name for name in names if not is_field(name)}}
    said = [_unknown_field(piece.source, piece.line, known) for piece in unknown]
    empty = _("{field} is empty here (line {line}).")
    said += [empty.replace("{line}", str(piece.line)).replace("{field}", piece.source) for piece in missing]
    return list(dict.fromkeys(said))


def _unknown_field(source: str, line: int, shown: dict[str, str]) -> str:
    if source.casefold().lstrip("{ ").startswith("image"):
        text = _("Line {line}: a picture stands alone on its line.")
        return text.replace("{line}", str(line))
    near = difflib.get_close_matches(fold(source.partition("|")[0]), shown, 1, 0.6)
    if not near:
        text = _("Line {line}: there is no field {field}.")
    else:
        text = _("Line {line}: there is no field {field}; did you mean {{near}}?")
        text = text.replace("{near}", shown[near[0]])
    return text.replace("{line}", str(line)).replace("{field}", source)
