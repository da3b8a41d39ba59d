"""One letter for a household or a company: whose names, which opening, in whose history."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli
from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import mailing, queries, settings
from petitcrm.features.letters.grouping import grouped
from petitcrm.features.letters.mailing import Order
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.windows import DEFAULT
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages
from tests_support import TODAY, everything

HOME = Address(label="home", street="5 rue des Lilas", postcode="26000", town="Valence")


@pytest.fixture
def people(store: Store) -> list[int]:
    made = []
    for civility, given, family, place in (
        ("M.", "Jean", "Roche", HOME),
        ("Mme", "Zoé", "Petit", Address(label="home", street="1 rue du Lac", postcode="01000", town="Bourg-en-Bresse")),
        ("Mme", "Anne", "Roche", HOME),
    ):
        values = {"civility": civility, "given_name": given, "family_name": family, "stage": "client"}
        one = store.do("new", contacts.create, "person", values, TODAY)[0]
        store.do("place", parts.save_address, one, None, place)
        made.append(one)
    for name in ("Chen", "Dupont"):
        values = {"family_name": name, "company": "Aubépine"}
        made.append(store.do("new", contacts.create, "person", values, TODAY)[0])
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    place = Address(label="work", street="12 rue de l'Église", postcode="69002", town="Lyon")
    store.do("place", parts.save_address, company, None, place)
    return made


def text_of(pdf: bytes, at: int) -> str:
    pages = Pages(pdf)
    text = pages.text(at)
    pages.close()
    return text


def order_of(store: Store, people: list[int], per: str, order: str = "list") -> Order:
    selection = store.read(queries.recipients, people, TODAY)
    employers = store.read(queries.employers, selection.ids)
    chosen = grouped(selection, per, order, "FR", employers)
    model = Model("x", "fr", "Objet", "Bonjour.")
    return Order(chosen, model, store.read(settings.letterhead), DEFAULT, TODAY)


def test_a_household_gets_one_letter_with_both_names(store: Store, people: list[int]) -> None:
    order = order_of(store, people, "household")
    assert order.selection.names == ["Jean Roche, Anne Roche", "Zoé Petit", "Chen", "Dupont"]
    assert order.selection.with_them == [(people[2],), (), (), ()]
    composed = mailing.compose(order)
    text = text_of(composed.pdf, 0)
    assert "M. et Mme Jean et Anne ROCHE" in text
    assert "Madame, Monsieur," in text
    before = everything(store)
    store.do("record", mailing.record, composed)
    for one in (people[0], people[2]):
        assert [entry.kind for entry in store.read(timeline, one)] == ["letter"]
    assert store.reader.value("SELECT count(*) FROM letter") == 4
    opened = {store.read(timeline, one)[0].letter_id for one in (people[0], people[2])}
    assert len(opened) == 1  # the very same letter opens from both histories
    assert "M. et Mme Jean et Anne ROCHE" in text_of(store.read(queries.printed, opened.pop()).pdf, 0)
    store.undo()
    after = everything(store)
    assert {name: rows for name, rows in after.items() if name != "document"} == {
        name: rows for name, rows in before.items() if name != "document"
    }


def test_what_is_noted_with_the_letters_knows_all_who_have_one(store: Store, people: list[int]) -> None:
    seen: list[int] = []
    order = replace(order_of(store, people, "household"), noted=lambda _session, ids: seen.extend(ids))
    store.do("record", mailing.record, mailing.compose(order), [0, 1])
    assert sorted(seen) == sorted(people[:3])


def test_a_company_gets_one_letter_to_itself(store: Store, people: list[int]) -> None:
    order = order_of(store, people, "company")
    assert len(order.selection.recipients) == 4
    text = text_of(mailing.compose(order).pdf, 3)
    assert "Aubépine" in text
    assert "Chen" not in text
    assert "Madame, Monsieur," in text


def test_letters_by_postcode(store: Store, people: list[int]) -> None:
    order = order_of(store, people, "person", "postcode")
    assert [one.address.postcode for one in order.selection.recipients] == ["01000", "26000", "26000", "69002", "69002"]
    assert order.selection.names[0] == "Zoé Petit"
    assert order.selection.ids[0] == people[1]
    assert order_of(store, people, "person").selection.with_them == []


def test_the_page_offers_it(store: Store, people: list[int], qtbot: Any) -> None:
    page = LettersPage(Desk(store))
    qtbot.addWidget(page)
    page.show()
    page.choose(people)
    assert len(page._selection.ids) == 5
    page.who.per.show_value("household")
    page.who.per.picked.emit("household")
    assert len(page._selection.ids) == 4
    page.who.sorting.show_value("postcode")
    page.who.sorting.picked.emit("postcode")
    assert page._selection.names[0] == "Zoé Petit"
    page.desk.wait()


def test_and_so_does_the_command_line(store: Store, path: Path, people: list[int], tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "l.pdf"
    line = [
        "--file",
        str(path),
        "letters",
        "--out",
        str(out),
        "--all",
        "--per",
        "household",
        "--order",
        "postcode",
        "--json",
    ]
    assert cli.run(line) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["written"] == 5  # the company itself too
    assert found["letters"][0]["name"] == "Zoé Petit"
