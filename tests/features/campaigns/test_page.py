from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petitcrm.app import make_window
from petitcrm.base import language
from petitcrm.features.campaigns import queries
from petitcrm.features.campaigns.cost_panel import CostPanel
from petitcrm.features.campaigns.page import CampaignsPage
from petitcrm.features.letters import mailing
from petitcrm.features.letters.page import LettersPage
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


def _opened(qtbot: QtBot, desk: Desk) -> CampaignsPage:
    page = CampaignsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    page.focus_first()
    return page


@pytest.fixture
def page(qtbot: QtBot, printed: Store, desk: Desk) -> CampaignsPage:
    return _opened(qtbot, desk)


def _type(page: CampaignsPage, *keys: str | Qt.Key) -> None:
    """Type words and keys where the keyboard stands."""
    for key in keys:
        focused: Any = page.focusWidget()
        if isinstance(key, str) and not key.isascii():
            focused.insert(key)  # there is no key for it on a keyboard of tests
        elif isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)


def _numbers(store: Store, number: str = "M1") -> tuple[int, int, int]:
    done = store.read(queries.named, number).outcome
    return done.returned, done.replies, done.orders


def test_without_letters_it_says_what_to_do(qtbot: QtBot, store: Store, desk: Desk) -> None:
    page = _opened(qtbot, desk)
    assert page.stack.currentWidget() is page.none
    assert page.bar.isHidden()
    with qtbot.waitSignal(page.letters_wanted):
        page.none.findChildren(type(page.detail.print_button))[0].click()


def test_the_list_and_the_chosen_one(page: CampaignsPage) -> None:
    assert [page._spoken(page.model.row(at)).split(",")[0] for at in range(2)] == [
        "M2 Introducing our company",
        "M1 Printemps",
    ]
    page.list.select(1)
    assert page.detail.title.text() == "Printemps"
    assert "4 letters sent, none came back." in page.detail.story.text()


def test_a_returned_letter_by_keys(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER)
    assert page.entry.whose.text() == "Anna Roche"
    _type(page, "r", "1")
    assert _numbers(printed) == (1, 0, 0)
    assert page.entry.box.text() == ""
    assert page.detail.title.text() == "Printemps"
    assert "1 came back" in page.detail.story.text()
    assert "returns" in page.detail.cards


def test_a_reference_scanned_while_the_reason_is_asked_chooses_none(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "r", "m")
    assert page.entry.box.hasFocus()
    _type(page, "1 3", ENTER)
    assert page.entry.whose.text() == "Chloe Roche"
    assert _numbers(printed) == (0, 0, 0)


def test_the_next_ones_too(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "r", "2")
    page.entry.again.setChecked(True)
    _type(page, "M1-0003", ENTER, "M1-0004", ENTER)
    assert _numbers(printed) == (3, 0, 0)
    _type(page, "M1-0004", ENTER)
    assert "already" in page.entry.told.text()
    assert _numbers(printed) == (3, 0, 0)


def test_a_reply_and_an_order_by_keys(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "p")
    _type(page, "m1 3", ENTER, "c")
    assert page.entry.margin.text() == "85"
    _type(page, "1 200 €", ENTER)
    done = printed.read(queries.named, "M1").outcome
    assert (done.replies, done.orders, done.amount, done.margin) == (1, 1, 1200_00, 85_00)
    page.desk.undo()
    assert _numbers(printed) == (0, 1, 0)


@pytest.mark.parametrize("typed", ["-5", "abc", "9" * 30, ""])
def test_an_amount_that_is_none_stays_to_be_mended(page: CampaignsPage, printed: Store, typed: str) -> None:
    _type(page, "m1 3", ENTER, "c", typed, ENTER)
    assert page.entry.amount.property("wrong")
    assert _numbers(printed) == (0, 0, 0)
    page.entry.amount.clear()
    _type(page, "12,50", ENTER)
    assert printed.read(queries.named, "M1").outcome.amount == 12_50


@pytest.mark.parametrize("typed", ["M9-0001", "nonsense", "M1-0099", "<b>1-1</b>"])
def test_an_unknown_reference_is_said(page: CampaignsPage, printed: Store, typed: str) -> None:
    _type(page, typed, ENTER)
    assert page.entry.box.property("wrong")
    assert page.entry.told.text()
    assert page.entry.box.selectedText() == typed


def test_escape_leaves_step_by_step(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "r", ESCAPE)
    assert page.entry.steps.currentWidget() is page.entry.kinds
    _type(page, ESCAPE)
    assert page.entry.steps.isHidden()
    assert page.focusWidget() is page.entry.box
    assert _numbers(printed) == (0, 0, 0)


def test_costs_say_what_they_mean_before_they_are_accepted(page: CampaignsPage, printed: Store) -> None:
    box = page.detail.form.boxes["margin"]
    for key, text in (("fixed", "100"), ("piece", "2"), ("margin", "26")):
        page.detail.form.boxes[key].setText(text)
    assert "4 orders pay for it: more than there are letters." in page.detail.form.told.text()
    assert printed.read(queries.named, "M2").outcome.costs.margin is None
    QTest.keyClick(box, ENTER)
    assert printed.read(queries.named, "M2").outcome.costs.margin == 26_00
    box.setText("0")
    assert "no number of orders" in page.detail.form.told.text()
    box.setText("much")
    assert not page.detail.fields["margin"].commit()
    assert printed.read(queries.named, "M2").outcome.costs.margin == 26_00


def test_two_are_compared(page: CampaignsPage) -> None:
    one = page.model.ids[1]
    page.detail.other.show_value(str(one))
    page.detail.asked_again.emit()
    assert "Too few answers" in page.detail.compared.text()


def test_who_answers_by_tag(page: CampaignsPage) -> None:
    page.list.select(1)
    page.detail.by.show_value("tag")
    page.detail.asked_again.emit()
    assert [bar.label for bar in page.detail.cards["segments"].picture.chart.bars] == ["no tag", "salon"]


def test_what_was_recorded_by_mistake_goes(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "p")
    assert page.detail.shown is not None
    page.detail._remove(page.detail.shown.answers[0])
    assert _numbers(printed) == (0, 0, 0)


def test_an_old_mistake_is_found_by_its_reference(page: CampaignsPage, printed: Store) -> None:
    _type(page, "m1 1", ENTER, "x")
    assert page.entry.kinds.buttons[-1].isHidden()  # there is nothing to take back
    _type(page, "r", "1", "m1 1", ENTER)
    assert not page.entry.kinds.buttons[-1].isHidden()
    _type(page, "x")
    assert _numbers(printed) == (0, 0, 0)
    assert page.entry.steps.isHidden()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_campaign_on_paper(page: CampaignsPage, printed: Store, lang: str) -> None:
    from petitcrm.features.campaigns.paper import campaign_pdf
    from petitcrm.ui.printing import Pages

    _type(page, "m1 1", ENTER, "r", "1")
    language.use(lang)
    found = page._look_at(page.list.current_id())
    assert found is not None
    pages = Pages(campaign_pdf(found, printed.clock()))
    text = pages.text(0)
    for words in ("Printemps", "M1-0001", "Anna Roche", "85"):
        assert words in text, words
    pages.close()


def test_the_page_of_letters_keeps_the_costs(qtbot: QtBot, printed: Store, desk: Desk, ids: dict[str, int]) -> None:
    page = LettersPage(desk, CostPanel)
    qtbot.addWidget(page)
    page.show()
    panel: Any = page.costs
    page.choose([ids["anna"]])
    assert panel.isHidden()  # one letter is no campaign
    page.who.addressees.recent.setChecked(True)
    page.choose([ids["anna"], ids["chloe"]])
    page.who.addressees.recent.setChecked(True)
    panel.title.setText(" Été  2026 ")
    for key, text in (("fixed", "100"), ("piece", "1,50"), ("margin", "50")):
        panel.form.boxes[key].setText(text)
    assert panel.form.told.text() == "Cost of 2 letters: €103. 3 orders pay for it: more than there are letters."
    order = page.order()
    assert (order.title, order.number, order.is_referenced) == ("Été 2026", 3, True)
    printed.do("x", mailing.record, mailing.compose(order))
    found = printed.read(queries.named, "été 2026")
    assert (found.number, found.outcome.cost, found.outcome.costs.margin) == (3, 103_00, 50_00)
    panel.form.boxes["piece"].setText("a lot")
    assert not page._may_write()
    qtbot.waitUntil(page._warm.is_set, timeout=20_000)


def test_the_tabs_of_the_window(qtbot: QtBot, printed: Store, ids: dict[str, int]) -> None:
    from petitcrm.features.campaigns.palette import references

    window = make_window(printed)
    qtbot.addWidget(window)
    window.show()
    tabs: Any = window.go("letters")
    tabs.go("campaigns")
    letter = printed.reader.value("SELECT id FROM letter WHERE reference = 'M1-0001'")
    tabs.show_printed(letter)
    assert tabs.current is tabs.write
    tabs.go("campaigns")
    tabs.choose([ids["anna"]])
    assert tabs.current is tabs.write
    hits = references(window)
    assert [hit.text for hit in hits("m1 3")] == ["Chloe Roche"]
    assert hits("1 3") == hits("m9 1") == hits("chloe") == []
    hits("M1-0003")[0].run()
    assert window.page("contacts") is window.stack.currentWidget()
    qtbot.waitUntil(tabs.write._warm.is_set, timeout=20_000)
    window.desk.wait()
