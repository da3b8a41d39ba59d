"""Those who share an address: who they are, and the lines of names above it.

At home everybody at the address, whatever the surname: a line for each household, two single people on one line where
it is short enough. A block has six lines (norms: NF Z10-011); where more names would stand than it has room for, the
last line says that there are others, in the letter's language. A company is an addressee of its own, even where other
companies have the same street and number, or people live there: the post brings its letters to its own box. Its people
stand under its name where they fit on one line; where they do not, it is the company alone, which hands the letter on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from petitcrm.base.addresses import LINE_LENGTH, block
from petitcrm.base.cards import Address
from petitcrm.base.text import key
from petitcrm.features.letters.household import AND, household_line, where
from petitcrm.features.letters.recipient import Recipient, name_lines, person_line
from petitcrm.features.letters.salutation import supported

MOST_LINES = 6  # of a block; abroad the country stands on a seventh
_OTHERS = {"fr": "et les autres occupants", "en": "and the other residents", "de": "und die übrigen Bewohner",
           "es": "y los demás residentes", "it": "e gli altri residenti"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The lines above the address, and the places among the members of those whose names stand there."""

    lines: list[str]
    address: Address
    people: tuple[int, ...]
    function: str = ""


def is_vague(place: Address) -> bool:
    """Whether an address says no more than the town: people there have nothing in common."""
    return not any(part.strip() for part in (place.street, place.locality, place.building, place.recipient))


def keys(recipients: Sequence[Recipient]) -> list[object]:
    """Beside each recipient what those of its letter have in common, None for who gets one alone.

    Who works at home is written to with the company that sits there, and not twice.
    """
    places = [None if is_vague(one.address) else where(one.address) for one in recipients]
    firms = [_firm(one) for one in recipients]
    seats = {(firm, place) for firm, place, one in zip(firms, places, recipients, strict=True) if _is_at_work(one)}
    return [
        None if place is None or not (firm or one.is_person) else (firm if (firm, place) in seats else "", place)
        for firm, place, one in zip(firms, places, recipients, strict=True)
    ]


def _firm(one: Recipient) -> str:
    name = one.company.strip() or ("" if one.is_person else one.family_name.strip())
    return key(name) or name


def _is_at_work(one: Recipient) -> bool:
    return not one.is_person or (bool(one.company.strip()) and one.address.label != "home")


def named(members: Sequence[Recipient]) -> Named:
    """How the letter of two or more at one address is addressed."""
    people = [at for at, one in enumerate(members) if one.is_person]
    if any(_is_at_work(one) for one in members):
        return _of_company(members, people)
    address = members[0].address
    return Named(_of_home(members, _room(address)), address, tuple(people))


def _room(address: Address) -> int:
    """How many lines of names an address leaves."""
    most = MOST_LINES + (address.country.upper() not in ("", "FR"))
    return max(1, most - len(block((), address)))


def _of_home(members: Sequence[Recipient], room: int) -> list[str]:
    language = supported(members[0].language)
    households = _households(members)
    lines = [_line(one) for one in households]
    if len(lines) == 2 and all(len(one) == 1 for one in households):
        both = _joined(lines, language)
        lines = [both] if len(both) <= LINE_LENGTH or room == 1 else lines
    if len(lines) <= room:
        return lines
    others = _OTHERS[language]
    if room > 1:
        return [*lines[: room - 1], others]
    with_others = f"{lines[0]} {others}"
    return [with_others] if len(with_others) <= LINE_LENGTH else lines[:1]


def _of_company(members: Sequence[Recipient], people: list[int]) -> Named:
    own = next((one for one in members if not one.is_person), None)
    first = own or next(one for one in members if _is_at_work(one))
    head = name_lines(own) if own else [first.company]
    room = max(0, _room(first.address) - len(head))
    if len(people) == 1:
        one = members[people[0]]
        lines = name_lines(one)[1:] if _is_at_work(one) else [person_line(one)]
        if len(lines) <= room:
            return Named([*head, *lines], first.address, tuple(people), one.job_title)
    households = _households([members[at] for at in people])
    both = _joined([_line(one) for one in households], supported(first.language))
    if both and room and len(both) <= LINE_LENGTH:
        return Named([*head, both], first.address, tuple(people))
    return Named(head, first.address, ())


def _households(members: Sequence[Recipient]) -> list[list[Recipient]]:
    """The people of one surname together; who has none is alone."""
    found: dict[object, list[Recipient]] = {}
    for at, one in enumerate(members):
        family = one.family_name.strip()
        found.setdefault(key(family) or family or at, []).append(one)
    return list(found.values())


def _line(household: list[Recipient]) -> str:
    return household_line(household) if len(household) > 1 else person_line(household[0])


def _joined(names: Sequence[str], language: str) -> str:
    """ "A", "A et B", "A, B et C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {AND[language]} {names[-1]}"
