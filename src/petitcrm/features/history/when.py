"""A day to come and perhaps an hour, as people say them: "+3s", "lun 14h", "demain", "12/6 à 9h30"."""

from datetime import date

from petitcrm.base import dates
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean, fold
from petitcrm.features.history.line_days import days
from petitcrm.features.history.line_numbers import Hour, hours


def understood(said: str, today: date) -> tuple[date, str]:
    """The day and the hour ("" for none). An hour alone is today's. Problem where there is no such day or hour."""
    text = clean(said)[:100]
    folded = fold(text).replace("’", "'")
    found = next((one for one in days(folded, today) if one.ahead is not None or one.is_bad), None)
    told = [one for one in hours(folded) if found is None or one.end <= found.start or one.start >= found.end]
    day = found.ahead if found else None
    if day is None and (found is None or not found.is_bad):
        rest = folded[: told[0].start] + folded[told[0].end :] if told else folded
        day = dates.understood(rest.strip(" ,"), today) if rest.strip(" ,") else today if told else None
    if day is not None and day < today:
        raise Problem(_("“{text}” is past.").format(text=text), _("Choose today or a later day."))
    if day is None or any(isinstance(one, Hour) and one.is_bad for one in told):
        raise Problem(
            _("“{text}” is not a day.").format(text=text), _("Write for example Mon 2pm, +3w, 12/4 or 2026-04-12.")
        )
    first = told[0] if told else None
    at = (
        ""
        if first is None
        else first.at
        if isinstance(first, Hour)
        else f"{first.minutes // 60:02d}:{first.minutes % 60:02d}"
    )
    return day, at
