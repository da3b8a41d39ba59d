"""The fields of a contact, and which of them the header of a column means."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from petitcrm.base.language import mark
from petitcrm.base.text import words
from petitcrm.features.imports.columns import known_header, nearly_known
from petitcrm.features.imports.spelling import CAMEL, LONGEST_WORD, plain_words, word_set

FIELDS: tuple[tuple[str, str], ...] = (
    ("civility", mark("Title (Mr, Ms…)")),
    ("given_name", mark("First name")),
    ("family_name", mark("Last name")),
    ("full_name", mark("Full name")),
    ("name_or_company", mark("Person or company")),
    ("company", mark("Company")),
    ("job_title", mark("Job title")),
    ("department", mark("Department")),
    ("phone:work", mark("Work phone")),
    ("phone:mobile", mark("Mobile phone")),
    ("phone:home", mark("Home phone")),
    ("phone:main", mark("Main phone")),
    ("phone:fax", mark("Fax")),
    ("phone:pager", mark("Pager")),
    ("phone:other", mark("Phone")),
    ("phone.area", mark("Area code of the next phone")),
    ("email", mark("E-mail")),
    ("email:work", mark("Work e-mail")),
    ("email:home", mark("Home e-mail")),
    ("web", mark("Web page")),
    ("address:work.full", mark("Address: all in one")),
    ("address:work.recipient", mark("Address: service, flat")),
    ("address:work.building", mark("Address: building, floor")),
    ("address:work.street", mark("Address: number and street")),
    ("address:work.street2", mark("Address: second line")),
    ("address:work.locality", mark("Address: locality, PO box")),
    ("address:work.postcode", mark("Address: postcode")),
    ("address:work.town", mark("Address: town")),
    ("address:work.region", mark("Address: region")),
    ("address:work.country", mark("Address: country")),
    ("address:home.full", mark("Home address: all in one")),
    ("address:home.recipient", mark("Home address: service, flat")),
    ("address:home.building", mark("Home address: building, floor")),
    ("address:home.street", mark("Home address: number and street")),
    ("address:home.street2", mark("Home address: second line")),
    ("address:home.locality", mark("Home address: locality, PO box")),
    ("address:home.postcode", mark("Home address: postcode")),
    ("address:home.town", mark("Home address: town")),
    ("address:home.region", mark("Home address: region")),
    ("address:home.country", mark("Home address: country")),
    ("address:other.full", mark("Other address: all in one")),
    ("address:other.recipient", mark("Other address: service, flat")),
    ("address:other.building", mark("Other address: building, floor")),
    ("address:other.street", mark("Other address: number and street")),
    ("address:other.street2", mark("Other address: second line")),
    ("address:other.locality", mark("Other address: locality, PO box")),
    ("address:other.postcode", mark("Other address: postcode")),
    ("address:other.town", mark("Other address: town")),
    ("address:other.region", mark("Other address: region")),
    ("address:other.country", mark("Other address: country")),
    ("address:invoice.full", mark("Invoice address: all in one")),
    ("address:invoice.recipient", mark("Invoice address: service, flat")),
    ("address:invoice.building", mark("Invoice address: building, floor")),
    ("address:invoice.street", mark("Invoice address: number and street")),
    ("address:invoice.street2", mark("Invoice address: second line")),
    ("address:invoice.locality", mark("Invoice address: locality, PO box")),
    ("address:invoice.postcode", mark("Invoice address: postcode")),
    ("address:invoice.town", mark("Invoice address: town")),
    ("address:invoice.region", mark("Invoice address: region")),
    ("address:invoice.country", mark("Invoice address: country")),
    ("birthday", mark("Birthday")),
    ("birthday.day", mark("Birthday: day")),
    ("birthday.month", mark("Birthday: month")),
    ("birthday.year", mark("Birthday: year")),
    ("stage", mark("Stage")),
    ("temperature", mark("Temperature")),
    ("tier", mark("Tier")),
    ("tags", mark("Tags")),
    ("language", mark("Language")),
    ("source", mark("Source")),
    ("note", mark("Note")),
    ("is_company", mark("Is it a company? (yes or no)")),
    ("address_type", mark("Kind of address (invoice, delivery…)")),
    ("label", mark("Label of the column beside")),
    ("extra", mark("Keep in the note")),
    ("ignore", mark("Leave out")),
)
KEYS = frozenset(key for key, _label in FIELDS)

_PLACES = {
    "work": "bureau pro profes professionnel professionnelle travail work business office geschaftlich "
    "geschaeftlich dienstlich "
    "arbeit arbeid entreprise societe company firma trabajo ufficio lavoro werk zakelijk arbete mailing direct directe",
    "home": "domicile perso personal personnel personnelle prive privee maison home privat personal casa thuis "
    "hem particular hogar "
    "abitazione residential",
    "other": "autre autres other weitere weiterer weiteres otro otra altro altra overig overige annat anders "
    "livraison shipping "
    "delivery lieferung secondaire secondary",
    "invoice": "facturation billing invoice rechnung facture facturacion fatturazione factuur",
}
_KINDS = {
    "fax": "fax telecopie telecopieur telefax",
    "pager": "pager radiomessagerie",
    "mobile": "mobile mobiles portable portables gsm cell cellulaire cellphone handy mobil mobiltelefon movil "
    "cellulare mobiel natel "
    "whatsapp celular mobilnummer mob",
    "email": "email emails mail mails courriel messagerie mel correo electronico electronique elettronica mailadresse",
    "web": "web site url www internet website webseite homepage sito sitio linkedin",
    "phone": "tel telephone telephones phone phones telefon telefono telefoon telefone telefonnummer "
    "phonenumber fixe landline "
    "festnetz ligne tlf puhelin",
    "postcode": "postal postcode plz postleitzahl zip zipcode cp postnummer cap postale npa",
    "town": "ville town city commune localite ort stadt ciudad citta plaats woonplaats stad locality localidad",
    "country": "pays country land pais paese countryname",
    "region": "region state departement province bundesland kanton canton county provincia dep",
    "building": "batiment building immeuble residence etage floor",
    "locality": "bp boite postfach lieudit pobox po box",
    "street2": "complement suite zusatz",
    "street": "adresse address rue street strasse calle indirizzo direccion straat anschrift adr adres strae",
}
_FILLERS = word_set(
    "de du des la le les l d a au et e of the der die das und numero num no n nr number nom name contact client "
    "principal principale "
    "main primary line code postale del della di el via info infos address adresse adr addr fr co nummer s etat "
    "1 2 3 4 5 6"
)
_NUMBERS = re.compile(r"\d+")
_LABEL_WORDS = word_set("type label libelle etiquette bezeichnung typ etiqueta etichetta")
_SIGNS = {"☎": " phone ", "📞": " phone ", "📱": " mobile ", "✉": " email ", "📧": " email ", "🏠": " ", "°": " "}
_DOLIBARR = re.compile(r"\((?:s|sp|p|extra|sr)\.\w+\)|[*]")
_INDEXED = re.compile(r"\s*(.+?\d)\s+-\s+(.+?)\s*")
_INDEXED_PARTS = {
    "formatted": "full", "street": "street", "city": "town", "po box": "locality", "region": "region",
    "state": "region",
    "postal code": "postcode", "country": "country", "extended address": "building", "recipient": "recipient",
    "destinataire": "recipient", "building": "building", "batiment": "building", "locality": "locality",
    "lieu dit": "locality", "postcode": "postcode", "code postal": "postcode", "town": "town",
}  # fmt: skip
_ORGANIZATION = {"name": "company", "title": "job_title", "department": "department"}


def field_of(header: str) -> tuple[str, bool]:
    """(key, whether the header is known as it stands); key is "" when nothing is known of it.

    A key that begins with "?" is settled by the other columns, "address:*." by the neighbours.
    """
    text = header[:LONGEST_WORD]
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    if "(s.nom)" in text:
        return "company", True
    text = _DOLIBARR.sub(" ", _unbroken(text)).strip()
    if indexed := _indexed(text):
        return indexed, True
    if key := known_header(text):
        return key, True
    return _by_words(words(CAMEL.sub(" ", text).replace("_", " "))) or nearly_known(text), False


def _unbroken(text: str) -> str:
    """UTF-8 that was read as Windows-1252 ("PrÃ©nom"), put right."""
    if "Ã" in text:
        try:
            return text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return text
    return text


def _indexed(text: str) -> str:
    """Columns of Google: "Phone 1 - Value", "Address 2 - City"."""
    match = _INDEXED.fullmatch(text)
    if not match:
        return ""
    part = " ".join(words(match[2]))
    if part in _LABEL_WORDS:
        return "label"
    head = words(match[1])
    if head[0] in ("organization", "organisation"):
        return _ORGANIZATION.get(part, "extra")
    if head[0] in ("address", "adresse"):
        found = _INDEXED_PARTS.get(part) or _by_words([part]).rpartition(".")[2]
        place = ("work", "home", "other", "invoice")[min(int(head[-1]) - 1, 3) if head[-1].isdecimal() else 0]
        return f"address:{place}.{found}" if found else "extra"
    if head[0] in ("event", "relation", "im", "custom", "evenement", "chat"):
        return "extra"
    return _by_words([word for word in head if not word.isdecimal()]) or "extra"


@cache
def _meanings(of_places: bool) -> dict[str, str]:
    table = _PLACES if of_places else _KINDS
    return {word: meaning for meaning, known in table.items() for word in known.split()}


def _by_words(tokens: Sequence[str]) -> str:
    """The key a header spells out word by word ("tél. portable pro"), "" when one word is strange."""
    kinds, places = _meanings(False), _meanings(True)
    found: set[str] = set()
    place = ""
    number = 0
    for position, token in enumerate(tokens):
        bare = token.rstrip("0123456789") or token
        if token.isdecimal() or bare != token:
            number = int(_NUMBERS.findall(token)[-1][:3])
        if bare == "mail" and position and tokens[position - 1] == "e":
            found.add("email")
        elif bare in kinds:
            found.add(kinds[bare])
        elif bare in places:
            place = places[bare]
        elif bare not in _FILLERS:
            return ""
    return _key_for(found, place, number)


def _key_for(found: set[str], place: str, number: int) -> str:
    for kind in ("fax", "pager", "mobile"):
        if kind in found:
            return f"phone:{kind}"
    if "email" in found:
        return f"email:{place}" if place in ("work", "home") else "email"
    if "web" in found:
        return "web"
    if "phone" in found:
        return f"phone:{place}" if place in ("work", "home") else "phone:other"
    if {"postcode", "town"} <= found:
        return f"address:{place or '*'}.town"
    for part in ("postcode", "town", "country", "region", "building", "locality", "street2", "street"):
        if part in found:
            part = "street2" if part == "street" and number > 1 else part
            return f"address:{place or '*'}.{part}"
    return ""


def settled(keys: Sequence[str], header: Sequence[str], civil: Iterable[int]) -> list[str]:
    """The keys of `field_of` with every doubt settled by the neighbours.

    `civil` are the columns whose cells hold civilities ("M.", "Mme").
    """
    keys = list(keys)
    civil = set(civil)
    if any(word.startswith("cp ") for word in map(plain_words, header)):
        keys = ["name_or_company" if key == "?name" else key for key in keys]
    _settle_names(keys)
    _settle_titles(keys, civil)
    _settle_places(keys)
    return ["ignore" if key == "extra" and not name.strip() else key for key, name in zip(keys, header, strict=True)]


def _settle_names(keys: list[str]) -> None:
    """ "Nom" beside "Prénom" is the family name, "Nombre" beside "Apellidos" the given one, alone it is the whole."""
    has_given, has_family = "given_name" in keys, "family_name" in keys
    meaning = "full_name" if has_given == has_family else "family_name" if has_given else "given_name"
    keys[:] = [meaning if key == "?name" else key for key in keys]


_FAMILY_FIRST = re.compile(
    r"(?:nom|name|nachname|last name|apellidos|cognome)\b.*\b(?:prenoms?|vorname|first "
    r"name|nombre|nome)\b.*"
)


def says_family_first(header: str) -> bool:
    """Whether a column of whole names gives the family name first ("Nom et prénom")."""
    return bool(_FAMILY_FIRST.fullmatch(plain_words(header[:LONGEST_WORD])))


def _settle_titles(keys: list[str], civil: set[int]) -> None:
    """ "Titre" is a civility by its cells, as the first of two, or when the job has a column of its own."""
    titles = [at for at, key in enumerate(keys) if key == "?title"]
    has_job = "job_title" in keys and "civility" not in keys
    for at in titles:
        first = at == titles[0] and (len(titles) > 1 or has_job)
        keys[at] = "civility" if first or at in civil else "job_title"


def _settle_places(keys: list[str]) -> None:
    """A town without a place belongs to the street before it; a second street begins the next place."""
    order = ["work", "home", "other", "invoice"]
    place = ""
    used: set[str] = set()
    for at, key in enumerate(keys):
        if not key.startswith("address:"):
            continue
        where, part = key[8:].split(".")
        if where != "*":
            place = where
            used.add(key)
            continue
        place = place or "work"
        if f"address:{place}.{part}" in used and part not in ("street2", "full"):
            free = [one for one in order if f"address:{one}.{part}" not in used]
            place = free[0] if free and part in ("street", "town", "postcode") else place
        keys[at] = f"address:{place}.{part}"
        used.add(keys[at])
