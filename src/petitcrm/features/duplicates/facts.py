"""What cards are compared by, read from the base or from what is being typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from petitcrm.base import people, phones
from petitcrm.base.text import digits, words
from petitcrm.features.duplicates.companies import core
from petitcrm.features.duplicates.likeness import Facts
from petitcrm.features.duplicates.name_lists import word_set
from petitcrm.features.duplicates.names import Words
from petitcrm.features.duplicates.places import Place, place
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as far as it is typed. `name` is a whole name in any order, where there are no two fields for it."""

    kind: str = "person"
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    postcode: str = ""
    town: str = ""
    street: str = ""
    birthday: str = ""
    name: str = ""


_PUBLIC = word_set(
    "gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx web freenet arcor t-online orange wanadoo free sfr "
    "neuf laposte bbox numericable club-internet aliceadsl alice voila cegetel noos libertysurf tele2 skynet telenet proximus "
    "bluewin hispeed sunrise protonmail proton tutanota mail posteo btinternet sky virginmedia talktalk ntlworld comcast "
    "facebook linkedin instagram twitter youtube pagesjaunes xing google "
    "verizon att libero virgilio tiscali tin telefonica yandex zoho fastmail hey pm"
)


@lru_cache(maxsize=50_000)
def _own_domain(domain: str) -> str:
    """The domain of an address or page where it is its owner's, "" where it is a public provider's."""
    labels = domain.split(".")
    if len(labels) < 2:
        return ""
    at = -3 if len(labels) > 2 and labels[-2] in ("co", "com", "org", "gouv", "ac") and len(labels[-1]) == 2 else -2
    own = labels[at]
    return "" if own in _PUBLIC else ".".join(labels[at:])


def _host(url: str) -> str:
    return re.sub(r"^(?:[a-z]+://)?(?:www\.)?", "", url.strip().lower()).split("/")[0].split(":")[0]


_MEN = frozenset(("M.", "Mr", "Herr", "Sr.", "Sig.", "Dhr.", "Père", "Abbé", "Sir", "Lord"))
_WOMEN = frozenset(("Mme", "Mlle", "Mrs", "Ms", "Miss", "Frau", "Sra.", "Sig.ra", "Mevr.", "Sœur", "Lady", "Dre"))


@lru_cache(maxsize=1_000)
def _gender(civility: str) -> str:
    written = people.clean_civility(civility) if civility else ""
    return "m" if written in _MEN else "f" if written in _WOMEN else ""


_JUNIOR = frozenset(("jr", "jun", "junior", "fils", "ii", "iii"))
_SENIOR = frozenset(("sr", "sen", "senior", "pere", "mere"))


@lru_cache(maxsize=50_000)
def family_words(text: str) -> tuple[Words, str]:
    """(the words of a family name, which generation it says)."""
    said = tuple(words(text))
    if len(said) > 1:
        if said[-1] in _JUNIOR:
            return said[:-1], "junior"
        if said[-1] in _SENIOR:
            return said[:-1], "senior"
    return said, ""


@lru_cache(maxsize=50_000)
def given_words(text: str) -> Words:
    """The words of a given name."""
    return tuple(words(text))


OVERSEAS = ("+262", "+590", "+594", "+596")  # of nine digits after it, written like French ones at home


def number_of(e164: str, number: str) -> str:
    """A phone for comparing: E.164, else its digits; "" where there is none worth comparing.

    A number that no numbering plan knows is kept as it was written: with or without the country, it is the same.
    """
    if e164:
        return "+33" + e164[4:] if e164.startswith(OVERSEAS) and len(e164) == 13 else e164
    plain = digits(number)
    if plain.startswith("00") and len(plain) > 9:
        return "+" + plain[2:]
    if len(plain) == 10 and plain.startswith("0"):
        return "+33" + plain[1:]
    return plain if len(plain) >= 6 else ""


def of_draft(draft: Draft, country: str) -> Facts:
    """What a half-typed card is compared by."""
    civility, given_name, family_name = draft.civility, draft.given_name, draft.family_name
    if draft.name and not (given_name or family_name):
        said = people.split_name(draft.name)
        civility, given_name, family_name = civility or said.civility, said.given_name, said.family_name
    family, generation = family_words(family_name)
    emails = tuple(dict.fromkeys(email.strip().lower() for email in draft.emails if email.strip()))
    where = place(draft.postcode, draft.town, draft.street)
    return Facts(
        draft.kind,
        () if draft.kind == "company" else given_words(given_name),
        () if draft.kind == "company" else family,
        core(draft.company) if draft.company.strip() else (),
        tuple(found for one in draft.phones if (found := number_of(phones.normalise(one, country), one))),
        emails,
        tuple(dict.fromkeys(own for email in emails if (own := _own_domain(email.rpartition("@")[2])))),
        (where,) if any(where) else (),
        draft.birthday,
        _gender(civility),
        generation,
    )


# ---- of cards in the base -------------------------------------------------------------------------------------------

_CARDS = (
    "SELECT c.id, c.kind, c.given_name, c.family_name, coalesce(e.company_name, c.company_name), c.birthday, c.civility "
    "FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id "
    "WHERE c.trashed_at IS NULL"
)
_PHONES = "SELECT contact_id, e164, number FROM phone WHERE label NOT IN ('fax', 'pager')"
_EMAILS = "SELECT contact_id, address FROM email WHERE true"
_WEBS = "SELECT contact_id, url FROM web WHERE true"
_PLACES = "SELECT contact_id, postcode, town, street FROM address WHERE true"


def of_ids(reader: Reader, ids: Sequence[int]) -> dict[int, Facts]:
    """The facts of the contacts `ids`, those in the trash left out."""
    among = marks(len(ids))
    return dict(_read(reader, f" AND c.id IN ({among})", f" AND contact_id IN ({among})", ids))


def of_all(reader: Reader) -> Iterator[tuple[int, Facts]]:
    """The facts of every contact outside the trash."""
    return _read(reader, "", "", ())


def _read(reader: Reader, cards: str, parts: str, ids: Sequence[int]) -> Iterator[tuple[int, Facts]]:
    numbers = _gathered((one, number_of(e164, raw)) for one, e164, raw in reader.execute(_PHONES + parts, ids))
    emails = _gathered((one, address.lower()) for one, address in reader.execute(_EMAILS + parts, ids))
    webs = _gathered((one, _host(url)) for one, url in reader.execute(_WEBS + parts, ids))
    places = _gathered((one, place(*parts)) for one, *parts in reader.execute(_PLACES + parts, ids))
    for row in reader.execute(_CARDS + cards, ids).fetchall():
        one = row[0]
        yield one, _facts(row, numbers.get(one, ()), emails.get(one, ()), webs.get(one, ()), places.get(one, ()))


def _gathered(found: Any) -> dict[int, tuple[Any, ...]]:
    kept: dict[int, tuple[Any, ...]] = {}
    for one, value in found:
        if value and any(value):
            there = kept.get(one)
            kept[one] = (value,) if there is None else there if value in there else (*there, value)
    return kept


def _facts(
    row: Any, numbers: tuple[str, ...], emails: tuple[str, ...], webs: tuple[str, ...], places: tuple[Place, ...]
) -> Facts:
    _id, kind, given_name, family_name, company, birthday, civility = row
    is_person = kind == "person"
    family, generation = family_words(family_name) if is_person else ((), "")
    hosts = [email.rpartition("@")[2] for email in emails] + list(webs)
    domains = tuple(dict.fromkeys(own for host in hosts if (own := _own_domain(host)))) if hosts else ()
    return Facts(
        kind,
        given_words(given_name) if is_person else (),
        family,
        core(company) if company else (),
        numbers,
        emails,
        domains,
        places,
        birthday,
        _gender(civility),
        generation,
    )
