"""Numbers as people write them."""

from petitcrm.base.errors import Problem
from petitcrm.base.language import _


def whole(text: str) -> int:
    """The whole number written in `text`. Problem otherwise."""
    if not text.strip().isdecimal():
        raise Problem(_("“{text}” is not a whole number.").format(text=text.strip()))
    return int(text)
