"""Finding anybody."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petitcrm.features.contacts import asked, edits, queries, search
from petitcrm.features.history import edits as history
from petitcrm.features.history import search as notes
from petitcrm.features.history.edits import Exchange
from petitcrm.parts import SEARCH_KEYS
from petitcrm.store.store import Store
from tests_support import TODAY


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    made = {}
    for values in (
        {
            "given_name": "Hélène",
            "family_name": "Œuvrard",
            "company": "Bois & Fils",
            "phone": "06 11 84 99 24",
            "tags": "salon Lyon",
        },
        {
            "given_name": "Jean-Paul",
            "family_name": "O'Brien",
            "phone": "+49 30 901820",
            "email": "jp.obrien@export.example",
        },
        {"given_name": "Chloé", "family_name": "Dupré", "job_title": "Acheteuse", "note": "aime le kayak"},
        {"given_name": "Paul", "family_name": "Dupont"},
    ):
        made[values["family_name"]] = store.do("new", edits.create, "person", values, TODAY)[0]
    return made


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("oe", "Œuvrard"), ("œuv", "Œuvrard"), ("OEUVRARD", "Œuvrard"), ("hel oeu", "Œuvrard"), ("oeu hel", "Œuvrard"),
        ("bois fils", "Œuvrard"), ("0611", "Œuvrard"), ("06 11 84", "Œuvrard"), ("849924", "Œuvrard"), ("84 99 24", "Œuvrard"),
        ("1849", "Œuvrard"), ("4992", "Œuvrard"), ("9924", "Œuvrard"),
        ("+33 6 11", "Œuvrard"), ("0033611", "Œuvrard"), ("salon", "Œuvrard"), ("o'brien", "O'Brien"), ("brien jean", "O'Brien"),
        ("901820", "O'Brien"), ("+4930", "O'Brien"), ("jp.obrien@exp", "O'Brien"), ("kayak", "Dupré"), ("acheteuse", "Dupré"),
        ("dupre", "Dupré"), ("chloe d", "Dupré"), ("jp obrien", "O'Brien"), ("jp o'brien", "O'Brien"), ("030 9018", "O'Brien"),
        ("030901820", "O'Brien"), ("0901820", "O'Brien"), ("duprre", "Dupré"), ("dpure", "Dupré"), ("oeuvrad helene", "Œuvrard"),
        ("kayac", "Dupré"),
    ],
)  # fmt: skip
def test_found(store: Store, people: dict[str, int], typed: str, name: str) -> None:
    assert people[name] in store.read(search.find, typed)


def test_mueller_is_mueller(store: Store) -> None:
    one = store.do("new", edits.create, "person", {"given_name": "Jörg", "family_name": "Müller"}, TODAY)[0]
    for typed in ("muller", "mueller", "muell", "Müller", "joerg"):
        assert store.read(search.find, typed) == [one], typed


def test_the_active_come_before_the_former(store: Store) -> None:
    for name, stage in (("Arnaud", "former"), ("Arnoult", "client")):
        store.do("new", edits.create, "person", {"family_name": name, "stage": stage}, TODAY)
    names = [row.display_name for row in store.read(queries.rows, store.read(search.find, "arn"))]
    assert names == ["Arnoult", "Arnaud"]


@pytest.fixture
def filtered(store: Store) -> Store:
    from petitcrm.features.contacts import own_field_edits

    asked.know_keys(SEARCH_KEYS)
    store.do("f", own_field_edits.add, "Contrat", "date")
    store.do("f", own_field_edits.add, "Surface", "number")
    for values, reached in (
        (
            {
                "family_name": "Roche",
                "tier": "A",
                "stage": "client",
                "town": "Valence",
                "postcode": "26000",
                "tags": "salon Lyon",
                "contrat": "3/4/2027",
                "surface": "90",
            },
            "2025-11-03",
        ),
        (
            {
                "family_name": "Dupont",
                "tier": "B",
                "stage": "prospect",
                "town": "Saint-Étienne",
                "postcode": "42000",
                "temperature": "hot",
                "surface": "1 200",
            },
            "2026-03-03",
        ),
        (
            {"family_name": "Chen", "tier": "A", "stage": "former", "town": "Valence d'Albigeois", "postcode": "81340"},
            "",
        ),
    ):
        one = store.do("new", edits.create, "person", values, TODAY)[0]
        if reached:
            store.do("log", history.log, one, Exchange("call", reached, outcome="reached"))
    return store


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tier:A", {"Roche", "Chen"}), ("catégorie:a,b", {"Roche", "Dupont", "Chen"}), ("tier:A ville:valence", {"Roche", "Chen"}),
        ("ville:valence roche", {"Roche"}), ("roche ville:saint", set()), ('ville:"saint étienne"', {"Dupont"}), ("cp:26", {"Roche"}),
        ("tag:salon", {"Roche"}), ("étape:client", {"Roche"}), ("stage:prospect", {"Dupont"}), ("temp:chaud", {"Dupont"}),
        ("dernier<2026-01", {"Roche", "Chen"}), ("last>=2026-01", {"Dupont"}), ("last:2025", {"Roche"}), ("type:entreprise", set()),
        ("contrat:2027-04", {"Roche"}), ("contrat<2027-01", set()), ("surface>100", {"Dupont"}), ("surface<=90", {"Roche"}),
        ("tier:Z", set()),
    ],
)  # fmt: skip
def test_filters_are_typed(filtered: Store, typed: str, names: set[str]) -> None:
    from petitcrm.base import language

    language.use("fr")
    found = filtered.read(search.find, typed)
    assert {row.display_name for row in filtered.read(queries.rows, found)} == names
    assert set(found) == set(filtered.read(search.all_matching, typed))


@pytest.mark.parametrize(
    "typed", ["colour:red", "http://x.example", "tier:", "=:<", "dernier<huitaine", "a:b c:d e<f", 'ville:"']
)
def test_what_is_no_filter_is_words(filtered: Store, typed: str) -> None:
    assert filtered.read(asked.asked, typed).conditions == []
    filtered.read(search.find, typed)


def test_the_last_name_comes_first(store: Store, people: dict[str, int]) -> None:
    assert store.read(search.find, "dup")[:2] == [people["Dupont"], people["Dupré"]]
    assert store.read(search.find, "paul")[0] == people["O'Brien"] or store.read(search.find, "paul")


def test_the_index_follows_every_change(store: Store, people: dict[str, int]) -> None:
    one = people["Œuvrard"]
    card = store.read(queries.card, one)
    assert card is not None
    assert card.company_id is not None
    store.do("rename", edits.change, card.company_id, {"company": "Menuiserie Vidal"}, TODAY)
    assert one in store.read(search.find, "menuiserie vid")
    assert one not in store.read(search.find, "bois fils")
    store.undo()
    assert one in store.read(search.find, "bois fils")
    store.do("trash", edits.trash, [one])
    assert one not in store.read(search.find, "oeuv")


def test_notes_are_found_the_newest_first(store: Store, people: dict[str, int]) -> None:
    for text in ("Devis à l'étude", "devis signé, très content", "autre chose"):
        store.do("log", history.log, people["Dupont"], Exchange("note", "2026-05-12", text=text))
    found = store.read(notes.find, "devis")
    assert len(found) == 2
    assert found[0] > found[1]
    assert store.read(notes.find, "etu devis") == [found[1]]
    assert store.read(notes.find, "devis l e") == [found[1]]
    assert store.read(notes.find, "de") == []
    store.undo()
    store.undo()
    assert len(store.read(notes.find, "devis")) == 1


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_typed_is_syntax(store: Store, typed: str) -> None:
    store.read(search.find, typed)
    store.read(search.all_matching, typed)
    store.read(notes.find, typed)


@pytest.mark.parametrize(
    "typed", ['"', "AND", "NEAR(", "a*b", "name:x", "-x", "(", "C++", "AC/DC", "l'église", "NOT", "^", "{a b}:"]
)
def test_signs_of_the_search_language_are_words(store: Store, typed: str) -> None:
    store.read(search.find, typed)
    store.read(notes.find, typed)
