"""What the settings page asks and understands."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from petitcrm.base.dates import parse_written
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.numbers import whole
from petitcrm.store.connection import Reader


def planned(reader: Reader) -> int:
    """How many contacts the schedule knows."""
    return int(reader.value("SELECT count(*) FROM call_plan"))


LONGEST_RANGE = 366  # days
_RANGE = re.compile(r"(?:du |from )?(.+?)\s*(?:\.\.|–|—| - | au | to )\s*(.+)", re.IGNORECASE)


def days_of(text: str) -> list[str]:
    """The ISO days written one a line, or as ranges ("1 au 15 août 2026"). Problem names what is none."""
    found: set[date] = set()
    for part in re.split(r"[\n,;]+", text):
        if part := part.strip():
            found |= _range(part) or _several(part)
    return sorted(day.isoformat() for day in found)


def _range(text: str) -> set[date]:
    """The days from the first to the last, which lends the first its year and month where they are not written twice."""
    parts = _RANGE.fullmatch(text)
    if parts is None:
        return set()
    last = parse_written(parts[2])
    start = parts[1].strip()
    whole_start = start
    if start.removesuffix("er").isdigit():
        whole_start = f"{start.removesuffix('er')}/{last.month}/{last.year}"
    elif re.fullmatch(r"\d{1,2}[/.]\d{1,2}", start):
        whole_start = f"{start}/{last.year}"
    elif re.fullmatch(r"\d{1,2}(?:er)? [^\W\d]+", start):
        whole_start = f"{start} {last.year}"
    first = parse_written(whole_start)
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_RANGE:
        raise Problem(
            _("“{text}”: the last day lies before the first, or more than a year after it.").format(text=text)
        )
    return {first + timedelta(days=at) for at in range(count)}


def _several(text: str) -> set[date]:
    """One day, or several with blanks between them."""
    try:
        return {parse_written(text)}
    except Problem:
        words = text.split()
        if len(words) == 1 or not all(word[0].isdigit() and len(word) > 5 for word in words):
            raise
        return {parse_written(word) for word in words}


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
