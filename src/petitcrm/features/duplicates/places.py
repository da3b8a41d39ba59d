"""How near two postal addresses are."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from petitcrm.base.text import words

_WRITTEN_SHORT = {
    "st": "saint", "ste": "sainte", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard",
    "av": "avenue", "ave": "avenue", "r": "rue", "pl": "place", "ch": "chemin", "chem": "chemin", "che": "chemin",
    "imp": "impasse", "rte": "route", "fbg": "faubourg", "fg": "faubourg", "sq": "square", "all": "allee", "zi": "zone",
    "za": "zone", "zac": "zone", "gal": "general", "dr": "docteur", "str": "strasse", "rd": "road", "bis": "b", "ter": "t",
}  # fmt: skip


class Place(NamedTuple):
    """A postal address for comparing; what isn't known is ""."""

    postcode: str = ""
    town: str = ""
    street: str = ""


class Nearness(NamedTuple):
    """What two contacts' addresses say: bits for or against, whether street and town are the same or others."""

    bits: float = 0.0
    same_street: bool = False
    same_town: bool = False
    apart: bool = False
    other_street: bool = False


@lru_cache(maxsize=50_000)
def place(postcode: str, town: str, street: str) -> Place:
    """An address as it is compared: folded, abbreviations written out."""
    return Place("".join(words(postcode)), _town(town), _street(street))


@lru_cache(maxsize=50_000)
def _town(text: str) -> str:
    said = [_WRITTEN_SHORT.get(word, word) if word in ("st", "ste") else word for word in words(text)]
    return " ".join(word for word in said if word != "cedex" and not word.isdigit())


def _street(text: str) -> str:
    said = [
        _WRITTEN_SHORT.get(word, word) for word in words(text.replace("straße", "strasse").replace("str.", "strasse"))
    ]
    return " ".join(word for word in said if word not in ("de", "du", "des", "d", "la", "le", "les", "l"))


NOWHERE = Nearness()


def nearness(mine: tuple[Place, ...], yours: tuple[Place, ...]) -> Nearness:
    """What the addresses of two contacts say; the two that are nearest count."""
    if not mine or not yours:
        return NOWHERE
    if len(mine) == 1 == len(yours):
        return _compared(*sorted((mine[0], yours[0])))
    return max(_compared(*sorted((one, other))) for one in mine for other in yours)


@lru_cache(maxsize=50_000)
def _compared(one: Place, other: Place) -> Nearness:
    bits, same_town, apart = _area(one, other)
    if not bits or not one.street or not other.street:
        return Nearness(bits, False, same_town, apart) if not apart else Nearness(-5.0, False, False, True)
    if _same_street(one.street, other.street):
        return Nearness(bits + 7, True, True)
    return Nearness(bits - 1, False, same_town, False, True)


def _area(one: Place, other: Place) -> tuple[float, bool, bool]:
    """(bits, whether it is one town, whether they are apart)."""
    by_code = bool(one.postcode and other.postcode)
    by_town = bool(one.town and other.town)
    same_code = by_code and one.postcode == other.postcode
    near_town = by_town and _same_town(one.town, other.town)
    if same_code:
        return (6.0, True, False) if near_town else (5.0, not by_town, False)
    if near_town:
        if not by_code:
            return 5.0, True, False
        near_code = OSA.distance(one.postcode, other.postcode) <= 1 or one.postcode[:2] == other.postcode[:2]
        return (3.0, True, False) if near_code else (1.0, False, False)
    return 0.0, False, by_code or by_town


@lru_cache(maxsize=50_000)
def _same_town(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if longer.startswith(shorter + " ") and len(shorter) > 3 and shorter not in ("saint", "sainte"):
        return True
    allowed = 2 if len(shorter) > 8 else 1
    return len(shorter) > 3 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


_NUMBER = re.compile(r"\d+")


def _same_street(one: str, other: str) -> bool:
    if one == other:
        return True
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    longest = max(len(one), len(other))
    return OSA.distance(one, other, score_cutoff=longest) <= max(1, longest // 6)
