"""Weight and postage by the owner's dated table."""

from datetime import date

import pytest

from petitcrm.base import language
from petitcrm.base.errors import Problem
from petitcrm.features.letters import settings
from petitcrm.features.letters.postage import Tariff, in_words, price, read, weight
from petitcrm.features.options import edits
from petitcrm.store.store import Store

TABLE = "2025-01-01 20 g 1,39\n2025-01-01 100 g 2,78\n2026-01-01; 20; 1.52\n2026-01-01 100 g 3,04 €\n\n"


def test_a_table_is_read() -> None:
    assert read(TABLE)[0] == Tariff(date(2025, 1, 1), 20, 139)
    assert [one.cents for one in read(TABLE)] == [139, 278, 152, 304]


@pytest.mark.parametrize("line", ["20 g 1,39", "2026-13-01 20 1", "2026-01-01 20", "2026-01-01 -5 1", "x"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(Problem):
        read(TABLE + line)


def test_a_sheet_weighs_five_grams() -> None:
    assert weight(1) == pytest.approx(9.99, abs=0.01)
    assert weight(3) == pytest.approx(19.97, abs=0.01)
    assert weight(3, both_sides=True) == pytest.approx(14.98, abs=0.01)


@pytest.mark.parametrize(
    ("grams", "day", "cents"),
    [
        (10, date(2026, 5, 12), 152), (20, date(2026, 5, 12), 152), (20.1, date(2026, 5, 12), 304), (10, date(2025, 12, 31), 139),
        (10, date(2024, 1, 1), None), (500, date(2026, 5, 12), None),
    ],
)  # fmt: skip
def test_the_tariff_of_the_day(grams: float, day: date, cents: int | None) -> None:
    assert price(grams, read(TABLE), day) == cents


def test_the_estimate_in_words() -> None:
    assert in_words(1, 10, read(TABLE), date(2026, 5, 12)) == "about 10 g each · postage €1.52 × 10 = €15.20"
    assert in_words(1, 10, [], date(2026, 5, 12)) == "about 10 g each"
    language.use("fr")
    assert "1,52\u00a0€" in in_words(1, 10, read(TABLE), date(2026, 5, 12))


def test_a_wrong_table_is_refused_when_it_is_kept(store: Store) -> None:
    with pytest.raises(Problem, match="is not a tariff"):
        store.do("tariffs", edits.save, settings.TARIFFS, "20 g")
    store.do("tariffs", edits.save, settings.TARIFFS, TABLE)
    assert len(read(settings.TARIFFS.read(store.reader))) == 4
