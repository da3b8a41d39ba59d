"""One connection to the file, with the settings that keep what was acknowledged (reliability: TRUNCATE + EXTRA)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Any

from sqlcipher3 import dbapi2 as driver

from petitcrm.store import trouble

APPLICATION_ID = 0x50434D31  # "PCM1": tells our files from other SQLite files

# Rollback journal, emptied and not deleted: one file holds everything at rest, and a copy by hand is always whole.
_SETTINGS = (
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "fullfsync=ON",
    "secure_delete=ON",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "cache_size=-16000",
)


def connect(path: Path, *, create: bool = False, read_only: bool = False) -> Any:
    """A connection that never creates a file unless `create`.

    Raises Problem where the file is missing, is no base, is damaged or locked.
    """
    mode = "rwc" if create else "ro" if read_only else "rw"
    uri = path.absolute().as_uri() + f"?mode={mode}"
    with trouble.told(path):
        connection = driver.connect(uri, uri=True, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            _settle(connection, read_only)
        except driver.Error:
            connection.close()
            raise
    return connection


def _settle(connection: Any, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for setting in _SETTINGS:
        if not (read_only and setting.startswith("journal_mode")):
            connection.execute(f"PRAGMA {setting}")
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise driver.OperationalError("foreign keys could not be switched on")


class Reader:
    """Questions in SQL, answered at once as plain rows; no cursor stays open to block a writer."""

    def __init__(self, connection: Any, clock: Callable[[], date] = date.today) -> None:
        self.connection = connection
        self.clock = clock

    def rows(self, sql: str, parameters: Any = ()) -> list[Any]:
        with trouble.told():
            return self.connection.execute(sql, parameters).fetchall()  # type: ignore[no-any-return]

    def row(self, sql: str, parameters: Any = ()) -> Any | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Any = ()) -> Any:
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def column(self, sql: str, parameters: Any = ()) -> list[Any]:
        return [row[0] for row in self.rows(sql, parameters)]

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """A change in SQL, inside a transaction that somebody else has begun."""
        with trouble.told():
            return self.connection.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Any) -> None:
        with trouble.told():
            self.connection.executemany(sql, rows)


def marks(count: int) -> str:
    """`count` question marks for an IN list."""
    return ",".join("?" * count)


def column_among(reader: Reader, sql: str, ids: Sequence[int]) -> Iterator[Any]:
    """The first column of `sql`, which ends on the name of a column, for those whose value is among `ids`."""
    for start in range(0, len(ids), 20_000):
        chunk = ids[start : start + 20_000]
        yield from reader.column(f"{sql} IN ({marks(len(chunk))})", chunk)


# Set while a long statement runs, or nothing does: another thread may work then without holding the writer up.
spare_time = Event()
spare_time.set()


@lru_cache(maxsize=32)
def _values(row: str, count: int) -> str:
    return ", ".join([f"({row})"] * count)


def insert_rows(reader: Reader, into: str, rows: Sequence[Sequence[Any]], constants: str = "") -> None:
    """Insert `rows` by few long statements: as fast as many short ones, and other threads work meanwhile.

    `into` is the table with its columns; `constants` is SQL for the last ones, the same in every row.
    """
    if not rows:
        return
    row = marks(len(rows[0])) + (f", {constants}" if constants else "")
    start = 0
    for size in (2000, 500, 100):
        while len(rows) - start >= size:
            values = [value for one in rows[start : start + size] for value in one]
            sql = f"INSERT INTO {into} VALUES {_values(row, size)}"  # noqa: S608 - fixed names
            was_set = spare_time.is_set()
            spare_time.set()
            reader.execute(sql, values)
            if not was_set:
                spare_time.clear()
            start += size
    if start < len(rows):
        reader.execute_many(f"INSERT INTO {into} VALUES ({row})", rows[start:])  # noqa: S608 - fixed names
