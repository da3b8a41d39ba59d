"""The name line of those who share a surname and an address, in the language of the first of them."""

from collections.abc import Sequence
from functools import lru_cache

from petitcrm.base.addresses import LINE_LENGTH, block
from petitcrm.base.cards import Address
from petitcrm.base.text import key
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import address_civility, kind_of, supported

AND = {"fr": "et", "en": "and", "de": "und", "es": "y", "it": "e"}
_FAMILY = {"fr": "Famille {name}", "en": "The {name} family", "de": "Familie {name}", "es": "Familia {name}",
           "it": "Famiglia {name}"}  # fmt: skip


def where(address: Address) -> tuple[str, ...]:
    """An address as the post reads it: "12, rue de l'Église" and "12 RUE DE L EGLISE" are one."""
    place = address
    return _where(
        place.recipient, place.building, place.street, place.locality, place.postcode, place.town, place.region,
        place.country,
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _where(
    recipient: str, building: str, street: str, locality: str, postcode: str, town: str, region: str, country: str
) -> tuple[str, ...]:
    place = Address(recipient, building, street, locality, postcode, town, region, country)
    return tuple(key(line) for line in block((), place))


def household_line(members: Sequence[Recipient]) -> str:
    """The name line of two or more of one surname: "M. et Mme Jean et Anne ROCHE", "Mmes …", "Famille ROCHE"."""
    language = supported(members[0].language)
    family = members[0].family_name.strip().upper()
    whole = _FAMILY[language].replace("{name}", family)
    if len(members) > 2:
        return whole
    first, second = members
    kinds = {kind_of(first.civility), kind_of(second.civility)}
    given = f" {AND[language]} ".join(one.given_name.strip() for one in (first, second) if one.given_name.strip())
    civility = ""
    if kinds == {"man", "woman"}:
        civility = address_civility("m et mme", language)
        if kind_of(first.civility) == "woman":
            given = _given(second, first, language)
    elif len(kinds) == 1 and kinds <= {"man", "woman"}:
        civility = {"man": "MM.", "woman": "Mmes"}[kinds.pop()] if language == "fr" else ""
    elif "couple" in kinds:
        return whole
    elif kinds != {""}:
        return _each_with_civility(first, second, family, language) or whole
    full = " ".join(part for part in (civility, given, family) if part)
    if len(full) <= LINE_LENGTH:
        return full
    return f"{civility} {family}" if civility else whole


def _given(first: Recipient, second: Recipient, language: str) -> str:
    names = [one.given_name.strip() for one in (first, second)]
    return f" {AND[language]} ".join(name for name in names if name)


def _each_with_civility(first: Recipient, second: Recipient, family: str, language: str) -> str:
    """ "Dr Jean et Mme Anne ROCHE"; nothing where that is too long for a line."""
    parts = [
        " ".join(word for word in (address_civility(one.civility, language), one.given_name.strip()) if word)
        for one in (first, second)
    ]
    line = f"{f' {AND[language]} '.join(part for part in parts if part)} {family}"
    return line if len(line) <= LINE_LENGTH else ""
