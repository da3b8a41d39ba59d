"""vCard files 2.1, 3.0 and 4.0 as programs really write them, and the cards made of them.

Lines are taken apart as bytes: an unfolded line may cut a letter in two, and each property may have its own charset.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from petitcrm.base.cards import Address, Card, Email, Phone, Web
from petitcrm.base.language import _, mark
from petitcrm.base.people import clean_civility, looks_like_company, split_name
from petitcrm.base.phones import normalise
from petitcrm.base.text import clean, clean_lines, words
from petitcrm.features.imports.headers import (
    country_of,
    day_of,
    label_of,
    lines_of,
    place_lines,
    read_address,
    tidy_address,
)

MOST_CHARACTERS = 32_000  # of one value
LONGEST_HEAD = 2_000  # bytes of a property's name and parameters
MOST_PROPERTIES = 2_000  # of one card
LONGEST_PHONES = 500  # characters of a cell of phones

_EMAIL = re.compile(r"[^\s<>(),;:\"|@]+@[^\s<>(),;:\"|@]+")
_PARTED = re.compile(r":::|[\s,;|<>]+")
_SEVERAL = re.compile(r"[;/,\n|@:]|\s(?:ou|et|or|und|oder|and)\s", re.I)
_BETWEEN = re.compile(r":::|;(?!ext=)|[,\n|]|\s(?:ou|et|or|und|oder|and)\s", re.I)
_NO_TAG = frozenset({"mycontacts", "my contacts", "starred", "system group: my contacts", "contacts"})


# ---- putting values into a card -------------------------------------------------------------------------------------


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
        return [piece for piece in _PARTED.split(text) if piece] if _EMAIL.search(text) else [text]
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
    if _EMAIL.fullmatch(text):
        _add_email(card, text.removeprefix("mailto:"), label)
        return
    odd = []
    for piece in _PARTED.split(text):
        piece = piece.removeprefix("mailto:").strip("'\"()")
        if _EMAIL.fullmatch(piece):
            _add_email(card, piece, label)
        elif "@" in piece:
            odd.append(piece)
    if "@" not in text and _digits(text) >= 6 and normalise(text):
        add_phones(card, text)
    elif odd or ("@" not in text and text):
        add_extra(card, _("E-mail"), " ".join(odd) or text)


def _add_email(card: Card, address: str, label: str) -> None:
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
    if _EMAIL.fullmatch(text):
        _add_email(card, text, "")
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


# ---- taking the file apart ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class RawCard:
    """The physical lines of one card, and the line of the file it begins on."""

    line: int
    lines: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class Property:
    """One line of a card: its name in capitals, its group, its parameters and its value as bytes or text."""

    name: str
    group: str
    types: list[str]
    parameters: dict[str, str]
    value: str


_LINE_END = re.compile(rb"\r{0,3}\n|\r")
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.I)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.I)
_NAMED = re.compile(rb"[A-Za-z][\w-]*(?:\.[\w-]+)?[^\w:;]{0,3}[:;]|[\w-]+\.[A-Za-z][\w-]*[:;]|LABEL,", re.I)
_QP_STOPS = re.compile(
    rb"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|FN|TEL|EMAIL|ADR|ORG|TITLE|URL|NOTE|BDAY|UID|REV|LABEL|PHOTO|CATEGORIES|ROLE|NICKNAME|"
    rb"X-[\w-]+)[:;]",
    re.I,
)
_BASE64_LINE = re.compile(rb"[\sA-Za-z0-9+/=]+")
_CHARSET = re.compile(rb"CHARSET\s*=\s*\"?([\w.-]+)", re.I)
_CHARSETS = re.compile(
    r"(?:iso|windows|cp|latin|shift|koi8|gb|big)[-_]?[\w-]{1,12}|(?:x-)?sjis|(?:x-)?mac[-_]?(?:roman)?|macintosh|euc-(?:jp|kr)|utf-16",
    re.I,
)
_BARE_NAMES = frozenset(b"FN N ORG TITLE TEL EMAIL ADR NOTE URL BDAY LABEL UID REV END BEGIN".split())
_LINED = frozenset({"NOTE", "LABEL", "ADR"})


def as_bytes(raw: bytes, encoding: str) -> bytes:
    """A whole file in `encoding` (UTF-16 above all) as UTF-8 bytes; any other encoding is left to each property."""
    if encoding.startswith(("utf-16", "utf-32")):
        return raw.decode(encoding, "replace").lstrip("\ufeff").encode()
    return raw.removeprefix(codecs.BOM_UTF8)


def charset_hint(raw: bytes) -> str:
    """The charset the file itself speaks of, other than UTF-8; "" when it doesn't."""
    for match in _CHARSET.finditer(raw):
        name = match[1].decode("ascii", "replace")
        if name.lower().replace("-", "") not in ("utf8", "usascii") and _is_charset(name):
            return name
    return ""


def _is_charset(name: str) -> bool:
    if not _CHARSETS.fullmatch(name):
        return False
    try:
        b"ab".decode(name, "replace")
    except LookupError:
        return False
    return True


def split_cards(raw: bytes) -> Iterator[RawCard]:
    """The cards of a file in the order they begin; one inside another and one without an end count too."""
    open_cards: list[RawCard] = []
    begun: list[RawCard] = []
    for number, line in enumerate(_physical_lines(raw), 1):
        if line[:1] not in (b" ", b"\t") or not open_cards:
            if _BEGIN.fullmatch(line):
                open_cards.append(RawCard(number))
                begun.append(open_cards[-1])
                continue
            if open_cards and _END.fullmatch(line):
                open_cards.pop()
                if not open_cards:
                    yield from begun
                    begun = []
                continue
        if open_cards:
            open_cards[-1].lines.append(line)
    yield from begun


def _physical_lines(raw: bytes) -> Iterator[bytes]:
    start = 0
    for match in _LINE_END.finditer(raw):
        yield raw[start : match.start()]
        start = match.end()
    if start < len(raw):
        yield raw[start:]


def _logical_lines(lines: list[bytes], old: bool) -> Iterator[bytes]:
    """Whole property lines: folded ones joined, pictures left in one piece."""
    current = bytearray()
    kind = ""
    for line in lines:
        if kind == "base64":
            if not line.strip():
                kind = ""
                continue
            if _BASE64_LINE.fullmatch(line):
                current += line.strip()
                continue
        elif kind == "qp" and current.endswith(b"=") and not _QP_STOPS.match(line):
            current[-1:] = line.rstrip(b" \t") if line.rstrip().endswith(b"=") else line
            continue
        if line[:1] in (b" ", b"\t") and current:
            in_head = current.find(b":", 0, LONGEST_HEAD) < 0
            current += line if old and not in_head else line[1:]
            kind = _encoding(current) if in_head else kind
        elif line.strip() and not (current and _goes_on(current, line)):
            if current:
                yield bytes(current)
            current = bytearray(line)
            kind = _encoding(current)
    if current:
        yield bytes(current)


def _encoding(line: bytearray) -> str:
    head = bytes(line[:LONGEST_HEAD]).partition(b":")[0].upper()
    if b"QUOTED-PRINTABLE" in head:
        return "qp"
    return "base64" if b"BASE64" in head or b"ENCODING=B" in head else ""


def _goes_on(current: bytearray, line: bytes) -> bool:
    """Whether a line goes on with the one before, and then puts it there: a backslash at its end, or plain text."""
    tail = bytes(current[-20:])
    if (len(tail) - len(tail.rstrip(b"\\"))) % 2:
        current += b"n" + line
        return True
    if _NAMED.match(line) or line.strip().upper() in _BARE_NAMES:
        return False
    name = re.split(rb"[;:,]", bytes(current[:100]), maxsplit=1)[0].rpartition(b".")[2].decode("ascii", "replace")
    if name.upper() in _LINED:
        current += b"\\n" + line
    return True


_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"})


def _property(line: bytes, fallback: str) -> Property | None:
    """One logical line taken apart; None when it has no value or holds a picture."""
    colon = _colon(line[:LONGEST_HEAD])
    if colon < 0:
        return None
    head = line[:colon].decode("utf-8", "replace")
    pieces = [
        piece.strip() for piece in re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", head.replace("LABEL,", "LABEL;"))
    ]
    group, _dot, name = pieces[0].rpartition(".")
    types: list[str] = []
    parameters: dict[str, str] = {}
    for piece in pieces[1:]:
        _parameter(piece, types, parameters)
    value = line[colon + 1 :]
    if parameters.get("ENCODING", "").upper() in ("BASE64", "B"):
        if name.upper() in _SKIPPED:
            return None
        value = _from_base64(value)
    elif parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    text = _text(value, parameters.get("CHARSET", ""), fallback)
    return Property(name.upper(), group.lower(), types, parameters, text[:MOST_CHARACTERS].strip())


def _colon(line: bytes) -> int:
    """Where the value begins: the first colon outside quotes."""
    first = line.find(b":")
    if b'"' not in line[: max(first, 0)]:
        return first
    quoted = False
    for at, sign in enumerate(line):
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return at
    return first


def _parameter(piece: str, types: list[str], parameters: dict[str, str]) -> None:
    key, equals, value = piece.partition("=")
    key, value = key.strip().upper(), value.strip().strip('"')
    if not equals:
        if key in _BARE_ENCODINGS:
            parameters["ENCODING"] = key
        elif key in ("UTF-8", "ISO-8859-1", "WINDOWS-1252"):
            parameters["CHARSET"] = key
        elif key:
            types.append(piece.strip())
    elif key == "TYPE":
        types += [one.strip() for one in value.split(",") if one.strip()]
    else:
        parameters[key] = value


def _from_base64(value: bytes) -> bytes:
    try:
        return base64.b64decode(value)
    except binascii.Error:
        return value


def _text(value: bytes, charset: str, fallback: str) -> str:
    if value.isascii() and not charset.lower().startswith(("iso-2022", "utf-7", "utf-16")):
        return value.decode("ascii")
    if charset and charset.lower() not in ("utf-8", "utf8") and _is_charset(charset):
        try:
            return value.decode(charset)
        except UnicodeError:
            pass
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return _repaired(value, fallback)


def _repaired(value: bytes, fallback: str) -> str:
    """Bytes that aren't UTF-8: in the encoding of the file, or Windows' for the letters that are wrong."""
    if fallback.lower() not in ("utf-8", "utf8", "cp1252", ""):
        return value.decode(fallback, "replace")
    text = value.decode("utf-8", "surrogateescape")
    return "".join(
        bytes([ord(sign) - 0xDC00]).decode("cp1252", "replace") if 0xDC80 <= ord(sign) <= 0xDCFF else sign
        for sign in text
    )


_ESCAPE = re.compile(r"\\(.)", re.S)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped_sign, text) if "\\" in text else text


def _escaped_sign(match: re.Match[str]) -> str:
    sign = match[1]
    if sign in "nN":
        return "\n"
    return sign if sign in "\\;,:\"'" else match[0]


def _parts(text: str, separator: str = ";") -> list[str]:
    """A structured value taken apart at its unescaped separators."""
    if "\\" not in text:
        return [part.strip() for part in text.split(separator)]
    pieces = re.split(r"((?:[^\\" + separator + r"]|\\.|\\$)*)", text, flags=re.S)
    parts = [""]
    for piece in pieces:
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return [_unescaped(part).strip() for part in parts]


# ---- making a card --------------------------------------------------------------------------------------------------


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _set("PHOTO LOGO SOUND KEY AGENT X-MS-CARDPICTURE X-MS-OL-DESIGN")
_MACHINE = _set(
    "VERSION PRODID REV MAILER TZ GEO CLASS PROFILE SOURCE NAME SORT-STRING FBURL CALURI CALADRURI CLIENTPIDMAP "
    "XML END BEGIN "
    "LABEL KIND X-ABUID X-GENERATOR X-ABADR X-ABLABEL CAPURI VND"
)
_ABOUT = {
    "NICKNAME": mark("Nickname"),
    "ANNIVERSARY": mark("Anniversary"),
    "GENDER": mark("Gender"),
    "BIRTHPLACE": mark("Birthplace"),
    "DEATHDATE": mark("Date of death"),
    "DEATHPLACE": mark("Place of death"),
    "MAIDENNAME": mark("Maiden name"),
    "SPOUSE": mark("Spouse"),
    "MANAGER": mark("Manager"),
    "ASSISTANT": mark("Assistant"),
    "CHILDREN": mark("Children"),
    "RELATED": mark("Relation"),
    "ABRELATEDNAMES": mark("Relation"),
    "ABDATE": mark("Date"),
    "IMPP": mark("Messaging"),
    "CHAT": mark("Messaging"),
    "HOBBY": mark("Hobby"),
    "INTEREST": mark("Interest"),
    "EXPERTISE": mark("Expertise"),
    "PROFESSION": mark("Profession"),
    "DEPARTMENT": mark("Department"),
    "SOCIALPROFILE": mark("Social network"),
    "NOTE": mark("Note"),
    "MEMBER": mark("Member"),
}
_MESSAGING = {
    "AIM": "AIM", "ICQ": "ICQ", "MSN": "MSN", "YAHOO": "Yahoo", "JABBER": "Jabber", "SKYPE": "Skype",
    "SKYPE-USERNAME": "Skype", "GTALK": "Google Talk", "GOOGLE-TALK": "Google Talk", "QQ": "QQ", "SIP": "SIP",
    "TWITTER": "Twitter",
    "FACEBOOK": "Facebook", "LINKEDIN": "LinkedIn", "MATRIX": "Matrix", "TELEGRAM": "Telegram", "XMPP": "Jabber",
    "GADUGADU": "Gadu-Gadu", "GROUPWISE": "GroupWise", "IRC": "IRC",
}  # fmt: skip
_PHONETIC = {
    "PHONETIC-FIRST-NAME": mark("Phonetic first name"),
    "PHONETIC-MIDDLE-NAME": mark("Phonetic middle name"),
    "PHONETIC-LAST-NAME": mark("Phonetic last name"),
}
_ANDROID_EVENTS = {"1": mark("Anniversary"), "2": mark("Date"), "3": mark("Birthday")}


class _Builder:
    """One card in the making."""

    def __init__(self, properties: list[Property], country: str) -> None:
        self.properties = properties
        self.country = country
        self.card = Card()
        self.displayed = ""
        self.kind = ""
        self.as_company = False
        self.picture = False
        self.labels = {p.group: _unescaped(p.value) for p in properties if p.name == "X-ABLABEL" and p.group}
        self.codes = {p.group: p.value for p in properties if p.name == "X-ABADR" and p.group}
        self.postal_labels = [p for p in properties if p.name == "LABEL"]
        self.addressed = False

    def build(self) -> Card:
        """The card, names and company settled."""
        for one in self.properties:
            self._take(one)
        if not self.addressed:
            for one in self.postal_labels:
                self._postal_label(one)
        self._settle_name()
        finish(self.card, self.country)
        return self.card

    def is_group(self) -> bool:
        return self.kind == "group"

    def _label(self, one: Property) -> str:
        if own := self.labels.get(one.group, ""):
            return label_of(own)
        types = [kind for kind in one.types if kind.lower() not in ("pref", "internet", "voice", "quoted-printable")]
        meanings = [
            label_of(kind.lower() if kind.isupper() else kind)
            for kind in types
            if "-" not in kind and not kind.lower().startswith("x")
        ]
        for label in ("fax", "pager", "mobile", "work", "home", "main"):
            if label in meanings:
                return label
        return next((label for label in meanings if label), "")

    def _take(self, one: Property) -> None:
        name = one.name
        if name in _MACHINE and name not in ("KIND",):
            return
        taker = getattr(self, "_take_" + name.lower(), None) if name.isalpha() else None
        if taker is not None:
            taker(one)
        elif name in _SKIPPED:
            self._agent(one) if name == "AGENT" else None
            self.picture = self.picture or name in ("PHOTO", "LOGO")
        elif name.startswith("X-"):
            self._own_property(one)
        elif name in _ABOUT or name.isalpha():
            self._keep(one, _ABOUT.get(name, ""))

    # -- one method per property --

    def _take_n(self, one: Property) -> None:
        family, given, middle, prefix, suffix = ([*_parts(one.value), "", "", "", "", ""])[:5]
        card = self.card
        if card.family_name or card.given_name:
            full = " ".join(clean(part) for part in (prefix, given, middle, family, suffix) if part)
            if words(full) != words(f"{card.given_name} {card.family_name}"):
                add_extra(card, _("Other name"), full)
            return
        card.family_name, card.given_name = clean(family), clean(given)
        if prefix:
            card.civility = clean_civility(prefix)
            if not card.civility:
                add_extra(card, _("Title before the name"), prefix)
        add_extra(card, _("Middle name"), middle)
        add_extra(card, _("Suffix"), suffix)

    def _take_fn(self, one: Property) -> None:
        text = clean(_unescaped(one.value))
        if self.displayed and text and text != self.displayed:
            add_extra(self.card, _("Other name"), text)
        self.displayed = self.displayed or text

    def _take_org(self, one: Property) -> None:
        parts = [clean(part) for part in _parts(one.value)]
        units = ", ".join(part for part in parts[1:] if part)
        if not self.card.company and parts[0]:
            self.card.company = parts[0]
            self.card.department = self.card.department or units
        elif parts[0] != self.card.company or units != self.card.department:
            add_extra(self.card, _("Company"), ", ".join(part for part in parts if part))

    def _take_title(self, one: Property) -> None:
        text = clean(_unescaped(one.value))
        if not self.card.job_title:
            self.card.job_title = text
        elif text != self.card.job_title:
            add_extra(self.card, _("Job title"), text)

    def _take_role(self, one: Property) -> None:
        if any(other.name == "TITLE" and other.value for other in self.properties):
            add_extra(self.card, _("Role"), _unescaped(one.value))
        else:
            self._take_title(one)

    def _take_tel(self, one: Property) -> None:
        add_phones(self.card, re.sub(r"^tel:", "", clean(_unescaped(one.value)), flags=re.I), self._label(one))

    def _take_email(self, one: Property) -> None:
        add_emails(self.card, clean(_unescaped(one.value)), self._label(one))

    def _take_url(self, one: Property) -> None:
        add_web(self.card, clean(_unescaped(one.value)), self._label(one))

    def _take_note(self, one: Property) -> None:
        text = clean_lines(_unescaped(one.value))
        if text and text not in self.card.note:
            self.card.note = f"{self.card.note}\n{text}".strip()

    def _take_categories(self, one: Property) -> None:
        add_tags(self.card, (tag for part in _parts(one.value, ",") for tag in part.split(",")))

    def _take_uid(self, one: Property) -> None:
        self.card.uid = self.card.uid or clean(one.value).removeprefix("urn:uuid:")[:200]

    def _take_kind(self, one: Property) -> None:
        self.kind = one.value.strip().lower()

    def _take_lang(self, one: Property) -> None:
        self.card.language = self.card.language or one.value.strip().lower()[:2]

    def _take_bday(self, one: Property) -> None:
        day = day_of(one.value)
        if day and not self.card.birthday:
            self.card.birthday = day
        elif day != self.card.birthday or not day:
            add_extra(self.card, _("Birthday"), _unescaped(one.value))

    def _take_nickname(self, one: Property) -> None:
        for name in _parts(one.value, ","):
            if name != self.displayed:
                add_extra(self.card, _("Nickname"), name)

    def _take_adr(self, one: Property) -> None:
        parts = _parts(one.value)
        box, extended, street, town, region, code, country = [*parts, *[""] * 7][:7]
        address = Address(
            street=street, town=clean(town), region=clean(region), postcode=clean(code), label=self._label(one)
        )
        self.addressed = self.addressed or any(parts)
        if extended:
            country = self._extended(extended, address) or country
        if box:
            boxed = f"BP {clean(box)}" if clean(box).isdecimal() else clean(box)
            address.locality = ", ".join(part for part in (address.locality, boxed) if part)
        country = clean(country) or _apple_country(self.codes.get(one.group, ""))
        unknown = tidy_address(address, country, self.country)
        if unknown and len(parts) > 6 and parts[6]:
            add_extra(self.card, _("Country"), unknown)
        for part in parts[7:]:
            add_extra(self.card, _("Address"), part)
        address.street = clean(address.street)
        self.card.addresses.append(address)

    def _extended(self, extended: str, address: Address) -> str:
        """The extended address: a floor or an office, sometimes the street, sometimes everything."""
        if address.street or (address.town and "\n" not in extended):
            if not address.street:
                address.street = clean(extended)
            elif re.match(r"\d+\w?,? +[^\W\d]{2}", extended) and not address.street[:1].isdigit():
                address.street, address.building = clean(extended), clean(address.street)
            else:
                address.building = ", ".join(lines_of(extended))
            return ""
        if address.town:
            place_lines(lines_of(extended), address)
            return ""
        return read_address(extended, address)

    def _postal_label(self, one: Property) -> None:
        address = Address(label=self._label(one))
        country = read_address(_unescaped(one.value), address)
        tidy_address(address, country, self.country)
        self.card.addresses.append(address)

    # -- the rest --

    def _agent(self, one: Property) -> None:
        found = re.search(r"FN[^:]{0,40}:\s*(.+?)\s*(?:\\n|\n|TEL|EMAIL|PHOTO|ORG|END:|$)", one.value)
        if found:
            add_extra(self.card, _("Agent"), _unescaped(found[1]))

    def _own_property(self, one: Property) -> None:
        name = one.name[2:]
        if name.startswith("ABSHOWAS"):
            self.as_company = self.as_company or one.value.strip().upper() == "COMPANY"
        elif name == "ADDRESSBOOKSERVER-KIND":
            self.kind = self.kind or one.value.strip().lower()
        elif name == "ANDROID-CUSTOM":
            self._android(one)
        elif name in _PHONETIC:
            self._keep(one, _PHONETIC[name])
        else:
            self._own_by_name(one, name)

    def _own_by_name(self, one: Property, name: str) -> None:
        for prefix in ("EVOLUTION-", "KADDRESSBOOK-X-", "KADDRESSBOOK-", "MS-", "WAB-", "MOZILLA-", "EPOC"):
            name = name.removeprefix(prefix)
        if name in _MESSAGING:
            self._keep(one, _MESSAGING[name])
        elif name in (
            "ANNIVERSARY",
            "NICKNAME",
            "MAIDENNAME",
            "SPOUSE",
            "MANAGER",
            "ASSISTANT",
            "CHILDREN",
            "HOBBY",
            "SOCIALPROFILE",
        ):
            self._keep(one, _ABOUT[name])
        elif name in (
            "PROFESSION",
            "DEPARTMENT",
            "NOTE",
            "ABDATE",
            "ABRELATEDNAMES",
            "INTERESTS",
            "ASSISTANTSNAME",
            "MANAGERSNAME",
        ):
            self._keep(one, _ABOUT.get(name, ""))
        elif name.startswith("BLOG"):
            self._keep(one, mark("Blog"))
        elif name.startswith("CUSTOM"):
            self._keep(one, "")

    def _keep(self, one: Property, label: str) -> None:
        own = self.labels.get(one.group, "")
        shown = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", own.strip())
        value = _unescaped(one.value)
        kind = next(
            (kind for kind in one.types if kind.lower() not in ("pref", "internet", "text", "home", "work")), ""
        )
        if label == _ABOUT["RELATED"] or label == _ABOUT["CHAT"] or label == _ABOUT["SOCIALPROFILE"]:
            shown = shown or kind.capitalize()
        title = shown or _(label) or one.name.removeprefix("X-").replace("-", " ").capitalize()
        add_extra(
            self.card, title, "; ".join(part for part in value.split(";") if part.strip()) if ";;" in value else value
        )

    def _android(self, one: Property) -> None:
        kind, value, number, *more = [*one.value.split(";"), "", "", ""]
        label = more[0] if more else ""
        if kind.endswith("/nickname"):
            add_extra(self.card, _("Nickname"), value)
        elif kind.endswith("/contact_event"):
            self._android_event(value, number, label)
        elif kind.endswith("/relation"):
            add_extra(self.card, label or _("Relation"), value)

    def _android_event(self, value: str, number: str, label: str) -> None:
        if number == "3" and not self.card.birthday and day_of(value):
            self.card.birthday = day_of(value)
        else:
            add_extra(self.card, label or _(_ANDROID_EVENTS.get(number, mark("Date"))), value)

    # -- who it is --

    def _settle_name(self) -> None:
        card = self.card
        for part in ("family_name", "given_name"):
            if _EMAIL.fullmatch(getattr(card, part)):
                _add_email(card, getattr(card, part), "")
                setattr(card, part, "")
        named = bool(card.family_name or card.given_name)
        if self._is_company(named):
            self._settle_company(named)
            return
        if not named and self.displayed:
            name_from_text(card, self.displayed)
        elif named and not self._says_the_same():
            self._displayed_otherwise()
        elif (
            card.family_name
            and not card.given_name
            and " " in card.family_name
            and not re.search(r"\d", card.family_name)
        ):
            name = split_name(card.family_name)
            if len(card.family_name.split()) < 4:
                card.civility, card.given_name = card.civility or name.civility, name.given_name
                card.family_name = name.family_name

    def _is_company(self, named: bool) -> bool:
        card = self.card
        if self.as_company or self.kind in ("org", "organization", "location"):
            return True
        if named or self.kind == "individual":
            return False
        same = words(self.displayed) == words(card.company)
        if card.company:
            return same or not self.displayed
        return bool(self.displayed) and "@" not in self.displayed and looks_like_company(self.displayed)

    def _settle_company(self, named: bool) -> None:
        card = self.card
        card.kind = "company"
        name = " ".join(part for part in (card.given_name, card.family_name) if part)
        if not card.company:
            card.company = self.displayed or name
        for other in (self.displayed, name):
            if other and words(other) != words(card.company):
                add_extra(card, _("Other name"), other)
        card.given_name = card.family_name = card.civility = ""

    def _says_the_same(self) -> bool:
        """Whether the displayed name is only the name's parts in some order."""
        card = self.card
        kept = " ".join(
            value for label, value in card.extra if label in (_("Middle name"), _("Suffix"), _("Title before the name"))
        )
        parts = set(words(f"{card.civility} {card.given_name} {card.family_name} {card.company} {kept}"))
        raw = next((one.value for one in self.properties if one.name == "N"), "")
        return set(words(self.displayed)) <= parts | set(words(_unescaped(raw)))

    def _displayed_otherwise(self) -> None:
        card = self.card
        name = split_name(self.displayed)
        rest = set(words(f"{name.given_name} {name.family_name}"))
        if name.civility and rest <= set(words(f"{card.given_name} {card.family_name}")):
            card.civility = card.civility or name.civility
        elif _EMAIL.fullmatch(self.displayed):
            _add_email(card, self.displayed, "")
        else:
            add_extra(card, _("Displayed name"), self.displayed)


def _apple_country(code: str) -> str:
    """Apple's address code ("fr") where it is a country; people's own words stand there too."""
    return code.strip() if len(code.strip()) == 2 and country_of(code) else ""


def read_card(raw: RawCard, country: str, fallback: str) -> tuple[Card | None, str]:
    """(the card, "") or (None, why it isn't one)."""
    old = any(re.match(rb"\s*VERSION\s*:\s*2\.1", line, re.I) for line in raw.lines)
    properties = []
    picture = False
    for line in islice(_logical_lines(raw.lines, old), MOST_PROPERTIES):
        one = _property(line, fallback)
        if one is None:
            picture = True
        elif one.value or one.name == "N":
            properties.append(one)
    builder = _Builder(properties, country)
    card = builder.build()
    if builder.is_group():
        return None, _("This is a group of contacts, not a contact.")
    if has_contact(card):
        return card, ""
    if card.addresses:
        return None, _("There is only an address: no name, no company, no e-mail, no phone.")
    if picture or builder.picture:
        return None, _("There is only a picture: no name, no company, no e-mail, no phone.")
    return None, _("There is neither a name nor a company, an e-mail or a phone.")


def lines_of_card(raw: RawCard, fallback: str) -> list[str]:
    """The card as it stands in the file, to be given back when it is refused."""
    lines = [_text(line, "", fallback) for line in raw.lines]
    return ["BEGIN:VCARD", *lines, "END:VCARD"]
