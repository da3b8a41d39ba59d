"""A field is declared once; forms, columns, imports, exports and the command line take it from there."""

from collections.abc import Callable
from dataclasses import dataclass

from petitcrm.base.errors import Problem


class Refused(Problem):
    """A value that can't be kept; `field` is the key of the field beside which to say so."""

    def __init__(self, field: str, text: str, what_to_do: str = "") -> None:
        super().__init__(text, what_to_do)
        self.field = field


@dataclass(frozen=True)
class Choice:
    """One value of a field of choices and the word for it (marked for translation)."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """`key` is its name in code, files and on the command line; `label` is marked for translation.

    kind: text, lines, choice, date, number, yes_no. `check` answers the value to keep or raises Refused.
    """

    key: str
    label: str
    kind: str = "text"
    section: str = ""
    of: tuple[str, ...] = ("person", "company")
    choices: tuple[Choice, ...] = ()
    check: Callable[[str], str] | None = None
    hint: str = ""

    def label_of(self, value: str) -> str:
        """The word (untranslated) for one of the choices."""
        return next((choice.label for choice in self.choices if choice.value == value), value)
