"""Text as people mean it: without accents, capitals or punctuation for comparing; without control signs for keeping."""

import re
import unicodedata
from functools import cache

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff\ufeff]")


def fold(text: str) -> str:
    """`text` in small letters without accents, Œ as oe: two spellings of a name fold to the same."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_latin())
    return folded if folded.isascii() else _fold_any(text)


def _fold_any(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES)).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(_LIGATURES)


@cache
def _latin() -> dict[int, str]:
    """Every letter of Latin-1 and Latin Extended-A folded by the long way, for the short one."""
    plain = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    return plain | {code: _fold_any(chr(code)) for code in range(0xC0, 0x180)}


def words(text: str) -> list[str]:
    """The words of `text`, folded: "L'Église-Neuve" is l, eglise, neuve."""
    return _WORD.findall(fold(text))


def key(text: str) -> str:
    """The words of `text` joined by one blank: what names are sorted and compared by."""
    return " ".join(words(text))


def clean(text: str) -> str:
    """`text` on one line, without control signs, blanks single and none at the ends."""
    return " ".join(_CONTROL.sub("", text).split())


def clean_lines(text: str) -> str:
    """`text` of several lines, without control signs and trailing blanks."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def digits(text: str) -> str:
    """The digits of `text`."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def excerpt(text: str, typed: list[str], length: int = 70) -> str:
    """The part of `text`, on one line, in which a word begins like one of `typed` (folded); its beginning where none does.

    At most `length` characters, cut between words, with an ellipsis where something is left out.
    """
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    at = next((found.start() for found in _WORD.finditer(flat) if _begins_any(found[0], typed)), 0)
    start = max(0, at - length // 3)
    if start:
        start = flat.find(" ", start) + 1 if " " in flat[start:at] else at
    end = start + length
    if end < len(flat):
        end = flat.rfind(" ", start, end) if " " in flat[start:end] else end
    return ("… " if start else "") + flat[start:end] + (" …" if end < len(flat) else "")


def _begins_any(word: str, typed: list[str]) -> bool:
    folded = fold(word)
    return any(folded.startswith(part) for part in typed)
