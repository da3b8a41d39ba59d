"""Keys that two cards of one person share even where they are spelled differently: how candidates are found.

A slip somewhere in a name leaves at least one of them as it is: the consonants, the beginning or the end.
"""

from collections.abc import Iterator
from functools import lru_cache

from petitcrm.features.duplicates.companies import TRADES
from petitcrm.features.duplicates.likeness import Facts
from petitcrm.features.duplicates.name_lists import SHORT_FOR
from petitcrm.features.duplicates.names import Words, sound, without_particles

_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=50_000)
def bones(word: str) -> str:
    """The first sound of a word and the consonants after it."""
    heard = sound(word)
    return (heard[:1] + heard[1:].translate(_VOWELS))[:6]


def by_name(kind: str, given: Words, family: Words, company: Words) -> Iterator[str]:
    """The keys kept in the base for a card: letters and digits only, the first of them tells which key it is."""
    if kind == "company":
        yield from _of_company(company)
    else:
        yield from _of_person(given, family)


@lru_cache(maxsize=20_000)
def _stem(words: Words) -> str:
    return "".join(without_particles(words))


@lru_cache(maxsize=20_000)
def _first(given: Words) -> str:
    return sound(given[0]) if given else ""


def _of_person(given: Words, family: Words) -> Iterator[str]:
    stem, first = _stem(family), _first(given)
    if not stem or not first:
        if alone := stem or first:
            yield f"n{bones(alone)}"
        return
    yield from (f"a{bones(word)}{first[0]}" for word in _stems(family))
    if len(first) > 1:
        heard = sound(stem)
        yield f"b{first}{heard[:2]}"
        yield f"c{first}{heard[-3:]}"


@lru_cache(maxsize=20_000)
def _stems(family: Words) -> Words:
    """A family name as one word, and each of the words it is made of."""
    if len(family) < 2:
        return family
    return tuple(dict.fromkeys((_stem(family), *(word for word in without_particles(family) if len(word) > 2))))


def _of_company(company: Words) -> Iterator[str]:
    joined = sound("".join(company))
    if not joined:
        return
    yield f"k{bones(joined)}"
    yield f"h{joined[:5]}"
    for word in company:
        if word not in TRADES and len(word) > 2 and len(company) > 1:
            yield f"h{sound(word)[:5]}"


def swapped(given: Words, family: Words) -> Iterator[str]:
    """The keys of a card whose first and last name stand in each other's place."""
    if given and family:
        yield from _of_person(family, given)


def closer(facts: Facts) -> Iterator[str]:
    """What those of a large block must share besides its key: the name with the town, the employer, half of a number."""
    if facts.kind == "person":
        name = "".join(sorted((bones(_stem(facts.family)), _first(facts.given)[:1])))
    else:
        name = bones("".join(facts.company))
    yield from (f"{name} {at.town or at.postcode}" for at in facts.places)
    yield from (f"{name} {phone[:-4]}" for phone in facts.phones)
    yield from (f"{name} {email}" for email in facts.emails)
    if facts.kind == "person":
        if facts.company:
            yield f"{name} {''.join(facts.company)}"
        yield "".join(sorted((*facts.given, *facts.family)))
    elif facts.company:
        yield "".join(facts.company)


# ---- for a look at the whole base -----------------------------------------------------------------------------------


def of_names(facts: Facts) -> Iterator[str]:
    """Closer ones than while typing, where beginnings and ends would be half the base: a name less a consonant."""
    given, family = facts.given, facts.family
    if facts.kind == "company":
        yield from _of_whole_company(facts.company)
        return
    first = bones(_first(given))[:4]
    if first and family:
        for stem in _stems(family):
            yield "a" + " ".join(sorted((bones(stem)[:4], first)))
    stem, first = _stem(family), _first(given)
    if stem and len(first) > 1:
        heard = sound(stem)
        yield f"-{first}{heard}"
        for at, sign in enumerate(heard):
            if sign not in "aeiou":
                yield f"-{first}{heard[:at]}{heard[at + 1 :]}"


def _of_whole_company(company: Words) -> Iterator[str]:
    joined = sound("".join(company))
    yield f"k{bones(joined)}{joined[-2:]}"
    yield f"h{joined[:7]}"
    yield from (f"h{sound(word)}" for word in company if word not in TRADES and len(word) > 2)


def of_initials(facts: Facts) -> Iterator[str]:
    """What J. Dupont shares with Jean Dupont, and Alex with Alexandre."""
    for mine, yours in ((facts.given, facts.family), (facts.family, facts.given)):
        if mine:
            yield from (f"{bones(stem)}{mine[0][0]}" for stem in _stems(yours))


def is_begun(facts: Facts) -> bool:
    """Whether a name is only begun, or a short form of another."""
    given = "".join(facts.given)
    return bool(given) and (len(given) < 3 or given in SHORT_FOR or (bool(facts.family) and len(facts.family[0]) < 2))


def of_numbers(facts: Facts) -> Iterator[str]:
    yield from facts.phones
    yield from facts.emails


def of_surroundings(facts: Facts) -> Iterator[str]:
    """A name in its surroundings: it may be misspelled where the street or the employer is the same."""
    employer = "".join(facts.company)[:5] if facts.kind == "person" else ""
    for at in facts.places:
        if at.street and (at.postcode or at.town):
            yield f"s{at.postcode or at.town} {at.street}"
    if facts.kind == "company":
        yield from (f"d{domain}" for domain in facts.domains)
        return
    stem, first = _stem(facts.family), _first(facts.given)
    if stem and first:
        heard = sound(stem)
        yield from (f"t{heard}{first[0]} {at.town[:6]}" for at in facts.places if at.town)
    for word, other in ((stem, first), (first, stem)):
        if word:
            if employer:
                yield f"e{bones(word)} {employer}"
            if employer and other:
                yield f"g{sound(word)} {employer}{other[0]}"
