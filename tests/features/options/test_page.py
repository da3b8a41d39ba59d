"""The settings, from the declarations."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from petitcrm.base.errors import Problem
from petitcrm.features.calls import queries as calls
from petitcrm.features.calls import settings
from petitcrm.features.contacts import edits
from petitcrm.features.options import queries
from petitcrm.features.options.page import OptionsPage
from petitcrm.features.tiers.queries import tiers
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY


@pytest.fixture
def page(store: Store, qtbot: Any) -> OptionsPage:
    made = OptionsPage(Desk(store))
    qtbot.addWidget(made)
    made.show()
    return made


def named(page: OptionsPage, kind: Any, name: str) -> Any:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def test_a_tier_follows_what_is_typed_and_so_do_the_calls(page: OptionsPage, store: Store, qtbot: Any) -> None:
    one = store.do(
        "new", edits.create, "person", {"family_name": "Roche", "phone": "0465710001", "tier": "A"}, date(2026, 5, 4)
    )[0]
    editor = named(page, QLineEdit, "Tier A")
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "2 weeks")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert store.read(tiers)[0].days == 14
    assert store.read(calls.next_call, one, TODAY).day == date(2026, 5, 4)
    page.desk.undo()
    assert store.read(tiers)[0].months == 1
    assert editor.text() == "1 month"


@pytest.mark.parametrize(("typed", "kept"), [("20", 20), ("0", 12), ("9999", 12), ("many", 12), ("", 12)])
def test_numbers_stay_in_their_limits(page: OptionsPage, store: Store, qtbot: Any, typed: str, kept: int) -> None:
    editor = named(page, QLineEdit, "Calls a day, at most")
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert settings.CAPACITY.read(store.reader) == kept
    assert bool(editor.property("wrong")) is (kept == 12)


@pytest.mark.parametrize(
    ("text", "ok"), [("1, 2, 3", True), ("", False), ("1, x", False), ("0", False), ("400", False)]
)
def test_gaps(text: str, ok: bool) -> None:
    if ok:
        assert queries.numbers_of(text) == [1, 2, 3]
    else:
        with pytest.raises(Problem):
            queries.numbers_of(text)


def test_closed_days() -> None:
    assert queries.days_of("2026-08-14\n2026-01-02, 2026-08-14") == ["2026-01-02", "2026-08-14"]
    assert queries.days_of("14/8/2026 2/1/2026") == ["2026-01-02", "2026-08-14"]
    with pytest.raises(Problem, match="not a date"):
        queries.days_of("14 août")


@pytest.mark.parametrize(
    "text",
    ["du 1er au 3 août 2026", "1/8 au 3/8/2026", "2026-08-01 – 2026-08-03", "1 août - 3 août 2026",
     "1 August to 3 August 2026", "from 1 to 3 August 2026", "01.08.2026 .. 03.08.2026", "31 juillet 2026 au 3 août 2026"],
)  # fmt: skip
def test_closed_days_from_to(text: str) -> None:
    days = ["2026-08-01", "2026-08-02", "2026-08-03"]
    assert queries.days_of(text) == (["2026-07-31", *days] if "31" in text else days)


@pytest.mark.parametrize(
    "text", ["du 3 au 1 août 2026", "1/8/2024 au 3/8/2026", "du 32 au 33 août 2026", "lundi au mardi"]
)
def test_a_range_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Problem, match="“"):
        queries.days_of(text)


def test_a_region_nobody_knows_is_refused(page: OptionsPage, store: Store) -> None:
    with pytest.raises(Problem, match="not a region"):
        page.save(settings.REGION, "Nowhere")
    page.save(settings.REGION, "Alsace-Moselle")
    assert settings.REGION.read(store.reader) == "Alsace-Moselle"


def test_own_fields_are_made_arranged_and_removed(store: Store, qtbot: Any) -> None:
    from petitcrm.features.contacts import queries as contacts

    desk = Desk(store)
    page = OptionsPage(desk)
    qtbot.addWidget(page)
    page.show()
    panel = page.own_fields
    told: list[Any] = []
    desk.problem.connect(told.append)
    panel.name.setText("Machine")
    panel.kind.show_value("choice")
    panel.choices.setText("saw, plane")
    panel.add()
    panel.name.setText("machine")
    panel.kind.show_value("text")
    panel.add()
    assert "already" in str(told[-1])
    panel.name.setText("Contract")
    panel.kind.show_value("date")
    panel.add()
    found = desk.read(contacts.own_fields)
    assert [(one.label, one.kind) for one in found] == [("Machine", "choice"), ("Contract", "date")]
    panel._move(found[1], -1)
    assert [one.label for one in desk.read(contacts.own_fields)] == ["Contract", "Machine"]
    panel._remove(desk.read(contacts.own_fields)[0])
    assert [one.label for one in desk.read(contacts.own_fields)] == ["Machine"]
    desk.undo()
    assert panel.rows.count() == 2
    desk.wait()
