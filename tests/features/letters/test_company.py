"""What letters say of the company of a recipient: the owner's fields of it, and where and how it is reached."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu

from petitcrm import cli
from petitcrm.base import language
from petitcrm.base.cards import Address
from petitcrm.features.contacts import bulk, own_field_edits, parts
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.letters import editor as editors
from petitcrm.features.letters import queries, settings
from petitcrm.features.letters.editor import Editor, field_groups
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.names import key_of
from petitcrm.features.letters.salutation import for_recipient
from petitcrm.features.letters.template import cut, render
from petitcrm.store.store import Store
from petitcrm.ui import theme
from tests_support import TODAY

HOME = Address(label="home", street="5 rue des Lilas", postcode="01000", town="Bourg-en-Bresse")


@pytest.fixture
def known(store: Store, ids: dict[str, int]) -> dict[str, int]:
    """Bruno works for Dupont, in Valence; it has two fields of the owner's, one more is of people only."""
    for name, kind, of, value in (
        ("Parc machines", "text", "company", "3 tours, 1 fraiseuse"),
        ("Sous contrat", "yes_no", "both", "oui"),
        ("Visite", "date", "company", "2/4/2026"),
    ):
        uid = store.do("field", own_field_edits.add, name, kind, (), of)[0]
        store.do("value", bulk.set_own, [ids["dupont"]], uid, value, TODAY)
    store.do("field", own_field_edits.add, "Loisirs", "text", (), "person")
    store.do("change", contacts.change, ids["dupont"], {"stage": "client", "tags": "industrie, Drôme"}, TODAY)
    for kind, text in (("phone", "04 75 44 55 66"), ("email", "atelier@dupont.example")):
        store.do("part", parts.set_first, kind, ids["dupont"], text)
    store.do("web", parts.save_web, ids["dupont"], None, "dupont.example", "")
    store.do("place", parts.save_address, ids["bruno"], None, HOME)
    return ids


def said(store: Store, contact: int, text: str, letter: str = "fr") -> str:
    selection = store.read(queries.recipients, [contact], TODAY, language=letter, with_recent=True)
    one = selection.recipients[0]
    template = cut(text)
    context = Context(one, store.read(settings.letterhead), for_recipient(one), TODAY, letter)
    unknown: list[Any] = []
    filled = template.fill(values_for(template.keys, context), [], unknown)
    assert not unknown
    return filled


OWN = "{société parc machines|?} / {company Parc machines|?} / {Société : Visite|?} / {société_sous_contrat|?}"


def test_the_owners_fields_of_the_company(store: Store, known: dict[str, int]) -> None:
    machines = "3 tours, 1 fraiseuse"
    for one in ("bruno", "dupont"):
        assert said(store, known[one], OWN) == f"{machines} / {machines} / 2\u00a0avril 2026 / oui"
    assert said(store, known["bruno"], "{Sous contrat}") == "non"  # that is Bruno's own
    assert said(store, known["anna"], OWN) == "? / ? / ? / ?"


def test_the_facts_of_the_company(store: Store, known: dict[str, int]) -> None:
    text = (
        "{ville} {ville de la société} {société ville} {code postal de la société} {rue de la société|?} "
        "{téléphone de la société} {e-mail de la société} {site de la société} {statut de la société} "
        "{étiquettes de la société} {pays de la société}"
    )
    told = (
        "Valence Valence 26000 9 quai Sud 04 75 44 55 66 atelier@dupont.example dupont.example client "
        "industrie, Drôme FRANCE"
    )
    assert said(store, known["bruno"], text).casefold() == f"Bourg-en-Bresse {told}".casefold()
    assert said(store, known["dupont"], text).casefold() == f"Valence {told}".casefold()
    english = "{company town} {company phone} {company website}"
    assert said(store, known["bruno"], english, "en") == "Valence 04 75 44 55 66 dupont.example"
    assert said(store, known["anna"], "{company town|?}{pays de la société|?}") == "??"


def test_a_passage_for_customers_companies(store: Store, known: dict[str, int]) -> None:
    model = Model("x", "fr", "", "{si société sous contrat = oui}Votre contrat court.{fin}")
    names = [one.label for one in store.read(queries.own_fields)]
    assert check(model, names) == []
    assert check(Model("x", "fr", "", "{company parc machines}"), names) == []


def test_they_are_offered_under_the_name_that_works(store: Store, known: dict[str, int]) -> None:
    own = ["Parc machines", "Sous contrat", "Visite", "Loisirs"]
    labels = [one.label for one in store.read(queries.own_fields)]
    assert labels == [*own, "company Parc machines", "company Sous contrat", "company Visite"]
    language.use("fr")
    french = [one.label for one in store.read(queries.own_fields)]
    assert french[4:] == ["société Parc machines", "société Sous contrat", "société Visite"]
    assert [key_of(one) for one in french] == [key_of(one) for one in labels]


def test_what_a_contact_has_itself_goes_first(store: Store, known: dict[str, int]) -> None:
    uid = store.do("field", own_field_edits.add, "Société Parc machines", "text", (), "person")[0]
    store.do("value", bulk.set_own, [known["bruno"]], uid, "le mien", TODAY)
    assert said(store, known["bruno"], "{société parc machines}") == "le mien"
    assert sum("Parc machines" in one.label for one in store.read(queries.own_fields)) == 2


def test_an_own_field_called_like_a_later_one_is_the_owners(store: Store, known: dict[str, int]) -> None:
    uid = store.do("field", own_field_edits.add, "Dernier achat", "date", (), "person")[0]
    store.do("value", bulk.set_own, [known["bruno"]], uid, "3/3/2026", TODAY)
    assert said(store, known["bruno"], "{dernier_achat}") == "3\u00a0mars 2026"


def test_the_nearest_name_is_said(store: Store, known: dict[str, int]) -> None:
    names = [one.label for one in store.read(queries.own_fields)]
    assert "{company Parc machines}" in check(Model("x", "fr", "", "{company parc machine}"), names)[0]
    assert "{ville de la société}" in render("{vile de la société}", {})[1][0]


def test_and_so_it_is_by_the_command_line(
    store: Store, known: dict[str, int], uids: dict[str, str], tmp_path: Path, capsys: Any
) -> None:
    store.do("model", _keep_model)
    out = ["--out", str(tmp_path / "l.pdf"), "--to", uids["bruno"], "--model", "Parc", "--json"]
    assert cli.run(["--file", str(store.path), "letters", *out]) == 0
    problem = json.loads(capsys.readouterr().out)["problems"][0]["problem"]
    assert "{company Parc machines}" in problem


def _keep_model(session: Any) -> None:
    from petitcrm.features.letters import edits

    edits.save_model(session, Model("Parc", "en", "", "You have {company parc machin}."))


def test_the_menu_has_a_group_for_the_company(qtbot: Any) -> None:
    groups = dict(field_groups())
    assert [one.english for one in groups["Company of the recipient"]][:3] == [
        "company street", "company postcode", "company town",
    ]  # fmt: skip
    assert [one.french for one in groups["Purchases"]] == ["dernier achat", "montant du dernier achat"]
    editor = Editor(list)
    qtbot.addWidget(editor)
    editor.insert("ville de la société")
    assert editor.body.toPlainText() == "{ville de la société}"
    assert not editor.wrong.text()


def test_own_fields_stand_in_the_menu_and_are_not_marked_as_wrong(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMenu] = []

    class Menu(QMenu):
        def exec(self, *_at: object) -> None:
            shown.append(self)

    monkeypatch.setattr(editors, "QMenu", Menu)
    editor = Editor(list)
    qtbot.addWidget(editor)
    editor.own_fields = ["Machines", "company Machines"]
    editor.offer_fields()
    own = next(action.menu() for action in shown[0].actions() if action.text() == "Own fields")
    assert [action.text() for action in own.actions()] == ["Machines", "", "company Machines"]
    own.actions()[2].trigger()
    editor.body.insertPlainText(" {no such}")
    block = editor.body.document().firstBlock()
    colours = [one.format.foreground().color().name() for one in block.layout().formats()]
    assert block.text() == "{company Machines} {no such}"
    assert colours == [theme.colours().accent.lower(), theme.colours().bad.lower()]
