"""The contact a row is about while its cells are read, and the doubts settled at its end."""

from petitcrm.base.cards import Address, Card
from petitcrm.base.language import _
from petitcrm.base.people import looks_like_company, split_name
from petitcrm.base.text import clean, words
from petitcrm.features.imports.days import day_of
from petitcrm.features.imports.details import add_extra, name_from_text
from petitcrm.features.imports.headers import says_family_first
from petitcrm.features.imports.places import country_of, lines_of, place_lines, read_address


class Draft:
    """What a row has said so far."""

    __slots__ = (
        "address_type",
        "addresses",
        "area",
        "birth",
        "card",
        "countries",
        "full",
        "is_company",
        "labels",
        "whole",
    )

    def __init__(self) -> None:
        self.card = Card()
        self.addresses: dict[str, Address] = {}
        self.countries: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.whole: dict[str, str] = {}
        self.full: list[tuple[str, str, str]] = []
        self.birth: dict[str, str] = {}
        self.area = ""
        self.is_company: bool | None = None
        self.address_type = ""


def join_birthday(draft: Draft) -> None:
    """Make the birthday of its day, month and year."""
    birth = draft.birth
    year, month, day = (birth.get(part, "") for part in ("year", "month", "day"))
    joined = day_of(f"{day}.{month}.{year}" if year else f"{day}.{month}")
    if joined and not draft.card.birthday:
        draft.card.birthday = joined
    elif not joined:
        add_extra(draft.card, _("Birthday"), "/".join(part for part in (day, month, year) if part))


def put_part(draft: Draft, place: str, address: Address, part: str, cell: str, title: str) -> None:
    """One cell into its part of an address; a part already filled goes on in the next free line."""
    if part == "street" and not address.street:
        address.street = cell
    elif part == "country":
        _put_country(draft, place, cell, title)
    elif part in ("street2", "street"):
        place_lines(lines_of(cell), address) if address.street else setattr(address, "building", cell)
    elif part == "full":
        draft.whole[place] = f"{draft.whole[place]}\n{cell}" if place in draft.whole else cell
    elif part == "locality" and cell.isdecimal():
        address.locality = f"BP {cell}"
    elif not getattr(address, part):
        setattr(address, part, cell if "\n" not in cell else clean(cell))
    elif getattr(address, part) != cell:
        add_extra(draft.card, title, cell)


def _put_country(draft: Draft, place: str, cell: str, title: str) -> None:
    if place in draft.countries and country_of(draft.countries[place]) != country_of(cell):
        add_extra(draft.card, title, cell)
    draft.countries.setdefault(place, cell)


def read_whole(draft: Draft, place: str, address: Address, cell: str) -> None:
    """The address in one text counts only for what the parts don't say: Google gives both."""
    if not address.is_empty():
        return
    if country := read_address(cell, address):
        draft.countries.setdefault(place, country)


def settle_names(draft: Draft) -> None:
    """Names given in one cell: of the person, or of the company when there is a person beside."""
    card = draft.card
    for text, title, kind in draft.full:
        text = clean(text)
        named = bool(card.given_name or card.family_name)
        if _names_company(draft, text, kind, named):
            card.company = text
        elif named:
            _other_name(card, text, title)
        elif not card.company or words(text) != words(card.company):
            name_from_text(card, text, says_family_first(title))


def _names_company(draft: Draft, text: str, kind: str, named: bool) -> bool:
    card = draft.card
    if card.company:
        return bool(draft.is_company) and not named and words(card.company) == words(text)
    if named:
        return bool(kind) and not _same_words(text, card)
    return bool(draft.is_company) or (draft.is_company is None and "@" not in text and looks_like_company(text))


def _same_words(text: str, card: Card) -> bool:
    known = set(words(f"{card.civility} {card.given_name} {card.family_name}"))
    return set(words(text)) <= known


def _other_name(card: Card, text: str, title: str) -> None:
    kept = " ".join(value for _label, value in card.extra)
    known = set(words(f"{card.civility} {card.given_name} {card.family_name} {card.company} {kept}"))
    name = split_name(text)
    if name.civility and not card.civility:
        card.civility = name.civility
        known |= set(words(f"{name.civility} {text.split()[0]}"))
    if not set(words(text)) <= known:
        add_extra(card, title, text)


def settle_kind(draft: Draft) -> None:
    """Say whether the card is a person or a company."""
    card = draft.card
    named = bool(card.given_name or card.family_name)
    if draft.is_company:
        card.kind = "company"
        if named and not card.company:
            card.company = f"{card.given_name} {card.family_name}".strip()
            card.given_name = card.family_name = card.civility = ""
    elif card.company and not named and draft.is_company is None:
        card.kind = "company"
    elif card.family_name and not card.given_name and not card.company and looks_like_company(card.family_name):
        card.kind, card.company, card.family_name = "company", card.family_name, ""


def why_not(card: Card) -> str:
    """Why there is nobody on the card, a sentence for a person."""
    if card.addresses:
        return _("There is only an address: no name, no company, no e-mail, no phone.")
    return _("There is neither a name nor a company, an e-mail or a phone.")
