"""Cards that say more: usage of numbers and addresses, pictures, the owner's own fields, saved views of the list."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str, length: int | None = None, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def upgrade() -> None:
    for column in (
        _text("sourced_on", 10),
        _text("preferred_channel", 8),
        _text("preferred_hours"),
        _text("profile"),
    ):
        op.add_column("contact", column)
    op.add_column("web", _text("state", 8, "usable"))
    for table in ("phone", "email", "web", "address"):
        op.add_column(table, _text("usage", 12))
    op.create_table(
        "picture",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=20), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_picture_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_picture_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("uid", name=op.f("uq_picture_uid")),
    )
    op.create_index(op.f("ix_picture_contact_id"), "picture", ["contact_id"])
    op.create_table(
        "custom_field",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("of", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sa.UniqueConstraint("name", name=op.f("uq_custom_field_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_custom_field_uid")),
    )
    op.create_table(
        "custom_value",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_custom_value_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["custom_field.id"], name=op.f("fk_custom_value_field_id_custom_field"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
    )
    op.create_index("uq_custom_value_contact_id_field_id", "custom_value", ["contact_id", "field_id"], unique=True)
    op.create_index("ix_custom_value_field_id_value", "custom_value", ["field_id", "value"])
    op.create_table(
        "saved_view",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_view_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_view_uid")),
    )
    op.add_column("journal_change", sa.Column("contact_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_journal_change_contact_id",
        "journal_change",
        ["contact_id"],
        sqlite_where=sa.text("contact_id IS NOT NULL"),
    )
