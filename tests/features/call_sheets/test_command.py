"""The sheets from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    base = tmp_path / "cli.db"

    def call(*arguments: str, code: int = 0) -> str:
        assert cli.run(["--lang", "en", "--file", str(base), *arguments]) == code
        out, err = capsys.readouterr()
        call.err = err  # type: ignore[attr-defined]
        return out

    call("new")
    card = tmp_path / "one.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Roche;Anna;;;\nFN:Anna Roche\nTEL:06 39 98 00 01\nEND:VCARD\n", "utf-8"
    )
    call("import", str(card))
    uid = call("find", "roche").split()[0]
    call("set", uid, "tier=A", "stage=client")
    return call


def test_the_sheet_of_a_day(run: Any, tmp_path: Path, text_of: Callable[[bytes], list[str]]) -> None:
    out = tmp_path / "sheet.pdf"
    assert run("callsheet", str(out), "--on", "2100-05-12") == "1 line\n"
    (page,) = text_of(out.read_bytes())
    assert "Call sheet – Wednesday 12 May 2100" in page
    assert "Anna Roche" in page


def test_an_empty_day(run: Any, tmp_path: Path) -> None:
    assert run("callsheet", str(tmp_path / "sheet.pdf"), "--on", "2020-05-12") == "0 lines\n"


def test_the_week_of_a_day(run: Any, tmp_path: Path, text_of: Callable[[bytes], list[str]]) -> None:
    out = tmp_path / "week.pdf"
    assert run("callsheet", str(out), "--week", "2020-05-14") == "0 lines\n"
    assert "11 to 17 May 2020" in text_of(out.read_bytes())[0]


def test_what_can_not_be(run: Any, tmp_path: Path) -> None:
    run("callsheet", str(tmp_path / "missing" / "sheet.pdf"), code=1)
    assert run.err
    run("callsheet", str(tmp_path / "x.pdf"), "--on", "soon", code=2)
    run("callsheet", str(tmp_path / "x.pdf"), "--on", "2026-05-12", "--week", "2026-05-12", code=2)
    assert not (tmp_path / "x.pdf").exists()
