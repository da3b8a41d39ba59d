"""The sample base is plausible, alive and fictitious."""

import re

from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import queries
from petitcrm.features.samples.fill import fill
from petitcrm.store.store import Store
from tests_support import TODAY


def test_a_newcomer_sees_everything_alive(store: Store) -> None:
    written = store.keep(fill, 400, 7, TODAY)
    assert written > 2000
    assert store.read(queries.count) == 400
    found = store.read(calls.due, TODAY)
    assert 12 <= found.due <= 60
    assert len(found.lines) >= 12
    assert {line.reason.split(":")[0].split()[0] for line in found.lines} >= {"Tier"} or found.debt
    assert store.undo() is None  # a sample is nobody's gesture


def test_nobody_real_can_be_called_or_written_to(store: Store) -> None:
    store.keep(fill, 200, 3, TODAY)
    fiction = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)\d{4}")
    assert all(fiction.fullmatch(number) for number in store.reader.column("SELECT e164 FROM phone"))
    assert all(address.endswith(".example") for address in store.reader.column("SELECT address FROM email"))


def test_stopping_stops(store: Store) -> None:
    asked: list[int] = []

    def progress(done: int) -> bool:
        asked.append(done)
        return False

    store.keep(fill, 12_000, 3, TODAY, progress)
    assert asked == [5000]
    assert store.read(queries.count) == 5000
