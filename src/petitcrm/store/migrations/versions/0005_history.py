"""The history says more (who of us, feeling, participants, attachments), follow-ups repeat, requests until they are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _key(table: str, column: str, other: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _travelling(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("uid", 32),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )


def upgrade() -> None:
    _requests()
    _exchanges()
    _participants()
    _attachments()
    _images("interaction", {"who_of_us": ""})
    _images("follow_up", {"priority": "normal", "repeat": ""})


def _requests() -> None:
    op.create_table(
        "customer_request",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        _text("subject"),
        _text("text"),
        _text("urgency", 8),
        _text("received_on", 10),
        _text("received_how", 12),
        _text("promised_on", 10),
        _text("owner", 40),
        _text("state", 8),
        _text("product"),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        _text("created_at", 20),
        _key("customer_request", "contact_id", "contact"),
        *_travelling("customer_request"),
    )
    op.create_index(op.f("ix_customer_request_contact_id"), "customer_request", ["contact_id"])
    op.create_index(
        "ix_customer_request_open",
        "customer_request",
        ["contact_id", "urgency"],
        sqlite_where=sa.text("state <> 'done'"),
    )
    op.create_table(
        "request_answer",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("request_answer", "request_id", "customer_request"),
        _key("request_answer", "interaction_id", "interaction"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_answer")),
    )
    op.create_index(
        "uq_request_answer_request_id_interaction_id", "request_answer", ["request_id", "interaction_id"], unique=True
    )
    op.create_index(op.f("ix_request_answer_interaction_id"), "request_answer", ["interaction_id"])


def _exchanges() -> None:
    op.add_column("interaction", sa.Column("who_of_us", sa.String(length=40), server_default="", nullable=False))
    op.add_column("interaction", sa.Column("feeling", sa.Integer(), nullable=True))
    with op.batch_alter_table("follow_up", recreate="always") as table:  # SQLite adds no key to a table that is there
        table.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        table.add_column(sa.Column("priority", sa.String(length=8), server_default="normal", nullable=False))
        table.add_column(sa.Column("repeat", sa.String(length=8), server_default="", nullable=False))
        table.add_column(sa.Column("request_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_follow_up_request_id_customer_request"),
            "customer_request",
            ["request_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_index("ix_follow_up_request_id", ["request_id"])


def _participants() -> None:
    op.create_table(
        "participant",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        _key("participant", "interaction_id", "interaction"),
        _key("participant", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_contact_id"), "participant", ["contact_id"])
    op.create_index(
        "uq_participant_interaction_id_contact_id", "participant", ["interaction_id", "contact_id"], unique=True
    )


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        _text("name"),
        sa.Column("size", sa.Integer(), nullable=False),
        _text("added_at", 20),
        _key("attachment", "contact_id", "contact"),
        _key("attachment", "interaction_id", "interaction"),
        _key("attachment", "request_id", "customer_request"),
        _key("attachment", "document_id", "document", None),
        *_travelling("attachment"),
    )
    for column in ("contact_id", "interaction_id", "request_id", "document_id"):
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column])


def _images(table: str, values: dict[str, str]) -> None:
    """Rows that the journal remembers have the new columns too, so that what was done before can still be taken back."""
    pairs = ", ".join(f"'$.{name}', '{value}'" for name, value in values.items())
    for side in ("before", "after"):
        op.execute(
            f"UPDATE journal_change SET {side} = json_insert({side}, {pairs}) "  # noqa: S608 - fixed names
            f"WHERE tbl = '{table}' AND op <> 'r' AND {side} IS NOT NULL"
        )
