"""The requests worked through by key, in the page, the form and on the card."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from petitcrm.app import make_window
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.history import queries as history
from petitcrm.features.requests import edits, lines, notice, queries, search
from petitcrm.features.requests.edits import Asked
from petitcrm.features.requests.form import RequestForm
from petitcrm.features.requests.page import RequestsPage
from petitcrm.features.requests.palette import requests as hits_of
from petitcrm.features.requests.panels import AnswerPanel, ClosePanel
from petitcrm.features.requests.strip import OpenLine, RequestsStrip
from petitcrm.store import drafts
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY, everything

HOSTILE = "<b>x</b> " + "y" * 9_991
Key = Qt.Key


def new(store: Store, name: str, company: str = "") -> int:
    values = {"given_name": "Zoé", "family_name": name, "company": company, "town": "Gap"}
    return int(store.do("new", contacts.create, "person", values, TODAY)[0])


@pytest.fixture
def roche(store: Store) -> int:
    return new(store, "Roche", "Bois & Fils")


@pytest.fixture
def girard(store: Store) -> int:
    return new(store, "Girard")


def begin(store: Store, contact: int, subject: str, received: str = "2026-05-01", **more: str) -> int:
    return int(store.do("open", edits.begin, contact, Asked(subject, received, **more))[0])


@pytest.fixture
def three(store: Store, roche: int, girard: int) -> list[int]:
    return [
        begin(store, girard, "Notice", urgency="low"),
        begin(store, roche, "Fuite", urgency="blocking", promised_on="2026-05-10", received_how="email"),
        begin(store, roche, "Délai", "2026-05-12", promised_on="2026-05-13", product="Œillet"),
    ]


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.wait()


def shown(desk: Desk, qtbot: Any) -> RequestsPage:
    made = RequestsPage(desk, lambda _reader: WorkCalendar(range(5), "FR"))
    qtbot.addWidget(made)
    made.resize(1112, 640)
    made.show()
    made.activateWindow()
    made.focus_first()
    return made


@pytest.fixture
def page(desk: Desk, three: list[int], qtbot: Any) -> RequestsPage:
    return shown(desk, qtbot)


def subjects(page: RequestsPage) -> list[str]:
    return [page.model.row(at).subject for at in range(page.model.rowCount())]  # type: ignore[union-attr]


def panel(page: RequestsPage, kind: type) -> Any:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def form(page: Any) -> RequestForm:
    return next(one for one in page.findChildren(RequestForm) if one.isVisible())


def test_what_matters_most_comes_first_and_is_said_in_words(page: RequestsPage) -> None:
    assert subjects(page) == ["Fuite", "Délai", "Notice"]
    assert page.count.text() == "3 open requests · 1 is late · 1 stops selling"
    line = page.model.data(page.model.index(0, 0))
    assert line == "Fuite, Zoé Roche · Bois & Fils, blocking, open, 11 days, 2 days late"
    assert page.detail.subject.text() == "Fuite"
    assert page.detail.banner.isVisible()


def test_answered_by_key_and_taken_back(page: RequestsPage, store: Store, three: list[int], qtbot: Any) -> None:
    before = everything(store)
    qtbot.keyClick(page.list, Key.Key_R)
    box = panel(page, AnswerPanel)
    assert box.kind.value() == "email"  # the way it came in
    qtbot.keyClick(box.box, Key.Key_Return)
    assert box.isVisible()
    assert box.told.text() == "Say in a few words what was answered."
    qtbot.keyClicks(box.box, "On passe lundi")
    qtbot.keyClick(box.box, Key.Key_Return)
    (entry,) = store.read(history.by_ids, store.read(queries.answers, three[1]))
    assert (entry.kind, entry.text, entry.day) == ("email", "On passe lundi", TODAY)
    qtbot.waitUntil(
        lambda: "On passe lundi" in [one.text() for one in page.detail.findChildren(QLabel) if one.isVisible()]
    )
    assert page.list.hasFocus()
    page.desk.undo()
    assert everything(store) == before
    assert page.detail.answers_head.text() == "Nobody has answered yet"


def test_closed_with_the_proposed_call(page: RequestsPage, store: Store, three: list[int], qtbot: Any) -> None:
    before = everything(store)
    qtbot.keyClick(page.list, Key.Key_C)
    box = panel(page, ClosePanel)
    assert box.box.text() == "15/05/2026"  # two working days on; the 14th is Ascension
    qtbot.keyClick(box.box, Key.Key_Return)
    assert subjects(page) == ["Délai", "Notice"]
    (line,) = store.read(history.follow_ups, TODAY)
    assert (line.day, line.request_id) == (date(2026, 5, 15), three[1])
    page.desk.undo()
    assert everything(store) == before
    assert subjects(page) == ["Fuite", "Délai", "Notice"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("+3s", date(2026, 6, 2)), ("lun", date(2026, 5, 18)), ("", None)],
)
def test_closed_with_a_call_in_words(
    page: RequestsPage, store: Store, typed: str, day: date | None, qtbot: Any
) -> None:
    qtbot.keyClick(page.list, Key.Key_C)
    box = panel(page, ClosePanel)
    box.box.clear()
    qtbot.keyClicks(box.box, typed)
    qtbot.keyClick(box.box, Key.Key_Return)
    assert [one.day for one in store.read(history.follow_ups, TODAY)] == ([day] if day else [])
    assert "Fuite" not in subjects(page)


def test_what_is_no_day_closes_nothing(page: RequestsPage, store: Store, qtbot: Any) -> None:
    before = everything(store)
    qtbot.keyClick(page.list, Key.Key_C)
    box = panel(page, ClosePanel)
    box.box.setText("quand je peux")
    qtbot.keyClick(box.box, Key.Key_Return)
    assert box.isVisible()
    assert "is not a day" in box.told.text()
    assert box.box.text() == "quand je peux"
    qtbot.keyClick(box.box, Key.Key_Escape)
    assert not page.window().findChildren(ClosePanel) or not box.isVisible()
    assert everything(store) == before


def test_waits_opens_again_and_is_removed(page: RequestsPage, store: Store, three: list[int], qtbot: Any) -> None:
    def state() -> str:
        row = store.read(queries.one, three[1], TODAY)
        return row.state if row else "gone"

    qtbot.keyClick(page.list, Key.Key_A)
    assert state() == "waiting"
    assert page.reopen_button.isVisible()
    assert not page.wait_button.isVisible()
    qtbot.keyClick(page.list, Key.Key_O)
    assert state() == "open"
    qtbot.keyClick(page.list, Key.Key_Delete)
    assert state() == "gone"
    assert page.current() is not None
    page.desk.undo()
    assert state() == "open"


def test_a_new_one_by_keys_alone(page: RequestsPage, store: Store, girard: int, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_N)
    made = form(page)
    qtbot.keyClicks(made.client.line, "gir")
    assert made.client.hits.isVisible()
    qtbot.keyClick(made.client.line, Key.Key_Return)
    assert made.client.contact_id == girard
    assert made.subject.hasFocus() or made.focusWidget() is made.subject
    qtbot.keyClicks(made.subject, "Devis perdu")
    made.urgency.show_value("high")
    qtbot.keyClicks(made.promised, "+3j")
    assert made.promised_told.text() == "Fri 15 May"
    made.text.setPlainText("deux\nlignes")
    qtbot.keyClick(made.text, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = page.current()
    assert row is not None
    assert (row.subject, row.text, row.urgency, row.contact_id) == ("Devis perdu", "deux\nlignes", "high", girard)
    assert (row.received_on, row.promised_on) == (TODAY, date(2026, 5, 15))
    assert store.read(drafts.kept, "request:") == {}
    page.desk.undo()
    assert "Devis perdu" not in subjects(page)


def test_a_problem_keeps_what_was_typed(page: RequestsPage, store: Store, qtbot: Any) -> None:
    before = everything(store)
    qtbot.keyClick(page.list, Key.Key_N)
    made = form(page)
    made.subject.setText("Sans client")
    qtbot.keyClick(made.subject, Key.Key_Return)
    assert made.isVisible()
    assert made.notice.text().startswith("Whose request is it?")
    qtbot.keyClicks(made.client.line, "roche")
    qtbot.keyClick(made.client.line, Key.Key_Return)
    for line, text, told in ((made.received, "32/13", "is not a day"), (made.promised, "hier", "is past")):
        kept = line.text()
        line.setText(text)
        qtbot.keyClick(line, Key.Key_Return)
        assert made.isVisible()
        assert told in made.notice.text()
        assert (made.subject.text(), line.text()) == ("Sans client", text)
        line.setText(kept)
    made.subject.setText(" ")
    qtbot.keyClick(made.subject, Key.Key_Return)
    assert made.notice.text().startswith("A request needs a subject.")
    assert everything(store) == before


def test_what_is_half_typed_is_there_the_next_time(page: RequestsPage, store: Store, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Key.Key_N)
    made = form(page)
    made.subject.setText("À moitié")
    made.text.setPlainText("tapé")
    qtbot.keyClick(made.subject, Key.Key_Escape)
    assert json.loads(store.read(drafts.kept, "request:")["request:new"])["subject"] == "À moitié"
    QApplication.processEvents()
    page.new()
    made = form(page)
    assert (made.subject.text(), made.text.toPlainText()) == ("À moitié", "tapé")
    made.clear_button.click()
    assert made.subject.text() == ""
    assert store.read(drafts.kept, "request:") == {}
    made.reject()
    assert store.read(drafts.kept, "request:") == {}


def test_changed_and_a_promise_of_the_past_stays(
    page: RequestsPage, store: Store, three: list[int], qtbot: Any
) -> None:
    qtbot.keyClick(page.list, Key.Key_M)
    made = form(page)
    assert made.promised.text() == "10/05/2026"
    made.subject.setText("Fuite au toit")
    made.owner.setText("Léa")
    qtbot.keyClick(made.owner, Key.Key_Return)
    row = store.read(queries.one, three[1], TODAY)
    assert row is not None
    assert (row.subject, row.owner, row.promised_on) == ("Fuite au toit", "Léa", date(2026, 5, 10))


def test_an_empty_page_says_what_to_do(desk: Desk, roche: int, store: Store, qtbot: Any) -> None:
    page = shown(desk, qtbot)
    assert page.shapes.currentWidget() is page.none
    assert page.first_new.isVisible()
    assert not page.buttons.isVisible()
    for key in (Key.Key_R, Key.Key_C, Key.Key_A, Key.Key_O, Key.Key_M, Key.Key_Delete, Key.Key_B, Key.Key_T):
        qtbot.keyClick(page.first_new, key)
    assert not page.findChildren(RequestForm)
    begin(store, roche, "Première")
    desk.hub.tell(frozenset({"customer_request"}))
    assert subjects(page) == ["Première"]


def test_the_filter_and_the_closed_ones(page: RequestsPage, store: Store, three: list[int], qtbot: Any) -> None:
    store.do("close", edits.close, three[0], TODAY)
    page.desk.hub.tell(frozenset({"customer_request"}))
    assert subjects(page) == ["Fuite", "Délai"]
    qtbot.keyClick(page.list, Key.Key_T)
    assert subjects(page) == ["Fuite", "Délai", "Notice"]
    qtbot.keyClicks(page.search, "oeil roche")
    qtbot.waitUntil(lambda: subjects(page) == ["Délai"])
    qtbot.keyClicks(page.search, " rien")
    qtbot.waitUntil(lambda: page.shapes.currentWidget() is page.nothing)
    page.show_all.click()
    assert subjects(page) == ["Fuite", "Délai", "Notice"]


def test_the_board_is_walked_with_the_arrows(page: RequestsPage, store: Store, three: list[int], qtbot: Any) -> None:
    store.do("wait", edits.put, three[2], "waiting", TODAY)
    store.do("close", edits.close, three[0], TODAY)
    old = begin(store, store.reader.value("SELECT min(id) FROM contact"), "Vieille", "2026-01-01")
    store.do("close", edits.close, old, date(2026, 2, 1))
    page.desk.hub.tell(frozenset({"customer_request"}))
    qtbot.keyClick(page.list, Key.Key_B)
    assert page.shapes.currentWidget() is page.board
    assert [list(view.rows.ids) for view in page.board.views] == [[three[1]], [three[2]], [three[0]]]
    assert page.current() is not None
    assert page.current().subject == "Fuite"  # type: ignore[union-attr]
    qtbot.keyClick(page.board.views[0], Key.Key_Right)
    assert page.current().subject == "Délai"  # type: ignore[union-attr]
    qtbot.keyClick(page.board.views[1], Key.Key_O)
    assert list(page.board.views[0].rows.ids) == [three[1], three[2]]
    assert page.current().subject == "Délai"  # type: ignore[union-attr]


def test_hostile_words_stay_words(desk: Desk, store: Store, roche: int, qtbot: Any) -> None:
    key = begin(store, roche, HOSTILE, text=HOSTILE, product=HOSTILE, owner="<i>", urgency="high")
    page = shown(desk, qtbot)
    page.show_request(key)
    strip = RequestsStrip(desk)
    qtbot.addWidget(strip)
    strip.resize(600, 200)
    strip.show_contact(roche)
    for label in (*page.findChildren(QLabel), *strip.findChildren(QLabel)):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert page.detail.text.text().replace("\u200b", "") == HOSTILE
    assert page.detail.area.widget().minimumSizeHint().width() < 640
    page.turn_board()
    assert not page.grab().isNull()
    assert not strip.grab().isNull()


def test_the_banner_comes_and_goes_on_the_card(store: Store, roche: int, three: list[int], qtbot: Any) -> None:
    window = make_window(store)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    page: Any = window.go("contacts")
    page.open_contact(roche)
    qtbot.waitUntil(lambda: page.card.contact_id == roche)
    strip = next(one for one in page.card.strips if isinstance(one, RequestsStrip))
    assert strip.banner.isVisible()
    assert strip.words.text() == "Open request: do not sell"
    assert "Fuite" in strip.banner.accessibleName()
    open_lines = [one for one in strip.findChildren(OpenLine) if one.isVisible()]
    assert [one.accessibleName().split(",")[0] for one in open_lines] == ["Délai"]
    assert window.current_contact() == roche
    window.desk.do("close", edits.close, three[1], TODAY)
    qtbot.waitUntil(lambda: not strip.banner.isVisible())
    window.desk.undo()
    qtbot.waitUntil(strip.banner.isVisible)
    strip.see.click()
    requests: Any = window.pages["requests"]
    assert window.stack.currentWidget() is requests
    assert requests.current().id == three[1]
    qtbot.keyClick(requests.list, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.desk.wait()


def test_the_first_screen_says_what_is_late_or_soon(desk: Desk, store: Store, roche: int) -> None:
    went: list[str] = []
    assert notice.waiting(desk, lambda: went.append("there")) == []
    begin(store, roche, "Bientôt", promised_on="2026-05-13")
    assert [(one.words, one.role) for one in notice.waiting(desk, str)] == [("1 request to answer soon", "warn")]
    begin(store, roche, "Trop tard", promised_on="2026-05-11")
    (one,) = notice.waiting(desk, lambda: went.append("there"))
    assert (one.words, one.role) == ("1 late request", "bad")
    one.run()
    assert went == ["there"]


def test_a_colleague_is_warned_too_and_others_are_not(desk: Desk, store: Store, roche: int, girard: int) -> None:
    colleague = new(store, "Morel", "Bois & Fils")
    begin(store, roche, "Fuite", urgency="high")
    strip = RequestsStrip(desk)
    strip.show_contact(colleague)
    assert not strip.banner.isHidden()
    assert "Zoé Roche" in strip.banner.accessibleName()
    strip.show_contact(girard)
    assert strip.isHidden()


def test_the_card_begins_a_request_and_ctrl_k_finds_it(store: Store, girard: int, qtbot: Any) -> None:
    window = make_window(store)
    qtbot.addWidget(window)
    window.show()
    page: Any = window.go("contacts")
    page.open_contact(girard)
    qtbot.waitUntil(lambda: page.card.contact_id == girard)
    next(one for one in window.all_actions() if one.text() == "Note a &request…").trigger()
    made = form(window)
    assert made.client.line.text() == "Zoé Girard"
    made.subject.setText("Étagère œillet")
    made.keep_button.click()
    (hit,) = hits_of(window)("etag oeil gira")
    assert hit.text == "Étagère œillet"
    hit.run()
    assert window.pages["requests"].current().subject == "Étagère œillet"  # type: ignore[attr-defined]
    assert hits_of(window)("e") == []
    window.desk.wait()


def test_words_are_found_in_any_spelling(store: Store, roche: int) -> None:
    done = begin(store, roche, "Chaise cassée", text="Deux pieds", product="L'ŒUVRE")
    store.do("close", edits.close, done, TODAY)
    still = begin(store, roche, "CHAISE trop basse")
    assert store.read(search.find, "chaise", 5) == [still, done]
    for text in ("cassee", "CASSÉE", "oeuvre", "œuvre", "pieds roche", "bois fils deux"):
        assert store.read(search.find, text, 5) == [done], text
    for text in ("aise", "", "*", "[", "chaise zzz"):
        assert store.read(search.find, text, 5) == [], text


def test_the_small_picture_says_its_numbers(page: RequestsPage) -> None:
    assert lines.by_age((0, 2, 3, 7, 8, 30, 31)) == [2, 2, 2, 1]
    assert lines.usual(()) == "–"
    assert page.foot.picture.accessibleName() == (
        "Ages of the open requests. 0–2 days: 1, 3–7 days: 0, 8–30 days: 2, > 30 days: 0. "
        "Median to the first answer: –; to closing: –."
    )
