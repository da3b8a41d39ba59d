"""The lines of an address as a letter prints them: a name too wide for the window goes on in a second line.

A block of six lines in letters that a machine reads is better than one of five in small print; where all six are taken,
or the name is one long word, it is printed smaller as before. Streets and towns are never broken: their lines have a
meaning of their own (NF Z10-011).
"""

from __future__ import annotations

from dataclasses import dataclass

from petitcrm.base.addresses import block
from petitcrm.features.letters import fonts
from petitcrm.features.letters import layout as place
from petitcrm.features.letters.recipient import Recipient, name_lines
from petitcrm.features.letters.windows import Window

MOST_LINES = 6  # seven with a country


@dataclass(frozen=True, slots=True)
class Block:
    """`lines` as they are printed, `widest` the width of the widest at size 1; `whole` as the data has them."""

    lines: list[str]
    whole: list[str]
    widest: float


def printed(recipient: Recipient, country: str, face: fonts.Face, window: Window) -> Block:
    """The address of a recipient; `country` is the sender's."""
    names = name_lines(recipient)
    whole = block(names, recipient.address, country)
    lines = _shown(whole)
    widest = _widest(lines, face)
    if widest * place.ADDRESS_GOOD > window.text_width * place.MM:
        room = _room(window, bool(recipient.address.country) and recipient.address.country != country)
        broken = _broken(names, room - len(lines), face, window.text_width * place.MM / place.ADDRESS_GOOD)
        if broken != names:
            lines = _shown(block(broken, recipient.address, country))
            widest = _widest(lines, face)
    return Block(lines, whole, widest)


def _shown(lines: list[str]) -> list[str]:
    return [line for line in map(fonts.one_line, lines) if line]


def _widest(lines: list[str], face: fonts.Face) -> float:
    return max((face.width(line, 1.0) for line in lines), default=0.0)


def _room(window: Window, is_abroad: bool) -> int:
    """How many lines in good letters the window shows."""
    size = place.ADDRESS_GOOD
    for count in range(MOST_LINES + is_abroad, 0, -1):
        if place.address_leading(count, size, window) * place.MM >= size:
            return count
    return 1


def _broken(names: list[str], spare: int, face: fonts.Face, most: float) -> list[str]:
    """The names with those wider than `most` (at size 1) in two lines, as long as there are `spare` lines."""
    found: list[str] = []
    for name in names:
        halves = _halves(fonts.one_line(name), face, most) if spare > 0 and _widest([name], face) > most else None
        if halves:
            spare -= 1
            found += halves
        else:
            found.append(name)
    return found


def _halves(name: str, face: fonts.Face, most: float) -> tuple[str, str] | None:
    """A name in two lines that fit: before the surname (in capitals) where that does, otherwise about in the middle."""
    words = name.split(" ")
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [cut for cut in cuts if _widest(list(cut), face) <= most]
    by_surname = next((cut for cut in cuts if cut[1].isupper()), None)
    if by_surname in fitting:
        return by_surname
    return min(fitting, key=lambda cut: _widest(list(cut), face), default=None)
