"""The one file: opened, asked, changed, taken back."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.store import trouble
from petitcrm.store.connection import APPLICATION_ID, Reader, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from petitcrm.store.derived import Derivation

P = ParamSpec("P")
T = TypeVar("T")

HEAD = "0010"  # the newest revision in migrations/versions; a test holds the two together


@dataclass(frozen=True)
class Parts:
    """What the features bring to the file: modules that declare tables, and what is derived from them.

    Names, not objects, so that reading a file does not import the tables (and with them SQLAlchemy).
    """

    tables: tuple[str, ...]
    derivations: tuple[str, ...]  # "module:NAME"


class Store:
    """One open base. One object serves one thread; `twin` opens another on the same file."""

    def __init__(
        self,
        path: Path,
        parts: Parts,
        connection: Any,
        *,
        read_only: bool = False,
        clock: Callable[[], date] = date.today,
    ) -> None:
        self.path = path
        self.parts = parts
        self.read_only = read_only
        self.clock = clock
        self.reader = Reader(connection, clock)
        self._sessions: Callable[[], Session] | None = None
        self._derivations: Sequence[Derivation] = ()

    # opening and closing

    @classmethod
    def open(
        cls, path: Path, parts: Parts, *, read_only: bool = False, clock: Callable[[], date] = date.today
    ) -> Store:
        """Open an existing base, upgrading an older one (a protective copy is made first).

        Raises Problem where the file is missing, not a base, damaged, locked, or newer than this program.
        """
        _must_be_file(path)
        connection = connect(path, read_only=read_only)
        store = cls(path, parts, connection, read_only=read_only, clock=clock)
        try:
            version = store._version()
            if version != HEAD:
                connection.close()
                from petitcrm.store import upgrade

                upgrade.upgrade(path, version)
                store.reader = Reader(connect(path), clock)
                store._work_out()
        except Problem:
            connection.close()
            raise
        if not read_only and not _writable(path):
            store.read_only = True
        return store

    @classmethod
    def create(cls, path: Path, parts: Parts, clock: Callable[[], date] = date.today) -> Store:
        """Make a new empty base. Raises Problem where a file of that name exists already."""
        from petitcrm.store import upgrade

        if path.exists():
            raise Problem(
                _("{path}: a file of that name exists already.").format(path=path),
                _("Choose another name, or open it."),
            )
        upgrade.create(path)
        return cls.open(path, parts, clock=clock)

    def _work_out(self) -> None:
        """What an upgrade brought that is worked out from the data: a transaction does it, if only an empty one."""
        if not self.read_only and _writable(self.path):
            self.keep(lambda _session: None)

    def twin(self) -> Store:
        """Another connection to the same file, for another thread.

        It keeps up to 200 MB of changed pages in memory: written out before the commit, they would lock readers out.
        """
        connection = connect(self.path, read_only=self.read_only)
        connection.execute("PRAGMA cache_spill = 50000")
        return Store(self.path, self.parts, connection, read_only=self.read_only, clock=self.clock)

    def close(self) -> None:
        """Leave the file alone, without its (empty) journal beside it."""
        if not self.read_only:
            with suppress(Problem):  # another connection may still be there; it will do the same when it goes
                self.reader.execute("PRAGMA journal_mode=DELETE")
        self.reader.connection.close()

    def _version(self) -> str:
        with trouble.told(self.path):
            known = self.reader.value("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
            ours = self.reader.value("PRAGMA application_id") == APPLICATION_ID
            if not (known and ours):
                raise Problem(
                    _("{path}: this file is not a PetitCRM base.").format(path=self.path), _("Choose another file.")
                )
            return str(self.reader.value("SELECT version_num FROM alembic_version"))

    # asking

    def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of `query(reader, …)`."""
        return query(self.reader, *args, **kwargs)

    # changing

    def do(
        self, title: str, edit: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, frozenset[str]]:
        """`edit(session, …)` in one transaction and one undo step called `title`: its answer and the changed tables."""
        from petitcrm.store import journal

        with self._transaction() as session:
            step = journal.begin(self.reader, title)
            answer = edit(session, *args, **kwargs)
            session.flush()
            changed = journal.end(self.reader, step)
        return answer, changed

    def keep(self, edit: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `do`, for what is no gesture of the owner (a draft, a sample base): not to be undone."""
        with self._transaction() as session:
            return edit(session, *args, **kwargs)

    def undo(self) -> tuple[str, frozenset[str]] | None:
        """Take the last step back: its title and the tables it changed; None where there is none."""
        from petitcrm.store import journal

        with self._transaction():
            played = journal.undo(self.reader)
        return (played.title, played.tables) if played else None

    def redo(self) -> tuple[str, frozenset[str]] | None:
        """Bring back what was undone last."""
        from petitcrm.store import journal

        with self._transaction():
            played = journal.redo(self.reader)
        return (played.title, played.tables) if played else None

    def size_of(self, *, undo: bool) -> int:
        """How many rows the next undo (or redo) changes: whether somebody would have to wait for it."""
        chosen = (
            "SELECT max(id) FROM journal_step WHERE state = 'done'"
            if undo
            else "SELECT min(id) FROM journal_step WHERE state = 'undone'"
        )
        step = self.reader.value(chosen)
        # a run (op r) stands for many rows: from its first to its last, or as its image is long once it is undone
        rows = (
            "CASE WHEN op <> 'r' THEN 1 WHEN length(after) < 60 THEN json_extract(after, '$.last') - row_id + 1 "
            "ELSE 1 + length(after) / 100 END"
        )
        return int(self.reader.value(f"SELECT coalesce(sum({rows}), 0) FROM journal_change WHERE step_id = ?", (step,)))  # noqa: S608 - fixed

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        if self.read_only:
            raise Problem(
                _("The base is open for reading only: nothing can be changed."),
                _("Change the rights of the file, or copy it to a folder of yours."),
            )
        from petitcrm.store import derived

        with trouble.told(), self._session() as session:
            self.reader.connection.execute("BEGIN IMMEDIATE")
            try:
                yield session
                session.flush()
                derived.refresh(self.reader, self._derivations)
                self.reader.connection.execute("COMMIT")
            except BaseException:
                session.rollback()
                if self.reader.connection.in_transaction:
                    self.reader.connection.execute("ROLLBACK")
                raise

    def _session(self) -> Session:
        if self._sessions is None:
            from petitcrm.store import writing

            self._sessions, self._derivations = writing.prepare(self.reader, self.parts)
        return self._sessions()

    def warm_up(self) -> None:
        """Import and prepare what the first change will need, while nobody waits."""
        if not self.read_only:
            self._session().close()


def _must_be_file(path: Path) -> None:
    if not path.exists():
        raise Problem(
            _("{path}: there is no such file.").format(path=path),
            _("Check the name. A new base is made with “petitcrm --file {name} new”.").format(name=path.name),
        )
    if path.is_dir():
        raise Problem(_("{path}: this is a folder, not a base.").format(path=path), _("Choose a file."))
    if path.stat().st_size == 0:
        raise Problem(
            _("{path}: this file is empty, it is not a base.").format(path=path),
            _("Choose another file, or restore a backup."),
        )


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
