"""The first start."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from petitcrm.base import preferences
from petitcrm.features.contacts import queries
from petitcrm.features.letters import settings as letters
from petitcrm.features.welcome.dialog import WelcomeDialog
from petitcrm.parts import PARTS
from petitcrm.store.store import Store


def press(qtbot: Any, dialog: WelcomeDialog, words: str) -> None:
    found = next(one for one in dialog.findChildren(QPushButton) if words in one.text().replace("&", ""))
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("words", "answer", "contacts"), [("Import", "import", 0), ("sample", "sample", 400), ("empty", "empty", 0)]
)
def test_a_base_is_made_with_the_letterhead(tmp_path: Path, qtbot: Any, words: str, answer: str, contacts: int) -> None:
    path = tmp_path / "new" / "petitcrm.db"
    dialog = WelcomeDialog(path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.editors["name"].setText("Atelier <Roche> & Co")  # type: ignore[union-attr]
    dialog.editors["lines"].setPlainText("1 rue X\n26000 Valence")  # type: ignore[union-attr]
    press(qtbot, dialog, words)
    assert dialog.answer == answer
    store = Store.open(path, PARTS)
    assert store.read(queries.count) == contacts
    head = letters.letterhead(store.reader)
    assert head.name == "Atelier <Roche> & Co"
    assert head.lines == ["1 rue X", "26000 Valence"]
    assert preferences.read()["language"] == "en"
    store.close()


def test_the_language_changes_at_once_and_keeps_what_was_typed(tmp_path: Path, qtbot: Any) -> None:
    dialog = WelcomeDialog(tmp_path / "petitcrm.db")
    qtbot.addWidget(dialog)
    dialog.editors["name"].setText("Atelier Roche")  # type: ignore[union-attr]
    dialog.languages.setCurrentIndex(dialog.languages.findData("fr"))
    dialog.languages.activated.emit(0)
    assert dialog.values()["name"] == "Atelier Roche"
    assert dialog.windowTitle() != "Welcome to PetitCRM"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from petitcrm.features.welcome import dialog as module

    told: list[str] = []
    monkeypatch.setattr(module, "show_problem", lambda _parent, problem: told.append(problem.text))
    blocked = tmp_path / "file"
    blocked.write_text("")
    dialog = WelcomeDialog(blocked / "petitcrm.db")
    qtbot.addWidget(dialog)
    dialog.show()
    press(qtbot, dialog, "empty")
    assert told
    assert dialog.answer is None
    assert dialog.isEnabled()
