"""The owner's own fields, made and arranged in the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.small import button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import own_field_edits
else:
    own_field_edits = Late("petitcrm.features.contacts.own_field_edits")

KINDS = (
    ("text", mark("text")),
    ("number", mark("number")),
    ("date", mark("date")),
    ("choice", mark("choice")),
    ("yes_no", mark("yes or no")),
)
OF = (("both", mark("people and companies")), ("person", mark("people")), ("company", mark("companies")))


class OwnFieldsPanel(QWidget):
    """One row for a field, and below the line that makes a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown: tuple[Field, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.empty = label(
            _("A field of your own stands on every card, in the search, the columns, imports, exports and letters."),
            "muted",
            wrap=True,
        )
        column.addWidget(self.empty)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        column.addLayout(self.rows)
        column.addLayout(self._adding())

    def _adding(self) -> QHBoxLayout:
        self.name = LineEdit(60)
        self.name.setPlaceholderText(_("Name of a new field"))
        self.name.setAccessibleName(_("Name of a new field"))
        self.name.returnPressed.connect(self.add)
        self.kind = self._choices(KINDS)
        self.kind.setAccessibleName(_("Kind"))
        self.choices = LineEdit()
        self.kind.picked.connect(lambda kind: self.choices.setVisible(kind == "choice"))
        self.choices.setPlaceholderText(_("choices, separated by commas"))
        self.choices.setAccessibleName(_("choices, separated by commas"))
        self.choices.returnPressed.connect(self.add)
        self.choices.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 2)
        row.addWidget(self.kind)
        row.addWidget(self.choices, 2)
        row.addWidget(button(_("Add the field"), self.add))
        return row

    @staticmethod
    def _choices(offered: tuple[tuple[str, str], ...]) -> Choices:
        made = Choices()
        made.setProperty("flat", False)
        made.offer([(value, _(words)) for value, words in offered])
        return made

    def reload(self) -> None:
        """Show the fields there are."""
        found = self.desk.read(queries.own_fields)
        if found == self._shown:
            return
        self._shown = found
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, field in enumerate(found):
            self.rows.addWidget(self._row(field, at, len(found)))

    def _row(self, field: Field, at: int, count: int) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        name = self._editor(field.label, lambda text: self._change(field, name=text))
        name.setAccessibleName(_("Name"))
        grid.addWidget(name, 0, 0)
        kind = label(_(dict(KINDS)[field.kind]), "muted")
        kind.setFixedWidth(84)
        grid.addWidget(kind, 0, 1)
        of = self._choices(OF)
        of.show_value("both" if len(field.of) == 2 else field.of[0])
        of.setAccessibleName(_("For"))
        of.picked.connect(lambda value: self._guard(lambda: self._change(field, of=value)))
        grid.addWidget(of, 0, 2)
        moves = ((-1, "prev", _("Up"), at > 0), (1, "next", _("Down"), at < count - 1))
        for place, (by, icon, words, may) in enumerate(moves):
            move = icon_button(icon, words, partial(self._move, field, by))
            move.setEnabled(may)
            grid.addWidget(move, 0, 3 + place)
        grid.addWidget(icon_button("trash", _("Remove the field"), partial(self._remove, field)), 0, 5)
        if field.kind == "choice":
            words = ", ".join(choice.value for choice in field.choices if choice.value)
            choices = self._editor(words, lambda text: self._change(field, choices=text))
            choices.setAccessibleName(_("choices, separated by commas"))
            grid.addWidget(choices, 1, 0, 1, 6)
        return holder

    def _editor(self, text: str, save: Callable[[str], None]) -> LineEdit:
        editor = LineEdit()
        in_place = InPlace(editor, save)
        in_place.refused.connect(lambda told: self.desk.problem.emit(Problem(told)))
        editor.setProperty("flat", False)
        in_place.show(text)
        return editor

    def add(self) -> None:
        """Make the field that is typed."""
        if self._guard(
            lambda: self.desk.do(
                _("Add a field"),
                own_field_edits.add,
                self.name.text(),
                self.kind.value(),
                self.choices.text().split(","),
            )
        ):
            self.name.clear()
            self.choices.clear()
            self.name.setFocus()

    def _change(self, field: Field, name: str = "", choices: str | None = None, of: str = "") -> None:
        kept = [choice.value for choice in field.choices if choice.value]
        self.desk.do(
            _("Change the field “{name}”").format(name=field.label),
            own_field_edits.change,
            field.key.partition(":")[2],
            name or field.label,
            kept if choices is None else choices.split(","),
            of or ("both" if len(field.of) == 2 else field.of[0]),
        )

    def _move(self, field: Field, by: int) -> None:
        self._guard(lambda: self.desk.do(_("Move a field"), own_field_edits.move, field.key.partition(":")[2], by))

    def _remove(self, field: Field) -> None:
        told = _("Remove the field “{name}”").format(name=field.label)
        if self._guard(lambda: self.desk.do(told, own_field_edits.remove, field.key.partition(":")[2])):
            self.desk.say(
                _("“{name}” and what the cards held in it are gone; Ctrl+Z brings both back.").format(name=field.label)
            )

    def _guard(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except Problem as problem:
            self.desk.problem.emit(problem)
            return False
        return True
