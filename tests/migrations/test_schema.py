"""The schema that the migrations make is the one the tables declare; a failing revision leaves no trace."""

import gzip
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

HEAD = store.HEAD
NEXT = f"{int(HEAD) + 1:04d}"
ONE_MORE = '''
"""One more revision, for the test."""
from alembic import op
import sqlalchemy as sa
revision = "{revision}"
down_revision = "{head}"
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


BASES = sorted((Path(__file__).parents[1] / "samples" / "bases").glob("*.db.gz"))


@pytest.mark.parametrize("sample", BASES, ids=lambda sample: sample.name)
def test_a_base_of_every_release_is_upgraded_with_all_it_holds(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(sample.read_bytes()))
    old = connect(path, read_only=True)
    tables = [row[0] for row in old.execute(_TABLES)]
    before = {name: old.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    old.close()
    upgraded = Store.open(path, PARTS)
    assert {name: upgraded.reader.value(f"SELECT count(*) FROM {name}") for name in tables} == before
    first = upgraded.read(queries.ids)[0]
    upgraded.do("note", edits.change, first, {"note": "still there"}, TODAY)
    assert upgraded.undo() is not None
    upgraded.close()


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'find%' AND name NOT LIKE 'sqlite%'"


@pytest.fixture
def with_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A program with one more revision; `more` is what else it does."""
    import shutil

    def make(more: str = "pass") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder)
        text = ONE_MORE.format(more=more, revision=NEXT, head=HEAD)
        (folder / "versions" / f"{NEXT}_one_more.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(store, "HEAD", NEXT)

    return make


def _filled(path: Path) -> None:
    filled = Store.open(path, PARTS)
    filled.do("new", edits.create, "person", {"family_name": "Roche", "phone": "0465710001"}, TODAY)
    filled.close()


def test_an_older_base_is_copied_then_upgraded(path: Path, with_one_more: Any) -> None:
    _filled(path)
    with_one_more()
    upgraded = Store.open(path, PARTS)
    assert upgraded.reader.value("SELECT version_num FROM alembic_version") == NEXT
    assert upgraded.reader.value("SELECT shoe_size FROM contact") is None
    assert upgraded.read(queries.count) == 1
    upgraded.close()
    copy = backup.newest(path)
    assert copy is not None
    assert copy.name.endswith("-upgrade.db")
    old = connect(copy, read_only=True)
    assert old.execute("SELECT version_num FROM alembic_version").fetchone()[0] == HEAD
    old.close()


@pytest.mark.parametrize(
    "more",
    [
        "raise ZeroDivisionError",
        "op.execute('INSERT INTO phone(uid, contact_id, position, label, number, e164, state) "
        'VALUES (\\"x\\", 999, 0, \\"\\", \\"1\\", \\"\\", \\"usable\\")\')',
    ],
)
def test_a_failing_revision_takes_everything_back(path: Path, with_one_more: Any, more: str) -> None:
    _filled(path)
    with_one_more(more)
    with pytest.raises((ZeroDivisionError, Problem)):
        Store.open(path, PARTS)
    raw = connect(path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] == HEAD
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'shoe'").fetchone()[0] == 0
    assert "shoe_size" not in [row[1] for row in raw.execute("PRAGMA table_info(contact)")]
    raw.close()
