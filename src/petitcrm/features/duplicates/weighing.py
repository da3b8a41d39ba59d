"""What two cards share, weighed: each thing counts so many bits, how much rarer it is among strangers than on two cards of
one person."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from petitcrm.base.language import _, mark
from petitcrm.features.duplicates.name_lists import word_set
from petitcrm.features.duplicates.names import Words
from petitcrm.features.duplicates.places import Nearness, Place, nearness

CERTAIN, LIKELY, POSSIBLE = 90, 70, 50
BANDS = ("certain", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card is compared by, folded. `company` is the employer of a person, its own name for a company.

    `domains` are those of its e-mail addresses and pages that belong to it, not to a public provider.
    """

    kind: str
    given: Words = ()
    family: Words = ()
    company: Words = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    birthday: str = ""
    gender: str = ""
    generation: str = ""


REASONS = {
    "phone": mark("same phone"),
    "near_phone": mark("nearly the same phone"),
    "email": mark("same e-mail address"),
    "near_email": mark("nearly the same e-mail address"),
    "shared_email": mark("same shared mailbox"),
    "domain": mark("same e-mail domain"),
    "birthday": mark("same birthday"),
    "address": mark("same postal address"),
    "town": mark("same town"),
    "employer": mark("same company"),
    "near_employer": mark("company of a close name"),
    "name": mark("same name"),
    "close_name": mark("close name"),
    "order": mark("first and last name swapped"),
    "initial": mark("initial of the first name"),
    "short": mark("short form of the first name"),
    "part_given": mark("part of the first name"),
    "part_family": mark("part of the last name"),
    "given": mark("same first name"),
    "family": mark("same last name"),
    "other_family": mark("another last name"),
    "other_given": mark("another first name"),
    "near_given": mark("first names that look alike"),
    "part_company": mark("part of the company’s name"),
    "other_birthday": mark("other birthday"),
    "other_gender": mark("other title"),
    "apart": mark("other town"),
    "kinds": mark("a person and a company"),
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 100, its `band` (certain, likely, possible or none: ""), and why, as codes of REASONS."""

    score: int = 0
    band: str = ""
    codes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return tuple(_(REASONS[code]) for code in self.codes)


NOTHING = Likeness()


def band_of(score: int) -> str:
    """What a score is called."""
    return "certain" if score >= CERTAIN else "likely" if score >= LIKELY else "possible" if score >= POSSIBLE else ""


_SHARED_MAILBOX = word_set(
    "contact contacts info infos information accueil bureau office mail email courrier secretariat commercial compta "
    "comptabilite accounting direction admin administration service sales vente ventes support hello bonjour kontakt "
    "post famille family team equipe reception rh hr jobs boutique shop magasin atelier agence cabinet mairie "
    "buchhaltung verwaltung sekretariat zentrale postmaster webmaster enquiries"
)


def is_shared_mailbox(address: str) -> bool:
    """Whether an e-mail address (in small letters) is that of several people by its name."""
    words = address.partition("@")[0].replace("-", ".").replace("_", ".").split(".")
    return words[0] in _SHARED_MAILBOX


_MOBILE = ("+336", "+337", "+4915", "+4916", "+4917", "+447", "+324", "+417", "+346", "+393", "+316", "+4366", "+4367")


@dataclass(slots=True)
class Weighed:
    """The sum so far. `strong`: somebody's own number, mailbox or birthday is shared; `hard`: how many things are;
    `against`: how many differ."""

    bits: float = 0.0
    most: int = 100
    strong: int = 0
    hard: int = 0
    against: int = 0
    place: Nearness = field(default_factory=Nearness)
    codes: list[str] = field(default_factory=list)

    def add(self, bits: float, code: str = "", *, strong: int = 0, hard: int = 0) -> None:
        self.bits += bits
        self.strong += strong
        self.hard += hard
        if code:
            self.codes.append(code)

    def cap(self, most: int) -> None:
        self.most = min(self.most, most)

    def answer(self) -> Likeness:
        score = min(self.most, _score(self.bits))
        return Likeness(score, band_of(score), tuple(self.codes))


_SCALE = ((0.0, 0), (15.0, POSSIBLE), (19.0, LIKELY), (24.0, CERTAIN), (40.0, 100))


def _score(bits: float) -> int:
    """Bits as a score: 15 are possible, 19 likely, 24 certain."""
    if bits <= 0:
        return 0
    for (low, from_score), (high, to_score) in pairwise(_SCALE):
        if bits <= high:
            return int(from_score + (to_score - from_score) * (bits - low) / (high - low))
    return 100


def shared(one: Facts, other: Facts) -> Weighed:
    found = Weighed()
    _weigh_phones(found, one, other)
    _weigh_emails(found, one, other)
    found.place = near = nearness(one.places, other.places)
    if near.same_street:
        found.add(near.bits, "address", hard=1)
    else:
        found.add(near.bits, "town" if near.same_town else "apart" if near.apart else "")
        found.against += near.apart or near.other_street
    if one.birthday and other.birthday:
        _weigh_birthdays(found, one.birthday, other.birthday)
    return found


def _weigh_phones(found: Weighed, one: Facts, other: Facts) -> None:
    if not one.phones or not other.phones:
        return
    both = [phone for phone in one.phones if phone in other.phones]
    if any(phone.startswith(_MOBILE) for phone in both):
        found.add(14 if len(both) == 1 else 16, "phone", strong=1, hard=1)
    elif both:
        found.add(9, "phone", hard=1)
    elif any(_near_number(mine, yours) for mine in one.phones for yours in other.phones):
        found.add(3, "near_phone")
    else:
        found.add(-1.5)
        found.against += 1


def _near_number(one: str, other: str) -> bool:
    return len(one) > 8 and len(other) > 8 and OSA.distance(one, other, score_cutoff=1) <= 1


def _weigh_emails(found: Weighed, one: Facts, other: Facts) -> None:
    if one.emails and other.emails:
        both = [email for email in one.emails if email in other.emails]
        if any(not is_shared_mailbox(email) for email in both):
            found.add(14, "email", strong=1, hard=1)
            return
        if both:
            found.add(6, "shared_email", hard=1)
            return
        if any(_near_mailbox(mine, yours) for mine in one.emails for yours in other.emails):
            found.add(4, "near_email")
            return
        found.add(-1)
        found.against += 1
    if one.domains and any(domain in other.domains for domain in one.domains):
        found.add(4, "domain")


def _near_mailbox(one: str, other: str) -> bool:
    """A slip in an address; a digit more is what a namesake gets."""
    mine, _at, host = one.partition("@")
    yours, _at, other_host = other.partition("@")
    if host != other_host or min(len(mine), len(yours)) < 7 or _DIGITS.findall(mine) != _DIGITS.findall(yours):
        return False
    return OSA.distance(mine, yours, score_cutoff=1) <= 1


_DIGITS = re.compile(r"\d")


def _weigh_birthdays(found: Weighed, one: str, other: str) -> None:
    """A birthday may lack its year (--03-09)."""
    if one == other and not one.startswith("-"):
        found.add(10, "birthday", strong=1, hard=1)
    elif one[-5:] == other[-5:] and "-" in (one[0], other[0]):
        found.add(7, "birthday", hard=1)
    else:
        found.add(-8, "other_birthday")
        found.cap(75)
