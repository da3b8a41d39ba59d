"""Days as people say, write and count them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current, mark, ngettext
from petitcrm.base.text import fold

MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip
SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last one of a shorter month (31 January + 1 = 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_later(day: date, days: int) -> date:
    """`days` after `day`; the last day there is where it would be beyond."""
    return date.max if days > (date.max - day).days else day + timedelta(days=days)


def parse_iso(text: str) -> date:
    """The day written 2026-05-12. Problem otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem(
            _("“{text}” is not a date.").format(text=text), _("Write it as year-month-day, for example 2026-05-12.")
        ) from error


def parse_written(text: str) -> date:
    """The day written 2026-05-12, 12/5/2026, 12.5.26 or "12 mai 2026": always with its year. Problem otherwise."""
    said = fold(text).strip()
    found = None
    if (numeric := _NUMERIC.fullmatch(said)) and numeric[3]:
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0)
        found = _date(year, int(numeric[2]), int(numeric[1]))
    elif (named := _NAMED.fullmatch(said)) and named[3]:
        month = _numbered(named[2], (MONTHS["fr"], MONTHS["en"]))
        found = _date(int(named[3]), month + 1, int(named[1])) if month is not None else None
    if found is None:
        try:
            found = date.fromisoformat(text.strip())
        except ValueError as error:
            raise Problem(
                _("“{text}” is not a date.").format(text=text),
                _("Write it with its year, for example 12/5/2026 or 2026-05-12."),
            ) from error
    return found


def shown(day: date, today: date | None = None) -> str:
    """A day as it is read: relative near `today` ("yesterday", "Mon 23 Nov"), absolute far ("12 Mar 2025")."""
    lang = current()
    if today is not None:
        near = {0: mark("today"), 1: mark("tomorrow"), -1: mark("yesterday")}.get((day - today).days)
        if near:
            return _(near)
        if abs((day - today).days) < 60:
            return f"{SHORT_WEEKDAYS[lang][day.weekday()]} {day.day} {SHORT_MONTHS[lang][day.month - 1]}"
    return f"{day.day} {SHORT_MONTHS[lang][day.month - 1]} {day.year}"


def written(day: date) -> str:
    """The day in full: "lundi 23 novembre 2026"."""
    lang = current()
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{WEEKDAYS[lang][day.weekday()]} {number} {MONTHS[lang][day.month - 1]} {day.year}"


def from_to(first: date, last: date) -> str:
    """The days from `first` to `last` in words: "23 to 29 November 2026"."""
    lang = current()
    begins, ended = ("1er" if lang == "fr" and one.day == 1 else str(one.day) for one in (first, last))
    if first.month != last.month:
        begins += f" {MONTHS[lang][first.month - 1]}"
    if first.year != last.year:
        begins += f" {first.year}"
    ends = f"{ended} {MONTHS[lang][last.month - 1]} {last.year}"
    return _("{first} to {last}").format(first=begins, last=ends)


def counted(days: int) -> str:
    """A number of days in words: "3 days"."""
    return ngettext("{n} day", "{n} days", days).format(n=days)


_IN = re.compile(r"\+?\s*(\d{1,3})\s*(jours?|days?|j|d|semaines?|sem|weeks?|wk|s|w|mois|months?|m)")
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_NAMED = re.compile(r"(\d{1,2})(?:er)?\s+([a-z]{3,})\.?(?:\s+(\d{4}))?")
_NEAR = {
    "today": 0, "aujourd'hui": 0, "auj": 0, "tomorrow": 1, "demain": 1, "apres-demain": 2, "apres demain": 2,
    "yesterday": -1, "hier": -1, "avant-hier": -2, "avant hier": -2,
}  # fmt: skip


def understood(text: str, today: date) -> date | None:
    """The day meant by "lun", "demain", "+3s", "dans 2 mois", "12/4", "12 avril", "2026-04-12"; None if it is none.

    A weekday is the next one after today; a day without a year is the nearest one not past.
    """
    said = fold(text).strip().replace("’", "'").removeprefix("dans ").removeprefix("in ").removeprefix("le ").strip()
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", said):
        year, month, day = map(int, said.split("-"))
        return _date(year, month, day)
    if found := _IN.fullmatch(said):
        return _later(int(found[1]), found[2], today)
    if found := _NUMERIC.fullmatch(said):
        return _nearest(int(found[1]), int(found[2]), found[3], today)
    if found := _NAMED.fullmatch(said):
        named = _numbered(found[2], (MONTHS["fr"], MONTHS["en"]))
        return _nearest(int(found[1]), named + 1, found[3], today) if named is not None else None
    weekday = _numbered(said.rstrip("."), (WEEKDAYS["fr"], WEEKDAYS["en"]))
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


_HAS_YEAR = re.compile(r"\d{4}|\d[/.\- ]\d{1,2}[/.\- ]\d{2}\b|\+|dans|in ")


def understood_past(text: str, today: date) -> date | None:
    """Like `understood`, for a day that lies behind: a weekday is the last one, a day without a year the nearest not to come.

    What can only mean a day to come ("tomorrow", "+3w", 12/4/2030) still does.
    """
    found = understood(text, today)
    if found is None or found <= today or fold(text).strip() in _NEAR or _HAS_YEAR.search(text.casefold()):
        return found
    if not any(sign.isdigit() for sign in text):
        return found - timedelta(7)
    return _date(found.year - 1, found.month, found.day) or found


def typed(day: str) -> str:
    """A kept day as people type it: 2026-04-12 is 12/04/2026, --04-12 is 12/04; what is no day stays as it is."""
    found = re.fullmatch(r"(\d{4}|-)-(\d{2})-(\d{2})", day)
    if found is None:
        return day
    return f"{found[3]}/{found[2]}" + ("" if found[1] == "-" else f"/{found[1]}")


def _numbered(said: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    if len(said) >= 3:
        for row in names:
            for number, name in enumerate(row):
                if fold(name).startswith(said):
                    return number
    return None


def _later(count: int, unit: str, today: date) -> date | None:
    if unit[0] in "jd":
        return today + timedelta(days=count)
    if unit.startswith("m"):
        return add_months(today, count)
    return today + timedelta(weeks=count)


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = _date(today.year, month, day)
    if found is None or found < today:
        return _date(today.year + 1, month, day) or found
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_EXCEPT = re.compile(r"\b(sauf|pas|jamais|hors|not|never|except)\b")


def weekdays_in(text: str) -> frozenset[int]:
    """The weekdays named in "mardi, jeu", "Tue and Thu" or "not Fri" (0 is Monday); empty where none is.

    "not Fri" means all others.
    """
    folded = fold(text)
    names = (WEEKDAYS["fr"], WEEKDAYS["en"])
    found = {_numbered(word.rstrip("s"), names) for word in re.findall(r"[a-z]{3,}", folded)} - {None}
    days = frozenset(day for day in found if day is not None)
    return frozenset(range(7)) - days if days and _EXCEPT.search(folded) else days


_HOUR = re.compile(r"([01]?\d|2[0-3])\s*[:hH.]\s*([0-5]\d)?")


def understood_hour(text: str) -> str:
    """The hour meant by "14:30", "9h", "9h30" as HH:MM; "" if it is none."""
    found = _HOUR.fullmatch(text.strip())
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else ""


def interval(months: int | None, days: int | None) -> str:
    """How often, in words: "every month", "every 10 days"."""
    if months == 12:
        return _("every year")
    if months:
        return ngettext("every month", "every {n} months", months).format(n=months)
    if days and days % 7 == 0:
        return ngettext("every week", "every {n} weeks", days // 7).format(n=days // 7)
    if days:
        return ngettext("every day", "every {n} days", days).format(n=days)
    return _("never")
