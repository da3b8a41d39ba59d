"""Where it is kept what was decided of a silent client."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base, Travelling, now


class Reactivation(Travelling, Base):
    """On `day` a silent client was proposed; `answer`: call, letter, later or gone."""

    __tablename__ = "reactivation"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    day: Mapped[str] = mapped_column(String(10), index=True)
    answer: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    __table_args__ = (Index("ix_reactivation_contact_id", "contact_id", "day"),)
