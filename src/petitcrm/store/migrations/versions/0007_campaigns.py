"""Mailings have a number, costs and an expected rate, letters a reference; answers come to them."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_IMAGES = (("i", "after"), ("d", "before"))  # where the journal keeps a row that may come back


def _key(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def upgrade() -> None:
    """Add the columns and the table; what was printed so far is numbered in its order."""
    for name in ("number", "fixed_cost", "piece_cost", "margin_per_order"):
        op.add_column("mailing", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("mailing", sa.Column("expected_rate", sa.REAL(), nullable=True))
    op.add_column("letter", sa.Column("reference", sa.String(length=20), nullable=True))
    _number()
    op.create_index("uq_mailing_number", "mailing", ["number"], unique=True)
    op.create_index("uq_letter_reference", "letter", ["reference"], unique=True)
    op.create_table(
        "mailing_answer",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        _text("kind", 8),
        _text("day", 10),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("margin", sa.Integer(), nullable=True),
        _text("reason", 10),
        _text("created_at", 20),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        _key("mailing_answer", "letter_id", "letter", "CASCADE"),
        _key("mailing_answer", "interaction_id", "interaction", "SET NULL"),
        _key("mailing_answer", "address_id", "address", "SET NULL"),
        _text("uid", 32),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_answer")),
        sa.UniqueConstraint("uid", name=op.f("uq_mailing_answer_uid")),
    )
    for column in ("letter_id", "interaction_id", "address_id"):
        op.create_index(op.f(f"ix_mailing_answer_{column}"), "mailing_answer", [column])


def _number() -> None:
    """Number mailings and their letters, those that the journal may bring back included."""
    connection = op.get_bind()
    mailings = {row[0]: None for row in connection.execute(sa.text("SELECT id FROM mailing"))}
    letters = {row[0]: row[1] for row in connection.execute(sa.text("SELECT id, mailing_id FROM letter"))}
    for image in _remembered(connection, "mailing"):
        mailings.setdefault(image["id"], None)
    for image in _remembered(connection, "letter"):
        letters.setdefault(image["id"], image["mailing_id"])
    numbers = {key: number for number, key in enumerate(sorted(mailings), 1)}
    places: dict[int, int] = {}
    references = []
    for key, mailing in sorted(letters.items()):
        if mailing in numbers:
            places[mailing] = places.get(mailing, 0) + 1
            references.append({"key": key, "value": f"M{numbers[mailing]}-{places[mailing]:04d}"})
    _set(connection, "mailing", "number", [{"key": key, "value": number} for key, number in numbers.items()])
    _set(connection, "letter", "reference", references)


def _remembered(connection: Any, table: str) -> list[dict[str, Any]]:
    """The rows of a table that the journal keeps."""
    found = []
    for kind, side in _IMAGES:
        sql = f"SELECT {side} FROM journal_change WHERE tbl = '{table}' AND op = '{kind}' AND {side} IS NOT NULL"  # noqa: S608
        found += [json.loads(row[0]) for row in connection.execute(sa.text(sql))]
    return found


def _set(connection: Any, table: str, column: str, values: list[dict[str, Any]]) -> None:
    """Fill a new column, in the table and in what the journal keeps of it."""
    if not values:
        return
    connection.execute(sa.text(f"UPDATE {table} SET {column} = :value WHERE id = :key"), values)  # noqa: S608 - fixed names
    for kind, side in _IMAGES:
        sql = (
            f"UPDATE journal_change SET {side} = json_set({side}, '$.{column}', :value) "  # noqa: S608 - fixed names
            f"WHERE tbl = '{table}' AND op = '{kind}' AND row_id = :key AND {side} IS NOT NULL"
        )
        connection.execute(sa.text(sql), values)
