"""Where the owner's label sheets are kept, and which labels of a sheet are used."""

from sqlalchemy import REAL, String
from sqlalchemy.orm import Mapped, mapped_column

from petitcrm.store.schema import Base, Row, Travelling


class LabelSheet(Travelling, Base):
    """A sheet of the owner's own, the measures in mm; see petitcrm.features.labels.sheets.Sheet."""

    __tablename__ = "label_sheet"
    name: Mapped[str] = mapped_column(unique=True)
    across: Mapped[int]
    down: Mapped[int]
    width: Mapped[float] = mapped_column(REAL)
    height: Mapped[float] = mapped_column(REAL)
    left_margin: Mapped[float] = mapped_column(REAL)
    top_margin: Mapped[float] = mapped_column(REAL)
    pitch_x: Mapped[float] = mapped_column(REAL)
    pitch_y: Mapped[float] = mapped_column(REAL)


class LabelUse(Row, Base):
    """The first free label (from 1) of the sheet of this name that was begun last; no row for a new sheet."""

    __tablename__ = "label_use"
    sheet: Mapped[str] = mapped_column(String(200), unique=True)
    next_free: Mapped[int]
