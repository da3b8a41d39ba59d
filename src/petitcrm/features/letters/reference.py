"""The short reference of a letter (M12-0347): number of the mailing, place of the piece; printed, typed and scanned."""

import re

from petitcrm.base.text import fold

_TYPED = re.compile(r"\s*(m?)\s*(\d{1,6})(?:\s*[^\w\s]\s*|\s+)(\d{1,6})\s*")
_CLOSE = re.compile(r"\s*m\s*(\d{1,6}?)(\d{4})\s*")  # the dash forgotten: the last four digits are the place
# What a hand scanner set to an American keyboard types on a French one.
_FRENCH_KEYS = str.maketrans("&é\"'(-è_çà)?,", "1234567890-mm")


def written(number: int, place: int) -> str:
    """The reference of the piece `place` (from 1) of the mailing `number`."""
    return f"M{number}-{place:04d}"


def understood(text: str) -> tuple[int, int] | None:
    """(number, place) of a reference as people type it: "m12 347", "M12-0347", "12-347"; None where it is none."""
    if not any(sign.isascii() and sign.isdigit() for sign in text):
        text = text.translate(_FRENCH_KEYS)
    plain = fold(text)
    found = _TYPED.fullmatch(plain)
    if found is not None:
        return int(found[2]), int(found[3])
    close = _CLOSE.fullmatch(plain)
    return (int(close[1]), int(close[2])) if close is not None else None


def tidy(text: str) -> str:
    """`text` as references are written, where it is one; as it stands otherwise."""
    found = understood(text)
    return written(*found) if found else text.strip()
