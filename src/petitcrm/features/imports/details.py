"""Phones, e-mails, web addresses, tags and names put into a card."""

import re
from collections.abc import Iterable

from petitcrm.base.cards import Address, Card, Email, Phone, Web
from petitcrm.base.language import _
from petitcrm.base.people import split_name
from petitcrm.base.phones import normalise
from petitcrm.base.text import clean, clean_lines

LONGEST_PHONES = 500  # characters of a cell of phones

EMAIL = re.compile(r"[^\s<>(),;:\"|@]+@[^\s<>(),;:\"|@]+")
_PARTED = re.compile(r":::|[\s,;|<>]+")
_SEVERAL = re.compile(r"[;/,\n|@:]|\s(?:ou|et|or|und|oder|and)\s", re.I)
_BETWEEN = re.compile(r":::|;(?!ext=)|[,\n|]|\s(?:ou|et|or|und|oder|and)\s", re.I)
_NO_TAG = frozenset({"mycontacts", "my contacts", "starred", "system group: my contacts", "contacts"})


def add_phones(card: Card, text: str, label: str = "") -> None:
    """Add the telephone numbers of `text` as they are written; e-mail addresses among them go where they belong."""
    text = text.strip()
    if len(text) > LONGEST_PHONES:
        add_extra(card, _("Phone"), text)
        return
    if not _SEVERAL.search(text):
        _add_phone(card, text, label)
        return
    text = re.sub(r"^(?:tel|callto|sms):", "", text, flags=re.I)
    for piece in _phone_pieces(text):
        if "@" in piece and not text.startswith("sip:"):
            add_emails(card, piece, "")
        else:
            _add_phone(card, piece, label)


def _phone_pieces(text: str) -> list[str]:
    if "@" in text:
        return [piece for piece in _PARTED.split(text) if piece] if EMAIL.search(text) else [text]
    pieces = [clean(piece) for piece in _BETWEEN.split(text) if piece.strip()]
    if any(_digits(piece) < 6 for piece in pieces):
        pieces = [clean(text.replace(":::", " "))]
    return [part for piece in pieces for part in _by_slashes(piece)]


def _by_slashes(text: str) -> list[str]:
    parts = [part.strip() for part in text.split("/")]
    return parts if len(parts) > 1 and all(_digits(part) >= 9 for part in parts) else [text]


def _digits(text: str) -> int:
    return sum(sign.isdecimal() for sign in text)


def _add_phone(card: Card, number: str, label: str) -> None:
    if not number:
        return
    for known in card.phones:
        if known.number == number and (known.label == label or not known.label or not label):
            known.label = known.label or label
            return
    card.phones.append(Phone(number, label))


def add_emails(card: Card, text: str, label: str = "") -> None:
    """Add the e-mail addresses of `text`; what is none is kept with the card, a telephone number as one."""
    text = text.strip()
    if EMAIL.fullmatch(text):
        add_email(card, text.removeprefix("mailto:"), label)
        return
    odd = []
    for piece in _PARTED.split(text):
        piece = piece.removeprefix("mailto:").strip("'\"()")
        if EMAIL.fullmatch(piece):
            add_email(card, piece, label)
        elif "@" in piece:
            odd.append(piece)
    if "@" not in text and _digits(text) >= 6 and normalise(text):
        add_phones(card, text)
    elif odd or ("@" not in text and text):
        add_extra(card, _("E-mail"), " ".join(odd) or text)


def add_email(card: Card, address: str, label: str) -> None:
    """Add one e-mail address, once."""
    for known in card.emails:
        if known.address.lower() == address.lower():
            known.label = known.label or label
            return
    card.emails.append(Email(address, label))


def add_web(card: Card, text: str, label: str = "") -> None:
    """Add the web addresses of `text`."""
    for url in re.split(r":::|\s+", text.strip()):
        if url and all(known.url != url for known in card.webs):
            card.webs.append(Web(url, label))


def add_tags(card: Card, pieces: Iterable[str]) -> None:
    """Add tags, without the ones that programs give to everybody."""
    for piece in pieces:
        tag = clean(piece).lstrip("* ")
        if tag and tag.lower() not in _NO_TAG and tag not in card.tags:
            card.tags.append(tag)


def add_extra(card: Card, label: str, value: str) -> None:
    """Keep what has no field of its own, once."""
    value = clean_lines(value)
    if value and (label, value) not in card.extra:
        card.extra.append((label, value))


def finish(card: Card, home: str) -> None:
    """Last touches once everything is in: doubles out, numbers understood by the country of the addresses."""
    kept: list[Address] = []
    for address in card.addresses:
        if not address.is_empty() and not any(_same_place(address, other) for other in kept):
            kept.append(address)
    card.addresses = kept
    countries = {address.country or home for address in kept}
    country = countries.pop() if len(countries) == 1 else home
    for phone in card.phones:
        phone.e164 = normalise(phone.number, country)
        if not phone.e164 and country != home and phone.number.startswith("0"):
            phone.e164 = normalise(phone.number, home)


def _same_place(one: Address, other: Address) -> bool:
    return (one.street, one.postcode, one.town, one.building, one.recipient, one.locality, one.country) == (
        other.street, other.postcode, other.town, other.building, other.recipient, other.locality, other.country,
    )  # fmt: skip


def has_contact(card: Card) -> bool:
    """Whether there is anything to call the contact by or to reach it."""
    return bool(card.family_name or card.given_name or card.company or card.emails or card.phones)


def name_from_text(card: Card, text: str, family_first: bool = False) -> None:
    """Fill in the empty name of `card` from one text; an e-mail address in it is kept as one.

    `family_first` says which of two words alike is the family name.
    """
    text = clean(text)
    if EMAIL.fullmatch(text):
        add_email(card, text, "")
        return
    if "," in text and _digits(text):
        card.family_name = text
        return
    name = split_name(text)
    card.civility = card.civility or name.civility
    card.given_name, card.family_name = name.given_name, name.family_name
    alike = name.given_name.isupper() == name.family_name.isupper()
    if family_first and alike and "," not in text and " " not in name.given_name + name.family_name:
        card.given_name, card.family_name = name.family_name, name.given_name
