"""Duplicates: pairs that the owner said are not the same, and the index that finds cards alike.

The index is filled by the first transaction after the upgrade (store/derived.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "not_same",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_not_same_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["contact.id"], name=op.f("fk_not_same_first_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["contact.id"], name=op.f("fk_not_same_second_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same")),
    )
    op.create_index("uq_not_same_first_id_second_id", "not_same", ["first_id", "second_id"], unique=True)
    op.create_index(op.f("ix_not_same_second_id"), "not_same", ["second_id"])
    op.execute(
        "CREATE VIRTUAL TABLE find_alike USING fts5(keys, content='', contentless_delete=1, detail=none, tokenize='ascii')"
    )
