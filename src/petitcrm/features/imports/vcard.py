"""The syntax of vCard 2.1, 3.0 and 4.0 as programs really write it: lines, encodings, parameters.

Lines are taken apart as bytes: an unfolded line may cut a letter in two, and each property may have its own charset.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from petitcrm.features.imports.spelling import word_set

MOST_CHARACTERS = 32_000  # of one value
LONGEST_HEAD = 2_000  # bytes of a property's name and parameters
SKIPPED = word_set("PHOTO LOGO SOUND KEY AGENT X-MS-CARDPICTURE X-MS-OL-DESIGN")


@dataclass(slots=True)
class RawCard:
    """The physical lines of one card, and the line of the file it begins on."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    is_whole: bool = False  # its end was found


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
                open_cards.pop().is_whole = True
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


def logical_lines(lines: list[bytes], old: bool) -> Iterator[bytes]:
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


def property_of(line: bytes, fallback: str) -> Property | None:
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
        if name.upper() in SKIPPED:
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


def unescaped(text: str) -> str:
    """A value without its backslashes."""
    return _ESCAPE.sub(_escaped_sign, text) if "\\" in text else text


def _escaped_sign(match: re.Match[str]) -> str:
    sign = match[1]
    if sign in "nN":
        return "\n"
    return sign if sign in "\\;,:\"'" else match[0]


def parts_of(text: str, separator: str = ";") -> list[str]:
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
    return [unescaped(part).strip() for part in parts]


def lines_of_card(raw: RawCard, fallback: str) -> list[str]:
    """The card as it stands in the file, to be given back when it is refused."""
    lines = [_text(line, "", fallback) for line in raw.lines]
    return ["BEGIN:VCARD", *lines, "END:VCARD"]
