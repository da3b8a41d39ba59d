"""Where sequences, their steps and those who are in them are kept."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact, SavedView
from petitcrm.features.history.tables import FollowUp
from petitcrm.store.schema import Base, Travelling


class Sequence(Travelling, Base):
    """Steps in their order; `saved_view_id` is the segment it is for, where it has one."""

    __tablename__ = "sequence"
    name: Mapped[str] = mapped_column(unique=True)
    saved_view_id: Mapped[int | None] = mapped_column(ForeignKey(SavedView.id, ondelete="SET NULL"), index=True)


class SequenceStep(Travelling, Base):
    """A letter, an e-mail (with the name of its model) or a call (with what to say), so many days after the step before."""

    __tablename__ = "sequence_step"
    sequence_id: Mapped[int] = mapped_column(ForeignKey(Sequence.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(6))
    wait_days: Mapped[int]
    model_name: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class SequenceMember(Travelling, Base):
    """Somebody in a sequence: `done` steps are behind them, and `done_on` is the day the next wait counts from.

    `follow_up_id` is the promised call of the current step. An answer is a sign from them after `heard_from`, or on that
    day with a key above `heard_after`. `ended_why`: "" while it goes on, finished or taken_out.
    """

    __tablename__ = "sequence_member"
    sequence_id: Mapped[int] = mapped_column(ForeignKey(Sequence.id, ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), index=True)
    joined: Mapped[str] = mapped_column(String(10))
    done: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[str | None] = mapped_column(String(10))
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey(FollowUp.id, ondelete="SET NULL"), index=True)
    heard_from: Mapped[str] = mapped_column(String(10))
    heard_after: Mapped[int]
    ended_on: Mapped[str | None] = mapped_column(String(10))
    ended_why: Mapped[str] = mapped_column(String(9), default="")
    __table_args__ = (Index("uq_sequence_member_sequence_id_contact_id", "sequence_id", "contact_id", unique=True),)
