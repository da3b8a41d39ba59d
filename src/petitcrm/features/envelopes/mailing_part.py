"""Printed envelopes on the path of a mailing: one for each letter, in the order of the letters."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from petitcrm.base import preferences
from petitcrm.base.language import _
from petitcrm.features.envelopes import settings
from petitcrm.features.envelopes.pieces import for_letters
from petitcrm.features.envelopes.sizes import SIZES, USUAL, by_name
from petitcrm.features.envelopes.words import feed_in_words, size_in_words
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.pieces import Maker
from petitcrm.features.letters.pieces_part import PiecesPart
from petitcrm.features.letters.queries import Selection
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button


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

    def maker(self) -> Maker:
        size = by_name(self.size_choice.value())
        return lambda reader, selection: for_letters(reader, selection, size)

    def keep(self) -> None:
        preferences.keep(envelopes={**self._kept(), "size": self.size_choice.value()})
