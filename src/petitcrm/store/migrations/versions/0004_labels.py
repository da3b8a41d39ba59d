"""Label sheets of the owner's own, and the first free label of each sheet."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "label_sheet",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("across", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("width", sa.REAL(), nullable=False),
        sa.Column("height", sa.REAL(), nullable=False),
        sa.Column("left_margin", sa.REAL(), nullable=False),
        sa.Column("top_margin", sa.REAL(), nullable=False),
        sa.Column("pitch_x", sa.REAL(), nullable=False),
        sa.Column("pitch_y", sa.REAL(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_sheet")),
        sa.UniqueConstraint("name", name=op.f("uq_label_sheet_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_label_sheet_uid")),
    )
    op.create_table(
        "label_use",
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("next_free", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_use")),
        sa.UniqueConstraint("sheet", name=op.f("uq_label_use_sheet")),
    )
