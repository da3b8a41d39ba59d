"""Companies that are known already, offered as a name is typed: a name is never typed twice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from petitcrm.features.contacts import queries, search
from petitcrm.ui.desk import Desk

MOST = 12


def offer_companies(desk: Desk, line: QLineEdit, text: str) -> None:
    """Below `line`, the companies that `text` finds."""
    if len(text.strip()) < 2:
        line.setCompleter(None)  # type: ignore[arg-type]
        return
    found = desk.read(queries.rows, desk.read(search.find, text, MOST))
    names = [row.display_name for row in found if row.kind == "company"]
    completer = QCompleter(names, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    line.setCompleter(completer)
    if names:
        completer.complete()
