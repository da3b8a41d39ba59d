"""The pictures that the text of letters may show."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "letter_picture",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_letter_picture_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_picture")),
        sa.UniqueConstraint("name", name=op.f("uq_letter_picture_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_letter_picture_uid")),
    )
    op.create_index(op.f("ix_letter_picture_document_id"), "letter_picture", ["document_id"])
