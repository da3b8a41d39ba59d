"""Sequences by their name, in Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from petitcrm.base.language import _
from petitcrm.base.text import words
from petitcrm.features.sequences import queries
from petitcrm.ui.palette import Hit, Source

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow


def sequences(window: MainWindow) -> Source:
    """The sequences whose words begin with what is typed."""
    desk = window.desk

    def show(key: int) -> None:
        tabs: Any = window.go("letters")
        tabs.go("sequences").show_sequence(key)

    def hits(text: str) -> list[Hit]:
        typed = words(text)
        return [
            Hit(one.name, _("sequence"), "letter", lambda key=one.id: show(key))  # type: ignore[misc]
            for one in desk.read(queries.sequences)
            if all(any(word.startswith(part) for word in words(one.name)) for part in typed)
        ]

    return hits
