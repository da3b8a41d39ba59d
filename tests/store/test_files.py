"""What can be wrong with a file: each a clear sentence, and nothing lost or made by accident."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.contacts import edits, queries
from petitcrm.parts import PARTS
from petitcrm.store import backup
from petitcrm.store.connection import connect
from petitcrm.store.store import HEAD, Store
from tests_support import TODAY

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_missing_file_is_said_and_never_made(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "base.db"
    with pytest.raises(Problem, match="there is no such file"):
        Store.open(missing, PARTS)
    assert not missing.parent.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this file is empty"),
        (b"not a base at all, only text\n" * 200, "not a PetitCRM base"),
        (b"SQLite format 3\0" + b"\0" * 5000, "not a PetitCRM base|damaged"),
    ],
)
def test_a_file_that_is_no_base_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(Problem, match=words):
        Store.open(path, PARTS)
    assert path.read_bytes() == content


def test_another_programs_base_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contact(id INTEGER)")
    other.close()
    before = fingerprint(path)
    with pytest.raises(Problem, match="not a PetitCRM base"):
        Store.open(path, PARTS)
    assert fingerprint(path) == before


def test_a_newer_base_is_refused_and_not_written(path: Path) -> None:
    raw = connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    before = fingerprint(path)
    with pytest.raises(Problem, match="newer version"):
        Store.open(path, PARTS)
    assert fingerprint(path) == before


def test_a_truncated_base_is_a_problem_and_not_a_crash(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problem, match=r"damaged|not a PetitCRM base"):  # noqa: PT012
        store = Store.open(path, PARTS)
        store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)


def test_creating_never_overwrites(path: Path) -> None:
    before = fingerprint(path)
    with pytest.raises(Problem, match="exists already"):
        Store.create(path, PARTS)
    assert fingerprint(path) == before


def test_names_with_every_sign(tmp_path: Path) -> None:
    path = tmp_path / "Mein Büro & Söhne #1 100%?.db"
    Store.create(path, PARTS).close()
    assert path.exists()
    Store.open(path, PARTS).close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="rights are others on Windows")
def test_only_the_owner_can_read_it(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "new.db"
    store = Store.create(made, PARTS)
    assert made.stat().st_mode & 0o777 == 0o600
    copy = backup.make(made, "by-hand")
    assert copy.stat().st_mode & 0o777 == 0o600
    store.close()


@pytest.mark.skipif(IS_ROOT, reason="nothing is write-protected for root")
def test_a_write_protected_base_opens_for_reading(path: Path) -> None:
    path.chmod(0o444)
    store = Store.open(path, PARTS)
    assert store.read_only
    assert store.read(queries.count) == 0
    with pytest.raises(Problem, match="reading only"):
        store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    store.close()


def test_a_full_disk_loses_nothing(store: Store) -> None:
    store.do("first", edits.create, "person", {"family_name": "Kept"}, TODAY)
    pages = store.reader.value("PRAGMA page_count")
    store.reader.value(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem, match="disk is full"):
        store.do("big", edits.create, "person", {"family_name": "Roche", "note": "x" * 90_000}, TODAY)
    assert store.read(queries.count) == 1
    store.reader.value(f"PRAGMA max_page_count = {pages * 50}")
    store.do("again", edits.create, "person", {"family_name": "Roche", "note": "x" * 90_000}, TODAY)
    assert store.read(queries.count) == 2


def test_a_locked_base_is_said(store: Store, path: Path) -> None:
    other = connect(path)
    store.reader.connection.execute("PRAGMA busy_timeout = 1")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Problem, match="busy"):
        store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    other.execute("ROLLBACK")
    other.close()
    store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)


def test_a_backup_is_whole_checked_and_numbered(store: Store, path: Path) -> None:
    store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    first = backup.daily(path, TODAY)
    assert first is not None
    assert backup.daily(path, TODAY) is None
    second = backup.make(path, "by-hand")
    assert (first.name, second.name) == ("00001-daily-2026-05-12.db", "00002-by-hand.db")
    copy = Store.open(second, PARTS)
    assert copy.read(queries.count) == 1
    copy.close()
    assert backup.newest(path) == second


def test_the_oldest_daily_copies_go_and_the_newest_stays(store: Store, path: Path) -> None:
    from datetime import timedelta

    for day in range(backup.KEPT + 3):
        backup.daily(path, TODAY - timedelta(days=day))  # a clock that goes back does not hide the newest
    kept = sorted(backup.folder_of(path).glob("*.db"))
    assert len(kept) == backup.KEPT
    assert kept[-1].name.startswith(f"{backup.KEPT + 3:05d}")


CHILD = """
import sys
from datetime import date
from pathlib import Path
from petitcrm.features.contacts import edits
from petitcrm.parts import PARTS
from petitcrm.store.store import Store
store = Store.open(Path(sys.argv[1]), PARTS)
for number in range(10_000):
    store.do("new", edits.create, "person", {"family_name": f"N{number}", "phone": "0465710001", "tags": "a, b"}, date(2026, 5, 12))
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("after", [1, 2, 7])
def test_killed_while_saving_loses_nothing_that_was_acknowledged(path: Path, after: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = -1
    for line in child.stdout:
        acknowledged = int(line)
        if acknowledged >= after:
            break
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    child.wait()
    child.stdout.close()
    store = Store.open(path, PARTS)
    reader = store.reader
    assert reader.value("PRAGMA integrity_check") == "ok"
    assert reader.rows("PRAGMA foreign_key_check") == []
    people = reader.value("SELECT count(*) FROM contact")
    assert acknowledged + 1 <= people <= acknowledged + 2
    assert reader.value("SELECT count(*) FROM phone") == people
    assert reader.value("SELECT count(*) FROM journal_step") == people
    assert reader.value("SELECT count(*) FROM contact_tag") == 2 * people
    store.close()


MIGRATING = """
import os, signal, sys
from pathlib import Path
import petitcrm.store.upgrade as upgrade
from sqlalchemy import event
from sqlalchemy.engine import Engine
left = int(sys.argv[2])
@event.listens_for(Engine, "before_cursor_execute")
def count(conn, cursor, statement, parameters, context, executemany):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
upgrade._migrate(Path(sys.argv[1]), fresh=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("statement", [2, 9, 20, 33])
def test_killed_while_migrating_leaves_the_old_schema_whole(tmp_path: Path, statement: int) -> None:
    path = tmp_path / "base.db"
    path.touch()
    run = subprocess.run([sys.executable, "-c", MIGRATING, str(path), str(statement)], check=False)
    assert run.returncode == -signal.SIGKILL
    raw = connect(path)
    assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    raw.close()


def test_head_is_the_newest_revision() -> None:
    from alembic.script import ScriptDirectory

    from petitcrm.store.upgrade import configuration

    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD
