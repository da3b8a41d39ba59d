"""Stages, temperatures, languages and answers of yes as people write them."""

from functools import lru_cache

from petitcrm.base.text import fold, words
from petitcrm.features.imports.spelling import LONGEST_WORD

_CHOICES = {
    "stage": {
        "client": "client clients customer kunde cliente actif clientactif c",
        "prospect": "prospect lead prospects interessent opportunity salesqualifiedlead marketingqualifiedlead p",
        "suspect": "suspect suspects s",
        "former": "ancienclient ancien former formerclient exclient inactif perdu formercustomer",
    },
    "temperature": {"cold": "froid cold froide kalt", "warm": "tiede warm", "hot": "chaud hot chaude brulant"},
    "language": {
        "fr": "fr francais french franzosisch frfr fra fre", "en": "en anglais english englisch enus engb eng",
        "de": "de allemand german deutsch dede deu ger", "es": "es espagnol spanish spanisch eses espanol",
        "it": "it italien italian italienisch itit italiano", "nl": "nl neerlandais dutch",
    },
}  # fmt: skip


@lru_cache(maxsize=1024)
def choice_of(kind: str, text: str) -> str:
    """The value kept for a stage, a temperature or a language written by people; "" when it is none of them."""
    spelled = "".join(words(text[:LONGEST_WORD]))
    return next((value for value, known in _CHOICES[kind].items() if spelled in known.split()), "")


def is_yes(text: str) -> bool:
    """Whether a cell answers yes, or says the row is a company."""
    return fold(text.strip()) in {
        "1", "yes", "true", "oui", "vrai", "x", "o", "y", "ja", "wahr", "si", "company", "societe", "entreprise", "1.0",
    }  # fmt: skip
