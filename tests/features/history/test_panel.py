"""The timeline: every exchange of a contact and its people, by day, narrowed by kind and year, fluid when it is long."""

from collections.abc import Iterator
from typing import Any

import pytest

from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import queries as cards
from petitcrm.features.history import edits, timeline_queries
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.looks import headline
from petitcrm.features.history.panel import TimelinePanel
from petitcrm.features.history.timeline_queries import Narrowed
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY


@pytest.fixture
def person(store: Store) -> int:
    values = {"family_name": "Roche", "company": "Girard Bois"}
    made, _tables = store.do("new", contacts.create, "person", values, TODAY)
    for day, kind, at in (("2026-05-11", "call", "09:30"), ("2026-05-11", "note", ""), ("2025-03-02", "visit", "")):
        outcome = "reached" if kind == "call" else ""
        store.do("log", edits.log, made, Exchange(kind, day, outcome=outcome, at=at, text=f"{kind} text"))
    return made


@pytest.fixture
def panel(store: Store, person: int, qtbot: Any) -> Iterator[TimelinePanel]:
    desk = Desk(store)
    made = TimelinePanel(desk)
    qtbot.addWidget(made)
    made.resize(360, 600)
    made.show()
    made.show_contact(person)
    yield made
    desk.wait()


def shown(panel: TimelinePanel) -> list[str]:
    return [panel.model.row(at).kind for at in range(panel.model.rowCount())]  # type: ignore[union-attr]


def test_narrowed_by_kind_and_year(panel: TimelinePanel) -> None:
    assert shown(panel) == ["call", "note", "visit"]
    panel.kinds.show_value("call")
    panel.kinds.picked.emit("call")
    assert shown(panel) == ["call"]
    panel.kinds.show_value("")
    panel.years.show_value("2025")
    panel.years.picked.emit("2025")
    assert shown(panel) == ["visit"]


def test_another_contact_shows_everything_again(panel: TimelinePanel, store: Store, person: int) -> None:
    panel.kinds.show_value("visit")
    panel.kinds.picked.emit("visit")
    company = store.read(cards.card, person).company_id  # type: ignore[union-attr]
    assert company is not None
    panel.show_contact(company)
    assert len(shown(panel)) == 3  # the company's people's exchanges are its own


def test_the_day_stands_above_its_first_entry_only(panel: TimelinePanel) -> None:
    delegate: Any = panel.view.itemDelegate()
    firsts = [delegate._begins_day(panel.model.index(at, 0), panel.model.row(at)) for at in range(3)]
    assert firsts == [True, False, True]
    entry = panel.model.row(0)
    assert entry is not None
    assert headline(entry, TODAY, with_day=False) == "09:30 · call · reached"


def test_a_long_history_is_asked_for_by_pages(store: Store, person: int, panel: TimelinePanel) -> None:
    def fill(_session: object) -> None:
        store.reader.execute_many(
            "INSERT INTO interaction(uid, contact_id, kind, direction, outcome, day, at, subject, text, created_at) "
            "VALUES (?, ?, 'note', 'out', '', ?, '', '', 'x', '2026-01-01T00:00:00Z')",
            [(f"many{at:028d}", person, f"20{at % 20 + 5:02d}-01-01") for at in range(5000)],
        )

    store.keep(fill)
    asked: list[int] = []
    fetch = panel._fetch
    panel.model._fetch = lambda ids: asked.append(len(ids)) or fetch(ids)  # type: ignore[func-returns-value]
    panel.show_contact(person)
    assert panel.model.rowCount() == 5003
    panel.grab()
    assert sum(asked) < 600
    assert len(store.read(timeline_queries.ids, person, Narrowed(year="2010"))) == 250
