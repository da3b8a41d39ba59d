"""A setting is declared once: its key, default and label; the options page and the storage come from it."""

import json
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from petitcrm.base.errors import Problem
from petitcrm.base.language import _

T = TypeVar("T")


class Asked(Protocol):
    """What a setting is read from: the store's Reader."""

    def value(self, sql: str, parameters: Any = ()) -> Any: ...


LARGEST_PICTURE = 3_000_000  # characters

ALL: list["Setting"] = []  # type: ignore[type-arg]


@dataclass(frozen=True, eq=False)
class Setting(Generic[T]):
    """One choice of the owner. `kind` tells the options page what to show: text, lines, number, choice, yes_no, days…

    A picture is kept as base64. What is only `kept` is not shown there: it is changed where it is used.
    """

    key: str
    default: T
    label: str
    kind: str = "text"
    section: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 1_000_000
    hint: str = ""

    def __post_init__(self) -> None:
        ALL.append(self)

    def read(self, reader: Asked) -> T:
        """The owner's value, or the default."""
        found = reader.value("SELECT value FROM setting WHERE key = ?", (self.key,))
        return self.default if found is None else json.loads(found)

    def check(self, value: T) -> T:
        """`value` as it will be stored; Problem where it can't be."""
        if not all(isinstance(one, int) and self.least <= one <= self.most for one in self._numbers(value)):
            raise Problem(
                _("“{label}” must be a whole number from {least} to {most}.").format(
                    label=_(self.label), least=self.least, most=self.most
                )
            )
        if self.kind == "picture" and len(str(value)) > LARGEST_PICTURE:
            raise Problem(_("“{label}”: the picture is too large.").format(label=_(self.label)))
        if self.choices and value not in [choice for choice, _label in self.choices]:
            raise Problem(_("“{label}”: {value} is not one of the choices.").format(label=_(self.label), value=value))
        return value

    def _numbers(self, value: Any) -> list[Any]:
        """What has to lie between `least` and `most`: the number, or those of the weekdays that have one."""
        if self.kind == "week":
            return [one for one in value if one is not None]
        return [value] if self.kind == "number" else []
