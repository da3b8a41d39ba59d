"""Where contacts are kept."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store.schema import Base, Row, Travelling, TravellingPart, now
from petitcrm.store.tables import Document


class Tier(Travelling, Base):
    """How much a client matters, and so how often it is called. `months` or `days`, or neither: no calls.

    A tier with `letters_only` is written to at that interval, and not called.
    """

    __tablename__ = "tier"
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(default="", server_default="")
    months: Mapped[int | None]
    days: Mapped[int | None]
    weight: Mapped[int] = mapped_column(default=1)
    colour: Mapped[str] = mapped_column(String(12), default="")
    position: Mapped[int] = mapped_column(default=0)
    letters_only: Mapped[bool] = mapped_column(default=False, server_default=false())


class Contact(Travelling, Base):
    """A person or a company. `display_name` and `sort_name` are worked out by rules.py at every save."""

    __tablename__ = "contact"
    kind: Mapped[str] = mapped_column(String(8))
    civility: Mapped[str] = mapped_column(String(40), default="")
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    company_name: Mapped[str] = mapped_column(default="")
    display_name: Mapped[str]
    sort_name: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(5), default="")
    birthday: Mapped[str] = mapped_column(String(10), default="")
    audience: Mapped[str] = mapped_column(String(12), default="professional")
    stage: Mapped[str] = mapped_column(String(8), default="")
    temperature: Mapped[str] = mapped_column(String(4), default="")
    tier: Mapped[str | None] = mapped_column(ForeignKey(Tier.code, onupdate="CASCADE", ondelete="SET NULL"))
    tier_since: Mapped[str | None] = mapped_column(String(10))
    own_months: Mapped[int | None]
    own_days: Mapped[int | None]
    snoozed_until: Mapped[str | None] = mapped_column(String(10))
    deceased: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    sourced_on: Mapped[str] = mapped_column(String(10), default="", server_default="")
    preferred_channel: Mapped[str] = mapped_column(String(8), default="", server_default="")
    preferred_days: Mapped[str] = mapped_column(default="", server_default="")
    preferred_hours: Mapped[str] = mapped_column(default="", server_default="")
    bought: Mapped[str] = mapped_column(default="", server_default="")
    why_left: Mapped[str] = mapped_column(default="", server_default="")
    profile: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="")
    import_uid: Mapped[str] = mapped_column(default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    changed_at: Mapped[str] = mapped_column(String(20), default=now)
    trashed_at: Mapped[str | None] = mapped_column(String(20))
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'company')", name="kind"),
        CheckConstraint("stage IN ('', 'suspect', 'prospect', 'client', 'former')", name="stage"),
        CheckConstraint("temperature IN ('', 'cold', 'warm', 'hot')", name="temperature"),
        Index("ix_contact_alive_sort_name", "sort_name", "id", sqlite_where=text("trashed_at IS NULL")),
        Index("ix_contact_trashed_at", "trashed_at", sqlite_where=text("trashed_at IS NOT NULL")),
        Index("ix_contact_tier", "tier", "id", sqlite_where=text("tier IS NOT NULL")),
        Index("ix_contact_import_uid", "import_uid", sqlite_where=text("import_uid <> ''")),
    )


class Employment(TravellingPart, Base):
    """A person works, or worked, for a company; one of them is the main one."""

    __tablename__ = "employment"
    person_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="")
    since: Mapped[str] = mapped_column(String(10), default="")
    until: Mapped[str] = mapped_column(String(10), default="")
    is_main: Mapped[bool] = mapped_column(default=True)
    __table_args__ = (
        Index("ix_employment_person_id", "person_id", "is_main", "company_id"),
        Index("uq_employment_main", "person_id", unique=True, sqlite_where=text("is_main")),
    )


class Phone(TravellingPart, Base):
    """A phone: `number` as it was written, `e164` once understood, "" otherwise."""

    __tablename__ = "phone"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[str]
    e164: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(8), default="usable")
    usage: Mapped[str] = mapped_column(String(12), default="", server_default="")
    __table_args__ = (Index("ix_phone_e164", "e164", sqlite_where=text("e164 <> ''")),)


class Email(TravellingPart, Base):
    __tablename__ = "email"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(collation="NOCASE"), index=True)
    state: Mapped[str] = mapped_column(String(8), default="usable")
    usage: Mapped[str] = mapped_column(String(12), default="", server_default="")


class Web(TravellingPart, Base):
    __tablename__ = "web"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(40), default="")
    url: Mapped[str]
    state: Mapped[str] = mapped_column(String(8), default="usable", server_default="usable")
    usage: Mapped[str] = mapped_column(String(12), default="", server_default="")


class Address(TravellingPart, Base):
    """A postal address in the parts of the French block; see petitcrm.base.cards.Address."""

    __tablename__ = "address"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(40), default="")
    recipient: Mapped[str] = mapped_column(default="")
    building: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    town: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    state: Mapped[str] = mapped_column(String(8), default="usable")
    usage: Mapped[str] = mapped_column(String(12), default="", server_default="")


class Tag(Travelling, Base):
    __tablename__ = "tag"
    name: Mapped[str] = mapped_column(unique=True)


class ContactTag(Row, Base):
    __tablename__ = "contact_tag"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey(Tag.id, ondelete="CASCADE"), index=True)
    __table_args__ = (Index("uq_contact_tag_contact_id_tag_id", "contact_id", "tag_id", unique=True),)


class Picture(Travelling, Base):
    """A picture of a contact. kind: photo, card (a business card, its front) or card_back."""

    __tablename__ = "picture"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id))
    added_at: Mapped[str] = mapped_column(String(20), default=now)


class CustomField(Travelling, Base):
    """A field the owner made. kind: text, number, date, choice, yes_no; `choices` one to a line; `of` both, person, company."""

    __tablename__ = "custom_field"
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    choices: Mapped[str] = mapped_column(default="")
    of: Mapped[str] = mapped_column(String(8), default="both")
    position: Mapped[int] = mapped_column(default=0)


class CustomValue(Row, Base):
    """What a contact's custom field holds: numbers with a point, days as ISO dates, yes as 1."""

    __tablename__ = "custom_value"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(ForeignKey(CustomField.id, ondelete="CASCADE"))
    value: Mapped[str]
    __table_args__ = (
        Index("uq_custom_value_contact_id_field_id", "contact_id", "field_id", unique=True),
        Index("ix_custom_value_field_id_value", "field_id", "value"),
    )


class SavedView(Travelling, Base):
    """A look at the list that the owner named: what it is narrowed by, its columns and its order, as JSON."""

    __tablename__ = "saved_view"
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
