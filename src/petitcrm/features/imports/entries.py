"""What a file holds: one card or row, accepted or refused."""

from dataclasses import dataclass, field

from petitcrm.base.cards import Card


@dataclass(slots=True)
class Entry:
    """One card or row of the file."""

    line: int  # where it begins in the file, from 1
    card: Card | None  # None when it is refused
    reason: str = ""  # why it is refused, a sentence for a person; "" when it is accepted
    raw: list[str] = field(default_factory=list)  # the cells of the row, or the lines of the card
    part_of: str = ""  # the company this row is only another address of
