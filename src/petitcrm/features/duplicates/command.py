"""Duplicates from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.queries import ContactRow, rows
from petitcrm.features.duplicates import merging, queries
from petitcrm.features.duplicates.likeness import BANDS
from petitcrm.features.duplicates.queries import Pair
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from petitcrm.features.duplicates import edits
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.duplicates.edits")


def found(reader: Reader, least: str, limit: int) -> list[Pair]:
    """The best `limit` pairs of the band `least` or a better one."""
    wanted = BANDS[: BANDS.index(least) + 1]
    return [pair for pair in queries.pairs(reader) if pair.band in wanted][:limit]


def as_json(pairs: list[Pair]) -> list[dict[str, Any]]:
    return [
        {"a": pair.a_uid, "b": pair.b_uid, "score": pair.score, "band": pair.band, "reasons": list(pair.reasons)}
        for pair in pairs
    ]


def in_words(reader: Reader, pairs: list[Pair]) -> list[str]:
    """Three lines a pair: how near and why, then one card, then the other."""
    cards = {row.id: row for row in rows(reader, {one for pair in pairs for one in (pair.a_id, pair.b_id)})}
    lines = []
    for pair in pairs:
        lines.append(f"{pair.score:3}  " + ", ".join(pair.reasons))
        lines += [f"     {_line(cards[one])}" for one in (pair.a_id, pair.b_id)]
    return lines


def _line(row: ContactRow) -> str:
    employer = row.company if row.kind == "person" else ""
    return "  ".join(part for part in (row.uid, row.display_name, employer, row.town) if part)


def merge(store: Store, keep_uid: str, drop_uid: str) -> tuple[int, str]:
    """Make one card of two, in one undo step: the key and the name of the card that stays."""
    keep, drop = store.read(contacts.id_of, keep_uid), store.read(contacts.id_of, drop_uid)
    _kind, keep_name, drop_name = store.read(merging.check, keep, drop)
    title = _("Merge {drop} into {keep}").format(drop=drop_name, keep=keep_name)
    store.do(title, edits.merge, keep, drop, {}, store.clock())
    name = store.reader.value("SELECT display_name FROM contact WHERE id = ?", (keep,))
    return keep, str(name)


def not_same(store: Store, one_uid: str, other_uid: str) -> None:
    """Note that two cards are not the same, in one undo step."""
    one, other = store.read(contacts.id_of, one_uid), store.read(contacts.id_of, other_uid)
    store.do(_("Not the same"), edits.not_same, one, other)
