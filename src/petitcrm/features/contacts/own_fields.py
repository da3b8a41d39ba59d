"""The fields the owner made: which there are, and what each of them can hold."""

import re
from dataclasses import dataclass
from datetime import date

from petitcrm.base import dates
from petitcrm.base.fields import Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean, key
from petitcrm.store.connection import Reader

_YES = ("1", "yes", "oui", "true", "vrai", "x", "o", "y")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field the owner made. kind: text, number, date, choice, yes_no; `of`: both, person or company."""

    id: int
    uid: str
    name: str
    kind: str
    choices: tuple[str, ...]
    of: str

    @property
    def key(self) -> str:
        return f"custom:{self.uid}"


def all_of(reader: Reader) -> list[OwnField]:
    """The owner's fields, in the owner's order."""
    found = reader.rows('SELECT id, uid, name, kind, choices, "of" FROM custom_field ORDER BY position, id')
    return [
        OwnField(row[0], row[1], row[2], row[3], tuple(filter(None, map(clean, row[4].split("\n")))), row[5])
        for row in found
    ]


def named(reader: Reader, uid: str) -> OwnField | None:
    """The field of that uid, None where there is none any more."""
    return next((one for one in all_of(reader) if one.uid == uid), None)


def kept(field: OwnField, text: str, today: date) -> str:
    """What a field keeps of `text`, "" for nothing; Refused where it can't hold it."""
    said = clean(text)
    if not said:
        return ""
    if field.kind == "number":
        number = said.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
        if not _NUMBER.fullmatch(number):
            raise Refused(field.key, _("“{text}” is not a number.").format(text=said))
        return number
    if field.kind == "date":
        day = dates.understood(said, today)
        if day is None:
            raise Refused(
                field.key,
                _("“{text}” is not a day.").format(text=said),
                _("Write for example Mon, +3w, 12/4 or 2026-04-12."),
            )
        return day.isoformat()
    if field.kind == "yes_no":
        return "1" if key(said) in _YES else ""
    if field.kind == "choice":
        found = next((one for one in field.choices if one.casefold() == said.casefold()), None)
        if found is None:
            raise Refused(
                field.key,
                _("“{value}” is not a choice of “{field}”.").format(value=said, field=field.name),
                _("The choices are: {all}.").format(all=", ".join(field.choices)),
            )
        return found
    return said


def shown(field: OwnField, value: str, today: date) -> str:
    """A kept value as it is read."""
    if field.kind == "yes_no":
        return _("yes") if value == "1" else ""
    if field.kind == "date":
        return day_shown(value, today)
    return value


def day_shown(value: str, today: date) -> str:
    """An ISO day as it is read, a text that is none as it stands."""
    try:
        return dates.shown(date.fromisoformat(value[:10]), today)
    except ValueError:
        return value
