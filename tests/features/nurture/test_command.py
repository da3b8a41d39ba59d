"""The series, its events and the lot from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli

BOOK = "Nom;Téléphone;Rue;CP;Ville\nMartin;06 12 34 56 78;3 rue de la Paix;69002;Lyon\nGirard;06 12 34 56 79;;;\n"
ON = ("--on", "2026-05-12")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    base = tmp_path / "cli.db"

    def call(*arguments: str, code: int = 0) -> Any:
        assert cli.run(["--lang", "en", "--file", str(base), *arguments]) == code
        out, call.err = capsys.readouterr()  # type: ignore[attr-defined]
        return json.loads(out) if "--json" in arguments else out

    call("new")
    file = tmp_path / "book.csv"
    file.write_text(BOOK, encoding="utf-8")
    call("import", "--no-match", str(file), "--json")
    return call


def test_the_series_as_text_and_json(run: Any) -> None:
    assert run("nurture", *ON) == ""
    for name in ("martin", "girard"):
        uid = run("find", name, "--json")[0]["uid"]
        run("set", uid, "temperature=cold")
    on = ("--on", "2027-01-04")  # the cards are made today
    states = [(one["display_name"], one["why"], one["state"], one["reason"]) for one in run("nurture", "--json", *on)]
    assert states == [("Martin", "cold", "due", None), ("Girard", "cold", "blocked", "no postal address")]
    text = run("nurture", *on)
    assert "cold prospect · no letter yet" in text
    assert "2 contacts" in run.err


def test_events_are_added_listed_and_removed(run: Any) -> None:
    run("events")
    assert "no events yet" in run.err
    run("events", "add", "2026-05-29", "Spring", "fair", "--text", "stand B12", *ON)
    run("events", "add", "+9w", "Salon", *ON)
    assert [(one["name"], one["day"], one["text"]) for one in run("events", "--json", *ON)] == [
        ("Spring fair", "2026-05-29", "stand B12"),
        ("Salon", "2026-07-14", ""),
    ]
    assert run("events", "remove", "spring fair", *ON) == "2026-07-14  Salon\n"
    run("events", "add", "+10w", "Salon", *ON)
    run("events", "remove", "Salon", *ON, code=1)
    assert "several events" in run.err
    run("events", "remove", "2026-07-14", "Salon", *ON)
    assert run("events", *ON) == "2026-07-21  Salon\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add",), "a day and a name"),
        (("add", "never", "Fair"), "not a day"),
        (("add", "2020-01-01", "Fair"), "past"),
        (("remove",), "Which event?"),
        (("remove", "Fair"), "no event"),
    ],
)
def test_what_can_not_be_gets_a_sentence(run: Any, words: tuple[str, ...], why: str) -> None:
    run("events", *words, *ON, code=1)
    assert why in run.err


def test_the_lot_as_text_and_json(run: Any) -> None:
    uid = run("find", "martin", "--json")[0]["uid"]
    run("set", uid, "stage=former")
    for day in ("2025-01-10", "2025-02-10", "2025-03-10"):
        run("log", uid, "--kind", "call", "--outcome", "reached", "--on", day)
    found = run("reactivation", "--json", *ON)
    (client,) = found["clients"]
    assert (client["last_contact"], client["silence_days"], client["rhythm_days"]) == ("2025-03-10", 428, 29.5)
    assert client["reason"] == "silent for 14 months, usually every 4 weeks"
    assert "silent for 14 months" in run("reactivation", *ON)
    assert "0 of 1 decided this month" in run.err
