"""Labels that go with the letters of a run, from the first free one on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.labels import command, offsets, queries, run
from petitcrm.features.labels.layout import MM
from petitcrm.features.labels.run import Order
from petitcrm.features.labels.sheets import A4, Sheet, by_name
from petitcrm.features.letters import joining
from petitcrm.features.letters.pieces import Pieces, Progress
from petitcrm.features.letters.queries import Selection
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from petitcrm.features.labels import edits
else:
    edits = Late("petitcrm.features.labels.edits")


class LabelPieces(Pieces):
    """The labels of `order`."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.title = order.title
        self.words = command.count_in_words(order)
        self.file_words = " ".join(
            (_("Labels"), "".join(sign for sign in order.sheet.name if sign not in '/\\:*?"<>|'))
        )
        self.at_printer = _("Into the tray: sheets {sheet}; the first one is free from label {n} on.").format(
            sheet=order.sheet.name, n=order.first
        )
        self.pages, self.size = order.pages, (A4[0] * MM, A4[1] * MM)

    def compose(self, printer: str = "", progress: Progress | None = None) -> bytes:
        return run.compose(replace(self.order, offset=offsets.offset_of(printer)), progress)[0]

    def page_of(self, place: int) -> bytes:
        page = (self.order.first - 1 + place) // self.order.sheet.count
        return run.compose_page(replace(self.order, offset=offsets.offset_of("")), page)[0]

    def note(self, session: Session, pages: int) -> None:
        printed = run.up_to(self.order, pages - 1)
        edits.note_used(session, printed.sheet.name, printed.next_free)


def for_letters(reader: Reader, selection: Selection, sheet: Sheet, first: int) -> LabelPieces:
    """A label for each letter of `selection`, from label `first` (from 1) of the sheet on."""
    country = COUNTRY.read(reader)
    made = run.labels(selection, joining.PERSON, "list", country)
    return LabelPieces(Order(selection, made, sheet, first, country))


def on_sheet(reader: Reader, selection: Selection, name: str, first: int | None) -> LabelPieces:
    """The same on the sheet called `name`, without `first` from where the last run ended. Problem where there is no such sheet."""
    sheet = by_name(queries.sheets(reader), name)
    return for_letters(reader, selection, sheet, queries.next_free(reader, sheet) if first is None else first)
