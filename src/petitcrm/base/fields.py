"""A field is declared once; forms, columns, imports, exports and the command line take it from there."""

from collections.abc import Callable
from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.language import _


class Refused(Problem):
    """A value that can't be kept; `field` is the key of the field beside which to say so."""

    def __init__(self, field: str, text: str, what_to_do: str = "") -> None:
        super().__init__(text, what_to_do)
        self.field = field


class Conflict(Refused):
    """A field that somebody else changed while it was edited: nothing is overwritten; `theirs` is what stands there now."""

    def __init__(self, field: str, mine: str, theirs: str) -> None:
        super().__init__(
            field,
            _("Meanwhile somebody else wrote “{theirs}” here; you wrote “{mine}”.").format(theirs=theirs, mine=mine),
            _("Choose which one to keep."),
        )
        self.theirs = theirs


@dataclass(frozen=True)
class Choice:
    """One value of a field of choices and the word for it (marked for translation)."""

    value: str
    label: str


def _any(_text: str) -> str:
    return ""


@dataclass(frozen=True)
class Field:
    """`key` is its name in code, files and on the command line; `label` is marked for translation (an own field's is not).

    kind: text, lines, choice, date, number, yes_no. `read` makes the value that is kept of what was typed; what it can't
    read stays as it was typed. `doubt` says in a sentence what is wrong with a kept value, "" when nothing is.
    """

    key: str
    label: str
    kind: str = "text"
    section: str = ""
    of: tuple[str, ...] = ("person", "company")
    choices: tuple[Choice, ...] = ()
    read: Callable[[str], str] | None = None
    doubt: Callable[[str], str] = _any
    hint: str = ""
    own: bool = False  # made by the owner
    stages: tuple[str, ...] = ()  # on the cards of these only, and where something stands in it

    @property
    def title(self) -> str:
        """The label in the language of the program."""
        return self.label if self.own else _(self.label)

    def label_of(self, value: str) -> str:
        """The word (untranslated) for one of the choices."""
        return next((choice.label for choice in self.choices if choice.value == value), value)

    def word_of(self, value: str) -> str:
        """The word for one of the choices, in the language of the program."""
        word = self.label_of(value)
        return word if self.own else _(word)


def known_choice(name: str, value: str, choices: tuple[Choice, ...]) -> None:
    """Problem where `value` is none of `choices`; `name` says what it would be."""
    known = [choice.value for choice in choices]
    if value not in known:
        raise Problem(
            _("“{value}” is none of the choices ({name}).").format(value=value, name=name),
            _("The choices are: {all}.").format(all=", ".join(one for one in known if one)),
        )
