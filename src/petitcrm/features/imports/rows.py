"""A row of a table made a card."""

import re
from collections.abc import Callable, Sequence

from petitcrm.base.cards import Address
from petitcrm.base.formulas import exact
from petitcrm.base.language import _
from petitcrm.base.people import clean_civility
from petitcrm.base.text import clean, clean_lines, words
from petitcrm.features.imports import tabular
from petitcrm.features.imports.choices import choice_of, is_yes
from petitcrm.features.imports.days import day_of
from petitcrm.features.imports.details import add_emails, add_extra, add_phones, add_tags, add_web, finish, has_contact
from petitcrm.features.imports.drafts import (
    Draft,
    join_birthday,
    put_part,
    read_whole,
    settle_kind,
    settle_names,
    why_not,
)
from petitcrm.features.imports.entries import Entry
from petitcrm.features.imports.labels import label_of
from petitcrm.features.imports.places import country_of, tidy_address

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

_Taker = Callable[[Draft, str], None]


class RowReader:
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

        def take(draft: Draft, cell: str) -> None:
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

        def take(draft: Draft, cell: str) -> None:
            card = draft.card
            known = getattr(card, name)
            if not known:
                setattr(card, name, cell if "\n" not in cell and "  " not in cell else clean(cell))
            elif known != cell:
                add_extra(card, title, cell)

        return take

    def _phone(self, at: int, label: str) -> _Taker:
        group = self._group(at)

        def take(draft: Draft, cell: str) -> None:
            if match := _SPREADSHEET_NUMBER.fullmatch(cell):
                cell = match[1]
            if draft.area:
                cell, draft.area = f"{draft.area} {cell}", ""
            own = label_of(draft.labels[group]) if group and group in draft.labels else label
            add_phones(draft.card, cell, own)

        return take

    def _email(self, at: int, label: str) -> _Taker:
        group = self._group(at)

        def take(draft: Draft, cell: str) -> None:
            own = label_of(draft.labels[group]) if group and group in draft.labels else label
            add_emails(draft.card, cell, own)

        return take

    def _web(self, at: int) -> _Taker:
        group = self._group(at)

        def take(draft: Draft, cell: str) -> None:
            own = label_of(draft.labels[group]) if group and group in draft.labels else ""
            add_web(draft.card, cell, own)

        return take

    def _address(self, at: int, place: str, part: str) -> _Taker:
        group = self._group(at)
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            address = draft.addresses.get(place)
            if address is None:
                own = draft.labels.get(group) if group else None
                label = label_of(own) if own else ("" if place == "other" else place)
                address = draft.addresses[place] = Address(label=label)
            put_part(draft, place, address, part, cell, title)

        return take

    def _civility(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            written = clean_civility(cell)
            if written and not draft.card.civility:
                draft.card.civility = written
            elif written != draft.card.civility or not written:
                add_extra(draft.card, title, cell)

        return take

    def _full(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            draft.full.append((cell, title, ""))

        return take

    def _full_or_company(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            draft.full.append((cell, title, "company"))

        return take

    def _note(self, at: int) -> _Taker:
        def take(draft: Draft, cell: str) -> None:
            text = clean_lines(cell)
            draft.card.note = f"{draft.card.note}\n{text}" if draft.card.note else text

        return take

    def _tags(self, at: int) -> _Taker:
        def take(draft: Draft, cell: str) -> None:
            add_tags(draft.card, re.split(r":::|[;,|]", cell))

        return take

    def _birthday(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            day = day_of(cell)
            if day and not draft.card.birthday:
                draft.card.birthday = day
            elif not day and re.search(r"[1-9]", cell.replace("0.0.00", "")):
                add_extra(draft.card, title, cell)

        return take

    def _tier(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            if draft.card.tier or len(cell) > 20:
                add_extra(draft.card, title, cell)
            else:
                draft.card.tier = cell.upper() if len(cell) == 1 else cell

        return take

    def _source(self, at: int) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            if draft.card.source:
                add_extra(draft.card, title, cell)
            else:
                draft.card.source = clean(cell)

        return take

    def _choice(self, at: int, name: str) -> _Taker:
        title = self._title(at)

        def take(draft: Draft, cell: str) -> None:
            value = choice_of(name, cell)
            if value and not getattr(draft.card, name):
                setattr(draft.card, name, value)
            elif not value and cell.lower() not in _NOTHING:
                add_extra(draft.card, title, cell)

        return take

    def _extra(self, at: int) -> _Taker:
        title = self._title(at)
        group = self._group(at)

        def take(draft: Draft, cell: str) -> None:
            if cell.lower() not in _NOTHING:
                add_extra(draft.card, draft.labels.get(group, "").lstrip("* ") or title if group else title, cell)

        return take

    # -- one row --

    def read(self, row: tabular.Row) -> Entry:
        """The contact of one row, or why there is none."""
        cells = row.cells
        if row.broken:
            return Entry(row.line, None, _("This row can't be read: a cell is too long."), cells)
        draft = Draft()
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

    def _beyond(self, draft: Draft, cells: Sequence[str]) -> None:
        for at in range(self.width, len(cells)):
            if cells[at].strip():
                add_extra(draft.card, self._title(at), cells[at])

    def _entry(self, row: tabular.Row, draft: Draft) -> Entry:
        card = draft.card
        self._addresses(draft)
        if draft.birth:
            join_birthday(draft)
        if draft.address_type and (entry := self._other_address(row, draft)):
            return entry
        if draft.full:
            settle_names(draft)
        settle_kind(draft)
        finish(card, self.country)
        if has_contact(card):
            return Entry(row.line, card, "", row.cells)
        return Entry(row.line, None, why_not(card), row.cells)

    def _addresses(self, draft: Draft) -> None:
        for place, text in draft.whole.items():
            read_whole(draft, place, draft.addresses[place], text)
        for place, address in draft.addresses.items():
            country = draft.countries.get(place, "")
            if unknown := tidy_address(address, country, self.country):
                add_extra(draft.card, _("Country"), unknown)
            if not address.is_empty():
                draft.card.addresses.append(address)
            elif address.country or country_of(country):
                add_extra(draft.card, _("Country"), country)

    def _other_address(self, row: tabular.Row, draft: Draft) -> Entry | None:
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
        finish(card, self.country)
        return Entry(row.line, card, "", row.cells, part_of=card.company)


def _take_area(draft: Draft, cell: str) -> None:
    draft.area = cell


def _take_is_company(draft: Draft, cell: str) -> None:
    draft.is_company = is_yes(cell)


def _take_address_type(draft: Draft, cell: str) -> None:
    draft.address_type = cell


def _birth(part: str) -> _Taker:
    def take(draft: Draft, cell: str) -> None:
        draft.birth[part] = cell

    return take
