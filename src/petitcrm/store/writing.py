"""What the first change of a connection needs: tables, triggers, sessions. Imported late: it brings SQLAlchemy."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from petitcrm.store import derived, journal
from petitcrm.store.connection import Reader
from petitcrm.store.derived import Derivation
from petitcrm.store.schema import Base
from petitcrm.store.store import Parts


def prepare(reader: Reader, parts: Parts) -> tuple[Callable[[], Session], Sequence[Derivation]]:
    """Sessions on the reader's own connection, whose triggers are made here."""
    import_tables(parts)
    derivations = [_named(name) for name in parts.derivations]
    journal.install(reader, Base.metadata)
    derived.install(reader, derivations)
    engine = engine_on(reader.connection)
    return lambda: Session(
        engine, expire_on_commit=False, info={"clock": reader.clock, "derivations": derivations}
    ), derivations


def import_tables(parts: Parts) -> None:
    """Make the metadata whole: the store's own tables and those of every feature."""
    for module in ("petitcrm.store.tables", *parts.tables):
        import_module(module)


def engine_on(connection: Any) -> Engine:
    """An engine on one open connection. Transactions are the store's: SQLAlchemy's begin and commit say nothing."""
    engine = create_engine(
        "sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    engine.dialect.do_begin = _nothing  # type: ignore[assignment, method-assign]
    engine.dialect.do_commit = _nothing  # type: ignore[assignment, method-assign]
    engine.dialect.do_rollback = _nothing  # type: ignore[assignment, method-assign]
    return engine


def _nothing(connection: Any) -> None:
    return None


def _named(name: str) -> Derivation:
    module, _, attribute = name.partition(":")
    found: Derivation = getattr(import_module(module), attribute)
    return found
