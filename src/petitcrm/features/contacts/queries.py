"""What can be asked about contacts."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from petitcrm.base import cards
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field
from petitcrm.base.language import _
from petitcrm.features.contacts.own_fields import OWN, all_of
from petitcrm.features.contacts.rules import interval_text
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A line of a list."""

    id: int
    uid: str
    kind: str
    display_name: str
    company: str
    job_title: str
    town: str
    tier: str
    stage: str
    temperature: str


@dataclass(frozen=True, slots=True)
class Part:
    """A phone, e-mail or web address of a contact: `text` as it is shown, `raw` as it is kept."""

    id: int
    label: str
    raw: str
    e164: str
    state: str
    usage: str


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address of a contact."""

    id: int
    address: cards.Address
    state: str
    usage: str


@dataclass(frozen=True, slots=True)
class Link:
    """A person of a company, or a company of a person: `contact_id` is the other one; `until` "" while it lasts."""

    id: int
    contact_id: int
    name: str
    role: str
    since: str
    until: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a contact; `document_id` where its bytes are."""

    id: int
    kind: str
    document_id: int


@dataclass(frozen=True, slots=True)
class ContactCard:
    """All of one contact."""

    id: int
    uid: str
    kind: str
    display_name: str
    civility: str
    given_name: str
    family_name: str
    company: str
    company_id: int | None
    job_title: str
    department: str
    salutation: str
    language: str
    birthday: str
    audience: str
    stage: str
    temperature: str
    tier: str
    tier_since: str
    own_months: int | None
    own_days: int | None
    snoozed_until: str
    deceased: bool
    source: str
    sourced_on: str
    preferred_channel: str
    preferred_days: str
    preferred_hours: str
    profile: str
    bought: str
    why_left: str
    note: str
    created_at: str
    trashed_at: str
    phones: tuple[Part, ...]
    emails: tuple[Part, ...]
    webs: tuple[Part, ...]
    places: tuple[Place, ...]
    tags: tuple[str, ...]
    people: tuple[Link, ...]
    jobs: tuple[Link, ...]
    own: dict[str, str]
    pictures: tuple[Picture, ...]
    company_places: tuple[Place, ...]
    company_phones: tuple[Part, ...]


@dataclass(frozen=True)
class Condition:
    """A chip of the list: `sql` is a fixed condition on contact c (never made from what somebody typed)."""

    key: str
    label: str
    sql: str
    parameters: tuple[str | int, ...] = ()


_ALIVE = "c.trashed_at IS NULL"


def ids(reader: Reader, conditions: Iterable[Condition] = (), trash: bool = False) -> "array[int]":
    """The ids of all contacts that meet every condition, in order of name."""
    chosen = list(conditions)
    where = " AND ".join(["c.trashed_at IS NOT NULL" if trash else _ALIVE, *(f"({one.sql})" for one in chosen)])
    parameters = [parameter for one in chosen for parameter in one.parameters]
    sql = f"SELECT c.id FROM contact c WHERE {where} ORDER BY c.sort_name, c.id"  # noqa: S608 - declared conditions
    return reader.numbers(sql, parameters)


def in_order(reader: Reader, found: Iterable[int]) -> "array[int]":
    """`found` in order of name, without those in the trash."""
    wanted = list(found)
    result: list[tuple[str, int]] = []
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        sql = f"SELECT sort_name, id FROM contact c WHERE {_ALIVE} AND id IN ({marks(len(chunk))})"  # noqa: S608
        result += reader.rows(sql, chunk)
    return array("q", (row[1] for row in sorted(result)))


# The town of a person without an address of their own is that of the company.
_ROW = """
SELECT c.id, c.uid, c.kind, c.display_name, coalesce(e.company_name, c.company_name), c.job_title,
       coalesce((SELECT town FROM address WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
                (SELECT town FROM address WHERE contact_id = e.id ORDER BY position, id LIMIT 1), ''),
       coalesce(c.tier, ''), c.stage, c.temperature
FROM contact c
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main
LEFT JOIN contact e ON e.id = w.company_id
"""


def rows(reader: Reader, wanted: Iterable[int]) -> list[ContactRow]:
    """The lines of the contacts `wanted`, in that order; those that are gone are left out."""
    order = list(wanted)
    found: dict[int, ContactRow] = {}
    for start in range(0, len(order), 900):
        chunk = order[start : start + 900]
        sql = f"{_ROW} WHERE c.id IN ({marks(len(chunk))})"
        found.update((row[0], ContactRow(*row)) for row in reader.rows(sql, chunk))
    return [found[one] for one in order if one in found]


def id_of(reader: Reader, uid: str) -> int:
    """The key of the contact `uid` names (its first digits suffice where they name only one). Problem otherwise."""
    uid = uid.strip().lower()
    found = reader.column("SELECT id FROM contact WHERE uid = ?", (uid,))
    if not found and len(uid) >= 6 and uid.isalnum():
        found = reader.column("SELECT id FROM contact WHERE uid >= ? AND uid < ? LIMIT 2", (uid, uid + "g"))
    if len(found) != 1:
        raise Problem(
            _("There is no contact “{uid}”.").format(uid=uid),
            _("“petitcrm find TEXT --json” gives the uid of each contact."),
        )
    return int(found[0])


def count(reader: Reader) -> int:
    """How many contacts there are, without the trash."""
    return int(reader.value(f"SELECT count(*) FROM contact c WHERE {_ALIVE}"))  # noqa: S608


def card(reader: Reader, contact_id: int) -> ContactCard | None:
    """All of one contact, or None where it is gone."""
    row = reader.row(
        "SELECT c.id, c.uid, c.kind, c.display_name, c.civility, c.given_name, c.family_name, "
        "coalesce(e.company_name, c.company_name), e.id, c.job_title, c.department, c.salutation, c.language, c.birthday, "
        "c.audience, c.stage, c.temperature, coalesce(c.tier, ''), coalesce(c.tier_since, ''), c.own_months, c.own_days, "
        "coalesce(c.snoozed_until, ''), c.deceased, c.source, c.sourced_on, c.preferred_channel, c.preferred_days, c.preferred_hours, "
        "c.profile, c.bought, c.why_left, c.note, c.created_at, coalesce(c.trashed_at, '') "
        "FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main "
        "LEFT JOIN contact e ON e.id = w.company_id WHERE c.id = ?",
        (contact_id,),
    )
    if row is None:
        return None
    company_id = row[8]
    own: tuple[Any, ...] = (*row[:22], bool(row[22]), *row[23:])
    return ContactCard(  # type: ignore[misc]
        *own,
        phones=_parts(reader, _PHONES, contact_id),
        emails=_parts(reader, "SELECT id, label, address, '', state, usage FROM email", contact_id),
        webs=_parts(reader, "SELECT id, label, url, '', state, usage FROM web", contact_id),
        places=_places(reader, contact_id),
        tags=tuple(
            reader.column(
                "SELECT t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = ? ORDER BY x.id",
                (contact_id,),
            )
        ),
        people=_people(reader, contact_id),
        jobs=_jobs(reader, contact_id),
        own=own_values(reader, contact_id),
        pictures=tuple(
            Picture(*one)
            for one in reader.rows(
                "SELECT id, kind, document_id FROM picture WHERE contact_id = ? ORDER BY id", (contact_id,)
            )
        ),
        company_places=_places(reader, company_id) if company_id else (),
        company_phones=_parts(reader, _PHONES, company_id) if company_id else (),
    )


_PHONES = "SELECT id, label, number, e164, state, usage FROM phone"


def _parts(reader: Reader, select: str, contact_id: int) -> tuple[Part, ...]:
    return tuple(
        Part(*row) for row in reader.rows(f"{select} WHERE contact_id = ? ORDER BY position, id", (contact_id,))
    )


def _places(reader: Reader, contact_id: int) -> tuple[Place, ...]:
    found = reader.rows(
        "SELECT id, state, usage, recipient, building, street, locality, postcode, town, region, country, label "
        "FROM address WHERE contact_id = ? ORDER BY position, id",
        (contact_id,),
    )
    return tuple(Place(row[0], cards.Address(*row[3:]), row[1], row[2]) for row in found)


def _people(reader: Reader, company_id: int) -> tuple[Link, ...]:
    """Those who work there, by name, then those who did."""
    found = reader.rows(
        "SELECT w.id, p.id, p.display_name, CASE WHEN w.role <> '' THEN w.role ELSE p.job_title END, w.since, w.until, w.is_main "
        "FROM employment w JOIN contact p ON p.id = w.person_id "
        "WHERE w.company_id = ? AND p.trashed_at IS NULL ORDER BY w.until <> '', p.sort_name LIMIT 200",
        (company_id,),
    )
    return tuple(Link(*(*row[:6], bool(row[6]))) for row in found)


def _jobs(reader: Reader, person_id: int) -> tuple[Link, ...]:
    """The companies a person works or worked for: the main one first, the former ones last."""
    found = reader.rows(
        "SELECT w.id, e.id, e.display_name, w.role, w.since, w.until, w.is_main "
        "FROM employment w JOIN contact e ON e.id = w.company_id WHERE w.person_id = ? "
        "ORDER BY w.until <> '', w.is_main DESC, w.until DESC, w.since DESC, w.id",
        (person_id,),
    )
    return tuple(Link(*(*row[:6], bool(row[6]))) for row in found)


def value_of(card: ContactCard, key: str) -> str:
    """The value of a field as it is kept, in the form in which it is typed."""
    if key.startswith(OWN):
        return card.own.get(key, "")
    if key == "own_interval":
        return interval_text(card.own_months, card.own_days)
    if key == "tags":
        return ", ".join(card.tags)
    if key == "deceased":
        return "1" if card.deceased else ""
    return str(getattr(card, key))


# the owner's own fields


def own_fields(reader: Reader) -> tuple[Field, ...]:
    """The fields the owner made, in their order, as forms show them."""
    return tuple(one.as_field() for one in all_of(reader))


def own_values(reader: Reader, contact_id: int) -> dict[str, str]:
    """What a contact's own fields hold, by the key of the field."""
    sql = "SELECT f.uid, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id = ?"
    return {OWN + uid: value for uid, value in reader.rows(sql, (contact_id,))}


def tiers(reader: Reader) -> list[str]:
    """The codes of the tiers, in the owner's order."""
    return reader.column("SELECT code FROM tier ORDER BY position, code")


def tags(reader: Reader) -> list[str]:
    """The tags in use, by name."""
    return reader.column("SELECT name FROM tag ORDER BY name COLLATE NOCASE")


def ids_with_tier(reader: Reader, tier: str) -> "array[int]":
    """The contacts of one tier, by name."""
    return ids(reader, [Condition("tier", "", "c.tier = ?", (tier,))])


def tags_of(reader: Reader, wanted: Iterable[int]) -> list[tuple[str, int]]:
    """The tags that contacts of `wanted` have, with how many have each, by name."""
    among = list(wanted)
    counts: dict[str, int] = {}
    for start in range(0, len(among), 20_000):
        chunk = among[start : start + 20_000]
        sql = f"SELECT t.name, count(*) FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id IN ({marks(len(chunk))}) GROUP BY t.id"  # noqa: S608, E501
        for name, count in reader.rows(sql, chunk):
            counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda one: one[0].casefold())


def with_people(reader: Reader, contact_id: int) -> list[int]:
    """The contact itself and, of a company, its people, those of former days included: whose history is told together."""
    sql = "SELECT person_id FROM employment WHERE company_id = ? LIMIT 500"
    return [contact_id, *reader.column(sql, (contact_id,))]
