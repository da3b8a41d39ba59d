"""One run of envelopes: who gets one, written into a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from petitcrm.base.errors import Problem
from petitcrm.base.files import written as target
from petitcrm.base.language import _
from petitcrm.features.envelopes import layout, pdf
from petitcrm.features.envelopes.layout import Feed, Page
from petitcrm.features.envelopes.sizes import USUAL, Size
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.queries import Selection

Progress = Callable[[int], bool]


@dataclass(frozen=True)
class Order:
    """All that a run of envelopes is made from; `envelopes` are in the order they are printed in."""

    selection: Selection = field(default_factory=Selection)
    envelopes: Sequence[Addressee] = ()
    size: Size = USUAL
    feed: Feed = field(default_factory=Feed)
    sender: Letterhead | None = None
    country: str = "FR"
    offset: tuple[int, int] = (0, 0)  # to the right and down, in tenths of a mm

    @property
    def title(self) -> str:
        return _("Envelopes: {size}").format(size=self.size.name)

    @property
    def page(self) -> Page:
        return layout.page(self.size, self.feed)

    def name_of(self, envelope: Addressee) -> str:
        return ", ".join(self.selection.names[at] for at in envelope.places)


def _write(out: BinaryIO, order: Order, some: Sequence[Addressee], progress: Progress | None) -> list[list[str]]:
    return pdf.write(
        out, some, order.size, order.feed, sender=order.sender, country=order.country, offset=order.offset,
        title=order.title, progress=progress,
    )  # fmt: skip


def compose(order: Order, progress: Progress | None = None) -> tuple[bytes, list[list[str]]]:
    """The whole PDF in memory, for a printer, and what is not right with each envelope."""
    out = BytesIO()
    problems = _write(out, order, order.envelopes, progress)
    return out.getvalue(), problems


def compose_one(order: Order, at: int) -> tuple[bytes, list[str]]:
    """One envelope of the run alone, exactly as it will stand in it, and what is not right with it."""
    out = BytesIO()
    (problems,) = _write(out, order, order.envelopes[at : at + 1], None)
    return out.getvalue(), problems


def check(order: Order) -> list[list[str]]:
    """What would not be right with each envelope."""
    return pdf.check(order.envelopes, order.size, order.feed, sender=order.sender, country=order.country)


def save(order: Order, out: Path, base: Path, progress: Progress | None = None) -> list[list[str]]:
    """Write the envelopes into the file `out`, whole or not at all; what is not right with each."""
    if out.exists() and base.exists() and out.samefile(base):
        raise Problem(_("{path}: this is the base itself.").format(path=out), _("Choose another name."))
    with target(out) as partial:
        with partial.open("wb") as file:
            problems = _write(file, order, order.envelopes, progress)
            file.flush()
            os.fsync(file.fileno())
        return problems
