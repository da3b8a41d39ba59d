"""The fields the owner made: which there are, and what each of them can hold."""

from dataclasses import dataclass
from datetime import date

from petitcrm.base import dates
from petitcrm.base.fields import Choice, Field, Refused
from petitcrm.base.language import _, mark
from petitcrm.base.text import clean, key
from petitcrm.features.contacts.fields import doubt_day, doubt_number, read_number
from petitcrm.store.connection import Reader

OWN = "own:"  # then the uid of the field: its key among the fields of a card
KINDS = {
    "text": mark("text"),
    "number": mark("number"),
    "date": mark("date"),
    "choice": mark("choice"),
    "yes_no": mark("yes or no"),
}
OF = {"both": mark("people and companies"), "person": mark("people"), "company": mark("companies")}
_YES = ("1", "yes", "oui", "true", "vrai", "x", "o", "y")
_DOUBTS = {"date": doubt_day, "number": doubt_number}


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field the owner made. kind: one of KINDS; `of`: both, person or company."""

    id: int
    uid: str
    name: str
    kind: str
    choices: tuple[str, ...]
    of: str

    @property
    def key(self) -> str:
        return OWN + self.uid

    def as_field(self) -> Field:
        """The field as forms show it."""
        offered = (Choice("", "—"), *(Choice(one, one) for one in self.choices))
        return Field(
            self.key,
            self.name,
            self.kind,
            "own",
            ("person", "company") if self.of == "both" else (self.of,),
            offered if self.kind == "choice" else (),
            doubt=_DOUBTS.get(self.kind, lambda _text: ""),
            hint=mark("for example 12/4/2026") if self.kind == "date" else "",
            own=True,
        )


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


def kept(kind: str, choices: str, value: str, today: date) -> str:
    """`value` as a field of that kind keeps it; what it can't read stays as it was typed. `choices`: one to a line."""
    text = clean(value)
    if kind == "number":
        return read_number(text)
    if kind == "date":
        day = dates.understood(text, today) if text else None
        return day.isoformat() if day else text
    if kind == "yes_no":
        return "1" if key(text) in _YES else ""
    if kind == "choice":
        return next((one for one in choices.split("\n") if key(one) == key(text)), text)
    return text


def kept_surely(field: OwnField, text: str, today: date) -> str:
    """What a field keeps of `text`, for many cards at once: Refused where it can't be read."""
    value = kept(field.kind, "\n".join(field.choices), text, today)
    if field.kind == "choice" and value and value not in field.choices:
        raise Refused(
            field.key,
            _("“{value}” is not a choice of “{field}”.").format(value=value, field=field.name),
            _("The choices are: {all}.").format(all=", ".join(field.choices)),
        )
    if doubt := field.as_field().doubt(value):
        raise Refused(field.key, doubt)
    return value


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
