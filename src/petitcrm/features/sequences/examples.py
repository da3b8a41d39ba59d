"""Sequences to begin with, with the letter models that come with the program in the language of the interface."""

from dataclasses import dataclass

from petitcrm.base.language import _, current, mark
from petitcrm.base.text import key
from petitcrm.features.sequences import queries
from petitcrm.features.sequences.rules import CALL, EMAIL, LETTER, Step
from petitcrm.store.connection import Reader

_MODELS = {
    "welcome": {"fr": "Bienvenue parmi nos clients", "en": "Welcome as a customer"},
    "fair": {"fr": "Merci de votre visite au salon", "en": "Thank you for your visit to our stand"},
    "introduction": {"fr": "Présentation de notre entreprise", "en": "Introducing our company"},
    "offer": {"fr": "Une offre", "en": "An offer"},
    "satisfied": {"fr": "Êtes-vous satisfait\u00a0?", "en": "Are you satisfied?"},
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence to begin with; its texts are marked for translation, a letter's `model` is a key of _MODELS."""

    key: str
    name: str
    steps: tuple[tuple[str, int, str], ...]  # kind, days, model or what to say

    def made(self) -> tuple[str, list[Step]]:
        """Its name and its steps in the language of the interface."""
        return _(self.name), [_step(*one) for one in self.steps]


def _step(kind: str, wait: int, what: str) -> Step:
    if kind == CALL:
        return Step(CALL, wait, text=_(what))
    names = _MODELS[what]
    return Step(kind, wait, names.get(current(), names["en"]))


EXAMPLES = (
    Example(
        "welcome",
        mark("Welcome of a new client"),
        (
            (LETTER, 0, "welcome"),
            (CALL, 14, mark("Is all well? What is missing? Who else should we know?")),
            (EMAIL, 30, "offer"),
            (LETTER, 60, "satisfied"),
        ),
    ),
    Example(
        "fair",
        mark("After a fair"),
        (
            (EMAIL, 0, "fair"),
            (CALL, 7, mark("What did they come to see? What is the next step?")),
            (LETTER, 21, "introduction"),
            (CALL, 60, mark("Is the project they spoke of under way?")),
        ),
    ),
    Example(
        "nurture",
        mark("To stay in mind"),
        (
            (LETTER, 0, "introduction"),
            (EMAIL, 30, "offer"),
            (CALL, 60, mark("What has changed since? Is it the right moment?")),
            (LETTER, 90, "offer"),
        ),
    ),
)


def free_name(reader: Reader, name: str) -> str:
    """`name`, with a number behind it where a sequence is called so already."""
    known = {key(one.name) for one in queries.sequences(reader)}
    number, free = 1, name
    while key(free) in known:
        number += 1
        free = f"{name} {number}"
    return free
