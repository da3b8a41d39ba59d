"""Exports from the command line, and what becomes of the file."""

import errno
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.files import written
from petitcrm.features.exports import command
from petitcrm.features.exports.formats import BY_KEY
from petitcrm.features.samples.fill import fill
from petitcrm.store.store import Store
from tests_support import TODAY


@pytest.fixture
def filled(store: Store) -> Store:
    store.keep(fill, 120, 3, TODAY)
    return store


@pytest.fixture
def run(filled: Store, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str, code: int = 0) -> Any:
        assert cli.run(["--lang", "en", "--file", str(filled.path), "export", *arguments]) == code
        out, err = capsys.readouterr()
        call.err = err  # type: ignore[attr-defined]
        return json.loads(out) if "--json" in arguments else out

    return call


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "vcf", "json"])
def test_everybody_in_every_format(run: Any, filled: Store, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"all.{suffix}"
    count = filled.reader.value("SELECT count(*) FROM contact WHERE trashed_at IS NULL")
    assert run(str(out), "--json") == {"written": count, "out": str(out)}
    assert out.stat().st_size > 1000
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if "partial" in one.name] == []


def test_some_of_them(run: Any, filled: Store, tmp_path: Path) -> None:
    uids = filled.reader.column("SELECT uid FROM contact WHERE trashed_at IS NULL ORDER BY sort_name LIMIT 3")
    out = tmp_path / "some.json"
    assert run(str(out), "--to", *uids, "--json")["written"] == 3
    assert [one["uid"] for one in json.loads(out.read_text(encoding="utf-8"))] == uids
    tiered = filled.reader.value("SELECT count(*) FROM contact WHERE tier = 'A' AND trashed_at IS NULL")
    assert run(str(out), "--tier", "a", "--json")["written"] == tiered
    tag, count = filled.reader.rows(
        "SELECT t.name, count(*) FROM tag t JOIN contact_tag x ON x.tag_id = t.id JOIN contact c ON c.id = x.contact_id "
        "WHERE c.trashed_at IS NULL GROUP BY t.id LIMIT 1"
    )[0]
    assert f"{count} contact" in run(str(out), "--tag", tag)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x.txt",), ".vcf"),
        (("x.vcf", "--exact"), ".csv"),
        (("x.csv", "--tier", "Z"), "no tier"),
        (("x.csv", "--tag", "nothing of that name"), "no tag"),
        (("x.csv", "--to", "nobody"), "no contact"),
        (("nowhere/x.csv",), "nowhere"),
    ],
)
def test_problems_are_one_sentence(run: Any, arguments: tuple[str, ...], words: str) -> None:
    run(*arguments, code=1)
    assert words in run.err
    assert "Traceback" not in run.err


def test_a_file_that_cant_grow_is_said_and_the_one_before_stays(filled: Store, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / "kept.csv"
    out.write_text("before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, before[1]))
    try:
        with pytest.raises(Problem, match=r"kept\.csv"):
            command.write(filled.reader, list(range(1, 100)), BY_KEY["csv"], out, TODAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert out.read_text() == "before"
    assert list(tmp_path.glob(".*partial")) == []


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Problem, match="disk is full"), written(out):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_link_laid_where_the_file_is_made_is_not_followed(filled: Store, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / ".out.csv.partial").symlink_to(other)
    command.write(filled.reader, [1], BY_KEY["csv"], tmp_path / "out.csv", TODAY)
    assert other.read_text() == "mine"


def test_cancelled_leaves_nothing(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Cancelled):
        command.write(filled.reader, list(range(1, 110)), BY_KEY["csv"], out, TODAY, lambda _done, _total: False)
    assert list(tmp_path.glob("*out.csv*")) == []


def test_a_folder_is_no_file_and_nobody_is_nobody(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="folder"):
        command.write(filled.reader, [1], BY_KEY["csv"], tmp_path, TODAY)
    with pytest.raises(Problem, match="nobody"):
        command.write(filled.reader, [], BY_KEY["csv"], tmp_path / "x.csv", TODAY)


def test_a_workbook_holds_texts_and_no_formulas(filled: Store, tmp_path: Path) -> None:
    from petitcrm.features.contacts import edits

    one, _ = filled.do("new", edits.create, "person", {"family_name": "=1+1", "note": "http://x.example"}, TODAY)
    out = tmp_path / "out.xlsx"
    command.write(filled.reader, [one], BY_KEY["xlsx"], out, TODAY)
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_french_csv_has_semicolons_and_the_mark_of_utf8(filled: Store, tmp_path: Path) -> None:
    from petitcrm.base import language

    out = tmp_path / "out.csv"
    language.use("fr")
    command.write(filled.reader, [1], BY_KEY["csv"], out, TODAY)
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b";") > 20
    language.use("en")
    command.write(filled.reader, [1], BY_KEY["csv"], out, TODAY)
    assert out.read_bytes().count(b",") > 20
