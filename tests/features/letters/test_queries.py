from datetime import date

import pytest

from petitcrm.base import language
from petitcrm.base.errors import Problem
from petitcrm.features.letters import edits, queries, settings
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.recipient import name_lines
from petitcrm.store import settings as stored
from petitcrm.store.store import Store

TODAY = date(2026, 5, 12)


def test_french_models_come_first_and_the_owners_replace_the_shipped(store: Store) -> None:
    before = store.read(queries.models)
    assert [one.language for one in before] == ["fr"] * 15 + ["en"] * 15 + ["de"] * 6 + ["es"] * 6 + ["it"] * 6
    store.do("x", edits.save_model, Model("Vœux", "fr", "Bonne année", "Texte"))
    store.do("x", edits.save_model, Model("À moi", "fr", "", "Texte"))
    known = {one.name: one for one in store.read(queries.models)}
    assert len(known) == 49
    assert (known["Vœux"].subject, known["Vœux"].is_own) == ("Bonne année", True)
    assert not known["Relance de devis"].is_own


def test_a_model_by_its_name(store: Store) -> None:
    assert store.read(queries.model, "voeux").name == "Vœux"
    assert store.read(queries.model, "").language == "en"
    language.use("fr")
    assert store.read(queries.model, "").language == "fr"


def test_an_unknown_model_names_the_choices(store: Store) -> None:
    with pytest.raises(Problem, match="Vœux"):
        store.read(queries.model, "Nope")


def test_who_is_left_out_and_why(store: Store, ids: dict[str, int]) -> None:
    found = store.read(queries.recipients, [*ids.values(), ids["anna"], 9999], TODAY)
    out = {one.name: (one.rule, one.reason) for one in found.left_out}
    assert out == {
        "Chloé Morel": ("no_address", "has no postal address"),
        "Denis Petit": ("objection", "does not want any letters"),
        "Emma Girard": ("returned", "mail was returned from the only address"),
        "Farid Benali": ("deceased", "is deceased"),
        "Gaël Martin": ("trash", "is in the trash"),
        "Hugo Faure": ("recent", "got a letter 12 days ago, on 30 Apr 2026"),
        "": ("gone", "is no longer there"),
    }
    assert found.names == ["Dupont & Fils", "Anna Roche", "Bruno Chen", "Ines Blanc", "Jean Blanc", "Karim Blanc"]
    assert found.recent == 1
    assert "no postal address (1)" in found.reasons()


def test_a_recent_letter_can_be_passed_over(store: Store, ids: dict[str, int]) -> None:
    found = store.read(queries.recipients, [ids["hugo"]], TODAY, with_recent=True)
    assert (found.names, found.left_out, found.recent) == (["Hugo Faure"], [], 1)
    store.do("x", stored.save, {settings.RECENT: 12})
    assert store.read(queries.recipients, [ids["hugo"]], TODAY).names == ["Hugo Faure"]


def test_people_without_an_address_are_written_to_at_their_company(store: Store, ids: dict[str, int]) -> None:
    (one,) = store.read(queries.recipients, [ids["bruno"]], TODAY).recipients
    assert name_lines(one) == ["Dupont & Fils", "M. Bruno CHEN"]
    assert (one.address.town, one.address.label) == ("Valence", "work")


def test_everybody_has_the_same_fields(store: Store, ids: dict[str, int]) -> None:
    found = store.read(queries.recipients, ids.values(), TODAY, language="fr")
    assert len({tuple(one.values) for one in found.recipients}) == 1
    anna = found.recipients[1].values
    assert (anna["tier"], anna["tags"], anna["last_contact"]) == ("A", "salon, presse", "3\u00a0février 2026")
    assert anna["next_call"] == "3\u00a0mars 2026"


def test_many_take_few_questions(store: Store, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = type(store.reader).rows
    monkeypatch.setattr(type(store.reader), "rows", lambda self, sql, p=(): asked.append(sql) or rows(self, sql, p))
    store.read(queries.recipients, range(1, 10_001), TODAY)
    assert len(asked) < 80


def test_the_letterhead(store: Store, ids: dict[str, int]) -> None:
    store.do("x", stored.save, {settings.ADDRESS: "1 rue X\n\n69002 Lyon"})
    head = store.read(settings.letterhead)
    assert (head.name, head.lines, head.town, head.country) == (
        "Menuiserie Duval", ["1 rue X", "69002 Lyon"], "Lyon", "FR",
    )  # fmt: skip


def test_a_letter_that_is_gone(store: Store) -> None:
    with pytest.raises(Problem, match="no longer there"):
        store.read(queries.printed, 1)
