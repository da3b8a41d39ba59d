"""How: what shows the address, what is to be looked at before printing, what it weighs and costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base import preferences
from petitcrm.base.language import _, ngettext
from petitcrm.features.letters import postage, settings, window_check
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.cost_part import CostPart
from petitcrm.features.letters.doubt_list import DoubtList
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.empty_fields import unfilled
from petitcrm.features.letters.mailing import Order
from petitcrm.features.letters.pieces_part import PiecesPart
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.windows import PRESETS, by_id
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button

KEPT = "letters"
IN_WINDOW = "window"


class HowStep(QWidget):
    """`changed`: the page looks otherwise now; `chosen` tells a letter that is to be looked at."""

    changed = Signal()
    chosen = Signal(int)
    emails_wanted = Signal()

    def __init__(self, desk: Desk, parts: Sequence[PiecesPart], costs: CostPart | None) -> None:
        super().__init__()
        self.desk = desk
        self.parts = parts
        self.costs = costs
        self.window_choice = Picker(_("Window envelope"))
        self.window_choice.offer([(one.id, _(one.label)) for one in PRESETS])
        self.window_choice.picked.connect(lambda _value: self.changed.emit())
        self.unfit = DoubtList(desk, _unfit_in_words)
        self.empty = DoubtList(desk, _empty_in_words)
        for doubts in (self.unfit, self.empty):
            doubts.chosen.connect(self.chosen)
        self.postage = label("", "muted", wrap=True)
        self.references = label("", "muted", wrap=True)
        self.carriers = QButtonGroup(self)
        self._below: dict[str, QWidget] = {}
        self._usual_window = ""
        self._are_several = True
        self._lay_out()
        kept = preferences.read().get(KEPT)
        self.choose_carrier(str(kept.get("carrier", IN_WINDOW)) if isinstance(kept, dict) else IN_WINDOW)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Where the address shows"), "section"))
        in_window = QWidget()
        within = QVBoxLayout(in_window)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(4)
        within.addWidget(self.window_choice)
        within.addWidget(self.unfit)
        self._add_carrier(column, IN_WINDOW, _("In a window envelope"), in_window)
        for part in self.parts:
            self._add_carrier(column, part.key, part.words, part)
            part.changed.connect(self.changed)
        column.addSpacing(4)
        column.addWidget(label(_("Before printing"), "section"))
        column.addWidget(self.empty)
        column.addWidget(self.postage)
        column.addWidget(self.references)
        if self.costs is not None:
            column.addWidget(self.costs)
        emails = flush(button(_("As e-mails instead…"), self.emails_wanted.emit, quiet=True))
        column.addWidget(emails, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _add_carrier(self, column: QVBoxLayout, key: str, words: str, below: QWidget) -> None:
        """A choice, and below it what belongs to it."""
        made = QRadioButton(words)
        made.setObjectName(key)
        made.toggled.connect(lambda on: self._turn(key) if on else None)
        self.carriers.addButton(made)
        holder = QWidget()
        indented = QVBoxLayout(holder)
        indented.setContentsMargins(24, 0, 0, 4)
        indented.addWidget(below)
        self._below[key] = holder
        column.addWidget(made)
        column.addWidget(holder)

    def choose_carrier(self, key: str) -> None:
        """Have the address shown by a window, or by the pieces called so; by a window where there are none."""
        buttons = {one.objectName(): one for one in self.carriers.buttons()}
        buttons.get(key, buttons[IN_WINDOW]).setChecked(True)

    def begin(self, letters: int) -> None:
        """So many letters begin anew: a single one goes into a window envelope, several as the last time."""
        kept = preferences.read().get(KEPT)
        usual = kept.get("carrier") if isinstance(kept, dict) else None
        self.choose_carrier(str(usual or IN_WINDOW) if letters > 1 else IN_WINDOW)
        self._are_several = letters > 1

    def _turn(self, key: str) -> None:
        for name, holder in self._below.items():
            holder.setVisible(name == key)
        self.changed.emit()

    @property
    def carrier(self) -> str:
        chosen = self.carriers.checkedButton()
        return chosen.objectName() if chosen is not None else IN_WINDOW

    def focus_first(self) -> None:
        """The keyboard to the kind of envelope that is chosen."""
        if (chosen := self.carriers.checkedButton()) is not None:
            chosen.setFocus()

    @property
    def part(self) -> PiecesPart | None:
        """The kind of pieces that show the address, None where a window does."""
        return next((one for one in self.parts if one.key == self.carrier), None)

    def keep(self) -> None:
        """It was printed like this: remember it."""
        if self._are_several:
            preferences.keep(**{KEPT: {"carrier": self.carrier}})
        if self.part is not None:
            self.part.keep()

    def reload(self) -> None:
        usual = self.desk.read(settings.WINDOW.read)
        if usual != self._usual_window:
            self._usual_window = usual
            self.window_choice.show_value(by_id(usual).id)
        for part in self.parts:
            part.reload()

    def show_selection(self, selection: Selection) -> None:
        """These letters will be written."""
        for part in self.parts:
            part.show_letters(selection)
        if self.costs is not None:
            self.costs.show_count(len(selection.ids))

    def look(self, order: Order) -> None:
        """Say what is to be looked at, and which references the letters get."""
        selection, head = order.selection, order.letterhead
        count = len(selection.ids)
        self.unfit.ask(
            count,
            lambda: window_check.check(selection, order.window, head.country),
            selection,
            order.window,
            head.country,
        )
        self.empty.ask(count, lambda: unfilled(order), selection, order.model, head, order.on)
        self.references.setText(references_in_words(order, range(count)))
        self.references.setVisible(bool(self.references.text()))

    def show_postage(self, pages: int, count: int, day: date) -> None:
        """What a letter of so many pages weighs, and what the post asks for all."""
        tariffs = postage.read(self.desk.read(settings.TARIFFS.read))
        self.postage.setText(postage.in_words(pages, count, tariffs, day))


def references_in_words(order: Order, places: Sequence[int]) -> str:
    """From which reference to which the letters at `places` go, where they say it."""
    if not order.has_references or not places:
        return ""
    first, last = order.reference(places[0]), order.reference(places[-1])
    return _("References: {span}").format(span=first if first == last else f"{first} – {last}")


def _unfit_in_words(count: int) -> str:
    return ngettext(
        "{n} address does not fit the window of this envelope; it is printed smaller.",
        "{n} addresses do not fit the window of this envelope; they are printed smaller.",
        count,
    ).format(n=count)


def _empty_in_words(count: int) -> str:
    return ngettext(
        "In {n} letter a field stays empty: fill in the card, or give the field a default.",
        "In {n} letters a field stays empty: fill in the cards, or give the field a default.",
        count,
    ).format(n=count)
