"""The settings of the series of letters."""

from petitcrm.base.language import mark
from petitcrm.base.settings import Asked, Setting

SECTION = mark("Nurture")
GAPS: Setting[list[int]] = Setting(
    "nurture.gaps",
    [4, 8, 13, 26],
    mark("Weeks between letters to prospects who are not ready"),
    "numbers",
    SECTION,
    hint=mark("the last number repeats until they answer"),
)


def gaps(reader: Asked) -> tuple[int, ...]:
    """The owner's gaps in weeks."""
    return tuple(GAPS.read(reader)) or tuple(GAPS.default)
