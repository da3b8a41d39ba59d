"""Birthdays, written in figures or in words."""

import re
from datetime import date

from petitcrm.base.text import fold
from petitcrm.features.imports.spelling import LONGEST_WORD, word_set

_MONTH_NAMES = (
    word_set("jan january janvier januar janv"), word_set("feb february fevrier februar fevr fev"),
    word_set("mar march mars marz maerz"), word_set("apr april avril avr"),
    word_set("may mai"), word_set("jun june juin juni"),
    word_set("jul july juillet juli juil"), word_set("aug august aout"),
    word_set("sep september septembre sept"), word_set("oct october octobre oktober okt"),
    word_set("nov november novembre"), word_set("dec december decembre dezember dez"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[t ].*)?")
_DAY_FIRST = re.compile(r"(\d\d?)[-/. ](\d\d?)(?:[-/. ](\d{4}|\d\d))?(?:[t ]\d.*)?\.?")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_WORDY = re.compile(
    r"(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?[. -]+([a-z]+)\.?(?:[ ,-]+(\d{4}))?|([a-z]+)\.? (\d{1,2})(?:[ ,]+(\d{4}))?"
)
_UNKNOWN_YEARS = frozenset({1604, 1})  # what Apple and Microsoft write for "no year"


def day_of(text: str) -> str:
    """A birthday as it is kept: 1975-03-09, --03-09 without the year, "" when `text` is no possible day."""
    text = fold(text[:LONGEST_WORD].strip())
    if match := _NO_YEAR.fullmatch(text):
        return _day(0, int(match[1]), int(match[2]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(match[3]), int(match[2]), int(match[1]))
    if match := _WORDY.fullmatch(text):
        month = _MONTHS.get(match[2] or match[4], 0)
        return _day(int(match[3] or match[6] or 0), month, int(match[1] or match[5]))
    return ""


def _full_year(text: str | None) -> int:
    if not text:
        return 0
    year = int(text)
    return year + (2000 if year <= date.today().year % 100 else 1900) if len(text) == 2 else year


def _day(year: int, month: int, day: int) -> str:
    try:
        known = date(year or 2000, month, day)
    except ValueError:
        return ""
    if not year or year in _UNKNOWN_YEARS:
        return f"--{month:02d}-{day:02d}"
    return known.isoformat() if 1850 <= year <= date.today().year else ""
