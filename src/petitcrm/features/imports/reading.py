"""The door: opens an address book of another program and gives its contacts one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.imports import tabular, vcard
from petitcrm.features.imports.cards_in import read_card
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.mapping import guess_mapping
from petitcrm.features.imports.rows import RowReader

LARGEST_FILE = 50 * 1024 * 1024
MOST_ENTRIES = 250_000
_SAMPLE_ROWS = 60

_CARDS = re.compile(r"^[ \t]*(?:BEGIN|END)[ \t]*:[ \t]*VCARD", re.I | re.M)
_BINARY = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"SQLite": "SQLite",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"!BDN": "Outlook PST",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
}


@dataclass
class Source:
    """One opened file. `mapping` has one key of FIELDS per column and may be replaced before `entries()`."""

    path: Path
    format: str  # "vcard" or "table"
    encoding: str
    delimiter: str
    header: list[str]
    mapping: list[str]
    count: int
    country: str = "FR"
    table: tabular.Table | None = None

    def entries(self) -> Iterator[Entry]:
        """Every card or row of the file once, in order. Problem when the file has gone meanwhile."""
        try:
            yield from self._rows(self.table) if self.table else self._cards()
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def preview(self, limit: int = 20) -> list[list[str]]:
        """The first rows as they stand; for cards their name, company, town and phone."""
        if self.table:
            return [row.cells for row in islice(self.table.rows(), limit)]
        return [_preview_of(entry) for entry in islice(self.entries(), limit)]

    def _cards(self) -> Iterator[Entry]:
        raw, fallback = _card_bytes(self.path.read_bytes(), self.encoding)
        for one in vcard.split_cards(raw):
            card, reason = read_card(one, self.country, fallback)
            yield Entry(one.line, card, reason, vcard.lines_of_card(one, fallback))

    def _rows(self, table: tabular.Table) -> Iterator[Entry]:
        read = RowReader(self.header, self.mapping, self.country).read
        for row in table.rows():
            yield read(row)


def _preview_of(entry: Entry) -> list[str]:
    card = entry.card
    if card is None:
        return [f"({entry.reason})", "", "", ""]
    name = " ".join(part for part in (card.civility, card.given_name, card.family_name) if part)
    return [
        name,
        card.company,
        card.addresses[0].town if card.addresses else "",
        card.phones[0].number if card.phones else "",
    ]


# ---- opening --------------------------------------------------------------------------------------------------------


def open_file(path: Path, country: str = "FR") -> Source:
    """Open an address book; `country` is the owner's, for phones written without their country.

    Problem: the file is missing, empty, too large, no text, or holds no contacts as far as can be seen.
    """
    head = _checked_head(path)
    try:
        encoding = tabular.encoding_of(path)
        text_head = head.decode(encoding, "replace")
        if _CARDS.search(text_head.lstrip("\ufeff").replace("\r", "\n")):
            return _open_cards(path, encoding, country)
        _refuse_others(path, text_head)
        return _open_table(path, encoding, country)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(
        _("“{name}” can't be read: {reason}.").format(name=path.name, reason=error.strerror or error),
        _("Check that the file is still there and that you may open it."),
    )


def _checked_head(path: Path) -> bytes:
    """The beginning of the file, once it is known to be a text of a bearable size."""
    try:
        if path.is_dir():
            raise Problem(_("“{name}” is a folder.").format(name=path.name), _("Choose the file itself."))
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(tabular.SAMPLE)
    except FileNotFoundError:
        raise Problem(_("There is no file “{name}”.").format(name=path.name), _("Choose the file again.")) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Problem(_("“{name}” is empty.").format(name=path.name), _("Export your contacts again."))
    if size > LARGEST_FILE:
        raise Problem(
            _("“{name}” is too large: {size} MB, 50 MB are read at most.").format(
                name=path.name, size=size // 1_000_000
            ),
            _("Export the contacts without their pictures, or in several files."),
        )
    _refuse_binary(path, head)
    return head


def _refuse_binary(path: Path, head: bytes) -> None:
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Problem(
            _("“{name}” is a workbook or an archive, not a text file.").format(name=path.name),
            _("Open it in your spreadsheet and save it as CSV, then import that file."),
        )
    kind = next((kind for magic, kind in _BINARY.items() if head.startswith(magic)), "")
    if kind or _is_binary(head):
        raise Problem(
            _("“{name}” is not an address book ({kind}).").format(name=path.name, kind=kind or _("binary file")),
            _("Export your contacts as CSV or vCard."),
        )


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(
        head.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31)
    )
    nulls = head.count(0)
    halves = max(head[0::2].count(0), head[1::2].count(0))
    if nulls and nulls * 10 <= len(head):
        return nulls > 8 or odd > 0
    return odd * 20 > len(head) or (nulls > 0 and halves * 5 < nulls * 4)


def _refuse_others(path: Path, text: str) -> None:
    start = text.lstrip("\ufeff \t\r\n")[:300].lower()
    kind = ""
    if start.startswith(("<!doctype", "<html", "<?xml", "{\\rtf")):
        kind = "HTML, XML, RTF"
    elif start.startswith(("{", "[{")):
        kind = "JSON"
    elif start.startswith("begin:vcalendar"):
        kind = "iCalendar"
    elif re.match(r"(?:version: \d\s+)?dn:{1,2} ", start):
        kind = "LDIF"
    if kind:
        raise Problem(
            _("“{name}” is not a CSV or vCard file ({kind}).").format(name=path.name, kind=kind),
            _("Export your contacts as CSV or vCard."),
        )


def _card_bytes(raw: bytes, encoding: str) -> tuple[bytes, str]:
    """The file as bytes to take apart, and the encoding of what is neither UTF-8 nor says its own."""
    if encoding.startswith(("utf-16", "utf-32")):
        return vcard.as_bytes(raw, encoding), "utf-8"
    fallback = vcard.charset_hint(raw) or (encoding if not encoding.startswith("utf-8") else "cp1252")
    return vcard.as_bytes(raw, encoding), fallback


def _open_cards(path: Path, encoding: str, country: str) -> Source:
    raw, _fallback = _card_bytes(path.read_bytes(), encoding)
    count = sum(1 for _card in vcard.split_cards(raw))
    _refuse_too_many(path, count)
    return Source(path, "vcard", encoding, "", [], [], count, country)


def _refuse_too_many(path: Path, count: int) -> None:
    if count > MOST_ENTRIES:
        raise Problem(
            _("“{name}” holds more than {most} contacts.").format(name=path.name, most=MOST_ENTRIES),
            _("Import it in several files."),
        )


def _open_table(path: Path, encoding: str, country: str) -> Source:
    table = tabular.open_table(path, encoding)
    sample: list[tabular.Row] = []
    count = width = 0
    for row in table.rows():
        count += 1
        if len(sample) < _SAMPLE_ROWS and not row.broken:
            sample.append(row)
            width = max(width, len(row.cells))
        _refuse_too_many(path, count)
    width = max(width, len(table.header))
    _refuse_strange(path, table, width, sample)
    mapping = guess_mapping(table.header, sample, width, country)
    if not _is_address_book(table, mapping, sample):
        raise _no_contacts(path)
    header = table.header + [""] * (width - len(table.header))
    return Source(path, "table", encoding, table.delimiter, header, mapping, count, country, table)


def _no_contacts(path: Path) -> Problem:
    return Problem(
        _("No contacts were found in “{name}”: no column of names, companies, e-mails or phones.").format(
            name=path.name
        ),
        _("Export your contacts as CSV or vCard, with the names of the columns in the first line."),
    )


def _refuse_strange(path: Path, table: tabular.Table, width: int, sample: Sequence[tabular.Row]) -> None:
    if width > tabular.MOST_CELLS:
        text = ngettext("“{name}” has {width} column, {most} are read at most.",
                        "“{name}” has {width} columns, {most} are read at most.", width)  # fmt: skip
        raise Problem(
            text.format(name=path.name, width=width, most=tabular.MOST_CELLS),
            _("Leave out the columns you don't need."),
        )
    if not sample and not table.header:
        raise _no_contacts(path)


_TELLING = frozenset(
    {"given_name", "family_name", "full_name", "name_or_company", "company", "email", "email:work", "email:home"}
)


def _is_address_book(table: tabular.Table, mapping: Sequence[str], sample: Sequence[tabular.Row]) -> bool:
    telling = [key for key in mapping if key in _TELLING or key.startswith(("phone:", "address:"))]
    if table.header:
        return bool(telling) or len(mapping) > 1
    if len(mapping) == 1:
        return any(key.startswith(("email", "phone")) for key in telling)
    return bool(telling) and (len(sample) < 2 or len({len(row.cells) for row in sample}) <= 1 + len(sample) // 2)
