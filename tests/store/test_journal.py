"""Undo and redo bring back exactly what was, whatever was done."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from petitcrm.features.contacts import edits
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.search import find
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY, everything


def test_a_step_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    store.do("nothing", lambda session: None)
    assert store.undo() is None


def test_undo_survives_closing(store: Store, path: Any) -> None:
    from petitcrm.parts import PARTS

    store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    other = Store.open(path, PARTS)
    assert other.undo() == ("new", frozenset({"contact"}))
    assert other.read(contacts.count) == 0
    other.close()


def test_a_new_step_ends_what_could_be_done_again(store: Store) -> None:
    store.do("first", edits.create, "person", {"family_name": "Roche"}, TODAY)
    store.undo()
    store.do("second", edits.create, "person", {"family_name": "Chen"}, TODAY)
    assert store.redo() is None


def test_steps_from_before_a_column_was_added_are_taken_back(store: Store) -> None:
    """An image made under an older schema lacks what a migration added since: its default, or what stands there, stays."""
    values = {"family_name": "Roche", "phone": "04 75 42 12 34"}
    key, _tables = store.do("new", edits.create, "person", values, TODAY)
    store.do("rename", edits.change, key, {"family_name": "Chen"}, TODAY)
    store.do("away", edits.trash, [key])
    store.keep(_forget_columns)
    before = everything(store)
    for _time in range(2):
        store.undo()
    assert contacts.card(store.reader, key).family_name == "Roche"  # type: ignore[union-attr]
    for _time in range(2):
        store.redo()
    assert everything(store) == before


def _forget_columns(session: Any) -> None:
    for side in ("before", "after"):
        sql = f"UPDATE journal_change SET {side} = json_remove({side}, '$.profile', '$.usage') WHERE {side} IS NOT NULL"
        session.execute(text(sql))


def test_a_failing_edit_changes_nothing(store: Store) -> None:
    before = everything(store)

    def fails(session: Any) -> None:
        edits.create(session, "person", {"family_name": "Roche"}, TODAY)
        raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        store.do("fails", fails)
    assert everything(store) == before
    assert store.undo() is None


def _steps() -> list[Callable[[Store, int], object]]:
    def new(store: Store, n: int) -> None:
        store.do(
            "new",
            edits.create,
            "person",
            {"family_name": f"Nom{n}", "phone": "0465710001", "company": f"Ets {n % 3}"},
            TODAY,
        )

    def change(store: Store, n: int) -> None:
        ids = list(store.read(contacts.ids))
        if ids:
            values = {"tier": "ABCD"[n % 4], "note": f"note {n}", "tags": f"t{n % 2}, t{n % 3}"}
            one = store.read(contacts.card, ids[n % len(ids)])
            assert one is not None
            store.do("change", edits.change, one.id, values, TODAY)

    def log(store: Store, n: int) -> None:
        ids = list(store.read(contacts.ids))
        if ids:
            store.do(
                "log",
                history.log,
                ids[n % len(ids)],
                Exchange("call", "2026-05-12", outcome="reached", text=f"dit {n}"),
            )

    def delete(store: Store, n: int) -> None:
        def gone(session: Any) -> None:
            from petitcrm.features.contacts.tables import Contact

            session.query(Contact).filter(Contact.id % 2 == n % 2).delete()

        store.do("delete", gone)

    def trash(store: Store, n: int) -> None:
        ids = list(store.read(contacts.ids))
        store.do("trash", edits.trash, ids[: n % 3])

    return [new, change, log, delete, trash]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_and_redo_are_exact(master: Any, tmp_path_factory: Any, steps: list[tuple[int, int]]) -> None:
    import shutil

    from petitcrm.parts import PARTS

    path = shutil.copy(master, tmp_path_factory.mktemp("journal") / "base.db")
    store = Store.open(path, PARTS, clock=lambda: TODAY)
    jobs = _steps()
    states = [everything(store)]
    for job, number in steps:
        jobs[job](store, number)
        state = everything(store)
        if state != states[-1]:
            states.append(state)
    for state in reversed(states[:-1]):
        assert store.undo() is not None
        assert everything(store) == state
    assert store.undo() is None
    for state in states[1:]:
        assert store.redo() is not None
        assert everything(store) == state
    assert store.redo() is None
    found = store.read(find, "nom")
    assert set(found) <= set(store.read(contacts.ids))
    store.close()
