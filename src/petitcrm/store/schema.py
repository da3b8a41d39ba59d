"""What every table has in common. Importing this imports SQLAlchemy: screens that only read do not."""

import secrets
import time
from datetime import UTC, datetime

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMES)


_last_uid = 0


def new_uid() -> str:
    """A name that stays the same in every copy of the file: 32 hexadecimal digits, laid out as UUID version 7.

    Beginning with the time, one after the other, so that the index on them grows at its end (RFC 9562, 6.2 method 1).
    """
    global _last_uid
    _last_uid = max(_last_uid + 1, time.time_ns() // 1_000_000 << 12)
    moment, count = divmod(_last_uid, 1 << 12)
    return f"{moment:012x}7{count:03x}{secrets.randbits(62) | 1 << 63:016x}"


def new_uids(count: int) -> list[str]:
    """`count` of them, one after the other."""
    global _last_uid
    first = max(_last_uid + 1, time.time_ns() // 1_000_000 << 12)
    _last_uid = first + count
    chance = secrets.token_hex(8 * count)
    return [
        f"{number >> 12:012x}7{number & 4095:03x}{_VARIANT[chance[at]]}{chance[at + 1 : at + 16]}"
        for number, at in zip(range(first, first + count), range(0, 16 * count, 16), strict=True)
    ]


_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def now() -> str:
    """The present moment in UTC, ISO 8601 to the second: moments are stored so, days as ISO dates."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Row:
    """An integer key inside the file."""

    id: Mapped[int] = mapped_column(primary_key=True)


class TravellingPart(Row):
    """A row that travels with the one it belongs to: its `uid` needs no index of its own."""

    uid: Mapped[str] = mapped_column(String(32), default=new_uid)


class Travelling(Row):
    """A row that may travel to another file keeps its `uid` there."""

    uid: Mapped[str] = mapped_column(String(32), unique=True, default=new_uid)
