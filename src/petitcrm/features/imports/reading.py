"""The door: opens an address book of another program and gives its contacts one by one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from petitcrm.base.cards import Address, Card
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.people import clean_civility, looks_like_company, split_name
from petitcrm.base.phones import normalise
from petitcrm.base.text import clean, clean_lines, words
from petitcrm.features.imports import tabular, vcard
from petitcrm.features.imports.formulas import exact
from petitcrm.features.imports.headers import (
    FIELDS,
    KEYS,
    choice_of,
    country_of,
    day_of,
    field_of,
    is_yes,
    label_of,
    lines_of,
    place_lines,
    read_address,
    says_family_first,
    settled,
    tidy_address,
)

__all__ = ["FIELDS", "Entry", "Source", "open_file"]

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


@dataclass(slots=True)
class Entry:
    """One card or row of the file."""

    line: int  # where it begins in the file, from 1
    card: Card | None  # None when it is refused
    reason: str = ""  # why it is refused, a sentence for a person; "" when it is accepted
    raw: list[str] = field(default_factory=list)  # the cells of the row, or the lines of the card
    part_of: str = ""  # the company this row is only another address of


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
            card, reason = vcard.read_card(one, self.country, fallback)
            yield Entry(one.line, card, reason, vcard.lines_of_card(one, fallback))

    def _rows(self, table: tabular.Table) -> Iterator[Entry]:
        read = _RowReader(self.header, self.mapping, self.country).read
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


# ---- guessing what columns hold -------------------------------------------------------------------------------------


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IS_EMAIL = re.compile(r"(?:mailto:)?[^\s@;,]+@[^\s@;,]+\.[a-zA-Z]{2,}(?:[;,\s]+\S+@\S+)*")
_IS_WEB = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:fr|com|net|org|eu|de|be|ch|io)(?:/\S*)?", re.I)
_IS_STREET = re.compile(
    r"\d+\s?(?:bis|ter|[a-zA-Z])?,?\s+\D.*|(?:rue|avenue|place|chemin|route|bd|boulevard|zi|za)\b.*", re.I
)
_IS_WORDS = re.compile(r"[^\d@]{2,60}")
_GIVEN = _set(
    "jean pierre michel andre philippe alain bernard jacques daniel christian patrick nicolas laurent "
    "christophe david thierry "
    "stephane eric pascal olivier frederic thomas julien sebastien marc paul luc louis hugo lucas antoine "
    "alexandre guillaume "
    "vincent mathieu romain maxime benoit yves yann loic cyril marie anne catherine nathalie isabelle sylvie "
    "monique jacqueline "
    "francoise martine christine valerie sandrine veronique nicole stephanie celine sophie chantal patricia "
    "brigitte julie aurelie "
    "laurence laura camille lea emma chloe claire helene elise alice louise jeanne agnes beatrice caroline "
    "delphine emilie "
    "florence karine manon mathilde pauline sarah virginie zoe john james robert david mary susan peter hans "
    "klaus wolfgang karin "
    "sabine thomas ahmed mohamed fatima karim nadia amina dominique claude gilles bruno fabrice denis didier "
    "serge gerard"
)


def guess_mapping(header: Sequence[str], rows: Sequence[tabular.Row], width: int, country: str) -> list[str]:
    """One key per column, from the header and, where it says nothing, from what the cells look like."""
    names = [*header, *[""] * (width - len(header))]
    keys = [field_of(name)[0] if name.strip() else "" for name in names]
    columns = [tabular.column(rows, at) for at in range(width)]
    for at, key in enumerate(keys):
        if not key:
            keys[at] = _by_content(columns[at], country) or "extra"
        elif (
            (key in ("job_title", "department") or key.endswith(".region"))
            and tabular.share(columns[at], _has_letters) < 0.5
            and columns[at]
        ):
            keys[at] = "extra"
        elif key in ("stage", "tags") and tabular.share(columns[at], _is_letter) == 1:
            keys[at] = "tier"
    if not any(name.strip() for name in names):
        _guess_names(keys, columns)
    civil = [at for at, cells in enumerate(columns) if tabular.share(cells, clean_civility) > 0.5]
    return [key if key in KEYS else "extra" for key in settled(keys, [name or "?" for name in names], civil)]


def _is_letter(cell: str) -> bool:
    return len(cell) == 1 and cell.isalpha()


def _has_letters(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _by_content(cells: Sequence[str], country: str) -> str:
    """What a column without a telling header holds, "" when its cells don't say."""
    if not cells:
        return ""
    if tabular.share(cells, _IS_EMAIL.fullmatch) >= 0.6:
        return "email"
    numbers = [normalise(cell, country) for cell in cells if cell[:1] in "0+("]
    good = [number for number in numbers if number]
    if len(good) >= 0.6 * len(cells):
        mobile = sum(1 for number in good if number.startswith(("+336", "+337")))
        return "phone:mobile" if mobile > 0.8 * len(good) else "phone:other"
    if tabular.share(cells, _IS_WEB.fullmatch) >= 0.6:
        return "web"
    return ""


def _guess_names(keys: list[str], columns: Sequence[Sequence[str]]) -> None:
    """A table without header: civility, postcode and the town beside it, street, company, names."""
    for at, cells in enumerate(columns):
        if keys[at] != "extra" or not cells:
            continue
        if tabular.share(cells, clean_civility) > 0.6:
            keys[at] = "civility"
        elif tabular.share(cells, re.compile(r"\d{4,5}").fullmatch) > 0.8 and _beside(columns, at):
            keys[at] = "address:work.postcode"
            keys[at + 1] = "address:work.town"
        elif tabular.share(cells, _IS_STREET.fullmatch) > 0.5:
            keys[at] = "address:work.street"
        elif tabular.share(cells, looks_like_company) > 0.3:
            keys[at] = "company"
    texts = [
        at for at, key in enumerate(keys) if key == "extra" and tabular.share(columns[at], _IS_WORDS.fullmatch) > 0.8
    ]
    if len(texts) >= 2 and "company" not in keys[: texts[0]]:
        _first_two(keys, columns, texts)
    elif texts:
        keys[texts[0]] = "full_name"


def _beside(columns: Sequence[Sequence[str]], at: int) -> bool:
    return at + 1 < len(columns) and tabular.share(columns[at + 1], _IS_WORDS.fullmatch) > 0.8


def _first_two(keys: list[str], columns: Sequence[Sequence[str]], texts: list[int]) -> None:
    one, two = texts[:2]
    several = tabular.share(columns[one], lambda cell: " " in cell)
    if several > 0.6:
        keys[one] = "full_name"
        keys[two] = "company" if "company" not in keys else "extra"
        return
    given = [
        tabular.share(columns[at], lambda cell: cell.split("-")[0].split(" ")[0].lower() in _GIVEN) for at in (one, two)
    ]
    upper = [tabular.share(columns[at], str.isupper) for at in (one, two)]
    first_is_family = given[1] > given[0] or (given[0] == given[1] and upper[0] >= upper[1])
    keys[one], keys[two] = ("family_name", "given_name") if first_is_family else ("given_name", "family_name")
    if len(texts) > 2 and "company" not in keys:
        keys[texts[2]] = "company"


# ---- rows -----------------------------------------------------------------------------------------------------------

_SPREADSHEET_NUMBER = re.compile(r"(\d{8,12})\.0")
_NOTHING = frozenset(
    {
        "0/0/00",
        "0.0.00",
        "00/00/0000",
        "keine angabe",
        "non spécifié",
        "unspecified",
        "not specified",
        "null",
        "none",
        "n/a",
        "#n/a",
    }
)
_OTHER_ADDRESSES = {
    "invoice": "invoice", "facturation": "invoice", "rechnung": "invoice", "billing": "invoice", "delivery": "delivery",
    "livraison": "delivery", "lieferung": "delivery", "shipping": "delivery", "lieferadresse": "delivery",
    "rechnungsadresse": "invoice",
}  # fmt: skip
_DIRECT = {"given_name", "family_name", "company", "job_title", "department"}


class _Draft:
    """What a row has said so far."""

    __slots__ = (
        "address_type",
        "addresses",
        "area",
        "birth",
        "card",
        "countries",
        "full",
        "is_company",
        "labels",
        "whole",
    )

    def __init__(self) -> None:
        self.card = Card()
        self.addresses: dict[str, Address] = {}
        self.countries: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.whole: dict[str, str] = {}
        self.full: list[tuple[str, str, str]] = []
        self.birth: dict[str, str] = {}
        self.area = ""
        self.is_company: bool | None = None
        self.address_type = ""


_Taker = Callable[[_Draft, str], None]


class _RowReader:
    """Makes contacts of rows, by a plan made once from the mapping."""

    def __init__(self, header: Sequence[str], mapping: Sequence[str], country: str) -> None:
        self.header = list(header)
        self.mapping = list(mapping)
        self.country = country
        self.places: dict[str, str] = {}
        labels = [(at, self._label_taker(at)) for at, key in enumerate(mapping) if key == "label"]
        others = [(at, self._taker(at, key)) for at, key in enumerate(mapping) if key not in ("label", "ignore")]
        self.plan: list[tuple[int, _Taker]] = labels + others
        self.width = len(mapping)

    # -- the plan --

    def _title(self, at: int) -> str:
        return (self.header[at].strip() if at < len(self.header) else "") or _("Column {number}").format(number=at + 1)

    def _group(self, at: int) -> str:
        """What "Phone 1 - Type" and "Phone 1 - Value" have in common."""
        return self._title(at).rpartition(" - ")[0].strip()

    def _label_taker(self, at: int) -> _Taker:
        group = self._group(at)

        def take(draft: _Draft, cell: str) -> None:
            draft.labels[group] = cell

        return take

    def _taker(self, at: int, key: str) -> _Taker:
        kind, _colon, rest = key.partition(":")
        if key in _DIRECT:
            return self._direct(at, key)
        if kind == "phone":
            return self._phone(at, "" if rest == "other" else rest)
        if kind == "email":
            return self._email(at, rest)
        if kind == "address":
            return self._address(at, *rest.split("."))
        makers: dict[str, Callable[[int], _Taker]] = {
            "civility": self._civility, "full_name": self._full, "name_or_company": self._full_or_company,
            "web": self._web, "note": self._note, "tags": self._tags, "birthday": self._birthday, "tier": self._tier,
            "source": self._source,
        }  # fmt: skip
        if key in makers:
            return makers[key](at)
        if key in ("stage", "temperature", "language"):
            return self._choice(at, key)
        simple: dict[str, _Taker] = {
            "phone.area": _take_area, "is_company": _take_is_company, "address_type": _take_address_type,
            "birthday.day": _birth("day"), "birthday.month": _birth("month"), "birthday.year": _birth("year"),
        }  # fmt: skip
        return simple.get(key) or self._extra(at)

    def _direct(self, at: int, name: str) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            card = draft.card
            known = getattr(card, name)
            if not known:
                setattr(card, name, cell if "\n" not in cell and "  " not in cell else clean(cell))
            elif known != cell:
                vcard.add_extra(card, title, cell)

        return take

    def _phone(self, at: int, label: str) -> _Taker:
        group = self._group(at)

        def take(draft: _Draft, cell: str) -> None:
            if match := _SPREADSHEET_NUMBER.fullmatch(cell):
                cell = match[1]
            if draft.area:
                cell, draft.area = f"{draft.area} {cell}", ""
            own = label_of(draft.labels[group]) if group and group in draft.labels else label
            vcard.add_phones(draft.card, cell, own)

        return take

    def _email(self, at: int, label: str) -> _Taker:
        group = self._group(at)

        def take(draft: _Draft, cell: str) -> None:
            own = label_of(draft.labels[group]) if group and group in draft.labels else label
            vcard.add_emails(draft.card, cell, own)

        return take

    def _web(self, at: int) -> _Taker:
        group = self._group(at)

        def take(draft: _Draft, cell: str) -> None:
            own = label_of(draft.labels[group]) if group and group in draft.labels else ""
            vcard.add_web(draft.card, cell, own)

        return take

    def _address(self, at: int, place: str, part: str) -> _Taker:
        group = self._group(at)
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            address = draft.addresses.get(place)
            if address is None:
                own = draft.labels.get(group) if group else None
                label = label_of(own) if own else ("" if place == "other" else place)
                address = draft.addresses[place] = Address(label=label)
            _put_part(draft, place, address, part, cell, title)

        return take

    def _civility(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            written = clean_civility(cell)
            if written and not draft.card.civility:
                draft.card.civility = written
            elif written != draft.card.civility or not written:
                vcard.add_extra(draft.card, title, cell)

        return take

    def _full(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            draft.full.append((cell, title, ""))

        return take

    def _full_or_company(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            draft.full.append((cell, title, "company"))

        return take

    def _note(self, at: int) -> _Taker:
        def take(draft: _Draft, cell: str) -> None:
            text = clean_lines(cell)
            draft.card.note = f"{draft.card.note}\n{text}" if draft.card.note else text

        return take

    def _tags(self, at: int) -> _Taker:
        def take(draft: _Draft, cell: str) -> None:
            vcard.add_tags(draft.card, re.split(r":::|[;,|]", cell))

        return take

    def _birthday(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            day = day_of(cell)
            if day and not draft.card.birthday:
                draft.card.birthday = day
            elif not day and re.search(r"[1-9]", cell.replace("0.0.00", "")):
                vcard.add_extra(draft.card, title, cell)

        return take

    def _tier(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            if draft.card.tier or len(cell) > 20:
                vcard.add_extra(draft.card, title, cell)
            else:
                draft.card.tier = cell.upper() if len(cell) == 1 else cell

        return take

    def _source(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            if draft.card.source:
                vcard.add_extra(draft.card, title, cell)
            else:
                draft.card.source = clean(cell)

        return take

    def _choice(self, at: int, name: str) -> _Taker:
        title = self._title(at)

        def take(draft: _Draft, cell: str) -> None:
            value = choice_of(name, cell)
            if value and not getattr(draft.card, name):
                setattr(draft.card, name, value)
            elif not value and cell.lower() not in _NOTHING:
                vcard.add_extra(draft.card, title, cell)

        return take

    def _extra(self, at: int) -> _Taker:
        title = self._title(at)
        group = self._group(at)

        def take(draft: _Draft, cell: str) -> None:
            if cell.lower() not in _NOTHING:
                vcard.add_extra(draft.card, draft.labels.get(group, "").lstrip("* ") or title if group else title, cell)

        return take

    # -- one row --

    def read(self, row: tabular.Row) -> Entry:
        """The contact of one row, or why there is none."""
        cells = row.cells
        if row.broken:
            return Entry(row.line, None, _("This row can't be read: a cell is too long."), cells)
        draft = _Draft()
        width = len(cells)
        for at, take in self.plan:
            if at < width and (cell := cells[at].strip()):
                if len(cell) > tabular.MOST_CHARACTERS:
                    return Entry(row.line, None, _("This row has a cell of more than 32,000 characters."), cells)
                if cell[0] == "'":
                    cell = exact(cell)
                take(draft, cell)
        if width > self.width:
            if width > tabular.MOST_CELLS:
                return Entry(row.line, None, _("This row has more than 200 cells."), cells)
            self._beyond(draft, cells)
        return self._entry(row, draft)

    def _beyond(self, draft: _Draft, cells: Sequence[str]) -> None:
        for at in range(self.width, len(cells)):
            if cells[at].strip():
                vcard.add_extra(draft.card, self._title(at), cells[at])

    def _entry(self, row: tabular.Row, draft: _Draft) -> Entry:
        card = draft.card
        self._addresses(draft)
        if draft.birth:
            _join_birthday(draft)
        if draft.address_type and (entry := self._other_address(row, draft)):
            return entry
        if draft.full:
            _settle_names(draft)
        _settle_kind(draft)
        vcard.finish(card, self.country)
        if vcard.has_contact(card):
            return Entry(row.line, card, "", row.cells)
        return Entry(row.line, None, _why_not(card), row.cells)

    def _addresses(self, draft: _Draft) -> None:
        for place, text in draft.whole.items():
            _read_whole(draft, place, draft.addresses[place], text)
        for place, address in draft.addresses.items():
            country = draft.countries.get(place, "")
            if unknown := tidy_address(address, country, self.country):
                vcard.add_extra(draft.card, _("Country"), unknown)
            if not address.is_empty():
                draft.card.addresses.append(address)
            elif address.country or country_of(country):
                vcard.add_extra(draft.card, _("Country"), country)

    def _other_address(self, row: tabular.Row, draft: _Draft) -> Entry | None:
        """A row that only gives a company another address."""
        kind = next((kind for word, kind in _OTHER_ADDRESSES.items() if word in words(draft.address_type)), "")
        card = draft.card
        if not kind or not card.company or draft.is_company:
            return None
        name = next((text for text, _title, _kind in draft.full), "") or f"{card.given_name} {card.family_name}".strip()
        for address in card.addresses:
            address.label = kind
            address.recipient = ", ".join(part for part in (clean(name), address.recipient) if part)
        card.kind = "company"
        card.given_name = card.family_name = ""
        vcard.finish(card, self.country)
        return Entry(row.line, card, "", row.cells, part_of=card.company)


def _take_area(draft: _Draft, cell: str) -> None:
    draft.area = cell


def _take_is_company(draft: _Draft, cell: str) -> None:
    draft.is_company = is_yes(cell)


def _take_address_type(draft: _Draft, cell: str) -> None:
    draft.address_type = cell


def _birth(part: str) -> _Taker:
    def take(draft: _Draft, cell: str) -> None:
        draft.birth[part] = cell

    return take


def _join_birthday(draft: _Draft) -> None:
    birth = draft.birth
    year, month, day = (birth.get(part, "") for part in ("year", "month", "day"))
    joined = day_of(f"{day}.{month}.{year}" if year else f"{day}.{month}")
    if joined and not draft.card.birthday:
        draft.card.birthday = joined
    elif not joined:
        vcard.add_extra(draft.card, _("Birthday"), "/".join(part for part in (day, month, year) if part))


def _put_part(draft: _Draft, place: str, address: Address, part: str, cell: str, title: str) -> None:
    """One cell into its part of an address; a part already filled goes on in the next free line."""
    if part == "street" and not address.street:
        address.street = cell
    elif part == "country":
        _put_country(draft, place, cell, title)
    elif part in ("street2", "street"):
        place_lines(lines_of(cell), address) if address.street else setattr(address, "building", cell)
    elif part == "full":
        draft.whole[place] = f"{draft.whole[place]}\n{cell}" if place in draft.whole else cell
    elif part == "locality" and cell.isdecimal():
        address.locality = f"BP {cell}"
    elif not getattr(address, part):
        setattr(address, part, cell if "\n" not in cell else clean(cell))
    elif getattr(address, part) != cell:
        vcard.add_extra(draft.card, title, cell)


def _put_country(draft: _Draft, place: str, cell: str, title: str) -> None:
    if place in draft.countries and country_of(draft.countries[place]) != country_of(cell):
        vcard.add_extra(draft.card, title, cell)
    draft.countries.setdefault(place, cell)


def _read_whole(draft: _Draft, place: str, address: Address, cell: str) -> None:
    """The address in one text counts only for what the parts don't say: Google gives both."""
    if not address.is_empty():
        return
    if country := read_address(cell, address):
        draft.countries.setdefault(place, country)


def _settle_names(draft: _Draft) -> None:
    """Names given in one cell: of the person, or of the company when there is a person beside."""
    card = draft.card
    for text, title, kind in draft.full:
        text = clean(text)
        named = bool(card.given_name or card.family_name)
        if _names_company(draft, text, kind, named):
            card.company = text
        elif named:
            _other_name(card, text, title)
        elif not card.company or words(text) != words(card.company):
            vcard.name_from_text(card, text, says_family_first(title))


def _names_company(draft: _Draft, text: str, kind: str, named: bool) -> bool:
    card = draft.card
    if card.company:
        return bool(draft.is_company) and not named and words(card.company) == words(text)
    if named:
        return bool(kind) and not _same_words(text, card)
    return bool(draft.is_company) or (draft.is_company is None and "@" not in text and looks_like_company(text))


def _same_words(text: str, card: Card) -> bool:
    known = set(words(f"{card.civility} {card.given_name} {card.family_name}"))
    return set(words(text)) <= known


def _other_name(card: Card, text: str, title: str) -> None:
    kept = " ".join(value for _label, value in card.extra)
    known = set(words(f"{card.civility} {card.given_name} {card.family_name} {card.company} {kept}"))
    name = split_name(text)
    if name.civility and not card.civility:
        card.civility = name.civility
        known |= set(words(f"{name.civility} {text.split()[0]}"))
    if not set(words(text)) <= known:
        vcard.add_extra(card, title, text)


def _settle_kind(draft: _Draft) -> None:
    card = draft.card
    named = bool(card.given_name or card.family_name)
    if draft.is_company:
        card.kind = "company"
        if named and not card.company:
            card.company = f"{card.given_name} {card.family_name}".strip()
            card.given_name = card.family_name = card.civility = ""
    elif card.company and not named:
        card.kind = "company"
    elif card.family_name and not card.given_name and not card.company and looks_like_company(card.family_name):
        card.kind, card.company, card.family_name = "company", card.family_name, ""


def _why_not(card: Card) -> str:
    if card.addresses:
        return _("There is only an address: no name, no company, no e-mail, no phone.")
    return _("There is neither a name nor a company, an e-mail or a phone.")
