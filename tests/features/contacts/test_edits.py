"""Cards on a real base."""

from datetime import date
from pathlib import Path

import pytest

from petitcrm.base import cards
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Conflict, Refused
from petitcrm.features.contacts import doubts, edits, parts, queries
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
        {"snoozed_until": "30/2"}, {"nonsense": "1"}, {"job_title": "x" * 1001}, {"note": "x" * 100_001},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_changes_nothing(store: Store, values: dict[str, str]) -> None:
    one = make(store, family_name="Roche", tier="A")
    before = everything(store)
    with pytest.raises(Refused) as refused:
        change(store, one, family_name="Other", **values)
    assert refused.value.field in values
    assert everything(store) == before


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({"birthday": "31/13"}, "not a birthday"),
        ({"birthday": "29/2/1981"}, "not a birthday"),
        ({"email": "x@y"}, "not an e-mail address"),
        ({"phone": "abc"}, "not a phone number"),
        ({"phone": "06 12"}, "can't be dialled"),
        ({"phone": "0892 70 12 34"}, "surtaxed"),
        ({"sourced_on": "30/2/2026"}, "not a day"),
    ],
)
def test_what_is_impossible_is_kept_as_typed_and_marked(store: Store, values: dict[str, str], doubt: str) -> None:
    one = make(store, family_name="Roche", **values)
    found = card(store, one)
    kept = (found.birthday, found.sourced_on, *(part.raw for part in (*found.emails, *found.phones)))
    assert next(iter(values.values())) in kept
    assert any(doubt in told for told in doubts.of_card(found, (), "FR"))


def test_nothing_is_overwritten_that_somebody_else_wrote_meanwhile(store: Store) -> None:
    one = make(store, family_name="Roche", job_title="Buyer")
    change(store, one, job_title="Director")  # in another window
    with pytest.raises(Conflict) as conflict:
        store.do("edit", edits.change, one, {"job_title": "Boss"}, TODAY, {"job_title": "Buyer"})
    assert conflict.value.theirs == "Director"
    assert "Boss" in conflict.value.text
    assert card(store, one).job_title == "Director"
    store.do("edit", edits.change, one, {"job_title": "Boss"}, TODAY, {"job_title": "Director"})
    assert card(store, one).job_title == "Boss"
    store.do("edit", edits.change, one, {"job_title": "Boss"}, TODAY, {"job_title": "Other"})  # both wrote the same


def test_a_new_card_with_all_that_a_business_card_says(store: Store) -> None:
    one = make(
        store, civility="Mme", given_name="Hélène", family_name="Dupré", company="Menuiserie Girard", phone="0475421234",
        mobile="06 39 98 00 01", email="helene@girard.example", street="5 rue de l'Église", postcode="26000", town="Valence",
    )  # fmt: skip
    found = card(store, one)
    assert [(phone.label, phone.e164) for phone in found.phones] == [
        ("work", "+33475421234"),
        ("mobile", "+33639980001"),
    ]
    assert (found.emails[0].raw, found.places[0].address.town, found.company) == (
        "helene@girard.example", "Valence", "Menuiserie Girard",
    )  # fmt: skip


def test_a_number_alone_is_a_card(store: Store) -> None:
    assert card(store, make(store, mobile="06 39 98 00 01")).display_name == "06 39 98 00 01"
    with pytest.raises(Problem, match="needs a name"):
        make(store, town="Valence")


def test_deleted_for_good_leaves_nothing_and_the_rest_can_still_be_undone(store: Store, path: Path) -> None:
    gone = make(store, family_name="Canarivore", company="Nestbau", email="tweet@canarivore.example", tags="secret")
    stays = make(store, family_name="Roche")
    company = card(store, gone).company_id
    change(store, stays, company="Nestbau")
    change(store, stays, company="Other")
    with pytest.raises(Problem, match="in the trash"):
        store.keep(edits.delete_for_good, [gone])
    store.do("trash", edits.trash, [gone, company])
    store.keep(edits.delete_for_good, [gone, company])
    assert store.read(queries.card, gone) is None
    while store.undo() is not None:  # what is left of the past can be taken back without them
        pass
    while store.redo() is not None:
        pass
    assert card(store, stays).family_name == "Roche"
    store.reader.execute("VACUUM")
    assert b"anarivore" not in path.read_bytes()


def test_a_company_has_no_first_name(store: Store) -> None:
    one = make(store, "company", company="Bois & Fils")
    with pytest.raises(Refused):
        change(store, one, given_name="Zoé")


def test_parts_are_added_changed_and_removed(store: Store) -> None:
    one = make(store, family_name="Roche", phone="0639980001")
    store.do("phone", parts.save_phone, one, None, "+49 30 901820", "work")
    first, second = card(store, one).phones
    assert second.e164 == "+4930901820"
    store.do("phone", parts.save_phone, one, first.id, "", "")
    assert [phone.id for phone in card(store, one).phones] == [second.id]
    store.do("place", parts.save_address, one, None, cards.Address(street="5 rue X", postcode="26000", town="Valence"))
    place = card(store, one).places[0]
    assert place.address.town == "Valence"
    store.do("place", parts.save_address, one, place.id, cards.Address())
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
