"""Printed envelopes on the path of a mailing: one for each letter, in the order of the letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from petitcrm.base import preferences
from petitcrm.base.language import _
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.envelopes import command, run, settings
from petitcrm.features.envelopes.run import Order
from petitcrm.features.envelopes.sizes import SIZES, USUAL, by_name
from petitcrm.features.envelopes.words import feed_in_words, size_in_words
from petitcrm.features.labels import offsets
from petitcrm.features.labels import run as labels
from petitcrm.features.labels.layout import MM
from petitcrm.features.letters import joining
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.pieces_part import Pieces, PiecesPart, Progress
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.settings import letterhead
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Paper
from petitcrm.ui.widgets.small import button

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
        self.paper = Paper(len(order.envelopes), order.page.width * MM, order.page.height * MM)

    def _moved(self, printer: str) -> Order:
        return replace(self.order, offset=offsets.offset_of(printer, self.order.size.name))

    def compose(self, printer: str = "", progress: Progress | None = None) -> bytes:
        return run.compose(self._moved(printer), progress)[0]

    def page_of(self, place: int) -> bytes:
        return run.compose_one(self._moved(""), place)[0]

    def note(self, session: Session, pages: int) -> None:
        """Nothing is used up."""


class EnvelopesPart(PiecesPart):
    """Which size; the rest is as it was set up for it."""

    key = "envelopes"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words, self.short = _("On printed envelopes"), _("Envelope")
        self.size_choice = Picker(_("Size of the envelopes"))
        self.size_choice.offer([(one.name, size_in_words(one)) for one in SIZES])
        kept = self._kept().get("size")
        self.size_choice.show_value(kept if kept in [one.name for one in SIZES] else USUAL.name)
        self.size_choice.picked.connect(lambda _value: self._on_size())
        self.how = label("", "muted", wrap=True)
        self.set_up = flush(button(_("Feed, sender, test page…"), self.setup_wanted.emit, quiet=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.size_choice)
        column.addWidget(self.how)
        column.addWidget(self.set_up, 0, Qt.AlignmentFlag.AlignLeft)
        self.reload()

    @staticmethod
    def _kept() -> dict[str, str]:
        kept = preferences.read().get("envelopes")
        return kept if isinstance(kept, dict) else {}

    def _on_size(self) -> None:
        self.reload()
        self.changed.emit()

    def reload(self) -> None:
        feed = self.desk.read(settings.feed, by_name(self.size_choice.value()))
        self.how.setText(feed_in_words(feed))

    def show_letters(self, selection: Selection) -> None:
        """There is one for each: nothing more to say."""

    def pieces(self, selection: Selection) -> EnvelopePieces:
        desk, size = self.desk, by_name(self.size_choice.value())
        country = desk.read(COUNTRY.read)
        head = desk.read(letterhead)
        has_head = bool(head.name.strip() or head.lines)
        order = Order(
            selection,
            labels.labels(selection, joining.PERSON, "list", country),
            size,
            desk.read(settings.feed, size),
            head if has_head and desk.read(settings.with_sender, size) else None,
            country,
        )
        return EnvelopePieces(order)

    def keep(self) -> None:
        preferences.keep(envelopes={**self._kept(), "size": self.size_choice.value()})
