"""The letter of a reference, in Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.base.dates import shown
from petitcrm.features.campaigns import queries
from petitcrm.features.letters.reference import understood
from petitcrm.ui.palette import Hit, Source

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow


def references(window: MainWindow) -> Source:
    """Who got the letter whose reference is typed; leads to the contact."""
    desk = window.desk

    def hits(text: str) -> list[Hit]:
        is_meant = "m" in text.casefold() or "-" in text  # two groups of digits alone are a phone number
        typed = understood(text) if is_meant else None
        found = desk.read(queries.find_piece, typed) if typed else None
        if found is None:
            return []
        below = " · ".join((found.reference, found.mailing, shown(found.day, desk.today())))
        contact = found.contact_id
        return [Hit(found.name, below, "letter", lambda: window.go("contacts").open_contact(contact))]  # type: ignore[attr-defined]

    return hits
