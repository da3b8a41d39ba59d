"""Sequences from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli

BOOK = "Nom;Téléphone;E-mail;Rue;CP;Ville\nMartin;06 12 34 56 78;m@bois.example;3 rue de la Paix;69002;Lyon\nGirard;06 12 34 56 79;;;;\n"
ON = ("--on", "2027-01-04")
STEPS = ("--step", "letter:0:an offer", "--step", "call:14:All well? Then: what next?", "--step", "email:30:An offer")


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


def uid(run: Any, name: str) -> str:
    return str(run("find", name, "--json")[0]["uid"])


def test_from_making_one_to_its_end(run: Any) -> None:
    run("sequences")
    assert "sequence-new NAME" in run.err
    made = run("sequence-new", "Welcome", *STEPS, "--json")
    assert made["steps"] == [
        {"kind": "letter", "wait_days": 0, "model": "An offer", "text": None},
        {"kind": "call", "wait_days": 14, "model": None, "text": "All well? Then: what next?"},
        {"kind": "email", "wait_days": 30, "model": "An offer", "text": None},
    ]
    assert run("sequence-join", "welcome", "--all", *ON) == "2 contacts added to “Welcome”\n"
    assert run("sequence-join", "Welcome", "--all", "--json", *ON) == {
        "joined": 0,
        "left_out": [{"name": "Girard", "reason": "already in it"}, {"name": "Martin", "reason": "already in it"}],
    }
    (found,) = run("sequences", "--json", *ON)
    assert (found["members"], found["due"]) == (2, {"letter": 1, "email": 0, "call": 0})
    assert run("sequences", *ON).startswith("Welcome  2 contacts, 1 letter due  letter “An offer”")
    states = [
        (one["display_name"], one["state"], one["next"], one["reason"])
        for one in run("sequence", "Welcome", "--json", *ON)
    ]
    assert states == [("Martin", "due", "2027-01-04", None), ("Girard", "blocked", None, "no postal address")]
    martin = uid(run, "martin")
    assert run("sequence-done", "Welcome", "--to", martin, *ON) == "1 step done.\n"
    (first, _second) = run("sequence", "Welcome", "--json", *ON)
    assert (first["state"], first["next"], first["step"]["text"]) == (
        "calling",
        "2027-01-18",
        "All well? Then: what next?",
    )
    assert "step 2 of 3" in run("sequence", "Welcome", *ON)
    assert "2 contacts" in run.err
    assert [one["text"] for one in run("followups", "--json", *ON)] == ["Welcome: All well? Then: what next?"]
    run("log", martin, "--kind", "email", "--direction", "in", "--on", "2027-01-06")
    (first, _second) = run("sequence", "Welcome", "--json", "--on", "2027-01-07")
    assert (first["state"], first["answered"]) == ("answered", "2027-01-06")
    assert run("followups", "--json", *ON) == []
    assert run("sequence-leave", "Welcome", "--to", martin, *ON) == "1 contact taken out.\n"
    run("undo")
    assert run("sequence", "Welcome", "--json", "--on", "2027-01-07")[0]["ended"] is None


def test_an_example_with_a_step_more(run: Any) -> None:
    made = run("sequence-new", "Fair", "--example", "fair", "--step", "call:90:Still there?", "--json")
    assert [one["kind"] for one in made["steps"]] == ["email", "call", "letter", "call", "call"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("sequence-new", " "), "A sequence needs a name."),
        (("sequence-new", "X", "--step", "fax:0:A"), "Step 1: “fax:0:A” is no step. Write kind:days:what"),
        (("sequence-new", "X", "--step", "call:1:a", "--step", "call:soon:a"), "Step 2: “call:soon:a” is no step."),
        (("sequence-new", "X", "--step", "letter:0"), "Step 1: “letter:0” does not name its model."),
        (("sequence-new", "X", "--step", "letter:0:Nope"), "There is no letter model “Nope”."),
        (("sequence-new", "X", "--step", "call:99999:a"), "Step 1: the wait goes from 0 to 3650 days."),
        (("sequence-new", "X", "--segment", "Clients"), "There is no saved view “Clients”."),
        (("sequence-new", "known"), "There is a sequence “known” already."),
        (("sequence", "Nope"), "There is no sequence “Nope”. The sequences are: Known."),
        (("sequence-join", "Nope", "--all"), "There is no sequence “Nope”."),
        (("sequence-join", "Known", "--segment"), "The sequence “Known” has no segment."),
        (("sequence-join", "Known", "--tier", "Z"), "There is no tier “Z”."),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(run: Any, said: tuple[str, ...], told: str) -> None:
    run("sequence-new", "Known")
    run(*said, code=1)
    assert told in run.err
    assert [one["name"] for one in run("sequences", "--json")] == ["Known"]
