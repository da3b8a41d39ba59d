"""Who objected to, or agreed to, which channel."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base, Travelling


class Consent(Travelling, Base):
    """The last word of a contact on one channel: call, post, email, message. state: objected or consented."""

    __tablename__ = "consent"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    since: Mapped[str] = mapped_column(String(10))
    how: Mapped[str] = mapped_column(default="")
    __table_args__ = (Index("uq_consent_contact_id_channel", "contact_id", "channel", unique=True),)
