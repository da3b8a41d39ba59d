"""Working days: the owner's weekdays, minus public holidays, minus the owner's own closed days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache


@cache
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO 3166 code) and region in `year`; none where the library knows none."""
    import holidays

    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)


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

    def on_or_after(self, day: date) -> date:
        """`day` if it is worked, or the next one that is; `day` itself where a whole year is closed."""
        for ahead in range(367):
            if self.is_open(day + timedelta(days=ahead)):
                return day + timedelta(days=ahead)
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        for _turn in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day
