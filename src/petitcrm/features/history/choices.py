"""Refusing what is none of the declared choices."""

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Choice
from petitcrm.base.language import _


def known_choice(name: str, value: str, choices: tuple[Choice, ...]) -> None:
    """Problem where `value` is none of `choices`; `name` says what it would be."""
    known = [choice.value for choice in choices]
    if value not in known:
        raise Problem(
            _("“{value}” is none of the choices ({name}).").format(value=value, name=name),
            _("The choices are: {all}.").format(all=", ".join(one for one in known if one)),
        )
