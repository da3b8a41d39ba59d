"""Putting the parts together: bases opened one after another from the window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from petitcrm import app
from petitcrm.base import preferences
from petitcrm.base.errors import Problem
from petitcrm.parts import PARTS
from petitcrm.store.store import Store


def test_another_base_is_chosen_in_the_window(
    store: Store, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = app.make_window(store)
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: ("", ""))
    window.open_base()
    assert window.isVisible()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "other.db"), ""))
    window.new_base()
    assert window.next_base == (tmp_path / "other.db", True)
    assert not window.isVisible()


def test_what_cannot_be_opened_leads_back(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from petitcrm.ui import messages

    told: list[str] = []
    opened: list[Path] = []
    monkeypatch.setattr(messages, "show_problem", lambda _parent, problem: told.append(problem.text))

    def one_base(_app: Any, base: Path, _first: str = "") -> tuple[int, Any]:
        Store.open(base, PARTS).close()
        opened.append(base)
        return 0, None

    monkeypatch.setattr(app, "_one_base", one_base)
    made = tmp_path / "made.db"
    assert app._follow(None, path, 0, (made, True)) == 0
    assert opened == [made]
    assert preferences.read()["base"] == str(made)
    assert app._follow(None, path, 0, (tmp_path / "missing.db", False)) == 0
    assert opened == [made, path]
    assert app._follow(None, path, 0, (made, True)) == 0  # never made over an existing one
    assert [("no such file" in text or "exists already" in text) for text in told] == [True, True]


def test_a_base_that_has_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from petitcrm.ui import messages

    told: list[Problem] = []
    monkeypatch.setattr(messages, "show_problem", lambda _parent, problem: told.append(problem))
    preferences.keep(base=str(tmp_path / "usb" / "base.db"))
    assert app._last_base().name == "petitcrm.db"
    assert len(told) == 1


def test_a_missing_system_library_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from petitcrm import cli

    def missing() -> None:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app, "_load_qt", missing)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert cli.run(["--lang", "en", "--demo"]) == 1
    told = capsys.readouterr().err
    assert "libEGL.so.1" in told
    assert "apt install" in told
    assert "--help" in told
