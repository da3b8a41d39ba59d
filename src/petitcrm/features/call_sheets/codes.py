"""The short code of a line: a contact's key in an alphabet that is read and typed without mistakes; nothing is stored.

27 signs: no vowels (no words), no 0, O, 1, I, L (no look-alikes). The last sign is a check: with the weights 1, 2, 4, 8… from
the right the sum of all signs is a multiple of 27. A power of two and the difference of two neighbouring ones have no common divisor
with 27, so that one wrong sign, or two neighbours swapped, always changes the sum.
"""

from petitcrm.base.errors import Problem
from petitcrm.base.language import _

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
BASE = len(ALPHABET)
LEAST_SIGNS, MOST_SIGNS = 2, 12  # besides the check
_VALUE: dict[str, int] = {sign: value for value, sign in enumerate(ALPHABET)}
_BEFORE = int(sum(BASE**length for length in range(1, LEAST_SIGNS)))  # the codes that would be too short


def code_of(contact_id: int) -> str:
    """The code of a contact: three signs for the first 729, four up to 20,412."""
    rest, signs = contact_id + _BEFORE, ""
    while rest > 0:  # every length is used to the full: 27 numbers of one sign, the next 729 of two …
        rest, value = divmod(rest - 1, BASE)
        signs = ALPHABET[value] + signs
    return signs + ALPHABET[-2 * _sum(signs) % BASE]


def contact_of(code: str) -> int:
    """The contact that `code` stands for, typed in capitals or not, with blanks or not. Problem where it is no code."""
    signs = "".join(code.upper().split())
    strange = next((sign for sign in signs if sign not in _VALUE), "")
    if strange:
        raise Problem(
            _("“{sign}” is in no code.").format(sign=strange),
            _("A code has digits from 2 to 9 and consonants, as printed at the left of the line."),
        )
    if not LEAST_SIGNS < len(signs) <= MOST_SIGNS + 1 or _sum(signs) % BASE:
        raise Problem(
            _("“{code}” is no code: a character is wrong, missing or out of place.").format(code=code.strip()[:20]),
            _("Type it as printed at the left of the line."),
        )
    number = 0
    for sign in signs[:-1]:
        number = number * BASE + _VALUE[sign] + 1
    return number - _BEFORE


def _sum(signs: str) -> int:
    return sum(_VALUE[sign] << at for at, sign in enumerate(reversed(signs)))
