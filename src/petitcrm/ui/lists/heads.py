"""Columns and lines of a table, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """A column as it is shown. kind: strong (the name), text, number (to the right), badge (a tier's letter).

    `by_hand`: somebody chose the width.
    """

    key: str
    title: str
    width: int
    kind: str = "text"
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of the table: the words of its cells, in the order of the columns; `roles` colours some of them."""

    id: int
    words: tuple[str, ...]
    roles: tuple[str, ...] = ()
