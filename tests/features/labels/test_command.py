import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from petitcrm import cli
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.fields import Refused
from petitcrm.features.labels import command, edits, offsets, queries
from petitcrm.features.labels.run import save
from petitcrm.features.labels.sheets import SHEETS, Sheet, by_name
from petitcrm.store.store import Store
from tests_support import everything

OWN = Sheet("Wine", 2, 3, 90.0, 80.0, 10.0, 10.0, 95.0, 85.0)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)


def test_everybody_gets_a_label_and_the_others_are_said(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "l.pdf"
    before = everything(store)
    said = command.execute(store, out, "J8160", first=20).as_json()
    assert [said[name] for name in ("written", "pages", "sheet", "first", "next_free")] == [6, 2, "L7160", 20, 5]
    assert {one["name"]: one["reason"] for one in said["left_out"]} == {
        "Chloé Morel": "has no postal address",
        "Denis Petit": "does not want any letters",
        "Farid Benali": "is deceased",
        "Hugo Faure": "got a letter 12 days ago, on 30 Apr 2026",
    }
    after = everything(store)
    assert {name for name in after if after[name] != before[name]} == {"label_use"}
    text = text_of(out)
    assert text.index("01000 BOURG") < text.index("26000 VALENCE") < text.index("69002 LYON")


def test_the_next_run_goes_on_where_the_last_ended(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "l.pdf"
    assert command.execute(store, out, "3475", to=[uids["anna"], uids["luc"]]).order.next_free == 3
    report = command.execute(store, out, "3475", to=[uids["anna"]])
    assert (report.order.first, report.order.next_free) == (3, 4)
    assert store.read(queries.next_free, by_name(SHEETS, "3475")) == 4
    assert store.read(queries.next_free, by_name(SHEETS, "L7160")) == 1
    store.undo()
    assert store.read(queries.next_free, by_name(SHEETS, "3475")) == 3
    command.execute(store, out, "3475", first=24, to=[uids["anna"]])
    assert store.read(queries.next_free, by_name(SHEETS, "3475")) == 1


def test_a_letter_of_today_leaves_nobody_out(store: Store, uids: dict[str, str], ids: dict[str, int]) -> None:
    found = queries.selection(store.reader, [ids["hugo"], ids["ines"], ids["anna"]], store.clock(), with_recent=False)
    assert found.names == ["Inès Blanc", "Anna Roche"]
    assert [(one.name, one.rule) for one in found.left_out] == [("Hugo Faure", "recent")]
    assert found.recent == 1
    named = queries.selection(store.reader, [ids["hugo"], ids["ines"]], store.clock(), with_recent=True)
    assert named.names == ["Hugo Faure", "Inès Blanc"]


def test_one_label_per_household_and_per_company(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "l.pdf"
    assert command.execute(store, out, "L7160", per="household").as_json()["written"] == 5
    assert "M. et Mme Luc et Anna ROCHE" in text_of(out)
    assert command.execute(store, out, "L7160", per="company").as_json()["written"] == 4
    assert "Bruno" not in text_of(out)


def test_what_is_wrong_is_said_with_the_name(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    report = command.execute(store, tmp_path / "l.pdf", "L4731", to=[uids["bruno"]])
    (one,) = report.as_json()["problems"]
    assert (one["uid"], one["name"]) == (uids["bruno"], "Bruno Chen")
    assert one["problem"].startswith("L4731 is too small for an address of 4 lines: it is printed in")
    assert "Bruno Chen: L4731 is too small" in report.in_words()


def test_nobody_or_nowhere_is_a_problem(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Left out: Farid Benali: is deceased"):
        command.execute(store, tmp_path / "l.pdf", "L7160", to=[uids["farid"]])
    with pytest.raises(Problem, match="no such folder"):
        command.execute(store, tmp_path / "none" / "l.pdf", "L7160")
    with pytest.raises(Problem, match="the base itself"):
        command.execute(store, store.path, "L7160")
    with pytest.raises(Problem, match="no tier “Z”"):
        command.execute(store, tmp_path / "l.pdf", "L7160", tier="Z")
    with pytest.raises(Problem, match="no label 22"):
        command.execute(store, tmp_path / "l.pdf", "L7160", first=22)
    assert [name for name in os.listdir(tmp_path) if not name.startswith("base.db")] == []


def test_a_cancelled_run_leaves_the_old_file(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "l.pdf"
    out.write_bytes(b"before")
    order = store.read(command.ordered, "L7160", None, list(ids.values()), "list", "person", is_named=True)
    with pytest.raises(Cancelled):
        save(order, out, store.path, lambda _done: False)
    assert out.read_bytes() == b"before"
    assert [name for name in os.listdir(tmp_path) if not name.startswith("base.db")] == ["l.pdf"]


def test_a_base_for_reading_only_is_enough(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    store.read_only = True
    assert command.execute(store, tmp_path / "l.pdf", "L7160", to=[uids["anna"]]).as_json()["written"] == 1
    assert store.read(queries.next_free, by_name(SHEETS, "L7160")) == 1


def test_sheets_of_ones_own(store: Store, uids: dict[str, str], tmp_path: Path) -> None:
    assert store.do("add", edits.save_sheet, OWN)[0] == "Wine"
    assert store.read(queries.sheets)[0] == Sheet(*[getattr(OWN, name) for name in OWN.__slots__[:9]], is_own=True)
    assert command.execute(store, tmp_path / "l.pdf", "wine", to=[uids["anna"]]).order.next_free == 2
    store.do("rename", edits.save_sheet, Sheet("Wine 2", 2, 3, 90.0, 80.0, 10.0, 10.0, 95.0, 85.0), "Wine")
    assert [one.name for one in store.read(queries.sheets) if one.is_own] == ["Wine 2"]
    for name in ("L7160", "j8160", "wine  2"):
        with pytest.raises(Refused, match="already"):
            store.do("add", edits.save_sheet, Sheet(name, 2, 3, 90.0, 80.0, 10.0, 10.0, 95.0, 85.0))
    store.do("delete", edits.delete_sheet, "Wine 2")
    assert store.read(queries.sheets) == list(SHEETS)
    store.undo()
    assert len(store.read(queries.sheets)) == len(SHEETS) + 1


def test_a_renamed_sheet_keeps_what_is_used(store: Store) -> None:
    store.do("add", edits.save_sheet, OWN)
    store.do("used", edits.note_used, "Wine", 4)
    name, _changed = store.do(
        "rename", edits.save_sheet, Sheet("Beer", 2, 3, 90.0, 80.0, 10.0, 10.0, 95.0, 85.0), "Wine"
    )
    assert store.read(queries.next_free, by_name(store.read(queries.sheets), name)) == 4


def test_the_offset_belongs_to_the_printer(tmp_path: Path) -> None:
    assert offsets.offset_of("HP") == (0, 0)
    offsets.keep("HP", (12, -700))
    offsets.keep("", (1, 0))
    assert (offsets.offset_of("HP"), offsets.offset_of(""), offsets.offset_of("Brother")) == (
        (12, -100),
        (1, 0),
        (0, 0),
    )
    offsets.keep("HP", (0, 0))
    assert offsets.offset_of("HP") == (0, 0)


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    code = cli.run(["--lang", "en", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_line(store: Store, uids: dict[str, str], tmp_path: Path, capsys: Any) -> None:
    base, out = ["--file", str(store.path)], str(tmp_path / "l.pdf")
    code, told, _err = run(capsys, *base, "sheets", "--json")
    listed = json.loads(told)
    assert code == 0
    assert len(listed) == len(SHEETS)
    assert next(one for one in listed if one["name"] == "L7160") == {
        "name": "L7160", "aliases": ["J8160", "Herma 4677", "Herma 5074"], "columns": 3, "rows": 7, "width": 63.5,
        "height": 38.1, "left": 7.2, "top": 15.15, "pitch_x": 66.04, "pitch_y": 38.1, "page": "A4",
    }  # fmt: skip
    assert "L7160" in run(capsys, *base, "sheets")[1]
    assert json.loads(run(capsys, "sheets", "--json")[1]) == listed  # there is no base in the usual place
    arguments = ["labels", "--sheet", "L7160", "--first", "5", "--out", out, "--to", uids["anna"], "--order", "list"]
    code, told, _err = run(capsys, *base, *arguments, "--json")
    assert json.loads(told) == {
        "written": 1, "pages": 1, "out": out, "sheet": "L7160", "first": 5, "next_free": 6, "left_out": [], "problems": [],
    }  # fmt: skip
    code, told, _err = run(capsys, *base, *arguments)
    assert told == f"{out}: 1 label, 1 page.\nThe first free label is now number 6.\n"
    code, _told, err = run(capsys, *base, "labels", "--sheet", "nope", "--out", out, "--all")
    assert (code, err) == (
        1, "There is no label sheet “nope”. “petitcrm sheets” lists all; in the window you can add your own.\n",
    )  # fmt: skip
    assert run(capsys, *base, "labels", "--sheet", "L7160", "--out", out)[0] == 2
