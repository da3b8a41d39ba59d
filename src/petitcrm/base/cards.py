"""One contact as plain values: what importers read, exporters write and letters address."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Phone:
    """A phone as it was written, and as it is stored once understood."""

    number: str
    label: str = ""  # "work", "mobile", "home", "fax", "main", "pager", "" or the person's own word
    e164: str = ""


@dataclass(slots=True)
class Email:
    address: str
    label: str = ""  # "work", "home", "" or the person's own word


@dataclass(slots=True)
class Web:
    url: str
    label: str = ""


@dataclass(slots=True)
class Address:
    """A postal address in the parts of the French six-line block (NF Z10-011); other countries use the same parts.

    `recipient` is line 2 (addressee, service, flat), `building` line 3, `street` line 4, `locality` line 5 (lieu-dit,
    BP, CS), `postcode` and `town` line 6 (a CEDEX stays with the town). `country` is an ISO 3166 code of two letters,
    "" for the owner's own country.
    """

    recipient: str = ""
    building: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    label: str = ""  # "work", "home", "invoice", "" or the person's own word

    def is_empty(self) -> bool:
        parts = (self.recipient, self.building, self.street, self.locality, self.postcode, self.town, self.region)
        return not any(parts)


@dataclass(slots=True)
class Card:
    """A person or a company. For a company, `company` is its own name; for a person, that of the employer."""

    kind: str = "person"  # or "company"
    uid: str = ""
    civility: str = ""  # "M.", "Mme", "Dr", "Me", "Mr", "Ms", "Herr" … as it is written in an address
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    job_title: str = ""
    department: str = ""
    birthday: str = ""  # ISO: 1975-03-09, or --03-09 without the year
    language: str = ""
    stage: str = ""  # "suspect", "prospect", "client", "former"
    temperature: str = ""  # "cold", "warm", "hot"
    tier: str = ""  # "A", "B", "C", "D" or another one the owner made
    source: str = ""
    note: str = ""
    phones: list[Phone] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)
    webs: list[Web] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)  # what has no field of its own: (label, value)
    created_on: date | None = None
