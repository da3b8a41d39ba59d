"""A quarter of calls, simulated day by day through the real edits: promises kept, capacity respected, nobody forgotten."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from petitcrm.features.calls import edits as calls
from petitcrm.features.calls import planning, queries, settings
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.parts import PARTS
from petitcrm.store.settings import save
from petitcrm.store.store import Store

FIRST, LAST = date(2026, 1, 5), date(2026, 4, 3)
ENOUGH, HARDLY = 12, 9  # calls a day: about ten are asked for, with the attempts
CLIENTS = {"A": 40, "B": 90, "C": 170}
INTERVAL = {"A": 31, "B": 92, "C": 184}  # days, the longest a calendar interval can be
OUTCOMES = (("reached", 50), ("no_answer", 27), ("message_left", 13), ("busy", 8), ("refused", 2))


@dataclass
class Quarter:
    """What came of it."""

    capacity: int
    made: Counter[date] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)  # first attempts, by tier
    in_time: Counter[str] = field(default_factory=Counter)  # of those, at most a working week after their day
    debts: list[int] = field(default_factory=list)
    called: set[int] = field(default_factory=set)
    promised: list[tuple[int, date]] = field(default_factory=list)


@pytest.fixture(scope="module", params=[ENOUGH, HARDLY])
def quarter(
    request: pytest.FixtureRequest, master: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Quarter, list[int]]]:
    import shutil

    path = Path(shutil.copy(master, tmp_path_factory.mktemp("quarter") / "base.db"))
    today = [FIRST]
    store = Store.open(path, PARTS, clock=lambda: today[0])
    draw = random.Random(2026)
    clients = store.do("clients", _clients, draw)[0]
    store.do("capacity", save, {settings.CAPACITY: request.param})
    found = Quarter(request.param)
    day = FIRST
    while day <= LAST:
        today[0] = day
        if store.read(settings.calendar).is_open(day):
            _work(store, found, day, draw)
        day += timedelta(days=1)
    today[0] = LAST
    yield store, found, clients
    store.close()


def _clients(session: object, draw: random.Random) -> list[int]:
    """300 clients, each last reached some day within the interval of its tier: as after years of such work."""
    made = []
    for tier, count in CLIENTS.items():
        for number in range(count):
            values = {
                "family_name": f"Client {tier}{number:03d}",
                "phone": "0465710001",
                "tier": tier,
                "stage": "client",
            }
            one = contacts.create(session, "person", values, FIRST)  # type: ignore[arg-type]
            day = FIRST - timedelta(days=draw.randrange(1, INTERVAL[tier]))
            history.log(session, one, Exchange("call", day.isoformat(), outcome="reached"))  # type: ignore[arg-type]
            made.append(one)
    return made


def _work(store: Store, found: Quarter, day: date, draw: random.Random) -> None:
    lines = store.read(queries.due, day).lines
    for line in lines:
        outcome = draw.choices([one for one, _weight in OUTCOMES], [weight for _one, weight in OUTCOMES])[0]
        follow_up = ""
        if outcome == "reached" and draw.random() < 0.1:  # one in ten asks to be called on another day
            wanted = store.read(settings.calendar).on_or_after(day + timedelta(days=draw.randrange(2, 20)))
            follow_up = wanted.isoformat()
            found.promised.append((line.contact_id, wanted))
        store.do(
            "call", calls.log, line.contact_id, outcome, day, "", follow_up, "", f"{9 + len(found.called) % 8:02d}:00"
        )
        found.made[day] += 1
        found.outcomes[outcome] += 1
        found.called.add(line.contact_id)
        if not line.at and "Attempt" not in line.reason and "promised" not in line.reason:
            found.due[line.tier] += 1
            found.in_time[line.tier] += line.days_late <= 7
    found.debts.append(store.read(queries.due, day).debt)
    if day.weekday() == 4:
        _check_conservation(store, day, found.capacity)


def _check_conservation(store: Store, day: date, capacity: int) -> None:
    """Every client with a tier is on a day to come, in debt, or blocked with a reason; no day takes more than it can."""
    plan = store.read(planning.plan, day, day + timedelta(days=366), day)
    told = [one.contact_id for group in (plan.calls, plan.debt, plan.blocked) for one in group]
    assert len(told) == len(set(told)) == sum(CLIENTS.values())
    assert all(waiting.reason for waiting in plan.blocked)
    load = Counter(call.on for call in plan.calls)
    promised = Counter(call.on for call in plan.calls if call.promised)
    assert all(count <= max(capacity, promised[on]) for on, count in load.items())


def table(found: Quarter) -> str:
    """The promises kept by tier, as the closing note shows them."""
    rows = [
        f"{tier}  {found.due[tier]:4} due  {100 * found.in_time[tier] / found.due[tier]:5.1f} % within a week"
        for tier in CLIENTS
    ]
    return "\n".join(rows)


def test_no_day_has_more_calls_than_it_takes(quarter: tuple[Store, Quarter, list[int]]) -> None:
    _store, found, _clients = quarter
    promised = Counter(day for _one, day in found.promised)
    assert all(count <= max(found.capacity, promised[day]) for day, count in found.made.items())
    assert sum(found.made.values()) == sum(found.outcomes.values()) > 500


def test_promises_are_kept_by_tier(quarter: tuple[Store, Quarter, list[int]]) -> None:
    _store, found, _clients = quarter
    kept = {tier: found.in_time[tier] / found.due[tier] for tier in CLIENTS}
    print(f"{found.capacity} calls a day, {sum(found.made.values())} calls made\n{table(found)}")
    assert min(kept["A"], kept["B"]) == 1.0  # what matters most is kept, however little fits in
    assert kept["C"] == 1.0 if found.capacity == ENOUGH else kept["C"] > 0.5


def test_nobody_is_forgotten(quarter: tuple[Store, Quarter, list[int]]) -> None:
    store, found, clients = quarter
    days_late = [store.read(queries.next_call, one, LAST).days_late for one in clients]
    assert max(days_late) <= (7 if found.capacity == ENOUGH else 31)
    assert all(store.read(queries.next_call, one, LAST).day for one in clients)
    assert found.debts[-1] == 0 if found.capacity == ENOUGH else found.debts[-1] < 60
    for one, day in found.promised:
        if day < LAST:
            made = store.reader.value(
                "SELECT count(*) FROM interaction WHERE contact_id = ? AND day = ?", (one, day.isoformat())
            )
            assert made, "a promised call is made on its day, whatever else is due"


def test_the_same_seed_gives_the_same_quarter(quarter: tuple[Store, Quarter, list[int]]) -> None:
    _store, found, _clients = quarter
    told = (sum(found.made.values()), found.outcomes["reached"], len(found.promised))
    assert told == {ENOUGH: (598, 294, 27), HARDLY: (564, 279, 27)}[found.capacity]
