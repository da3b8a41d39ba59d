"""Writing what an address book brings: new cards in bulk, known ones completed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from petitcrm.base import garbage
from petitcrm.base.cards import Address, Card
from petitcrm.base.errors import Cancelled
from petitcrm.base.language import _
from petitcrm.base.text import key
from petitcrm.features.contacts import rules
from petitcrm.features.imports import plan
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.own import OwnFields
from petitcrm.features.imports.plan import Book, Decision, Given, Planner, Progress
from petitcrm.features.imports.report import Report
from petitcrm.store import bulk
from petitcrm.store.connection import Reader, marks
from petitcrm.store.schema import new_uids, now
from petitcrm.store.settings import reader_of

BATCH = 5_000

_COLUMNS = {
    "contact": "id, uid, kind, civility, given_name, family_name, company_name, display_name, sort_name, job_title, "
    "department, language, birthday, stage, temperature, tier, tier_since, source, note, import_uid, created_at, "
    "changed_at, salutation, audience, deceased",
    "phone": "id, uid, contact_id, position, label, number, e164, state",
    "email": "id, uid, contact_id, position, label, address, state",
    "web": "id, uid, contact_id, position, label, url",
    "address": "id, uid, contact_id, position, label, recipient, building, street, locality, postcode, town, region, "
    "country, state",
    "employment": "id, uid, person_id, company_id, role, since, until, is_main",
    "tag": "id, uid, name",
    "contact_tag": "id, contact_id, tag_id",
    "custom_value": "id, contact_id, field_id, value",
}
_CONSTANTS = {
    "contact": "'', 'professional', 0",
    "phone": "'usable'",
    "email": "'usable'",
    "address": "'usable'",
    "employment": "'', '', '', 1",
}


def run(
    session: Session,
    entries: Iterable[Entry],
    today: date,
    progress: Progress | None = None,
    *,
    name: str = "",
    count: int = 0,
    given: Given = Given(),  # noqa: B008 - frozen
    match: bool = True,
) -> Report:
    """Import one address book; see `run_all`."""
    return run_all(session, [Book(name, entries, count)], today, progress, given=given, match=match)


def run_all(
    session: Session,
    books: Sequence[Book],
    today: date,
    progress: Progress | None = None,
    *,
    given: Given = Given(),  # noqa: B008 - frozen
    match: bool = True,
) -> Report:
    """Import address books, one after the other, in the transaction under way.

    `given` is what the owner gives to every contact; without `match` every line is a new card. `progress(done, total)`
    is asked now and then; False stops: Cancelled is raised and the transaction leaves nothing behind.
    """
    reader = reader_of(session)
    planner = Planner(plan.known(reader), given, match)
    total = sum(book.count for book in books)
    with _writing(reader):
        writer = _Writer(reader, today)
        for done, decisions in _batches(planner, books):
            for decision in decisions:
                writer.take(decision)
            writer.write()
            bulk.settle(session)
            _ask(progress, done, total)
    _ask(progress, planner.report.read, max(total, planner.report.read))
    return planner.report


def _batches(planner: Planner, books: Sequence[Book]) -> Iterator[tuple[int, list[Decision]]]:
    """How many lines are read, and what was decided of the last of them."""
    decisions: list[Decision] = []
    for book in books:
        for entry in book.entries:
            if decision := planner.decide(entry, book.name):
                decisions.append(decision)
            if planner.report.read % BATCH == 0:
                yield planner.report.read, decisions
                decisions = []
    yield planner.report.read, decisions


def _ask(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(done, total):
        raise Cancelled


@contextmanager
def _writing(reader: Reader) -> Iterator[None]:
    """With the triggers at rest and more memory for pages: the indexes grow at random places.

    The collector of cyclic garbage rests too: a million plain rows make none, and it would look at them again and again.
    """
    usual = reader.value("PRAGMA cache_size")
    reader.execute("PRAGMA cache_size = -48000")
    try:
        with garbage.resting(), bulk.quiet(reader, _COLUMNS, "INSERT"):
            yield
    finally:
        reader.execute(f"PRAGMA cache_size = {usual}")


# ---- writing --------------------------------------------------------------------------------------------------------


class _Writer:
    """Gathers decisions and writes them in batches; rows of a table get ids one after the other."""

    def __init__(self, reader: Reader, today: date) -> None:
        self.reader = reader
        self.moment = now()
        self.today = today.isoformat()
        self.tiers: dict[str, str] = {code.casefold(): code for code in reader.column("SELECT code FROM tier")}
        self.own = OwnFields(reader, today)
        self.tags: dict[str, int] = {}
        for number, name in reader.rows("SELECT id, name FROM tag ORDER BY id DESC"):
            self.tags[name.casefold()] = number
        self.last = {table: reader.value(f"SELECT coalesce(max(id), 0) FROM {table}") for table in _COLUMNS}  # noqa: S608
        self.rows: dict[str, list[Any]] = {table: [] for table in _COLUMNS}
        self.known: list[Decision] = []

    def take(self, decision: Decision) -> None:
        if decision.is_new:
            self._new(decision)
        else:
            self.known.append(decision)
        if decision.company_is_new:
            self._new_company(decision.company, decision.card.company)

    def add(self, table: str, *values: Any) -> None:
        """A row to come, but for its id and uid."""
        self.rows[table].append(values)

    def write(self) -> None:
        """Write what was gathered: first what is new, then what known cards gain."""
        self._flush()
        if self.known:
            complete(self, self.known)
            self.known = []
            self._flush()

    def _flush(self) -> None:
        for table in (
            "tag",
            "contact",
            "phone",
            "email",
            "web",
            "address",
            "employment",
            "contact_tag",
            "custom_value",
        ):
            if rows := self.rows[table]:
                bulk.insert(self.reader, table, _COLUMNS[table], self._numbered(table, rows), _CONSTANTS.get(table, ""))
                self.rows[table] = []

    def _numbered(self, table: str, rows: list[Any]) -> list[tuple[Any, ...]]:
        if table == "contact":
            rows.sort()
            return [(row[0], uid, *row[1:]) for uid, row in zip(new_uids(len(rows)), rows, strict=True)]
        if table == "tag":
            return [(number, uid, name) for uid, (number, name) in zip(new_uids(len(rows)), rows, strict=True)]
        first = self.last[table] + 1
        self.last[table] += len(rows)
        if table in ("contact_tag", "custom_value"):
            return [(first + at, *row) for at, row in enumerate(rows)]
        return [(first + at, uid, *row) for at, (uid, row) in enumerate(zip(new_uids(len(rows)), rows, strict=True))]

    def tag(self, name: str) -> int:
        number = self.tags.get(name.casefold())
        if number is None:
            number = self.tags[name.casefold()] = self.last["tag"] = self.last["tag"] + 1
            self.rows["tag"].append((number, name))
        return number

    # one new card

    def _new(self, decision: Decision) -> None:
        card, contact = decision.card, decision.contact
        tier = self.tiers.get(card.tier.casefold()) if card.tier else None
        created = (
            f"{card.created_on}T00:00:00Z" if card.created_on and str(card.created_on) <= self.today else self.moment
        )
        is_company = card.kind == "company"
        for field_id, value in self.own.take(card).items():
            self.rows["custom_value"].append((contact, field_id, value))
        sort = decision.said or rules.sort_name(card.kind, card.given_name, card.family_name, decision.shown)
        self.rows["contact"].append(
            (contact, card.kind, card.civility, card.given_name, card.family_name, card.company if is_company else "",
             decision.shown, sort, card.job_title, card.department, card.language, card.birthday, card.stage,
             card.temperature, tier, self.today if tier else None, card.source, note_of(card, tier), card.uid, created,
             self.moment)
        )  # fmt: skip
        self._new_parts(card, contact)
        if decision.company:
            self.rows["employment"].append((contact, decision.company))

    def _new_parts(self, card: Card, contact: int) -> None:
        rows = self.rows
        for position, phone in enumerate(card.phones):
            rows["phone"].append((contact, position, phone.label, phone.number, phone.e164))
        for position, email in enumerate(card.emails):
            rows["email"].append((contact, position, email.label, email.address))
        for position, web in enumerate(card.webs):
            rows["web"].append((contact, position, web.label, web.url))
        for position, address in enumerate(card.addresses):
            rows["address"].append((contact, position, *address_row(address)))
        for number in dict.fromkeys(self.tag(name) for name in card.tags):
            rows["contact_tag"].append((contact, number))

    def _new_company(self, contact: int, name: str) -> None:
        sort = rules.sort_name("company", "", "", name)
        self.rows["contact"].append(
            (contact, "company", "", "", "", name, name, sort, "", "", "", "", "", "", None, None, "", "", "",
             self.moment, self.moment)
        )  # fmt: skip


def address_row(address: Address) -> tuple[str, ...]:
    return (
        address.label, address.recipient, address.building, address.street, address.locality, address.postcode,
        address.town, address.region, address.country,
    )  # fmt: skip


def extra_lines(card: Card, tier: str | None) -> list[str]:
    """What has no field of its own, as lines of the note."""
    lines = [f"{label}: {value}" if label else value for label, value in card.extra]
    return [*lines, _("Tier: {tier}").format(tier=card.tier)] if card.tier and tier is None else lines


def note_of(card: Card, tier: str | None) -> str:
    if not card.extra and (not card.tier or tier):
        return card.note
    lines = [card.note] if card.note else []
    return _storable("\n".join([*lines, *extra_lines(card, tier)]))


_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)[: plan.LONGEST_NOTE]


# ---- completing known cards -----------------------------------------------------------------------------------------

_FILLED = (
    "civility", "given_name", "family_name", "company_name", "job_title", "department", "language", "birthday", "stage",
    "temperature", "source", "import_uid",
)  # fmt: skip
_KEPT = ("kind", *_FILLED, "tier", "tier_since", "note", "display_name", "sort_name")
_SETS = ", ".join(f"{name} = :{name}" for name in (*_KEPT, "changed_at"))
_CHANGE = f"UPDATE contact SET {_SETS} WHERE id = :id"  # noqa: S608 - our own names


@dataclass(slots=True)
class _Kept:
    """What the base holds of one contact, and how much of it."""

    contact: int
    values: dict[str, Any]
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    webs: list[str] = field(default_factory=list)
    places: list[tuple[str, ...]] = field(default_factory=list)
    tags: set[int] = field(default_factory=set)
    own: dict[int, str] = field(default_factory=dict)
    companies: list[tuple[int, str]] = field(default_factory=list)
    changed: bool = False
    named: bool = False


def complete(writer: _Writer, decisions: Sequence[Decision]) -> None:
    """Fill the blanks of known cards and add what they lack; nothing that stands there is overwritten."""
    for start in range(0, len(decisions), 1000):
        chunk = decisions[start : start + 1000]
        kept = _look_up(writer.reader, sorted({decision.contact for decision in chunk}))
        for decision in chunk:
            _complete(writer, kept[decision.contact], decision)
        changes = [
            {**one.values, "id": contact, "changed_at": writer.moment} for contact, one in kept.items() if one.changed
        ]
        writer.reader.execute_many(_CHANGE, changes)


def _look_up(reader: Reader, ids: list[int]) -> dict[int, _Kept]:
    among = marks(len(ids))
    names = ", ".join(_KEPT)
    kept = {
        row[0]: _Kept(row[0], dict(zip(_KEPT, row[1:], strict=True)))
        for row in reader.rows(f"SELECT id, {names} FROM contact WHERE id IN ({among})", ids)  # noqa: S608
    }
    for contact, number, e164 in _rows(reader, "SELECT contact_id, number, e164 FROM phone WHERE contact_id", ids):
        kept[contact].phones.append(e164 or number)
    for contact, address in _rows(reader, "SELECT contact_id, address FROM email WHERE contact_id", ids):
        kept[contact].emails.append(address.lower())
    for contact, url in _rows(reader, "SELECT contact_id, url FROM web WHERE contact_id", ids):
        kept[contact].webs.append(url)
    for contact, *place in _rows(reader, _PLACES, ids):
        kept[contact].places.append(_compared(place))
    for contact, tag in _rows(reader, "SELECT contact_id, tag_id FROM contact_tag WHERE contact_id", ids):
        kept[contact].tags.add(tag)
    for contact, field_id, value in _rows(
        reader, "SELECT contact_id, field_id, value FROM custom_value WHERE contact_id", ids
    ):
        kept[contact].own[field_id] = value
    for contact, company, name in _rows(reader, _JOBS, ids):
        kept[contact].companies.append((company, name))
    return kept


_PLACES = (
    "SELECT contact_id, recipient, building, street, locality, postcode, town, country FROM address WHERE contact_id"
)
_JOBS = "SELECT w.person_id, w.company_id, c.company_name FROM employment w JOIN contact c ON c.id = w.company_id WHERE w.person_id"


def _rows(reader: Reader, sql: str, ids: list[int]) -> list[Any]:
    return reader.rows(f"{sql} IN ({marks(len(ids))})", ids)


def _compared(place: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in place)


def _complete(writer: _Writer, kept: _Kept, decision: Decision) -> None:
    card = decision.card
    _fill(writer, kept, card)
    _add_parts(writer, kept, decision)
    if decision.company and card.kind == "person":
        _employ(writer, kept, decision)
    if kept.named:
        _rename(kept)


def _fill(writer: _Writer, kept: _Kept, card: Card) -> None:
    values = kept.values
    told = {name: getattr(card, name) for name in ("language", "stage", "temperature", "source")}
    told["import_uid"] = card.uid
    if values["kind"] == "company":
        told["company_name"] = card.company if card.kind == "company" else ""
    else:
        told |= {name: getattr(card, name) for name in ("civility", "job_title", "department", "birthday")}
        if not (values["given_name"] or values["family_name"]) and card.kind == "person":
            told |= {"given_name": card.given_name, "family_name": card.family_name}
    for name, value in told.items():
        if value and not values[name]:
            values[name] = value
            kept.changed = True
            kept.named |= name in ("given_name", "family_name", "company_name")
    for field_id, value in writer.own.take(card).items():
        if field_id not in kept.own:
            kept.own[field_id] = value
            writer.add("custom_value", kept.contact, field_id, value)
        elif kept.own[field_id] != value:
            card.extra.append((writer.own.names[field_id], value))
    tier = writer.tiers.get(card.tier.casefold()) if card.tier else None
    if tier and values["tier"] is None:
        values["tier"], values["tier_since"], kept.changed = tier, writer.today, True
    _append_notes(kept, [*([card.note] if card.note else []), *extra_lines(card, tier), *_differing(values, card)])


def _differing(values: dict[str, Any], card: Card) -> list[str]:
    """What contradicts the card: kept in the note, for a person to judge."""
    labels = (("job_title", _("Job title")), ("department", _("Department")), ("birthday", _("Birthday")))
    return [
        f"{label}: {said}"
        for name, label in labels
        if values["kind"] == "person" and (said := getattr(card, name)) and key(said) != key(values[name])
    ]


def _append_notes(kept: _Kept, texts: Iterable[str]) -> None:
    note = kept.values["note"]
    for text in map(_storable, texts):
        if text and text not in note and len(note) + len(text) < plan.LONGEST_NOTE:
            note = f"{note}\n{text}" if note else text
    if note != kept.values["note"]:
        kept.values["note"], kept.changed = note, True


def _add_parts(writer: _Writer, kept: _Kept, decision: Decision) -> None:
    card, contact = decision.card, decision.contact
    for phone in card.phones:
        if (number := phone.e164 or phone.number) not in kept.phones:
            writer.add("phone", contact, len(kept.phones), phone.label, phone.number, phone.e164)
            kept.phones.append(number)
    for email in card.emails:
        if (lower := email.address.lower()) not in kept.emails:
            writer.add("email", contact, len(kept.emails), email.label, email.address)
            kept.emails.append(lower)
    for web in card.webs:
        if web.url not in kept.webs:
            writer.add("web", contact, len(kept.webs), web.label, web.url)
            kept.webs.append(web.url)
    for address in card.addresses:
        label, *parts = address_row(address)
        place = _compared([*parts[:6], parts[7]])
        if place not in kept.places:
            writer.add("address", contact, len(kept.places), label, *parts)
            kept.places.append(place)
    for tag in map(writer.tag, card.tags):
        if tag not in kept.tags:
            writer.add("contact_tag", contact, tag)
            kept.tags.add(tag)


def _employ(writer: _Writer, kept: _Kept, decision: Decision) -> None:
    if kept.values["kind"] != "person":
        return
    if not kept.companies:
        writer.add("employment", decision.contact, decision.company)
        kept.companies.append((decision.company, decision.card.company))
    elif all(
        company != decision.company and key(name) != key(decision.card.company) for company, name in kept.companies
    ):
        _append_notes(kept, [_("Company: {company}").format(company=decision.card.company)])


def _rename(kept: _Kept) -> None:
    values = kept.values
    values["display_name"] = rules.display_name(
        values["kind"],
        values["given_name"],
        values["family_name"],
        values["company_name"],
        [*kept.emails, *kept.phones],
    )
    values["sort_name"] = rules.sort_name(
        values["kind"], values["given_name"], values["family_name"], values["display_name"]
    )
