"""{dernier achat} and {montant du dernier achat}: from the orders that came of letters."""

from datetime import date
from typing import Any

import pytest

from petitcrm.features.campaigns import edits
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.campaigns.letter_fields import PURCHASES, last_purchases
from petitcrm.features.letters import names, queries, settings
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.salutation import for_recipient
from petitcrm.features.letters.template import cut
from petitcrm.parts import LETTER_FIELDS
from petitcrm.store.store import Store
from tests_support import TODAY


@pytest.fixture
def bought(printed: Store, ids: dict[str, int]) -> Store:
    """Anna ordered twice, Bruno of Dupont once; Chloe only replied."""
    for reference, answer in (
        ("M2-0001", Answer("order", date(2026, 5, 11), 1200_50)),
        ("M1-0001", Answer("order", date(2026, 5, 8), 300_00)),
        ("M1-0002", Answer("order", date(2026, 5, 9), 90_00)),
        ("M1-0003", Answer("reply", date(2026, 5, 9))),
    ):
        printed.do("order", edits.record, reference, answer)
    return printed


def said(store: Store, contact: int, text: str, letter: str = "fr") -> str:
    one = store.read(queries.recipients, [contact], TODAY, language=letter, with_recent=True).recipients[0]
    template = cut(text)
    context = Context(one, store.read(settings.letterhead), for_recipient(one), TODAY, letter)
    unknown: list[Any] = []
    filled = template.fill(values_for(template.keys, context), [], unknown)
    assert not unknown
    return filled


def test_the_latest_order_by_its_day(bought: Store, ids: dict[str, int]) -> None:
    text = "{dernier_achat|jamais}, {Montant du dernier achat|rien}"
    assert said(bought, ids["anna"], text) == "11\u00a0mai 2026, 1\u202f200,50\u00a0€"
    assert said(bought, ids["anna"], "{last purchase}, {last_purchase_amount}", "en") == "11 May 2026, €1,200.50"
    assert said(bought, ids["chloe"], text) == said(bought, ids["denis"], text) == "jamais, rien"


def test_a_company_has_bought_what_its_people_have(bought: Store, ids: dict[str, int]) -> None:
    assert said(bought, ids["bruno"], "{dernier achat}") == "9\u00a0mai 2026"
    assert said(bought, ids["dupont"], "{dernier achat} {montant du dernier achat}") == "9\u00a0mai 2026 90\u00a0€"


def test_a_passage_for_those_who_bought(bought: Store, ids: dict[str, int]) -> None:
    found = bought.read(last_purchases, [ids["anna"], ids["dupont"]])
    assert set(found) == {ids["anna"], ids["dupont"]}
    assert bought.read(last_purchases, [ids["chloe"]]) == {}


def test_an_order_taken_back_is_no_purchase(bought: Store, ids: dict[str, int]) -> None:
    for _time in range(4):
        bought.undo()
    assert said(bought, ids["anna"], "{dernier achat|jamais}") == "jamais"


def test_two_orders_of_one_day_the_one_recorded_last(bought: Store, ids: dict[str, int]) -> None:
    bought.do("order", edits.record, "M1-0001", Answer("order", date(2026, 5, 11), 7_00))
    assert said(bought, ids["anna"], "{montant du dernier achat}") == "7\u00a0€"


def test_letters_learn_of_it_by_name_only() -> None:
    assert names.later_fields() == (PURCHASES,)
    names.know_fields(())
    try:
        assert names.key_of("dernier achat") == "dernierachat"
        assert not names.is_field("last_purchase")
    finally:
        names.know_fields(LETTER_FIELDS)
    assert names.key_of("Dernier_Achat") == "last_purchase"
