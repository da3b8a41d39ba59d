"""Merging: nothing is lost, one undo brings both cards back, every table that refers to a contact is treated."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from petitcrm.base.cards import Address as Written
from petitcrm.base.errors import Problem
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.contacts import queries as cards
from petitcrm.features.contacts.tables import Contact, CustomField, CustomValue, Email, Phone, Picture
from petitcrm.features.duplicates import edits, moves, queries
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.imports import edits as imports
from petitcrm.features.imports.reading import open_file
from petitcrm.features.letters.tables import Letter, Mailing
from petitcrm.parts import PARTS
from petitcrm.store import writing
from petitcrm.store.schema import Base
from petitcrm.store.store import Store
from petitcrm.store.tables import Document
from tests_support import TODAY, everything


def new(store: Store, kind: str = "person", **values: str) -> int:
    return store.do("new", contacts.create, kind, values, TODAY)[0]


def merge(store: Store, keep: int, drop: int, **chosen: str) -> Any:
    store.do("merge", edits.merge, keep, drop, chosen, TODAY)
    return store.read(cards.card, keep)


def two(store: Store) -> tuple[int, int]:
    """Two cards of one person that have everything a card can have."""
    keep = new(
        store, given_name="J.", family_name="DUPONT", company="Bois SARL", job_title="Gérant", tier="C", stage="prospect",
        phone="06 39 98 00 01", email="jean@bois.example", tags="VIP", note="Première note", birthday="--03-09",
    )  # fmt: skip
    drop = new(
        store, given_name="Jean", family_name="Dupont", company="Bois et Fils", job_title="Directeur", tier="A",
        stage="client", phone="0639980001", email="JEAN@bois.example", tags="VIP, salon", note="Autre note",
        own_interval="6 weeks", birthday="1975-03-09", source="Salon",
    )  # fmt: skip
    other = new(store, family_name="Autre")
    store.do("more", _more, keep, drop, other)
    return keep, drop


def _more(session: Any, keep: int, drop: int, other: int) -> None:
    parts.save_phone(session, drop, None, "04 65 71 00 02", "work")
    parts.mark_number_wrong(session, drop)
    for one in (keep, drop):
        parts.save_web(session, one, None, f"https://www.bois.example/{'' if one == keep else 'equipe'}", "")
        parts.save_address(session, one, None, Written(street="2, rue Haute", postcode="26000", town="Valence"))
    parts.save_address(session, drop, None, Written(street="1, place Basse", postcode="69003", town="Lyon"))
    consent.note(session, keep, "call", "consented", TODAY, "au téléphone")
    consent.note(session, drop, "call", "objected", TODAY, "par courrier")
    consent.note(session, drop, "post", "consented", TODAY)
    history.log(session, keep, Exchange("call", "2026-01-05", outcome="reached"))
    history.log(session, drop, Exchange("visit", "2026-02-05", text="Vu", follow_up="2026-06-01"))
    size = CustomField(name="Taille", kind="text")
    colour = CustomField(name="Couleur", kind="text")
    document = Document(sha256="0" * 64, content=b"x")
    mailing = Mailing(name="m", model_name="m", window="", day="2026-01-01")
    session.add_all([size, colour, document, mailing])
    session.flush()
    session.add_all(
        [
            CustomValue(contact_id=keep, field_id=size.id, value="42"),
            CustomValue(contact_id=drop, field_id=size.id, value="43"),
            CustomValue(contact_id=drop, field_id=colour.id, value="bleu"),
            Picture(contact_id=drop, kind="photo", document_id=document.id),
            Letter(mailing_id=mailing.id, contact_id=drop, first_page=0, pages=1),
        ]
    )
    edits.not_same(session, drop, other)
    session.get_one(Contact, drop).import_uid = "outlook-2"
    session.get_one(Contact, keep).import_uid = "outlook-1"
    session.get_one(Contact, drop).created_at = "2020-01-01T00:00:00Z"


def test_nothing_is_lost(store: Store) -> None:
    keep, drop = two(store)
    card = merge(store, keep, drop)
    assert (card.display_name, card.given_name, card.family_name) == ("Jean Dupont", "Jean", "Dupont")
    assert (card.job_title, card.tier, card.stage, card.own_days) == ("Gérant", "A", "client", 42)
    assert (card.birthday, card.source, card.company) == ("1975-03-09", "Salon", "Bois SARL")
    assert [(part.raw, part.state) for part in card.phones] == [
        ("06 39 98 00 01", "wrong"),
        ("04 65 71 00 02", "usable"),
    ]
    assert [part.raw for part in card.emails] == ["jean@bois.example"]
    assert [part.raw for part in card.webs] == ["https://www.bois.example/", "https://www.bois.example/equipe"]
    assert [place.address.town for place in card.places] == ["Valence", "Lyon"]
    assert card.tags == ("VIP", "salon")
    assert card.created_at == "2020-01-01T00:00:00Z"
    for line in (
        "Première note", "Autre note", "First name: J.", "Job title: Directeur", "Company: Bois et Fils", "Tier: C",
        "Stage: prospect", "Birthday: --03-09", "Taille: 43", "Identity in another program: outlook-2",
        "Calls: agreed 2026-05-12 (au téléphone)",
    ):  # fmt: skip
        assert line in card.note.split("\n")
    assert store.read(cards.card, drop) is None
    one = store.reader
    assert dict(one.rows("SELECT channel, state FROM consent WHERE contact_id = ?", (keep,))) == {
        "call": "objected", "post": "consented",
    }  # fmt: skip
    for table, count in (("interaction", 2), ("follow_up", 1), ("letter", 1), ("picture", 1), ("custom_value", 2)):
        assert one.value(f"SELECT count(*) FROM {table} WHERE contact_id = ?", (keep,)) == count, table
    assert one.value("SELECT count(*) FROM employment WHERE person_id = ?", (keep,)) == 2
    assert one.value("SELECT count(*) FROM not_same WHERE first_id = ? OR second_id = ?", (keep, keep)) == 1
    assert one.rows("PRAGMA foreign_key_check") == []


def test_one_undo_brings_both_back_and_redo_merges_again(store: Store) -> None:
    keep, drop = two(store)
    before = everything(store)
    merge(store, keep, drop, company="Bois et Fils", job_title="Directeur")
    after = everything(store)
    assert after != before
    assert store.undo() is not None
    assert everything(store) == before
    assert store.redo() is not None
    assert everything(store) == after
    assert store.undo() is not None
    assert everything(store) == before


def test_what_was_chosen_stands_and_the_rest_is_in_the_note(store: Store) -> None:
    keep, drop = two(store)
    card = merge(store, keep, drop, company="Bois et Fils", job_title="PDG", tier="C", note="Tout court")
    assert (card.company, card.job_title, card.tier) == ("Bois et Fils", "PDG", "C")
    lines = card.note.split("\n")
    assert lines[0] == "Tout court"
    assert {"Job title: Gérant", "Job title: Directeur", "Tier: A", "Company: Bois SARL"} <= set(lines)
    assert store.reader.value("SELECT count(*) FROM employment WHERE person_id = ? AND is_main", (keep,)) == 1


def test_the_people_of_a_company_go_with_it(store: Store) -> None:
    paul = new(store, family_name="Paul", company="Bois SARL")
    anne = new(store, family_name="Anne", company="BOIS")
    keep, drop = (
        store.reader.value("SELECT id FROM contact WHERE company_name = ?", (one,)) for one in ("Bois SARL", "BOIS")
    )
    store.do("both", _works_also, paul, drop)
    before = everything(store)
    assert store.read(queries.merge_plan, keep, drop).people == 2
    card = merge(store, keep, drop)
    assert {link.contact_id for link in card.people} == {paul, anne}
    assert store.read(cards.card, anne).company == "Bois SARL"  # type: ignore[union-attr]
    assert store.undo() is not None
    assert everything(store) == before


def _works_also(session: Any, person: int, company: int) -> None:
    from petitcrm.features.contacts.tables import Employment

    session.add(Employment(person_id=person, company_id=company, is_main=False, role="conseil"))


def test_what_cannot_be_one_is_refused(store: Store) -> None:
    person, company, gone = new(store, family_name="A"), new(store, "company", company="B"), new(store, family_name="C")
    store.do("trash", contacts.trash, [gone])
    before = everything(store)
    for keep, drop in ((person, company), (person, person), (person, gone), (gone, person), (person, 999)):
        with pytest.raises(Problem):
            merge(store, keep, drop)
        with pytest.raises(Problem):
            store.read(queries.merge_plan, keep, drop)
    with pytest.raises(Problem):
        store.do("not", edits.not_same, person, person)
    assert everything(store) == before


def test_the_plan_says_what_the_merge_does(store: Store) -> None:
    keep, drop = two(store)
    plan = store.read(queries.merge_plan, keep, drop)
    proposed = {field.key: field.proposed for field in plan.fields}
    card = merge(store, keep, drop)
    for name in ("given_name", "family_name", "company", "job_title", "tier", "stage", "birthday", "source"):
        assert getattr(card, name) == proposed[name]
    assert (plan.phones, plan.emails, plan.places, plan.exchanges, plan.letters, plan.follow_ups) == (2, 1, 2, 1, 1, 1)
    assert next(field for field in plan.fields if field.key == "tier").differs


def test_every_table_that_refers_to_a_contact_is_treated() -> None:
    writing.import_tables(PARTS)
    referring = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(foreign.column.table.name == "contact" for column in table.columns for foreign in column.foreign_keys)
    }
    assert referring == set(moves.SPECIAL) | moves.MOVED | moves.DERIVED, "a merge has to say what becomes of it"


def test_a_second_import_does_not_bring_the_merged_card_back(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    file.write_text(
        "Prénom;Nom;E-mail;Téléphone\nJean;Dupont;jean@bois.example;06 39 98 00 01\nJEAN;DUPONT;jd@bois.example;04 65 71 00 02\n",
        encoding="utf-8",
    )
    store.do("import", imports.run, open_file(file).entries(), TODAY)
    keep, drop = store.read(cards.ids)[0], store.read(cards.ids)[1]
    merge(store, keep, drop)
    store.do("import", imports.run, open_file(file).entries(), TODAY)
    assert store.reader.value("SELECT count(*) FROM email WHERE address = 'jd@bois.example'") == 1


def test_not_the_same_is_remembered_and_taken_back(store: Store) -> None:
    one, other = (
        new(store, family_name="Roche", phone="0639980001"),
        new(store, family_name="Roche", phone="0639980001"),
    )
    assert len(store.read(queries.pairs)) == 1
    store.do("not", edits.not_same, other, one)
    store.do("again", edits.not_same, one, other)
    assert store.read(queries.pairs) == []
    store.undo()
    assert len(store.read(queries.pairs)) == 1


def test_a_base_of_the_first_release_has_its_index_filled(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "samples" / "bases" / "0001.db.gz"
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(sample.read_bytes()))
    store = Store.open(path, PARTS)
    count = store.reader.value("SELECT count(*) FROM contact")
    assert store.reader.value("SELECT count(*) FROM find_alike_docsize") == count > 0
    store.close()


def test_an_empty_index_is_filled_by_the_first_change(store: Store, path: Path) -> None:
    new(store, given_name="Jean", family_name="Dupont")
    store.reader.execute("DELETE FROM find_alike")
    again = Store.open(path, PARTS)
    again.keep(lambda session: session.add(Phone(contact_id=1, number="1")))
    assert again.reader.value("SELECT count(*) FROM find_alike_docsize") == 1
    again.close()


def test_states_and_positions_follow(store: Store) -> None:
    keep, drop = new(store, family_name="A", email="a@b.example"), new(store, family_name="A", email="A@B.example")
    store.do("returned", lambda session: setattr(session.get_one(Email, 2), "state", "returned"))
    assert [part.state for part in merge(store, keep, drop).emails] == ["returned"]
