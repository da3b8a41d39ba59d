"""Where exchanges and promises are kept."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base, Travelling, now


class Interaction(Travelling, Base):
    """One exchange in the past. `day` is the owner's local day, `at` the hour where it is known."""

    __tablename__ = "interaction"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    direction: Mapped[str] = mapped_column(String(3), default="out")
    outcome: Mapped[str] = mapped_column(String(12), default="")
    day: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(5), default="")
    minutes: Mapped[int | None]
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    __table_args__ = (Index("ix_interaction_contact_id_day", "contact_id", "day"), Index("ix_interaction_day", "day"))


class FollowUp(Travelling, Base):
    """Something promised for a day, perhaps an hour: open until `done_on`."""

    __tablename__ = "follow_up"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="call")
    day: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(5), default="")
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    done_on: Mapped[str | None] = mapped_column(String(10))
    __table_args__ = (Index("ix_follow_up_open_day", "day", "at", sqlite_where=sql("done_on IS NULL")),)
