"""What an import writes, and that one undo takes all of it back."""

from pathlib import Path
from typing import Any

import pytest

from book_support import CORPUS, take, write
from petitcrm.base.errors import Cancelled
from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.features.contacts.search import find
from petitcrm.features.imports import edits
from petitcrm.features.imports.plan import Given
from petitcrm.features.imports.reading import open_file
from petitcrm.store.store import Store
from tests_support import TODAY, everything

FULL = (
    "Civilité;Prénom;Nom;Société;Fonction;Adresse;Code postal;Ville;Téléphone;Mobile;E-mail;Tier;Tags;Note;Anniversaire;Couleur\n"
    "Mme;Zoé;Roche;Ets Girard;Gérante;4 rue de la Forge;26000;Valence;04 65 71 00 01;06 39 98 00 01;zoe@exemple.fr;A;"
    "salon, VIP;Aime le vélo;09/03/1975;bleu\n"
)


def card(store: Store, name: str) -> ContactCard:
    found = store.read(queries.card, store.read(find, name)[0])
    assert found is not None
    return found


def test_everything_of_a_line_is_kept(store: Store, tmp_path: Path) -> None:
    report = take(store, write(tmp_path, FULL))
    assert (report.created, len(report.new_ids)) == (1, 2)
    zoe = card(store, "Roche")
    assert (zoe.civility, zoe.given_name, zoe.family_name, zoe.company, zoe.job_title) == (
        "Mme",
        "Zoé",
        "Roche",
        "Ets Girard",
        "Gérante",
    )
    assert [phone.e164 for phone in zoe.phones] == ["+33465710001", "+33639980001"]
    assert (zoe.emails[0].raw, zoe.tier, zoe.tier_since, zoe.birthday) == (
        "zoe@exemple.fr",
        "A",
        TODAY.isoformat(),
        "1975-03-09",
    )
    assert (zoe.places[0].address.town, set(zoe.tags)) == ("Valence", {"salon", "VIP"})
    assert zoe.note == "Aime le vélo\nCouleur: bleu"
    assert store.read(find, "998 00 01") == [zoe.id]
    assert store.read(find, "girar") != []
    assert store.read(calls.next_call, zoe.id, TODAY).day == TODAY


def test_an_unknown_tier_goes_to_the_note(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path, "Nom;Tier\nRoche;Z9\nChen;b\n"))
    assert (card(store, "Roche").tier, card(store, "Roche").note) == ("", "Tier: Z9")
    assert card(store, "Chen").tier == "B"


def test_what_is_given_to_all(store: Store, tmp_path: Path) -> None:
    given = Given(("salon Lyon",), "fichier.csv", "C")
    take(store, write(tmp_path, "Nom;Tier;Source\nRoche;A;ami\nChen;;\n"), given)
    roche, chen = card(store, "Roche"), card(store, "Chen")
    assert (roche.tier, roche.source, roche.tags) == ("A", "ami", ("salon Lyon",))
    assert (chen.tier, chen.source, chen.tags) == ("C", "fichier.csv", ("salon Lyon",))


def test_a_known_card_gains_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    values = {
        "given_name": "Zoé",
        "family_name": "Roche",
        "email": "zoe@exemple.fr",
        "job_title": "Directrice",
        "note": "à rappeler",
    }
    one, _changed = store.do("new", contacts.create, "person", values, TODAY)
    before = everything(store)
    report = take(store, write(tmp_path, FULL))
    assert (report.created, report.merged) == (0, 1)
    zoe = store.read(queries.card, one)
    assert zoe is not None
    assert (zoe.job_title, zoe.civility, zoe.company, zoe.tier) == ("Directrice", "Mme", "Ets Girard", "A")
    assert zoe.note == "à rappeler\nAime le vélo\nCouleur: bleu\nJob title: Gérante"
    assert len(zoe.phones) == 2
    assert set(zoe.tags) == {"salon", "VIP"}
    kept = everything(store)
    assert take(store, tmp_path / "book.csv").merged == 1
    assert everything(store) == kept
    assert store.undo() is not None  # the second one changed nothing and left no step
    assert everything(store) == before
    assert store.read(find, "girard") == []
    assert store.redo() is not None
    assert everything(store) == kept
    assert store.read(find, "velo") == [one]


def test_somebody_known_by_address_only_gets_a_name(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path, "Nom;E-mail\n;zoe@exemple.fr\n"))
    take(store, write(tmp_path, FULL))
    zoe = card(store, "Roche")
    assert (zoe.display_name, len(zoe.emails)) == ("Zoé Roche", 1)
    assert store.read(queries.count) == 2


def test_other_addresses_of_a_company(store: Store) -> None:
    path = CORPUS / "csv" / "odoo_o2m_customers_contacts.csv"
    if not path.is_file():
        pytest.skip("../shared is not here")
    report = take(store, path)
    assert report.read == report.created + report.merged + report.refused
    assert report.people == 5
    labels = store.reader.column("SELECT DISTINCT label FROM address")
    assert {"invoice", "delivery"} & set(labels)


def test_undo_and_redo_of_a_large_import_are_exact(store: Store, tmp_path: Path) -> None:
    store.do("new", contacts.create, "person", {"family_name": "Roche", "email": "n7@exemple.fr"}, TODAY)
    before = everything(store)
    rows = "".join(f"Nom{n % 900};Ets {n % 50};n{n}@exemple.fr;04657{n:05d};t{n % 4}\n" for n in range(6000))
    report = take(store, write(tmp_path, "Nom;Société;E-mail;Téléphone;Tags\n" + rows))
    assert report.read == 6000
    after = everything(store)
    for _turn in range(2):
        store.undo()
        assert everything(store) == before
        assert store.read(find, "nom12") == []
        store.redo()
        assert everything(store) == after
        assert store.read(find, "nom12") != []
    store.do("change", contacts.change, report.new_ids[0], {"note": "plus tard"}, TODAY)
    store.undo()
    assert everything(store) == after


def test_the_triggers_are_back_afterwards(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path, FULL))
    made, _changed = store.do("new", contacts.create, "person", {"family_name": "Chen"}, TODAY)
    assert store.read(find, "chen") == [made]
    store.undo()
    assert store.read(find, "chen") == []


def test_cancelling_leaves_nothing(store: Store, tmp_path: Path) -> None:
    before = everything(store)
    path = write(tmp_path, "Nom;E-mail\n" + "".join(f"Nom{n};n{n}@exemple.fr\n" for n in range(6000)))

    def stop(done: int, _total: int) -> bool:
        return done < 5600

    with pytest.raises(Cancelled):
        store.do("import", edits.run, open_file(path).entries(), TODAY, stop)
    assert everything(store) == before
    assert store.undo() is None
    test_the_triggers_are_back_afterwards(store, tmp_path)


@pytest.mark.parametrize(
    "value",
    [
        "<b>gras</b>",
        "a\x00b",
        "x" * 31_999,
        "'; DROP TABLE contact; --",
        "\u202eemordnilap",
        "😀" * 300,
        "=1+1",
        "%s {0} {name}",
        "a" + "\u0301" * 500,
    ],
)
def test_hostile_values(store: Store, tmp_path: Path, value: str) -> None:
    before = everything(store)
    line: Any = ";".join([value.replace('"', "")] * 7)
    path = write(tmp_path, f"Nom;Société;E-mail;Téléphone;Adresse;Note;Tags\n{line}\nRoche;;r@exemple.fr;;;;\n")
    first = take(store, path)
    assert first.read == first.created + first.merged + first.refused == 2
    assert take(store, path).created == 0
    for contact in store.read(queries.ids):
        assert store.read(queries.card, contact) is not None
    while store.undo() is not None:
        pass
    assert everything(store) == before


def test_undo_of_an_import_counts_as_large(store: Store, tmp_path: Path) -> None:
    from petitcrm.features.imports import command

    file = tmp_path / "many.csv"
    lines = [f"Nom{number},Anne,04657{number:05d}" for number in range(400)]
    file.write_text("Nom,Prénom,Téléphone\n" + "\n".join(lines), encoding="utf-8")
    command.run(store, [file], dry_run=False, refused=None)
    assert store.size_of(undo=True) >= 800
    store.undo()
    assert store.size_of(undo=False) >= 400
