"""The command line of duplicates."""

import json
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli

BOOK = "Prénom;Nom;Téléphone;Ville\nJean;Grandjacquot;06 12 34 56 78;Valence\nJEAN;GRANJACQUOT;0612345678;\nMarie;Roche;;Lyon\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    base = tmp_path / "cli.db"

    def call(*arguments: str, code: int = 0) -> Any:
        assert cli.run(["--lang", "en", "--file", str(base), *arguments]) == code
        out, _err = capsys.readouterr()
        return json.loads(out) if "--json" in arguments else out

    call("new")
    file = tmp_path / "book.csv"
    file.write_text(BOOK, encoding="utf-8")
    assert call("import", "--no-match", str(file), "--json")["created"] == 3
    return call


def test_found_merged_and_taken_back(run: Any) -> None:
    (pair,) = run("duplicates", "--json")
    assert set(pair) == {"a", "b", "score", "band", "reasons"}
    assert (pair["band"], pair["reasons"]) == ("certain", ["same phone", "close name"])
    text = run("duplicates", "--least", "certain", "--limit", "1")
    assert text.splitlines()[0] == f"{pair['score']:3}  same phone, close name"
    assert "Jean Grandjacquot  Valence" in text
    merged = run("merge", pair["a"], pair["b"], "--json")
    assert merged["uid"] == pair["a"]
    assert run("duplicates", "--json") == []
    assert "Merge JEAN GRANJACQUOT into Jean Grandjacquot" in run("undo")
    assert run("duplicates", "--json") == [pair]
    run("not-same", pair["a"], pair["b"])
    assert run("duplicates", "--json") == []
    run("undo")
    assert run("duplicates", "--json") == [pair]


def test_without_match_every_line_is_a_card(run: Any, tmp_path: Path) -> None:
    book = str(tmp_path / "book.csv")
    assert run("import", "--no-match", book, "--dry-run", "--json")["created"] == 3
    assert run("import", book, "--dry-run", "--json")["created"] == 0


def test_problems(run: Any) -> None:
    (pair,) = run("duplicates", "--json")
    run("merge", pair["a"], pair["a"], code=1)
    run("merge", pair["a"], "nobody", code=1)
    run("not-same", pair["a"], pair["a"], code=1)
    run("duplicates", "--least", "perhaps", code=2)
