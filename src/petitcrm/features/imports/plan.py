"""What becomes of every line of an address book: a new card, one already known, or refused.

Two lines are one contact when they say so by more than a name: the same identity in the other program, the same e-mail
or phone with a name that fits, the same name with the same company or town. Homonyms stay apart.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from petitcrm.base import cards
from petitcrm.base.cards import Card
from petitcrm.base.errors import Cancelled
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines, key
from petitcrm.features.contacts import rules
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.report import Refusal, Report
from petitcrm.store.connection import Reader

LONGEST, LONGEST_NOTE = 32_000, 100_000

_STAGES = frozenset({"suspect", "prospect", "client", "former"})
_TEMPERATURES = frozenset({"cold", "warm", "hot"})

Progress = Callable[[int, int], bool]


@dataclass(frozen=True)
class Given:
    """What the owner gives to every contact of an import, where its line says nothing."""

    tags: tuple[str, ...] = ()
    source: str = ""
    tier: str = ""


# ---- a card as it will be kept --------------------------------------------------------------------------------------


def line(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, as it is kept."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()[:longest]
    return clean(text)[:longest].strip()


def _is_tidy(joined: str, shortest: int) -> bool:
    """Whether texts, joined by |, can all stay as they are: nothing to clean, and none too long."""
    return (
        joined.isprintable()
        and "  " not in joined
        and " |" not in joined
        and "| " not in joined
        and (len(joined) <= shortest or (len(joined) <= 200 and len(joined.rpartition("|")[2]) <= shortest))
        and joined == joined.strip()
    )


def settle(card: Card, given: Given = Given()) -> None:
    """Bring a card into the form it is kept in, so that it compares with what is kept."""
    joined = "|".join((card.given_name, card.family_name, card.company, card.job_title, card.department, card.civility))
    if not _is_tidy(joined, 40):
        for name in ("civility", "given_name", "family_name", "company", "job_title", "department"):
            setattr(card, name, line(getattr(card, name), 40 if name == "civility" else LONGEST))
    if card.uid:
        card.uid = line(card.uid)
    if card.stage and card.stage not in _STAGES:
        card.stage = ""
    if card.temperature and card.temperature not in _TEMPERATURES:
        card.temperature = ""
    for phone in card.phones:
        phone.number, phone.label = line(phone.number, 80), line(phone.label, 40)
    for email in card.emails:
        email.address, email.label = line(email.address, 320), line(email.label, 40)
    card.phones = [phone for phone in card.phones if phone.number]
    card.emails = [email for email in card.emails if email.address]
    for address in card.addresses:
        _settle_address(address)
    card.addresses = [address for address in card.addresses if not address.is_empty()]
    _settle_rest(card)
    if given.tags or given.source or given.tier:
        _give(card, given)
    if card.kind == "company":
        _settle_company(card)
    elif card.company and not (card.given_name or card.family_name or card.emails or card.phones):
        card.kind = "company"


def _settle_address(address: cards.Address) -> None:
    address.country = address.country.upper()[:2]
    address.label = line(address.label, 40)
    names = ("recipient", "building", "street", "locality", "town", "region", "postcode")
    if not _is_tidy("|".join([getattr(address, name) for name in names]), 20):
        for name in names:
            setattr(address, name, line(getattr(address, name), 20 if name == "postcode" else 200))


def _settle_rest(card: Card) -> None:
    if card.webs:
        for web in card.webs:
            web.url, web.label = line(web.url), line(web.label, 40)
        card.webs = [web for web in card.webs if web.url]
    if card.tags:
        card.tags = rules.split_tags("\n".join(card.tags))
    if card.note:
        card.note = clean_lines(card.note)[:LONGEST_NOTE]
    if card.source or card.language or card.tier:
        card.source, card.language, card.tier = line(card.source), line(card.language, 5), line(card.tier)
    if len(card.birthday) > 10:
        card.extra.append((_("Birthday"), card.birthday))
        card.birthday = ""


def _give(card: Card, given: Given) -> None:
    card.tags = rules.split_tags("\n".join([*card.tags, *given.tags]))
    card.source = card.source or given.source
    card.tier = card.tier or given.tier


def _settle_company(card: Card) -> None:
    person = " ".join(part for part in (card.civility, card.given_name, card.family_name) if part)
    if not card.company:
        card.company, person = f"{card.given_name} {card.family_name}".strip(), ""
    if person and key(person) != key(card.company):
        card.extra.append((_("Contact"), person))
    card.civility = card.given_name = card.family_name = ""


def display(card: Card) -> str:
    """The name the card is shown under when it is new."""
    own = card.company if card.kind == "company" else ""
    named = own or card.given_name or card.family_name
    others = [] if named else [one.address for one in card.emails] + [one.number for one in card.phones]
    return rules.display_name(card.kind, card.given_name, card.family_name, own, others)


# ---- whom the base holds --------------------------------------------------------------------------------------------

_TOWN, _BUSY = 1, 2  # flags of a contact: a company with a town; a person of whom more than the name is known


@dataclass(slots=True)
class Keys:
    """What a card is recognised by. `name` is 0 where it has none, `said` the words it is made of."""

    kind: str
    name: int
    said: str
    uid: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    employer: int = 0
    places: Sequence[str] = ()


@lru_cache(maxsize=20_000)
def company_key(name: str) -> int:
    """The name of a company, folded, as a number."""
    return hash(("company", rules.sort_name("company", "", "", name)))


@lru_cache(maxsize=20_000)
def place_key(postcode: str, town: str, street: str) -> str:
    """Where an address is; "" where it doesn't say."""
    return f"{postcode} {key(town)}" if postcode or town else key(street)


def keys_of(card: Card, shown: str) -> Keys:
    """What `card` (settled) is recognised by; `shown` is the name it would be shown under."""
    if card.kind == "company":
        said = rules.sort_name("company", "", "", card.company) if card.company else ""
    else:
        has_name = card.given_name or card.family_name
        said = rules.sort_name("person", card.given_name, card.family_name, shown) if has_name else ""
    return Keys(
        card.kind,
        hash((card.kind, said)) if said else 0,
        said,
        card.uid,
        [email.address.lower() for email in card.emails],
        [phone.e164 or phone.number for phone in card.phones],
        company_key(card.company) if card.company and card.kind == "person" else 0,
        [place for one in card.addresses if (place := _place(one, card.kind))],
    )


def _place(address: cards.Address, kind: str) -> str:
    if kind == "company":
        return key(address.town)
    return place_key(address.postcode, address.town, "" if address.postcode or address.town else address.street)


class Known:
    """Whom the base and the lines read so far hold. Keeps numbers (hashes), not texts: 200,000 contacts in 100 MB."""

    def __init__(self, last_id: int = 0) -> None:
        self.last_id = last_id
        self._ids: dict[int, int | tuple[int, ...]] = {}
        self._names = array("q", bytes(8 * (last_id + 1)))
        self._employers = array("q", bytes(8 * (last_id + 1)))
        self._flags = bytearray(last_id + 1)
        self._said: dict[int, str] = {}  # the names of those that have an identity in another program

    def new_id(self) -> int:
        self.last_id += 1
        self._names.append(0)
        self._employers.append(0)
        self._flags.append(0)
        return self.last_id

    def _put(self, found: int, contact: int) -> None:
        known = self._ids.get(found)
        if known is None:
            self._ids[found] = contact
        elif isinstance(known, int):
            if known != contact:
                self._ids[found] = (known, contact)
        elif contact not in known and len(known) < 1000:
            self._ids[found] = (*known, contact)

    def _at(self, found: int) -> tuple[int, ...]:
        known = self._ids.get(found)
        if known is None:
            return ()
        return (known,) if isinstance(known, int) else known

    # finding

    def find(self, keys: Keys) -> int:
        """The contact that `keys` stand for, 0 where there is none."""
        if keys.uid:
            for one in self._at(hash(("uid", keys.uid))):
                if self._fits(one, keys):
                    return one
        for email in keys.emails:
            for one in self._at(hash(("email", email))):
                if self._may_be(one, keys):
                    return one
        for phone in keys.phones:
            for one in self._at(hash(("phone", phone, keys.name))):
                return one
        if not keys.name:
            return 0
        return self._company(keys) if keys.kind == "company" else self._person(keys)

    def _fits(self, contact: int, keys: Keys) -> bool:
        """Somebody who married keeps the first name; two people under one identity share no word."""
        if self._may_be(contact, keys):
            return True
        return bool(set(self._said.get(contact, "").split()) & set(keys.said.split()))

    def _may_be(self, contact: int, keys: Keys) -> bool:
        name = self._names[contact]
        return name == keys.name or not keys.name or (not name and keys.kind == "person")

    def _company(self, keys: Keys) -> int:
        for one in self._at(keys.name):
            if not keys.places or not self._flags[one] & _TOWN:
                return one
            if any(hash(("in", one, town)) in self._ids for town in keys.places):
                return one
        return 0

    def _person(self, keys: Keys) -> int:
        if keys.employer:
            for one in self._at(hash(("works", keys.name, keys.employer))):
                return one
        for place in keys.places:
            for one in self._at(hash(("lives", keys.name, place))):
                if not keys.employer or self._employers[one] in (0, keys.employer):
                    return one
        if not (keys.emails or keys.phones or keys.employer or keys.places):
            for one in self._at(hash(("only", keys.name))):
                if not self._flags[one] & _BUSY:
                    return one
        return 0

    def employer(self, name: str) -> int:
        """The company of that name, 0 where there is none yet."""
        return next(iter(self._at(company_key(name))), 0)

    # learning

    def name(self, contact: int, keys: Keys) -> None:
        """The name and the identity of `contact`."""
        if keys.name and not self._names[contact]:
            self._names[contact] = keys.name
            if keys.kind == "company":
                self._put(keys.name, contact)
        if keys.uid:
            self._put(hash(("uid", keys.uid)), contact)
            self._said.setdefault(contact, keys.said)

    def add(self, contact: int, keys: Keys) -> None:
        """`contact` is new, or said more of itself."""
        self.name(contact, keys)
        name = self._names[contact]
        for email in keys.emails:
            self._put(hash(("email", email)), contact)
        for phone in keys.phones:
            self._put(hash(("phone", phone, name)), contact)
        if keys.kind == "company":
            for town in keys.places:
                self.add_town(contact, town)
        elif name:
            self._add_person(contact, keys, name)

    def add_town(self, company: int, town: str) -> None:
        self._ids.setdefault(hash(("in", company, town)), company)
        self._flags[company] |= _TOWN

    def _add_person(self, contact: int, keys: Keys, name: int) -> None:
        if keys.employer and self._employers[contact] in (0, keys.employer):
            self._employers[contact] = keys.employer
            self._put(hash(("works", name, keys.employer)), contact)
        for place in keys.places:
            self._put(hash(("lives", name, place)), contact)
        if keys.emails or keys.phones or keys.employer or keys.places:
            self._flags[contact] |= _BUSY
        elif not self._flags[contact] & _BUSY:
            self._put(hash(("only", name)), contact)

    def end(self) -> None:
        """Everything the base says was added."""
        for contact, name in enumerate(self._names):
            if name and not self._flags[contact] & _BUSY:
                self._put(hash(("only", name)), contact)


def known(reader: Reader) -> Known:
    """Whom the base holds, the trash aside."""
    found = Known(reader.value("SELECT coalesce(max(id), 0) FROM contact") or 0)
    for contact, kind, has_name, said, uid in reader.execute(
        "SELECT id, kind, given_name <> '' OR family_name <> '' OR kind = 'company', sort_name, import_uid "
        "FROM contact WHERE trashed_at IS NULL"
    ):
        found.name(contact, Keys(kind, hash((kind, said)) if has_name else 0, said if has_name else "", uid))
    for keys in (_emails, _phones, _jobs, _places):
        for contact, kept in keys(reader):
            found.add(contact, kept)
    found.end()
    return found


_EMAILS = "SELECT e.contact_id, c.kind, e.address FROM email e JOIN contact c ON c.id = e.contact_id WHERE c.trashed_at IS NULL"
_PHONES = (
    "SELECT p.contact_id, c.kind, CASE p.e164 WHEN '' THEN p.number ELSE p.e164 END "
    "FROM phone p JOIN contact c ON c.id = p.contact_id WHERE c.trashed_at IS NULL"
)
_JOBS = (
    "SELECT w.person_id, 'person', e.company_name FROM employment w JOIN contact c ON c.id = w.person_id "
    "JOIN contact e ON e.id = w.company_id WHERE c.trashed_at IS NULL AND w.until = '' ORDER BY w.is_main DESC"
)
_PLACES = (
    "SELECT a.contact_id, c.kind, a.postcode, a.town, a.street FROM address a JOIN contact c ON c.id = a.contact_id "
    "WHERE c.trashed_at IS NULL"
)


def _emails(reader: Reader) -> Iterator[tuple[int, Keys]]:
    for contact, kind, address in reader.execute(_EMAILS):
        yield contact, Keys(kind, 0, "", emails=(address.lower(),))


def _phones(reader: Reader) -> Iterator[tuple[int, Keys]]:
    for contact, kind, number in reader.execute(_PHONES):
        yield contact, Keys(kind, 0, "", phones=(number,))


def _jobs(reader: Reader) -> Iterator[tuple[int, Keys]]:
    for contact, kind, company in reader.execute(_JOBS):
        yield contact, Keys(kind, 0, "", employer=company_key(company))


def _places(reader: Reader) -> Iterator[tuple[int, Keys]]:
    for contact, kind, postcode, town, street in reader.execute(_PLACES):
        if place := key(town) if kind == "company" else place_key(postcode, town, "" if postcode or town else street):
            yield contact, Keys(kind, 0, "", places=(place,))


# ---- deciding -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Decision:
    """What becomes of one accepted line: the card of `contact`, made new where `is_new`.

    `company` is the employer's contact, 0 where there is none; it is made along the way where `company_is_new`.
    """

    card: Card
    contact: int
    is_new: bool
    shown: str
    said: str
    company: int = 0
    company_is_new: bool = False


@dataclass
class Planner:
    """Decides line after line; each is compared with the base and with the lines before it."""

    known: Known
    given: Given = field(default_factory=Given)
    match: bool = True
    report: Report = field(default_factory=Report)
    _along: set[int] = field(default_factory=set)  # companies made along the way whose own line may still come

    def decide(self, entry: Entry, file: str = "") -> Decision | None:
        """What becomes of a line; None where it is refused. The report counts it."""
        report = self.report
        report.read += 1
        card = entry.card
        if card is None:
            report.refused += 1
            report.refusals.append(Refusal(file, entry.line, entry.reason, tuple(entry.raw)))
            return None
        settle(card, self.given)
        if entry.part_of:
            return self._part(card)
        report.people += 1
        return self._contact(card)

    def _contact(self, card: Card) -> Decision:
        shown = display(card)
        keys = keys_of(card, shown)
        found = self.known.find(keys) if self.match else 0
        contact = found or self._new()
        if not found or found in self._along:
            self.report.created += 1
            self._along.discard(found)
        else:
            self.report.merged += 1
        self.known.add(contact, keys)
        decision = Decision(card, contact, not found, shown, keys.said)
        if keys.employer:
            self._employ(decision)
        return decision

    def _part(self, card: Card) -> Decision:
        """Another address of a company."""
        self.report.merged += 1
        contact = self.known.employer(card.company)
        is_new = not contact
        keys = keys_of(card, card.company)
        if is_new:
            contact = self._new()
            self._along.add(contact)
        self.known.add(contact, keys)
        return Decision(card, contact, is_new, card.company, keys.said)

    def _employ(self, decision: Decision) -> None:
        name = decision.card.company
        decision.company = self.known.employer(name)
        if not decision.company:
            decision.company, decision.company_is_new = self._new(), True
            self._along.add(decision.company)
            said = rules.sort_name("company", "", "", name)
            self.known.add(decision.company, Keys("company", company_key(name), said))

    def _new(self) -> int:
        contact = self.known.new_id()
        self.report.new_ids.append(contact)
        return contact


@dataclass
class Book:
    """One address book to import: its name, its lines, and how many they are."""

    name: str
    entries: Iterable[Entry]
    count: int = 0


def foretell(
    reader: Reader,
    books: Sequence[Book],
    given: Given = Given(),
    match: bool = True,
    progress: Progress | None = None,
) -> Report:
    """What importing `books` would do; nothing is written."""
    planner = Planner(known(reader), given, match)
    total = sum(book.count for book in books)
    for book in books:
        for entry in book.entries:
            planner.decide(entry, book.name)
            if progress is not None and planner.report.read % 500 == 0 and not progress(planner.report.read, total):
                raise Cancelled
    planner.report.new_ids.clear()
    return planner.report
