"""Tables in text files: which encoding, which separator, where the header is, and the rows.

Everything is told from the content, nothing from the name of the file.
"""

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from petitcrm.base.formulas import exact
from petitcrm.features.imports.headers import field_of

SAMPLE = 65_536  # bytes or characters looked at to guess
MOST_CELLS = 200
MOST_CHARACTERS = 32_000  # of one cell
MOST_QUOTED_LINES = 200  # a quote still open after that many lines was never meant as one

_FRENCH = "éèêëàâçùûüîïôöœæÉÈÊÀÂÇÔŒ«»°€’äößÄÖÜáíóúñ–…"
_INSIDE = re.compile(r"[a-z][^\W\d_a-z]*[A-ZÀ-ÞŠŽ][a-zà-ÿ]|[^\x00-\x7f\w\s€«»°’‘“”–—…•·²³½©®™µ§£¡¿´¨¸¹º°]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uff66-\uff9f]+")
_JAPANESE_ALONE = re.compile(r"(?<![A-Za-z])[\u3040-\u30ff\u4e00-\u9fff\uff66-\uff9f]{2,}(?![A-Za-z])")
_SEP_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.I)
_OPENED = re.compile(r"(?:^|[;,\t|]) {0,20}\"")
_CLOSED = re.compile(
    r'(?:[^"]|"")*[^";,\t|]"[;,\t|]'
)  # the first quote of a line ends a cell: another cell may begin after
_CONTENT = re.compile(r"@|\d{5}|\d[\d .\-/]{5,}\d|://|^www\.", re.I)


# ---- encodings ------------------------------------------------------------------------------------------------------


def encoding_of(path: Path) -> str:
    """The encoding of a text file as Python names it."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if marked := _marked(sample):
        return marked
    if sample.count(0) * 10 > len(sample):
        return _utf16_kind(sample)
    return "utf-8" if _is_utf8(path) else legacy_encoding(_telling(path))


def encoding_of_bytes(raw: bytes) -> str:
    """The same for a file already in memory."""
    sample = raw[:SAMPLE]
    if marked := _marked(sample):
        return marked
    if sample.count(0) * 10 > len(sample):
        return _utf16_kind(sample)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return legacy_encoding(raw[: 4 * SAMPLE])
    return "utf-8"


def _marked(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _utf16_kind(sample: bytes) -> str:
    return "utf-16-be" if sample[0::2].count(0) > sample[1::2].count(0) else "utf-16-le"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            for piece in iter(lambda: file.read(1 << 20), b""):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _telling(path: Path) -> bytes:
    """The lines of the file that hold more than ASCII, at most a sample of them."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                found.append(line[:SAMPLE])
                size += len(found[-1])
                if size > SAMPLE:
                    break
    return b"".join(found)


def legacy_encoding(sample: bytes) -> str:
    """The most likely encoding of bytes that are not UTF-8: Windows, old Mac, DOS or Japanese."""
    if _is_japanese(sample):
        return "shift_jis"
    best, score = "cp1252", float("-inf")
    for encoding in ("cp1252", "mac_roman", "cp850"):
        text = sample.decode(encoding, "replace")
        good = sum(text.count(sign) for sign in _FRENCH)
        bad = len(_INSIDE.findall(text)) + text.count("\ufffd")
        if good - 3 * bad > score:
            best, score = encoding, good - 3 * bad
    return best


def _is_japanese(sample: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("shift_jis")().decode(sample)
    except UnicodeDecodeError:
        return False
    every = sum(map(len, _JAPANESE.findall(text)))
    return every > 0 and sum(map(len, _JAPANESE_ALONE.findall(text))) > 0.7 * every


# ---- the table ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Row:
    """One row of the file that isn't blank; `line` is where it begins, from 1."""

    line: int
    cells: list[str]
    broken: bool = False


@dataclass
class Table:
    """How a file is read as a table; `skipped` lines stand before the first row of contacts, its header included."""

    path: Path
    encoding: str
    delimiter: str
    header: list[str] = field(default_factory=list)
    skipped: int = 0

    def rows(self) -> Iterator[Row]:
        """The rows below the header, blank ones left out."""
        for row in self._all():
            if row.line > self.skipped:
                yield row

    def _all(self) -> Iterator[Row]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            yield from _rows(file, self.delimiter)


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Rows with the line each begins on; what can't be read as a row comes broken."""
    reader = csv.reader(_closed_quotes(iter(lines)), delimiter=delimiter, skipinitialspace=delimiter != "\t")
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(begins, [], broken=True)
            begins = reader.line_num + 1
            continue
        if begins == 1 and cells:
            cells[0] = cells[0].removeprefix("\ufeff")
        if any(cells) and any(map(str.strip, cells)) and not (begins == 1 and _is_sep(cells, delimiter)):
            yield Row(begins, cells)
        begins = reader.line_num + 1


def _is_sep(cells: list[str], delimiter: str) -> bool:
    return cells[0].lower().startswith("sep=") and (len(cells) == 2 or cells[0][4:] == delimiter)


def _closed_quotes(lines: Iterator[str]) -> Iterator[str]:
    """The lines as they are; a quote that opens a cell and is never closed is taken for an apostrophe."""
    ahead: deque[str] = deque()
    inside = False
    for line in _chain(ahead, lines):
        if '"' in line and line.count('"') % 2:
            if inside:
                inside = False
            elif _OPENED.search(line):
                inside = _closes(ahead, lines)
                if not inside:
                    line = line.replace('"', "'")
        yield line


def _chain(ahead: deque[str], lines: Iterator[str]) -> Iterator[str]:
    while True:
        if ahead:
            yield ahead.popleft()
        elif (line := next(lines, None)) is not None:
            yield line
        else:
            return


def _closes(ahead: deque[str], lines: Iterator[str]) -> bool:
    """Whether one of the next lines closes the quote; the lines looked at wait in `ahead`."""
    for line in ahead:
        if line.count('"') % 2 or _CLOSED.match(line):
            return True
    size = sum(map(len, ahead))
    while len(ahead) < MOST_QUOTED_LINES and size < MOST_CHARACTERS:
        line = next(lines, "")
        if not line:
            return False
        ahead.append(line)
        size += len(line)
        if line.count('"') % 2 or _CLOSED.match(line):
            return True
    return False


def open_table(path: Path, encoding: str) -> Table:
    """The file read as a table: separator and header found. The header is empty when there is none."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(SAMPLE)
    table = Table(path, encoding, separator_of(text))
    first = list(islice(_rows(io.StringIO(text, newline=""), table.delimiter), 200))
    if first and len(text) == SAMPLE and len(first) > 1:
        first.pop()
    at = header_at(first)
    if at is not None:
        table.header = [exact(cell.strip()) for cell in first[at].cells]
        table.skipped = first[at + 1].line - 1 if at + 1 < len(first) else first[at].line
    return table


def separator_of(text: str) -> str:
    """The separator that gives the most rows of the same width; a comma when there is only one column."""
    if match := _SEP_LINE.match(text):
        return "\t" if match[1] == "t" else match[1]
    best, score = ",", 0.0
    for delimiter in ";\t|,":
        widths = _widths(text, delimiter)
        if not widths:
            continue
        width, number = Counter(widths).most_common(1)[0]
        if width < 2:
            continue
        points = (number / len(widths)) ** 2 * min(width, 12) ** 0.5
        if points > score:
            best, score = delimiter, points
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    rows = [row.cells for row in islice(_rows(io.StringIO(text, newline=""), delimiter), 200) if not row.broken]
    if len(text) >= SAMPLE:
        rows = rows[:-1]
    return [len(cells) for cells in rows]


def header_at(rows: Sequence[Row]) -> int | None:
    """Which of the first rows names the columns; None when the rows begin at once."""
    if not rows:
        return None
    wide = [len(row.cells) for row in rows if len(row.cells) > 1]
    usual = Counter(wide).most_common(1)[0][0] if len(wide) * 3 >= len(rows) else 1
    for at, row in enumerate(rows[:30]):
        if row.broken or (usual > 1 and len(row.cells) < 2):
            continue
        if _names_columns(row.cells, usual):
            return at
    for at, row in enumerate(rows[:30]):
        if len(row.cells) >= max(usual, 1):
            return at if _differs(row.cells, rows[at + 1 :]) else None
    return None


def _names_columns(cells: list[str], usual: int) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    if not filled or any("@" in cell or len(cell) > 120 for cell in filled):
        return False
    known = [field_of(cell) for cell in filled[:MOST_CELLS]]
    sure = sum(1 for key, certain in known if key and certain)
    any_known = sum(1 for key, _certain in known if key)
    if usual < 2 or len(filled) == 1:
        return sure >= 1
    wordy = sum(1 for cell in filled if not _CONTENT.search(cell))
    return (
        any_known >= 1
        and any_known * 4 >= min(len(filled), 12)
        and (sure >= 2 or any_known * 2 >= len(filled))
        and (wordy * 2 > len(filled))
    )


def _differs(cells: list[str], below: Sequence[Row]) -> bool:
    """Whether a row of unknown words stands over columns of e-mails, numbers or phones."""
    if any(_CONTENT.search(cell) for cell in cells):
        return False
    for column in range(len(cells)):
        values = [row.cells[column] for row in below[:50] if column < len(row.cells) and row.cells[column].strip()]
        if values and sum(1 for value in values if _CONTENT.search(value)) * 2 > len(values):
            return True
    return False


def column(rows: Sequence[Row], at: int) -> list[str]:
    """The filled cells of one column."""
    return [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]


def share(values: Sequence[str], test: Callable[[str], object]) -> float:
    """How many of `values` pass `test`, between 0 and 1."""
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0
