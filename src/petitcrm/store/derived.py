"""What is worked out from the data (search index, next calls) and refreshed in the same transaction.

Temporary triggers mark the contacts or exchanges whose facts changed; before the commit each derivation is given the
marked ones. So edits, undo, bulk statements and imports alike keep what is derived true, and no other file thinks of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from petitcrm.store.connection import Reader


@dataclass(frozen=True)
class Source:
    """A table whose changes count: `key` is its column that names the marked row, "" marks every row.

    Of `columns` only, when given; of rows that meet the SQL condition `when` only ({row} stands for the row).
    """

    table: str
    key: str
    columns: tuple[str, ...] = ()
    when: str = "true"


@dataclass(frozen=True)
class Derivation:
    """`refresh(reader, ids)` brings the derived rows of `ids` up to date (or removes those of rows that are gone).

    `everything(reader)` answers the ids of all rows, for when a setting concerns them all. `is_missing(reader)` tells
    that nothing was worked out yet, as after an upgrade that brought the derivation: the first transaction does it.
    `overtaken(reader)` answers the ids of rows that the passing of time alone has made wrong.
    """

    name: str
    sources: tuple[Source, ...]
    refresh: Callable[[Reader, list[int]], None]
    everything: Callable[[Reader], list[int]] = lambda _reader: []
    is_missing: Callable[[Reader], bool] = lambda _reader: False
    overtaken: Callable[[Reader], list[int]] = lambda _reader: []


EVERY_ROW = -1


def install(reader: Reader, derivations: Iterable[Derivation]) -> None:
    """Make this connection's triggers."""
    reader.execute("CREATE TEMP TABLE stale(kind TEXT, id INTEGER, PRIMARY KEY(kind, id)) WITHOUT ROWID")
    reader.execute("CREATE TEMP TABLE stale_run(tbl TEXT, sql TEXT)")
    for derivation in derivations:
        for source in derivation.sources:
            reader.execute("INSERT INTO stale_run VALUES (?, ?)", (source.table, _of_run(derivation.name, source)))
            for sql in _triggers(derivation.name, source):
                reader.execute(sql)


def _triggers(kind: str, source: Source) -> Iterable[str]:
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in source.columns)
    of = f" OF {', '.join(source.columns)}" if source.columns else ""
    for event, sides in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
        marks = " ".join(_mark(kind, source, side) for side in sides)
        name = f"stale_{kind}_{source.table}_{event.lower()}"
        columns, condition = (of, f"WHEN {differs} " if differs else "") if event == "UPDATE" else ("", "")
        yield f'CREATE TEMP TRIGGER {name} AFTER {event}{columns} ON main."{source.table}" {condition}BEGIN {marks} END'


def _mark(kind: str, source: Source, side: str) -> str:
    key = f"{side}.{source.key}" if source.key else str(EVERY_ROW)
    condition = f"{key} IS NOT NULL AND ({source.when.format(row=side)})"
    # names from our own declarations
    return f"INSERT INTO stale SELECT '{kind}', {key} WHERE {condition} ON CONFLICT DO NOTHING;"


def _of_run(kind: str, source: Source) -> str:
    """What the triggers would do for every row from one id to another."""
    key = f"t.{source.key}" if source.key else str(EVERY_ROW)
    condition = f"t.id BETWEEN ? AND ? AND {key} IS NOT NULL AND ({source.when.format(row='t')})"
    return f"INSERT INTO stale SELECT '{kind}', {key} FROM main.\"{source.table}\" t WHERE {condition} ON CONFLICT DO NOTHING"  # noqa: S608


def mark_run(reader: Reader, table: str, first: int, last: int) -> None:
    """Mark what depends on the rows of `table` from `first` to `last`, written or about to go without triggers."""
    for sql in reader.column("SELECT sql FROM stale_run WHERE tbl = ?", (table,)):
        reader.execute(sql, (first, last))


def refresh(reader: Reader, derivations: Iterable[Derivation]) -> None:
    """Bring up to date what the transaction under way has made stale."""
    for derivation in derivations:
        ids = reader.column("SELECT id FROM stale WHERE kind = ? ORDER BY id", (derivation.name,))
        if ids[:1] == [EVERY_ROW] or derivation.is_missing(reader):
            ids = sorted({*ids, *derivation.everything(reader)} - {EVERY_ROW})
        elif overtaken := derivation.overtaken(reader):
            ids = sorted({*ids, *overtaken})
        if ids:
            derivation.refresh(reader, ids)
        reader.execute("DELETE FROM stale WHERE kind = ?", (derivation.name,))
