"""The towns of a postcode, without a network: a list that is shipped (France and its overseas departments).

Source: Insee and La Poste under the Licence Ouverte, see resources/towns. It knows no CEDEX.
"""

import gzip
import re
from functools import cache

from petitcrm.base.paths import resource
from petitcrm.base.text import key


@cache
def _lines() -> dict[str, str]:
    text = gzip.decompress(resource("towns", "fr.txt.gz").read_bytes()).decode()
    return dict(line.split("\t", 1) for line in text.splitlines())


def towns_of(postcode: str, country: str = "FR") -> list[str]:
    """The towns of a postcode, the largest first; none where it is not known (or not French)."""
    if country not in ("", "FR"):
        return []
    return _lines().get(postcode.replace(" ", ""), "").partition("|")[0].split(";") if _known(postcode) else []


def _known(postcode: str) -> bool:
    return postcode.replace(" ", "") in _lines()


def mismatch(postcode: str, town: str, country: str = "FR") -> list[str]:
    """The towns of `postcode` where `town` is none of them, nor part of one or a former one; [] when nothing is wrong.

    A CEDEX, an unknown postcode or an address abroad are not judged.
    """
    found = towns_of(postcode, country)
    if not found or not town.strip() or re.search(r"\bcedex\b", town, re.IGNORECASE):
        return []
    said = _plain(town)
    names = _lines()[postcode.replace(" ", "")].replace("|", ";").split(";")
    return [] if any(_plain(name) == said for name in names) else found


def is_unknown(postcode: str, country: str = "FR") -> bool:
    """Whether five digits are no postcode of a French town; a CEDEX code is none, either (98xxx are not in the list)."""
    digits = postcode.replace(" ", "")
    is_code = len(digits) == 5 and digits.isdecimal() and not digits.startswith("98")
    return country in ("", "FR") and is_code and digits not in _lines()


def _plain(town: str) -> str:
    """A town as it is compared: "St-Étienne" is "saint etienne", "Lyon 3e arrondissement" is "lyon"."""
    words = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in key(town).split()]
    if words[:1] and words[0] in ("paris", "lyon", "marseille"):
        words = [word for word in words if not (word[0].isdigit() or word.startswith("arr"))]
    if words[:1] and words[0] in ("le", "la", "les", "l") and len(words) > 1:
        words = words[1:]
    return " ".join(words)
