"""One letter for a household or a company: whose names, which opening, in whose history."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from petitcrm import cli
from petitcrm.base.cards import Address
from petitcrm.features.campaigns import edits as campaigns
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import mailing, queries, settings
from petitcrm.features.letters.grouping import grouped, written_to
from petitcrm.features.letters.mailing import Order
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import for_recipient
from petitcrm.features.letters.windows import DEFAULT
from petitcrm.features.sequences import edits as sequences
from petitcrm.features.sequences import queries as in_sequence
from petitcrm.features.sequences.page import ADVANCE
from petitcrm.features.sequences.rules import LETTER, Step
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
    made = store.do("make", sequences.make, "Welcome", [Step(LETTER, 0, "Vœux"), Step(LETTER, 30, "Vœux")])[0]
    store.do("join", sequences.join, made, people, TODAY)
    first = store.read(in_sequence.sequence, made).steps[0]
    noted = Noted(ADVANCE, first.id, TODAY.isoformat())
    order = replace(order_of(store, people, "household"), noted=noted)
    store.do("record", mailing.record, mailing.compose(order), [0, 1])
    found = store.read(in_sequence.members, store.read(in_sequence.sequence, made), TODAY)
    assert sorted(one.contact_id for one in found if one.done == 1) == sorted(people[:3])


def test_a_job_nobody_knows_is_never_run(store: Store, people: list[int]) -> None:
    order = replace(order_of(store, people, "person"), noted=Noted("os:remove", 1, TODAY.isoformat()))
    store.do("record", mailing.record, mailing.compose(order))
    assert store.reader.value("SELECT count(*) FROM letter") == len(order.selection.ids)


def test_a_company_gets_one_letter_to_itself(store: Store, people: list[int]) -> None:
    order = order_of(store, people, "company")
    assert len(order.selection.recipients) == 4
    text = text_of(mailing.compose(order).pdf, 3)
    assert "Aubépine" in text
    assert "Chen" not in text
    assert "Madame, Monsieur," in text


def test_everybody_at_an_address_shares_one_letter(store: Store, people: list[int]) -> None:
    values = {"civility": "Mme", "given_name": "Lin", "family_name": "Chen", "stage": "client"}
    lodger = store.do("new", contacts.create, "person", values, TODAY)[0]
    store.do("place", parts.save_address, lodger, None, HOME)
    order = order_of(store, [*people, lodger], "address")
    assert order.selection.names == ["Jean Roche, Anne Roche, Lin Chen", "Zoé Petit", "Chen, Dupont"]
    assert order.selection.with_them == [(people[2], lodger), (), (people[4],)]
    composed = mailing.compose(order)
    text = text_of(composed.pdf, 0)
    assert "M. et Mme Jean et Anne ROCHE\nMme Lin CHEN\n5 RUE DES LILAS" in text.replace("\r", "")
    assert "Madame, Monsieur," in text
    assert "Aubépine\nCHEN et DUPONT" in text_of(composed.pdf, 2).replace("\r", "")
    store.do("record", mailing.record, composed)
    for one in (*people, lodger):
        assert [entry.kind for entry in store.read(timeline, one)] == ["letter"]


def test_two_names_are_greeted_in_the_language_of_the_letter() -> None:
    anna = Recipient("1", civility="Mme", given_name="Anna", family_name="Roche", address=HOME)
    bruno = Recipient("2", civility="M.", given_name="Bruno", family_name="Chen", address=HOME)
    selection = Selection([bruno, anna], [], [1, 2], ["Bruno Chen", "Anna Roche"], ["", ""])
    (both,) = grouped(selection, "address", "list", "FR").recipients
    assert both.lines == ("M. Bruno CHEN et Mme Anna ROCHE",)
    assert (both.given_name, both.family_name) == ("Bruno, Anna", "Chen, Roche")
    said = {one: for_recipient(both, language=one).appel for one in ("fr", "en", "de", "es", "it")}
    assert said == {
        "fr": "Madame, Monsieur,",
        "en": "Dear Ms Roche and Mr Chen,",
        "de": "Sehr geehrte Frau Roche, sehr geehrter Herr Chen,",
        "es": "Estimada Sra. Roche, estimado Sr. Chen:",
        "it": "Gentile Sig.ra Roche, egregio Sig. Chen,",
    }
    assert for_recipient(both, familiar=True).appel == "Chère Madame, Cher Monsieur,"
    assert for_recipient(both).closing == "Veuillez agréer, Madame, Monsieur, mes salutations distinguées."


def test_a_shared_letter_speaks_of_the_latest_purchase() -> None:
    dates = (None, date(2025, 1, 5), date(2026, 2, 1), date(2024, 1, 1))
    people = [
        Recipient(str(at), given_name=f"P{at}", family_name="Roche", address=HOME,
                  facts={"last_purchase": day, "last_purchase_amount": at} if day else {})
        for at, day in enumerate(dates)
    ]  # fmt: skip
    selection = Selection(people, [], [1, 2, 3, 4], [""] * 4, [""] * 4)
    for per in ("household", "address"):
        (one,) = grouped(selection, per, "list", "FR").recipients
        assert one.facts == {"last_purchase": date(2026, 2, 1), "last_purchase_amount": 2}
    (alone,) = grouped(Selection(people[:1], [], [1], [""], [""]), "address", "list", "FR").recipients
    assert alone.facts == {}


def test_two_ladies_are_greeted_as_such() -> None:
    ladies = [
        Recipient("1", civility="Mme", given_name=given, family_name=family, address=HOME)
        for given, family in (("Anna", "Roche"), ("Zoé", "Roche"), ("Lin", "Chen"))
    ]
    for two, per in ((ladies[:2], "household"), (ladies[1:], "address")):
        (both,) = grouped(Selection(two, [], [1, 2], ["", ""], ["", ""]), per, "list", "FR").recipients
        assert for_recipient(both).appel == "Mesdames,"
    (all_three,) = grouped(Selection(ladies, [], [1, 2, 3], [""] * 3, [""] * 3), "address", "list", "FR").recipients
    assert for_recipient(all_three).appel == "Madame, Monsieur,"


def test_one_person_of_a_company_is_greeted_as_usual() -> None:
    work = replace(HOME, label="work")
    company = Recipient("1", kind="company", company="Dupont", address=work)
    bruno = Recipient("2", civility="M.", given_name="Bruno", family_name="Chen", company="Dupont", address=work,
                      job_title="gérant", salutation="Cher Bruno")  # fmt: skip
    selection = Selection([company, bruno], [], [1, 2], ["Dupont", "Bruno Chen"], ["", ""])
    chosen = grouped(selection, "address", "list", "FR")
    assert chosen.recipients[0].lines == ("Dupont", "M. Bruno CHEN, gérant")
    assert for_recipient(chosen.recipients[0]).appel == "Cher Bruno,"
    assert (chosen.ids, chosen.with_them) == ([1], [(2,)])


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


def test_the_command_line_writes_one_for_an_address(
    store: Store, path: Path, people: list[int], tmp_path: Path, capsys: Any
) -> None:
    for what in (["labels", "--sheet", "L7160"], ["envelopes", "--size", "DL"], ["letters"]):
        out = ["--out", str(tmp_path / f"{what[0]}.pdf"), "--all", "--per", "address", "--json"]
        assert cli.run(["--file", str(path), *what, *out]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["written"] == 3
    assert sorted(one["name"] for one in found["letters"]) == [
        "Anne Roche, Jean Roche", "Aubépine, Chen, Dupont", "Zoé Petit",
    ]  # fmt: skip


def test_a_company_that_wants_no_letters_gets_none_in_the_name_of_its_people(store: Store, people: list[int]) -> None:
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    store.do("no", consent.note, company, "post", "objected", TODAY)
    order = order_of(store, people, "company")
    assert order.selection.names == ["Jean Roche", "Zoé Petit", "Anne Roche", "Chen", "Dupont"]
    assert all(one.is_person for one in order.selection.recipients)


def test_nor_per_address(store: Store, people: list[int]) -> None:
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    store.do("no", consent.note, company, "post", "objected", TODAY)
    found = store.read(written_to, people, TODAY, "address")
    assert found.names == ["Jean Roche, Anne Roche", "Zoé Petit", "Chen", "Dupont"]
    assert all(one.is_person for one in found.recipients[2:])


def test_an_answer_is_that_of_all_who_share_the_letter(store: Store, people: list[int]) -> None:
    store.do("record", mailing.record, mailing.compose(order_of(store, people, "household")))
    before = everything(store)
    made = store.do("reply", campaigns.record, "M1-0001", Answer("reply", TODAY))[0]
    for one in (people[0], people[2]):
        assert [entry.kind for entry in store.read(timeline, one)] == ["message", "letter"]
    store.do("mistake", campaigns.remove, made.answer_id)
    assert everything(store) == before


def test_mail_that_came_back_stops_the_address_of_all_who_share_the_letter(store: Store, people: list[int]) -> None:
    store.do("record", mailing.record, mailing.compose(order_of(store, people, "household")))
    made = store.do("back", campaigns.record, "M1-0001", Answer("returned", TODAY, reason="moved"))[0]
    states = "SELECT contact_id, state FROM address WHERE state = 'returned' ORDER BY contact_id"
    assert store.reader.rows(states) == [(people[0], "returned"), (people[2], "returned")]
    store.do("mistake", campaigns.remove, made.answer_id)
    assert store.reader.rows(states) == []
