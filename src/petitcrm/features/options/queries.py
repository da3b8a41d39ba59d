"""What the settings page asks and understands."""

import re
from dataclasses import dataclass

from petitcrm.base.dates import parse_iso
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class TierRow:
    code: str
    months: int | None
    days: int | None
    weight: int


def tiers(reader: Reader) -> list[TierRow]:
    """The tiers in the owner's order."""
    return [TierRow(*row) for row in reader.rows("SELECT code, months, days, weight FROM tier ORDER BY position, code")]


def planned(reader: Reader) -> int:
    """How many contacts the schedule knows."""
    return int(reader.value("SELECT count(*) FROM call_plan"))


def days_of(text: str) -> list[str]:
    """The ISO days written one a line. Problem names the one that is none."""
    return sorted({parse_iso(part).isoformat() for part in re.split(r"[\s,;]+", text) if part})


def number_of(text: str) -> int:
    """The whole number written in `text`. Problem otherwise; its limits are the setting's."""
    if not text.strip().isdigit():
        raise Problem(_("“{text}” is not a whole number.").format(text=text.strip()))
    return int(text)


def numbers_of(text: str) -> list[int]:
    """The gaps written "1, 2, 3": from one to twenty whole numbers from 1 to 365."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not 1 <= len(parts) <= 20 or not all(part.isdigit() and 1 <= int(part) <= 365 for part in parts):
        raise Problem(_("“{text}”: write whole numbers from 1 to 365, separated by commas.").format(text=text))
    return [int(part) for part in parts]
