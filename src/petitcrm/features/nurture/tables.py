"""Where the events are kept that give a reason to call again."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store.schema import Base, Travelling


class WakeEvent(Travelling, Base):
    """Something on a day that wakes prospects up: a trade fair, a new product, a change of law."""

    __tablename__ = "wake_event"
    name: Mapped[str]
    day: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(default="")
