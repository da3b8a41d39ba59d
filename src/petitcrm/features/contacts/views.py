"""Looks at the list that the owner named: filters, search, columns and order, as allow-listed keys."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from petitcrm.store.connection import Reader

LONGEST = 60  # entries of a list in a definition; more is no view of ours


@dataclass(frozen=True)
class View:
    """What the list shows and how. Only keys and words of a search: what they mean is looked up, never run."""

    filters: tuple[str, ...] = ()
    search: str = ""
    columns: tuple[str, ...] = ()
    sort: str = "name"
    descending: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with its name; `uid` is how it is known over an undo."""

    id: int
    uid: str
    name: str
    view: View


def as_text(view: View) -> str:
    """The view as it is kept."""
    return json.dumps(asdict(view), ensure_ascii=False)


def understood(text: str) -> View:
    """The view that was kept as `text`; what is no view, or no text where one should be, is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return View()
    if not isinstance(found, dict):
        return View()
    sort = found.get("sort")
    search = found.get("search")
    return View(
        _texts(found.get("filters")),
        search[:200] if isinstance(search, str) else "",
        _texts(found.get("columns")),
        sort if isinstance(sort, str) and sort else "name",
        found.get("descending") is True,
        found.get("table") is True,
    )


def _texts(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(dict.fromkeys(one for one in found[:LONGEST] if isinstance(one, str)))


def all_of(reader: Reader) -> list[SavedView]:
    """The views the owner named, in the order they were made."""
    found = reader.rows("SELECT id, uid, name, definition FROM saved_view ORDER BY position, id")
    return [SavedView(row[0], row[1], row[2], understood(row[3])) for row in found]
