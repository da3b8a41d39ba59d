"""The columns of the list, each declared once: what it shows, and what the list is sorted by."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base import garbage, phones
from petitcrm.base.fields import Choice
from petitcrm.base.language import _, mark
from petitcrm.base.text import fold
from petitcrm.features.contacts import own_fields
from petitcrm.features.contacts.fields import AUDIENCES, BY_KEY, LANGUAGES, STAGES, TEMPERATURES
from petitcrm.features.contacts.own_fields import OwnField, day_shown
from petitcrm.store.connection import Reader, marks
from petitcrm.ui.lists.heads import Head, TableRow


@dataclass(frozen=True)
class Column:
    """`cell` is SQL on contact c, its company e and w (see _FROM), fixed text like every other SQL here.

    `sort` asks for (contact, value) of those that have one, for all contacts at once; where it is empty, `cell` is asked.
    kind: text, strong, badge, number, choice, phone, yes_no, day, month_day, due (a day that is late once it is past).
    Where `of_company`, a person without a value is sorted by that of the company. `label` is marked for translation, but
    for a column of the owner's (`as_it_is`).
    """

    key: str
    label: str
    cell: str
    sort: str = ""
    kind: str = "text"
    width: int = 140
    choices: tuple[Choice, ...] = ()
    of_company: bool = False
    as_it_is: bool = False

    @property
    def title(self) -> str:
        return self.label if self.as_it_is else _(self.label)

    @property
    def is_day(self) -> bool:
        return self.kind in ("day", "due")

    def head(self, width: int = 0) -> Head:
        """The column as the table shows it."""
        kind = self.kind if self.kind in ("strong", "badge", "number") else "text"
        return Head(self.key, self.title, width or self.width, kind, by_hand=bool(width))

    def words(self, value: Any, today: date) -> str:
        """A value as it is read."""
        if value is None or value == "":
            return ""
        text = str(value)
        if self.is_day:
            return day_shown(text, today)
        if self.kind == "month_day":
            return birthday_shown(text)
        if self.choices:
            return _(next((one.label for one in self.choices if one.value == text), text))
        if self.kind == "phone":
            return phones.shown(text)
        if self.kind == "yes_no":
            return _("yes") if text == "1" else ""
        return " ".join(text.split()) if "\n" in text else text


_BIRTHDAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})")


def birthday_shown(text: str) -> str:
    """A birthday as it is typed: 9/3/1975, or 9/3 without the year."""
    found = _BIRTHDAY.fullmatch(text)
    if found is None:
        return text
    year = "" if found[1] == "-" else f"/{found[1]}"
    return f"{int(found[3])}/{int(found[2])}{year}"


_FROM = "FROM contact c LEFT JOIN employment w ON w.person_id = c.id AND w.is_main LEFT JOIN contact e ON e.id = w.company_id"


def _first(what: str, table: str, owner: str) -> str:
    return f"(SELECT {what} FROM {table} WHERE contact_id = {owner} ORDER BY position, id LIMIT 1)"  # noqa: S608


def _own_or_company(what: str, table: str) -> str:
    return f"coalesce({_first(what, table, 'c.id')}, {_first(what, table, 'e.id')}, '')"


def _each_first(what: str, table: str) -> str:
    """The first of each contact: of the row with the least position, min() takes the other columns too."""
    firsts = f"SELECT contact_id, {what} AS said, min(position) FROM {table} GROUP BY contact_id"  # noqa: S608 - fixed names
    return f"SELECT contact_id, said FROM ({firsts}) WHERE said <> ''"  # noqa: S608


_NUMBER = "coalesce(nullif(e164, ''), number)"
_TAGS = "(SELECT group_concat(t.name, ', ') FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = c.id)"
_PEOPLE = (
    "(SELECT nullif(count(*), 0) FROM employment x JOIN contact p ON p.id = x.person_id "
    "WHERE x.company_id = c.id AND x.until = '' AND p.trashed_at IS NULL)"
)


def _label(key: str) -> str:
    return BY_KEY[key].label


COLUMNS = (
    Column("name", mark("Name"), "c.display_name", kind="strong", width=190),
    Column(
        "company",
        _label("company"),
        "coalesce(e.company_name, '')",  # a company's own name stands under Name
        "SELECT id, company_name FROM contact WHERE company_name <> ''",
        width=160,
        of_company=True,
    ),
    Column("job_title", _label("job_title"), "c.job_title", width=140),
    Column("department", _label("department"), "c.department", width=120),
    Column(
        "town",
        mark("Town"),
        _own_or_company("town", "address"),
        _each_first("town", "address"),
        width=130,
        of_company=True,
    ),
    Column(
        "postcode",
        mark("Postcode"),
        _own_or_company("postcode", "address"),
        _each_first("postcode", "address"),
        width=90,
        of_company=True,
    ),
    Column(
        "phone", mark("Phone"), _first(_NUMBER, "phone", "c.id"), _each_first(_NUMBER, "phone"), kind="phone", width=130
    ),
    Column("email", mark("E-mail"), _first("address", "email", "c.id"), _each_first("address", "email"), width=210),
    Column("stage", _label("stage"), "c.stage", kind="choice", choices=STAGES, width=95),
    Column("temperature", _label("temperature"), "c.temperature", kind="choice", choices=TEMPERATURES, width=110),
    Column(
        "tier",
        _label("tier"),
        "c.tier",
        sort="SELECT c.id, t.position FROM contact c JOIN tier t ON t.code = c.tier",
        kind="badge",
        width=60,
    ),
    Column("tags", _label("tags"), _TAGS, width=160),
    Column("source", _label("source"), "c.source", width=130),
    Column("created", mark("Made on"), "c.created_at", kind="day", width=110),
    Column("changed", mark("Changed on"), "c.changed_at", kind="day", width=110),
    Column("birthday", _label("birthday"), "c.birthday", kind="month_day", width=110),
    Column("language", _label("language"), "c.language", kind="choice", choices=LANGUAGES, width=100),
    Column("audience", _label("audience"), "c.audience", kind="choice", choices=AUDIENCES, width=120),
    Column("snoozed_until", _label("snoozed_until"), "c.snoozed_until", kind="day", width=110),
    Column(
        "people",
        mark("People"),
        _PEOPLE,
        "SELECT x.company_id, count(*) FROM employment x JOIN contact p ON p.id = x.person_id "
        "WHERE x.until = '' AND p.trashed_at IS NULL GROUP BY x.company_id",
        kind="number",
        width=90,
    ),
    Column("note", _label("note"), "substr(c.note, 1, 120)", width=240),
)
USUAL = ("tier", "name", "company", "job_title", "town", "phone", "stage", "next_call")


def of_owner(field: OwnField) -> Column:
    """The column of one of the owner's fields."""
    value = f"(SELECT v.value FROM custom_value v WHERE v.contact_id = c.id AND v.field_id = {int(field.id)})"  # noqa: S608
    kinds = {"number": "number", "date": "day", "yes_no": "yes_no"}
    kept = "CAST(value AS REAL)" if field.kind == "number" else "value"
    return Column(
        field.key,
        field.name,
        value,
        f"SELECT contact_id, {kept} FROM custom_value WHERE field_id = {int(field.id)} AND value <> ''",  # noqa: S608
        kind=kinds.get(field.kind, "text"),
        as_it_is=True,
    )


def offered(reader: Reader, added: Sequence[Column] = ()) -> dict[str, Column]:
    """Every column there is, by key: those of contacts, those `added` by other features, the owner's fields."""
    own = [of_owner(field) for field in own_fields.all_of(reader)]
    return {column.key: column for column in (*COLUMNS, *added, *own)}


def rows(reader: Reader, ids: Iterable[int], columns: Sequence[Column], today: date) -> list[TableRow | None]:
    """The cells of `columns` for each of `ids`, in that order, as they are read; None for those that are gone."""
    wanted = list(ids)
    some_due = any(column.kind == "due" for column in columns)
    day = today.isoformat()
    found: dict[int, TableRow] = {}
    for row in _cells(reader, wanted, columns):
        pairs = list(zip(columns, row[1:], strict=True))
        roles: tuple[str, ...] = ()
        if some_due:
            roles = tuple("bad" if one.kind == "due" and value and value < day else "" for one, value in pairs)
        found[row[0]] = TableRow(row[0], tuple(column.words(value, today) for column, value in pairs), roles)
    return [found.get(one) for one in wanted]


def values(reader: Reader, ids: Iterable[int], columns: Sequence[Column], today: date) -> list[list[str]]:
    """The cells of `columns` for each of `ids` that is there, as another program takes them: days as ISO dates."""
    wanted = list(ids)
    found = {row[0]: row[1:] for row in _cells(reader, wanted, columns)}
    return [
        [
            (str(value or "")[:10] if column.is_day else column.words(value, today))
            for column, value in zip(columns, found[one], strict=True)
        ]
        for one in wanted
        if one in found
    ]


def _cells(reader: Reader, wanted: list[int], columns: Sequence[Column]) -> Iterable[Any]:
    cells = ", ".join(column.cell for column in columns)
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        yield from reader.rows(f"SELECT c.id, {cells} {_FROM} WHERE c.id IN ({marks(len(chunk))})", chunk)


def ordered(reader: Reader, ids: "array[int]", column: Column, descending: bool = False) -> "array[int]":
    """`ids`, given in order of name, in the order of `column`; those without a value last, equal ones by name."""
    if column.key == "name":
        return ids[::-1] if descending else ids
    with garbage.resting():  # a hundred thousand plain rows make no garbage, and it would look at them again and again
        values = _values(reader, column)
        ranks = _ranks(values, column)
        of = {one: ranks[value] for one, value in values.items()}
        filled = [one for one in ids if one in of]
        filled.sort(key=of.__getitem__, reverse=descending)  # equal ones stay by name, both ways
        return array("q", [*filled, *(one for one in ids if one not in of)] if len(filled) < len(ids) else filled)


def _values(reader: Reader, column: Column) -> dict[int, Any]:
    sql = column.sort or f"SELECT id, {column.cell} FROM contact c WHERE {column.cell} <> ''"  # noqa: S608 - declared
    values: dict[int, Any] = dict(reader.rows(sql))
    if column.of_company:
        jobs = reader.rows("SELECT person_id, company_id FROM employment WHERE is_main")
        for person, company in jobs:
            if company in values and person not in values:
                values[person] = values[company]
    return values


def _ranks(values: dict[int, Any], column: Column) -> dict[Any, Any]:
    """What each value is sorted by: choices by their order, birthdays by the day of the year, texts without accents."""
    same = set(values.values())
    if column.choices:
        places = {one.value: at for at, one in enumerate(column.choices)}
        return {value: places.get(value, len(places)) for value in same}
    if column.kind == "month_day":
        return {value: value[-5:] for value in same}
    if column.kind in ("text", "strong") and all(isinstance(value, str) for value in same):
        return {value: fold(value) for value in same}
    return {value: value for value in same}
