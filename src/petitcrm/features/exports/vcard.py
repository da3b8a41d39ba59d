"""vCard 4.0 (RFC 6350), written so that phones and address books read it, and the import of PetitCRM all of it."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from petitcrm.base.cards import Address
from petitcrm.features.exports.queries import Exported
from petitcrm.features.exports.sheet import SheetColumn, one_line

LINE = 75  # bytes, the end of the line not counted

_TYPES = {"work": "work", "home": "home", "mobile": "cell", "fax": "fax", "pager": "pager", "main": "main"}


def cards(exported: Iterable[Exported], more: Sequence[SheetColumn] = ()) -> Iterator[str]:
    """One vCard after the other; `more` is what a vCard has no property for."""
    for one in exported:
        yield "".join(folded(line) + "\r\n" for line in _lines(one, more))


def escaped(text: str) -> str:
    """A value: backslash, comma, semicolon and the ends of lines escaped."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes; no letter is cut in two."""
    if len(line.encode()) <= LINE:
        return line
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece])


def _lines(one: Exported, more: Sequence[SheetColumn]) -> Iterator[str]:
    card = one.card
    is_company = card.kind == "company"
    yield from ("BEGIN:VCARD", "VERSION:4.0", "PRODID:-//PetitCRM//EN", f"UID:urn:uuid:{_uuid(card.uid)}")
    yield f"KIND:{'org' if is_company else 'individual'}"
    shown = one.more.get("display_name", "") or card.company
    yield f"FN:{escaped(shown)}"
    if not is_company:
        yield "N:" + ";".join(map(escaped, (card.family_name, card.given_name, "", card.civility, "")))
    if card.company or card.department:
        yield "ORG:" + ";".join(map(escaped, (card.company, card.department) if card.department else (card.company,)))
    for name, value in (("TITLE", card.job_title), ("BDAY", _birthday(card.birthday)), ("LANG", card.language)):
        if value:
            yield f"{name}:{escaped(value)}"
    yield from _parts(one)
    if card.tags:
        yield "CATEGORIES:" + ",".join(map(escaped, card.tags))
    if card.note:
        yield f"NOTE:{escaped(card.note)}"
    for name in ("stage", "temperature", "tier", "source"):
        if value := getattr(card, name):
            yield f"X-PETITCRM-{name.upper()}:{escaped(value)}"
    for column in more:
        if value := column.cell(one):
            yield f"X-PETITCRM-MORE:{escaped(column.header)};{escaped(value)}"
    yield "END:VCARD"


def _uuid(uid: str) -> str:
    """A uid in the groups that the world writes it in."""
    return str(UUID(uid)) if len(uid) == 32 else uid


def _parts(one: Exported) -> Iterator[str]:
    card = one.card
    number = 0
    for name, parts in (
        ("TEL", [(part.number, part.label) for part in card.phones]),
        ("EMAIL", [(part.address, part.label) for part in card.emails]),
        ("URL", [(part.url, part.label) for part in card.webs]),
    ):
        for value, label in parts:
            number += 1
            yield from _labelled(number, name, label, escaped(value))
    for place in card.addresses:
        number += 1
        yield from _labelled(number, "ADR", place.label, _place(place), f';LABEL="{_quoted(one_line(place))}"')
        yield f"item{number}.X-PETITCRM-ADR:{_all_parts(place)}"


def _labelled(number: int, name: str, label: str, value: str, hint: str = "") -> Iterator[str]:
    """A property with what sort it is: a type where there is one, the owner's own word beside it otherwise."""
    kinds = ";TYPE=" + _TYPES[label] if label in _TYPES else ""
    group = f"item{number}." if name == "ADR" or (label and not kinds) else ""
    yield f"{group}{name}{kinds}{hint}:{value}"
    if group and label and not kinds:
        yield f"{group}X-ABLABEL:{escaped(label)}"


def _quoted(text: str) -> str:
    """A parameter in quotes: RFC 6868."""
    return text.replace("^", "^^").replace('"', "^'").replace("\n", "^n")


def _place(place: Address) -> str:
    """PO box or locality; extended address; street; town; region; postcode; country."""
    extended = ", ".join(part for part in (place.recipient, place.building) if part)
    parts = (place.locality, extended, place.street, place.town, place.region, place.postcode, place.country)
    return ";".join(map(escaped, parts))


def _all_parts(place: Address) -> str:
    """The address as PetitCRM keeps it: a vCard has no part for the addressee."""
    parts = (place.recipient, place.building, place.street, place.locality, place.postcode, place.town, place.region)
    return ";".join(map(escaped, (*parts, place.country)))


def _birthday(text: str) -> str:
    """19750309, or --0309 without the year."""
    return text.replace("-", "") if not text.startswith("--") else "--" + text[2:].replace("-", "")
