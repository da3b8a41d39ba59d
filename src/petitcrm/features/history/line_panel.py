"""Ctrl+L: an exchange typed in one line, shown as it is understood before Enter keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.queries import ContactRow, rows
from petitcrm.features.history import command
from petitcrm.features.history.command import Read
from petitcrm.features.history.looks import ICONS
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.icons import icon
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import LineEdit
from petitcrm.ui.widgets.panels import ROW, Panel
from petitcrm.ui.widgets.small import Elided

if TYPE_CHECKING:
    from petitcrm.features.history import edits
else:
    edits = Late("petitcrm.features.history.edits")

DRAFT = "history.line"
WIDTH, MOST = 620, 8


class LinePanel(Panel):
    """The line, what it says, and who may be meant where that is not clear: arrows choose, Enter keeps.

    `current` is the contact in view: proposed where the line names nobody.
    """

    def __init__(self, parent: QWidget, desk: Desk, current: int = 0) -> None:
        super().__init__(parent, _("Note an exchange"), width=WIDTH)
        self.desk = desk
        self._current = current
        self._found: Read | None = None
        self._choices: list[ContactRow] = []
        self._is_kept = False
        self.line = LineEdit()
        self.line.setAccessibleName(_("What happened, in one line"))
        self.line.setPlaceholderText(_("call dupont no answer · visit girard yesterday 30 min quote to send monday"))
        self.column.addWidget(self.line)
        self.column.addWidget(self._understood())
        self.who = QListWidget()
        self.who.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.who.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.who.setAccessibleName(_("Who is meant"))
        self.who.itemDoubleClicked.connect(lambda _item: self._keep())
        self.column.addWidget(self.who)
        self.keys = label("", "muted", wrap=True)
        self.column.addWidget(self.keys)
        self.line.setText(desk.read(drafts.kept, DRAFT).get(DRAFT, ""))
        self.line.selectAll()
        self.line.textChanged.connect(self._read)
        self.line.returnPressed.connect(self._keep)
        self.line.installEventFilter(self)
        self._read(self.line.text())

    def _understood(self) -> QFrame:
        """The frame that shows what the line says."""
        frame = self.frame = QFrame()
        frame.setObjectName("strip")
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.sign = label("")
        self.name, self.facts, self.promise = Elided("strong"), Elided(), Elided("accent")
        self.text = Elided("muted")
        grid.addWidget(self.sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setSpacing(2)
        for widget in (self.name, self.facts, self.text, self.promise):
            below.addWidget(widget)
        self.doubts = label("", "warn", wrap=True)
        below.addWidget(self.doubts)
        grid.addLayout(below, 0, 1)
        return frame

    def focus_first(self) -> None:
        self.line.setFocus()

    def _read(self, text: str) -> None:
        has_text = bool(text.strip())
        self._found = self.desk.read(command.read, text, self.desk.today()) if has_text else None
        self.frame.setVisible(has_text)
        self._offer()
        if self._found is not None:
            self._show(self._found)
        self.keys.setText(self._what_keys_do())
        self.fit()

    def _offer(self) -> None:
        """Those who may be meant: several of that name, or the contact in view where nobody is named."""
        found = self._found
        choices: list[ContactRow] = []
        if found is not None and found.contact is None:
            named = sorted(found.candidates, key=lambda one: one.id != self._current)  # the one in view first
            choices = named[:MOST] or self.desk.read(rows, [self._current] if self._current else [])
        self._choices = choices
        self.who.clear()
        for one in choices:
            is_in_view = found is not None and not found.candidates
            beside = _("in view") if is_in_view else ""
            words = "   ".join(part for part in (command.card_line(one), beside) if part)
            QListWidgetItem(icon(one.kind), words, self.who)
        self.who.setVisible(bool(choices))
        self.who.setFixedHeight(len(choices) * ROW + 4)
        self.who.setCurrentRow(0 if choices else -1)

    def _show(self, found: Read) -> None:
        said, today = found.said, self.desk.today()
        self.sign.setPixmap(icon(ICONS.get(said.kind, "note")).pixmap(20, 20))
        self.name.show_text(command.card_line(found.contact) if found.contact else "")
        self.name.setVisible(found.contact is not None)
        facts = command.facts(said, today)
        self.facts.show_text(facts[:1].upper() + facts[1:])
        self.text.show_text(said.text)
        self.text.setVisible(bool(said.text))
        promise = command.promised(said, today)
        self.promise.show_text(promise)
        self.promise.setVisible(bool(promise))
        doubts = "\n".join(problem[:1].upper() + problem[1:] + "." for problem in said.problems)
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))

    def _what_keys_do(self) -> str:
        if self._found is None:
            return _("Write who, what and when as you would say it; what is understood is shown before it is kept.")
        if self._chosen() is None:
            return _("Write a name that is known: so far nobody is meant.")
        return (
            _("Enter keeps it · ↑ ↓ choose who · Esc leaves")
            if len(self._choices) > 1
            else _("Enter keeps it · Esc leaves")
        )

    def _chosen(self) -> ContactRow | None:
        if self._found is not None and self._found.contact is not None:
            return self._found.contact
        at = self.who.currentRow()
        return self._choices[at] if 0 <= at < len(self._choices) else None

    def _keep(self) -> None:
        found, contact = self._found, self._chosen()
        if found is None or contact is None:
            return
        try:
            self.desk.do(_("Note an exchange"), edits.log, contact.id, command.exchange(found.said))
        except Problem as problem:
            self.doubts.setText(str(problem))
            self.doubts.show()
            self.fit()
            return
        self._is_kept = True
        facts = [command.facts(found.said, self.desk.today()), command.promised(found.said, self.desk.today())]
        self.desk.say(" · ".join([contact.display_name, *(part for part in facts if part)]))
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self._choices:
                self.who.setCurrentRow(max(0, min(len(self._choices) - 1, self.who.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: object) -> None:
        """What was typed and not kept stands there the next time."""
        text = "" if self._is_kept else self.line.text()
        self.desk.keep(drafts.keep, DRAFT, text or None)
        super().closeEvent(event)  # type: ignore[arg-type]
