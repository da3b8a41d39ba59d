"""The schedule on a large base: today, a month, a logged call until the next line, everything anew. Run: calls.py BASE"""

import os
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench import milliseconds, told
from petitcrm.features.call_results.queries import Span, results
from petitcrm.features.call_schedule import queries as schedule
from petitcrm.features.call_sheets.sheet import call_sheet
from petitcrm.features.calls import edits, planning, queries, settings
from petitcrm.features.tiers import edits as tiers
from petitcrm.parts import PARTS
from petitcrm.store.settings import save
from petitcrm.store.store import Store


def bench_reading(store: Store, today: date) -> None:
    bare = "SELECT contact_id FROM call_plan WHERE next_day <= ? ORDER BY rank, next_day LIMIT 12"
    day, last = today.isoformat(), today + timedelta(days=31)
    told(
        "today's list",
        milliseconds(lambda: store.read(queries.due, today), 20),
        milliseconds(lambda: store.reader.rows(bare, (day,)), 20),
        "10",
    )
    count = store.reader.value("SELECT count(*) FROM call_plan WHERE next_day <= ?", (last.isoformat(),))
    rows = milliseconds(
        lambda: store.reader.rows("SELECT * FROM call_plan WHERE next_day <= ?", (last.isoformat(),)), 5
    )
    month = milliseconds(lambda: store.read(planning.plan, today, last, today), 5)
    told(f"a month of {count} calls, spread", month, rows, "1000 for 20,000")
    told("the page of the month", milliseconds(lambda: store.read(schedule.span, today.replace(day=1), last, today), 3))
    told("the call sheet as PDF", milliseconds(lambda: store.read(call_sheet, today), 3))
    told(
        "the results of a year",
        milliseconds(lambda: store.read(results, Span(today - timedelta(365), today), today), 1),
    )


def bench_writing(store: Store, today: date) -> None:
    def call() -> Any:
        line = store.read(queries.due, today).lines[0]
        store.do("call", edits.log, line.contact_id, "no_answer", today, "", "", "", "10:00")
        return store.read(queries.due, today)

    told("a logged call until the next line", milliseconds(call, 10), None, "50")
    anew = milliseconds(lambda: store.do("tier", tiers.change, "C", {"every": "5 months"}), 1)
    told("everything anew after a change of a tier", anew, None, "10000")
    anew = milliseconds(lambda: store.do("gaps", save, {settings.GAPS: [2, 3, 4]}), 1)
    told("everything anew after a change of the gaps", anew, None, "10000")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(sys.argv[1], Path(folder) / "base.db"))
        store = Store.open(path, PARTS)
        today = store.clock()
        bench_reading(store, today)
        bench_writing(store, today)
        store.close()


if __name__ == "__main__":
    main()
