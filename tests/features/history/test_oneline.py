"""One typed line, in both languages: a table of what is understood, and what holds of any line."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from petitcrm.base.text import words
from petitcrm.features.history.line_names import Person
from petitcrm.features.history.oneline import Understood, understood
from tests_support import TODAY

BOOK = {
    "dupont": Person(1, "1", "person", "Jean-Pierre", "Dupont", "Bois & Fils", "Valence"),
    "girard": Person(2, "2", "person", "Paul", "Girard", "Girard SARL"),
    "girard-sarl": Person(3, "3", "company", company="Girard SARL"),
    "bois": Person(4, "4", "company", company="Bois & Fils"),
    "marie": Person(5, "5", "person", "Marie", "Martin", "Durand"),
    "luc": Person(6, "6", "person", "Luc", "Martin", "Acme"),
    "smith": Person(7, "7", "person", "John", "Smith", "Acme Ltd"),
    "oeuvrard": Person(8, "8", "person", "Hélène", "Œuvrard"),
    "latour": Person(9, "9", "person", "Anne", "de La Tour"),
    "acme": Person(10, "10", "company", company="Acme Ltd"),
}
KEYS = {person.id: key for key, person in BOOK.items()}
TABLE = (Path(__file__).parent / "lines.tsv").read_text(encoding="utf-8").splitlines()[1:]


def find(text: str) -> list[Person]:
    typed = set(words(text))
    return [
        one
        for one in BOOK.values()
        if typed & set(words(f"{one.given_name} {one.family_name} {one.company} {one.town}"))
    ]


def near(text: str) -> list[Person]:
    return [one for one in BOOK.values() if OSA.distance(text, words(one.family_name or one.company)[-1]) <= 1]


def read(line: str, today: date = TODAY) -> Understood:
    return understood(line, today, find, near)


def as_row(line: str) -> list[str]:
    found = read(line)
    who = [found.contact_id] if found.contact_id else list(found.candidates)
    promise = found.follow_up
    return [
        line,
        "+".join(KEYS[one] for one in who) or "-",
        f"{found.kind} {found.direction} {found.outcome or '-'}",
        found.on.isoformat(),
        found.at or "-",
        str(found.minutes or "-"),
        f"{promise.kind} {promise.on} {promise.at}".strip() if promise else "-",
        found.text,
    ]


@pytest.mark.parametrize("row", TABLE, ids=[row.partition("\t")[0] for row in TABLE])
def test_what_is_understood(row: str) -> None:
    assert as_row(row.split("\t")[0]) == row.split("\t")


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 80


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("appel dupont le 30 février", "30 février"),
        ("appel dupont à 25h", "25h"),
        ("rdv girard 25:00 hier", "25:00"),
        ("appel dupont, rappeler le 31/4", "31/4"),
        ("bonjour", "no contact found"),
        ("dupont bonjour", "no kind of exchange"),
        ("appel martin", "several contacts"),
        ("appel dupont à rappeler", "no day for what"),
    ],
)
def test_what_is_not_understood_is_said(line: str, said: str) -> None:
    assert any(said in problem for problem in read(line).problems)


@pytest.mark.parametrize("line", ["appel dupont absent", "visite girard hier 30 min devis à envoyer lundi"])
def test_all_understood_says_nothing(line: str) -> None:
    assert read(line).problems == ()


@pytest.mark.parametrize("number", range(7))
def test_a_weekday_is_the_last_one_and_the_next_one(number: int) -> None:
    today = TODAY + timedelta(days=number)
    for weekday in ("lundi", "monday"):
        past = read(f"appel dupont {weekday} absent", today).on
        assert past.weekday() == 0
        assert timedelta(days=1) <= today - past <= timedelta(days=7)
        promise = read(f"appel dupont absent, rappeler {weekday}", today).follow_up
        assert promise is not None
        assert promise.on.weekday() == 0
        assert timedelta(days=1) <= promise.on - today <= timedelta(days=7)


PIECES = ["appel", "dupont", "absent", "hier", "9h30", "12 min"]


@given(st.permutations(PIECES))
@settings(max_examples=200, deadline=None)
def test_any_order_says_the_same(pieces: list[str]) -> None:
    found = read(" ".join(pieces))
    assert (found.contact_id, found.kind, found.outcome) == (1, "call", "no_answer")
    assert (found.on, found.at, found.minutes) == (TODAY - timedelta(days=1), "09:30", 12)


_SAID = (
    "appel dupont absent lundi 30 min hier 14h 25h rappeler envoyer devis , : ; . ' / 30/2 le 12 mai +3s dans 2 semaines de m. jp "
    "veut pour refuse eu ok 😀 ( ) - -> call smith voicemail next week 29/2 0000-00-00 9999-12-31 +999m il y a 999 ans 31/4/0001"
)
WORDS = _SAID.split(" ")


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)))
@settings(max_examples=500, deadline=None)
def test_no_line_is_too_much(line: str) -> None:
    _sound(read(line))


@pytest.mark.parametrize(
    "line", ["9" * 10_000, "a" * 10_000, "12/4 " * 2000, "😀" * 5000, "\0\n\t", "", "%s{0}'; DROP"]
)
def test_hostile_lines(line: str) -> None:
    _sound(read(line))


def _sound(found: Understood) -> None:
    assert found.kind
    assert found.direction in ("in", "out")
    assert (found.kind != "call") or found.outcome
    assert found.contact_id is None or not found.candidates
    assert isinstance(found.on, date)
    assert found.minutes is None or 0 < found.minutes <= 24 * 60


@pytest.mark.parametrize("today", [date.min, date.max, date(2028, 2, 29)])
def test_the_ends_of_the_calendar(today: date) -> None:
    for line in (
        "appel dupont hier",
        "rappeler dupont demain",
        "appel dupont le 29/2, rappeler fin du mois",
        "+3m lundi",
    ):
        _sound(read(line, today))


def test_own_words_stay_as_they_were_typed() -> None:
    found: Any = read("visite Girard hier: Œuvre À refaire, «très» pressé")
    assert found.text == "Œuvre À refaire, «très» pressé"
