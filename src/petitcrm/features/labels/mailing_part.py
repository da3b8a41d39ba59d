"""Labels on the path of a mailing: one for each letter, in the order of the letters, from the first free one on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout

from petitcrm.base import preferences
from petitcrm.base.cards import Address
from petitcrm.base.language import _
from petitcrm.features.labels import command, queries
from petitcrm.features.labels.pieces import for_letters
from petitcrm.features.labels.run import Order
from petitcrm.features.labels.sheet_list import measures
from petitcrm.features.labels.sheets import USUAL, Sheet, by_name
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.joining import Addressee
from petitcrm.features.letters.pieces import Maker
from petitcrm.features.letters.pieces_part import PiecesPart
from petitcrm.features.letters.queries import Selection
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button

_NOBODY = Addressee([], Address(), ())  # for how many labels only the number counts


class LabelsPart(PiecesPart):
    """Which sheet, from which label on."""

    key = "labels"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words, self.short = _("On labels"), _("Labels")
        self._count = 0
        self._sheets: list[Sheet] = []
        self._free: tuple[Sheet, int] | None = None  # the sheet, and from where on it is free as far as is known
        self.sheet_choice = Picker(_("Label sheet"))
        self.sheet_choice.picked.connect(lambda _value: self._on_sheet())
        self.first = QSpinBox()
        self.first.setAccessibleName(_("First free label"))
        self.first.valueChanged.connect(lambda _value: self._on_first())
        self.of = label("", "muted")
        self.told = label("", "muted", wrap=True)
        self.set_up = flush(button(_("Own sheets, test page…"), self.setup_wanted.emit, quiet=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(_("First free label"), "muted"))
        row.addWidget(self.first)
        row.addWidget(self.of)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.sheet_choice)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(self.set_up, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer(str(self._kept().get("sheet") or USUAL))

    @staticmethod
    def _kept() -> dict[str, str]:
        kept = preferences.read().get("labels")
        return kept if isinstance(kept, dict) else {}

    def _offer(self, name: str) -> None:
        self._sheets = self.desk.read(queries.sheets)
        self.sheet_choice.offer([(one.name, f"{one.name} · {one.count} · {measures(one)}") for one in self._sheets])
        names = [one.name for one in self._sheets]
        self.sheet_choice.show_value(name if name in names else USUAL)
        free = self.desk.read(queries.next_free, self._sheet())
        if self._free != (
            self._sheet(),
            free,
        ):  # what was typed stands as long as nothing else was printed on the sheet
            self._show_free()

    def reload(self) -> None:
        self._offer(self.sheet_choice.value())

    def _sheet(self) -> Sheet:
        return by_name(self._sheets, self.sheet_choice.value())

    def _show_free(self) -> None:
        """From where on the sheet that was begun last is free."""
        sheet = self._sheet()
        self._free = sheet, self.desk.read(queries.next_free, sheet)
        self.first.blockSignals(True)
        self.first.setRange(1, sheet.count)
        self.first.setValue(self._free[1])
        self.first.blockSignals(False)
        self.of.setText(_("of {total}").format(total=sheet.count))
        self._say()

    def _on_sheet(self) -> None:
        self._show_free()
        self.changed.emit()

    def _on_first(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        order = Order(Selection(), [_NOBODY] * self._count, self._sheet(), self.first.value(), "")
        if order.next_free == 1:
            said = _("{labels}; then the last sheet is used up.")
        else:
            said = _("{labels}; then label {n} is the first free one.")
        self.told.setText(said.format(labels=command.count_in_words(order), n=order.next_free))
        self.told.setVisible(bool(self._count))

    def show_letters(self, selection: Selection) -> None:
        self._count = len(selection.ids)
        self._say()

    def maker(self) -> Maker:
        sheet, first = self._sheet(), self.first.value()
        return lambda reader, selection: for_letters(reader, selection, sheet, first)

    def keep(self) -> None:
        preferences.keep(labels={**self._kept(), "sheet": self._sheet().name})
