"""The results on the command line."""

import json
from datetime import date
from pathlib import Path

import pytest

from petitcrm import cli
from petitcrm.base.errors import Problem
from petitcrm.features.call_results import command
from petitcrm.store.store import Store
from tests_support import TODAY


def test_in_words(called: Store) -> None:
    lines = list(command.lines(command.run(called, None, None, TODAY)))
    assert lines[0] == "13 May 2025 – 12 May 2026 · 53 calls · 42% reached (29–55%)"
    assert "When we are answered" in lines
    assert "  Tuesday between 9:00 and 10:00: 92% reached (65–99%, 12 calls), against 40% of all calls." in lines
    assert "  A: interval every month, in time 1, late 0, not yet due 0, can't be called 0" in lines


def test_as_a_document(called: Store) -> None:
    found = command.as_json(command.run(called, date(2026, 5, 1), None, TODAY))
    assert (found["from"], found["to"], found["made"], found["without_hour"]) == ("2026-05-01", "2026-05-12", 52, 0)
    assert found["best"] == [{"weekday": 2, "hour": 9}]
    assert found["weekdays"][1] == {
        "weekday": 2, "reached": 11, "calls": 12, "rate": 0.9167, "low": 0.6461, "high": 0.9851,
    }  # fmt: skip
    assert found["weekdays"][6] == {"weekday": 7, "reached": 0, "calls": 0, "rate": None, "low": None, "high": None}
    assert found["attempts"]["needed"] == [11, 0, 0, 9, 1, 0, 0]
    assert found["tiers"] == [{"tier": "A", "in_time": 1, "late": 0, "not_yet_due": 0, "cannot_be_called": 0}]
    assert len(found["weeks"]) == 26


def test_a_span_that_ends_before_it_begins_is_refused(called: Store) -> None:
    with pytest.raises(Problem, match="before the first"):
        command.run(called, date(2026, 5, 2), date(2026, 5, 1), TODAY)


def test_from_the_shell(called: Store, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["--from", "2026-05-05", "--to", "2026-05-05"]
    assert cli.run(["--lang", "en", "--file", str(path), "calls-results", *days, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made"] == 12
    assert cli.run(["--lang", "en", "--file", str(path), "calls-results", *days]) == 0
    assert capsys.readouterr().out.startswith("5 May 2026 – 5 May 2026 · 12 calls · 92% reached")
    assert (
        cli.run(["--lang", "en", "--file", str(path), "calls-results", "--from", "2026-02-01", "--to", "2026-02-02"])
        == 0
    )
    assert capsys.readouterr().out == "1 Feb 2026 – 2 Feb 2026 · 0 calls\n"
    assert (
        cli.run(["--lang", "en", "--file", str(path), "calls-results", "--from", "2026-02-02", "--to", "2026-02-01"])
        == 1
    )
    assert "before the first" in capsys.readouterr().err
