"""Where requests are kept."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.features.history.tables import Interaction
from petitcrm.store.schema import Base, Row, Travelling, now


class Request(Travelling, Base):
    """What a client asked for or complains of. state: open, waiting (for the client), done. Its answers are exchanges."""

    __tablename__ = "customer_request"  # "request" alone is a word of too many libraries
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    urgency: Mapped[str] = mapped_column(String(8), default="normal")
    received_on: Mapped[str] = mapped_column(String(10))
    received_how: Mapped[str] = mapped_column(String(12), default="")
    promised_on: Mapped[str] = mapped_column(String(10), default="")
    owner: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    product: Mapped[str] = mapped_column(default="")
    done_on: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[str] = mapped_column(String(20), default=now)
    __table_args__ = (Index("ix_customer_request_open", "contact_id", "urgency", sqlite_where=sql("state <> 'done'")),)


class RequestAnswer(Row, Base):
    """An exchange that answers a request."""

    __tablename__ = "request_answer"
    request_id: Mapped[int] = mapped_column(ForeignKey(Request.id, ondelete="CASCADE"))
    interaction_id: Mapped[int] = mapped_column(ForeignKey(Interaction.id, ondelete="CASCADE"), index=True)
    __table_args__ = (
        Index("uq_request_answer_request_id_interaction_id", "request_id", "interaction_id", unique=True),
    )
