"""The schema that the migrations make is the one the tables declare; a failing revision leaves no trace."""

from pathlib import Path
from typing import Any

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.contacts import edits, queries
from petitcrm.parts import PARTS
from petitcrm.store import backup, store, upgrade, writing
from petitcrm.store.connection import connect
from petitcrm.store.schema import Base
from petitcrm.store.store import Store
from tests_support import TODAY

SECOND = '''
"""A second revision, for the test."""
from alembic import op
import sqlalchemy as sa
revision = "0002"
down_revision = "0001"
def upgrade() -> None:
    op.add_column("contact", sa.Column("shoe_size", sa.Integer()))
    op.create_table("shoe", sa.Column("id", sa.Integer(), primary_key=True))
    {more}
'''


def test_migrated_schema_is_the_declared_one(path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    writing.import_tables(PARTS)
    raw = connect(path)
    with writing.engine_on(raw).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith("find_")},
        )
        assert compare_metadata(context, Base.metadata) == []
    raw.close()


@pytest.fixture
def with_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A program with one more revision; `more` is what else it does."""
    import shutil

    def make(more: str = "pass") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder)
        (folder / "versions" / "0002_second.py").write_text(SECOND.format(more=more), encoding="utf-8")
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(store, "HEAD", "0002")

    return make


def _filled(path: Path) -> None:
    filled = Store.open(path, PARTS)
    filled.do("new", edits.create, "person", {"family_name": "Roche", "phone": "0465710001"}, TODAY)
    filled.close()


def test_an_older_base_is_copied_then_upgraded(path: Path, with_second: Any) -> None:
    _filled(path)
    with_second()
    upgraded = Store.open(path, PARTS)
    assert upgraded.reader.value("SELECT version_num FROM alembic_version") == "0002"
    assert upgraded.reader.value("SELECT shoe_size FROM contact") is None
    assert upgraded.read(queries.count) == 1
    upgraded.close()
    copy = backup.newest(path)
    assert copy is not None
    assert copy.name.endswith("-upgrade.db")
    old = connect(copy, read_only=True)
    assert old.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0001"
    old.close()


@pytest.mark.parametrize(
    "more",
    [
        "raise ZeroDivisionError",
        "op.execute('INSERT INTO phone(uid, contact_id, position, label, number, e164, state) "
        'VALUES (\\"x\\", 999, 0, \\"\\", \\"1\\", \\"\\", \\"usable\\")\')',
    ],
)
def test_a_failing_revision_takes_everything_back(path: Path, with_second: Any, more: str) -> None:
    _filled(path)
    with_second(more)
    with pytest.raises((ZeroDivisionError, Problem)):
        Store.open(path, PARTS)
    raw = connect(path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0001"
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'shoe'").fetchone()[0] == 0
    assert "shoe_size" not in [row[1] for row in raw.execute("PRAGMA table_info(contact)")]
    raw.close()
