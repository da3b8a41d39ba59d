"""PySide6 6.12.0 takes one reference off None at every call on Python 3.11, until the process aborts."""

import sys

from PySide6.QtWidgets import QLineEdit


def test_pyside_does_not_eat_none(qtbot: object) -> None:
    editor = QLineEdit()
    qtbot.addWidget(editor)  # type: ignore[attr-defined]
    editor.setText("a")
    before = sys.getrefcount(None)
    for _turn in range(500):
        editor.setText("a")
    assert sys.getrefcount(None) > before - 100
