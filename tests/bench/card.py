"""Opening a card: card.py BASE. Beside it, the bare questions it asks."""

import sys
import time
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from petitcrm.app import make_window
from petitcrm.features.contacts import queries
from petitcrm.features.history import queries as history
from petitcrm.parts import PARTS
from petitcrm.store.store import Store

BUSY = "SELECT contact_id FROM interaction GROUP BY contact_id ORDER BY count(*) DESC LIMIT 1"


def busiest(store: Store) -> int:
    """The contact with the longest history, made 500 exchanges long (in a copy that is thrown away)."""
    one = int(store.reader.value(BUSY))
    there = store.reader.value("SELECT count(*) FROM interaction WHERE contact_id = ?", (one,))

    def fill(session: object) -> None:
        for at in range(max(0, 500 - there)):
            store.reader.execute(
                "INSERT INTO interaction(uid, contact_id, kind, direction, outcome, day, at, subject, text, created_at) "
                "VALUES (?, ?, 'call', 'out', 'reached', ?, '', '', ?, '2026-01-01T00:00:00Z')",
                (
                    f"bench{at:027d}",
                    one,
                    f"2025-{at % 12 + 1:02d}-{at % 28 + 1:02d}",
                    "He wants a quotation. " * (at % 9 + 1),
                ),
            )

    store.keep(fill)
    return one


def main(base: Path) -> None:
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(base, Path(folder) / "bench.db"))
        app = QApplication([])
        store = Store.open(copy, PARTS)
        one = busiest(store)
        window = make_window(store)
        window.resize(1280, 720)
        window.show()
        page = window.go("contacts")
        others = list(store.read(queries.ids))[:40]
        app.processEvents()
        shown, bare = [], []
        for other in others:
            page.card.show_contact(other)
            app.processEvents()
            start = time.perf_counter()
            store.read(queries.card, one)
            store.read(history.timeline, one)
            bare.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            page.card.show_contact(one)
            page.card.grab()
            shown.append((time.perf_counter() - start) * 1000)
        print(
            f"card with 500 exchanges, shown and painted: {median(shown):.1f} ms (worst {max(shown):.1f}); "
            f"bare questions {median(bare):.1f} ms"
        )
        window.desk.wait()
        store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
