"""What can be asked about the tiers."""

from dataclasses import dataclass
from datetime import date

from petitcrm.features.calls import settings
from petitcrm.features.tiers.effect import Kind, Week
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class TierRow:
    """A tier; neither `months` nor `days`: no calls. `contacts` have it, the trash aside."""

    code: str
    months: int | None
    days: int | None
    weight: int
    name: str = ""
    colour: str = ""
    letters_only: bool = False
    contacts: int = 0


def tiers(reader: Reader) -> list[TierRow]:
    """The tiers in the owner's order."""
    return [
        TierRow(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7])
        for row in reader.rows(
            "SELECT code, months, days, weight, name, colour, letters_only, "
            "(SELECT count(*) FROM contact c WHERE c.tier = t.code AND c.trashed_at IS NULL) "
            "FROM tier t ORDER BY position, code"
        )
    ]


def colours(reader: Reader) -> dict[str, str]:
    """code -> the name of the colour the owner chose for its letter."""
    return dict(reader.rows("SELECT code, colour FROM tier WHERE colour <> ''"))


# Who would be called if the tier asks for it: not blocked for a reason of their own, not given up.
_CALLABLE = (
    "c.trashed_at IS NULL AND p.rule NOT IN ('trash', 'deceased', 'no_number', 'objection', 'nurture') "
    "AND (p.next_day IS NOT NULL OR p.rule IN ('none', 'letters', 'cold'))"
)


def kinds(reader: Reader) -> list[Kind]:
    """What is called at an interval: each tier with the clients that can be called, then each interval of their own."""
    made = [
        Kind(code, months, days, bool(letters), count)
        for code, months, days, letters, count in reader.rows(
            "SELECT t.code, t.months, t.days, t.letters_only, (SELECT count(*) FROM contact c "  # noqa: S608 - fixed
            f"JOIN call_plan p ON p.contact_id = c.id WHERE c.tier = t.code AND {_CALLABLE} "
            "AND c.own_months IS NULL AND c.own_days IS NULL) FROM tier t ORDER BY t.position, t.code"
        )
    ]
    own = reader.rows(
        "SELECT c.own_months, c.own_days, count(*) FROM contact c JOIN call_plan p ON p.contact_id = c.id "  # noqa: S608
        f"WHERE (c.own_months IS NOT NULL OR c.own_days IS NOT NULL) AND {_CALLABLE} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [*made, *(Kind("", months, days, False, count) for months, days, count in own)]


def week(reader: Reader, today: date) -> Week:
    """How much can be called: the worked days of the coming year by weekday, and the calls each takes."""
    return Week.of(settings.calendar(reader), settings.capacity(reader), today)
