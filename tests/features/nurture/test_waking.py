"""An event makes calls on its day and before it, never more in a day than can be done, and says who is left out."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from nurture_support import prospect
from petitcrm.base import language
from petitcrm.features.calls.planning import plan
from petitcrm.features.calls.settings import CAPACITY
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.nurture import edits
from petitcrm.features.nurture.waking import Wake, told, told_left_out, wake
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from tests_support import TODAY

FRIDAY = date(2026, 5, 29)


def many(session: Session, count: int, **values: str) -> list[int]:
    return [prospect(session, f"P{at:03d}", temperature="cold", **values) for at in range(count)]


def test_a_few_calls_are_all_on_the_day_itself(store: Store) -> None:
    ids, _tables = store.do("new", many, 3)
    found = store.read(wake, ids, FRIDAY, TODAY)
    assert [day for day, _contact in found.calls] == [FRIDAY] * 3
    assert told(found, TODAY) == "3 calls on Fri 29 May"


def test_many_are_spread_over_the_worked_days_before(store: Store) -> None:
    store.do("capacity", stored.save, {CAPACITY: 5})
    ids, _tables = store.do("new", many, 12)
    found = store.read(wake, ids, FRIDAY, TODAY)
    assert Counter(day for day, _contact in found.calls) == {
        FRIDAY: 5,
        date(2026, 5, 28): 5,
        date(2026, 5, 27): 2,
    }
    assert told(found, TODAY) == "12 calls from Wed 27 May to Fri 29 May, at most 5 a day"


def test_what_is_planned_already_takes_its_room_first(store: Store) -> None:
    store.do("capacity", stored.save, {CAPACITY: 5})
    ids, _tables = store.do("new", many, 12)
    store.do("promise", edits.promise, ids[:4], "29/5", TODAY)
    found = store.read(wake, ids, FRIDAY, TODAY)
    assert Counter(day for day, _contact in found.calls)[FRIDAY] == 1
    assert told_left_out(found) == ["4 · a call is planned already"]
    store.do("wake", edits.wake, found.calls, "Fair")
    assert max(Counter(one.on for one in store.read(plan, TODAY, FRIDAY, TODAY).calls).values()) <= 5


def test_an_event_on_a_closed_day_has_its_calls_before(store: Store) -> None:
    ids, _tables = store.do("new", many, 2)
    whit_monday = date(2026, 5, 25)
    found = store.read(wake, ids, whit_monday, TODAY)
    assert {day for day, _contact in found.calls} == {date(2026, 5, 22)}


def test_who_finds_no_room_is_counted_and_not_called_after_it(store: Store) -> None:
    store.do("capacity", stored.save, {CAPACITY: 1})
    ids, _tables = store.do("new", many, 5)
    found = store.read(wake, ids, TODAY + timedelta(days=1), TODAY)
    assert (len(found.calls), found.without_room) == (2, 3)
    assert told_left_out(found) == ["3 · no room left before the event"]
    assert told(store.read(wake, ids, TODAY - timedelta(days=1), TODAY), TODAY) == "No call can be promised."


def test_who_may_not_be_called_is_left_out_with_count_and_reason(store: Store) -> None:
    ids, _tables = store.do("new", many, 5)
    store.do("objects", consent.note, ids[0], "call", "objected", TODAY)
    store.do("deceased", contacts.change, ids[1], {"deceased": "yes"}, TODAY)
    store.do("trash", contacts.trash, [ids[2]])
    silent, _tables = store.do("new", prospect, "Silent", temperature="cold", phone="")
    found = store.read(wake, [*ids, silent, 999], FRIDAY, TODAY)
    assert [contact for _day, contact in found.calls] == ids[3:]
    assert sorted(found.left_out) == [
        ("P000", "does not want to be called"),
        ("P001", "deceased"),
        ("P002", "in the trash"),
        ("Silent", "no usable phone number"),
    ]


def test_the_law_on_private_individuals_holds_for_the_day_of_the_call(store: Store) -> None:
    ids, _tables = store.do("new", many, 2, audience="consumer")
    saturday = date(2026, 5, 30)
    assert {day for day, _one in store.read(wake, ids, saturday, TODAY).calls} == {FRIDAY}
    after = store.read(wake, ids, date(2026, 9, 1), TODAY)  # the law of August 2026
    assert not after.calls
    assert all("L.223-1" in reason for _name, reason in after.left_out)
    store.do("agrees", consent.note, ids[0], "call", "consented", TODAY)
    store.do("refused", history.log, ids[0], Exchange("call", TODAY.isoformat(), outcome="refused"))
    held = store.read(wake, ids[:1], FRIDAY, TODAY)
    assert told_left_out(held) == ["1 · refused a call: the law asks for silence until 11 Jul 2026"]
    assert len(store.read(wake, ids[:1], date(2026, 7, 20), TODAY).calls) == 1


def test_nobody_is_woken_up_twice(store: Store) -> None:
    ids, _tables = store.do("new", many, 3)
    store.do("wake", edits.wake, store.read(wake, ids, FRIDAY, TODAY).calls, "Fair")
    assert not store.read(wake, ids, FRIDAY, TODAY).calls


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(capacity=st.integers(0, 9), ahead=st.integers(0, 40), count=st.integers(0, 30))
def test_no_day_ever_exceeds_the_capacity_and_nobody_is_lost(
    store: Store, capacity: int, ahead: int, count: int
) -> None:
    if not store.reader.value("SELECT count(*) FROM contact"):
        store.do("new", many, 30)
    store.do("capacity", stored.save, {CAPACITY: max(1, capacity)})
    ids = list(range(1, count + 1))
    event = TODAY + timedelta(days=ahead)
    found = store.read(wake, ids, event, TODAY)
    per_day = Counter(day for day, _contact in found.calls)
    assert all(number <= max(1, capacity) for number in per_day.values())
    assert all(TODAY <= day <= event and day.weekday() < 5 for day in per_day)
    assert len(found.calls) + len(found.left_out) + found.without_room == count
    assert len({contact for _day, contact in found.calls}) == len(found.calls)


def test_it_is_said_in_french_too() -> None:
    language.use("fr")
    assert told(Wake(((TODAY, 1),)), TODAY)
