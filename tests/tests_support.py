"""What several tests share."""

from datetime import date
from typing import Any

from petitcrm.store.store import Store

TODAY = date(2026, 5, 12)


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of every table but the journal's, drafts' and the search index's own."""
    names = store.reader.column("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    left_out = ("journal_", "find_", "sqlite_", "alembic_", "draft")
    return {
        name: store.reader.rows(f"SELECT * FROM {name} ORDER BY 1, 2")
        for name in names
        if not name.startswith(left_out)
    }
