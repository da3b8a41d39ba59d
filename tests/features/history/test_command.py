"""A typed line and follow-ups from the command line, on a real base."""

import json
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli

BOOK = (
    "Prénom;Nom;Société;Téléphone;Ville\n"
    "Jean-Pierre;Dupont;Bois & Fils;06 12 34 56 78;Valence\n"
    "Jean;Girard;;06 12 34 56 79;Lyon\n"
    "Marie;Martin;;06 12 34 56 80;Lyon\n"
    "Luc;Martin;Acme;06 12 34 56 81;Valence\n"
    "Hélène;Œuvrard;;06 12 34 56 82;\n"
    "Patrick;O'Brien;O'Brien & Sons Ltd;06 12 34 56 83;\n"
    "Alice;Long;Hall & Long;06 12 34 56 84;\n"
    "Léa;Le Goff;Boulangerie Da Silva;06 12 34 56 85;\n"
)
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


def uid(run: Any, text: str) -> str:
    return str(run("find", text, "--json")[0]["uid"])


def test_a_line_is_understood_and_written(run: Any) -> None:
    found = run("log", "visite girard hier 30 min devis à envoyer lundi", *ON, "--json")
    assert found == {
        "contact": uid(run, "girard"),
        "candidates": [],
        "kind": "visit",
        "direction": "out",
        "outcome": None,
        "on": "2026-05-11",
        "at": None,
        "minutes": 30,
        "follow_up": {"on": "2026-05-18", "at": None, "kind": "document"},
        "text": "devis à envoyer lundi",
        "problems": [],
    }
    shown = run("show", uid(run, "girard"), "--json")
    assert [(one["kind"], one["on"], one["text"]) for one in shown["history"]] == [
        ("visit", "2026-05-11", "devis à envoyer lundi")
    ]
    (promise,) = run("followups", *ON, "--json")
    assert (promise["kind"], promise["on"], promise["text"]) == ("document", "2026-05-18", "devis à envoyer lundi")
    run("undo")
    assert run("show", uid(run, "girard"), "--json")["history"] == []
    assert run("followups", *ON, "--json") == []


def test_a_dry_run_writes_nothing(run: Any) -> None:
    assert run("log", "appel jp dupont absent", *ON, "--dry-run", "--json")["contact"] == uid(run, "dupont")
    text = run("log", "appel dupont absent, rappeler jeudi 10h", *ON, "--dry-run")
    assert text.splitlines() == [
        "Jean-Pierre Dupont, Bois & Fils, Valence",
        "call · from us · no answer · today",
        "“rappeler jeudi 10h”",
        "Follow-up: call, Thu 14 May 10:00",
    ]
    assert "nothing to undo" not in run("undo")  # only the import
    assert run("find", "dupont", "--json") == []


def test_several_of_a_name_are_listed(run: Any) -> None:
    found = run("log", "appel martin absent", *ON, "--json", code=1)
    assert "Luc Martin, Acme" in run.err
    assert found["contact"] is None
    assert set(found["candidates"]) == {uid(run, "marie martin"), uid(run, "luc martin")}
    assert run("log", "appel martin absent", *ON, "--dry-run", "--json")["contact"] is None
    for line in ("appel martin luc absent", "appel martin acme absent", "appel martin valence", "L MARTIN absent"):
        assert run("log", line, *ON, "--dry-run", "--json")["contact"] in (uid(run, "luc martin"), None), line
    assert run("log", "appel martin acme absent", *ON, "--dry-run", "--json")["contact"] == uid(run, "luc martin")


def test_nobody_found_says_what_to_do(run: Any) -> None:
    found = run("log", "appel inconnu absent", *ON, "--json", code=1)
    assert (found["contact"], found["candidates"]) == (None, [])
    assert "petitcrm find" in run.err
    run("log", "inconnu", code=1)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("appel dupond absent", "Jean-Pierre Dupont"),
        ("appel jean-pierre dupnt", "Jean-Pierre Dupont"),
        ("appel oeuvrard", "Hélène Œuvrard"),
        ("APPEL ŒUVRARD", "Hélène Œuvrard"),
        ("appel bois et fils", "Bois & Fils"),
        ("tel dupo", "Jean-Pierre Dupont"),
        ("call obrien voicemail", "Patrick O'Brien"),
        ("call o'brien", "Patrick O'Brien"),
        ("meeting hall & long yesterday", "Hall & Long"),
        ("meeting long yesterday", "Alice Long"),
        ("visite boulangerie da silva hier", "Boulangerie Da Silva"),
        ("visite bulangerie da silva hier", "Boulangerie Da Silva"),
        ("appel legoff absent", "Léa Le Goff"),
        ("appel léa absent", "Léa Le Goff"),
    ],
)
def test_names_as_they_are_typed(run: Any, line: str, name: str) -> None:
    text = run("log", line, *ON, "--dry-run").splitlines()
    assert text[0].split(",")[0] == name
    assert not any(row.startswith("“") for row in text)  # nothing of the name stays in the text


def test_the_form_with_a_uid_stays(run: Any) -> None:
    girard = uid(run, "girard")
    assert "next_call" in run("log", girard, "--kind", "visit", *ON, "--json")
    run("log", girard, *ON, code=1)
    assert "needs an outcome" in run.err
    run("log", girard, "--kind", "satisfaction", "--text", "9/10", *ON)
    kinds = [one["kind"] for one in run("show", girard, "--json")["history"]]
    assert kinds == ["satisfaction", "visit"]


def test_the_two_forms_do_not_mix(run: Any) -> None:
    girard = uid(run, "girard")
    run("log", girard, "--kind", "visit", "--dry-run", code=1)
    run("log", "appel girard absent", "--text", "x", code=1)
    run("log", "appel girard absent", "--at", "10:00", code=1)
    assert run("show", girard, "--json")["history"] == []


def test_who_is_in_the_trash_is_not_meant(run: Any) -> None:
    assert run("log", "appel 12345 absent", *ON, "--dry-run", "--json")["contact"] is None


def test_follow_ups_are_moved_done_and_dropped(run: Any) -> None:
    run("log", "appel dupont absent, rappeler demain 9h", *ON)
    run("log", "appel girard absent, rappeler vendredi", *ON)
    first, second = run("followups", "--on", "2026-05-14", "--json")
    assert set(first) >= {"uid", "contact", "name", "kind", "on", "at", "minutes", "priority", "text", "late"}
    assert (first["name"], first["at"], first["late"]) == ("Jean-Pierre Dupont", "09:00", True)
    assert (second["name"], second["late"]) == ("Jean Girard", False)
    run("followup", "move", first["uid"], "lun 14h", *ON)
    assert [(one["on"], one["at"]) for one in run("followups", *ON, "--json")] == [
        ("2026-05-15", None),
        ("2026-05-18", "14:00"),
    ]
    run("followup", "done", first["uid"], *ON)
    run("followup", "drop", second["uid"], *ON)
    assert run("followups", *ON, "--json") == []
    run("undo")
    assert "1 follow-up" in (run("followups", *ON) and run.err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("followup", "done", "nobody"), "no follow-up"),
        (("followup", "drop", ""), "no follow-up"),
        (("followup", "move", "{uid}", "30/2"), "not a day"),
        (("followup", "move", "{uid}", "lundi 25h"), "not a day"),
        (("followup", "move", "{uid}"), "Say to which day"),
        (("followups", "--ics", "nowhere/x.ics"), "no such folder"),
    ],
)
def test_problems_are_one_sentence(run: Any, arguments: tuple[str, ...], words: str) -> None:
    if "--ics" in arguments:
        pytest.importorskip("icalendar")
    run("log", "appel dupont absent, rappeler demain", *ON)
    (one,) = run("followups", *ON, "--json")
    run(*(argument.format(uid=one["uid"]) for argument in arguments), code=1)
    assert words in run.err


def test_the_calendar(run: Any, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    run("log", "appel dupont absent, rappeler demain 9h", *ON)
    run("log", "visite girard, devis à envoyer vendredi", *ON)
    out = tmp_path / "out.ics"
    run("followups", *ON, "--ics", str(out))
    events = list(icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT"))
    assert [str(event["summary"]) for event in events] == [
        "call · Jean-Pierre Dupont",
        "document to send · Jean Girard",
    ]
    assert events[0].decoded("dtstart").tzinfo is not None
    assert events[1].decoded("dtstart").isoformat() == "2026-05-15"
