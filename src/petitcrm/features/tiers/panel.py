"""The tiers in the settings: what each is called, how often, how much it weighs; and what that comes to, while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.base.numbers import whole
from petitcrm.features.calls import settings
from petitcrm.features.contacts.rules import interval_text, own_interval
from petitcrm.features.tiers import effect, queries
from petitcrm.features.tiers.effect import Kind, Week
from petitcrm.features.tiers.fields import COLOURS
from petitcrm.features.tiers.queries import TierRow
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import paint_badge
from petitcrm.ui.messages import label, set_role, tip
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.panels import Offer, Picker
from petitcrm.ui.widgets.small import button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.tiers import edits
else:
    edits = Late("petitcrm.features.tiers.edits")

HOW = (("calls", mark("called")), ("letters", mark("letters only")))
CODE, EVERY, WEIGHT, HOW_WIDTH = 56, 110, 52, 160  # pixels
Apply = Callable[..., None]


class Letter(QAbstractButton):
    """The letter of a tier in its colour; a click or Space offers the colours."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.setFixedSize(28, 28)
        self.setAccessibleName(_("Colour of tier {tier}").format(tier=code))
        tip(self, self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, QPointF(3, 3), self.code, self.font())
        if self.hasFocus():
            painter.setPen(self.palette().accent().color())
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()


class _Line(QWidget):
    """One tier: its letter, code, name, how often, weight, how; what it comes to below."""

    def __init__(self, panel: TierPanel, code: str, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self.panel = panel
        self.code = code
        self._row: TierRow | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(2)
        self.grid.setColumnStretch(2, 1)
        self.letter = Letter(code)
        self.letter.clicked.connect(lambda *_clicked: self._offer_colours())
        self.grid.addWidget(self.letter, 0, 0)
        self._codes = self._editor(1, _("Code of tier {tier}"), lambda text: panel.change(code, code=text), CODE)
        self._name = self._editor(2, _("Name of tier {tier}"), lambda text: panel.change(code, name=text))
        self._every = self._editor(3, _("Tier {tier}"), self._change_every, EVERY)
        self._every.editor.textChanged.connect(lambda *_text: self._preview())
        self._weight = self._editor(4, _("Weight of tier {tier}"), self._change_weight, WEIGHT)
        tip(self._weight.editor, _("How much more than others such a client counts when many calls are late"))
        self.how = Choices()
        self.how.setProperty("flat", False)
        self.how.setFixedWidth(HOW_WIDTH)
        self.how.offer([(value, _(words)) for value, words in HOW])
        self.how.setAccessibleName(_("How tier {tier} is approached").format(tier=code))
        self.how.picked.connect(lambda value: panel.guard(lambda: panel.change(code, letters_only=value == "letters")))
        self.grid.addWidget(self.how, 0, 5)
        self._add_moves(is_first, is_last)
        self.effect = label("", "muted")
        self.grid.addWidget(self.effect, 1, 1, 1, 8)

    def _add_moves(self, is_first: bool, is_last: bool) -> None:
        moves = ((-1, "up", _("Up"), is_first), (1, "down", _("Down"), is_last))
        for place, (by, icon, words, is_last_there) in enumerate(moves):
            move = icon_button(icon, words, partial(self.panel.shift, self.code, by))
            move.setEnabled(not is_last_there)
            self.grid.addWidget(move, 0, 6 + place)
        self.grid.addWidget(icon_button("trash", _("Remove the tier"), self._remove), 0, 8)

    def _editor(self, column: int, words: str, save: Callable[[str], None], width: int = 0) -> InPlace:
        editor = LineEdit(40)
        in_place = InPlace(editor, save)
        in_place.refused.connect(self.panel.refused)
        editor.setProperty("flat", False)
        editor.setAccessibleName(words.format(tier=self.code))
        if width:
            editor.setFixedWidth(width)
        self.grid.addWidget(editor, 0, column)
        return in_place

    def show_tier(self, row: TierRow) -> None:
        """Show what stands in the file."""
        self._row = row
        self._codes.show(row.code)
        self._name.show(row.name)
        self._every.show(interval_text(row.months, row.days))
        self._weight.show(str(row.weight))
        self.how.show_value("letters" if row.letters_only else "calls")
        self.letter.update()

    def _preview(self) -> None:
        if self._every.editor.hasFocus():
            self.panel.preview(self.code, every=self._every.text())

    def _change_every(self, text: str) -> None:
        own_interval(text)  # refused here, beside the field
        self.panel.change(self.code, every=text)

    def _change_weight(self, text: str) -> None:
        self.panel.change(self.code, weight=whole(text))

    def _offer_colours(self) -> None:
        chosen = self._row.colour if self._row else ""
        offers = [Offer(_(one.label), one.value, chosen=one.value == chosen) for one in COLOURS]
        picker = Picker(self.letter, self.letter.accessibleName(), offers)
        picker.picked.connect(lambda value: self.panel.guard(lambda: self.panel.change(self.code, colour=value)))
        picker.open_under(self.letter)

    def _remove(self) -> None:
        if self._row is not None:
            self.panel.remove(self._row)


class TierPanel(QWidget):
    """One row for a tier with what it comes to below, and the line that makes a new one."""

    def __init__(self, desk: Desk, apply: Apply) -> None:
        """`apply(title, edit, …)` makes a change that works out many calls; a Problem is the editor's to show."""
        super().__init__()
        self.desk = desk
        self._apply = apply
        self._lines: dict[str, _Line] = {}
        self._kinds: list[Kind] = []
        self._week = Week(0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._heads())
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        column.addLayout(self.rows)
        column.addLayout(self._adding())
        hint = _("Write for example 1 month, 6 weeks, 1 year; empty for no calls.")
        column.addWidget(label(hint, "muted", wrap=True))
        self.in_all = label("", "strong", wrap=True)
        self.in_all.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.in_all)

    @staticmethod
    def _heads() -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addSpacing(36)
        for words, width in ((_("Code"), CODE), (_("Name"), 0), (_("How often"), EVERY), (_("Weight"), WEIGHT)):
            head = label(words, "muted")
            if width:
                head.setFixedWidth(width)
            row.addWidget(head, 0 if width else 1)
        row.addSpacing(HOW_WIDTH + 8 + 3 * 36)
        return row

    def _adding(self) -> QHBoxLayout:
        self.code = LineEdit(4)
        self.code.setFixedWidth(CODE)
        self.name = LineEdit(40)
        self.every = LineEdit()
        self.every.setFixedWidth(EVERY)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addSpacing(36)
        for editor, words in (
            (self.code, _("New tier")),
            (self.name, _("Name of a new tier")),
            (self.every, _("How often")),
        ):
            editor.setPlaceholderText(words if editor is not self.code else "E")
            editor.setAccessibleName(words)
            editor.returnPressed.connect(self.add)
            row.addWidget(editor, 1 if editor is self.name else 0)
        row.addWidget(button(_("Add the tier"), self.add))
        return row

    # showing

    def reload(self) -> None:
        """Show the tiers there are, and what they come to."""
        found = self.desk.read(queries.tiers)
        self._kinds = self.desk.read(queries.kinds)
        self._week = self.desk.read(queries.week, self.desk.today())
        if [row.code for row in found] != list(self._lines):
            self._lines = {}
            while (item := self.rows.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for at, row in enumerate(found):
                self._lines[row.code] = line = _Line(self, row.code, is_first=at == 0, is_last=at == len(found) - 1)
                self.rows.addWidget(line)
        for row in found:
            self._lines[row.code].show_tier(row)
        self._tell(self._kinds, self._week)

    def refused(self, told: str) -> None:
        self.desk.problem.emit(Problem(told))
        self._tell(self._kinds, self._week)

    # what it comes to

    def preview(self, code: str, *, every: str) -> None:
        """Say what the interval that is being typed would come to, before it is accepted."""
        try:
            months, days = own_interval(every)
        except Problem:
            self._tell(self._kinds, self._week)  # not understood yet: what is kept still holds
            return
        kinds = [replace(one, months=months, days=days) if one.code == code else one for one in self._kinds]
        self._tell(kinds, self._week)

    def preview_capacity(self, text: str) -> None:
        """The same for a number of calls a day that is being typed."""
        if text.strip().isdigit() and 0 < int(text) <= settings.CAPACITY.most:
            week = Week(self._week.days, self._week.days * int(text))
            self._tell(self._kinds, week)

    def _tell(self, kinds: list[Kind], week: Week) -> None:
        before = {one.code: one for one in self._kinds if one.code}
        for kind in kinds:
            if kind.code in self._lines:
                self._lines[kind.code].effect.setText(effect.told(kind, week, before.get(kind.code)))
        text, too_much = effect.told_in_all(kinds, week)
        self.in_all.setText(text)
        set_role(self.in_all, "warn" if too_much else "strong")

    # changing

    def change(self, tier: str, **values: Any) -> None:
        """Change the tier of this code; a Problem is the caller's to show."""
        self._apply(_("Change tier {tier}").format(tier=tier), edits.change, tier, values)

    def shift(self, code: str, by: int) -> None:
        self.guard(lambda: self.desk.do(_("Move a tier"), edits.move, code, by))

    def remove(self, row: TierRow) -> None:
        if self.guard(
            lambda: self._apply(_("Remove tier {tier}").format(tier=row.code), edits.remove, row.code)
        ) and not (self.desk.is_working):
            self.desk.say(
                ngettext(
                    "Tier {tier} is gone; {n} contact has none now. Ctrl+Z brings it back.",
                    "Tier {tier} is gone; {n} contacts have none now. Ctrl+Z brings it back.",
                    row.contacts,
                ).format(tier=row.code, n=row.contacts)
            )

    def add(self) -> None:
        """Make the tier that is typed."""
        code, values = self.code.text(), {"name": self.name.text(), "every": self.every.text()}
        if self.guard(lambda: self.desk.do(_("Add tier {tier}").format(tier=code), edits.add, code, values)):
            for editor in (self.code, self.name, self.every):
                editor.clear()
            self.code.setFocus()

    def guard(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except Problem as problem:
            self.desk.problem.emit(problem)
            return False
        return True
