"""Envelopes that go with the letters of a run, as they were set up for their size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from petitcrm.base.language import _
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.envelopes import command, run, settings
from petitcrm.features.envelopes.run import Order
from petitcrm.features.envelopes.sizes import Size
from petitcrm.features.envelopes.words import feed_in_words
from petitcrm.features.labels import offsets
from petitcrm.features.labels import run as labels
from petitcrm.features.labels.layout import MM
from petitcrm.features.letters import joining
from petitcrm.features.letters.pieces import Pieces, Progress
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.settings import letterhead
from petitcrm.store.connection import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class EnvelopePieces(Pieces):
    """The envelopes of `order`."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.title = order.title
        self.words = command.count_in_words(order)
        self.file_words = " ".join((_("Envelopes"), order.size.name.replace("/", "-").replace("#", "")))
        self.at_printer = feed_in_words(order.feed)
        self.pages, self.size = len(order.envelopes), (order.page.width * MM, order.page.height * MM)

    def _moved(self, printer: str) -> Order:
        return replace(self.order, offset=offsets.offset_of(printer, self.order.size.name))

    def compose(self, printer: str = "", progress: Progress | None = None) -> bytes:
        return run.compose(self._moved(printer), progress)[0]

    def page_of(self, place: int) -> bytes:
        return run.compose_one(self._moved(""), place)[0]

    def note(self, session: Session, pages: int) -> None:
        """Nothing is used up."""


def for_letters(reader: Reader, selection: Selection, size: Size) -> EnvelopePieces:
    """An envelope of this size for each letter of `selection`."""
    country, head = COUNTRY.read(reader), letterhead(reader)
    has_head = bool(head.name.strip() or head.lines)
    return EnvelopePieces(
        Order(
            selection,
            labels.labels(selection, joining.PERSON, "list", country),
            size,
            settings.feed(reader, size),
            head if has_head and settings.with_sender(reader, size) else None,
            country,
        )
    )
