"""The two small panels of the requests: what was answered; closed, and when to ask whether it was good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from petitcrm.base.dates import shown, typed
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.history import when
from petitcrm.features.history.fields import KINDS
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import Choices
from petitcrm.ui.widgets.panels import Panel
from petitcrm.ui.widgets.small import button

ANSWERS = ("call", "email", "visit", "letter", "message", "note")


class _Telling(Panel):
    """A panel with a line below that says what it understood, or what is wrong; what was typed stays."""

    def __init__(self, parent: QWidget, title: str, *, width: int) -> None:
        super().__init__(parent, title, width=width)
        self.box = QLineEdit()
        self.told = label("", "muted", wrap=True)

    def focus_first(self) -> None:
        self.box.setFocus()
        self.box.selectAll()

    def tell(self, text: str, role: str) -> None:
        self.told.setText(text)
        set_role(self.told, role)
        self.told.setVisible(bool(text))
        self.fit()


class AnswerPanel(_Telling):
    """How and what was answered: Enter keeps it. `keep(kind, text)` answers "", or why it can't be."""

    def __init__(self, parent: QWidget, subject: str, kind: str, keep: Callable[[str, str], str]) -> None:
        super().__init__(parent, _("Answer: {subject}").format(subject=_short(subject)), width=460)
        self._keep = keep
        self.kind = Choices()
        self.kind.setProperty("flat", False)
        self.kind.setAccessibleName(_("How it was answered"))
        self.kind.offer([(one.value, _(one.label)) for one in KINDS if one.value in ANSWERS])
        self.kind.show_value(kind)
        self.box.setPlaceholderText(_("What was answered, in a line"))
        self.box.setAccessibleName(_("What was answered, in a line"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.box, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Keep (Enter)"), self._finish, primary=True))
        self.column.addLayout(row)
        self.column.addWidget(self.told)
        self.column.addLayout(foot)
        self.told.hide()
        self.box.returnPressed.connect(self._finish)
        self.setTabOrder(self.kind, self.box)

    def _finish(self) -> None:
        why = self._keep(self.kind.value(), self.box.text())
        if why:
            self.tell(why, "bad")
            self.box.setFocus()
        else:
            self.close()


class ClosePanel(_Telling):
    """When to ask whether the answer was good: the proposed day, another one in words, or none."""

    def __init__(
        self, parent: QWidget, subject: str, proposed: date, today: date, close: Callable[[str, str], bool]
    ) -> None:
        """`close(day, hour)` closes the request; an empty day promises no call."""
        super().__init__(parent, _("Close: {subject}").format(subject=_short(subject)), width=420)
        self._close, self._today = close, today
        self.box.setText(typed(proposed.isoformat()))
        self.box.setAccessibleName(_("Day of the satisfaction call, empty for none"))
        self.box.setPlaceholderText(_("no call"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(button(_("Without a call"), lambda: self._finish(call=False), quiet=True))
        foot.addStretch(1)
        foot.addWidget(button(_("Close (Enter)"), self._finish, primary=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        head = label(_("Satisfaction call on"), "muted")
        head.setBuddy(self.box)
        row.addWidget(head)
        row.addWidget(self.box, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.told)
        self.column.addLayout(foot)
        self.box.textChanged.connect(lambda _text: self._look())
        self.box.returnPressed.connect(self._finish)
        self._look()

    def understood(self) -> tuple[str, str]:
        """The ISO day and the hour; empty for none. Problem where it is no day."""
        text = self.box.text().strip()
        if not text:
            return "", ""
        day, at = when.understood(text, self._today)
        return day.isoformat(), at

    def _look(self) -> None:
        try:
            day, at = self.understood()
        except Problem as problem:
            self.tell(str(problem), "bad")
            return
        if not day:
            self.tell(_("No call will be promised."), "muted")
            return
        said = f"{shown(date.fromisoformat(day), self._today)} {at}".strip()
        self.tell(_("A call on {day} asks whether the answer was good.").format(day=said), "muted")

    def _finish(self, *, call: bool = True) -> None:
        try:
            day, at = self.understood() if call else ("", "")
        except Problem:
            self.box.setFocus()  # what is wrong stands below already
            return
        if self._close(day, at):
            self.close()


def _short(subject: str) -> str:
    return subject if len(subject) <= 60 else subject[:59].rstrip() + "…"
