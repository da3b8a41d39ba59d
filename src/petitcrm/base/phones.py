"""Telephone numbers: from what people write to E.164 (+33611849924) and back to what people read.

The library that knows the numbering plans is loaded at the first number that isn't a plain French one.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

LONGEST = 200  # characters of a cell looked at for one number
OVERSEAS = ("RE", "GP", "MQ", "GF", "YT", "PM")

_NOISE = {
    ord(sign): None for sign in " .-_()/\t\u00a0\u202f\u2009\u2007\u2011\u2010\u200b\u200e\u200f\u202a\u202c\ufeff"
}
# 026/0508/059/0639/069 belong to overseas departments (06 39 98 is kept for fiction by Arcep), 08 to the library
_FRENCH = re.compile(
    r"(?:(?:\+|00)330?|0)((?:1[0-9]|2[0-57-9]|3[0-9]|4[0-9]|5[1-8]|6[0-24-8]|63[0-8]|63998|7[3-9]|9[0-689])\d+)"
)
_DATE = re.compile(r"\s*(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\s*")
_EXTENSION = re.compile(
    r"[\s,;(]*(?:;ext=|\b(?:ext(?:ension)?|poste|p\.|durchwahl|dw|x)\b\.?\s*:?\s*)\d{1,6}\)?\s*$", re.I
)
_PREFIX = re.compile(r"^\s*(?:tel:|callto:|[^\W\d]{1,14}[.\s]*:)\s*", re.I)
_ONLY_NUMBER = re.compile(r"[+＋]?[\d\s().\-_/\u00a0\u202f\u2009\u2011\u2010]+")
_FRENCH_IN_TEXT = re.compile(
    r"(?<![\d+])(?:(?:\+|00)33[\s.\-\u00a0\u202f]?(?:\(0\))?[\s.\-\u00a0\u202f]?[1-9]|0[1-9])"
    r"(?:[\s.\-\u00a0\u202f]?\d{2}){4}(?!\d)"
)
_SEPARATORS = re.compile(r"[/;|\n\r]+|:::")


def normalise(text: str, country: str = "FR") -> str:
    """The E.164 form of the telephone number written in `text` by someone in `country`, "" when there is none."""
    digits = text.translate(_NOISE)
    if country == "FR":
        if len(digits) == 10 or (digits[:1] == "+" or digits[:2] == "00"):
            match = _FRENCH.fullmatch(digits)
            if match and len(match[1]) == 9:
                return "+33" + match[1]
        elif len(digits) == 11 and digits.startswith("33") and digits.isdecimal():
            return normalise("+" + digits)  # an export that left the + out
        elif len(digits) == 9 and digits.isdecimal() and digits[0] in "123456789" and text.strip() == digits:
            return _known("0" + digits, country)  # a spreadsheet ate the leading zero
    if not any(sign.isdecimal() for sign in digits) or len(text) > LONGEST:
        return ""
    return _known(text.strip(), country)


@lru_cache(maxsize=8192)
def _known(text: str, country: str) -> str:
    """The same for what isn't plainly French, by the library."""
    text = _EXTENSION.sub("", _PREFIX.sub("", text))
    if _DATE.fullmatch(text):
        return ""
    if _ONLY_NUMBER.fullmatch(text):
        found = _parsed(text, country)
        if found or ("/" not in text and len(text) < 21):
            return found
    numbers = found_in(text, country)
    return numbers[0] if numbers else ""


def _parsed(text: str, country: str) -> str:
    """E.164 of a text that holds only signs of a telephone number."""
    import phonenumbers

    digits = "".join(sign for sign in text if sign.isdecimal())
    if not 6 <= len(digits) <= 17 or "".join(text.split()).count("(") > 2:
        return ""
    international = text.lstrip(" (")[:1] in "+＋" or digits.startswith("00")
    trunk = phonenumbers.ndd_prefix_for_region(country, True)
    if not international and trunk == "0" and not digits.startswith("0"):
        return ""  # a local number without its area code
    if not international and trunk == "0" and text.lstrip().startswith("00"):
        return ""
    regions: Iterable[str] = (country,)
    if country == "FR" and not international:
        regions = [
            region for region in (country, *OVERSEAS) if len(digits) != 10 or _shape(region).fullmatch(digits[1:])
        ]
    for region in regions:
        try:
            number = phonenumbers.parse(text.replace("/", " "), region)
        except phonenumbers.NumberParseException:
            return ""
        if phonenumbers.is_valid_number(number) or (international and _is_possible(number)):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""


@cache
def _shape(region: str) -> re.Pattern[str]:
    """What every valid national number of `region` looks like: a quick look before the library's long one."""
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    assert metadata.general_desc is not None
    return re.compile(metadata.general_desc.national_number_pattern or ".*")


def _is_possible(number: "PhoneNumber") -> bool:
    """Of the right length: with its country code written, a number in a new or reserved range is kept too."""
    import phonenumbers

    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


def found_in(text: str, country: str = "FR") -> list[str]:
    """Every telephone number of a free text, in E.164, in the order of the text, each once."""
    found: list[tuple[int, str]] = []
    rest = text[:20_000]
    if country == "FR":
        for match in _FRENCH_IN_TEXT.finditer(rest):
            if number := _one_french(match[0]):
                found.append((match.start(), number))
                rest = rest[: match.start()] + ";" * len(match[0]) + rest[match.end() :]
    start = 0
    for piece in _SEPARATORS.split(rest):
        start = rest.find(piece, start) if piece else start
        if sum(sign.isdecimal() for sign in piece) >= 6:
            found += [(start + at, number) for at, number in _matched(piece, country)]
    return list(dict.fromkeys(number for _, number in sorted(found)))


def _one_french(text: str) -> str:
    match = _FRENCH.fullmatch(text.translate(_NOISE))
    return "+33" + match[1] if match and len(match[1]) == 9 else _parsed(text, "FR")


def _matched(text: str, country: str) -> list[tuple[int, str]]:
    """(place, E.164) of the numbers the library sees in a free text."""
    import phonenumbers

    form = phonenumbers.PhoneNumberFormat.E164
    matches = phonenumbers.PhoneNumberMatcher(text, country, phonenumbers.Leniency.VALID, 20)
    return [
        (match.start, phonenumbers.format_number(match.number, form))
        for match in matches
        if not _DATE.fullmatch(match.raw_string) and not _is_local(match.raw_string, country)
    ]


def _is_local(text: str, country: str) -> bool:
    import phonenumbers

    trunk = phonenumbers.ndd_prefix_for_region(country, True)
    return trunk == "0" and text.lstrip(" (")[:1] not in "+＋0"


def shown(e164: str, country: str = "FR") -> str:
    """A stored number as people of `country` read it: 06 11 84 99 24 at home, +49 170 1234567 abroad.

    What isn't E.164 comes back unchanged.
    """
    if not re.fullmatch(r"\+\d{5,15}", e164):
        return e164
    if country == "FR" and e164.startswith("+33") and len(e164) == 12:
        number = "0" + e164[3:]
        return " ".join(number[at : at + 2] for at in range(0, 10, 2))
    import phonenumbers

    number_known = _number(e164)
    if number_known is None:
        return e164
    at_home = number_known.country_code == phonenumbers.country_code_for_region(country)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number_known, form))


def is_mobile(e164: str) -> bool:
    """Whether a stored number is a mobile phone."""
    if e164.startswith("+33"):
        return e164[3:4] in ("6", "7") and len(e164) == 12
    import phonenumbers

    number = _number(e164)
    return number is not None and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE


def is_surtaxed(e164: str) -> bool:
    """Whether calling a stored number costs more than an ordinary call."""
    if e164.startswith("+33") and e164[3:4] != "8":
        return False
    import phonenumbers

    number = _number(e164)
    costly = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)
    return number is not None and phonenumbers.number_type(number) in costly


def _number(e164: str) -> "PhoneNumber | None":
    import phonenumbers

    try:
        return phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return None
