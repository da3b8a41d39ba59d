"""How the words of other programs are told apart and compared."""

import re

from petitcrm.base.text import words

LONGEST_WORD = 200  # characters of a header or a label
CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, for looking up."""
    return frozenset(text.split())


def plain_words(header: str) -> str:
    """A header as single words without case, accents or signs: "FirstName" is "first name"."""
    return " ".join(words(CAMEL.sub(" ", header).replace("_", " ")))
