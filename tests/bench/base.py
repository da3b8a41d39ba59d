"""Search, list, its table and sorts, today's calls and a logged call on a large base, beside the bare query. Run: base.py BASE"""

import os
import random
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench import memory, milliseconds, percentile, told
from petitcrm.base.text import words
from petitcrm.features.calls import edits
from petitcrm.features.calls import queries as calls
from petitcrm.features.contacts import queries, search
from petitcrm.features.history import search as notes
from petitcrm.parts import PARTS
from petitcrm.store.store import Store

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def typed(store: Store) -> list[str]:
    """What people type, key by key: last names, both names, companies, towns, parts of numbers, e-mails, notes."""
    draw = random.Random(4)
    ids = draw.sample(list(store.read(queries.ids)), 60)
    found = []
    for at, one in enumerate(ids):
        card = store.read(queries.card, one)
        assert card is not None
        phone = card.phones[0].raw if card.phones else "04"
        town = card.places[0].address.town if card.places else "Valence"
        email = card.emails[0].raw if card.emails else "contact"
        base = [
            card.family_name or card.company,
            card.display_name,
            card.company or "Ets",
            town,
            phone[3:],
            email,
            "devis garantie",
        ][at % 7]
        found += [base[:length] for length in range(2, min(len(base), 12) + 1)]
    return found


def bench_search(store: Store) -> None:
    texts = typed(store)

    def ours(text: str) -> None:
        store.read(queries.rows, store.read(search.find, text, 20))
        store.read(notes.find, text, 20)

    def bare(text: str) -> None:
        typed = words(text)
        if not typed:
            return
        plain = " AND ".join([f'"{word}"' for word in typed[:-1]] + [f'"{typed[-1]}"*'])
        store.reader.rows("SELECT rowid FROM find_contact WHERE find_contact MATCH ? LIMIT 20", (plain,))
        if len(typed[-1]) > 2:
            sql = "SELECT rowid FROM find_note WHERE find_note MATCH ? ORDER BY rowid DESC LIMIT 20"
            store.reader.rows(sql, (plain,))

    for text in texts[:20]:
        ours(text), bare(text)
    ours_ms = sorted(time for text in texts for time in milliseconds(lambda text=text: ours(text), 1))
    bare_ms = sorted(time for text in texts for time in milliseconds(lambda text=text: bare(text), 1))
    told("search, per typed letter", ours_ms, bare_ms, "p95 5 ms, within 3 x bare")


def bench_today(store: Store) -> None:
    day = date.today()
    store.read(calls.due, day)
    bare = milliseconds(
        lambda: store.reader.rows(
            "SELECT contact_id FROM call_plan WHERE next_day <= ? ORDER BY next_day LIMIT 12", (day.isoformat(),)
        ),
        50,
    )
    told("today's list", milliseconds(lambda: store.read(calls.due, day), 50), bare, "10 ms")


def bench_log(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, Path(folder) / "base.db")
        store = Store.open(Path(copy), PARTS)
        store.warm_up()
        day = date.today()
        ids = [line.contact_id for line in store.read(calls.due, day, 60).lines]

        def log() -> None:
            store.do("log", edits.log, ids.pop(), "no_answer", day)
            store.read(calls.due, day)

        log()
        told("a logged call, committed, next line ready", milliseconds(log, 40), None, "50 ms")
        store.close()


def bench_sorts(store: Store) -> None:
    """The order of all ids by every column: what a click on a header waits for."""
    from petitcrm.features.calls.columns import COLUMNS
    from petitcrm.features.contacts import columns

    ids = store.read(queries.ids)
    bare = milliseconds(lambda: store.reader.rows("SELECT id, job_title FROM contact ORDER BY job_title"), 3)
    for column in store.read(columns.offered, COLUMNS).values():
        taken = milliseconds(lambda column=column: store.read(columns.ordered, ids, column), 3)
        told(f"order by {column.key}", taken, bare, "300 ms")


def bench_table(app: "QApplication", page: Any) -> None:
    """The look of the table: first paint, the end, a frame of scrolling, a sort until it is painted, an edit in it."""
    bar, view = page.list.verticalScrollBar(), page.list.viewport()

    def turn() -> None:
        page.turn_look()
        app.processEvents()
        view.repaint()

    def end() -> None:
        page.list.scrollToBottom()
        view.repaint()

    def sort(key: str, descending: bool) -> None:
        page.sort(key, descending)
        view.repaint()

    told("table of all: lines become a table", milliseconds(turn, 1), None, "50 ms")
    told("table of all: jump to the end", milliseconds(end, 1), None, "50 ms")
    wheel = sorted(milliseconds(lambda at=at: (bar.setValue(at * 90), view.repaint()), 1)[0] for at in range(300))
    told("table of all: a frame of scrolling", wheel, None, "p95 16 ms")
    draw = random.Random(1)
    places = [draw.randrange(bar.maximum()) for _turn in range(200)]
    jumps = sorted(milliseconds(lambda to=to: (bar.setValue(to), view.repaint()), 1)[0] for to in places)
    told("table of all: a frame of a jump", jumps, None, "p95 16 ms")
    for key in ("name", "town", "next_call", "phone"):
        told(
            f"table of all: sorted by {key}, painted", milliseconds(lambda key=key: sort(key, True), 3), None, "300 ms"
        )
    told("table of all: reload after an edit", milliseconds(lambda: (page.reload(), view.repaint()), 5), None, "150 ms")
    told("all chosen", milliseconds(lambda: (page.select_all(), page.selected()), 3), None, "100 ms")


def bench_list(path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from petitcrm.app import make_window
    from petitcrm.ui import theme

    app = QApplication.instance() or QApplication([])
    theme.apply("light")
    with tempfile.TemporaryDirectory() as folder:
        small = Store.create(Path(folder) / "empty.db", PARTS)
        empty_window = make_window(small)
        empty_window.show()
        empty_window.go("contacts")
        app.processEvents()
        before = memory()
        store = Store.open(path, PARTS)
        window = make_window(store)
        window.resize(1280, 720)
        window.show()
        window.go("today")
        app.processEvents()
        page = window.page("contacts")

        def first() -> None:
            page.stale = True
            window.go("contacts")
            page.list.viewport().repaint()

        told("list of all: first paint", milliseconds(first, 1), None, "50 ms")
        bar, view = page.list.verticalScrollBar(), page.list.viewport()

        def end() -> None:
            page.list.scrollToBottom()
            view.repaint()

        told("list of all: jump to the end", milliseconds(end, 1), None, "50 ms")
        draw = random.Random(1)

        def frame(to: int) -> float:
            return milliseconds(lambda: (bar.setValue(to), view.repaint()), 1)[0]

        wheel = sorted(frame(at * 156) for at in range(300))
        jumps = sorted(frame(draw.randrange(bar.maximum())) for _turn in range(200))
        told("list of all: a frame of scrolling", wheel, None, "p95 16 ms")
        told("list of all: a frame of a jump", jumps, None, "p95 16 ms")
        bench_table(app, page)
        print(f"memory over the empty list {memory() - before:.0f} MB   (wanted: 60 MB)")
        assert percentile(wheel, 0.95) > 0
        store.close()
        small.close()


def main() -> None:
    path = Path(sys.argv[1])
    store = Store.open(path, PARTS)
    bench_search(store)
    bench_today(store)
    bench_sorts(store)
    store.close()
    bench_log(path)
    bench_list(path)


if __name__ == "__main__":
    main()
