"""Who a letter goes to, as plain values, and the first lines of the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from petitcrm.base.addresses import LINE_LENGTH
from petitcrm.base.cards import Address
from petitcrm.features.letters.company import Company, name_in_letters
from petitcrm.features.letters.names import Fact
from petitcrm.features.letters.salutation import address_civility

_NO_COMPANY = Company()


@dataclass(slots=True)
class Recipient:
    """A person or a company a letter is written to; for a person, `company` is the employer.

    `values` holds further merge fields by name ("dernier échange", "étiquettes", the owner's own fields…). Give every
    recipient of one mailing the same names, an empty text where there is nothing: a missing name is an unknown field.
    `employer` is what else is known of the company (of a company: of itself), `facts` what later features know, by key.
    """

    uid: str = ""
    kind: str = "person"  # or "company"
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    job_title: str = ""
    department: str = ""
    language: str = ""
    salutation: str = ""  # "Chère Sophie": replaces the appel of the table
    stage: str = ""
    address: Address = field(default_factory=Address)
    values: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()  # above the address, where several share the letter
    employer: Company = _NO_COMPANY
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sharing: "tuple[Recipient, ...]" = ()  # two or more people of several surnames who are greeted together

    @property
    def is_person(self) -> bool:
        """Whether there is a person to greet, not only a company."""
        return self.kind != "company" and bool(self.given_name or self.family_name)

    def names(self) -> list[str]:
        """The names of the fields that the owner made, as a letter calls them."""
        return [*self.values, *(name_in_letters(one.label) for one in self.employer.fields.values())]


def name_lines(recipient: Recipient) -> list[str]:
    """The lines above the postal address (NF Z10-011, lines 1 and 2).

    A person at home: "M. Prénom NOM". At a company: the company, then "M. Prénom NOM, fonction" (the function on a
    line of its own when both are too long together), then the department. A company alone: its name and department.
    """
    if recipient.lines:
        return list(recipient.lines)
    if not recipient.is_person:
        lines = [recipient.company or recipient.family_name, recipient.department]
        return [line for line in lines if line.strip()]
    person = person_line(recipient)
    if not recipient.company.strip() or recipient.address.label == "home":
        return [person]
    lines = [recipient.company, person]
    if recipient.job_title.strip():
        both = f"{person}, {recipient.job_title}"
        lines[1:] = [both] if len(both) <= LINE_LENGTH else [person, recipient.job_title]
    if recipient.department.strip() and recipient.department not in (recipient.job_title, recipient.address.recipient):
        lines.append(recipient.department)
    return lines


def person_line(recipient: Recipient) -> str:
    """A person's name as the address writes it: "Mme Anna ROCHE"."""
    civility = address_civility(recipient.civility, recipient.language)
    parts = (civility, recipient.given_name, recipient.family_name.upper())
    return " ".join(part.strip() for part in parts if part.strip())
