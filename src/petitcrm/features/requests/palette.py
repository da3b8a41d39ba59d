"""Requests, in Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.features.requests import lines, queries, search
from petitcrm.ui.palette import Hit, Source

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow

MOST = 5


def requests(window: MainWindow) -> Source:
    """The requests in which every word typed stands, the open ones first; they lead to the request."""
    desk = window.desk

    def hits(text: str) -> list[Hit]:
        if len(text.strip()) < 2:
            return []
        today = desk.today()
        ids = desk.read(search.find, text, MOST)
        found = [row for one in ids if (row := desk.read(queries.one, one, today)) is not None]
        return [
            Hit(
                row.subject,
                " · ".join(
                    part for part in (lines.whose(row), lines.state(row), lines.promised(row, today).text) if part
                ),
                "request",
                lambda key=row.id: window.go("requests").show_request(key),  # type: ignore[attr-defined, misc]
            )
            for row in found
        ]

    return hits
