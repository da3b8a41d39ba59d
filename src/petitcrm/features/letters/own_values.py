"""What the facts about a contact say in a letter, in the letter's language."""

import re
from datetime import date

from petitcrm.base.fields import Field
from petitcrm.features.letters.dates import in_words
from petitcrm.features.letters.names import Fact

_YES_NO = {"fr": ("non", "oui"), "en": ("no", "yes"), "de": ("nein", "ja"), "es": ("no", "sí"), "it": ("no", "sì")}
_THOUSANDS = {"fr": "\u202f", "en": ",", "de": ".", "es": "\u202f", "it": "."}


def own_value(one: Field, value: str, language: str) -> str:
    """What an own field says: a day in words, a number with the comma of the language, yes or no."""
    if one.kind == "yes_no":
        return _YES_NO.get(language, _YES_NO["en"])[bool(value)]
    if one.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and not one.doubt(value):
        return in_words(date.fromisoformat(value), language)
    if one.kind == "number" and language != "en" and not one.doubt(value):
        return value.replace(".", ",")
    return value


def fact(value: Fact, language: str) -> str:
    """A fact of a later feature: a day in words, money with its sign, a text as it stands."""
    if isinstance(value, date):
        return in_words(value, language)
    return amount(value, language) if isinstance(value, int) else value


def amount(cents: int, language: str) -> str:
    """Money as the language writes it: "1 200,50 €", "€1,200.50", "1.200,50 €"; without cents where there are none."""
    euros, rest = divmod(abs(cents), 100)
    digits = f"{euros:,}".replace(",", _THOUSANDS[language])
    if language == "es" and euros < 10_000:
        digits = str(euros)  # Spanish parts thousands from five digits on
    if rest:
        digits += f"{'.' if language == 'en' else ','}{rest:02d}"
    minus = "−" if cents < 0 else ""
    return f"{minus}€{digits}" if language == "en" else f"{minus}{digits}\u00a0€"
