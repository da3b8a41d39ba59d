import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from petitcrm import cli
from petitcrm.base.errors import Problem
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import command, edits, queries
from petitcrm.store.store import Store

ON = date(2026, 5, 12)


def _text(path: Path, page: int) -> str:
    with pypdfium2.PdfDocument(path) as document:
        found = document[page]
        text = found.get_textpage()
        try:
            return str(text.get_text_bounded())
        finally:
            text.close()
            found.close()


def test_everybody_who_can_be_written_to(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "letters.pdf"
    report = command.run(store, out, model="Vœux", on=ON)
    told = report.as_json()
    assert (told["written"], told["pages"], told["out"], told["problems"]) == (6, 6, str(out), [])
    assert {one["name"] for one in told["left_out"]} == {
        "Chloé Morel", "Denis Petit", "Emma Girard", "Farid Benali", "Hugo Faure",
    }  # fmt: skip
    assert "Hugo Faure: got a letter" in report.in_words()
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".db", ".db-journal")] == ["letters.pdf"]


def test_what_was_printed_is_what_reopens(
    store: Store, ids: dict[str, int], uids: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "letters.pdf"
    command.run(store, out, to=[uids["anna"], uids["bruno"]], model="Introducing our company", on=ON)
    entry = store.read(timeline, ids["bruno"])[0]
    printed = store.read(queries.printed, entry.letter_id or 0)
    assert printed.pdf == out.read_bytes()
    assert "Bruno CHEN" in _text(out, printed.first_page)
    assert entry.subject == "Introducing Menuiserie Duval"
    assert store.undo() is not None
    assert store.read(timeline, ids["bruno"]) == []


def test_somebody_named_is_written_to_again(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    report = command.run(store, tmp_path / "a.pdf", to=[uids["hugo"], uids["denis"]], on=ON)
    told = report.as_json()
    assert told["written"] == 1
    assert told["left_out"] == [{"uid": uids["denis"], "name": "Denis Petit", "reason": "does not want any letters"}]


def test_a_tier(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    assert command.run(store, tmp_path / "a.pdf", tier="a", on=ON).as_json()["written"] == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"window": "nope"}, "din-dl-b"),
        ({"model": "nope"}, "Vœux"),
        ({"tier": "Z"}, "A, B, C, D"),
        ({"to": ["nope"]}, "nope"),
        ({"tier": "D"}, "nobody"),
    ],
)
def test_what_is_unknown_is_said_with_the_choices(
    store: Store, ids: dict[str, int], tmp_path: Path, arguments: dict[str, str], named: str
) -> None:
    with pytest.raises(Problem) as told:
        command.run(store, tmp_path / "a.pdf", on=ON, **arguments)  # type: ignore[arg-type]
    assert named in str(told.value)
    assert not (tmp_path / "a.pdf").exists()


def test_nobody_left_names_the_reasons(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Denis Petit: does not want any letters; Farid Benali: is deceased"):
        command.run(store, tmp_path / "a.pdf", to=[uids["denis"], uids["farid"]], on=ON)


def test_a_place_that_is_not_there(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such folder"):
        command.run(store, tmp_path / "no" / "a.pdf", on=ON)
    with pytest.raises(Problem, match="folder"):
        command.run(store, tmp_path, on=ON)
    with pytest.raises(Problem, match="base itself"):
        command.run(store, store.path, on=ON)


@pytest.mark.parametrize("before", [b"", b"what was there"])
def test_no_file_without_its_history(
    store: Store, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    out = tmp_path / "a.pdf"
    if before:
        out.write_bytes(before)

    def refuse(*_all: object) -> int:
        raise Problem("The disk is full.")

    monkeypatch.setattr(edits, "record", refuse)
    with pytest.raises(Problem, match="full"):
        command.run(store, out, on=ON)
    assert (out.read_bytes() if out.exists() else b"") == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("before", [b"", b"what was there"])
def test_no_history_without_its_file(
    store: Store, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    out = tmp_path / "a.pdf"
    if before:
        out.write_bytes(before)

    def refuse(*_all: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        with pytest.raises(Problem, match="in use"):
            command.run(store, out, on=ON)
    assert store.reader.value("SELECT count(*) FROM mailing") == 0
    assert (out.read_bytes() if out.exists() else b"") == before
    assert not list(tmp_path.glob(".*"))


def test_labels_and_envelopes_in_one_go(
    store: Store, ids: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"

    def run(*more: str) -> dict[str, Any]:
        front = ["--lang", "en", "--file", str(store.path)]
        assert cli.run([*front, *more, "--out", str(out), "--json", "--on", ON.isoformat()]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    told = run("letters", "--tier", "A", "--labels", "l7160", "--first", "5")
    assert (told["written"], told["pieces_pages"]) == (2, 1)
    assert told["pieces_out"] == str(tmp_path / "out - Labels L7160.pdf")
    assert "Anna ROCHE" in _text(Path(told["pieces_out"]), 0)
    assert store.reader.value("SELECT next_free FROM label_use") == 7
    told = run("mailing", "Été", "--all", "--envelopes", "c5", "--per", "household")
    assert told["pieces_out"] == str(tmp_path / "out - Envelopes C5.pdf")
    assert _text(Path(told["pieces_out"]), 0)


def test_a_wrong_sheet_or_size_writes_nothing(
    store: Store, ids: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    for option, name in (("--labels", "L9999"), ("--envelopes", "DL9")):
        asked = ["--lang", "en", "--file", str(store.path), "letters", "--all", option, name, "--out", str(out)]
        assert cli.run(asked) == 1
        assert f"“{name}”" in capsys.readouterr().err
    assert not out.exists()
    assert store.reader.value("SELECT count(*) FROM letter") == 0
