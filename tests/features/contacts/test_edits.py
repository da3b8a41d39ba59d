"""Cards on a real base."""

from datetime import date

import pytest

from petitcrm.base import cards
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.features.contacts import edits, queries
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.store.store import Store
from tests_support import TODAY, everything

HOSTILE = [
    "<b>Bold</b> & Co", "<img src='/etc/passwd'>", "Robert'); DROP TABLE contact;--", '=cmd|"/c calc"!A1', "{appel} {0.__class__}",
    "עברית العربية", "日本語 ☎ 🙂", "a" * 400, "tab\tnew\nline", "\u202egpj.exe", "%s %n %x", "O'Brien \\ \"quoted\"",
]  # fmt: skip


def make(store: Store, kind: str = "person", **values: str) -> int:
    return int(store.do("new", edits.create, kind, values, TODAY)[0])


def change(store: Store, one: int, **values: str) -> None:
    store.do("change", edits.change, one, values, TODAY)


def card(store: Store, one: int) -> ContactCard:
    found = store.read(queries.card, one)
    assert found is not None
    return found


def test_a_person_and_the_company_made_along_the_way(store: Store) -> None:
    one = make(store, given_name="Hélène", family_name="Œuvrard", company="Bois & Fils", job_title="Gérante")
    found = card(store, one)
    assert (found.display_name, found.company) == ("Hélène Œuvrard", "Bois & Fils")
    assert found.company_id is not None
    company = card(store, found.company_id)
    assert [link.name for link in company.people] == ["Hélène Œuvrard"]
    other = make(store, family_name="Chen", company="BOIS  & FILS")
    assert card(store, other).company_id == found.company_id
    change(store, one, company="")
    assert card(store, one).company_id is None


def test_names_fall_back_on_what_there_is(store: Store) -> None:
    one = make(store, email="helene@bois.example")
    assert card(store, one).display_name == "helene@bois.example"
    change(store, one, family_name="Roche")
    assert card(store, one).display_name == "Roche"
    with pytest.raises(Problem, match="needs a name"):
        make(store)


def test_every_field_can_be_set_and_emptied(store: Store) -> None:
    one = make(store, family_name="Roche")
    values = {
        "civility": "Mme", "given_name": "Zoé", "job_title": "Gérante", "department": "Achats", "stage": "client",
        "temperature": "warm", "tier": "b", "own_interval": "6 weeks", "snoozed_until": "+3w", "tags": "VIP, salon; VIP",
        "audience": "consumer", "language": "de", "salutation": "Chère Zoé,", "birthday": "9/3/1975", "source": "Salon",
        "deceased": "", "note": "deux\nlignes", "phone": "06 39 98 00 01", "email": "zoe@roche.example",
    }  # fmt: skip
    change(store, one, **values)
    found = card(store, one)
    assert (found.tier, found.own_days, found.snoozed_until, found.tags) == ("B", 42, "2026-06-02", ("VIP", "salon"))
    assert (found.birthday, found.stage, found.note) == ("1975-03-09", "client", "deux\nlignes")
    assert found.phones[0].e164 == "+33639980001"
    change(store, one, **{name: "" for name in values if name not in ("audience", "deceased")})
    found = card(store, one)
    assert (found.tier, found.own_days, found.snoozed_until, found.tags, found.phones, found.emails) == (
        "",
        None,
        "",
        (),
        (),
        (),
    )


@pytest.mark.parametrize(
    "values",
    [
        {"tier": "Z"}, {"stage": "friend"}, {"own_interval": "0 days"}, {"own_interval": "500 years"}, {"own_interval": "soon"},
        {"birthday": "31/13"}, {"snoozed_until": "30/2"}, {"email": "x@y"}, {"nonsense": "1"},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_changes_nothing(store: Store, values: dict[str, str]) -> None:
    one = make(store, family_name="Roche", tier="A")
    before = everything(store)
    with pytest.raises(Refused) as refused:
        change(store, one, family_name="Other", **values)
    assert refused.value.field in (*values, "email")
    assert everything(store) == before


def test_a_company_has_no_first_name(store: Store) -> None:
    one = make(store, "company", company="Bois & Fils")
    with pytest.raises(Refused):
        change(store, one, given_name="Zoé")


def test_parts_are_added_changed_and_removed(store: Store) -> None:
    one = make(store, family_name="Roche", phone="0639980001")
    store.do("phone", edits.save_phone, one, None, "+49 30 901820", "work")
    first, second = card(store, one).phones
    assert second.e164 == "+4930901820"
    store.do("phone", edits.save_phone, one, first.id, "", "")
    assert [phone.id for phone in card(store, one).phones] == [second.id]
    store.do("place", edits.save_address, one, None, cards.Address(street="5 rue X", postcode="26000", town="Valence"))
    place = card(store, one).places[0]
    assert place.address.town == "Valence"
    store.do("place", edits.save_address, one, place.id, cards.Address())
    assert card(store, one).places == ()


def test_trash_and_back(store: Store) -> None:
    one = make(store, family_name="Roche", tier="A")
    store.do("trash", edits.trash, [one])
    assert store.read(queries.count) == 0
    assert list(store.read(queries.ids, [], True)) == [one]
    store.do("restore", edits.restore, [one])
    assert store.read(queries.count) == 1


def test_many_at_once_is_one_undo(store: Store) -> None:
    ids = [make(store, family_name=f"N{number}") for number in range(5)]
    store.do("tier", edits.change_all, ids, {"tier": "C"}, TODAY)
    store.do("tags", edits.add_tags, ids, "VIP")
    assert {card(store, one).tier for one in ids} == {"C"}
    store.undo()
    store.undo()
    assert {card(store, one).tier for one in ids} == {""}


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_words(store: Store, text: str) -> None:
    one = make(store, family_name=text, note=text, company=text)
    found = card(store, one)
    assert found.family_name == " ".join(text.split())
    assert store.read(queries.count) == 2
    other = everything(store)
    change(store, one, tags=text)
    store.undo()
    assert everything(store) == other


def test_uids_are_found_by_their_beginning(store: Store) -> None:
    one = make(store, family_name="Roche")
    uid = card(store, one).uid
    assert store.read(queries.id_of, uid) == one
    assert store.read(queries.id_of, uid[:31].upper()) == one
    for wrong in ("", "zzz", "%", uid + "0"):
        with pytest.raises(Problem, match="no contact"):
            store.read(queries.id_of, wrong)


def test_the_clock_is_given(store: Store) -> None:
    one = make(store, family_name="Roche", tier="A")
    assert card(store, one).tier_since == date(2026, 5, 12).isoformat()
