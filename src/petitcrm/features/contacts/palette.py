"""People, companies and what was said, in Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.base.language import _
from petitcrm.base.text import words
from petitcrm.features.contacts import queries, search, views
from petitcrm.ui.palette import Hit, Source

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow

MOST = 12


def people(window: MainWindow) -> Source:
    """The hits among contacts; what is not found can be made."""
    desk = window.desk

    def hits(text: str) -> list[Hit]:
        ids = desk.read(search.find, text, MOST)
        found = [
            Hit(
                row.display_name,
                " · ".join(
                    part for part in (row.company if row.kind == "person" else "", row.job_title, row.town) if part
                ),
                row.kind,
                lambda key=row.id: window.go("contacts").open_contact(key),  # type: ignore[attr-defined, misc]
            )
            for row in desk.read(queries.rows, ids)
        ]
        if not found and text.strip():
            found.append(
                Hit(_("Create “{text}”").format(text=text.strip()), "", "add", lambda: _create(window, text), True)
            )
        return found

    return hits


def saved_views(window: MainWindow) -> Source:
    """The views the owner named, by their names."""
    desk = window.desk

    def hits(text: str) -> list[Hit]:
        typed = words(text)
        return [
            Hit(one.name, _("view of the list"), "view", lambda one=one: window.go("contacts").show_view(one))  # type: ignore[attr-defined, misc]
            for one in desk.read(views.all_of)
            if all(any(word.startswith(part) for word in words(one.name)) for part in typed)
        ]

    return hits


def _create(window: MainWindow, text: str) -> None:
    """The form of a new card, with what was typed."""
    from petitcrm.base.people import looks_like_company

    kind, key = ("company", "company") if looks_like_company(text) else ("person", "name")
    window.go("contacts").card.begin_new(kind, {key: text.strip()})  # type: ignore[attr-defined]
