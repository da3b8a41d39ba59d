"""What every test stands on: a base copied from a master that the migrations made, a fixed day, French by choice."""

import logging
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from petitcrm.base import garbage, language
from petitcrm.features.letters.names import know_fields
from petitcrm.features.letters.noted import know_jobs
from petitcrm.parts import LETTER_FIELDS, NOTED_JOBS, PARTS
from petitcrm.store.store import Store

TODAY = date(2026, 5, 12)
REPOSITORY = Path(__file__).resolve().parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("master") / "master.db"
    Store.create(path, PARTS).close()
    return path


@pytest.fixture
def path(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(master, tmp_path / "base.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path, PARTS, clock=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="session", autouse=True)
def fields_of_letters() -> None:
    """As in the program (petitcrm.cli, petitcrm.app): what later features bring to letters is known."""
    know_fields(LETTER_FIELDS)
    know_jobs(NOTED_JOBS)


@pytest.fixture(scope="session", autouse=True)
def garbage_by_hand() -> None:
    """As in the program (petitcrm.ui.collector): a widget collected in a worker's thread would bring Qt down."""
    garbage.by_hand()


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    yield
    garbage.collect_some()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETITCRM_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    told = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not told, told
