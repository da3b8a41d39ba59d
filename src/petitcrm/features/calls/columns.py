"""The columns that the schedule adds to the list of contacts."""

from petitcrm.base.language import mark
from petitcrm.features.contacts.columns import Column


def _of_plan(what: str) -> tuple[str, str]:
    """(what a cell shows, what the list is sorted by) of a column of the plan."""
    return (
        f"(SELECT p.{what} FROM call_plan p WHERE p.contact_id = c.id)",  # noqa: S608 - fixed names
        f"SELECT contact_id, {what} FROM call_plan WHERE {what} IS NOT NULL",  # noqa: S608
    )


COLUMNS = (
    Column("next_call", mark("Next call"), *_of_plan("next_day"), kind="due", width=115),
    Column("last_reached", mark("Last reached"), *_of_plan("last_reached"), kind="day", width=120),
    Column("last_attempt", mark("Last attempt"), *_of_plan("last_attempt"), kind="day", width=120),
    Column("last_letter", mark("Last letter"), *_of_plan("last_letter"), kind="day", width=120),
)
