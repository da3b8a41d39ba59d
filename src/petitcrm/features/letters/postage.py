"""What a letter weighs, and what the post asks for it by the owner's own table of tariffs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base import money
from petitcrm.base.dates import parse_written
from petitcrm.base.errors import Problem
from petitcrm.base.language import _

SHEET = 210 * 297 / 1_000_000 * 80  # grams: A4 of 80 g/m²
ENVELOPE = 5.0  # grams, about: DL with a window


@dataclass(frozen=True, slots=True)
class Tariff:
    """From `since` on, up to `grams` cost `cents`."""

    since: date
    grams: int
    cents: int


_LINE = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})[\s;]+(\d{1,5})\s*g?[\s;]+(\d{1,4})(?:[.,](\d{1,2}))?\s*€?"
)


def read(text: str) -> list[Tariff]:
    """The tariffs written one a line: "2026-01-01 20 g 1,52". Problem names the line that is none."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            raise Problem(
                _("“{text}” is not a tariff.").format(text=line.strip()),
                _("Write day, grams and price, for example 2026-01-01 20 g 1.52."),
            )
        cents = int(parts[3]) * 100 + int((parts[4] or "0").ljust(2, "0"))
        found.append(Tariff(parse_written(parts[1]), int(parts[2]), cents))
    return found


def weight(pages: int, both_sides: bool = False) -> float:
    """The grams of a letter of so many pages in its envelope."""
    sheets = (pages + 1) // 2 if both_sides else pages
    return sheets * SHEET + ENVELOPE


def price(grams: float, tariffs: Sequence[Tariff], day: date) -> int | None:
    """The cents that the tariffs of `day` ask for so many grams; None where none of them goes so far."""
    since = max((one.since for one in tariffs if one.since <= day), default=None)
    fitting = [one.cents for one in tariffs if one.since == since and grams <= one.grams]
    return min(fitting, default=None)


def in_words(pages: int, count: int, tariffs: Sequence[Tariff], day: date) -> str:
    """An estimate for `count` letters of so many pages: "about 10 g each · postage 1.52 × 10 = 15.20"."""
    grams = weight(pages)
    told = _("about {n} g each").format(n=round(grams))
    cents = price(grams, tariffs, day)
    if cents is None:
        return told
    return (
        told
        + " · "
        + _("postage {one} × {n} = {all}").format(one=money.shown(cents), n=count, all=money.shown(cents * count))
    )
