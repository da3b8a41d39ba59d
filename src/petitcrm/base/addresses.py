"""The postal address block: what is printed on an envelope, a label or behind a letter's window.

France: NF Z10-011, six lines of 38 characters at most, lines 4 to 6 in capitals without accents or punctuation.
Abroad: the country's own order of postcode, town and region, its name last. Nothing is ever cut: `problems()` says
what does not fit, the owner decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from petitcrm.base.cards import Address
from petitcrm.base.language import _, ngettext

LINE_LENGTH = 38  # NF Z10-011, spaces included
MOST_LINES = 6  # NF Z10-011; one more abroad, the country's
STREET_LENGTH = 32  # a longer street label (its number not counted) is abbreviated, a shorter one never is


def _table(text: str) -> dict[str, tuple[str, str]]:
    rows = (row.split("|") for row in text.replace("\n", "").split(";") if row)
    return {code: (french, english) for code, french, english in rows}


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ISO 3166-1 alpha-2 (and XK) -> (French name, English name); names after CLDR.
COUNTRIES: dict[str, tuple[str, str]] = _table(
    """
AD|Andorre|Andorra;AE|Émirats arabes unis|United Arab Emirates;AF|Afghanistan|Afghanistan;
AG|Antigua-et-Barbuda|Antigua & Barbuda;AI|Anguilla|Anguilla;AL|Albanie|Albania;AM|Arménie|Armenia;
AO|Angola|Angola;AQ|Antarctique|Antarctica;AR|Argentine|Argentina;AS|Samoa américaines|American Samoa;
AT|Autriche|Austria;AU|Australie|Australia;AW|Aruba|Aruba;AX|Îles Åland|Åland Islands;AZ|Azerbaïdjan|Azerbaijan;
BA|Bosnie-Herzégovine|Bosnia & Herzegovina;BB|Barbade|Barbados;BD|Bangladesh|Bangladesh;BE|Belgique|Belgium;
BF|Burkina Faso|Burkina Faso;BG|Bulgarie|Bulgaria;BH|Bahreïn|Bahrain;BI|Burundi|Burundi;BJ|Bénin|Benin;
BL|Saint-Barthélemy|St. Barthélemy;BM|Bermudes|Bermuda;BN|Brunei|Brunei;BO|Bolivie|Bolivia;
BQ|Pays-Bas caribéens|Caribbean Netherlands;BR|Brésil|Brazil;BS|Bahamas|Bahamas;BT|Bhoutan|Bhutan;
BV|Île Bouvet|Bouvet Island;BW|Botswana|Botswana;BY|Biélorussie|Belarus;BZ|Belize|Belize;CA|Canada|Canada;
CC|Îles Cocos|Cocos (Keeling) Islands;CD|République démocratique du Congo|Democratic Republic of the Congo;
CF|République centrafricaine|Central African Republic;CG|République du Congo|Republic of the Congo;
CH|Suisse|Switzerland;CI|Côte d'Ivoire|Côte d'Ivoire;CK|Îles Cook|Cook Islands;CL|Chili|Chile;
CM|Cameroun|Cameroon;CN|Chine|China;CO|Colombie|Colombia;CR|Costa Rica|Costa Rica;CU|Cuba|Cuba;
CV|Cap-Vert|Cape Verde;CW|Curaçao|Curaçao;CX|Île Christmas|Christmas Island;CY|Chypre|Cyprus;CZ|Tchéquie|Czechia;
DE|Allemagne|Germany;DJ|Djibouti|Djibouti;DK|Danemark|Denmark;DM|Dominique|Dominica;
DO|République dominicaine|Dominican Republic;DZ|Algérie|Algeria;EC|Équateur|Ecuador;EE|Estonie|Estonia;
EG|Égypte|Egypt;EH|Sahara occidental|Western Sahara;ER|Érythrée|Eritrea;ES|Espagne|Spain;ET|Éthiopie|Ethiopia;
FI|Finlande|Finland;FJ|Fidji|Fiji;FK|Îles Malouines|Falkland Islands;FM|Micronésie|Micronesia;
FO|Îles Féroé|Faroe Islands;FR|France|France;GA|Gabon|Gabon;GB|Royaume-Uni|United Kingdom;GD|Grenade|Grenada;
GE|Géorgie|Georgia;GF|Guyane française|French Guiana;GG|Guernesey|Guernsey;GH|Ghana|Ghana;GI|Gibraltar|Gibraltar;
GL|Groenland|Greenland;GM|Gambie|Gambia;GN|Guinée|Guinea;GP|Guadeloupe|Guadeloupe;
GQ|Guinée équatoriale|Equatorial Guinea;GR|Grèce|Greece;
GS|Géorgie du Sud-et-les Îles Sandwich du Sud|South Georgia & South Sandwich Islands;GT|Guatemala|Guatemala;
GU|Guam|Guam;GW|Guinée-Bissau|Guinea-Bissau;GY|Guyana|Guyana;HK|Hong Kong|Hong Kong;
HM|Îles Heard-et-MacDonald|Heard & McDonald Islands;HN|Honduras|Honduras;HR|Croatie|Croatia;HT|Haïti|Haiti;
HU|Hongrie|Hungary;ID|Indonésie|Indonesia;IE|Irlande|Ireland;IL|Israël|Israel;IM|Île de Man|Isle of Man;
IN|Inde|India;IO|Territoire britannique de l'océan Indien|British Indian Ocean Territory;IQ|Irak|Iraq;
IR|Iran|Iran;IS|Islande|Iceland;IT|Italie|Italy;JE|Jersey|Jersey;JM|Jamaïque|Jamaica;JO|Jordanie|Jordan;
JP|Japon|Japan;KE|Kenya|Kenya;KG|Kirghizstan|Kyrgyzstan;KH|Cambodge|Cambodia;KI|Kiribati|Kiribati;
KM|Comores|Comoros;KN|Saint-Christophe-et-Niévès|St. Kitts & Nevis;KP|Corée du Nord|North Korea;
KR|Corée du Sud|South Korea;KW|Koweït|Kuwait;KY|Îles Caïmans|Cayman Islands;KZ|Kazakhstan|Kazakhstan;LA|Laos|Laos;
LB|Liban|Lebanon;LC|Sainte-Lucie|St. Lucia;LI|Liechtenstein|Liechtenstein;LK|Sri Lanka|Sri Lanka;
LR|Liberia|Liberia;LS|Lesotho|Lesotho;LT|Lituanie|Lithuania;LU|Luxembourg|Luxembourg;LV|Lettonie|Latvia;
LY|Libye|Libya;MA|Maroc|Morocco;MC|Monaco|Monaco;MD|Moldavie|Moldova;ME|Monténégro|Montenegro;
MF|Saint-Martin|St. Martin;MG|Madagascar|Madagascar;MH|Îles Marshall|Marshall Islands;
MK|Macédoine du Nord|North Macedonia;ML|Mali|Mali;MM|Myanmar|Myanmar;MN|Mongolie|Mongolia;MO|Macao|Macao;
MP|Îles Mariannes du Nord|Northern Mariana Islands;MQ|Martinique|Martinique;MR|Mauritanie|Mauritania;
MS|Montserrat|Montserrat;MT|Malte|Malta;MU|Maurice|Mauritius;MV|Maldives|Maldives;MW|Malawi|Malawi;
MX|Mexique|Mexico;MY|Malaisie|Malaysia;MZ|Mozambique|Mozambique;NA|Namibie|Namibia;
NC|Nouvelle-Calédonie|New Caledonia;NE|Niger|Niger;NF|Île Norfolk|Norfolk Island;NG|Nigeria|Nigeria;
NI|Nicaragua|Nicaragua;NL|Pays-Bas|Netherlands;NO|Norvège|Norway;NP|Népal|Nepal;NR|Nauru|Nauru;NU|Niue|Niue;
NZ|Nouvelle-Zélande|New Zealand;OM|Oman|Oman;PA|Panama|Panama;PE|Pérou|Peru;
PF|Polynésie française|French Polynesia;PG|Papouasie-Nouvelle-Guinée|Papua New Guinea;PH|Philippines|Philippines;
PK|Pakistan|Pakistan;PL|Pologne|Poland;PM|Saint-Pierre-et-Miquelon|St. Pierre & Miquelon;
PN|Îles Pitcairn|Pitcairn Islands;PR|Porto Rico|Puerto Rico;PS|Palestine|Palestine;PT|Portugal|Portugal;
PW|Palaos|Palau;PY|Paraguay|Paraguay;QA|Qatar|Qatar;RE|La Réunion|Réunion;RO|Roumanie|Romania;RS|Serbie|Serbia;
RU|Russie|Russia;RW|Rwanda|Rwanda;SA|Arabie saoudite|Saudi Arabia;SB|Îles Salomon|Solomon Islands;
SC|Seychelles|Seychelles;SD|Soudan|Sudan;SE|Suède|Sweden;SG|Singapour|Singapore;SH|Sainte-Hélène|St. Helena;
SI|Slovénie|Slovenia;SJ|Svalbard et Jan Mayen|Svalbard & Jan Mayen;SK|Slovaquie|Slovakia;
SL|Sierra Leone|Sierra Leone;SM|Saint-Marin|San Marino;SN|Sénégal|Senegal;SO|Somalie|Somalia;SR|Suriname|Suriname;
SS|Soudan du Sud|South Sudan;ST|Sao Tomé-et-Principe|São Tomé & Príncipe;SV|Salvador|El Salvador;
SX|Saint-Martin (partie néerlandaise)|Sint Maarten;SY|Syrie|Syria;SZ|Eswatini|Eswatini;
TC|Îles Turques-et-Caïques|Turks & Caicos Islands;TD|Tchad|Chad;
TF|Terres australes françaises|French Southern Territories;TG|Togo|Togo;TH|Thaïlande|Thailand;
TJ|Tadjikistan|Tajikistan;TK|Tokelau|Tokelau;TL|Timor oriental|Timor-Leste;TM|Turkménistan|Turkmenistan;
TN|Tunisie|Tunisia;TO|Tonga|Tonga;TR|Turquie|Türkiye;TT|Trinité-et-Tobago|Trinidad & Tobago;TV|Tuvalu|Tuvalu;
TW|Taïwan|Taiwan;TZ|Tanzanie|Tanzania;UA|Ukraine|Ukraine;UG|Ouganda|Uganda;
UM|Îles mineures éloignées des États-Unis|U.S. Outlying Islands;US|États-Unis|United States;UY|Uruguay|Uruguay;
UZ|Ouzbékistan|Uzbekistan;VA|État de la Cité du Vatican|Vatican City;
VC|Saint-Vincent-et-les Grenadines|St. Vincent & Grenadines;VE|Venezuela|Venezuela;
VG|Îles Vierges britanniques|British Virgin Islands;VI|Îles Vierges des États-Unis|U.S. Virgin Islands;
VN|Viêt Nam|Vietnam;VU|Vanuatu|Vanuatu;WF|Wallis-et-Futuna|Wallis & Futuna;WS|Samoa|Samoa;XK|Kosovo|Kosovo;
YE|Yémen|Yemen;YT|Mayotte|Mayotte;ZA|Afrique du Sud|South Africa;ZM|Zambie|Zambia;ZW|Zimbabwe|Zimbabwe;
"""
)

# Written as addresses of France: the overseas parts have French postcodes (97xxx, 98xxx) and no country line.
_LIKE_FRANCE = _codes("FR GP MQ GF RE YT PM BL MF WF PF NC TF")
_FRENCH_NORM = _LIKE_FRANCE | {"MC"}
_FRENCH_SPEAKING = _FRENCH_NORM | _codes("BE LU CH SN CI ML BF BJ TG NE CM GA CG CD MA TN DZ MG HT")

# P postcode, T town, R region; "/" begins another line. After the Universal Postal Union's country pages.
_LAST_LINES = {
    "US": "T R P", "CA": "T R P", "AU": "T R P", "PR": "T R P", "GU": "T R P",
    "GB": "T/P", "GG": "T/P", "JE": "T/P", "IM": "T/P", "GI": "T/P", "IE": "T/R/P", "MT": "T/P",
    "NZ": "T P", "SG": "T P", "TH": "T P", "TW": "T P", "KR": "T P", "ID": "T P", "SA": "T P", "LV": "T P",
    "IN": "T P/R", "ZA": "T/P", "KE": "P T", "NG": "T P/R", "PK": "T P", "BD": "T P",
    "ES": "P T/R", "IT": "P T R", "SM": "P T R", "BR": "T R/P", "MX": "P T R", "AR": "P T/R", "TR": "P T R",
    "RU": "T/R/P", "UA": "T/R/P", "JP": "T R/P", "CN": "P T R", "HK": "T/R", "AE": "T/R", "HU": "T/P",
}  # fmt: skip
_NO_POSTCODE = _codes(
    "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK IE JM KI KM KN KP "
    "LC LY ML MO MR MW NR NU QA RW SB SC SL SR ST SY TD TG TK TL TO TT TV TZ UG VU YE ZW"
)

# NF Z10-011 lets a long street be abbreviated by its type first, then by titles; the last word stays whole.
_STREET_TYPES = {
    "ALLEE": "ALL", "ALLEES": "ALL", "AVENUE": "AV", "BOULEVARD": "BD", "CARREFOUR": "CAR", "CHEMIN": "CHE",
    "CHAUSSEE": "CHS", "COURS": "CRS", "DOMAINE": "DOM", "ESPLANADE": "ESP", "FAUBOURG": "FG", "HAMEAU": "HAM",
    "IMPASSE": "IMP", "LOTISSEMENT": "LOT", "MONTEE": "MTE", "PASSAGE": "PAS", "PLACE": "PL", "PLAINE": "PLN",
    "PLATEAU": "PLT", "PROMENADE": "PROM", "QUAI": "QU", "RESIDENCE": "RES", "ROND POINT": "RPT", "ROUTE": "RTE",
    "RUE": "R", "RUELLE": "RLE", "SENTIER": "SEN", "SQUARE": "SQ", "TERRASSE": "TSSE", "TRAVERSE": "TRA",
    "VENELLE": "VEN", "ZONE INDUSTRIELLE": "ZI", "ZONE ARTISANALE": "ZA",
}  # fmt: skip
_TITLES = {
    "CAPITAINE": "CPT", "COLONEL": "COL", "COMMANDANT": "CDT", "DOCTEUR": "DR", "GENERAL": "GAL", "LIEUTENANT": "LT",
    "MARECHAL": "MAL", "MONSEIGNEUR": "MGR", "PRESIDENT": "PDT", "PROFESSEUR": "PR", "SAINT": "ST", "SAINTE": "STE",
}  # fmt: skip
_REPEATS = {"BIS": "B", "TER": "T", "QUATER": "Q", "QUINQUIES": "C"}

_NOT_PLAIN = re.compile(r"[^A-Z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"})
_SEVERAL_NUMBERS = re.compile(r"^\s*(\d{1,4})\s*(?:[-–/,&]|à|au|et)\s*\d{1,4}\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,4}) ?(BIS|TER|QUATER|QUINQUIES|[A-Z])?(?= |$)")
_SAINT = re.compile(r"\bSAINT(E?) (?=\w)")
_SPACES = re.compile(r"\s+")


def country_name(code: str, sender_country: str = "FR") -> str:
    """The name of `code` in the sender's language (French or English); the code itself when nobody knows it."""
    names = COUNTRIES.get(code.upper())
    if names is None:
        return code
    return names[0] if sender_country.upper() in _FRENCH_SPEAKING else names[1]


def _without_accents(text: str) -> str:
    """`text` in capitals without accents."""
    if text.isascii():
        return text.upper()
    bare = unicodedata.normalize("NFD", text.translate(_LIGATURES).upper())
    return "".join(c for c in bare if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def plain_capitals(text: str) -> str:
    """`text` as NF Z10-011 prints lines 4 to 6: capitals without accents, digits and single spaces, nothing else."""
    return _NOT_PLAIN.sub(" ", _without_accents(text)).strip()


@lru_cache(maxsize=4096)
def french_street(text: str) -> str:
    """Line 4: one number, its BIS/TER/QUATER/QUINQUIES as a letter, abbreviated only when over 32 characters."""
    line = plain_capitals(_SEVERAL_NUMBERS.sub(r"\1", text))
    number = ""
    if found := _NUMBER.match(line):
        line = line[found.end() :].strip()
        repeat = found[2] or ""
        number = f"{int(found[1]) or ''} {_REPEATS.get(repeat, repeat)}".strip()
    if len(line) > STREET_LENGTH:
        line = _shorter_street(line)
    return f"{number} {line}".strip()


def _shorter_street(line: str) -> str:
    for whole, short in _STREET_TYPES.items():
        if line.startswith(whole + " "):
            line = short + line[len(whole) :]
            break
    words = line.split(" ")
    for i, word in enumerate(words[:-1]):
        if len(" ".join(words)) <= STREET_LENGTH:
            break
        words[i] = _TITLES.get(word, word)
    return " ".join(words)


def _french_locality(text: str) -> str:
    return _SAINT.sub(r"ST\1 ", plain_capitals(text))


def _french_postcode(text: str) -> str:
    digits = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").upper().removeprefix("F-")
    return digits if digits.isdecimal() else plain_capitals(text)


def _french_lines(names: list[str], address: Address) -> list[str]:
    free = [*names, _tidy(address.recipient), _tidy(address.building)]
    town = f"{_french_postcode(address.postcode)} {_french_locality(address.town)}"
    fixed = [french_street(address.street), _french_locality(address.locality), town.strip()]
    free, fixed = [line for line in free if line], [line for line in fixed if line]
    while len(free) + len(fixed) > MOST_LINES and len(free) > 2:
        _join_shortest_pair(free)
    return free + fixed


def _join_shortest_pair(lines: list[str]) -> None:
    """Six lines at most: two lines that are neither the first nor the street share one."""
    at = min(range(1, len(lines) - 1), key=lambda i: len(lines[i]) + len(lines[i + 1]))
    lines[at : at + 2] = [f"{lines[at]}, {lines[at + 1]}"]


def _foreign_lines(names: list[str], address: Address, country: str) -> list[str]:
    parts = {"P": _tidy(address.postcode), "T": _tidy(address.town).upper(), "R": _tidy(address.region)}
    if country == "GB":
        parts["P"] = parts["P"].upper()
    if plain_capitals(parts["R"]) == plain_capitals(parts["T"]):
        parts["R"] = ""
    lines = [*names, *map(_tidy, (address.recipient, address.building, address.street, address.locality))]
    for pattern in _LAST_LINES.get(country, "P T").split("/"):
        lines.append(" ".join(parts[letter] for letter in pattern.split(" ") if parts[letter]))
    return [line for line in lines if line]


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def block(name_lines: Sequence[str], address: Address, sender_country: str = "FR") -> list[str]:
    """The address as printed, from the addressee down, without blank lines.

    In: `name_lines` (company, person: lines 1 and 2), the parts of the address, the sender's ISO country code.
    Out: six lines at most in France when parts can share a line, as many as given abroad; a country other than the
    sender's comes last, in capitals, in the sender's language (NF Z10-011; UPU S42 for the order abroad).
    """
    sender = sender_country.upper() or "FR"
    country = address.country.upper() or sender
    names = [line for line in map(_tidy, name_lines) if line]
    lines = _french_lines(names, address) if country in _FRENCH_NORM else _foreign_lines(names, address, country)
    if not _same_post(country, sender):
        lines.append(_without_accents(country_name("FR" if country in _LIKE_FRANCE else country, sender)))
    return lines


def _same_post(country: str, sender: str) -> bool:
    return country == sender or (country in _LIKE_FRANCE and sender in _LIKE_FRANCE)


def problems(lines: Sequence[str], address: Address, sender_country: str = "FR") -> list[str]:
    """What may keep this block from arriving, one translated sentence each; an empty list when all is well.

    `lines` is what `block()` made of `address`. Nothing is refused and nothing is cut here.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LENGTH:
            found.append(
                _("Line {number} has {length} characters, {most} are allowed: “{line}”.")
                .replace("{number}", str(number))
                .replace("{length}", str(len(line)))
                .replace("{most}", str(LINE_LENGTH))
                .replace("{line}", line)
            )
    sender = sender_country.upper() or "FR"
    country = address.country.upper() or sender
    most = MOST_LINES + (not _same_post(country, sender))
    if len(lines) > most:
        sentence = ngettext("The address has {count} line, {most} are allowed.",
                            "The address has {count} lines, {most} are allowed.", len(lines))  # fmt: skip
        found.append(sentence.replace("{count}", str(len(lines))).replace("{most}", str(most)))
    return found + _missing_parts(address, country)


def _missing_parts(address: Address, country: str) -> list[str]:
    found = []
    if not address.town.strip():
        found.append(_("The town is missing."))
    if not address.postcode.strip():
        if country not in _NO_POSTCODE:
            found.append(_("The postcode is missing."))
    elif country in _FRENCH_NORM and not re.fullmatch(r"[0-9]{5}", _french_postcode(address.postcode)):
        found.append(_("A French postcode has five digits, this one is “{code}”.").replace("{code}", address.postcode))
    place = (address.street, address.locality, address.building, address.recipient)
    if not any(part.strip() for part in place) and "CEDEX" not in address.town.upper():
        found.append(_("Neither a street nor a PO box is given."))
    if country not in COUNTRIES:
        found.append(_("No country has the code “{code}”.").replace("{code}", country))
    return found
