"""The schedule on a real base: it follows every change, and every change taken back."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from petitcrm.base.errors import Cancelled
from petitcrm.features.calls import planning, queries, settings
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.contacts.queries import card, ids
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.parts import PARTS
from petitcrm.store.settings import save
from petitcrm.store.store import Store

TODAY = date(2026, 5, 12)


def make(store: Store, name: str = "Girard", **values: str) -> int:
    made, _tables = store.do(
        "new", contacts.create, "person", {"family_name": name, "phone": "0465710001", **values}, TODAY
    )
    return made


def log(store: Store, contact: int, day: str, **exchange: str) -> None:
    store.do("log", history.log, contact, Exchange(exchange.pop("kind", "call"), day, **exchange))


def following(store: Store, contact: int, today: date = TODAY) -> queries.NextCall:
    return store.read(queries.next_call, contact, today)


def test_a_reached_call_moves_the_next_one_and_undo_brings_it_back(store: Store) -> None:
    one = make(store, tier="A", stage="client")
    assert following(store, one).day == TODAY
    log(store, one, "2026-05-12", outcome="reached")
    assert following(store, one).day == date(2026, 6, 12)
    store.undo()
    assert following(store, one).day == TODAY
    store.redo()
    assert following(store, one).day == date(2026, 6, 12)


def test_the_reason_says_since_when(store: Store) -> None:
    one = make(store, tier="A", stage="client")
    log(store, one, "2026-03-26", outcome="reached")
    found = store.read(queries.due, TODAY).lines[0]
    assert found.reason == "Tier A: last contact 47 days ago (due every month)"
    assert found.days_late == 15  # 26 April is a Sunday


def test_an_entry_made_late_gives_the_same_state_as_one_made_in_time(store: Store) -> None:
    one, other = make(store, tier="B"), make(store, tier="B")
    for contact, order in ((one, (0, 1, 2)), (other, (2, 0, 1))):
        entries = (("2026-05-04", "no_answer"), ("2026-05-05", "reached"), ("2026-05-11", "busy"))
        for at in order:
            log(store, contact, entries[at][0], outcome=entries[at][1])
    first, second = following(store, one), following(store, other)
    assert (first.day, first.failed, first.last_reached) == (second.day, second.failed, second.last_reached)
    assert first.failed == 1


def test_a_wrong_number_is_kept_and_not_called(store: Store) -> None:
    one = make(store, tier="A")
    log(store, one, "2026-05-12", outcome="wrong_number")
    found = following(store, one)
    assert found.day is None
    assert found.reason == "no call: no usable phone number"
    found_card = store.read(card, one)
    assert found_card is not None
    assert found_card.phones[0].state == "wrong"
    contacts_phone = found_card.phones[0].raw
    assert contacts_phone == "0465710001"


def test_somebody_without_a_number_is_called_at_the_company(store: Store) -> None:
    boss, _tables = store.do(
        "new", contacts.create, "company", {"company": "Bois & Fils", "phone": "0465710002"}, TODAY
    )
    one, _tables = store.do(
        "new", contacts.create, "person", {"family_name": "Roche", "company": "BOIS ET FILS", "tier": "A"}, TODAY
    )
    assert following(store, one).reason == "no call: no usable phone number"  # « & » is no word: another company
    store.do("set", contacts.change, one, {"company": "bois & fils"}, TODAY)
    assert following(store, one).day == TODAY
    assert store.read(queries.due, TODAY).lines[0].phone == "04 65 71 00 02"
    assert boss


@pytest.mark.parametrize(
    ("audience", "stage", "day", "allowed"),
    [
        ("consumer", "prospect", date(2026, 8, 10), True),
        ("consumer", "prospect", date(2026, 8, 11), False),
        ("consumer", "client", date(2026, 8, 11), True),
        ("professional", "prospect", date(2026, 8, 11), True),
    ],
)
def test_the_law_of_august_2026(path: object, audience: str, stage: str, day: date, allowed: bool) -> None:
    from petitcrm.parts import PARTS

    opened = Store.open(path, PARTS, clock=lambda: day)  # type: ignore[arg-type]
    one = make(opened, tier="A", stage=stage, audience=audience)
    found = following(opened, one, day)
    assert (found.day is not None) is allowed
    assert allowed or "L.223-1" in found.reason
    opened.close()


def test_an_objection_blocks_and_its_withdrawal_frees(store: Store) -> None:
    one = make(store, tier="A")
    store.do("object", consent.note, one, "call", "objected", TODAY)
    assert following(store, one).reason == "no call: does not want to be called"
    store.undo()
    assert following(store, one).day == TODAY


def test_a_promise_comes_first_and_a_call_settles_it(store: Store) -> None:
    one = make(store, tier="C", stage="client")
    log(store, one, "2026-05-04", outcome="reached", follow_up="2026-05-12", follow_up_at="14:30")
    found = following(store, one)
    assert (found.day, found.at, found.reason) == (TODAY, "14:30", "Call promised for today at 14:30")
    log(store, one, "2026-05-12", outcome="no_answer")
    assert following(store, one).reason.startswith("Attempt 2 of 7")


def test_the_order_of_the_day_and_its_capacity(store: Store) -> None:
    for number in range(14):
        one = make(store, f"C{number:02d}", tier="C", stage="client")
        log(store, one, "2025-11-01", outcome="reached")
    best = make(store, "Late A", tier="A", stage="client")
    log(store, best, "2026-03-26", outcome="reached")
    hot = make(store, "Hot", stage="prospect", temperature="hot")
    log(store, hot, "2026-05-04", outcome="reached")
    at_ten = make(store, "At ten", tier="D")
    log(store, at_ten, "2026-05-04", outcome="reached", follow_up="2026-05-12", follow_up_at="10:00")
    at_nine = make(store, "At nine", tier="D")
    log(store, at_nine, "2026-05-04", outcome="reached", follow_up="2026-05-12", follow_up_at="09:00")
    some_day = make(store, "Some hour", tier="D")
    log(store, some_day, "2026-05-04", outcome="reached", follow_up="2026-05-12")
    found = store.read(queries.due, TODAY)
    assert [line.display_name for line in found.lines[:5]] == ["At nine", "At ten", "Some hour", "Hot", "Late A"]
    assert [line.display_name for line in found.lines[5:]] == [f"C{number:02d}" for number in range(7)]
    assert (len(found.lines), found.due, found.debt) == (12, 19, 7)
    assert store.read(queries.due, TODAY) == found
    log(store, best, "2026-05-12", outcome="reached")
    assert len(store.read(queries.due, TODAY).lines) == 11
    assert len(store.read(queries.due, TODAY, 100).lines) == 18


def test_settings_and_tiers_work_everything_out_again(store: Store) -> None:
    from petitcrm.features.calls.settings import WEEKDAYS
    from petitcrm.features.options import edits
    from petitcrm.features.tiers import edits as tiers

    one = make(store, tier="A", stage="client")
    log(store, one, "2026-04-30", outcome="reached")
    assert following(store, one).day == date(2026, 6, 1)
    store.do("tiers", tiers.change, "A", {"every": "2 weeks"})
    assert following(store, one).day == date(2026, 5, 15)
    store.do("days", edits.save, WEEKDAYS, [0, 1, 2, 3])
    assert following(store, one).day == date(2026, 5, 18)
    store.undo()
    store.undo()
    assert following(store, one).day == date(2026, 6, 1)


def test_what_later_days_say(store: Store) -> None:
    one = make(store, tier="B", stage="client")
    log(store, one, "2026-05-12", outcome="reached")
    assert store.read(queries.due, TODAY).lines == ()
    coming = store.read(queries.coming, TODAY)
    assert coming is not None
    assert coming.day == date(2026, 8, 12)
    assert store.read(queries.due, TODAY + timedelta(days=100)).lines[0].contact_id == one


def test_a_law_changes_the_list_on_its_day(path: Path) -> None:
    today = [date(2026, 8, 10)]
    opened = Store.open(path, PARTS, clock=lambda: today[0])
    one = make(opened, "Particulier", tier="A", stage="prospect", audience="consumer")
    other = make(opened, "Pro", tier="A", stage="prospect")
    log(opened, one, "2026-07-09", outcome="reached")
    log(opened, other, "2026-07-09", outcome="reached")
    assert [line.contact_id for line in opened.read(queries.due, today[0]).lines] == [one, other]
    today[0] = date(2026, 8, 11)  # nobody writes anything: the night passes
    found = opened.read(queries.due, today[0])
    assert [line.contact_id for line in found.lines] == [other]
    assert (found.due, found.debt) == (1, 0)
    plan = opened.read(planning.plan, today[0], date(2026, 9, 30), today[0])
    assert one not in [call.contact_id for call in plan.calls]
    assert [waiting.contact_id for waiting in plan.blocked] == [one]
    make(opened, "Somebody else")  # the next change of the file takes the call out of the plan itself
    assert "L.223-1" in following(opened, one, today[0]).reason
    opened.close()


def test_a_private_individual_is_called_four_times_in_thirty_days_at_most(store: Store) -> None:
    one = make(store, stage="client", tier="A", audience="consumer")
    for day in ("2026-05-04", "2026-05-05", "2026-05-06"):
        log(store, one, day, outcome="no_answer")
    assert following(store, one).day == TODAY  # 8 May is a holiday
    log(store, one, "2026-05-11", outcome="no_answer")
    found = following(store, one)
    assert found.day == date(2026, 6, 3)  # thirty days after the first
    assert "no more calls within these 30 days" in found.reason
    log(store, one, "2026-05-12", outcome="refused")
    assert following(store, one).day == date(2026, 7, 13)  # 60 days after the refusal, a Saturday
    other = make(store, stage="client", tier="A")
    log(store, other, "2026-05-12", outcome="refused")
    assert following(store, other).day == date(2026, 6, 12)


def test_moving_an_entry_gives_the_state_it_would_have_had(store: Store) -> None:
    """An entry put on another day is as good as one that was made then."""
    moved, straight = make(store, tier="A"), make(store, tier="A")
    for contact, day in ((moved, "2026-05-11"), (straight, "2026-04-20")):
        log(store, contact, "2026-04-22", outcome="no_answer")
        store.do("log", history.log, contact, Exchange("call", day, outcome="reached"))
    entry = store.reader.value("SELECT max(id) FROM interaction WHERE contact_id = ?", (moved,))
    store.do("move", history.change, entry, Exchange("call", "2026-04-20", outcome="reached"))
    rows = store.reader.rows(
        "SELECT last_reached, last_attempt, failed, next_day, rule, rank FROM call_plan WHERE contact_id IN (?, ?)",
        (moved, straight),
    )
    assert rows[0] == rows[1]
    assert rows[0][2] == 1


def test_numbers_of_a_weekday(store: Store) -> None:
    for number in range(9):
        make(store, f"C{number}", tier="C", stage="client")
    store.do("days", save, {settings.CAPACITY_BY_DAY: [None, 3]})  # Tuesdays three; 12 May is one
    assert len(store.read(queries.due, TODAY).lines) == 3
    plan = store.read(planning.plan, TODAY, date(2026, 5, 20), TODAY)
    assert Counter(call.on for call in plan.calls) == {TODAY: 3, date(2026, 5, 13): 6}


def test_everybody_with_a_tier_is_on_a_day_or_in_debt_or_blocked(store: Store) -> None:
    kinds = (
        {"tier": "A"}, {"tier": "B", "stage": "client"}, {"tier": "C", "audience": "consumer"}, {"tier": "D", "phone": ""},
        {"tier": "A", "stage": "client", "audience": "consumer", "preferred_days": "mardi"}, {"tier": "B", "deceased": "1"},
    )  # fmt: skip
    made = [make(store, f"C{number:02d}", **kinds[number % len(kinds)]) for number in range(60)]
    for number, one in enumerate(made[:40]):
        log(
            store,
            one,
            f"2026-0{number % 4 + 1}-{number % 27 + 1:02d}",
            outcome=("reached", "no_answer", "refused")[number % 3],
        )
    plan = store.read(planning.plan, TODAY, date(2027, 5, 12), TODAY)
    told = [one.contact_id for group in (plan.calls, plan.debt, plan.blocked) for one in group]
    assert sorted(told) == sorted(made)
    assert all(waiting.reason for waiting in plan.blocked)


def test_a_plan_is_the_same_after_an_upgrade(store: Store) -> None:
    """The first transaction after the plan was emptied works it out again."""
    one = make(store, tier="A", stage="client")
    before = following(store, one)
    store.reader.execute("DELETE FROM call_plan")
    make(store, "Somebody else")
    assert following(store, one) == before


def test_a_list_of_holidays_that_closes_every_day(store: Store) -> None:
    one = make(store, tier="A", stage="client")
    every = [(TODAY + timedelta(days=at)).isoformat() for at in range(800)]
    store.do("closed", save, {settings.CLOSED: every})
    assert following(store, one).day == TODAY  # it stays on the list: nobody is lost
    plan = store.read(planning.plan, TODAY, date(2026, 12, 31), TODAY)
    assert (plan.calls, len(plan.debt)) == ((), 1)
    assert len(store.read(queries.due, TODAY).lines) == 1


def test_the_clock_set_back_by_a_year(path: Path) -> None:
    today = [TODAY]
    opened = Store.open(path, PARTS, clock=lambda: today[0])
    one = make(opened, tier="A", stage="client")
    log(opened, one, "2026-05-12", outcome="reached")
    today[0] = date(2025, 5, 12)
    assert opened.read(queries.due, today[0]).lines == ()
    assert "last contact on 12 May 2026" in following(opened, one, today[0]).reason
    log(opened, one, "2025-05-12", outcome="no_answer")  # noted then: what came after still counts
    assert following(opened, one, today[0]).failed == 0
    plan = opened.read(planning.plan, today[0], date(2026, 7, 1), today[0])
    assert [call.on for call in plan.calls] == [date(2026, 6, 12)]
    opened.close()


def test_a_contact_whose_only_number_is_wrong_is_to_be_found(store: Store) -> None:
    one, other = make(store, "Girard", tier="A"), make(store, "Roche", tier="A")
    log(store, one, "2026-05-12", outcome="wrong_number")
    assert store.read(queries.numbers_to_find) == 1
    found = next(condition for condition in queries.conditions(TODAY) if condition.key == "find_number")
    assert list(store.read(ids, [found])) == [one]
    store.do("new number", parts.save_phone, one, None, "04 65 71 00 09", "")
    assert store.read(queries.numbers_to_find) == 0
    assert following(store, one).day == TODAY
    assert following(store, other).day == TODAY


def test_the_plan_of_today_is_the_list_of_today(store: Store) -> None:
    """Late ones come by worth on both, hot prospects first: the week never says otherwise than the list."""
    for number in range(20):
        one = make(store, f"C{number:02d}", tier="ABC"[number % 3], stage="client")
        log(store, one, f"2025-{number % 9 + 1:02d}-15", outcome="reached")
    for number, day in enumerate(("2026-05-11", "2026-04-20", "2026-05-04")):
        log(store, make(store, f"Chaud {number}", temperature="hot", stage="prospect"), day, outcome="reached")
    listed = [line.contact_id for line in store.read(queries.due, TODAY).lines]
    plan = store.read(planning.plan, TODAY, date(2026, 6, 30), TODAY)
    assert [call.contact_id for call in plan.calls if call.on == TODAY] == listed


def test_working_everything_out_says_how_far_it_is_and_can_be_cancelled(store: Store) -> None:
    for number in range(3):
        make(store, f"C{number}", tier="A", stage="client")
    told: list[tuple[int, int]] = []
    store.reader.progress = lambda done, total: not told.append((done, total))
    store.do("gaps", save, {settings.GAPS: [2]})
    assert told == [(0, 3)]
    before = store.reader.rows("SELECT * FROM call_plan")
    store.reader.progress = lambda _done, _total: False
    with pytest.raises(Cancelled):
        store.do("gaps", save, {settings.WARM_DAYS: 3, settings.HOT_DAYS: 9})
    store.reader.progress = None
    assert store.reader.rows("SELECT * FROM call_plan") == before
    assert settings.WARM_DAYS.read(store.reader) == 14
