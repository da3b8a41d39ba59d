"""Contacts as a table: the columns with their headers, and the cells of each contact.

The headers are such that the import of PetitCRM reads every column back; what has no field there goes to the note.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from petitcrm.base.cards import Address
from petitcrm.base.language import _, mark
from petitcrm.features.contacts.fields import AUDIENCES, BY_KEY, CHANNELS, LANGUAGES, STAGES, TEMPERATURES
from petitcrm.features.exports.queries import Exported, Shape

MOST_CHARACTERS = 32_000  # of a cell: spreadsheets cut longer ones, the import refuses them
MOST_LINES = 150  # of a cell: the import takes a quote that is open for longer for a slip of the pen
MOST_ADDRESSES = 4  # each in cells of its own; more stand together in one

_KINDS = {
    "work": mark("work"),
    "mobile": mark("mobile"),
    "home": mark("home"),
    "main": mark("main"),
    "fax": mark("fax"),
    "pager": mark("pager"),
    "": mark("other"),
}
_PLACES = {"work": mark("work"), "home": mark("home"), "": mark("other")}
_CHANNELS = {"call": mark("phone"), "post": mark("post"), "email": mark("e-mail"), "message": mark("message")}
_PARTS = (
    ("recipient", mark("Recipient")),
    ("building", mark("Building")),
    ("street", mark("Street")),
    ("locality", mark("Locality")),
    ("postcode", mark("Postcode")),
    ("town", mark("Town")),
    ("region", mark("Region")),
    ("country", mark("Country")),
)


@dataclass(frozen=True)
class SheetColumn:
    """A column: its header, and what it says of a contact. kind: text or number."""

    header: str
    cell: Callable[[Exported], str]
    kind: str = "text"


def columns(shape: Shape) -> list[SheetColumn]:
    """All columns of the contacts of that shape, in the language in use."""
    made = [*_identity(), *_parts(shape), *_relation(), *_rest(shape)]
    headers: dict[str, int] = {}
    unique = []
    for column in made:
        count = headers[column.header] = headers.get(column.header, 0) + 1
        is_note = column.header == _(BY_KEY["note"].label)
        named = column.header if count == 1 or is_note else f"{column.header} ({count})"
        unique.append(SheetColumn(named, column.cell, column.kind))
    return unique


def _identity() -> list[SheetColumn]:
    return [
        SheetColumn(_("Courtesy title"), lambda one: one.card.civility),
        SheetColumn(_("First name"), lambda one: one.card.given_name),
        SheetColumn(_("Last name"), lambda one: one.card.family_name),
        SheetColumn(_("Company"), lambda one: one.card.company),
        SheetColumn(_("Is a company"), lambda one: _("yes") if one.card.kind == "company" else _("no")),
        SheetColumn(_("Job title"), lambda one: one.card.job_title),
        SheetColumn(_("Department"), lambda one: one.card.department),
    ]


def _parts(shape: Shape) -> list[SheetColumn]:
    made: list[SheetColumn] = []
    for at in range(max(shape.phones, 1)):
        made += _pair(_("Phone {n} - Type"), _("Phone {n} - Number"), at, "phones", "number", _KINDS)
    for at in range(max(shape.emails, 1)):
        made += _pair(_("E-mail {n} - Type"), _("E-mail {n} - Address"), at, "emails", "address", _KINDS)
    for at in range(shape.webs):
        made += _pair(_("Website {n} - Type"), _("Website {n} - Address"), at, "webs", "url", _KINDS)
    for at in range(min(max(shape.addresses, 1), MOST_ADDRESSES)):
        header = _("Address {n} - {part}")
        made.append(SheetColumn(header.format(n=at + 1, part=_("Type")), partial(_place_type, at)))
        made += [
            SheetColumn(header.format(n=at + 1, part=_(label)), partial(_place_part, at, name))
            for name, label in _PARTS
        ]
    if shape.addresses > MOST_ADDRESSES:
        made.append(SheetColumn(_("More places"), _more_places))
    return made


def _pair(kind: str, value: str, at: int, parts: str, name: str, words: dict[str, str]) -> list[SheetColumn]:
    """A column for what sort of phone, e-mail or page it is, and one for itself."""

    def part(one: Exported) -> object | None:
        found = getattr(one.card, parts)
        return found[at] if at < len(found) else None

    def label(one: Exported) -> str:
        found = part(one)
        return _word(words, found.label) if found is not None else ""  # type: ignore[attr-defined]

    return [
        SheetColumn(kind.format(n=at + 1), label),
        SheetColumn(value.format(n=at + 1), lambda one: getattr(part(one), name, "")),
    ]


def _word(words: dict[str, str], label: str) -> str:
    return _(words[label]) if label in words else label


def _place_type(at: int, one: Exported) -> str:
    places = one.card.addresses
    return _word(_PLACES, places[at].label) if at < len(places) else ""


def _place_part(at: int, name: str, one: Exported) -> str:
    places = one.card.addresses
    return str(getattr(places[at], name)) if at < len(places) else ""


def _more_places(one: Exported) -> str:
    return "\n".join(one_line(place) for place in one.card.addresses[MOST_ADDRESSES:])


def one_line(place: Address) -> str:
    """An address on one line."""
    town = f"{place.postcode} {place.town}".strip()
    parts = (place.recipient, place.building, place.street, place.locality, town, place.region, place.country)
    return ", ".join(part for part in parts if part)


def _relation() -> list[SheetColumn]:
    return [
        SheetColumn(_(BY_KEY["stage"].label), lambda one: _of(STAGES, one.card.stage)),
        SheetColumn(_(BY_KEY["temperature"].label), lambda one: _of(TEMPERATURES, one.card.temperature)),
        SheetColumn(_("ABC"), lambda one: one.card.tier),
        SheetColumn(_(BY_KEY["tags"].label), lambda one: ", ".join(one.card.tags)),
        SheetColumn(_(BY_KEY["birthday"].label), lambda one: one.card.birthday),
        SheetColumn(_(BY_KEY["language"].label), lambda one: _of(LANGUAGES, one.card.language)),
        SheetColumn(_(BY_KEY["source"].label), lambda one: one.card.source),
    ]


def _of(choices: Sequence[object], value: str) -> str:
    found = next((choice for choice in choices if choice.value == value), None)  # type: ignore[attr-defined]
    return (_(found.label) if found is not None else value) if value else ""  # type: ignore[attr-defined]


def _rest(shape: Shape) -> list[SheetColumn]:
    """What the import puts into the note, and the note."""
    notes = 1 + shape.longest_note // (MOST_CHARACTERS // 2) + shape.most_lines // MOST_LINES
    note = _(BY_KEY["note"].label)
    return [*without_property(shape), *(SheetColumn(note, partial(_note, at)) for at in range(notes))]


def without_property(shape: Shape) -> list[SheetColumn]:
    """What neither a vCard nor the import has a place for."""
    made = [
        SheetColumn(_(BY_KEY["audience"].label), lambda one: _of(AUDIENCES, one.more.get("audience", ""))),
        *(
            SheetColumn(_(BY_KEY[key].label), partial(_more, key))
            for key in (
                "salutation",
                "own_interval",
                "snoozed_until",
                "sourced_on",
                "preferred_days",
                "preferred_hours",
                "profile",
                "bought",
                "why_left",
            )
        ),
        SheetColumn(
            _(BY_KEY["preferred_channel"].label), lambda one: _of(CHANNELS, one.more.get("preferred_channel", ""))
        ),
        SheetColumn(_("Wrong or came back"), partial(_more, "wrong")),
        SheetColumn(_(BY_KEY["deceased"].label), lambda one: _("yes") if one.more.get("deceased") else ""),
        SheetColumn(_("Objects to"), partial(_channels, "objected")),
        SheetColumn(_("Agrees to"), partial(_channels, "consented")),
    ]
    for field in shape.own:
        kind = "number" if field.kind == "number" else "text"
        cell = partial(_yes, field.key) if field.kind == "yes_no" else partial(_more, field.key)
        made.append(SheetColumn(field.name, cell, kind))
    return made


def _more(key: str, one: Exported) -> str:
    return one.more.get(key, "")


def _yes(key: str, one: Exported) -> str:
    return _("yes") if one.more.get(key) == "1" else ""


def _channels(key: str, one: Exported) -> str:
    said = one.more.get(key, "")
    return ", ".join(_(_CHANNELS.get(channel, channel)) for channel in said.split(",")) if said else ""


def _note(at: int, one: Exported) -> str:
    pieces = _pieces(one.card.note)
    return pieces[at] if at < len(pieces) else ""


def _pieces(note: str) -> list[str]:
    """A note in pieces that a cell holds, cut at the ends of lines where there are any."""
    pieces = []
    while len(note) >= MOST_CHARACTERS or note.count("\n") >= MOST_LINES:
        cut = _end_of_lines(note)
        pieces.append(note[:cut])
        note = note[cut:].removeprefix("\n")
    return [*pieces, note]


def _end_of_lines(note: str) -> int:
    """Where the first piece of a long note ends."""
    at = -1
    for _turn in range(MOST_LINES):
        following = note.find("\n", at + 1, MOST_CHARACTERS)
        if following < 0:
            break
        at = following
    return at if at > 0 else MOST_CHARACTERS - 1
