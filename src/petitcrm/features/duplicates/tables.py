"""Where pairs that are not the same are kept."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base, Row, now


class NotSame(Row, Base):
    """Two contacts that the owner said are not the same, the smaller key first: they are not proposed again."""

    __tablename__ = "not_same"
    first_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    at: Mapped[str] = mapped_column(String(20), default=now)
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        Index("uq_not_same_first_id_second_id", "first_id", "second_id", unique=True),
    )
