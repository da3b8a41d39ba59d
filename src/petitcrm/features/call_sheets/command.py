"""The call sheet and the week from the command line."""

from datetime import date
from pathlib import Path

from petitcrm.features.call_sheets.sheet import call_sheet
from petitcrm.features.call_sheets.week import monday_of, week_sheet
from petitcrm.features.letters.mailing import write_file
from petitcrm.store.store import Store


def run(store: Store, out: Path, today: date, *, on: date | None = None, week: date | None = None) -> int:
    """Write the sheet of a day (today's, where none is given) or the week of a day to a PDF file: how many calls."""
    made = store.read(week_sheet, monday_of(week), today) if week else store.read(call_sheet, on or today)
    write_file(out, made.pdf, store.path)
    return made.calls
