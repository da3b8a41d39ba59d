"""A sequence edited in place: its name, its segment, its steps one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import views
from petitcrm.features.letters import queries as letters
from petitcrm.features.sequences import lines, rules
from petitcrm.features.sequences.fields import KINDS
from petitcrm.features.sequences.queries import SequenceRow, StepRow
from petitcrm.features.sequences.rules import CALL, LETTER, Step
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.small import Elided, button, hairline, icon_button

if TYPE_CHECKING:
    from petitcrm.features.sequences import edits
else:
    edits = Late("petitcrm.features.sequences.edits")

NUMBER, KIND, WAIT = 16, 104, 48  # pixels


class SequenceEditor(QWidget):
    """What is changed is kept at once; Escape closes."""

    closed = Signal()
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.of: SequenceRow | None = None
        self._models: list[str] = []
        self._shape: tuple[tuple[int, str], ...] = ()
        self._focus: tuple[int, str] | None = None  # the step and the field that take the keyboard next
        self._chain: list[QWidget] = []  # in the order of Tab
        self._fields: dict[tuple[int, str], InPlace | Choices] = {}
        self.name = LineEdit(200)
        self.name.setAccessibleName(_("Name of the sequence"))
        self._name = InPlace(self.name, self._rename)
        self._name.refused.connect(self._refuse)
        self.segment = Choices()
        self.segment.setAccessibleName(_("For whom (a saved view of the list of contacts)"))
        self.segment.picked.connect(self._set_segment)
        for editor in (self.name, self.segment):
            editor.setProperty("flat", False)
        self.inside = QWidget()
        self.inside.setObjectName("surface")
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(16, 0, 16, 8)
        self.rows.setSpacing(0)
        self.area = QScrollArea()
        self.area.setObjectName("surface")
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.gaps, self.why = label("", "muted", wrap=True), label("", "bad", wrap=True)
        self.add_button = button(_("Add a step"), self.add_step, icon_name="add")
        self.steps = QVBoxLayout()
        self.steps.setSpacing(0)
        self.rows.addLayout(self.steps)
        self.rows.addSpacing(8)
        self.rows.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(8)
        head.setColumnStretch(1, 1)
        for at, (words, editor) in enumerate(((_("Name"), self.name), (_("For whom"), self.segment))):
            head.addWidget(label(words, "muted"), at, 0)
            head.addWidget(editor, at, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        self.foot = (
            button(_("Delete the sequence"), self._remove, quiet=True),
            button(_("Done (Esc)"), self.closed.emit),
        )
        foot.addWidget(self.foot[0])
        foot.addStretch(1)
        foot.addWidget(self.foot[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.area, 1)
        for told in (self.gaps, self.why):
            told.setContentsMargins(16, 4, 16, 4)
            told.hide()
            column.addWidget(told)
        column.addWidget(hairline())
        column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # showing

    def show_sequence(self, of: SequenceRow) -> None:
        """Show this one; nothing is taken from under somebody who types."""
        is_other = self.of is None or self.of.id != of.id
        self.of = of
        if is_other:
            self.why.hide()
        self._models = _model_names(self.desk)
        self._name.show(of.name)
        saved = self.desk.read(views.all_of)
        self.segment.offer([("", _("only those added by hand")), *((str(one.id), one.name) for one in saved)])
        self.segment.show_value(str(of.view_id or ""))
        shape = tuple((one.id, one.kind) for one in of.steps)
        if is_other or shape != self._shape:
            self._shape = shape
            self._rebuild()
        for at, step in enumerate(of.steps):
            self._fill(at, step)
        told = lines.gaps(of.steps, rules.shrinking(of.steps))
        self.gaps.setText(told)
        self.gaps.setVisible(bool(told))

    def _rebuild(self) -> None:
        self._fields.clear()
        self._chain.clear()
        while (item := self.steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        steps = self.of.steps if self.of else ()
        for at, step in enumerate(steps):
            self.steps.addWidget(self._row(at, step, len(steps)))
        if not steps:
            none = label(
                _("No step yet: a letter today, a call two weeks later, an e-mail after a month…"), "muted", wrap=True
            )
            none.setContentsMargins(0, 16, 0, 0)
            self.steps.addWidget(none)
        chain = [self.segment, *self._chain, self.add_button, *self.foot]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        wanted, self._focus = self._focus, None
        if wanted and (made := self._fields.get(wanted)) is not None:
            (made.editor if isinstance(made, InPlace) else made).setFocus()

    def _row(self, at: int, step: StepRow, count: int) -> QWidget:
        """Number, kind and wait; below, the model or what to say. At the right what changes the order."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, NUMBER)
        grid.setColumnStretch(3, 1)
        number = str(at + 1)
        grid.addWidget(label(number, "strong"), 0, 0)
        kind = self._choice(step, "kind", _("Kind of step {n}").format(n=number), self._change_kind)
        kind.offer([(one.value, _(one.label)) for one in KINDS])
        kind.setFixedWidth(KIND)
        wait = self._line(step, "wait", _("Days to wait before step {n}").format(n=number), self._change_wait, 5)
        wait.setFixedWidth(WAIT)
        wait.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(kind, 0, 1)
        grid.addWidget(wait, 0, 2)
        later = Elided("muted")
        later.show_text(_("days after joining") if at == 0 else _("days later"))
        grid.addWidget(later, 0, 3)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        up = icon_button("up", _("Step {n}: earlier").format(n=number), partial(self._move, step.id, -1))
        down = icon_button("down", _("Step {n}: later").format(n=number), partial(self._move, step.id, 1))
        up.setEnabled(at > 0)
        down.setEnabled(at < count - 1)
        gone = icon_button("trash", _("Take step {n} out").format(n=number), partial(self._remove_step, step.id))
        for one in (up, down, gone):
            beside.addWidget(one)
        grid.addLayout(beside, 0, 4)
        what: QWidget
        if step.kind == CALL:
            said = self._line(step, "text", _("What to say in step {n}").format(n=number), self._change_text, 300)
            said.setPlaceholderText(_("What to say"))
            what = said
        else:
            model = self._choice(step, "model", _("Model of step {n}").format(n=number), self._change_model)
            model.offer([(one, one) for one in self._models])
            model.setMinimumWidth(0)
            what = model
        grid.addWidget(what, 1, 1, 1, 4)
        self._chain += [kind, wait, what, up, down, gone]
        return holder

    def _line(self, step: StepRow, field: str, words: str, save: Callable[[int, str], None], most: int) -> LineEdit:
        editor = LineEdit(most)
        editor.setAccessibleName(words)
        in_place = InPlace(editor, partial(save, step.id))
        in_place.refused.connect(self._refuse)
        editor.setProperty("flat", False)
        self._fields[step.id, field] = in_place
        return editor

    def _choice(self, step: StepRow, field: str, words: str, save: Callable[[int, str], None]) -> Choices:
        editor = Choices()
        editor.setAccessibleName(words)
        editor.setProperty("flat", False)
        editor.setSizeAdjustPolicy(Choices.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.picked.connect(lambda value: self._guarded(lambda: save(step.id, value)))
        self._fields[step.id, field] = editor
        return editor

    def _fill(self, at: int, step: StepRow) -> None:
        values = {"kind": step.kind, "wait": str(step.wait_days), "text": step.text, "model": step.model_name}
        for field, value in values.items():
            made = self._fields.get((step.id, field))
            if isinstance(made, InPlace):
                made.show(value)
            elif made is not None:
                made.show_value(value)

    def focus_first(self) -> None:
        """The keyboard to the first step, or to what adds one."""
        first = self._fields.get((self._shape[0][0], "kind")) if self._shape else None
        (first if isinstance(first, Choices) else self.add_button).setFocus()

    # changing

    def _guarded(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except Problem as problem:
            self._refuse(str(problem))
            if self.of is not None:
                self.show_sequence(self.of)  # a choice that can't be goes back
                self.why.show()
            return False
        self.why.hide()
        return True

    def _refuse(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()

    def _step(self, step_id: int) -> Step:
        found = next(one for one in (self.of.steps if self.of else ()) if one.id == step_id)
        return Step(found.kind, found.wait_days, found.model_name, found.text)

    def _change(self, step_id: int, step: Step) -> None:
        self.desk.do(_("Change a step of a sequence"), edits.change_step, step_id, step, self.desk.today())
        self.why.hide()

    def _change_kind(self, step_id: int, kind: str) -> None:
        step = self._step(step_id)
        if kind == step.kind:
            return
        self._focus = (step_id, "kind")
        model = "" if kind == CALL else step.model_name or self._usual_model()
        self._change(step_id, replace(step, kind=kind, model_name=model))

    def _change_model(self, step_id: int, name: str) -> None:
        self._change(step_id, replace(self._step(step_id), model_name=name))

    def _change_wait(self, step_id: int, text: str) -> None:
        if not text.strip().isdigit():
            raise Problem(_("“{text}” is not a number of days.").format(text=text), _("Write for example 14."))
        self._change(step_id, replace(self._step(step_id), wait_days=int(text)))

    def _change_text(self, step_id: int, text: str) -> None:
        self._change(step_id, replace(self._step(step_id), text=text))

    def _usual_model(self) -> str:
        return self._models[0] if self._models else ""

    def add_step(self) -> None:
        """One more step at the end: later than the one before, a call after what is written and a letter after a call."""
        if self.of is None:
            return
        steps = self.of.steps
        kind = CALL if steps and steps[-1].kind != CALL else LETTER
        model = "" if kind == CALL else self._usual_model()
        step = Step(kind, rules.proposed_wait(steps), model)
        made: list[int] = []

        def add() -> None:
            made.append(self.desk.do(_("Add a step"), edits.add_step, self.of_id, step, self.desk.today()))

        if self._guarded(add):
            self._focus_on(made[0], "kind")

    def _focus_on(self, step_id: int, field: str) -> None:
        """Now where the step stands already, else once it does."""
        made = self._fields.get((step_id, field))
        if made is None:
            self._focus = (step_id, field)
        else:
            (made.editor if isinstance(made, InPlace) else made).setFocus()

    @property
    def of_id(self) -> int:
        return self.of.id if self.of else 0

    def _move(self, step_id: int, by: int) -> None:
        self._focus = (step_id, "kind")
        title, today = _("Change the order of the steps"), self.desk.today()
        self._guarded(lambda: self.desk.do(title, edits.move_step, step_id, by, today))

    def _remove_step(self, step_id: int) -> None:
        ids = [one for one, _kind in self._shape]
        at = ids.index(step_id)
        rest = [*ids[at + 1 :], *reversed(ids[:at])]
        self._focus = (rest[0], "kind") if rest else None
        title = _("Take a step out of a sequence")
        if self._guarded(lambda: self.desk.do(title, edits.remove_step, step_id, self.desk.today())):
            self.desk.say(title)
            if not rest:
                self.add_button.setFocus()

    def _rename(self, name: str) -> None:
        self.desk.do(_("Rename a sequence"), edits.rename, self.of_id, name)
        self.why.hide()

    def _set_segment(self, value: str) -> None:
        title = _("Segment of a sequence")
        self._guarded(lambda: self.desk.do(title, edits.set_segment, self.of_id, int(value) if value else None))

    def _remove(self) -> None:
        of = self.of
        if of is None:
            return
        title = _("Delete a sequence")
        if self._guarded(lambda: self.desk.do(title, edits.remove, of.id)):
            told = ngettext(
                "Sequence deleted: {name}, with {n} contact in it",
                "Sequence deleted: {name}, with {n} contacts in it",
                of.going,
            )
            self.desk.say(told.format(name=of.name, n=of.going))
            self.removed.emit()


def _model_names(desk: Desk) -> list[str]:
    """The letter models, those of the interface's language first."""
    found: Sequence[letters.ModelRow] = desk.read(letters.models)
    return [one.name for one in sorted(found, key=lambda one: one.language != current())]
