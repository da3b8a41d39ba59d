"""Undo and redo as a property of the data: triggers keep the way back of every changed row.

The triggers are temporary ones, made from the metadata for each connection that writes: they can't be lost in a
migration and always fit the tables. An inserted row is remembered by its key alone (the row itself is what it was),
an updated or deleted one with its columns as JSON. A run of rows inserted at once (store/bulk.py) is remembered by its
first and last key, so that an import of 100,000 lines costs next to nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ForeignKey, Index, MetaData, String, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store import bulk, derived
from petitcrm.store.connection import Reader, marks
from petitcrm.store.schema import Base, Row, now


class Step(Row, Base):
    """One gesture of the owner, with a title to undo it by. state: done, undone, or gone (undone, then overtaken)."""

    __tablename__ = "journal_step"
    title: Mapped[str] = mapped_column(String)
    at: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(8))
    __table_args__ = (Index(None, "state", "id"),)


class Change(Row, Base):
    """One row changed in a step: i(nserted), u(pdated) or d(eleted), with its columns before and after as JSON.

    r is a run of rows inserted at once: `row_id` the first, `after` the last and, while it is undone, all their columns.
    """

    __tablename__ = "journal_change"
    step_id: Mapped[int] = mapped_column(ForeignKey(Step.id, ondelete="CASCADE"), index=True)
    tbl: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    op: Mapped[str] = mapped_column(String(1))
    before: Mapped[str | None]
    after: Mapped[str | None]
    contact_id: Mapped[int | None]  # of whom it is a part: what changed on a card, parts that are gone included
    __table_args__ = (
        Index(None, "tbl", "row_id"),
        Index("ix_journal_change_contact_id", "contact_id", sqlite_where=text("contact_id IS NOT NULL")),
    )


@dataclass(frozen=True)
class Played:
    """What an undo or a redo did."""

    title: str
    tables: frozenset[str]


def install(reader: Reader, metadata: MetaData) -> None:
    """Make the triggers of this connection. Tables marked `info={"journal": False}` are derived or kept for good."""
    reader.execute("CREATE TEMP TABLE now_step(id INTEGER)")
    for table in metadata.sorted_tables:
        if table.info.get("journal", True) and not table.name.startswith("journal_"):
            for sql in _triggers(table):
                reader.execute(sql)


def _image(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def _triggers(table: Table) -> Iterable[str]:
    name = table.name
    owner = next((column for column in ("contact_id", "person_id") if column in table.columns), "")
    before, after = _image(table, "old"), _image(table, "new")
    for op, event, key, old, new in (
        ("i", "INSERT", "new", "NULL", "NULL"),
        ("u", "UPDATE", "new", before, after),
        ("d", "DELETE", "old", before, "NULL"),
    ):
        yield (
            f'CREATE TEMP TRIGGER journal_{name}_{op} AFTER {event} ON main."{name}" '  # noqa: S608 - fixed names and question marks
            "WHEN (SELECT id FROM now_step) IS NOT NULL BEGIN "
            "INSERT INTO journal_change(step_id, tbl, row_id, op, before, after, contact_id) VALUES "
            f"((SELECT id FROM now_step), '{name}', {key}.id, '{op}', {old}, {new}, {f'{key}.{owner}' if owner else 'NULL'}); END"
        )


def begin(reader: Reader, title: str) -> int:
    """Open a step: what changes from here on belongs to it."""
    step = reader.execute("INSERT INTO journal_step(title, at, state) VALUES (?, ?, 'done')", (title, now())).lastrowid
    reader.execute("DELETE FROM now_step")
    reader.execute("INSERT INTO now_step(id) VALUES (?)", (step,))
    return int(step)


def end(reader: Reader, step: int) -> frozenset[str]:
    """Close the step; answer the tables it changed. A step that changed nothing leaves no trace."""
    reader.execute("DELETE FROM now_step")
    tables = frozenset(reader.column("SELECT DISTINCT tbl FROM journal_change WHERE step_id = ?", (step,)))
    if tables:
        reader.execute("UPDATE journal_step SET state = 'gone' WHERE state = 'undone'")
    else:
        reader.execute("DELETE FROM journal_step WHERE id = ?", (step,))
    return tables


def undo(reader: Reader) -> Played | None:
    """Take the last step back, inside a transaction that the caller has begun. None where nothing is left to undo."""
    found = reader.row("SELECT id, title FROM journal_step WHERE state = 'done' ORDER BY id DESC LIMIT 1")
    if found is None:
        return None
    return _play(reader, found, back=True)


def redo(reader: Reader) -> Played | None:
    """Bring the last step taken back again. None where nothing was undone since the last new step."""
    found = reader.row("SELECT id, title FROM journal_step WHERE state = 'undone' ORDER BY id LIMIT 1")
    if found is None:
        return None
    return _play(reader, found, back=False)


def _play(reader: Reader, found: tuple[int, str], *, back: bool) -> Played:
    step, title = found
    reader.execute("PRAGMA defer_foreign_keys = ON")
    if back:
        order = reader.rows("SELECT id, tbl, op FROM journal_change WHERE step_id = ? ORDER BY id DESC", (step,))
    else:
        order = reader.rows("SELECT id, tbl, op FROM journal_change WHERE step_id = ? ORDER BY id", (step,))
    for (tbl, op), run in groupby(order, key=lambda change: (change[1], change[2])):
        ids = [change[0] for change in run]
        if op == "r":
            _play_runs(reader, tbl, ids, back=back)
        elif op == "u":
            _rewrite(reader, tbl, ids, "before" if back else "after")
        elif (op == "d") == back:
            _bring_back(reader, tbl, ids, "before" if back else "after")
        else:
            _take_away(reader, tbl, ids, keep_image=op == "i")
    reader.execute("UPDATE journal_step SET state = ? WHERE id = ?", ("undone" if back else "done", step))
    return Played(title, frozenset(change[1] for change in order))


def _columns(reader: Reader, table: str) -> list[str]:
    return reader.column("SELECT name FROM pragma_table_info(?)", (table,))


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(ids), 5000):
        yield ids[start : start + 5000]


def _images(reader: Reader, side: str, ids: list[int]) -> list[dict[str, Any]]:
    images: dict[int, dict[str, Any]] = {}
    for chunk in _chunks(ids):
        sql = f"SELECT id, {side} FROM journal_change WHERE id IN ({marks(len(chunk))})"  # noqa: S608 - fixed names
        images.update((key, json.loads(image)) for key, image in reader.rows(sql, chunk) if image)
    return [images[key] for key in ids if key in images]  # without rows that were deleted for good


def _rewrite(reader: Reader, table: str, ids: list[int], side: str) -> None:
    columns = [name for name in _known_columns(reader, table, ids, side) if name != "id"]
    if not columns:
        return
    in_any_order = not _has_unique(reader, table)
    for chunk in _chunks(ids):
        among = marks(len(chunk))
        sql = f"SELECT count(DISTINCT row_id) FROM journal_change WHERE id IN ({among})"  # noqa: S608 - question marks
        if in_any_order and reader.value(sql, chunk) == len(chunk):
            sets = ", ".join(f"\"{name}\" = json_extract(j.{side}, '$.{name}')" for name in columns)
            source = f'FROM journal_change j WHERE j.row_id = "{table}".id AND j.id IN ({among})'
            reader.execute(f'UPDATE "{table}" SET {sets} {source}', chunk)  # noqa: S608 - names from the schema
        else:  # a row changed twice takes its images one after the other; so do rows that can't be alike in between
            sets = ", ".join(f'"{name}" = :{name}' for name in columns)
            sql = f'UPDATE "{table}" SET {sets} WHERE id = :id'  # noqa: S608 - names from the schema
            images = _images(reader, side, chunk)
            reader.execute_many(sql, ({**dict.fromkeys(columns), **image} for image in images))


def _has_unique(reader: Reader, table: str) -> bool:
    """Whether rows of `table` exclude one another by more than their key and uid, which never change."""
    sql = (
        "SELECT count(*) FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i "
        "WHERE l.\"unique\" AND i.name NOT IN ('id', 'uid')"
    )
    return bool(reader.value(sql, (table,)))


def _known_columns(reader: Reader, table: str, ids: list[int], side: str) -> list[str]:
    """The columns that the images of a step and the table have in common.

    A migration may have added some since: those keep what they hold, or take their default.
    """
    for chunk in _chunks(ids):
        sql = f"SELECT {side} FROM journal_change WHERE id IN ({marks(len(chunk))}) AND {side} IS NOT NULL LIMIT 1"  # noqa: S608
        image = reader.value(sql, chunk)
        if image:
            held = json.loads(image)
            return [name for name in _columns(reader, table) if name in held]
    return []  # rows that were deleted for good: no image of them is left


def _bring_back(reader: Reader, table: str, ids: list[int], side: str) -> None:
    columns = _known_columns(reader, table, ids, side)
    if not columns:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f":{name}" for name in columns)
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - names from the schema
    for chunk in _chunks(ids):
        images = _images(reader, side, chunk)
        reader.execute_many(sql, ({**dict.fromkeys(columns), **image} for image in images))


def _take_away(reader: Reader, table: str, ids: list[int], *, keep_image: bool) -> None:
    pairs = ", ".join(f"'{name}', t.\"{name}\"" for name in _columns(reader, table))
    for chunk in _chunks(ids):
        among = marks(len(chunk))
        if keep_image:
            sql = (
                f'UPDATE journal_change SET after = (SELECT json_object({pairs}) FROM "{table}" t '  # noqa: S608
                f"WHERE t.id = journal_change.row_id) WHERE id IN ({among})"
            )
            reader.execute(sql, chunk)
        sql = f'DELETE FROM "{table}" WHERE id IN (SELECT row_id FROM journal_change WHERE id IN ({among}))'  # noqa: S608
        reader.execute(sql, chunk)


def _play_runs(reader: Reader, table: str, ids: list[int], *, back: bool) -> None:
    columns = _columns(reader, table)
    with bulk.quiet(reader, [table], "DELETE" if back else "INSERT"):
        for change in ids:
            first, after = reader.rows("SELECT row_id, after FROM journal_change WHERE id = ?", (change,))[0]
            run = json.loads(after)
            if back:
                _keep_run(reader, table, columns, change, first, run["last"])
                bulk.delete(reader, table, first, run["last"])
            else:
                _bring_run_back(reader, table, run["columns"], run["rows"])
                reader.execute(
                    "UPDATE journal_change SET after = ? WHERE id = ?", (json.dumps({"last": run["last"]}), change)
                )


def _keep_run(reader: Reader, table: str, columns: list[str], change: int, first: int, last: int) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT {names} FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id'  # noqa: S608 - names from the schema
    image = {"last": last, "columns": columns, "rows": reader.rows(sql, (first, last))}
    reader.execute("UPDATE journal_change SET after = ? WHERE id = ?", (json.dumps(image, ensure_ascii=False), change))


def _bring_run_back(reader: Reader, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    reader.execute_many(f'INSERT INTO "{table}" ({names}) VALUES ({marks(len(columns))})', rows)  # noqa: S608
    at = columns.index("id")
    derived.mark_run(reader, table, rows[0][at], rows[-1][at])
