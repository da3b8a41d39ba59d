"""What the settings page asks and understands."""

import re
from collections.abc import Sequence

from petitcrm.base.dates import parse_iso
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.numbers import whole
from petitcrm.store.connection import Reader


def planned(reader: Reader) -> int:
    """How many contacts the schedule knows."""
    return int(reader.value("SELECT count(*) FROM call_plan"))


def days_of(text: str) -> list[str]:
    """The ISO days written one a line. Problem names the one that is none."""
    return sorted({parse_iso(part).isoformat() for part in re.split(r"[\s,;]+", text) if part})


def week_of(texts: Sequence[str]) -> list[int | None]:
    """The numbers of the weekdays, None where nothing is written; an empty list where nothing is anywhere."""
    numbers = [whole(text) if text.strip() else None for text in texts]
    return numbers if any(one is not None for one in numbers) else []


def numbers_of(text: str) -> list[int]:
    """The gaps written "1, 2, 3": from one to twenty whole numbers from 1 to 365."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not 1 <= len(parts) <= 20 or not all(part.isdigit() and 1 <= int(part) <= 365 for part in parts):
        raise Problem(_("“{text}”: write whole numbers from 1 to 365, separated by commas.").format(text=text))
    return [int(part) for part in parts]
