"""Whose address does not fit the window is said by name on the page of the letters, and from the command line."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from petitcrm import cli
from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.letters import doubt_list, queries, window_check
from petitcrm.features.letters.doubt_list import DoubtList
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.path import HOW
from petitcrm.features.letters.windows import DEFAULT, Window, by_id
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY

PLACE = Address(street="9 quai Sud", postcode="26000", town="Valence")
ABROAD = Address("Avd 2", "Hus Q", "Väg 1", "Box 2", "111 22", "Stockholm", "", "SE")


def _wide(session: Session) -> tuple[int, int]:
    """A company with a name of 60 capitals, and one with an address of eight lines."""
    long = contacts.create(session, "company", {"company": "W" * 60}, TODAY)
    parts.save_address(session, long, None, PLACE)
    high = contacts.create(session, "person", {"company": "Företag", "family_name": "Öberg"}, TODAY)
    parts.save_address(session, high, None, ABROAD)
    return long, high


@pytest.fixture
def wide(store: Store, ids: dict[str, int]) -> tuple[int, int]:
    found: tuple[int, int] = store.keep(_wide)
    return found


def test_the_page_of_the_letters_says_it_before_printing(
    qtbot: QtBot, desk: Desk, ids: dict[str, int], wide: tuple[int, int]
) -> None:
    page = LettersPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 660)
    page.show()
    qtbot.waitUntil(page._warm.is_set, timeout=20_000)
    page.choose([ids["anna"], *wide])
    page.go(HOW)
    page.show_preview()
    assert page.how.unfit.isVisible()
    assert page.how.unfit.count.text() == "1 address does not fit the window of this envelope; it is printed smaller."
    (one,) = page.how.unfit.found
    assert one.name == "W" * 60
    assert one.in_words().startswith("line 1: ")
    page.how.window_choice.show_value("fr-c56-35x100")
    page.show_preview()
    assert page.how.unfit.count.text().startswith("2 addresses do not fit the window")
    assert [other.name for other in page.how.unfit.found] == ["W" * 60, "Öberg"]
    assert "line 1: " in page.how.unfit.found[1].in_words()
    assert page.how.unfit.found[1].in_words().endswith(" mm too high")
    page.how.unfit.list.setCurrentIndex(page.how.unfit.model.index(1, 0))
    assert page.current_id() == wide[1]
    page.show_preview()
    assert "would stick out of the window" in page.preview.problems.text()
    page.choose([ids["anna"]])
    page.go(HOW)
    page.show_preview()
    assert page.how.unfit.isHidden()


def test_who_has_nothing_for_a_field_is_said_before_printing(qtbot: QtBot, desk: Desk, ids: dict[str, int]) -> None:
    page = LettersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._warm.is_set, timeout=20_000)
    page.choose([ids["anna"], ids["bruno"]])
    page.editor.body.setPlainText("{prénom}, {société} {si catégorie = B}{fonction}{fin} {rue|chez vous}")
    page.go(HOW)
    page.show_preview()
    assert page.how.empty.count.text().startswith("In 1 letter a field stays empty")
    (one,) = page.how.empty.found
    assert (one.name, one.in_words()) == ("Anna Roche", "empty: {société}")
    page.editor.body.setPlainText("{prénom}, {société|chez vous}")
    page.show_preview()
    assert page.how.empty.isHidden()


def test_many_are_looked_at_beside_everything_else_and_once(
    qtbot: QtBot, desk: Desk, wide: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubt_list, "AT_ONCE", 1)
    made = DoubtList(desk, str)
    qtbot.addWidget(made)
    selection = desk.read(queries.recipients, list(wide), TODAY, language="fr", with_recent=True)

    def look(window: Window) -> None:
        made.ask(2, lambda: window_check.check(selection, window, "FR"), selection, window)

    look(by_id("us-10"))
    look(DEFAULT)
    qtbot.waitUntil(lambda: len(made.found) == 1, timeout=20_000)
    asides = len(desk._asides)
    look(DEFAULT)
    assert len(desk._asides) == asides
    told: list[object] = []
    desk.problem.connect(told.append)
    made._failed(ValueError("x"))
    assert len(told) == 1


def test_the_command_line_says_it(
    store: Store, wide: tuple[int, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--lang", "en", "--file", str(store.path), "letters", "--out", str(tmp_path / "l.pdf"), "--all", "--json"]
    assert cli.run([*asked, "--window", "fr-c56-35x100", "--on", TODAY.isoformat()]) == 0
    said = json.loads(capsys.readouterr().out)["problems"]
    out = [(one["name"], one["problem"]) for one in said if "would stick out of the window" in one["problem"]]
    assert {name for name, _text in out} == {"W" * 60, "Öberg"}
    assert any("mm on the right: the address is printed smaller." in text for _name, text in out)
    assert any(text.startswith("Line 1, “Företag”, would stick out of the window by ") for _name, text in out)
