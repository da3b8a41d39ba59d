"""The printed results, read back from the PDF."""

import pytest

from petitcrm.base import language
from petitcrm.features.call_results import paper
from petitcrm.features.call_results.queries import Span, results
from petitcrm.features.letters import chart_paper
from petitcrm.store.store import Store
from petitcrm.ui.printing import Pages
from tests_support import TODAY


def pages_of(store: Store) -> list[str]:
    pages = Pages(paper.results_pdf(store.read(results, Span.of_months(12, TODAY), TODAY), TODAY))
    texts = [pages.text(at).replace("\r\n", "\n") for at in range(pages.count)]
    pages.close()
    return texts


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_page_holds_all_charts(called: Store, lang: str) -> None:
    language.use(lang)
    texts = pages_of(called)
    assert len(texts) == 1
    for words in ("92", "65–99", "40", "52"):
        assert words in texts[0], words


def test_what_it_says(called: Store) -> None:
    text = " ".join(pages_of(called)[0].split())
    for words in (
        "Results of the calls", "As of 12 May 2026", "13 May 2025 – 12 May 2026 · 53 calls · 42% reached (29–55%)",
        "Tuesday between 9:00 and 10:00: 92% reached (65–99%, 12 calls)", "By weekday", "all calls: 42%",
        "Tier A, every month: 100% called in time (1 of 1).", "Attempts until somebody was reached", "7 or more", "Calls a week",
    ):  # fmt: skip
        assert words in text, words
    assert "…" not in text


def test_calls_around_the_clock_take_another_page(called: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    called.keep(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE interaction SET at = printf('%02d:00', id % 24), day = date('2026-05-04', '+' || (id % 7) || ' days')"
        )
    )
    texts = pages_of(called)
    assert len(texts) == 2
    assert "23:00" in texts[0]
    assert "Calls a week" in texts[1]
    monkeypatch.setattr(
        chart_paper, "HEADING", 40.0
    )  # the higher pair finds no room any more: the other goes before it
    texts = pages_of(called)
    assert "Calls a week" in texts[0]
    assert "By hour" in texts[1]


def test_an_empty_span_can_be_printed(store: Store) -> None:
    assert "Not enough calls yet to say." in pages_of(store)[0]
