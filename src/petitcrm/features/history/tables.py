"""Where exchanges and promises are kept."""

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base, Row, Travelling, now
from petitcrm.store.tables import Document


class Interaction(Travelling, Base):
    """One exchange in the past. `day` is the owner's local day, `at` the hour where it is known.

    `feeling` goes from -2 to 2.
    """

    __tablename__ = "interaction"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"))
    kind: Mapped[str]
    direction: Mapped[str] = mapped_column(String(3), default="out")
    outcome: Mapped[str] = mapped_column(String(12), default="")
    day: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(5), default="")
    minutes: Mapped[int | None]
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    who_of_us: Mapped[str] = mapped_column(String(40), default="", server_default="")
    feeling: Mapped[int | None]
    __table_args__ = (Index("ix_interaction_contact_id_day", "contact_id", "day"), Index("ix_interaction_day", "day"))


class Participant(Row, Base):
    """Somebody else who took part in an exchange."""

    __tablename__ = "participant"
    interaction_id: Mapped[int] = mapped_column(ForeignKey(Interaction.id, ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    __table_args__ = (Index("uq_participant_interaction_id_contact_id", "interaction_id", "contact_id", unique=True),)


class Attachment(Travelling, Base):
    """A file of an exchange or of a request, under the name it came with; its bytes are kept once by content."""

    __tablename__ = "attachment"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey(Interaction.id, ondelete="CASCADE"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("customer_request.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id), index=True)
    name: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[str] = mapped_column(String(20), default=now)


class FollowUp(Travelling, Base):
    """Something promised for a day, perhaps an hour: open until `done_on`.

    `repeat`: "", weekly, monthly or yearly; what is done then makes the next one. `unless_heard` is the day from which a
    sign from them is the end of it, "" where it holds whatever they do; `lapsed`: that is why it is done with.
    """

    __tablename__ = "follow_up"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="call")
    day: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(5), default="")
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    done_on: Mapped[str | None] = mapped_column(String(10))
    minutes: Mapped[int | None]
    priority: Mapped[str] = mapped_column(String(8), default="normal", server_default="normal")
    repeat: Mapped[str] = mapped_column(String(8), default="", server_default="")
    request_id: Mapped[int | None] = mapped_column(ForeignKey("customer_request.id", ondelete="SET NULL"))
    unless_heard: Mapped[str] = mapped_column(String(10), default="", server_default="")
    lapsed: Mapped[bool] = mapped_column(default=False, server_default=false())
    __table_args__ = (
        Index("ix_follow_up_open_day", "day", "at", sqlite_where=sql("done_on IS NULL")),
        Index("ix_follow_up_request_id", "request_id"),
    )
