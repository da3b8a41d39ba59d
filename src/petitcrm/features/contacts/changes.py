"""What changed on a card, from the journal."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from petitcrm.base import phones
from petitcrm.base.dates import typed
from petitcrm.base.language import _, mark
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.rules import interval_text
from petitcrm.store.connection import Reader

Image = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed: `at` in UTC (ISO), `step` the gesture, `what` the field, and its text before and after."""

    at: str
    step: str
    what: str
    before: str
    after: str


_SQL = """
SELECT s.at, s.title, j.tbl, j.row_id, j.op, j.before, j.after
FROM journal_change j JOIN journal_step s ON s.id = j.step_id
WHERE s.state = 'done' AND ((j.tbl = 'contact' AND j.row_id = :id AND j.op <> 'r') OR j.contact_id = :id)
ORDER BY j.id
"""


def changes(reader: Reader, contact_id: int, most: int = 500) -> list[Changed]:
    """What changed on a card, the newest first; where it was imported, the import ends the list."""
    found: list[Changed] = []
    rows = reader.rows(_SQL, {"id": contact_id})
    for at, (moment, step, table, row_id, op, before, after) in enumerate(rows):
        if table == "contact":
            found += [Changed(moment, step, *one) for one in _of_contact(op, before, after)]
        elif table in _PARTS:
            new = _inserted(reader, rows[at + 1 :], table, row_id) if op == "i" else _read(after)
            found += [Changed(moment, step, *one) for one in _of_part(reader, table, _read(before), new)]
    return [*reversed(found[-most:]), *_origin(reader, contact_id)]


def _read(image: str | None) -> Image:
    return json.loads(image) if image else {}


def _inserted(reader: Reader, later: list[Any], table: str, row_id: int) -> Image:
    """A row as it was inserted: what the next change of it found there, or what stands there still."""
    for _at, _step, other, other_id, _op, before, _after in later:
        if (other, other_id) == (table, row_id) and before:
            return _read(before)
    columns = reader.column("SELECT name FROM pragma_table_info(?)", (table,))
    row = reader.row(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))  # noqa: S608 - one of _PARTS
    return dict(zip(columns, row, strict=True)) if row else {}


# the contact itself

_OWN_WORDS = {"company_name": "company", "own_months": "own_interval", "own_days": "own_interval"}
_SILENT = frozenset(
    {"id", "uid", "kind", "display_name", "sort_name", "created_at", "changed_at", "tier_since", "import_uid"}
)


def _of_contact(op: str, before: str | None, after: str | None) -> list[tuple[str, str, str]]:
    if op == "i":
        return [(_("Card made"), "", "")]
    old, new = _read(before), _read(after)
    found: dict[str, tuple[str, str, str]] = {}
    for column in old:
        if column in _SILENT or old[column] == new.get(column):
            continue
        if column == "trashed_at":
            found[column] = (_("Moved to the trash") if new[column] else _("Out of the trash"), "", "")
            continue
        name = _OWN_WORDS.get(column, column)
        if field := BY_KEY.get(name):
            found[name] = (field.title, _value(name, old, column), _value(name, new, column))
    return list(found.values())


def _value(name: str, image: Image, column: str) -> str:
    if name == "own_interval":
        return interval_text(image["own_months"], image["own_days"])
    value = image[column]
    if name == "deceased":
        return _("yes") if value else _("no")
    text = str(value or "")
    field = BY_KEY[name]
    return field.word_of(text) if field.choices and text else typed(text)


# its parts


def _of_part(reader: Reader, table: str, old: Image, new: Image) -> list[tuple[str, str, str]]:
    words, text = _PARTS[table]
    before, after = (text(reader, image) if image else "" for image in (old, new))
    found = [(_(words), before, after)] if before != after else []
    for column, named in (("state", mark("state")), ("usage", mark("usage")), ("label", mark("label"))):
        if old and new and old.get(column) != new.get(column):
            what = f"{_(words)} {after}, {_(named)}"
            found.append((what, _word(old[column]), _word(new[column])))
    return found


_WORDS = {
    "usable": mark("usable"),
    "wrong": mark("wrong"),
    "returned": mark("came back"),
    "professional": mark("professional"),
    "personal": mark("personal"),
    "work": mark("work"),
    "home": mark("home"),
    "mobile": mark("mobile"),
    "main": mark("switchboard"),
    "other": mark("other"),
    "invoice": mark("invoices"),
    "objected": mark("objected"),
    "consented": mark("agreed"),
    "call": mark("calls"),
    "post": mark("post"),
    "email": mark("e-mail"),
    "message": mark("messages"),
    "photo": mark("photo"),
    "card": mark("business card"),
    "card_back": mark("business card, back"),
}


def _word(value: str) -> str:
    return _(_WORDS[value]) if value in _WORDS else value


def _phone(_reader: Reader, image: Image) -> str:
    return phones.shown(image["e164"]) if image["e164"] else str(image["number"])


def _address(_reader: Reader, image: Image) -> str:
    town = f"{image['postcode']} {image['town']}".strip()
    parts = (image["recipient"], image["building"], image["street"], image["locality"], town, image["country"])
    return ", ".join(str(part) for part in parts if part)


def _tag(reader: Reader, image: Image) -> str:
    return str(reader.value("SELECT name FROM tag WHERE id = ?", (image["tag_id"],)) or "?")


def _job(reader: Reader, image: Image) -> str:
    company = reader.value("SELECT display_name FROM contact WHERE id = ?", (image["company_id"],)) or "?"
    dates = "–".join(part for part in (typed(image["since"]), typed(image["until"])) if part)
    return ", ".join(part for part in (str(company), image["role"], dates) if part)


def _own(reader: Reader, image: Image) -> str:
    name = reader.value("SELECT name FROM custom_field WHERE id = ?", (image["field_id"],)) or "?"
    return f"{name}: {typed(image['value'])}"


def _consent(_reader: Reader, image: Image) -> str:
    return f"{_word(image['channel'])}: {_word(image['state'])}"


_PARTS: dict[str, tuple[str, Callable[[Reader, Image], str]]] = {
    "phone": (mark("Phone"), _phone),
    "email": (mark("E-mail"), lambda _reader, image: str(image["address"])),
    "web": (mark("Web"), lambda _reader, image: str(image["url"])),
    "address": (mark("Address"), _address),
    "contact_tag": (mark("Tag"), _tag),
    "employment": (mark("Works at"), _job),
    "custom_value": (mark("Own field"), _own),
    "picture": (mark("Picture"), lambda _reader, image: _word(image["kind"])),
    "consent": (mark("Consent"), _consent),
}


def _origin(reader: Reader, contact_id: int) -> list[Changed]:
    """The import that brought the card: one change stands for a whole run of rows."""
    found = reader.row(
        "SELECT s.at, s.title FROM journal_change j JOIN journal_step s ON s.id = j.step_id "
        "WHERE s.state = 'done' AND j.tbl = 'contact' AND j.op = 'r' AND j.row_id <= ? "
        "AND json_extract(j.after, '$.last') >= ? LIMIT 1",
        (contact_id, contact_id),
    )
    return [Changed(found[0], found[1], _("Card made"), "", "")] if found else []
