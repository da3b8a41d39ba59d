"""What two cards say, read for merging them, and what would move."""

from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts import queries, rules
from petitcrm.features.duplicates import better
from petitcrm.features.duplicates.better import MergeField
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Two cards field by field, and how much the card that goes hands over."""

    keep_id: int
    drop_id: int
    kind: str
    keep_name: str
    drop_name: str
    fields: tuple[MergeField, ...]
    phones: int
    emails: int
    places: int
    exchanges: int
    letters: int
    follow_ups: int
    people: int


_COLUMNS = (
    "c.civility", "c.given_name", "c.family_name", "coalesce(e.company_name, c.company_name)", "c.job_title", "c.department",
    "c.salutation", "c.language", "c.birthday", "c.audience", "c.stage", "c.temperature", "coalesce(c.tier, '')",
    "c.own_months", "c.own_days", "coalesce(c.snoozed_until, '')", "c.source", "c.sourced_on", "c.preferred_channel",
    "c.preferred_days", "c.preferred_hours", "c.profile", "c.bought", "c.why_left", "c.note",
)  # fmt: skip


def said(reader: Reader, contact_id: int) -> dict[str, str]:
    """What a card says in each field of `better.FIELDS`."""
    sql = (
        f"SELECT {', '.join(_COLUMNS)} FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main "  # noqa: S608
        "LEFT JOIN contact e ON e.id = w.company_id WHERE c.id = ?"
    )
    row = list(reader.rows(sql, (contact_id,))[0])
    row[13:15] = [rules.interval_text(row[13], row[14])]
    return dict(zip(better.FIELDS, row, strict=True))


def check(reader: Reader, keep_id: int, drop_id: int) -> tuple[str, str, str]:
    """(kind, name of the card that stays, name of the one that goes). Problem where the two can't be made one."""
    if keep_id == drop_id:
        raise Problem(_("This is one card already: a card can't be merged with itself."))
    found = {
        row[0]: row[1:]
        for row in reader.rows(
            "SELECT id, kind, display_name, trashed_at FROM contact WHERE id IN (?, ?)", (keep_id, drop_id)
        )
    }
    for one in (keep_id, drop_id):
        if one not in found:
            raise Problem(_("One of the two cards is gone."), _("Look for duplicates again."))
        if found[one][2]:
            raise Problem(
                _("{name} is in the trash.").format(name=found[one][1]), _("Take the card out of the trash first.")
            )
    if found[keep_id][0] != found[drop_id][0]:
        raise Problem(
            _("{keep} and {drop}: a person and a company can't become one card.").format(
                keep=found[keep_id][1], drop=found[drop_id][1]
            )
        )
    return found[keep_id][0], found[keep_id][1], found[drop_id][1]


def fuller(reader: Reader, one_id: int, other_id: int) -> tuple[int, int]:
    """The two cards, first the one that says more: the longer history, then more numbers and fields, then the older."""

    def weight(contact_id: int) -> tuple[int, int]:
        history = reader.value("SELECT count(*) FROM interaction WHERE contact_id = ?", (contact_id,))
        parts = sum(
            reader.value(f"SELECT count(*) FROM {table} WHERE contact_id = ?", (contact_id,))  # noqa: S608 - fixed names
            for table in ("phone", "email", "web", "address", "contact_tag")
        )
        return history, parts + sum(bool(value) for value in said(reader, contact_id).values())

    first, second = sorted((one_id, other_id))
    return (second, first) if weight(second) > weight(first) else (first, second)


def merge_plan(reader: Reader, keep_id: int, drop_id: int) -> MergePlan:
    """What merging two cards would make of them; nothing is written. Problem where they can't be merged."""
    kind, keep_name, drop_name = check(reader, keep_id, drop_id)
    fields = better.fields(said(reader, keep_id), said(reader, drop_id), queries.tiers(reader))

    def count(table: str, column: str = "contact_id") -> int:
        return int(reader.value(f"SELECT count(*) FROM {table} WHERE {column} = ?", (drop_id,)))  # noqa: S608

    return MergePlan(
        keep_id,
        drop_id,
        kind,
        keep_name,
        drop_name,
        fields,
        phones=count("phone"),
        emails=count("email"),
        places=count("address"),
        exchanges=count("interaction"),
        letters=count("letter"),
        follow_ups=count("follow_up"),
        people=count("employment", "company_id"),
    )
