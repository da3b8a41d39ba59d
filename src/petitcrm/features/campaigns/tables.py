"""Where the answers to letters are kept."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Address
from petitcrm.features.history.tables import Interaction
from petitcrm.features.letters.tables import Letter
from petitcrm.store.schema import Base, Travelling, now


class MailingAnswer(Travelling, Base):
    """What came of one letter. kind: reply, order (amount and margin in cents) or returned (with its reason).

    `interaction_id` is its entry in the history, `address_id` the address that a returned letter stopped.
    """

    __tablename__ = "mailing_answer"
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    day: Mapped[str] = mapped_column(String(10))
    amount: Mapped[int | None]
    margin: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey(Interaction.id, ondelete="SET NULL"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey(Address.id, ondelete="SET NULL"), index=True)
