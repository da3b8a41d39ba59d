"""What an export asks: all of many contacts, a few hundred at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from petitcrm.base.cards import Address, Card, Email, Phone, Web
from petitcrm.features.contacts import own_fields
from petitcrm.features.contacts.own_fields import OWN, OwnField
from petitcrm.features.contacts.rules import interval_text
from petitcrm.store.connection import Reader, marks

CHUNK = 500


@dataclass
class Exported:
    """One contact as it is written: `card`, and by key what a card has no place for (own fields under "own:uid")."""

    card: Card
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """How much the contacts of an export have at most: as many columns has the table."""

    phones: int
    emails: int
    webs: int
    addresses: int
    longest_note: int
    most_lines: int  # of a note
    own: tuple[OwnField, ...]


def shape(reader: Reader, ids: Sequence[int]) -> Shape:
    """The shape of the table that holds all of `ids`."""
    most = dict.fromkeys(("phone", "email", "web", "address"), 0)
    note = lines = 0
    for chunk in chunks(ids, 10_000):
        among = marks(len(chunk))
        for table in most:
            sql = f"SELECT max(n) FROM (SELECT count(*) AS n FROM {table} WHERE contact_id IN ({among}) GROUP BY contact_id)"  # noqa: S608
            most[table] = max(most[table], reader.value(sql, chunk) or 0)
        counts = "max(length(note)), max(length(note) - length(replace(note, char(10), '')))"
        long, many = reader.rows(f"SELECT {counts} FROM contact WHERE id IN ({among})", chunk)[0]  # noqa: S608
        note, lines = max(note, long or 0), max(lines, many or 0)
    own = tuple(own_fields.all_of(reader))
    return Shape(most["phone"], most["email"], most["web"], most["address"], note, lines, own)


def chunks(ids: Sequence[int], size: int = CHUNK) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


_CONTACT = (
    "SELECT c.id, c.kind, c.uid, c.civility, c.given_name, c.family_name, coalesce(e.company_name, c.company_name), "
    "c.job_title, c.department, c.birthday, c.language, c.stage, c.temperature, coalesce(c.tier, ''), c.source, c.note, "
    "c.audience, c.salutation, c.own_months, c.own_days, coalesce(c.snoozed_until, ''), c.deceased, c.display_name, "
    "c.sourced_on, c.preferred_channel, c.preferred_hours, c.profile, c.preferred_days, c.bought, c.why_left "
    "FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id "
    "WHERE c.id"
)


def exported(reader: Reader, wanted: Sequence[int]) -> list[Exported]:
    """All of the contacts `wanted`, in that order; those that are gone are left out."""
    found = {row[0]: _exported(row) for row in _among(reader, _CONTACT, wanted)}
    _add_parts(reader, found, wanted)
    for contact, name in _among(
        reader,
        "SELECT x.contact_id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id",
        wanted,
        "x.id",
    ):
        found[contact].card.tags.append(name)
    for contact, channel, state in _among(
        reader, "SELECT contact_id, channel, state FROM consent WHERE contact_id", wanted, "channel"
    ):
        key = "objected" if state == "objected" else "consented"
        said = found[contact].more.get(key, "")
        found[contact].more[key] = f"{said},{channel}" if said else channel
    own = (
        "SELECT v.contact_id, f.uid, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id "
        "WHERE v.contact_id"
    )
    for contact, uid, value in _among(reader, own, wanted):
        found[contact].more[OWN + uid] = value
    for table, column in (("phone", "number"), ("email", "address"), ("web", "url"), ("address", "street")):
        sql = f"SELECT contact_id, {column} FROM {table} WHERE state <> 'usable' AND contact_id"  # noqa: S608 - fixed names
        for contact, text in _among(reader, sql, wanted, "id"):
            said = found[contact].more.get("wrong", "")
            found[contact].more["wrong"] = f"{said}, {text}" if said else text
    return [found[one] for one in wanted if one in found]


def _exported(row: Any) -> Exported:
    card = Card(
        kind=row[1], uid=row[2], civility=row[3], given_name=row[4], family_name=row[5], company=row[6],
        job_title=row[7], department=row[8], birthday=row[9], language=row[10], stage=row[11], temperature=row[12],
        tier=row[13], source=row[14], note=row[15],
    )  # fmt: skip
    more = {
        "audience": row[16] if row[16] != "professional" else "",
        "salutation": row[17],
        "own_interval": interval_text(row[18], row[19]),
        "snoozed_until": row[20],
        "deceased": "1" if row[21] else "",
        "display_name": row[22],
        "sourced_on": row[23],
        "preferred_channel": row[24],
        "preferred_hours": row[25],
        "profile": row[26],
        "preferred_days": row[27],
        "bought": row[28],
        "why_left": row[29],
    }
    return Exported(card, {key: value for key, value in more.items() if value})


def _add_parts(reader: Reader, found: dict[int, Exported], wanted: Sequence[int]) -> None:
    order = "position, id"
    for contact, number, label, e164 in _among(
        reader, "SELECT contact_id, number, label, e164 FROM phone WHERE contact_id", wanted, order
    ):
        found[contact].card.phones.append(Phone(number, label, e164))
    for contact, address, label in _among(
        reader, "SELECT contact_id, address, label FROM email WHERE contact_id", wanted, order
    ):
        found[contact].card.emails.append(Email(address, label))
    for contact, url, label in _among(reader, "SELECT contact_id, url, label FROM web WHERE contact_id", wanted, order):
        found[contact].card.webs.append(Web(url, label))
    places = (
        "SELECT contact_id, recipient, building, street, locality, postcode, town, region, country, label "
        "FROM address WHERE contact_id"
    )
    for contact, *place in _among(reader, places, wanted, order):
        found[contact].card.addresses.append(Address(*place))


def _among(reader: Reader, sql: str, ids: Iterable[int], order: str = "") -> list[Any]:
    wanted = list(ids)
    ordered = f" ORDER BY {order}" if order else ""
    return reader.rows(f"{sql} IN ({marks(len(wanted))}){ordered}", wanted)
