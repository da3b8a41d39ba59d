"""The timeline of a card: which exchanges, in which order; rows are asked for as they are painted."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from petitcrm.features.contacts.queries import with_people
from petitcrm.features.history.queries import Entry, entries
from petitcrm.store.connection import Reader, marks

MOST = 20_000


@dataclass(frozen=True)
class Narrowed:
    """What of the history is shown: a kind, a year (ISO); "" for all."""

    kind: str = ""
    year: str = ""


def ids(reader: Reader, contact_id: int, narrowed: Narrowed) -> "array[int]":
    """The exchanges with a contact and, for a company, with its people, also those they took part in; the newest first."""
    who = with_people(reader, contact_id)
    among = marks(len(who))
    with_them = f"SELECT interaction_id FROM participant WHERE contact_id IN ({among})"  # noqa: S608 - question marks
    sql = f"SELECT id FROM interaction WHERE (contact_id IN ({among}) OR id IN ({with_them}))"  # noqa: S608
    parameters: list[int | str] = [*who, *who]
    if narrowed.kind:
        sql += " AND kind = ?"
        parameters.append(narrowed.kind)
    if narrowed.year:
        sql += " AND day >= ? AND day < ?"
        parameters += [narrowed.year, f"{int(narrowed.year) + 1:04d}"]
    return array("q", reader.column(f"{sql} ORDER BY day DESC, at DESC, id DESC LIMIT {MOST}", parameters))


def rows(reader: Reader, wanted: Sequence[int]) -> list[Entry | None]:
    """The exchanges `wanted`, in that order; None for one that is gone."""
    found = {entry.id: entry for entry in entries(reader, wanted)}
    return [found.get(one) for one in wanted]


def offered(reader: Reader, contact_id: int) -> tuple[dict[str, int], list[str]]:
    """How many exchanges of each kind there are, and the years in which there are any, the newest first."""
    who = with_people(reader, contact_id)
    among = f"interaction WHERE contact_id IN ({marks(len(who))})"
    kinds = dict(reader.rows(f"SELECT kind, count(*) FROM {among} GROUP BY kind ORDER BY count(*) DESC", who))  # noqa: S608
    years = reader.column(f"SELECT DISTINCT substr(day, 1, 4) FROM {among} ORDER BY 1 DESC", who)  # noqa: S608
    return kinds, years
