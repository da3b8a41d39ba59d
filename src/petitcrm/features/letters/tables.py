"""Where letter models and printed letters are kept."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history.tables import Interaction
from petitcrm.store.schema import Base, Travelling, now
from petitcrm.store.tables import Document


class LetterModel(Travelling, Base):
    """A letter text with fields."""

    __tablename__ = "letter_model"
    name: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str]
    body: Mapped[str]


class Mailing(Travelling, Base):
    """One printing of letters: the pages exactly as they were printed."""

    __tablename__ = "mailing"
    name: Mapped[str]
    model_name: Mapped[str]
    window: Mapped[str] = mapped_column(String(20))
    day: Mapped[str] = mapped_column(String(10))
    document_id: Mapped[int | None] = mapped_column(ForeignKey(Document.id))
    created_at: Mapped[str] = mapped_column(String(20), default=now)


class Letter(Travelling, Base):
    """One recipient's pages of a mailing, and its place in the history."""

    __tablename__ = "letter"
    mailing_id: Mapped[int] = mapped_column(ForeignKey(Mailing.id, ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey(Interaction.id, ondelete="SET NULL"), index=True)
    first_page: Mapped[int]
    pages: Mapped[int]
    address: Mapped[str] = mapped_column(default="")
    __table_args__ = (Index("ix_letter_mailing_id", "mailing_id"),)
