"""What to say, on the card beside the call: the script of this contact, its objections opened one by one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base import preferences
from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.calls.queries import conditions
from petitcrm.features.scripts import queries
from petitcrm.features.scripts.queries import Said
from petitcrm.features.scripts.rules import Objection, Parts
from petitcrm.ui.actions import action, bind
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import button

MOST_HEIGHT = 230
FOLDED, OPEN = "▸", "▾"


class Spoken(QWidget):
    """A script as it is read out: the text, and below it a line for each objection that opens its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 12, 8)
        self.column.setSpacing(2)
        self.text = label("", wrap=True)
        self.column.addWidget(self.text)
        self.column.addStretch(1)
        self.lines: list[tuple[QPushButton, QWidget]] = []

    def show_parts(self, said: Parts) -> None:
        """Show this script; all objections are closed."""
        self.text.setText(said.text)
        self.text.setVisible(bool(said.text))
        for head, answer in self.lines:
            for widget in (head, answer):
                widget.hide()
                widget.deleteLater()
        self.lines = [self._objection(number, one) for number, one in enumerate(said.objections, 1)]
        for at, (head, answer) in enumerate(self.lines):
            self.column.insertWidget(1 + 2 * at, head)
            self.column.insertWidget(2 + 2 * at, answer)

    def _objection(self, number: int, one: Objection) -> tuple[QPushButton, QWidget]:
        words = one.said.replace("&", "&&")
        head = button(f"{FOLDED} {number}  {words}", lambda: self.turn(number), quiet=True)
        head.setProperty("line", True)
        answer = label(one.answer, wrap=True)
        answer.setContentsMargins(26, 0, 0, 6)
        answer.hide()
        return head, answer

    def turn(self, number: int) -> None:
        """Open the answer to an objection and close the others, or close it."""
        for at, (head, answer) in enumerate(self.lines, 1):
            is_open = at == number and answer.isHidden()
            answer.setVisible(is_open)
            head.setText((OPEN if is_open else FOLDED) + head.text()[1:])


class ScriptStrip(QFrame):
    """Hidden where no script fits. Whether it is open is remembered on this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._said: Said | None = None
        self._is_open = bool(preferences.read().get("script_open", True))
        self.head = button("", self.turn, quiet=True)
        self.head.setProperty("line", True)
        self.spoken = Spoken()
        self.area = QScrollArea()
        self.area.setObjectName("surface")
        self.area.setWidget(self.spoken)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QFrame()
        frame.setObjectName("choice")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.addWidget(frame)
        self.actions_made: list[QAction] = bind(self)
        for made in self.actions_made:
            self.removeAction(made)  # it works in the list of calls, which takes it over
        self.hide()

    def show_contact(self, contact_id: int) -> None:
        today = self.desk.today()
        said = self.desk.read(queries.for_contact, contact_id, today, conditions(today))
        self.setVisible(said is not None)
        if said is None:
            self._said = None
            return
        if said != self._said:
            self._said = said
            self.spoken.show_parts(said.parts)
            self.area.verticalScrollBar().setValue(0)
        self._show()

    def _show(self) -> None:
        name = self._said.name.replace("&", "&&") if self._said else ""
        self.head.setText(f"{OPEN if self._is_open else FOLDED} " + _("Script: {name}").format(name=name))
        self.area.setVisible(self._is_open)
        self._fit()

    def _fit(self) -> None:
        """As high as what is said, up to a third of the window."""
        width = max(200, self.area.viewport().width())
        wanted = self.spoken.layout().totalHeightForWidth(width) + 4  # type: ignore[union-attr]
        self.area.setFixedHeight(min(wanted, max(120, min(MOST_HEIGHT, self.window().height() // 3))))

    def turn_objection(self, number: int) -> None:
        """Open the answer to an objection by its number, or close it."""
        if not self._has_script():
            return
        if not 1 <= number <= len(self.spoken.lines):
            count = len(self.spoken.lines)
            words = ngettext("This script has {n} objection.", "This script has {n} objections.", count)
            self.desk.say(words.format(n=count))
            return
        if not self._is_open:
            self.turn()
        self.spoken.turn(number)
        self._fit()
        QTimer.singleShot(0, self, partial(self._show_answer, number))  # once it has its place

    def _show_answer(self, number: int) -> None:
        if number <= len(self.spoken.lines):
            for widget in reversed(self.spoken.lines[number - 1]):  # the objection itself last: it stays in view
                self.area.ensureWidgetVisible(widget, 0, 4)

    def _has_script(self) -> bool:
        if self._said is None:
            self.desk.say(_("There is no script for this card: write one in Calls, Scripts."))
        return self._said is not None

    @action(mark("Show or hide the script"), "S", "call", "note", everywhere=False)
    def turn(self) -> None:
        if not self._has_script():
            return
        self._is_open = not self._is_open
        preferences.keep(script_open=self._is_open)
        self._show()
