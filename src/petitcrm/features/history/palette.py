"""What was said, in Ctrl+K."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.base.text import excerpt, words
from petitcrm.features.history import queries, search
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, word
from petitcrm.features.history.looks import ICONS, headline, holds, said_of
from petitcrm.features.history.queries import FollowUpLine
from petitcrm.ui.palette import Hit, Source

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow

MOST, LENGTH = 5, 70


def promised(window: MainWindow) -> Source:
    """What is promised and not done, by whom and what."""
    desk = window.desk

    @cache  # of one opening of the palette: read and folded at the first key only
    def all_of() -> list[tuple[FollowUpLine, list[str]]]:
        return [(one, said_of(one)) for one in desk.read(queries.follow_ups, desk.today())]

    def hits(text: str) -> list[Hit]:
        typed, today = words(text), desk.today()
        found = list(islice((one for one, said in all_of() if holds(said, typed)), MOST))
        return [
            Hit(
                one.name,
                " · ".join(
                    part for part in (shown(one.day, today), _(word(FOLLOW_UP_KINDS, one.kind)), one.text) if part
                ),
                "clock",
                lambda key=one.id: window.go("follow_ups").show_follow_up(key),  # type: ignore[attr-defined, misc]
            )
            for one in found
        ]

    return hits


def said(window: MainWindow) -> Source:
    """The newest exchanges in which what was typed was said; they lead to the contact."""
    desk = window.desk

    def hits(text: str) -> list[Hit]:
        found = desk.read(queries.by_ids, desk.read(search.find, text, MOST))
        return [
            Hit(
                entry.who,
                f"{headline(entry, desk.today())} · {excerpt(entry.text, words(text), LENGTH)}",
                ICONS.get(entry.kind, "note"),
                lambda key=entry.contact_id: window.go("contacts").open_contact(key),  # type: ignore[attr-defined, misc]
            )
            for entry in found
        ]

    return hits
