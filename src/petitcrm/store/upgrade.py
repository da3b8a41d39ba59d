"""Making and upgrading the file: a checked copy first, then every revision in one transaction, then checks."""

import os
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.store import backup, trouble
from petitcrm.store.connection import APPLICATION_ID, Reader, connect
from petitcrm.store.writing import engine_on

MIGRATIONS = Path(__file__).with_name("migrations")


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, in code: there is no ini file to lose."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def create(path: Path) -> None:
    """A new empty base at `path`, readable by its owner only. On failure nothing is left behind."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise Problem(
            _("{path}: the base can't be created there ({reason}).").format(path=path, reason=error.strerror),
            _("Choose another folder."),
        ) from error
    try:
        _migrate(path, fresh=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def upgrade(path: Path, version: str) -> None:
    """Bring the base from `version` to the newest one; the copy made before is kept in the backups folder."""
    from alembic.script import ScriptDirectory

    try:
        ScriptDirectory.from_config(configuration()).get_revision(version)
    except CommandError as error:
        raise Problem(
            _("{path}: this base was made by a newer version of PetitCRM.").format(path=path),
            _("Nothing was changed. Install the newer version, or open another base."),
        ) from error
    backup.make(path, "upgrade")
    _migrate(path, fresh=False)


def _migrate(path: Path, *, fresh: bool) -> None:
    raw = connect(path)
    try:
        raw.execute("PRAGMA foreign_keys=OFF")  # a table rebuilt under ON DELETE CASCADE would empty its children
        raw.execute("BEGIN EXCLUSIVE")
        try:
            with trouble.told(path), engine_on(raw).connect() as connection:
                command.upgrade(configuration(connection), "head")
            if fresh:
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _check(Reader(raw), path)
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
    finally:
        raw.close()


def _check(reader: Reader, path: Path) -> None:
    broken: list[Any] = reader.rows("PRAGMA foreign_key_check")
    sound = reader.value("PRAGMA quick_check(1)")
    if broken or sound != "ok":
        raise Problem(
            _("{path}: the upgrade did not pass its checks and was taken back.").format(path=path),
            _("The base is as it was. A copy made before is in the backups folder."),
        )
