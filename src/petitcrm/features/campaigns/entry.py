"""A reference is typed or scanned, then one key says what came of the letter: R returned, P reply, C order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base import money
from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.campaigns import queries, words
from petitcrm.features.campaigns.fields import KINDS, REASONS, word
from petitcrm.features.campaigns.queries import Piece
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag, set_role
from petitcrm.ui.widgets.editing import LineEdit
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.campaigns import edits
    from petitcrm.features.campaigns.edits import Answer, Noted
else:
    edits = Late("petitcrm.features.campaigns.edits")


_BEGINS = "M"  # every reference begins so: its digits choose nothing here


class _Keys(QWidget):
    """Buttons of which each has a key, pressed with the keyboard on any of them; Escape leaves."""

    left = Signal()
    began = Signal(str)  # the first sign of another reference was typed (or scanned)

    def __init__(self, offers: list[tuple[str, str, Callable[[], object]]]) -> None:
        """`offers`: key, words, what it does."""
        super().__init__()
        self._run = {key: run for key, _words, run in offers}
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for _key, said, run in offers:
            made = button(said, run)
            self.buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)

    def focus_first(self) -> None:
        self.buttons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._run.get(event.text().upper())
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        elif run is not None:
            run()
        elif event.text().upper() == _BEGINS:
            self.began.emit(event.text())
        else:
            super().keyPressEvent(event)


class Entry(QWidget):
    """The line at the head of the page. `recorded` tells the mailing."""

    recorded = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._piece: Piece | None = None
        self._last: Answer | None = None
        self.box = LineEdit(80)
        self.box.setPlaceholderText(_("Reference: M12-0347"))
        self.box.setAccessibleName(_("Reference of the letter, typed or scanned"))
        self.box.setFixedWidth(190)
        self.whose = label("", "strong")
        self.whose.hide()
        self.told = label("", "muted", wrap=True)
        self.again = QCheckBox()
        self.again.hide()
        self.kinds = _Keys(
            [
                ("R", _("Returned mail (R)"), self.ask_reason),
                ("P", _("Reply (P)"), lambda: self._record("reply")),
                ("C", _("Order (C)"), self.ask_amount),
                ("X", _("Take back what was recorded (X)"), self.take_back),
            ]
        )
        self.reasons = _Keys(
            [
                (str(at), f"{at}  {_(one.label)}", partial(self._record, "returned", reason=one.value))
                for at, one in enumerate(REASONS, 1)
            ]
        )
        self.amount, self.margin = LineEdit(40), LineEdit(40)
        self.steps = QStackedWidget()
        self._lay_out()
        self.box.returnPressed.connect(self.look_up)
        self.box.textEdited.connect(lambda _text: self._forget())
        for one in (self.kinds, self.reasons):
            one.left.connect(self.leave)
            one.began.connect(self._begin_another)
        for money_box in (self.amount, self.margin):
            money_box.returnPressed.connect(self._order)

    def _lay_out(self) -> None:
        order = QWidget()
        row = QHBoxLayout(order)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words_, box in ((_("Amount"), self.amount), (_("Margin"), self.margin)):
            box.setFixedWidth(110)
            box.setAccessibleName(words_)
            head = label(words_, "muted")
            head.setBuddy(box)
            row.addWidget(head)
            row.addWidget(box)
        row.addWidget(button(_("Record"), self._order))
        row.addStretch(1)
        self.order = order
        for step in (self.kinds, self.reasons, order):
            self.steps.addWidget(step)
        self.steps.hide()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.box)
        top.addWidget(self.whose)
        top.addWidget(self.told, 1)
        top.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.steps)
        self._invite()

    def _invite(self) -> None:
        self._say(_("Type or scan the reference at the foot of a letter, then Enter."), "muted")

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        set_role(self.told, role)

    def _say_whose(self, name: str) -> None:
        self.whose.setText(name)
        self.whose.setVisible(bool(name))

    def _forget(self) -> None:
        """Another reference is being typed."""
        if self._piece is not None or self.whose.text():
            self._piece = None
            self._say_whose("")
            self.steps.hide()
        set_flag(self.box, "wrong", False)

    def _begin_another(self, typed: str) -> None:
        """Another reference is typed while this one was asked about: nothing was recorded of it."""
        self.box.setText(typed)
        self._forget()
        self._invite()
        self.box.setFocus()
        self.box.end(False)

    # one step after the other

    def look_up(self) -> None:
        """Whose letter is it? Asked what came of it, unless the next ones are as the last."""
        if not self.box.text().strip():
            return
        try:
            piece = self.desk.read(queries.piece, self.box.text())
        except Problem as problem:
            self._refuse(problem)
            return
        self._piece = piece
        self.box.setText(piece.reference)
        if self.again.isChecked() and self._last is not None:
            self._record(self._last.kind, reason=self._last.reason)
            return
        self._say_whose(piece.name)
        state = _("returned already") if piece.returned else _("answered already") if piece.is_answered else ""
        parts = (piece.mailing, shown(piece.day, self.desk.today()), state)
        self._say(" · ".join(part for part in parts if part), "warn" if state else "muted")
        self.kinds.buttons[-1].setVisible(bool(state))
        self._ask(self.kinds)
        self.kinds.focus_first()

    def _ask(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        self.steps.show()

    def ask_reason(self) -> None:
        self._ask(self.reasons)
        self.reasons.focus_first()

    def ask_amount(self) -> None:
        self._ask(self.order)
        self.amount.clear()
        self.margin.setText(money.typed(self._piece.margin) if self._piece else "")
        self.amount.setFocus()

    def leave(self) -> None:
        """Back by one step, without harm."""
        if self.steps.isVisible() and self.steps.currentWidget() is not self.kinds:
            self._ask(self.kinds)
            self.kinds.focus_first()
            return
        self._piece = None
        self._say_whose("")
        self.steps.hide()
        self._invite()
        self.box.setFocus()
        self.box.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _refuse(self, problem: Problem) -> None:
        self._say_whose("")
        self.steps.hide()
        self._say(str(problem), "bad")
        set_flag(self.box, "wrong", True)
        self.box.setFocus()
        self.box.selectAll()

    # recording

    def _order(self) -> None:
        values: list[int | None] = []
        for box in (self.amount, self.margin):
            set_flag(box, "wrong", False)
            try:
                is_empty = box is self.margin and not box.text().strip()
                values.append(None if is_empty else money.cents(box.text()))
            except Problem as problem:
                set_flag(box, "wrong", True)
                self._say(str(problem), "bad")
                box.setFocus()
                box.selectAll()
                return
        self._record("order", amount=values[0], margin=values[1])

    def _record(self, kind: str, *, reason: str = "", amount: int | None = None, margin: int | None = None) -> None:
        piece = self._piece
        if piece is None:
            return
        answer = edits.Answer(kind, self.desk.today(), amount, margin, reason)
        title = _("Record: {what}").format(what=_(word(KINDS, kind)))
        try:
            noted = self.desk.do(title, edits.record, piece.reference, answer)
        except Problem as problem:
            self._refuse(problem)
            return
        self._settle(noted, answer)
        self.recorded.emit(piece.mailing_id)

    def take_back(self) -> None:
        """What was recorded last of this letter was a mistake."""
        piece = self._piece
        answer = self.desk.read(queries.last_answer, piece.letter_id) if piece else 0
        if piece is None or not answer:
            return
        if self.desk.try_to(_("Remove what was recorded"), edits.remove, answer):
            told = _("{reference}, {name}: removed").format(reference=piece.reference, name=piece.name)
            self.desk.say(told)
            self.box.clear()
            self._forget()
            self._say(told, "ok")
            self.box.setFocus()
            self.recorded.emit(piece.mailing_id)

    def _settle(self, noted: Noted, answer: Answer) -> None:
        """Say what was recorded; the next reference can be typed."""
        self._piece, self._last = None, answer
        what = words.what(answer.kind, answer.reason, answer.amount)
        told = _("{reference}, {name}: {what}").format(
            reference=noted.piece.reference, name=noted.piece.name, what=what
        )
        if noted.promised:
            told += " · " + _("new address to get by {day}").format(day=shown(noted.promised, self.desk.today()))
        self.desk.say(told)
        short = f"✓ {noted.piece.reference} · {noted.piece.name}"  # the bar below says the rest
        self._say(". ".join((short, *noted.warnings)), "warn" if noted.warnings else "ok")
        self._say_whose("")
        self.steps.hide()
        self.again.setText(_("The next ones too: {what}").format(what=what))
        self.again.setVisible(answer.kind != "order")
        self.again.setChecked(self.again.isChecked() and answer.kind != "order")
        set_flag(self.box, "wrong", False)
        self.box.clear()
        self.box.setFocus()
