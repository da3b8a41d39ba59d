"""The formats of an export: each writes rows, or contacts, into a file that is given."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from petitcrm.base.formulas import neutral
from petitcrm.base.language import current, mark


@dataclass(frozen=True)
class Format:
    """`key` is also the end of the file's name; `label` is marked for translation. A table has columns to choose."""

    key: str
    suffix: str
    label: str
    is_table: bool
    about: str


FORMATS = (
    Format("csv", ".csv", mark("CSV for Excel"), True, mark("Opens with a double click; what could be a formula is made text.")),
    Format(
        "exact",
        ".csv",
        mark("CSV, exact"),
        True,
        mark("For programs: every cell as it is. A spreadsheet may run a cell that begins with = as a formula."),
    ),
    Format("xlsx", ".xlsx", mark("Excel workbook"), True, mark("For Excel and LibreOffice, with columns of the right width.")),
    Format("vcf", ".vcf", mark("vCard"), False, mark("For phones and address books; the history is not in it.")),
    Format("json", ".json", mark("JSON"), False, mark("All of each contact with its history, for programs.")),
)  # fmt: skip
BY_KEY = {one.key: one for one in FORMATS}


@dataclass(frozen=True)
class Table:
    """Headers, what each column holds (text, number, day), and the rows as they are read."""

    headers: Sequence[str]
    kinds: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_csv(path: Path, table: Table, *, exact: bool = False) -> None:
    """UTF-8 with a mark that Excel looks for; in French with semicolons, as Excel there expects. `exact`: cells as they are."""
    delimiter = ";" if current() == "fr" else ","
    cell: Callable[[str], str] = str if exact else neutral
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([cell(header) for header in table.headers])
        writer.writerows([cell(one) for one in row] for row in table.rows)


MOST_IN_CELL = 32_767  # of Excel


def write_xlsx(path: Path, table: Table) -> None:
    """A workbook in which every text stays text; rows go to the disk one by one."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with path.open("wb") as file:
        book = xlsxwriter.Workbook(file, {**options, "tmpdir": str(path.parent)})
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for at, header in enumerate(table.headers):
            sheet.set_column(at, at, min(max(len(header) + 2, 12), 32))
            sheet.write_string(0, at, header, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(table.rows, 1):
            for at, (text, kind) in enumerate(zip(row, table.kinds, strict=True)):
                _write_cell(sheet, number, at, text, kind, day)
        book.close()


def _write_cell(sheet: Any, row: int, at: int, text: str, kind: str, day: Any) -> None:
    if not text:
        return
    if kind == "number":
        try:
            sheet.write_number(row, at, float(text))
        except ValueError:
            sheet.write_string(row, at, text[:MOST_IN_CELL])
    elif kind == "day" and (found := _day(text)) is not None:
        sheet.write_datetime(row, at, found, day)
    else:
        sheet.write_string(row, at, text[:MOST_IN_CELL])


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # Excel knows no day before


def write_texts(path: Path, texts: Iterator[str]) -> None:
    """Texts one after the other."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(texts)


def json_texts(documents: Iterable[Any]) -> Iterator[str]:
    """A JSON list, a document at a time."""
    yield "["
    for at, document in enumerate(documents):
        yield ",\n" if at else "\n"
        yield json.dumps(document, ensure_ascii=False, indent=1)
    yield "\n]\n"
