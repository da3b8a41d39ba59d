import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from petitcrm import cli
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.features.envelopes import command, settings
from petitcrm.features.envelopes.layout import DOWN, Feed
from petitcrm.features.envelopes.run import save
from petitcrm.features.envelopes.settings import FEEDS
from petitcrm.features.envelopes.sizes import SIZES, by_name
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from tests_support import everything

DL, C6 = by_name("DL"), by_name("C6")
MM = 72 / 25.4


def read(path: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """The texts of the pages and their sizes in mm."""
    with pypdfium2.PdfDocument(path) as document:
        pages = list(document)
        sizes = [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in pages]
        return [str(page.get_textpage().get_text_range()) for page in pages], sizes


def test_everybody_gets_an_envelope_and_the_others_are_said(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"
    before = everything(store)
    said = command.execute(store, out, "dl").as_json()
    assert [said[name] for name in ("written", "pages", "out", "size", "problems")] == [6, 6, str(out), "DL", []]
    assert {one["name"]: one["reason"] for one in said["left_out"]} == {
        "Chloé Morel": "has no postal address",
        "Denis Petit": "does not want any letters",
        "Farid Benali": "is deceased",
        "Hugo Faure": "got a letter 12 days ago, on 30 Apr 2026",
    }
    assert everything(store) == before
    texts, sizes = read(out)
    assert sizes == [(220, 110)] * 6
    assert "01000 BOURG" in texts[0]
    assert "69002 LYON" in texts[-1]


def test_one_per_household_and_per_company(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"
    report = command.execute(store, out, "C5/6", per="household", order="list")
    assert report.as_json()["written"] == 5
    assert "M. et Mme Luc et Anna ROCHE" in "\n".join(read(out)[0])
    assert command.execute(store, out, "C5/6", per="company").as_json()["written"] == 4
    assert "Bruno" not in "\n".join(read(out)[0])


def test_the_sender_is_printed_unless_one_says_no(
    store: Store, head: None, uids: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "e.pdf"
    command.execute(store, out, "DL", to=[uids["anna"]])
    assert "Atelier Girard" in read(out)[0][0]
    command.execute(store, out, "DL", to=[uids["anna"]], sender=False)
    assert "Atelier Girard" not in read(out)[0][0]
    store.keep(settings.keep, DL, Feed(), False)
    command.execute(store, out, "DL", to=[uids["anna"]])
    assert "Atelier Girard" not in read(out)[0][0]
    command.execute(store, out, "C6", to=[uids["anna"]])
    assert "Atelier Girard" in read(out)[0][0]


def test_turned_and_on_a4(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"

    def pages(size: str, **more: Any) -> tuple[tuple[int, int], Feed]:
        report = command.execute(store, out, size, to=[uids["anna"]], **more)
        return read(out)[1][0], report.order.feed

    assert pages("DL", turn=90) == ((110, 220), Feed(90))
    assert pages("DL", on_a4="centre") == ((210, 297), Feed(90, "centre"))
    assert pages("C6", on_a4="left") == ((210, 297), Feed(0, "left"))
    assert pages("DL", turn=270, on_a4="right") == ((210, 297), Feed(270, "right"))
    with pytest.raises(Problem, match="Turn it by 90 or 270"):
        pages("DL", turn=0, on_a4="right")
    with pytest.raises(Problem, match="own size"):
        pages("C4", on_a4="centre")
    store.keep(settings.keep, DL, Feed(270, "left", DOWN), True)
    assert pages("DL") == ((210, 297), Feed(270, "left", DOWN))
    assert pages("DL", on_a4="left") == ((210, 297), Feed(270, "left"))
    assert pages("C6") == ((162, 114), Feed())


def test_how_a_size_goes_in_is_kept_and_garbage_is_not_trusted(store: Store) -> None:
    for size in SIZES:
        assert store.read(settings.feed, size) == Feed()
        assert store.read(settings.with_sender, size)
    store.keep(settings.keep, DL, Feed(90, "left", DOWN), False)
    store.keep(settings.keep, C6, Feed(180), True)
    assert store.read(settings.feed, DL) == Feed(90, "left", DOWN)
    assert not store.read(settings.with_sender, DL)
    assert store.read(settings.feed, C6) == Feed(180)
    store.keep(settings.keep, DL, Feed(), True)
    assert list(store.read(FEEDS.read)) == ["C6"]
    for garbage in ({"DL": {"turn": 45, "place": 3, "face": None}}, {"DL": {"turn": 0, "place": "left"}}, {"DL": 7},
                    {"DL": {"turn": [], "place": {}}}):  # fmt: skip
        store.keep(stored.save, {FEEDS: garbage})
        assert store.read(settings.feed, DL) == Feed()


def test_nobody_or_nowhere_is_a_problem(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"
    with pytest.raises(Problem, match="Left out: Farid Benali: is deceased"):
        command.execute(store, out, "DL", to=[uids["farid"]])
    with pytest.raises(Problem, match="no such folder"):
        command.execute(store, tmp_path / "none" / "e.pdf", "DL")
    with pytest.raises(Problem, match="the base itself"):
        command.execute(store, store.path, "DL")
    with pytest.raises(Problem, match="no tier “Z”"):
        command.execute(store, out, "DL", tier="Z")
    with pytest.raises(Problem, match="no envelope “B7”"):
        command.execute(store, out, "B7")
    assert [name for name in os.listdir(tmp_path) if not name.startswith("base.db")] == []


def test_a_cancelled_run_leaves_the_old_file(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"
    order = command.execute(store, out, "DL").order
    out.write_bytes(b"before")
    with pytest.raises(Cancelled):
        save(order, out, store.path, lambda _done: False)
    assert out.read_bytes() == b"before"
    assert [name for name in os.listdir(tmp_path) if not name.startswith("base.db")] == ["e.pdf"]


def test_a_base_for_reading_only_is_enough(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    store.read_only = True
    assert command.execute(store, tmp_path / "e.pdf", "C4", to=[uids["anna"]]).as_json()["written"] == 1


def test_by_the_command_line(
    store: Store, uids: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "e.pdf"
    path = str(store.path)
    asked = ["--lang", "en", "--file", path, "envelopes", "--size", "#10", "--out", str(out)]
    assert cli.run([*asked, "--to", uids["anna"], uids["farid"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "written": 1, "pages": 1, "out": str(out), "size": "#10",
        "left_out": [{"uid": uids["farid"], "name": "Farid Benali", "reason": "is deceased"}], "problems": [],
    }  # fmt: skip
    assert cli.run([*asked, "--tier", "A", "--per", "company", "--order", "list", "--no-sender", "--turn", "90"]) == 0
    assert f"{out}: 2 #10 envelopes." in capsys.readouterr().out
    assert cli.run([*asked, "--all", "--on-a4", "left", "--turn", "180"]) == 1
    assert "does not fit on an A4 page" in capsys.readouterr().err
    assert cli.run([*asked, "--all", "--turn", "45"]) == 2
    assert cli.run(asked) == 2
    capsys.readouterr()
