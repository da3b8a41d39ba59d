"""Countries, towns and postcodes, and addresses written in one text or in the wrong parts."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from petitcrm.base.cards import Address
from petitcrm.base.text import clean, words
from petitcrm.features.imports.spelling import LONGEST_WORD

LONGEST_ADDRESS = 1_000  # characters of an address taken apart

# ---- countries ------------------------------------------------------------------------------------------------------

_MORE_COUNTRIES = {
    "US": "usa|u s a|etats unis d amerique|united states of america|vereinigte staaten|vereinigte staaten von "
    "amerika|estados unidos|"
    "amerika|u s|stati uniti|verenigde staten",
    "GB": "uk|u k|great britain|grande bretagne|england|angleterre|ecosse|scotland|wales|pays de galles|"
    "grossbritannien|"
    "vereinigtes konigreich|reino unido|gbr|regno unito|northern ireland",
    "DE": "deutschland|d|deu|ger|brd|alemania|germania|duitsland|tyskland", "AT": "osterreich|oesterreich|a|aut|"
    "oostenrijk",
    "CH": "schweiz|svizzera|che|sui|suiza", "BE": "belgien|belgie|b|bel|belgio|belgica", "FR": "frankreich|f|"
    "fra|francia|frankrijk",
    "IT": "italien|italia|i|ita", "ES": "spanien|espana|e|esp|spagna", "NL": "niederlande|nederland|holland|"
    "hollande|nld|the netherlands",
    "PT": "prt|p", "LU": "luxemburg|l|lux", "PL": "polen|polska|pol", "DK": "danmark|dnk", "SE": "schweden|"
    "sverige|swe|s",
    "NO": "norwegen|norge|nor", "FI": "finnland|suomi|fin", "IE": "irland|eire|irl", "GR": "griechenland|hellas|grc",
    "CZ": "republique tcheque|tschechien|czech republic|cesko|cze", "HU": "ungarn|hun", "RO": "rumanien|"
    "rou", "RU": "russland|russian federation|rus",
    "TR": "turkei|turkey|tur", "CN": "prc|chn", "IN": "indien|ind", "BR": "brasil|brasilien|bra",
    "MA": "marokko|mar|maroc",
    "DZ": "algerien|dza", "TN": "tunesien|tun", "CI": "cote d ivoire|ivory coast", "RE": "reunion|ile de la "
    "reunion", "JP": "jpn",
    "CA": "kanada|can", "AU": "australien|aus", "VN": "vietnam", "KR": "korea|south korea|coree", "SK": "slowakei",
    "SI": "slowenien",
    "HR": "kroatien", "BG": "bulgarien", "MC": "monaco mc|mco", "CD": "rdc|congo kinshasa", "CG": "congo|congo "
    "brazzaville",
}  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    from petitcrm.base.addresses import COUNTRIES

    table: dict[str, str] = {}
    for code, names in COUNTRIES.items():
        table[code.lower()] = code
        for name in names:
            table[" ".join(words(name))] = code
    for code, known in _MORE_COUNTRIES.items():
        table.update((name, code) for name in known.split("|"))
    return table


@lru_cache(maxsize=2048)
def country_of(text: str) -> str:
    """ISO 3166 code of two letters of a country by its name (French, English, German) or code; "" when unknown."""
    return _countries().get(" ".join(words(text)), "") if len(text) < LONGEST_WORD else ""


def _named_country(text: str) -> str:
    """The country a line of an address names; two letters alone are rather a state."""
    return country_of(text) if len(text.strip(" .")) > 3 or text.strip(" .").upper() in ("USA", "UK", "U.K") else ""


def apple_country(code: str) -> str:
    """Apple's address code ("fr") where it is a country; people's own words stand there too."""
    return code.strip() if len(code.strip()) == 2 and country_of(code) else ""


# ---- addresses ------------------------------------------------------------------------------------------------------

_CODE_TOWN = re.compile(r"(?:(?:F|D|B|CH|A|L|I|E|FR|DE|BE|LU)[- ]+)?(\d{4,5}|\d{3} \d{2}|\d{4} ?[A-Z]{2})[ ,]+(\D.*)")
_TOWN_STATE_CODE = re.compile(r"(.+?)[ ,]+([A-Z]{2})\.?,?\s+([\d-]{2,10}|[A-Z]\d[A-Z] ?\d[A-Z]\d)")
_TOWN_STATE = re.compile(r"([^\d,]+), ?([A-Z]{2})")
_TOWN_CODE = re.compile(r"(.*\D)[ ,]+(\d{5}(?:-\d{4})?)")
_BRITISH = re.compile(r"(.*?)[ ,]*\b([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})")
_ONE_LINE = re.compile(r"(.*\D)[ ,-]+((?:F-)?\d{5}) ([^\d,]{2,60})")
_STREET = re.compile(
    r"\d+\s?(?:bis|ter|[a-z])?[\s,]+\D|.*\b(?:rue|avenue|av|bd|boulevard|place|chemin|impasse|allée|quai|route|cours|square|"
    r"street|st|road|rd|drive|lane|ave|blvd|calle|via|laan)\b|.*(?:straat|stra(?:ß|ss)e|str\.|weg|platz|gasse)\b",
    re.I,
)


_LOCALITY = re.compile(
    r"(?:z\.?[ai]\.?c?|bp|b\.p\.|cs|tsa|cidex|lieu[ -]dit|hameau|zone|parc|technop[oô]le|po box|postfach|quartier)\b.*",
    re.I,
)


def lines_of(text: str) -> list[str]:
    """The lines of an address, also when commas stand for their ends."""
    lines = [line.strip(" ,;\t") for line in text.replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    if len(lines) == 1 and "," in lines[0] and len(text) <= LONGEST_ADDRESS:
        return _by_commas(lines[0])
    return lines


def _by_commas(line: str) -> list[str]:
    """The parts between commas when one is a country or "75010 Paris"; the line itself otherwise."""
    parts: list[str] = []
    for part in (piece.strip() for piece in line.split(",")):
        if parts and re.fullmatch(r"\d+\s?(?:bis|ter|[a-zA-Z])?", parts[-1]):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    if len(parts) > 1 and (_named_country(parts[-1]) or any(_CODE_TOWN.fullmatch(part) for part in parts[1:])):
        return parts
    return [line]


def read_address(text: str, address: Address) -> str:
    """Put a whole address written in one text into the empty parts of `address`; the answer is the country as written."""
    if len(text) > LONGEST_ADDRESS:
        address.street = address.street or clean(text)
        return ""
    lines = lines_of(text)
    country = ""
    if len(lines) > 1 and _named_country(lines[-1]):
        country = lines.pop()
    if len(lines) > 1 and re.fullmatch(r"[A-Z]{2}", lines[-1]) and country_of(lines[-1]):
        country = country or lines.pop()
    for at in range(len(lines) - 1, -1, -1):
        if _is_last_line(lines[at], address, alone=len(lines) == 1 or at > 0):
            del lines[at]
            break
    else:
        if country and len(lines) > 1 and not address.town:
            address.town = lines.pop()
    if len(lines) == 1 and not address.town and (match := _ONE_LINE.fullmatch(lines[0])):
        lines, address.postcode, address.town = [match[1].strip(" ,-")], match[2].removeprefix("F-"), match[3].strip()
    place_lines(lines, address)
    return country


def _is_last_line(line: str, address: Address, alone: bool) -> bool:
    """Whether `line` holds the postcode and the town; they are put into `address`."""
    if not alone:
        return False
    if match := _CODE_TOWN.fullmatch(line):
        if _STREET.match(line) and len(match[1]) < 5:
            return False
        address.postcode, address.town = match[1], match[2].strip()
    elif match := _TOWN_STATE_CODE.fullmatch(line):
        address.town, address.region, address.postcode = match[1].strip(" ,"), match[2], match[3]
    elif match := _BRITISH.fullmatch(line):
        address.town, address.postcode = match[1] or address.town, match[2]
    elif match := _TOWN_CODE.fullmatch(line):
        _town_before_code(match[1], match[2], address)
    elif match := _TOWN_STATE.fullmatch(line):
        address.town, address.region = match[1].strip(), match[2]
    else:
        return False
    return True


def _town_before_code(text: str, code: str, address: Address) -> None:
    """ "Nice Area, Albany, New York 12345": district, town, state."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    address.postcode = code
    if len(parts) > 1:
        address.region = address.region or parts.pop()
    address.town = parts.pop() if parts else text.strip()
    if parts and not address.locality:
        address.locality = ", ".join(parts)


def place_lines(lines: Sequence[str], address: Address) -> None:
    """Put the lines above the town where they belong: the street is the one with a number or a street's word."""
    for line in lines:
        if _LOCALITY.match(line) and (address.street or len(lines) > 1):
            address.locality = f"{address.locality}, {line}" if address.locality else line
    lines = [line for line in lines if line not in address.locality]
    if not lines:
        return
    at = next((number for number, line in enumerate(lines) if _STREET.match(line)), 0)
    if address.street:
        before, after = lines, []
    else:
        address.street = lines[at]
        before, after = lines[:at], lines[at + 1 :]
    if before and not address.building:
        address.building = before.pop()
    if before and not address.recipient:
        address.recipient = ", ".join(before)
        before = []
    rest = before + after
    if rest:
        address.locality = ", ".join([address.locality, *rest] if address.locality else rest)


def tidy_address(address: Address, country: str, home: str) -> str:
    """Put the parts of an address another program filled in where they belong.

    `country` is the country as it was written, `home` the owner's. The answer is a country nobody knows, to be kept
    with the card.
    """
    code = country_of(country) if country else ""
    if not code and address.region and (swapped := _named_country(address.region)):
        code, country, address.region = swapped, "", country
    if code and address.region and country_of(address.region) == code and _named_country(address.region):
        address.region = ""
    if "\n" in address.street or (not address.town and address.street):
        country = _tidy_street(address) or country
        code = code or country_of(country)
    if address.town and not address.town.isalpha() and len(address.town) < LONGEST_WORD:
        _tidy_town(address)
    if address.locality or address.building or address.recipient:
        _drop_repeats(address)
    address.country = "" if code == home else code
    return country if country and not code else ""


def _tidy_street(address: Address) -> str:
    text, address.street = address.street, ""
    if address.town:
        place_lines([line for line in lines_of(text) if not _repeats(line, address)], address)
        return ""
    had = address.postcode
    country = read_address(text, address)
    address.postcode = address.postcode or had
    return country


def _tidy_town(address: Address) -> None:
    if (match := _CODE_TOWN.fullmatch(address.town)) and address.postcode in ("", match[1]):
        address.postcode, address.town = match[1], match[2].strip()
    elif not address.postcode and (match := _TOWN_STATE_CODE.fullmatch(address.town)):
        address.town, address.postcode = match[1].strip(" ,"), match[3]
        address.region = f"{match[2]}, {address.region}" if address.region else match[2]


def _repeats(line: str, address: Address) -> bool:
    return bool(address.postcode) and words(line) == words(f"{address.postcode} {address.town}")


def _drop_repeats(address: Address) -> None:
    """ "35580 BAULON" as the third line of an address that has its town, or brings it."""
    for part in ("recipient", "building", "locality"):
        line = getattr(address, part)
        if _repeats(line, address):
            setattr(address, part, "")
        elif line and not address.town and (match := _CODE_TOWN.fullmatch(line)):
            setattr(address, part, "")
            address.postcode, address.town = match[1], match[2].strip()
