"""Where letter models and printed letters are kept."""

from sqlalchemy import REAL, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history.tables import Interaction
from petitcrm.store.schema import Base, Row, Travelling, now
from petitcrm.store.tables import Document


class LetterModel(Travelling, Base):
    """A letter text with fields."""

    __tablename__ = "letter_model"
    name: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str]
    body: Mapped[str]


class LetterPicture(Travelling, Base):
    """A picture that the text of letters may show, by its name."""

    __tablename__ = "letter_picture"
    name: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id), index=True)


class Mailing(Travelling, Base):
    """One printing of letters: the pages exactly as they were printed.

    `number` counts from 1 in the file; costs and margin are cents, `expected_rate` a share of the letters.
    """

    __tablename__ = "mailing"
    name: Mapped[str]
    model_name: Mapped[str]
    window: Mapped[str] = mapped_column(String(20))
    day: Mapped[str] = mapped_column(String(10))
    document_id: Mapped[int | None] = mapped_column(ForeignKey(Document.id))
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    number: Mapped[int | None]
    fixed_cost: Mapped[int | None]
    piece_cost: Mapped[int | None]
    margin_per_order: Mapped[int | None]
    expected_rate: Mapped[float | None] = mapped_column(REAL)
    __table_args__ = (Index("uq_mailing_number", "number", unique=True),)


class Letter(Travelling, Base):
    """One recipient's pages of a mailing, its place in the history, and its short reference (letters/reference.py)."""

    __tablename__ = "letter"
    mailing_id: Mapped[int] = mapped_column(ForeignKey(Mailing.id, ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey(Interaction.id, ondelete="SET NULL"), index=True)
    first_page: Mapped[int]
    pages: Mapped[int]
    address: Mapped[str] = mapped_column(default="")
    reference: Mapped[str | None] = mapped_column(String(20))
    __table_args__ = (
        Index("ix_letter_mailing_id", "mailing_id"),
        Index("uq_letter_reference", "reference", unique=True),
    )


class SharedLetter(Row, Base):
    """The entry in the history of somebody who shares another one's letter, so that it opens from there, too."""

    __tablename__ = "shared_letter"
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"), index=True)
    interaction_id: Mapped[int] = mapped_column(ForeignKey(Interaction.id, ondelete="CASCADE"), index=True)
