"""The call sheet, read back from the PDF."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from petitcrm.base import language
from petitcrm.features.call_sheets.codes import code_of
from petitcrm.features.call_sheets.sheet import PER_PAGE, call_sheet
from petitcrm.features.calls import edits as calls
from petitcrm.features.calls import queries
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import follow_ups
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.options.command import set_capacity
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.store.store import Store
from petitcrm.ui.printing import Pages
from tests_support import TODAY

TextOf = Callable[[bytes], list[str]]


@pytest.mark.parametrize(("lang", "day"), [("en", "Tuesday 12 May 2026"), ("fr", "mardi 12 mai 2026")])
def test_every_call_stands_on_it_in_order(store: Store, ids: list[int], text_of: TextOf, lang: str, day: str) -> None:
    language.use(lang)
    made = store.read(call_sheet, TODAY)
    (page,) = text_of(made.pdf)
    lines = store.read(queries.due, TODAY).lines
    assert made.calls == len(lines) == len(ids)
    assert day in page
    at = 0
    for line in lines:
        for words in (code_of(line.contact_id), line.display_name, line.reason.replace("\u00a0", " ")):
            assert words in page[at:].replace("\u00a0", " "), words
        assert line.phone in page
        at = page.index(code_of(line.contact_id))


def test_the_letters_have_a_legend_and_a_box_on_each_line(store: Store, ids: list[int], text_of: TextOf) -> None:
    (page,) = text_of(store.read(call_sheet, TODAY).pdf)
    assert "J reached · A no answer · M message left · O busy · F wrong number · R refused" in page
    assert "".join(page.split()).count("JAMOFR") == len(ids)


def test_a_promised_hour_comes_first(store: Store, ids: list[int], text_of: TextOf) -> None:
    store.do("p", follow_ups.promise, ids[4], Promised(TODAY.isoformat(), "14:30"))
    (page,) = text_of(store.read(call_sheet, TODAY).pdf)
    assert page.index("Morel") < page.index("Blanc")
    assert "14:30" in page


def test_who_waits_for_an_answer_is_marked(store: Store, ids: list[int], text_of: TextOf) -> None:
    store.do("r", requests.begin, ids[0], Asked("Saw does not start", "2026-05-04", urgency="blocking"))
    (page,) = text_of(store.read(call_sheet, TODAY).pdf)
    assert page.count("Open request: do not sell") == 1


def test_a_long_number_is_never_cut(store: Store, add: Callable[..., int], text_of: TextOf) -> None:
    add("Roche", phone="+49 30 90182012345")
    (page,) = text_of(store.read(call_sheet, TODAY).pdf)
    assert store.read(queries.due, TODAY).lines[0].phone in page


def test_the_heading_stands_on_every_page(store: Store, add: Callable[..., int], text_of: TextOf) -> None:
    names = [f"Name{at:02d}" for at in range(2 * PER_PAGE + 1)]
    for name in names:
        add(name)
    set_capacity(store, "40")
    made = store.read(call_sheet, TODAY)
    pages = text_of(made.pdf)
    assert (made.calls, len(pages)) == (2 * PER_PAGE + 1, 3)
    for at, page in enumerate(pages):
        for words in ("Call sheet – Tuesday 12 May 2026", f"page {at + 1} of 3", "What was said", "R refused"):
            assert words in page, words
    assert all(name in "".join(pages) for name in names)


def test_it_lies_across_an_a4(store: Store) -> None:
    pages = Pages(store.read(call_sheet, TODAY).pdf)
    assert [round(side / 72 * 25.4) for side in pages.size(0)] == [297, 210]
    pages.close()


def test_an_empty_day_says_so(store: Store, text_of: TextOf, add: Callable[..., int]) -> None:
    made = store.read(call_sheet, TODAY)
    assert made.calls == 0
    assert "Nobody to call on this day." in text_of(made.pdf)[0]
    key = add("Roche")
    store.do("c", calls.log, key, "reached", TODAY)
    assert "Next: Anna Roche" in text_of(store.read(call_sheet, TODAY).pdf)[0]
    assert "Anna Roche" in text_of(store.read(call_sheet, TODAY + timedelta(days=40)).pdf)[0]


def test_when_the_calls_are_made_the_debt_is_said(store: Store, ids: list[int], text_of: TextOf) -> None:
    set_capacity(store, "2")
    for key in ids[:2]:
        store.do("c", calls.log, key, "no_answer", TODAY)
    (page,) = text_of(store.read(call_sheet, TODAY).pdf)
    assert "The day's calls are made. 4 more are due." in page


@pytest.mark.parametrize("name", ["<b>Bold</b> & Co", "{0} %s", "Żółć Ωmega ☎", "a" * 400, "(back\\slash)"])
def test_words_stay_words(store: Store, text_of: TextOf, name: str) -> None:
    values = {"company": name, "tier": "A", "stage": "client", "phone": "06 39 98 00 01"}
    store.do("new", contacts.create, "company", values, TODAY)
    assert name[:10] in text_of(store.read(call_sheet, TODAY).pdf)[0]
