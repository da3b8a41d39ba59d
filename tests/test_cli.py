"""The command line, as scripts use it."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    base = tmp_path / "cli.db"

    def call(*arguments: str, code: int = 0) -> Any:
        assert cli.run(["--lang", "en", "--file", str(base), *arguments]) == code
        out, err = capsys.readouterr()
        call.err = err  # type: ignore[attr-defined]
        return json.loads(out) if "--json" in arguments else out

    call.base = base  # type: ignore[attr-defined]
    call("new")
    return call


@pytest.fixture
def person(run: Any, tmp_path: Path) -> str:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Œuvrard;Hélène;;Mme;\nFN:Hélène Œuvrard\nORG:Bois & Fils\nTITLE:Gérante\n"
        "TEL:06 39 98 00 01\nEMAIL:helene@bois.example\nEND:VCARD\n"
    )
    file = tmp_path / "one.vcf"
    file.write_text(card, encoding="utf-8")
    assert run("import", str(file), "--json")["created"] == 1
    return str(run("find", "oeuv", "--json")[0]["uid"])


def test_the_whole_job(run: Any, person: str) -> None:
    run("set", person, "tier=A", "stage=client", "tags=salon, VIP")
    found = run("show", person, "--json")
    assert found["display_name"] == "Hélène Œuvrard"
    assert (found["given_name"], found["family_name"], found["company"]) == ("Hélène", "Œuvrard", "Bois & Fils")
    assert (found["tier"], found["stage"], found["tags"]) == ("A", "client", ["salon", "VIP"])
    assert found["phones"] == ["+33639980001"]
    assert found["emails"] == ["helene@bois.example"]
    logged = run(
        "log", person, "--kind", "call", "--outcome", "reached", "--on", "2026-01-30", "--text", "devis", "--json"
    )
    assert logged["next_call"]["on"] == "2026-03-02"
    lines = run("today", "--on", "2026-03-03", "--json")
    assert [(line["uid"], line["days_late"], line["on"]) for line in lines] == [(person, 1, "2026-03-02")]
    assert lines[0]["reason"] == "Tier A: last contact 32 days ago (due every month)"
    run("undo")
    run("set", person, "tier=")
    assert run("show", person, "--json")["tier"] is None


@pytest.mark.parametrize(
    "text", ["oeuv", "OEUVRARD helene", "bois", "998000", "639980001", "06 39 98", "helene@bois", "gér"]
)
def test_find_by_anything(run: Any, person: str, text: str) -> None:
    assert person in [one["uid"] for one in run("find", text, "--json")]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("email=nonsense", "not an e-mail"),
        ("birthday=31/31/2000", "not a birthday"),
        ("birthday=29/2/1981", "not a birthday"),
        ("phone=abc", "not a phone number"),
    ],
)
def test_what_is_impossible_is_kept_and_said(run: Any, person: str, pair: str, words: str) -> None:
    run("set", person, pair)
    assert words in run.err
    found = run("show", person, "--json")
    assert pair.partition("=")[2] in str(found)
    assert any(words in doubt for doubt in found["doubts"])


def test_find_nothing_lists_everybody(run: Any, person: str) -> None:
    assert len(run("find", "", "--json")) == 2  # the person, and the company made along the way
    assert len(run("find", "", "--json", "--limit", "1")) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "{uid}", "tier=Z"), "no tier"),
        (("set", "{uid}", "colour=red"), "no field"),
        (("set", "{uid}", "stage"), "field=value"),
        (("set", "{uid}", "snoozed_until=30/2"), "not a day"),
        (
            ("log", "{uid}", "--outcome", "reached", "--on", "2026-05-12", "--follow-up", "2026-05-01"),
            "before the exchange",
        ),
        (("letters", "--out", "nowhere/x.pdf", "--all"), "nowhere"),
        (("log", "{uid}", "--outcome", "dunno"), "outcome"),
        (("log", "{uid}", "--kind", "dance"), "kind"),
        (("show", "nobody"), "no contact"),
        (("import", "missing.vcf"), "missing.vcf"),
        (("letters", "--out", "x.pdf", "--to", "nobody"), "no contact"),
    ],
)
def test_problems_are_one_sentence_and_exit_1(run: Any, person: str, arguments: tuple[str, ...], words: str) -> None:
    run(*(argument.format(uid=person) for argument in arguments), code=1)
    assert words in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("log", "x", "--on", "31/02/2026"),
        ("log", "x", "--at", "25:00"),
        ("find", "a", "--limit", "-1"),
        ("letters",),
        ("find",),
    ],
)
def test_wrong_usage_exits_2(run: Any, arguments: tuple[str, ...]) -> None:
    run(*arguments, code=2)


def test_demo_goes_with_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--demo", "--lang", "en", "today"]) == 0
    assert "due" in capsys.readouterr().out
    assert cli.run(["find", "girard", "--demo", "--json", "--lang", "fr"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert cli.run(["--lang", "en"]) == 1
    assert "--help" in capsys.readouterr().err
    assert cli.run(["--lang", "en", "--demo"]) == 0
    out, err = capsys.readouterr()
    assert "--help" in err
    assert "Tier" in out
    monkeypatch.setenv("DISPLAY", ":987")
    assert cli.run(["--lang", "en"]) == 1


def test_a_missing_base_is_never_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "en", "--file", str(tmp_path / "typo.db"), "today"]) == 1
    assert "no such file" in capsys.readouterr().err
    assert list(tmp_path.glob("typo*")) == []


def test_sample_is_the_same_for_the_same_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = []
    for number in (1, 2):
        base = tmp_path / f"{number}.db"
        assert cli.run(["sample", str(base), "--contacts", "30", "--seed", "5"]) == 0
        capsys.readouterr()
        assert cli.run(["--file", str(base), "find", "", "--json"]) == 0
        names.append([one["display_name"] for one in json.loads(capsys.readouterr().out)])
    assert names[0] == names[1]
    assert len(names[0]) == 30


def test_find_has_no_limit_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--demo", "find", "example", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 200


def test_a_folder_is_not_made_by_a_slip_of_the_pen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "en", "--file", str(tmp_path / "nope" / "x.db"), "new"]) == 1
    assert "can't be created" in capsys.readouterr().err
    assert not (tmp_path / "nope").exists()


def test_a_company_keeps_a_name(run: Any, person: str) -> None:
    company = next(one["uid"] for one in run("find", "", "--json") if one["kind"] == "company")
    run("set", company, "company=", code=1)
    assert "needs a name" in run.err
    run("set", person, "audience=consumer")
    run("set", person, "audience=", "salutation=Chère Hélène,")
    shown = run("show", person, "--json")
    assert (shown["audience"], shown["salutation"]) == ("professional", "Chère Hélène,")


def test_the_plan_of_the_coming_days(run: Any, person: str) -> None:
    day = date.today()
    run("set", person, "tier=A", "stage=client")
    span = ("--from", day.isoformat(), "--to", (day + timedelta(days=40)).isoformat())
    plan = run("plan", *span, "--json")
    assert [(one["uid"], one["tier"], one["promised"]) for one in plan["plan"]] == [(person, "A", False)]
    assert (plan["debt"], plan["blocked"]) == ([], [])
    assert "Hélène Œuvrard" in run("plan", *span)
    run("set", person, f"snoozed_until={day + timedelta(days=200)}")
    assert run("plan", *span, "--json")["plan"] == []
    run("set", person, "snoozed_until=")
    run("tiers", "set", "A", "every=")  # letters only
    plan = run("plan", *span, "--json")
    assert [(one["uid"], bool(one["reason"])) for one in plan["blocked"]] == [(person, True)]
    assert "1 contact with a tier is not called:" in run("plan", *span)
    run("plan", "--from", "2026-06-02", "--to", "2026-06-01", code=1)
    assert "before the first" in run.err


def test_the_capacity_and_the_tiers(run: Any) -> None:
    assert run("capacity") == "12\n"
    assert run("capacity", "20") == "20\n"
    assert run("undo") == "Taken back: Change “Calls a day, at most”\n"
    assert run("capacity") == "12\n"
    for wrong in ("0", "x", "9999"):
        run("capacity", wrong, code=1)
    assert run("tiers", "--json")[0] == {
        "code": "A", "name": "", "months": 1, "days": None, "weight": 3, "colour": "", "letters_only": False, "contacts": 0,
    }  # fmt: skip
    changed = run("tiers", "set", "A", "every=6weeks", "weight=9", "--json")[0]
    assert (changed["months"], changed["days"], changed["weight"]) == (None, 42, 9)
    assert run("tiers").startswith("A    6 weeks          weight 9\n")
    for wrong in (
        ("Z", "weight=3"),
        ("A", "every=0days"),
        ("A", "every=500years"),
        ("A", "weight=-1"),
        ("A", "colour"),
    ):
        run("tiers", "set", *wrong, code=1)
    run("undo")
    assert run("tiers", "--json")[0]["months"] == 1
    added = run("tiers", "add", "E", "every=2years", "name=Rare", "colour=blue", "how=letters", "--json")[-1]
    assert (added["code"], added["months"], added["letters_only"], added["colour"]) == ("E", 24, True, "blue")
    assert "E    24 months        weight 1 · letters only · Rare" in run("tiers")
    assert "A every month for 0 clients = 0 calls a day" in run("tiers", "--effect")
    assert len(run("tiers", "remove", "E", "--json")) == 4
    run("tiers", "remove", "E", code=1)


def test_the_files_of_a_contact_are_saved(run: Any, person: str, tmp_path: Path) -> None:
    from petitcrm.features.contacts import queries
    from petitcrm.features.history import attachments
    from petitcrm.parts import PARTS
    from petitcrm.store.store import Store

    store = Store.open(run.base, PARTS)
    store.do("attach", attachments.attach, store.read(queries.id_of, person), "plan.pdf", b"%PDF")
    store.close()
    out = tmp_path / "files"
    assert run("attachments", person, "--out", str(out)) == f"{out / 'plan.pdf'}\n"
    assert (out / "plan.pdf").read_bytes() == b"%PDF"
    run("attachments", person, "--out", str(out / "plan.pdf"), code=1)
    assert "can't be written" in run.err
