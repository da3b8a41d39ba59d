"""The days of the schedule: load against capacity, holidays by name, what was made."""

from datetime import date

from petitcrm.base import language
from petitcrm.features.call_schedule import queries
from petitcrm.features.calls import settings
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.settings import save
from petitcrm.store.store import Store
from tests_support import TODAY


def make(store: Store, count: int, **values: str) -> list[int]:
    given = {"phone": "0465710001", "tier": "C", "stage": "client", **values}
    return [
        store.do("new", contacts.create, "person", {"family_name": f"C{at}", **given}, TODAY)[0] for at in range(count)
    ]


def test_days_say_their_load(store: Store) -> None:
    made = make(store, 15)
    store.do("log", history.log, made[0], Exchange("call", "2026-05-12", outcome="reached"))
    store.do("log", history.log, made[1], Exchange("call", "2026-05-11", outcome="reached"))
    found = store.read(queries.span, date(2026, 5, 11), date(2026, 5, 17), TODAY)
    assert [day.load for day in found.days] == [1, 12, 2, 0, 0, 0, 0]
    assert [day.made for day in found.days[:2]] == [1, 1]
    assert [day.is_open for day in found.days] == [True, True, True, False, True, False, False]
    assert found.days[3].closed == "Ascension Day"
    assert found.day(date(2026, 5, 13)) is found.days[2]
    assert found.day(date(2026, 6, 13)) is None
    language.use("fr")
    assert store.read(queries.span, TODAY, date(2026, 5, 17), TODAY).days[2].closed == "Ascension"


def test_a_later_month_is_planned_from_today_on(store: Store) -> None:
    make(store, 30)
    found = store.read(queries.span, date(2026, 6, 1), date(2026, 6, 30), TODAY)
    assert all(not day.calls for day in found.days)  # they are called in May
    assert len(found.plan.calls) == 30


def test_promises_beyond_the_capacity_and_on_closed_days_are_over(store: Store) -> None:
    store.do("few", save, {settings.CAPACITY: 1})
    for one in make(store, 2):
        store.do("promise", history.promise, one, "2026-05-15")
    store.do("promise", history.promise, make(store, 1)[0], "2026-05-16")
    days = store.read(queries.span, date(2026, 5, 15), date(2026, 5, 16), TODAY).days
    assert [(day.load, day.most, day.is_over) for day in days] == [(2, 1, True), (1, 0, True)]
