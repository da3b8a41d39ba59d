"""The store's own tables, besides the journal's."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store.schema import Base, Row


class SettingRow(Row, Base):
    """One setting that differs from its default, as JSON."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str]


class Draft(Row, Base):
    """The text of one field or form that was not saved yet; `key` says which."""

    __tablename__ = "draft"
    key: Mapped[str] = mapped_column(String(120), unique=True)
    text: Mapped[str]
    at: Mapped[str] = mapped_column(String(20))
    __table_args__ = ({"info": {"journal": False}},)
