"""Who shares a letter or a label: one per person, per household or per company. Plain values; nobody is lost.

A household is the same surname at the same private address; a company, the same employer. Names are joined in the
language of the first recipient, as its address lines are written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from petitcrm.base.addresses import LINE_LENGTH, block
from petitcrm.base.cards import Address
from petitcrm.base.language import mark
from petitcrm.base.text import key
from petitcrm.features.letters.recipient import Recipient, name_lines
from petitcrm.features.letters.salutation import address_civility, kind_of, supported

PERSON, HOUSEHOLD, COMPANY = "person", "household", "company"
PER = (
    (PERSON, mark("one per person")),
    (HOUSEHOLD, mark("one per household")),
    (COMPANY, mark("one per company")),
)
ORDER = (("postcode", mark("by postcode")), ("list", mark("as in the list")))

_AND = {"fr": "et", "en": "and", "de": "und", "es": "y", "it": "e"}
_FAMILY = {"fr": "Famille {name}", "en": "The {name} family", "de": "Familie {name}", "es": "Familia {name}",
           "it": "Famiglia {name}"}  # fmt: skip


@dataclass(slots=True)
class Addressee:
    """One label: the lines above the postal address, the address, and the places of those it goes to in the list.

    `function` is what may stand after the person's name on one of the lines: on a narrow label it gets its own.
    """

    names: list[str]
    address: Address
    places: tuple[int, ...]
    function: str = ""


def joined(recipients: Sequence[Recipient], per: str, employers: Sequence[int | None] = ()) -> list[Addressee]:
    """The labels for `recipients`, each where the first of those it goes to stood.

    `employers` holds, beside each recipient, the key of the company it is or works for, where that is known.
    """
    if per == PERSON:
        return [_alone(one, at) for at, one in enumerate(recipients)]
    keys: Callable[[int], object] = (
        (lambda at: _household(recipients[at])) if per == HOUSEHOLD
        else (lambda at: _company(recipients[at], employers[at] if employers else None))
    )  # fmt: skip
    groups: dict[object, list[int]] = {}
    for at in range(len(recipients)):
        groups.setdefault(keys(at) or ("alone", at), []).append(at)
    make = _of_household if per == HOUSEHOLD else _of_company
    return [
        _alone(recipients[places[0]], places[0])
        if len(places) == 1
        else make([recipients[at] for at in places], tuple(places))
        for places in groups.values()
    ]


def _alone(one: Recipient, at: int) -> Addressee:
    return Addressee(name_lines(one), one.address, (at,), one.job_title)


def _household(one: Recipient) -> object:
    """What the members of a household share; None for who is written to at work, or has no surname."""
    at_work = one.company.strip() and one.address.label != "home"
    place = one.address
    is_vague = not any(part.strip() for part in (place.street, place.locality, place.building, place.recipient))
    if not one.is_person or at_work or not one.family_name.strip() or is_vague:
        return None
    return key(one.family_name) or one.family_name, _where(place)


def _company(one: Recipient, employer: int | None) -> object:
    """What those of one company share; None for who has none, or is written to at home."""
    name = one.company.strip() or (one.family_name.strip() if one.kind == "company" else "")
    if not name or one.address.label == "home":
        return None
    return employer if employer is not None else (key(name) or name, _where(one.address))


def _where(address: Address) -> tuple[str, ...]:
    """An address as the post reads it: "12, rue de l'Église" and "12 RUE DE L EGLISE" are one."""
    return tuple(key(line) for line in block((), address))


def _of_household(members: Sequence[Recipient], places: tuple[int, ...]) -> Addressee:
    return Addressee([household_line(members)], members[0].address, places)


def _of_company(members: Sequence[Recipient], places: tuple[int, ...]) -> Addressee:
    """The company alone, at its own address where it is among them, otherwise where most of them are."""
    own = next((one for one in members if one.kind == "company"), None)
    if own is not None:
        return Addressee(name_lines(own), own.address, places)
    where = [_where(one.address) for one in members]
    first = members[max(range(len(members)), key=lambda at: (where.count(where[at]), -at))]
    return Addressee([first.company], first.address, places)


def household_line(members: Sequence[Recipient]) -> str:
    """The name line of two or more of one surname: "M. et Mme Jean et Anne ROCHE", "Mmes …", "Famille ROCHE"."""
    language = supported(members[0].language)
    family = members[0].family_name.strip().upper()
    whole = _FAMILY[language].replace("{name}", family)
    if len(members) > 2:
        return whole
    first, second = members
    kinds = {kind_of(first.civility), kind_of(second.civility)}
    given = f" {_AND[language]} ".join(one.given_name.strip() for one in (first, second) if one.given_name.strip())
    civility = ""
    if kinds == {"man", "woman"}:
        civility = address_civility("m et mme", language)
        if kind_of(first.civility) == "woman":
            given = _given(second, first, language)
    elif len(kinds) == 1 and kinds <= {"man", "woman"}:
        civility = {"man": "MM.", "woman": "Mmes"}[kinds.pop()] if language == "fr" else ""
    elif "couple" in kinds:
        return whole
    elif kinds != {""}:
        return _each_with_civility(first, second, family, language) or whole
    full = " ".join(part for part in (civility, given, family) if part)
    if len(full) <= LINE_LENGTH:
        return full
    return f"{civility} {family}" if civility else whole


def _given(first: Recipient, second: Recipient, language: str) -> str:
    names = [one.given_name.strip() for one in (first, second)]
    return f" {_AND[language]} ".join(name for name in names if name)


def _each_with_civility(first: Recipient, second: Recipient, family: str, language: str) -> str:
    """ "Dr Jean et Mme Anne ROCHE"; nothing where that is too long for a line."""
    parts = [
        " ".join(word for word in (address_civility(one.civility, language), one.given_name.strip()) if word)
        for one in (first, second)
    ]
    line = f"{f' {_AND[language]} '.join(part for part in parts if part)} {family}"
    return line if len(line) <= LINE_LENGTH else ""


def in_order(labels: Sequence[Addressee], order: str, country: str) -> list[Addressee]:
    """The labels by country (the sender's first), postcode, town and street for "postcode", else as they are."""
    if order != "postcode":
        return list(labels)
    home = country.upper() or "FR"

    def sorted_by(one: Addressee) -> tuple[bool, str, str, str, str]:
        address = one.address
        where = address.country.upper() or home
        code = address.postcode.replace(" ", "").upper()
        return where != home, where, code, key(address.town), key(address.street)

    return sorted(labels, key=sorted_by)
