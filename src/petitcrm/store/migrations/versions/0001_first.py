"""The first base: contacts, history, calls, letters, the journal and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIERS = (("A", 1, 3), ("B", 3, 2), ("C", 6, 1), ("D", 12, 1))


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_draft_key")),
    )
    op.create_table(
        "journal_step",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_step")),
    )
    op.create_index(op.f("ix_journal_step_state_id"), "journal_step", ["state", "id"], unique=False)
    op.create_table(
        "letter_model",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_model")),
        sa.UniqueConstraint("name", name=op.f("uq_letter_model_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_letter_model_uid")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "tag",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_tag_uid")),
    )
    op.create_table(
        "tier",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier")),
        sa.UniqueConstraint("code", name=op.f("uq_tier_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_tier_uid")),
    )
    op.create_table(
        "contact",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("civility", sa.String(length=40), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("company_name", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("birthday", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("temperature", sa.String(length=4), nullable=False),
        sa.Column("tier", sa.String(length=12), nullable=True),
        sa.Column("tier_since", sa.String(length=10), nullable=True),
        sa.Column("own_months", sa.Integer(), nullable=True),
        sa.Column("own_days", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.String(length=10), nullable=True),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("import_uid", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.String(length=20), nullable=False),
        sa.Column("trashed_at", sa.String(length=20), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'company')", name=op.f("ck_contact_kind")),
        sa.CheckConstraint("stage IN ('', 'suspect', 'prospect', 'client', 'former')", name=op.f("ck_contact_stage")),
        sa.CheckConstraint("temperature IN ('', 'cold', 'warm', 'hot')", name=op.f("ck_contact_temperature")),
        sa.ForeignKeyConstraint(
            ["tier"], ["tier.code"], name=op.f("fk_contact_tier_tier"), onupdate="CASCADE", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("uid", name=op.f("uq_contact_uid")),
    )
    op.create_index(
        "ix_contact_alive_sort_name",
        "contact",
        ["sort_name", "id"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
    )
    op.create_index(
        "ix_contact_import_uid", "contact", ["import_uid"], unique=False, sqlite_where=sa.text("import_uid <> ''")
    )
    op.create_index(
        "ix_contact_tier", "contact", ["tier", "id"], unique=False, sqlite_where=sa.text("tier IS NOT NULL")
    )
    op.create_index(
        "ix_contact_trashed_at", "contact", ["trashed_at"], unique=False, sqlite_where=sa.text("trashed_at IS NOT NULL")
    )
    op.create_table(
        "journal_change",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=1), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["journal_step.id"], name=op.f("fk_journal_change_step_id_journal_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_change")),
    )
    op.create_index(op.f("ix_journal_change_step_id"), "journal_change", ["step_id"], unique=False)
    op.create_index(op.f("ix_journal_change_tbl_row_id"), "journal_change", ["tbl", "row_id"], unique=False)
    op.create_table(
        "mailing",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("model_name", sa.String(), nullable=False),
        sa.Column("window", sa.String(length=20), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_mailing_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("uid", name=op.f("uq_mailing_uid")),
    )
    op.create_table(
        "address",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("locality", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_address_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_contact_id"), "address", ["contact_id"], unique=False)
    op.create_table(
        "call_plan",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("last_reached", sa.String(length=10), nullable=True),
        sa.Column("last_attempt", sa.String(length=10), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("last_letter", sa.String(length=10), nullable=True),
        sa.Column("last_sign", sa.String(length=10), nullable=True),
        sa.Column("next_day", sa.String(length=10), nullable=True),
        sa.Column("next_at", sa.String(length=5), nullable=True),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("unreachable", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_call_plan_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_call_plan")),
    )
    op.create_index(
        "ix_call_plan_next_day", "call_plan", ["next_day"], unique=False, sqlite_where=sa.text("next_day IS NOT NULL")
    )
    op.create_index(
        "ix_call_plan_order",
        "call_plan",
        ["rank", "weight", "interval_days", "next_day", "sort_name"],
        unique=False,
        sqlite_where=sa.text("next_day IS NOT NULL"),
    )
    op.create_table(
        "consent",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_consent_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("uid", name=op.f("uq_consent_uid")),
    )
    op.create_index("uq_consent_contact_id_channel", "consent", ["contact_id", "channel"], unique=True)
    op.create_table(
        "contact_tag",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_tag_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_contact_tag_tag_id_tag"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_tag")),
    )
    op.create_index(op.f("ix_contact_tag_tag_id"), "contact_tag", ["tag_id"], unique=False)
    op.create_index("uq_contact_tag_contact_id_tag_id", "contact_tag", ["contact_id", "tag_id"], unique=True)
    op.create_table(
        "email",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(collation="NOCASE"), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_email_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
    )
    op.create_index(op.f("ix_email_address"), "email", ["address"], unique=False)
    op.create_index(op.f("ix_email_contact_id"), "email", ["contact_id"], unique=False)
    op.create_table(
        "employment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["contact.id"], name=op.f("fk_employment_company_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["contact.id"], name=op.f("fk_employment_person_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
    )
    op.create_index(op.f("ix_employment_company_id"), "employment", ["company_id"], unique=False)
    op.create_index("ix_employment_person_id", "employment", ["person_id", "is_main", "company_id"], unique=False)
    op.create_index("uq_employment_main", "employment", ["person_id"], unique=True, sqlite_where=sa.text("is_main"))
    op.create_table(
        "follow_up",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_follow_up_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("uid", name=op.f("uq_follow_up_uid")),
    )
    op.create_index(op.f("ix_follow_up_contact_id"), "follow_up", ["contact_id"], unique=False)
    op.create_index(
        "ix_follow_up_open_day", "follow_up", ["day", "at"], unique=False, sqlite_where=sa.text("done_on IS NULL")
    )
    op.create_table(
        "interaction",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_interaction_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sa.UniqueConstraint("uid", name=op.f("uq_interaction_uid")),
    )
    op.create_index("ix_interaction_contact_id_day", "interaction", ["contact_id", "day"], unique=False)
    op.create_index("ix_interaction_day", "interaction", ["day"], unique=False)
    op.create_table(
        "phone",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("e164", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_phone_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_contact_id"), "phone", ["contact_id"], unique=False)
    op.create_index("ix_phone_e164", "phone", ["e164"], unique=False, sqlite_where=sa.text("e164 <> ''"))
    op.create_table(
        "web",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_web_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web")),
    )
    op.create_index(op.f("ix_web_contact_id"), "web", ["contact_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_letter_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name=op.f("fk_letter_interaction_id_interaction"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_letter_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("uid", name=op.f("uq_letter_uid")),
    )
    op.create_index(op.f("ix_letter_contact_id"), "letter", ["contact_id"], unique=False)
    op.create_index(op.f("ix_letter_interaction_id"), "letter", ["interaction_id"], unique=False)
    op.create_index("ix_letter_mailing_id", "letter", ["mailing_id"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE find_contact USING fts5(name, company, town, phone, email, note, content='', "
        "contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE find_note USING fts5(text, content='', contentless_delete=1, detail=none, "
        "prefix='3 4 5 6', tokenize='unicode61 remove_diacritics 2')"
    )
    for position, (code, months, weight) in enumerate(TIERS):
        uid = f"{position + 1:032x}"
        op.execute(
            sa.text(
                "INSERT INTO tier(uid, code, months, weight, colour, position) VALUES (:uid, :code, :months, :weight, '', :at)"
            ).bindparams(uid=uid, code=code, months=months, weight=weight, at=position)
        )
