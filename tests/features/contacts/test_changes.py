"""What changed on a card: every gesture with what was before and after."""

from petitcrm.base.cards import Address
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits, jobs, own_field_edits, parts, pictures, queries
from petitcrm.features.contacts.changes import changes
from petitcrm.store.store import Store
from tests_support import TODAY


def told(store: Store, contact_id: int) -> list[tuple[str, str, str]]:
    return [(one.what, one.before, one.after) for one in store.read(changes, contact_id)]


def test_fields_parts_and_what_others_keep(store: Store) -> None:
    one, _tables = store.do("new", edits.create, "person", {"family_name": "Roche", "phone": "0475421234"}, TODAY)
    store.do("f", own_field_edits.add, "Contrat", "date")
    store.do("e", edits.change, one, {"stage": "client", "own_interval": "6 weeks", "birthday": "9/3/1975"}, TODAY)
    store.do("e", edits.change, one, {"tags": "VIP", "contrat": "3/4/2027"}, TODAY)
    phone = store.read(queries.card, one).phones[0].id  # type: ignore[union-attr]
    store.do("p", parts.save_phone, one, phone, "06 39 98 00 01", "work")
    store.do("p", parts.describe, "phone", phone, "state", "wrong")
    store.do("p", parts.save_phone, one, phone, "", "work")
    store.do("a", parts.save_address, one, None, Address(street="5 rue X", postcode="26000", town="Valence"))
    store.do("j", jobs.add, one, "Girard Bois")
    store.do("i", pictures.put, one, "photo", b"not looked at here")
    store.do("c", consent.note, one, "post", "objected", TODAY)
    store.do("t", edits.trash, [one])
    found = told(store, one)
    assert found[0] == ("Moved to the trash", "", "")
    for expected in (
        ("Consent", "", "post: objected"),
        ("Picture", "", "photo"),
        ("Works at", "", "Girard Bois"),
        ("Address", "", "5 rue X, 26000 Valence"),
        ("Phone", "06 39 98 00 01", ""),
        ("Phone 06 39 98 00 01, state", "usable", "wrong"),
        ("Phone", "04 75 42 12 34", "06 39 98 00 01"),
        ("Phone", "", "04 75 42 12 34"),
        ("Own field", "", "Contrat: 03/04/2027"),
        ("Tag", "", "VIP"),
        ("Stage", "—", "client"),
        ("Own interval", "", "6 weeks"),
        ("Birthday", "", "09/03/1975"),
        ("Card made", "", ""),
    ):
        assert expected in found or ("Stage" in expected and ("Stage", "", "client") in found), expected


def test_what_was_undone_did_not_happen(store: Store) -> None:
    one, _tables = store.do("new", edits.create, "person", {"family_name": "Roche"}, TODAY)
    store.do("e", edits.change, one, {"job_title": "Buyer"}, TODAY)
    store.undo()
    assert "Job title" not in [what for what, _before, _after in told(store, one)]


def test_gestures_on_many_show_on_each(store: Store) -> None:
    ids = [store.do("new", edits.create, "person", {"family_name": f"N{at}"}, TODAY)[0] for at in range(3)]
    store.do("Give a tier", edits.change_all, ids, {"tier": "C"}, TODAY)
    for one in ids:
        assert store.read(changes, one)[0].step == "Give a tier"


def test_an_imported_card_says_so(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from petitcrm.features.imports import command

    file = tmp_path / "book.csv"
    file.write_text("Nom,Email\nPetit,ana@petit.example\nGrand,g@grand.example\n", encoding="utf-8")
    command.run(store, [file])
    for one in store.read(queries.ids):
        assert [(made.what, made.step) for made in store.read(changes, one)] == [("Card made", "Import book.csv")]
