"""Where the schedule is kept: worked out from contacts and history, never typed."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.features.contacts.tables import Contact
from petitcrm.store.schema import Base


class CallPlan(Base):
    """The facts of a contact's calls and what the cadence makes of them. `rule` names the rule that applied.

    From the day `law_from` on the law forbids the call; `held` names the rule of law that made it later.
    """

    __tablename__ = "call_plan"
    contact_id: Mapped[int] = mapped_column(ForeignKey(Contact.id, ondelete="CASCADE"), primary_key=True)
    last_reached: Mapped[str | None] = mapped_column(String(10))
    last_attempt: Mapped[str | None] = mapped_column(String(10))
    failed: Mapped[int] = mapped_column(default=0)
    last_letter: Mapped[str | None] = mapped_column(String(10))
    last_sign: Mapped[str | None] = mapped_column(String(10))
    next_day: Mapped[str | None] = mapped_column(String(10))
    next_at: Mapped[str | None] = mapped_column(String(5))
    rule: Mapped[str] = mapped_column(String(24))
    unreachable: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int] = mapped_column(default=4)
    weight: Mapped[int] = mapped_column(default=0)
    interval_days: Mapped[int] = mapped_column(default=0)
    sort_name: Mapped[str] = mapped_column(default="")
    law_from: Mapped[str | None] = mapped_column(String(10))
    held: Mapped[str] = mapped_column(String(12), default="", server_default="")
    __table_args__ = (
        Index(
            "ix_call_plan_order",
            "rank",
            "weight",
            "interval_days",
            "next_day",
            "sort_name",
            sqlite_where=text("next_day IS NOT NULL"),
        ),
        Index("ix_call_plan_law_from", "law_from", sqlite_where=text("law_from IS NOT NULL AND next_day IS NOT NULL")),
        Index("ix_call_plan_no_number", "contact_id", sqlite_where=text("rule = 'no_number'")),
        Index("ix_call_plan_next_day", "next_day", sqlite_where=text("next_day IS NOT NULL")),
        {"info": {"journal": False}},
    )
