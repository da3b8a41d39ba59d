"""Many rows at once: the triggers rest, and what they would have noted row by row is noted for the whole run."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from petitcrm.store import derived
from petitcrm.store.connection import Reader, marks

Run = Sequence[tuple[Any, ...]]


@contextmanager
def quiet(reader: Reader, tables: Iterable[str], event: str) -> Iterator[None]:
    """Without the triggers of `event` (INSERT or DELETE) on `tables`; a failure inside must end the transaction.

    They are temporary triggers of this connection: what is dropped here comes back with a rollback, too.
    """
    wanted = list(tables)
    found = reader.rows(
        "SELECT name, sql FROM sqlite_temp_master WHERE type = 'trigger' AND instr(sql, ?) > 0 "  # noqa: S608
        f"AND tbl_name IN ({marks(len(wanted))}) ORDER BY rowid",
        [f" AFTER {event} ON ", *wanted],
    )
    for name, _sql in found:
        reader.execute(f"DROP TRIGGER temp.{name}")
    yield
    for _name, sql in found:
        reader.execute(sql.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))


def insert(reader: Reader, table: str, columns: str, rows: Run, constants: str = "") -> None:
    """Insert `rows`, whose first column is the id, one after the other; inside `quiet`, one undo step notes them all.

    `constants` is SQL for the values of the last columns, the same in every row.
    """
    if not rows:
        return
    values = marks(len(rows[0])) + (f", {constants}" if constants else "")
    reader.execute_many(f"INSERT INTO {table}({columns}) VALUES ({values})", rows)  # noqa: S608 - fixed names
    first, last = rows[0][0], rows[-1][0]
    reader.execute(
        "INSERT INTO journal_change(step_id, tbl, row_id, op, before, after) SELECT id, ?, ?, 'r', NULL, ? FROM now_step",
        (table, first, json.dumps({"last": last})),
    )
    derived.mark_run(reader, table, first, last)


def delete(reader: Reader, table: str, first: int, last: int) -> None:
    """Delete the rows whose ids are from `first` to `last`, inside `quiet`."""
    derived.mark_run(reader, table, first, last)
    reader.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))  # noqa: S608 - names of the schema


def settle(session: Session) -> None:
    """Bring up to date now what is worked out from the data, so that a long import does it batch by batch."""
    session.flush()
    reader = Reader(session.connection().connection.driver_connection, session.info["clock"])
    derived.refresh(reader, session.info["derivations"])
