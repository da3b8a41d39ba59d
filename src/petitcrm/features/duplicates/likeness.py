"""How likely two cards are of one person or company, and why.

What they share is summed up in bits (weighing.py); some things can't be made up for by any sum: those limit the score.
"""

from typing import NamedTuple

from petitcrm.features.duplicates import names
from petitcrm.features.duplicates.companies import company_names, is_common
from petitcrm.features.duplicates.name_lists import COMMON_FAMILY, COMMON_GIVEN, GIVEN
from petitcrm.features.duplicates.names import (
    CLOSE,
    DIFFERENT,
    EQUAL,
    INITIAL,
    MISSING,
    NEAR,
    PART,
    SHORT,
    UNCLEAR,
    Words,
)
from petitcrm.features.duplicates.places import nearness
from petitcrm.features.duplicates.weighing import (
    BANDS,
    CERTAIN,
    NOTHING,
    POSSIBLE,
    REASONS,
    Facts,
    Likeness,
    Weighed,
    band_of,
    shared,
)

__all__ = ["BANDS", "REASONS", "Facts", "Likeness", "band_of", "likeness"]


def likeness(one: Facts, other: Facts) -> Likeness:
    """How likely two cards are of one person or company. The order of the two does not matter."""
    if one.kind != other.kind:
        return _person_and_company(one, other) if one.kind == "person" else _person_and_company(other, one)
    if _order(other) < _order(one):
        one, other = other, one
    return _people(one, other) if one.kind == "person" else _companies(one, other)


def _order(one: Facts) -> tuple[object, ...]:
    return one.given, one.family, one.company, one.phones, one.emails, one.places, one.domains


# ---- people ---------------------------------------------------------------------------------------------------------

# bits of (a rare name, a common one)
_FAMILY = {
    EQUAL: (13, 9.5), CLOSE: (10, 8), PART: (9, 7), UNCLEAR: (6, 5), INITIAL: (2, 2), MISSING: (0, 0), DIFFERENT: (-6, -6),
}  # fmt: skip
_GIVEN = {
    EQUAL: (7, 5.5), CLOSE: (6, 5), SHORT: (5, 4), INITIAL: (3, 3), PART: (2, 2), UNCLEAR: (1, 1), MISSING: (0, 0),
    NEAR: (-4, -4), DIFFERENT: (-6, -6),
}  # fmt: skip


class _Names(NamedTuple):
    """How near the names are."""

    given: str
    family: str
    swapped: bool = False

    def bits(self) -> float:
        return _FAMILY[self.family][0] + _GIVEN[self.given][0]


def _straight(one: Facts, other: Facts) -> _Names:
    return _Names(_ordered_given(one.given, other.given), _ordered_family(one.family, other.family))


def _ordered_given(one: Words, other: Words) -> str:
    return names.given_names(one, other) if one <= other else names.given_names(other, one)


def _ordered_family(one: Words, other: Words) -> str:
    return names.family_names(one, other) if one <= other else names.family_names(other, one)


def _crossed(mine: Words, yours: Words) -> str:
    """One card's first name beside the other's last name: as near as two family names are, an initial aside."""
    level = _ordered_given(mine, yours)
    return level if level in (EQUAL, CLOSE, INITIAL, SHORT) else _ordered_family(mine, yours)


def _compare_names(one: Facts, other: Facts) -> _Names:
    """The names in the order that fits better: people swap the two, and split them at the wrong place."""
    found = _straight(one, other)
    if found.given in _GOOD_GIVEN and found.family in _GOOD_FAMILY:
        return found
    mine, yours = one.given + one.family, other.given + other.family
    if len(mine) > 1 and (sorted(mine) == sorted(yours) or "".join(mine) == "".join(yours)):
        return _Names(EQUAL, EQUAL, one.given == other.family)
    if one.given and one.family and other.given and other.family:
        if one.given[0][0] == other.family[0][0] or one.family[0][0] == other.given[0][0]:
            crossed = _swap(one, other)
            if crossed is not None and crossed.bits() > found.bits():
                return crossed
        return found
    for first, second in ((one, other), (other, one)):
        if not first.given and len(first.family) > 1:
            found = max([found, *_splits(first.family, second)], key=_Names.bits)
    return found


_GOOD_GIVEN, _GOOD_FAMILY = frozenset((EQUAL, CLOSE, SHORT, INITIAL)), frozenset((EQUAL, CLOSE, PART))


def _swap(one: Facts, other: Facts) -> _Names | None:
    levels = _crossed(one.given, other.family), _crossed(one.family, other.given)
    good = (EQUAL, CLOSE)
    if levels[0] in good and levels[1] in good:
        return _Names(CLOSE if CLOSE in levels else EQUAL, EQUAL if levels[0] == EQUAL else CLOSE, True)
    if INITIAL in levels and (levels[0] in good or levels[1] in good):
        return _Names(INITIAL, EQUAL if EQUAL in levels else CLOSE, True)
    return None


def _splits(family: Words, other: Facts) -> list[_Names]:
    """A whole name in one field: its first or last word may be the first name."""
    found = []
    for given, rest in ((family[:1], family[1:]), (family[-1:], family[:-1])):
        names_so = _Names(_ordered_given(given, other.given), _ordered_family(rest, other.family))
        if names_so.given not in (MISSING, DIFFERENT, NEAR) and names_so.family not in (MISSING, DIFFERENT):
            found.append(names_so)
    return found


def _people(one: Facts, other: Facts) -> Likeness:
    said = _compare_names(one, other)
    if said.given == DIFFERENT and not _may_be_a_nickname(said, one, other):
        return NOTHING
    if not _share_a_number(one, other) and (said.family == DIFFERENT or _are_strangers(one, other)):
        return NOTHING
    found = shared(one, other)
    if not _may_be_one_person(said, found, one, other):
        return NOTHING
    _weigh_employers(found, one, other)
    is_common_family = _is_common(one.family, COMMON_FAMILY) or _is_common(other.family, COMMON_FAMILY)
    is_common_given = _is_common(one.given, COMMON_GIVEN) or _is_common(other.given, COMMON_GIVEN)
    found.bits += _FAMILY[said.family][is_common_family] + _GIVEN[said.given][is_common_given]
    _say_names(found, said)
    _limit_by_names(found, said, is_common_family and is_common_given)
    _limit_by_rest(found, one, other)
    return found.answer()


def _share_a_number(one: Facts, other: Facts) -> bool:
    return any(phone in other.phones for phone in one.phones) or any(email in other.emails for email in one.emails)


def _may_be_a_nickname(said: _Names, one: Facts, other: Facts) -> bool:
    """Two first names of which one is none we know, one last name and somebody's own number or mailbox: look at it."""
    if said.family not in (EQUAL, CLOSE) or not _share_a_number(one, other) or not _same_gender(one, other):
        return False
    return not {"".join(one.given), "".join(other.given)} <= GIVEN


def _are_strangers(one: Facts, other: Facts) -> bool:
    """Namesakes in another town, with another employer: what most cards of one name are, so this is asked early."""
    return (
        not (one.birthday and other.birthday)
        and nearness(one.places, other.places).apart
        and _company_level(one.company, other.company) == DIFFERENT
    )


def _is_common(name: Words, common: frozenset[str]) -> bool:
    return len(name) == 1 and name[0] in common


def _may_be_one_person(said: _Names, found: Weighed, one: Facts, other: Facts) -> bool:
    """Whether there is enough to look at it at all: families, colleagues and namesakes share much."""
    if said.given in (NEAR, DIFFERENT):
        return bool(found.strong) and said.family in (EQUAL, CLOSE) and _same_gender(one, other)
    if said.family == DIFFERENT:
        return bool(found.strong) and said.given in (EQUAL, CLOSE, SHORT) and _same_gender(one, other)
    if said.family in (MISSING, INITIAL):
        return bool(found.strong) or (said.given in (EQUAL, SHORT) and found.hard > 0)
    return said.given not in (MISSING, INITIAL, PART, UNCLEAR) or _same_gender(one, other)


def _same_gender(one: Facts, other: Facts) -> bool:
    return not one.gender or not other.gender or one.gender == other.gender


def _weigh_employers(found: Weighed, one: Facts, other: Facts) -> None:
    level = _company_level(one.company, other.company)
    if level == MISSING:
        return
    if level == DIFFERENT:
        found.add(-3)
        found.against += 1
        return
    less = 2 if is_common(one.company) or is_common(other.company) else 0
    if "domain" in found.codes:  # the domain says the same once more
        found.codes.remove("domain")
        found.bits -= 3
    if level == EQUAL:
        found.add(8 - less, "employer", hard=1)
    else:
        found.add((6 if level == CLOSE else 4) - less, "near_employer", hard=int(level == CLOSE))


def _company_level(one: Words, other: Words) -> str:
    return company_names(one, other) if one <= other else company_names(other, one)


def _say_names(found: Weighed, said: _Names) -> None:
    if said.given == EQUAL and said.family == EQUAL:
        found.codes.append("name")
    elif said.family == DIFFERENT:
        found.codes += ["given", "other_family"]
    elif said.given in (NEAR, DIFFERENT):
        found.codes += ["family", "near_given" if said.given == NEAR else "other_given"]
    elif said.family == MISSING:
        found.codes += ["given"] if said.given in (EQUAL, CLOSE) else []
    elif said.given == MISSING:
        found.codes.append("family" if said.family == EQUAL else "close_name")
    elif said.family in (EQUAL, PART) and said.given in _HOW_GIVEN:
        found.codes += ["family" if said.family == EQUAL else "part_family", _HOW_GIVEN[said.given]]
    elif said.family == PART:
        found.codes.append("part_family")
    else:
        found.codes.append("close_name")
    if said.swapped:
        found.codes.append("order")


_HOW_GIVEN = {INITIAL: "initial", SHORT: "short", PART: "part_given"}


def _limit_by_names(found: Weighed, said: _Names, is_common_name: bool) -> None:
    """What no sum makes up for: a first name that is another, or only half known."""
    if said.given in (NEAR, DIFFERENT):
        found.cap(60)
    elif said.family == DIFFERENT:
        found.cap(75 if found.hard > 1 else 62)
    elif said.family in (MISSING, INITIAL):
        found.cap(80 if said.given in (EQUAL, SHORT, CLOSE) else 75)
    elif said.given in (MISSING, UNCLEAR) or said.family == UNCLEAR:
        found.cap(88)
    elif said.given == PART:
        found.cap(86 if found.strong else 65)
    if said.given == INITIAL or said.family == PART:
        found.cap(100 if found.strong else 89)
    if not found.hard:
        _limit_to_hearsay(found, said, is_common_name)
    if not _is_enough(found, said, is_common_name):
        found.cap(CERTAIN - 1)


def _is_enough(found: Weighed, said: _Names, is_common_name: bool) -> bool:
    """Whether what is shared beside the names can make it certain."""
    if found.strong or found.hard > 1:
        return True
    if not found.hard or said.family != EQUAL or is_common_name:
        return False
    return not (found.against and "employer" in found.codes)  # a namesake in a large company


_UNSEEN = 39  # a namesake: not even shown while typing


def _limit_to_hearsay(found: Weighed, said: _Names, is_common_name: bool) -> None:
    """Only the names, and perhaps the town, are the same: what differs weighs more then."""
    if said.given in (INITIAL, MISSING, PART, UNCLEAR) or UNCLEAR in said:
        found.cap(POSSIBLE - 1)
    if not found.place.same_town:
        found.cap(_UNSEEN if found.against else 62)
    elif found.against > 1 or (found.against and is_common_name):
        found.cap(_UNSEEN)
    else:
        found.cap(75 if said.family == EQUAL and not found.against else 60)


def _limit_by_rest(found: Weighed, one: Facts, other: Facts) -> None:
    if not _same_gender(one, other):
        found.add(-5, "other_gender")
        found.cap(80)
    if one.generation != other.generation:
        found.cap(65)
    if not found.place.apart or {"phone", "birthday"} & set(found.codes):
        return
    if one.phones and other.phones and "near_phone" not in found.codes:
        found.cap(74)  # the mailbox of a namesake: another town, another phone
    is_elsewhere = _company_level(one.company, other.company) in (DIFFERENT, MISSING)
    if is_elsewhere and not {"email", "shared_email"} & set(found.codes):
        found.cap(60)


# ---- companies ------------------------------------------------------------------------------------------------------

_COMPANY = {EQUAL: (15.5, 11.0), CLOSE: (12.5, 8.0), PART: (8.0, 5.0)}


def _companies(one: Facts, other: Facts) -> Likeness:
    level = _company_level(one.company, other.company)
    if level not in _COMPANY:
        return NOTHING
    found = shared(one, other)
    if "shared_email" in found.codes:  # contact@… is a company's own address
        found.add(5, strong=1)
    found.add(-1.5 * found.against)  # a company keeps its number longer than a person does
    if "domain" in found.codes and found.place.same_town:
        found.add(3, hard=1)
    found.bits += _COMPANY[level][is_common(one.company) or is_common(other.company)]
    found.codes.append({EQUAL: "name", CLOSE: "close_name", PART: "part_company"}[level])
    _limit_companies(found, level, one, other)
    return found.answer()


def _limit_companies(found: Weighed, level: str, one: Facts, other: Facts) -> None:
    """Branches bear one name in several towns."""
    shares = {"phone", "email", "shared_email"} & set(found.codes)
    if found.place.apart or (found.place.bits > 0 and not found.place.same_town):
        found.add(-3)
        found.cap(88 if shares else 60)
    if found.place.apart and one.phones and other.phones and "phone" not in found.codes and "email" not in found.codes:
        found.cap(_UNSEEN)
    if not found.hard:
        is_telling = len(one.company) > 1 or len(other.company) > 1 or found.place.same_town
        found.cap(80 if level == EQUAL and found.place.same_town else 62 if is_telling else POSSIBLE - 1)
    if level == PART or (level == CLOSE and not (shares or found.hard > 1)):
        found.cap(88)


def _person_and_company(person: Facts, company: Facts) -> Likeness:
    """Somebody who is a card as a person, and one as a company of that very name."""
    name = sorted((*person.given, *person.family))
    if len(name) < 2 or name != sorted(company.company) or person.company:
        return NOTHING
    found = shared(person, company)
    if not found.hard:
        return NOTHING
    found.add(15, "name")
    found.add(0, "kinds")
    found.cap(60)
    return found.answer()
