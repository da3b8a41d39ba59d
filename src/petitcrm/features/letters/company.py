"""What letters can say of the company of a recipient, as plain values; written out only where a model asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from petitcrm.base.cards import Address
from petitcrm.base.fields import Field
from petitcrm.base.language import current
from petitcrm.features.letters.names import is_field, key_of

PREFIX = {"fr": "société", "en": "company"}


@dataclass(frozen=True, slots=True)
class Company:
    """The company that a recipient is or works for; without one, all is empty.

    `own` are the kept values of the owner's fields; `fields` those fields by the key of their name in a letter.
    """

    is_known: bool = False
    address: Address = field(default_factory=Address)
    phone: str = ""  # E.164, or as it was typed
    email: str = ""
    web: str = ""
    stage: str = ""
    tier: str = ""
    tags: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)


def name_in_letters(label: str) -> str:
    """How a letter calls the field `label` of the company: "société Parc machines", "company Parc machines"."""
    return f"{PREFIX.get(current(), PREFIX['en'])} {label}"


def fields_of_companies(own: tuple[Field, ...]) -> dict[str, Field]:
    """Those of the owner's fields that companies have, by the key of their name in a letter."""
    found = {key_of(name_in_letters(one.label)): one for one in own if "company" in one.of}
    return {key: one for key, one in found.items() if not is_field(key)}
