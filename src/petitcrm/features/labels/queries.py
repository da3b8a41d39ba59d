"""What can be asked about labels: the sheets, the first free label, who gets one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from petitcrm.features.labels.sheets import SHEETS, Sheet
from petitcrm.features.letters import queries as letters
from petitcrm.features.letters.queries import Selection
from petitcrm.store.connection import Reader, marks

CHUNK = 900


def sheets(reader: Reader) -> list[Sheet]:
    """The owner's sheets in the order of their names, then those that come with the program."""
    rows = reader.rows(
        "SELECT name, across, down, width, height, left_margin, top_margin, pitch_x, pitch_y FROM label_sheet "
        "ORDER BY name COLLATE NOCASE"
    )
    return [*(replace(Sheet(*row), is_own=True) for row in rows), *SHEETS]


def next_free(reader: Reader, sheet: Sheet) -> int:
    """The first free label (from 1) of the sheet begun last, 1 for a new one."""
    found = reader.value("SELECT next_free FROM label_use WHERE sheet = ?", (sheet.name,))
    return int(found) if found is not None and 1 <= found <= sheet.count else 1


def selection(reader: Reader, ids: Sequence[int], today: date, *, with_recent: bool) -> Selection:
    """Who of `ids` gets a label and who is left out and why, as for letters; see letters.queries.recipients.

    A letter of today does not leave anybody out: labels are for the letters just written.
    """
    found = letters.recipients(reader, ids, today, with_recent=with_recent)
    if with_recent:
        return found
    recent = [one.contact_id for one in found.left_out if one.rule == "recent"]
    fresh = _written_on(reader, recent, today)
    return _with(found, letters.recipients(reader, sorted(fresh), today, with_recent=True), ids) if fresh else found


def _with(found: Selection, more: Selection, ids: Sequence[int]) -> Selection:
    """`found` and `more` together, in the order of `ids`; who is in `more` is no longer left out."""
    rank = {one: at for at, one in enumerate(ids)}
    rows = [row for one in (found, more) for row in zip(one.ids, one.recipients, one.names, one.tiers, strict=True)]
    rows.sort(key=lambda row: rank[row[0]])
    fresh = set(more.ids)
    return replace(
        found,
        recipients=[row[1] for row in rows],
        left_out=[one for one in found.left_out if one.contact_id not in fresh],
        ids=[row[0] for row in rows],
        names=[row[2] for row in rows],
        tiers=[row[3] for row in rows],
        recent=found.recent - len(fresh),
    )


def _written_on(reader: Reader, ids: Sequence[int], day: date) -> set[int]:
    """Who of `ids` got the last letter on `day`."""
    found: set[int] = set()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        sql = f"SELECT contact_id FROM call_plan WHERE last_letter = ? AND contact_id IN ({marks(len(chunk))})"  # noqa: S608
        found.update(reader.column(sql, [day.isoformat(), *chunk]))
    return found
