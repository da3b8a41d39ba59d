"""Sequences of letters, e-mails and calls; a promise may hold only until they give a sign."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _key(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _travelling(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("uid", 32),
        _number("id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )


def upgrade() -> None:
    op.add_column("follow_up", sa.Column("unless_heard", sa.String(length=10), server_default="", nullable=False))
    op.add_column("follow_up", sa.Column("lapsed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "sequence",
        _text("name"),
        _number("saved_view_id", nullable=True),
        _key("sequence", "saved_view_id", "saved_view", "SET NULL"),
        sa.UniqueConstraint("name", name=op.f("uq_sequence_name")),
        *_travelling("sequence"),
    )
    op.create_index(op.f("ix_sequence_saved_view_id"), "sequence", ["saved_view_id"])
    op.create_table(
        "sequence_step",
        _number("sequence_id"),
        _number("position"),
        _text("kind", 6),
        _number("wait_days"),
        _text("model_name"),
        _text("text"),
        _key("sequence_step", "sequence_id", "sequence"),
        *_travelling("sequence_step"),
    )
    op.create_index(op.f("ix_sequence_step_sequence_id"), "sequence_step", ["sequence_id"])
    op.create_table(
        "sequence_member",
        _number("sequence_id"),
        _number("contact_id"),
        _text("joined", 10),
        _number("done"),
        _text("done_on", 10, nullable=True),
        _number("follow_up_id", nullable=True),
        _text("heard_from", 10),
        _number("heard_after"),
        _text("ended_on", 10, nullable=True),
        _text("ended_why", 9),
        _key("sequence_member", "sequence_id", "sequence"),
        _key("sequence_member", "contact_id", "contact"),
        _key("sequence_member", "follow_up_id", "follow_up", "SET NULL"),
        *_travelling("sequence_member"),
    )
    for column in ("contact_id", "follow_up_id"):
        op.create_index(op.f(f"ix_sequence_member_{column}"), "sequence_member", [column])
    op.create_index(
        "uq_sequence_member_sequence_id_contact_id", "sequence_member", ["sequence_id", "contact_id"], unique=True
    )
