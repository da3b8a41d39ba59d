"""Who shares a letter or a label: one per person, household, company or address. Plain values; nobody is lost.

A household is the same surname at the same private address; a company, the same employer; at an address, whoever has
it (neighbours.py). Names are joined in the language of the first recipient, as its address lines are written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from petitcrm.base.cards import Address
from petitcrm.base.language import mark
from petitcrm.base.text import key
from petitcrm.features.letters import neighbours
from petitcrm.features.letters.household import household_line, where
from petitcrm.features.letters.recipient import Recipient, name_lines

PERSON, HOUSEHOLD, COMPANY, ADDRESS = "person", "household", "company", "address"
PER = (
    (PERSON, mark("one per person")),
    (HOUSEHOLD, mark("one per household")),
    (COMPANY, mark("one per company")),
    (ADDRESS, mark("one per address")),
)
ORDER = (("postcode", mark("by postcode")), ("list", mark("as in the list")))


@dataclass(slots=True)
class Addressee:
    """One label: the lines above the postal address, the address, and the places of those it goes to in the list.

    `function` is what may stand after the person's name on one of the lines: on a narrow label it gets its own.
    `named` are the places of the people whose names stand on it.
    """

    names: list[str]
    address: Address
    places: tuple[int, ...]
    function: str = ""
    named: tuple[int, ...] = ()


EMPLOYERS_ASKED = (COMPANY, ADDRESS)  # for these it counts who works where


def joined(recipients: Sequence[Recipient], per: str, employers: Sequence[int | None] = ()) -> list[Addressee]:
    """The labels for `recipients`, each where the first of those it goes to stood.

    `employers` holds, beside each recipient, the key of the company it is or works for, where that is known; below 0 where
    that company may not be written to: who works there is written to alone, never in its name.
    """
    if per == PERSON:
        return [_alone(one, at) for at, one in enumerate(recipients)]
    keys: Callable[[int], object]
    if per == ADDRESS:
        shared = neighbours.keys(recipients)
        keys = lambda at: None if _is_barred(recipients[at], employers[at] if employers else None) else shared[at]  # noqa: E731
    elif per == HOUSEHOLD:
        keys = lambda at: _household(recipients[at])  # noqa: E731
    else:
        keys = lambda at: _company(recipients[at], employers[at] if employers else None)  # noqa: E731
    groups: dict[object, list[int]] = {}
    for at in range(len(recipients)):
        groups.setdefault(keys(at) or ("alone", at), []).append(at)
    make = {HOUSEHOLD: _of_household, ADDRESS: _of_address}.get(per, _of_company)
    return [
        _alone(recipients[places[0]], places[0])
        if len(places) == 1
        else make([recipients[at] for at in places], tuple(places))
        for places in groups.values()
    ]


def _is_barred(one: Recipient, employer: int | None) -> bool:
    """Whether somebody is written to at a company that may not be written to."""
    return employer is not None and employer < 0 and one.address.label != "home"


def _alone(one: Recipient, at: int) -> Addressee:
    return Addressee(name_lines(one), one.address, (at,), one.job_title)


def _household(one: Recipient) -> object:
    """What the members of a household share; None for who is written to at work, or has no surname."""
    at_work = one.company.strip() and one.address.label != "home"
    if not one.is_person or at_work or not one.family_name.strip() or neighbours.is_vague(one.address):
        return None
    return key(one.family_name) or one.family_name, where(one.address)


def _company(one: Recipient, employer: int | None) -> object:
    """What those of one company share; None for who has none, or is written to at home."""
    name = one.company.strip() or (one.family_name.strip() if one.kind == "company" else "")
    if not name or one.address.label == "home":
        return None
    return employer if employer is not None else (key(name) or name, where(one.address))


def _of_household(members: Sequence[Recipient], places: tuple[int, ...]) -> Addressee:
    return Addressee([household_line(members)], members[0].address, places)


def _of_address(members: Sequence[Recipient], places: tuple[int, ...]) -> Addressee:
    found = neighbours.named(members)
    named = tuple(places[at] for at in found.people)
    return Addressee(found.lines, found.address, places, found.function, named)


def _of_company(members: Sequence[Recipient], places: tuple[int, ...]) -> Addressee:
    """The company alone, at its own address where it is among them, otherwise where most of them are."""
    own = next((one for one in members if one.kind == "company"), None)
    if own is not None:
        return Addressee(name_lines(own), own.address, places)
    all_places = [where(one.address) for one in members]
    first = members[max(range(len(members)), key=lambda at: (all_places.count(all_places[at]), -at))]
    return Addressee([first.company], first.address, places)


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
