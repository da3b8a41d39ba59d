"""One connection to the file, with the settings that keep what was acknowledged (reliability: TRUNCATE + EXTRA)."""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from petitcrm.base.errors import Cancelled
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
    """Questions in SQL, answered at once as plain rows; no cursor stays open to block a writer.

    `progress(done, total)` is told how far long work is, and answers whether to go on.
    """

    def __init__(self, connection: Any, clock: Callable[[], date] = date.today) -> None:
        self.connection = connection
        self.clock = clock
        self.progress: Callable[[int, int], bool] | None = None

    def tell(self, done: int, total: int) -> None:
        """Long work says how far it is. Cancelled where nobody wants it any more."""
        if self.progress is not None and not self.progress(done, total):
            raise Cancelled

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

    def numbers(self, sql: str, parameters: Any = ()) -> "array[int]":
        """The one column of `sql`, whole numbers, in its order: half the time of rows where there are 100,000 of them."""
        # LIMIT keeps SQLite from dropping the order of the inner question
        found = self.value(f"WITH t(n) AS ({sql} LIMIT -1) SELECT json_group_array(n) FROM t", parameters)  # noqa: S608
        return array("q", json.loads(found))

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
