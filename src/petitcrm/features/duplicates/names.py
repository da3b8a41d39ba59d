"""How near two names are. All words come folded: small letters, no accents."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from petitcrm.features.duplicates.name_lists import COMMON_FAMILY, GIVEN, SHORT_FOR, word_set

Words = tuple[str, ...]

# How near: of given names, family names and names of companies.
MISSING = "missing"  # at least one of the two says nothing
EQUAL = "equal"
CLOSE = "close"  # another spelling or a slip of the finger
SHORT = "short"  # Fred for Frédéric
INITIAL = "initial"
PART = "part"  # Jean of Jean-Pierre, Durand of Martin-Durand
UNCLEAR = "unclear"  # too far for a slip, too near to be another name
NEAR = "near"  # another name that looks like it: Paul and Pauline
DIFFERENT = "different"

PARTICLES = word_set(
    "de du des d la le les l van von der den ter ten zu zum zur di da do dos das del della dello af av el al bin ibn"
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """`word` without what the ear does not tell apart: double consonants, h, ph and f, c and k, y and i, umlauts as ue."""
    for written, heard in _HEARD:
        if written in word:
            word = word.replace(written, heard)
    kept = []
    last = ""
    for at, sign in enumerate(word):
        if sign == "c":
            sign = "s" if word[at + 1 : at + 2] in ("e", "i") else "k"
        if sign != last or sign in "aeiou":
            kept.append(sign)
        last = sign
    return "".join(kept)


_HEARD = (
    ("sch", "x"), ("ch", "x"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("ue", "u"), ("oe", "o"), ("ae", "a"),
    ("eau", "o"), ("au", "o"), ("y", "i"), ("z", "s"), ("w", "v"), ("h", ""),
)  # fmt: skip


def _is_slip(one: str, other: str) -> bool:
    """Whether one may be the other typed wrongly: one slip in a short word, two in a long one."""
    shorter = min(len(one), len(other))
    if shorter < 4:
        return False
    allowed = 2 if shorter >= 8 else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _is_unclear(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter == 3:
        return len(one) != len(other) and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1
    return (
        shorter >= 5
        and OSA.distance(one, other, score_cutoff=3) <= (2 if shorter < 9 else 3)
        and JaroWinkler.similarity(one, other) >= 0.88
    )


# ---- given names ----------------------------------------------------------------------------------------------------

# What makes the name of a man that of a woman, or of one language that of another: never a slip.
_ENDINGS = frozenset(
    tuple(sorted(pair.split("-")))
    for pair in word_set(
        "-e -ne -le -te -tte -ine -ette -a -ia -ina -ie -ee a-e a-o e-o us-a o-a i-e ie-a ia-ie e-ine n-ne y-ie us-e s-e"
    )
)


@lru_cache(maxsize=50_000)
def given_names(one: Words, other: Words) -> str:
    """How near two given names are."""
    if not one or not other:
        return MISSING
    first, second = "".join(one), "".join(other)
    if first == second or sorted(one) == sorted(other):
        return EQUAL if len(first) > 2 else INITIAL
    if _are_initials(one, other) or _are_initials(other, one):
        return INITIAL
    if len(one) == len(other):
        found = [_given_name(*pair) for pair in zip(one, other, strict=True)]
        worst = max(found, key=_WORST.index)
        return worst if len(one) == 1 or worst != DIFFERENT else _given_name(first, second)
    found_together = _given_name(first, second) if sound(first) == sound(second) else _compound(one, other)
    return found_together if found_together != DIFFERENT else _given_name(first, second)


_WORST = (EQUAL, CLOSE, SHORT, INITIAL, PART, UNCLEAR, NEAR, DIFFERENT)


def _are_initials(one: Words, other: Words) -> bool:
    """Whether `one` are the first letters of `other`: J for Jean, J-P or JP for Jean-Pierre, Ph for Philippe."""
    short = "".join(one)
    firsts = "".join(word[0] for word in other)
    if all(len(word) == 1 for word in one):
        return firsts.startswith(short) or short.startswith(firsts)
    return len(one) == 1 and len(short) == 2 and (firsts == short or (len(other) == 1 and other[0].startswith(short)))


def _given_name(one: str, other: str) -> str:
    if one == other:
        return EQUAL
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else DIFFERENT
    if _is_short_for(one, other) or _is_short_for(other, one):
        return SHORT
    if sound(one) == sound(other):
        return CLOSE
    if one in GIVEN and other in GIVEN:
        return NEAR if OSA.distance(one, other, score_cutoff=1) <= 1 or _is_ending(one, other) else DIFFERENT
    if _is_ending(one, other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        is_cut = len(longer) == len(shorter) + 1 and longer in GIVEN and shorter not in GIVEN
        return CLOSE if is_cut else NEAR
    if _is_slip(one, other):
        return CLOSE
    return UNCLEAR if _is_unclear(one, other) else DIFFERENT


def _is_short_for(short: str, full: str) -> bool:
    if full in SHORT_FOR.get(short, ()):
        return True
    return (
        3 <= len(short) <= len(full) - 2
        and short not in GIVEN
        and full.startswith(short)
        and not _is_ending(short, full)
    )


def _is_ending(one: str, other: str) -> bool:
    """Whether only the ending differs, in the way that makes another name of it."""
    at = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        at += 1
    return at >= 3 and tuple(sorted((one[at:], other[at:]))) in _ENDINGS


def _compound(one: Words, other: Words) -> str:
    """Jean of Jean-Pierre; a second name that is only an initial (John F.) says nothing against."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    rest = list(longer)
    for word in shorter:
        near = next((there for there in rest if _given_name(word, there) in (EQUAL, CLOSE)), None)
        if near is None:
            return DIFFERENT
        rest.remove(near)
    return EQUAL if all(len(word) == 1 for word in rest) else PART


# ---- family names ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def family_names(one: Words, other: Words) -> str:
    """How near two family names are."""
    if not one or not other:
        return MISSING
    first, second = "".join(one), "".join(other)
    if first == second or sorted(one) == sorted(other):
        return EQUAL if len(first) > 1 else INITIAL
    if len(first) == 1 or len(second) == 1:
        return INITIAL if first[0] == second[0] else DIFFERENT
    if sound(first) == sound(second):
        return CLOSE
    if first in COMMON_FAMILY and second in COMMON_FAMILY:
        return UNCLEAR if _is_slip(first, second) else DIFFERENT  # Lefebvre, Lefèvre: two names, often confused
    if _is_slip(first, second):
        return CLOSE
    if len(one) > 1 or len(other) > 1:
        return _part(one, other)
    if min(len(first), len(second)) > 4 and _is_slip(sound(first), sound(second)):
        return CLOSE
    return UNCLEAR if _is_unclear(first, second) else DIFFERENT


def without_particles(words: Words) -> Words:
    """The words of a family name that tell it apart: Tour of de La Tour."""
    return tuple(word for word in words if word not in PARTICLES) or words


def _part(one: Words, other: Words) -> str:
    """Durand of Martin-Durand; the particles alone are another spelling."""
    mine, yours = without_particles(one), without_particles(other)
    first, second = "".join(mine), "".join(yours)
    if first == second or sorted(mine) == sorted(yours):
        return CLOSE
    shorter, longer = (mine, yours) if len(mine) <= len(yours) else (yours, mine)
    if len(shorter) == len(longer):
        if len(shorter) > 1 and all(a == b or _is_slip(a, b) for a, b in zip(shorter, longer, strict=True)):
            return CLOSE
        return CLOSE if _is_slip(first, second) and not {first, second} <= COMMON_FAMILY else DIFFERENT
    if _all_among(shorter, longer) and len("".join(shorter)) > 2:
        return PART
    return CLOSE if _is_slip(first, second) else DIFFERENT


def _all_among(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    rest = list(longer)
    for word in shorter:
        near = next((there for there in rest if word == there or _is_slip(word, there)), None)
        if near is None:
            return False
        rest.remove(near)
    return True
