"""Tiers with a name and letters only, best days, what was bought, scripts, letters that nurture, clients to win back."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _added(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _travelling(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("uid", 32),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )


def upgrade() -> None:
    """Add the columns and tables; the call plan is worked out anew, with what the law says of its days."""
    for name in ("preferred_days", "bought", "why_left"):
        op.add_column("contact", _added(name))
    op.add_column("tier", _added("name"))
    op.add_column("tier", sa.Column("letters_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("DELETE FROM call_plan")
    op.add_column("call_plan", sa.Column("law_from", sa.String(length=10), nullable=True))
    op.add_column("call_plan", sa.Column("held", sa.String(length=12), server_default="", nullable=False))
    op.create_index(
        "ix_call_plan_law_from",
        "call_plan",
        ["law_from"],
        sqlite_where=sa.text("law_from IS NOT NULL AND next_day IS NOT NULL"),
    )
    op.create_index("ix_call_plan_no_number", "call_plan", ["contact_id"], sqlite_where=sa.text("rule = 'no_number'"))
    op.create_table(
        "script",
        _text("name"),
        _text("whom", 8),
        _text("which"),
        _text("body"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_travelling("script"),
    )
    op.create_table(
        "wake_event",
        _text("name"),
        _text("day", 10),
        _text("text"),
        *_travelling("wake_event"),
    )
    op.create_table(
        "reactivation",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        _text("day", 10),
        _text("answer", 8),
        _text("created_at", 20),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_reactivation_contact_id_contact"), ondelete="CASCADE"
        ),
        *_travelling("reactivation"),
    )
    op.create_index("ix_reactivation_contact_id", "reactivation", ["contact_id", "day"])
    op.create_index(op.f("ix_reactivation_day"), "reactivation", ["day"])
