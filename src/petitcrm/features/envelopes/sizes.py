"""Envelopes that are printed on: their size, and where the address stands. All in mm, the flap's edge at the top.

Sizes after norms 1.4 (ISO 269, DIN 678, US #10). The address after La Poste and S10: in the lower right, its left edge at
45 to 50 % of the width, 20 mm clear of the right edge and of the bottom one. Swiss Post keeps 140 x 15 mm in the corner
for its own marks, 100 x 35 on envelopes above B5, and 74 x 40 for the stamp; no country asks for more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.language import _

Rectangle = tuple[float, float, float, float]  # x, y, width, height

CLEAR = 20.0  # to the right of the address and under it
STAMP = (74.0, 40.0)
CODE, CODE_ABOVE_B5 = (140.0, 15.0), (100.0, 35.0)
B5 = (250.0, 176.0)


@dataclass(frozen=True, slots=True)
class Size:
    """One kind of envelope, lying. `text_x` is where the address begins, `largest` its letters' size in points."""

    name: str
    width: float
    height: float
    text_x: float
    largest: float
    aliases: tuple[str, ...] = ()

    @property
    def code(self) -> Rectangle:
        """Where the post prints its own marks."""
        wide, high = CODE_ABOVE_B5 if self.width > B5[0] or self.height > B5[1] else CODE
        return self.width - wide, self.height - high, wide, high

    @property
    def stamp(self) -> Rectangle:
        return self.width - STAMP[0], 0.0, *STAMP

    @property
    def address(self) -> Rectangle:
        """The room of the address: under the stamp, above the marks of the post, clear of the edges."""
        bottom = self.height - max(CLEAR, self.code[3])
        return self.text_x, STAMP[1], self.width - CLEAR - self.text_x, bottom - STAMP[1]


SIZES: tuple[Size, ...] = (
    Size("DL", 220.0, 110.0, 110.0, 11.0),
    Size("C6", 162.0, 114.0, 73.0, 11.0),
    Size("C5/6", 229.0, 114.0, 114.5, 11.0, ("DL+", "C56")),
    Size("C5", 229.0, 162.0, 114.5, 12.0),
    Size("C4", 324.0, 229.0, 162.0, 12.0),
    Size("#10", 241.3, 104.8, 120.6, 11.0, ("10", "No. 10")),
)

USUAL = SIZES[0]


def by_name(name: str, sizes: Iterable[Size] = SIZES) -> Size:
    """The size called `name`; Problem where there is none, naming the choices."""
    wanted = _key(name)
    found = next((one for one in sizes if wanted in map(_key, (one.name, *one.aliases))), None)
    if found is None:
        raise Problem(
            _("There is no envelope “{name}”.").format(name=name),
            _("The choices are: {all}.").format(all=", ".join(one.name for one in sizes)),
        )
    return found


def _key(name: str) -> str:
    return "".join(name.split()).casefold().replace(".", "")
