"""Working days: the owner's weekdays, minus public holidays, minus the owner's own closed days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from petitcrm.base.dates import days_later

# Names people use for a region, and what the library calls it.
_REGIONS = {"Alsace-Moselle": "Alsace"}


@cache
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO 3166 code) and region in `year`.

    The country's own where the library does not know the region; none where it does not know the country.
    """
    import holidays

    for known in (_REGIONS.get(region, region) or None, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=known, years=year))
        except NotImplementedError:
            continue
    return frozenset()


@cache
def _named_holidays(country: str, region: str, year: int, language: str) -> dict[date, str]:
    import holidays

    for known in (_REGIONS.get(region, region) or None, None):
        try:
            return dict(holidays.country_holidays(country, subdiv=known, years=year, language=language))
        except NotImplementedError:
            continue
    return {}


def holiday_name(country: str, region: str, day: date, language: str) -> str:
    """What a public holiday is called, in `language` where the library knows it; "" for a day that is none."""
    return _named_holidays(country, region, day.year, "en_US" if language == "en" else language).get(day, "")


def regions(country: str) -> list[str]:
    """The regions of a country that have holidays of their own, by the names that can be typed."""
    import holidays

    try:
        found = holidays.country_holidays(country, years=2026)
    except NotImplementedError:
        return []
    aliases = [name for names in found.get_subdivision_aliases().values() for name in names]
    return [
        *(_REGIONS if country == "FR" else ()),
        *(name for name in [*aliases, *found.subdivisions] if not name.startswith("Zone ")),
    ]


class WorkCalendar:
    """Which days are worked. `weekdays`: 0 is Monday."""

    def __init__(
        self, weekdays: Iterable[int] = range(5), country: str = "FR", region: str = "", closed: Iterable[date] = ()
    ) -> None:
        self.weekdays = frozenset(weekdays)
        self.country = country
        self.region = region
        self.closed = frozenset(closed)

    def is_open(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            and day not in self.closed
            and day not in public_holidays(self.country, self.region, day.year)
        )

    def on_or_after(self, day: date, weekdays: frozenset[int] | None = None) -> date:
        """`day` if it is worked (and one of `weekdays`), or the next one that is; `day` itself where there is none for a year."""
        for ahead in range(min(367, (date.max - day).days + 1)):
            found = day + timedelta(days=ahead)
            if (weekdays is None or found.weekday() in weekdays) and self.is_open(found):
                return found
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        for _turn in range(count):
            day = self.on_or_after(days_later(day, 1))
        return day
