"""The lot of the month on a real base: who is in it, and that it stays the same."""

from datetime import date, timedelta

import pytest

from nurture_support import day, prospect, reached
from petitcrm.features.calls.settings import CAPACITY, CAPACITY_BY_DAY
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.nurture.edits import promise
from petitcrm.features.reactivation import edits, lines, queries
from petitcrm.features.reactivation.queries import ReactivationLine
from petitcrm.features.reactivation.settings import FACTOR, LOT
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from tests_support import TODAY


def names(store: Store, today: date = TODAY) -> list[str]:
    return [one.name for one in store.read(queries.lot, today).lines]


def line(store: Store, name: str, today: date = TODAY) -> ReactivationLine:
    return next(one for one in store.read(queries.lot, today).lines if one.name == name)


def test_the_longest_silence_against_the_rhythm_comes_first(store: Store, ids: dict[str, int]) -> None:
    assert names(store) == ["Denis", "Anna", "Chloe", "Farid", "Hugo"]
    anna, denis, hugo = (line(store, name) for name in ("Anna", "Denis", "Hugo"))
    assert (anna.silence, anna.rhythm, anna.of_tier) == (360, 30, False)
    assert (denis.silence, denis.rhythm, denis.of_tier) == (700, 30, True)
    assert (hugo.silence, hugo.rhythm) == (None, None)


def test_the_silence_is_told_against_the_rhythm(store: Store, ids: dict[str, int]) -> None:
    assert lines.silence(line(store, "Anna")) == "silent for 12 months, usually every 4 weeks"
    assert lines.silence(line(store, "Denis")) == "silent for 23 months, planned every 4 weeks"
    assert lines.silence(line(store, "Farid")) == "silent for 7 months"
    assert lines.silence(line(store, "Hugo")) == "nothing was ever heard of them here"


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (59, "8 weeks"), (60, "2 months"), (700, "23 months"),
     (731, "2 years"), (1460, "3 years"), (1461, "4 years")],
)  # fmt: skip
def test_spans_in_words(days: int, words: str) -> None:
    assert lines.span(days) == words


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [(0.5, "every day"), (6.6, "every week"), (9, "every 9 days"), (42, "every 6 weeks"), (75, "every 2 months"),
     (365, "every year"), (1000, "every 33 months")],
)  # fmt: skip
def test_rhythms_in_words(rhythm: float, words: str) -> None:
    assert lines.usual(rhythm) == words


def test_signs_count_as_contacts_and_our_letters_do_not(store: Store, ids: dict[str, int]) -> None:
    store.do("write", history.log, ids["anna"], Exchange("letter", day(100)))
    store.do("try", history.log, ids["anna"], Exchange("call", day(90), outcome="no_answer"))
    assert line(store, "Anna").silence == 360
    store.do("sign", history.log, ids["anna"], Exchange("email", day(75), "in"))
    assert line(store, "Anna").silence == 75
    store.do("sign", history.log, ids["anna"], Exchange("email", day(30), "in"))
    assert "Anna" not in names(store)


def test_the_factor_and_the_size_of_the_lot_are_the_owners(store: Store, ids: dict[str, int]) -> None:
    store.do("factor", stored.save, {FACTOR: 1})
    assert "Bruno" in names(store)
    store.do("lot", stored.save, {LOT: 2})
    assert names(store) == ["Denis", "Anna"]


def test_the_lot_stays_the_same_within_the_month_and_what_was_decided_counts_in_it(
    store: Store, ids: dict[str, int]
) -> None:
    store.do("lot", stored.save, {LOT: 3})
    assert names(store) == ["Denis", "Anna", "Chloe"]
    for today in (TODAY, date(2026, 5, 31)):
        assert names(store, today) == ["Denis", "Anna", "Chloe"]
    store.do("later", edits.decide, ids["denis"], "later", TODAY)
    assert names(store) == ["Anna", "Chloe", "Denis"]  # nobody takes the place of who was decided
    found = store.read(queries.lot, TODAY)
    assert (found.decided, [one.answer for one in found.lines]) == (1, ["", "", "later"])
    june = names(store, date(2026, 6, 2))
    assert june[:2] == ["Anna", "Chloe"]
    assert len(june) == 3
    assert "Denis" not in june


def test_answers_hold_for_their_time(store: Store, ids: dict[str, int]) -> None:
    store.do("later", edits.decide, ids["anna"], "later", TODAY)
    store.do("letter", edits.decide, ids["chloe"], "letter", TODAY)
    store.do("gone", edits.gone, ids["denis"], "price", TODAY)
    assert {"Anna", "Chloe", "Denis"}.isdisjoint(names(store, date(2026, 11, 30)))
    assert "Anna" in names(store, date(2026, 12, 1))
    assert "Chloe" not in names(store, date(2027, 5, 31))
    assert "Chloe" in names(store, date(2027, 6, 1))
    assert "Denis" not in names(store, date(2030, 1, 1))
    store.do("again", contacts.change, ids["denis"], {"stage": "client"}, TODAY)
    assert "Denis" in names(store, date(2026, 6, 1))


def test_who_has_a_next_step_or_waits_for_an_answer_is_not_proposed(store: Store, ids: dict[str, int]) -> None:
    store.do("promise", promise, [ids["denis"]], "+1w", TODAY)
    store.do("ask", requests.begin, ids["anna"], Asked("Broken", TODAY.isoformat(), urgency="blocking"))
    store.do("trash", contacts.trash, [ids["chloe"]])
    store.do("deceased", contacts.change, ids["farid"], {"deceased": "yes"}, TODAY)
    assert names(store) == ["Hugo"]


def test_a_letter_that_went_out_is_no_longer_to_be_written(store: Store, ids: dict[str, int]) -> None:
    store.do("letter", edits.decide, ids["anna"], "letter", TODAY)
    assert store.read(queries.lot, TODAY).letters() == [ids["anna"]]
    store.do("write", history.log, ids["anna"], Exchange("letter", TODAY.isoformat()))
    assert store.read(queries.lot, TODAY).letters() == []
    assert lines.mark_of(line(store, "Anna"), TODAY) == ("letter written", "ok")


def test_the_free_day_is_the_next_with_room(store: Store, ids: dict[str, int]) -> None:
    assert store.read(queries.free_day, TODAY) > TODAY
    store.do("capacity", stored.save, {CAPACITY: 1})
    one, _tables = store.do("new", prospect, "Zoe")
    before = store.read(queries.free_day, TODAY)
    store.do("promise", promise, [one], before.isoformat(), TODAY)
    assert store.read(queries.free_day, TODAY) > before
    store.do("none", stored.save, {CAPACITY_BY_DAY: [0] * 7})
    assert store.read(queries.free_day, TODAY) == TODAY + timedelta(days=1)


def test_equal_worth_is_in_order_of_names(store: Store) -> None:
    for name in ("Zoe", "Alba", "Mia"):
        one, _tables = store.do("new", prospect, name, stage="former")
        store.do("reached", reached, one, 300)
    assert names(store) == ["Alba", "Mia", "Zoe"]


def test_a_company_is_heard_of_through_its_people(store: Store) -> None:
    values = {"company": "Atelier", "phone": "04 75 00 00 01", "stage": "former"}
    store.do("firm", contacts.create, "company", values, TODAY)
    assert line(store, "Atelier").silence is None
    person = store.do("person", prospect, "Paule", company="Atelier")[0]
    store.do("call", reached, person, 200)
    assert line(store, "Atelier").silence == 200
    store.do("call", reached, person, 20)
    assert "Atelier" not in names(store)
