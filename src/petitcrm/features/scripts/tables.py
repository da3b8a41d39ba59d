"""Where scripts are kept."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store.schema import Base, Travelling


class Script(Travelling, Base):
    """What to say on the phone.

    `whom` names what it is for ("" everybody, stage, tier, tag, view, mailing), `which` one of those: a stage, a tier's
    code, a tag's name, the uid of a saved view or of a mailing.
    """

    __tablename__ = "script"
    name: Mapped[str]
    whom: Mapped[str] = mapped_column(String(8), default="")
    which: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
