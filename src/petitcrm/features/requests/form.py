"""A request made or changed in a small window: what, how urgent, by when; kept half-typed through a crash."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from petitcrm.base.dates import shown, typed, understood_past
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.history import when
from petitcrm.features.requests.fields import RECEIVED, URGENCIES
from petitcrm.features.requests.picker import ClientLine
from petitcrm.features.requests.queries import RequestRow
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag, set_role
from petitcrm.ui.widgets.editing import DRAFT_AFTER, Choices, LineEdit
from petitcrm.ui.widgets.small import button, hairline

if TYPE_CHECKING:
    from petitcrm.features.requests import edits
else:
    edits = Late("petitcrm.features.requests.edits")

WIDTH = 620


class RequestForm(QDialog):
    """Enter keeps (Ctrl+Enter in the text), Escape leaves; what was typed is there the next time.

    `kept` says the key of the request.
    """

    kept = Signal(int)

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow | None = None, contact_id: int = 0) -> None:
        """`row` is the request to change; a new one is of `contact_id`, or of who is chosen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Change a request") if row else _("New request"))
        self.desk = desk
        self.row = row
        self._draft = f"request:{row.id}" if row else "request:new"
        self.client = ClientLine(desk)
        self.subject, self.owner, self.product = LineEdit(500), LineEdit(40), LineEdit(500)
        self.received, self.promised = LineEdit(60), LineEdit(60)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(5 * self.fontMetrics().lineSpacing() + 16)
        self.urgency, self.how = Choices(), Choices()
        self.urgency.offer([(one.value, _(one.label)) for one in URGENCIES])
        self.how.offer([(one.value, _(one.label) if one.value else "—") for one in RECEIVED])
        self.received_told, self.promised_told = label("", "muted"), label("", "muted")
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self._keep_draft)
        self._lay_out()
        self._begin(contact_id)
        self._watch()
        self._look()

    # layout

    def _lay_out(self) -> None:
        grid = self.grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._line(_("&Client"), self.client)
        self._line(_("&Subject"), self.subject)
        self._line(_("&Details"), self.text, top=True)
        self._line(_("&Urgency"), self.urgency, narrow=True)
        self._line(_("&Received on"), self._row(self.received, self.how, self.received_told), buddy=self.received)
        self._line(_("&Promised for"), self._row(self.promised, self.promised_told), buddy=self.promised)
        self._line(_("&Owner"), self.owner)
        self._line(_("Produc&t"), self.product)
        self.client.line.setAccessibleName(_("Client"))
        self.how.setAccessibleName(_("How it was received"))
        self.promised.setPlaceholderText(_("no day"))
        for line in (self.received, self.promised):
            line.setFixedWidth(150)
        for choices in (self.urgency, self.how):
            choices.setProperty("flat", False)
        self.head = label(self.windowTitle(), "title")
        self.clear_button = button(_("Clear"), self.clear, quiet=True)
        self.keep_button = button(_("&Keep"), self.keep, primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        foot.addWidget(button(_("Leave (Esc)"), self.reject))
        foot.addWidget(self.keep_button)
        for one in self.findChildren(QWidget):
            if one.metaObject().className() == "QPushButton":
                one.setProperty("autoDefault", False)  # Enter keeps, wherever the keyboard is
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(grid)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addWidget(hairline())
        column.addLayout(foot)
        self.setMinimumWidth(WIDTH)

    def _line(
        self, words: str, editor: QWidget, *, top: bool = False, narrow: bool = False, buddy: QWidget | None = None
    ) -> None:
        head = label(words, "muted")
        head.setBuddy(buddy or editor)
        (buddy or editor).setAccessibleName(words.replace("&", ""))
        at = self.grid.rowCount()
        side = Qt.AlignmentFlag.AlignTop if top or editor is self.client else Qt.AlignmentFlag.AlignVCenter
        if side == Qt.AlignmentFlag.AlignTop:
            head.setContentsMargins(0, 7, 0, 0)
        self.grid.addWidget(head, at, 0, side)
        if narrow:
            self.grid.addWidget(editor, at, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self.grid.addWidget(editor, at, 1)

    def _row(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in widgets:
            row.addWidget(one)
        row.addStretch(1)
        return holder

    # beginning

    def _begin(self, contact_id: int) -> None:
        """Show what stands in the request, or what was half typed the last time."""
        today = self.desk.today()
        row = self.row
        start = {
            "client": row.contact_id if row else contact_id,
            "subject": row.subject if row else "",
            "text": row.text if row else "",
            "urgency": row.urgency if row else "normal",
            "received": typed((row.received_on if row else today).isoformat()),
            "how": row.received_how if row else "",
            "promised": typed(row.promised_on.isoformat()) if row and row.promised_on else "",
            "owner": row.owner if row else "",
            "product": row.product if row else "",
        }
        self._start = start
        kept = self.desk.read(drafts.kept, self._draft).get(self._draft)
        found = {**start, **json.loads(kept)} if kept else start
        if contact_id and found["client"] not in (0, contact_id):
            found = start  # what was half typed is another client's, and stays kept until something is typed here
        elif contact_id:
            found["client"] = contact_id
        self._put(found)
        if found is not start:
            self._tell(_("What was typed the last time is here again; “Clear” empties it."), "muted")
        if row is not None:
            self.client.setEnabled(False)
        (self.subject if self.client.contact_id else self.client.line).setFocus()

    def _put(self, values: dict[str, object]) -> None:
        self.client.show_contact(int(str(values["client"])))
        for key, line in self._texts().items():
            line.setText(str(values[key]))
        self.text.setPlainText(str(values["text"]))
        self.urgency.show_value(str(values["urgency"]))
        self.how.show_value(str(values["how"]))

    def _texts(self) -> dict[str, LineEdit]:
        return {
            "subject": self.subject,
            "received": self.received,
            "promised": self.promised,
            "owner": self.owner,
            "product": self.product,
        }

    def values(self) -> dict[str, object]:
        """What stands in the form."""
        return {
            "client": self.client.contact_id,
            **{key: line.text() for key, line in self._texts().items()},
            "text": self.text.toPlainText(),
            "urgency": self.urgency.value(),
            "how": self.how.value(),
        }

    # typing

    def _watch(self) -> None:
        for line in self._texts().values():
            line.textChanged.connect(lambda _text: self._on_typed())
            line.too_long.connect(lambda text: self._tell(text, "bad"))
        self.text.textChanged.connect(self._on_typed)
        self.urgency.picked.connect(lambda _value: self._on_typed())
        self.how.picked.connect(lambda _value: self._on_typed())
        self.client.chosen.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        self._on_typed()
        self.subject.setFocus()

    def _on_typed(self) -> None:
        self._timer.start()
        for line in (*self._texts().values(), self.client.line):
            set_flag(line, "wrong", False)
        self.notice.hide()
        self._look()

    def _look(self) -> None:
        """What is understood of the two days."""
        for told, understood in ((self.received_told, self._received), (self.promised_told, self._promised)):
            try:
                day = understood()
            except Problem:
                told.setText(_("not a day yet"))
                set_role(told, "warn")
            else:
                told.setText(shown(date.fromisoformat(day), self.desk.today()) if day else "")
                set_role(told, "muted")

    def _received(self) -> str:
        text = self.received.text().strip()
        found = understood_past(text, self.desk.today()) if text else self.desk.today()
        if found is None:
            raise Problem(_("“{text}” is not a day.").format(text=text), _("Write for example yesterday, Mon or 12/4."))
        return found.isoformat()

    def _promised(self) -> str:
        text = self.promised.text().strip()
        if not text or (self.row is not None and text == self._start["promised"]):
            before = self.row.promised_on if self.row is not None and text else None
            return before.isoformat() if before else ""  # a promise of the past stays while nobody changes it
        return when.understood(text, self.desk.today())[0].isoformat()

    def _keep_draft(self) -> None:
        values = self.values()
        is_typed = values != self._start
        self.desk.keep(drafts.keep, self._draft, json.dumps(values, ensure_ascii=False) if is_typed else None)

    # ending

    def keep(self) -> None:
        """Keep the request; what can't be is said, and what was typed stays."""
        if not self.client.take():
            self._refuse(self.client.line, _("Whose request is it? Type a name and choose the client in the list."))
            return
        wrong: LineEdit = self.received
        try:
            received = self._received()
            wrong = self.promised
            promised = self._promised()
            wrong = self.promised if self.subject.text().strip() else self.subject
            key = self._write(received, promised)
        except Problem as problem:
            self._refuse(wrong, str(problem))
            return
        self._timer.stop()
        self.desk.keep(drafts.keep, self._draft, None)
        self.kept.emit(key)
        self.accept()

    def _write(self, received: str, promised: str) -> int:
        asked = edits.Asked(
            subject=self.subject.text(),
            received_on=received,
            text=self.text.toPlainText(),
            urgency=self.urgency.value(),
            received_how=self.how.value(),
            promised_on=promised,
            owner=self.owner.text(),
            product=self.product.text(),
        )
        if self.row is None:
            return self.desk.do(_("Open a request"), edits.begin, self.client.contact_id, asked)
        self.desk.do(_("Change a request"), edits.change, self.row.id, asked)
        return self.row.id

    def _refuse(self, line: LineEdit, why: str) -> None:
        set_flag(line, "wrong", True)
        line.setFocus()
        self._tell(why, "bad")

    def _tell(self, text: str, role: str) -> None:
        self.notice.setText(text)
        set_role(self.notice, role)
        self.notice.show()

    def clear(self) -> None:
        """What stands in the request again, or nothing; the draft goes."""
        self._put(self._start)
        self._timer.stop()
        self.desk.keep(drafts.keep, self._draft, None)
        self.notice.hide()
        (self.subject if self.client.contact_id else self.client.line).setFocus()

    def reject(self) -> None:
        """Leave; what was typed is kept for the next time."""
        self._timer.stop()
        self._keep_draft()
        if self.values() != self._start:
            self.desk.say(_("What was typed is kept for the next time."))
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)
