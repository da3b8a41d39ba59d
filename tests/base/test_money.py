import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base import language, money
from petitcrm.base.errors import Problem


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50", 1250), ("12.5", 1250), ("1 200 €", 120000), ("1\u202f200,50\u00a0€", 120050), ("1.200,50", 120050),
        ("1,200.50", 120050), ("€85", 8500), ("0", 0), ("1.200.000", 120000000), ("85 EUR", 8500), ("1'200", 120000),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, cents: int) -> None:
    assert money.cents(text) == cents


@pytest.mark.parametrize("text", ["", "-5", "12.505", "abc", "1e9", "9" * 40, "1,2,3", "€", "١٢", "12 50 x", "nan"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(Problem):
        money.cents(text)


@pytest.mark.parametrize("lang", ["en", "fr"])
@given(amount=st.integers(0, money.MOST))
def test_what_is_shown_can_be_read(lang: str, amount: int) -> None:
    language.use(lang)
    assert money.cents(money.shown(amount)) == amount
    assert money.cents(money.typed(amount)) == amount
