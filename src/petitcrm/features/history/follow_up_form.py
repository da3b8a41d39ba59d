"""A follow-up to promise, or to change: kind, when, what, how much it matters, whether it comes again."""

import json
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Choice
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.history import when
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, PRIORITIES, REPEATS
from petitcrm.features.history.queries import FollowUpLine
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import Choices, LineEdit
from petitcrm.ui.widgets.panels import Panel
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.history import follow_ups
else:
    follow_ups = Late("petitcrm.features.history.follow_ups")

WIDTH = 460
LENGTHS = (15, 30, 45, 60, 90, 120, 240)  # minutes


class FollowUpForm(Panel):
    """For `contact_id`, or to change `line`: Enter keeps, Escape leaves. What can't be kept is said and stays typed.

    What was typed and not kept, by Escape or a click elsewhere, stands there the next time.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, contact_id: int, name: str, line: FollowUpLine | None = None
    ) -> None:
        title = _("Follow-up for {name}") if line is None else _("Change the follow-up for {name}")
        super().__init__(parent, title.format(name=name), width=WIDTH)
        self.desk, self.contact_id, self.of = desk, contact_id, line
        self.kind, self.priority, self.repeat = (
            _choices(_("Kind"), FOLLOW_UP_KINDS),
            _choices(_("Priority"), PRIORITIES),
            _choices(_("Repeat"), REPEATS),
        )
        self.day = LineEdit()
        self.day.setPlaceholderText(_("Mon 2pm, +3w, 12/4"))
        self.day.setAccessibleName(_("When"))
        self.means = label("", "muted")
        self.text = LineEdit(500)
        self.text.setPlaceholderText(_("What was promised"))
        self.text.setAccessibleName(_("What was promised"))
        self.minutes = Choices()
        self.minutes.setAccessibleName(_("Length"))
        lengths = sorted({*LENGTHS, *([line.minutes] if line and line.minutes else [])})
        self.minutes.offer([("", "—"), *((str(n), _("{n} min").format(n=n)) for n in lengths)])
        self.unless = QCheckBox(_("Unless they get in touch before"))
        self.why = label("", wrap=True)
        self.why.hide()
        self._lay_out()
        self.day.textChanged.connect(self._tell_day)
        for edit in (self.day, self.text):
            edit.returnPressed.connect(self._finish)
        self._fill(line)
        self._shown = self._values()
        kept = desk.read(drafts.kept, self._key).get(self._key)
        if kept:
            self._put(json.loads(kept))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            (_("Kind"), self.kind, None),
            (_("When"), self.day, self.means),
            (_("What"), self.text, None),
            (_("Length"), self.minutes, None),
            (_("Priority"), self.priority, None),
            (_("Repeat"), self.repeat, None),
        )
        for at, (words, editor, beside) in enumerate(rows):
            grid.addWidget(label(words, "muted"), at, 0)
            grid.addWidget(editor, at, 1, 1, 1 if beside else 2)
            if beside is not None:
                grid.addWidget(beside, at, 2)
            editor.setProperty("flat", False)
            editor.installEventFilter(self)
        grid.addWidget(self.unless, len(rows), 1, 1, 2)
        self.unless.installEventFilter(self)
        grid.setColumnMinimumWidth(2, 120)
        self.column.addLayout(grid)
        self.column.addWidget(self.why)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Keep (Enter)"), self._finish, primary=True))
        self.column.addLayout(foot)

    def _fill(self, line: FollowUpLine | None) -> None:
        self.kind.show_value(line.kind if line else "call")
        self.priority.show_value(line.priority if line else "normal")
        self.repeat.show_value(line.repeat if line else "")
        if line is not None:
            self.day.setText(" ".join(part for part in (line.day.isoformat(), line.at) if part))
            self.text.setText(line.text)
            self.minutes.show_value(str(line.minutes or ""))
            self.unless.setChecked(bool(line.unless_heard))

    @property
    def _key(self) -> str:
        return f"follow_up:{self.of.id}" if self.of else f"follow_up:new:{self.contact_id}"

    def _editors(self) -> dict[str, LineEdit | Choices]:
        return {
            "kind": self.kind, "day": self.day, "text": self.text, "minutes": self.minutes, "priority": self.priority,
            "repeat": self.repeat,
        }  # fmt: skip

    def _values(self) -> dict[str, str]:
        values = {
            key: editor.text() if isinstance(editor, LineEdit) else editor.value()
            for key, editor in self._editors().items()
        }
        return {**values, "unless_heard": "1" if self.unless.isChecked() else ""}

    def _put(self, values: dict[str, str]) -> None:
        for key, editor in self._editors().items():
            if isinstance(editor, LineEdit):
                editor.setText(values.get(key, ""))
            else:
                editor.show_value(values.get(key, ""))
        self.unless.setChecked(bool(values.get("unless_heard")))

    def closeEvent(self, event: QCloseEvent) -> None:
        typed = self._values()
        self.desk.keep(drafts.keep, self._key, json.dumps(typed) if typed != self._shown else None)
        super().closeEvent(event)

    def focus_first(self) -> None:
        self.day.setFocus()
        self.day.selectAll()

    def _day(self) -> tuple[date, str]:
        return when.understood(self.day.text(), self.desk.today())

    def _tell_day(self) -> None:
        """What the words for the day mean, while they are typed."""
        try:
            day, at = self._day()
        except Problem:
            self.means.setText("")
        else:
            self.means.setText(" ".join(part for part in (shown(day, self.desk.today()), at) if part))

    def _finish(self) -> None:
        try:
            day, at = self._day()
            promised = follow_ups.Promised(
                day.isoformat(),
                at,
                self.text.text(),
                self.kind.value(),
                int(self.minutes.value() or 0) or None,
                self.priority.value(),
                self.repeat.value(),
                self.of.request_id if self.of else None,
                self._unless_heard(),
            )
            if self.of is None:
                self.desk.do(_("Promise a follow-up"), follow_ups.promise, self.contact_id, promised)
            else:
                self.desk.do(_("Change a follow-up"), follow_ups.change, self.of.id, promised)
        except Problem as problem:
            self.why.setText(str(problem))
            set_role(self.why, "bad")
            self.why.show()
            self.fit()
            return
        self._shown = self._values()  # kept: nothing is half typed any more
        self.desk.say(_("Promised for {day}.").format(day=shown(day, self.desk.today())))
        self.close()

    def _unless_heard(self) -> str:
        """From which day on a sign counts: as before where it was promised so, else from today."""
        if not self.unless.isChecked():
            return ""
        return (self.of.unless_heard if self.of else "") or self.desk.today().isoformat()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched not in (self.day, self.text)
        ):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and isinstance(watched, QWidget) and self.isAncestorOf(watched):
                self._finish()
                return True
        return super().eventFilter(watched, event)


def _choices(words: str, choices: tuple[Choice, ...]) -> Choices:
    made = Choices()
    made.setAccessibleName(words)
    made.offer([(one.value, _(one.label)) for one in choices])
    return made
