"""One run of labels: who gets which label, written into a file, and the labels noted as used."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.files import written as target
from petitcrm.base.language import _
from petitcrm.features.labels import pdf
from petitcrm.features.labels.pdf import Written
from petitcrm.features.labels.sheets import Sheet
from petitcrm.features.letters import joining
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.queries import Selection
from petitcrm.store.store import Store


@dataclass(frozen=True)
class Order:
    """All that a run of labels is made from; `labels` are in the order they are printed in."""

    selection: Selection
    labels: Sequence[Addressee]
    sheet: Sheet
    first: int  # from 1
    country: str
    offset: tuple[int, int] = (0, 0)  # to the right and down, in tenths of a mm

    @property
    def title(self) -> str:
        return _("Labels: {sheet}").format(sheet=self.sheet.name)

    @property
    def pages(self) -> int:
        return -(-(self.first - 1 + len(self.labels)) // self.sheet.count) if self.labels else 0

    @property
    def next_free(self) -> int:
        """The first label (from 1) left on the last sheet; 1 where none is."""
        return (self.first - 1 + len(self.labels)) % self.sheet.count + 1

    def places_on(self, page: int) -> range:
        """Which of `labels` stand on `page` (from 0)."""
        begin = page * self.sheet.count - (self.first - 1)
        return range(max(begin, 0), min(begin + self.sheet.count, len(self.labels)))

    def name_of(self, label: Addressee) -> str:
        return ", ".join(self.selection.names[at] for at in label.places)


def labels(
    selection: Selection, per: str, order: str, country: str, employers: Sequence[int | None] = ()
) -> list[Addressee]:
    """The labels of a selection: one per person, household, company or address, in the order of postcodes or of the list."""
    return joining.in_order(joining.joined(selection.recipients, per, employers), order, country)


def compose(order: Order, progress: Callable[[int], bool] | None = None) -> tuple[bytes, list[Written]]:
    """The whole PDF in memory, for a printer or the screen."""
    out = BytesIO()
    made = pdf.write(
        out, order.labels, order.sheet, order.first, country=order.country, offset=order.offset, title=order.title,
        progress=progress,
    )  # fmt: skip
    return out.getvalue(), made


def compose_page(order: Order, page: int) -> tuple[bytes, list[Written]]:
    """One page of the run alone, exactly as it will stand in it."""
    out = BytesIO()
    places = order.places_on(page)
    first = order.first if page == 0 else 1
    some = [order.labels[at] for at in places]
    made = pdf.write(out, some, order.sheet, first, country=order.country, offset=order.offset, title=order.title)
    return out.getvalue(), made


def up_to(order: Order, page: int) -> Order:
    """The run as if it ended with `page` (from 0)."""
    return replace(order, labels=list(order.labels)[: order.places_on(page).stop])


def save(order: Order, out: Path, base: Path, progress: Callable[[int], bool] | None = None) -> list[Written]:
    """Write the labels into the file `out`, whole or not at all; where each one is."""
    if out.exists() and base.exists() and out.samefile(base):
        raise Problem(_("{path}: this is the base itself.").format(path=out), _("Choose another name."))
    with target(out) as partial:
        with partial.open("wb") as file:
            made = pdf.write(
                file, order.labels, order.sheet, order.first, country=order.country, offset=order.offset,
                title=order.title, progress=progress,
            )  # fmt: skip
            file.flush()
            os.fsync(file.fileno())
        return made


def note_used(store: Store, order: Order) -> None:
    """Remember the first free label, as a step that can be undone; nothing where the base is for reading only."""
    if not store.read_only:
        from petitcrm.features.labels import edits

        store.do(
            _("Labels used: {sheet}").format(sheet=order.sheet.name), edits.note_used, order.sheet.name, order.next_free
        )
