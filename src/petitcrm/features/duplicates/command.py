"""Duplicates from the command line."""

from typing import Any

from petitcrm.features.contacts.queries import ContactRow, rows
from petitcrm.features.duplicates import queries
from petitcrm.features.duplicates.likeness import BANDS
from petitcrm.features.duplicates.queries import Pair
from petitcrm.store.connection import Reader


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
