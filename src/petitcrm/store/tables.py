"""The store's own tables, besides the journal's."""

from sqlalchemy import LargeBinary, String
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


class Document(Row, Base):
    """The bytes of a file, kept once by content (SHA-256) and never changed."""

    __tablename__ = "document"
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = ({"info": {"journal": False}},)
