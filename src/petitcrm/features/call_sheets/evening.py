"""The evening grid: what came back on the call sheet is keyed in, row by row, and noted in one step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.dates import shown, typed, written
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.call_sheets import grid, queries
from petitcrm.features.call_sheets.evening_row import EveningRow, in_columns
from petitcrm.features.call_sheets.grid import CODE, FOLLOWING, LETTER, NOTE, Call, Row
from petitcrm.features.calls.outcomes import OUTCOME_LETTERS, OUTCOME_WORDS
from petitcrm.features.calls.queries import after_reached
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import DRAFT_AFTER, LineEdit
from petitcrm.ui.widgets.small import button, hairline

if TYPE_CHECKING:
    from petitcrm.features.call_sheets import edits
else:
    edits = Late("petitcrm.features.call_sheets.edits")

SIZE = (1120, 640)
DRAFT = "call_sheet"
SCROLL_BAR = 12
# After the letter: the cells that a call of that outcome still needs.
NEEDED = {"reached": (NOTE, FOLLOWING), "message_left": (NOTE,), "refused": (NOTE,)}


class EveningDialog(QDialog):
    """Enter goes to the next cell that is needed, Escape leaves and keeps what is typed for the next time."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(_("Key in the call sheet"))
        self.resize(*SIZE)
        self.rows: list[EveningRow] = []
        self._proposed: dict[tuple[int, date], date | None] = {}
        self.day = LineEdit(40)
        self.day.setFixedWidth(130)
        self.day.setPlaceholderText(_("yesterday, Mon, 12/4"))
        self.day.setAccessibleName(_("Day of the sheet"))
        self.day_means = label("", "muted")
        self.count = label("", "muted")
        self.told = label("", "bad", wrap=True)
        self.told.hide()
        self.keep_button = button(_("Keep (Ctrl+Enter)"), self.keep, primary=True)
        self.leave_button = button(_("Leave (Esc)"), self.reject)
        for made in (self.keep_button, self.leave_button):
            made.setAutoDefault(False)
        self._lay_out()
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_AFTER)
        self._draft.timeout.connect(self._keep_draft)
        self._fill()
        self.day.textEdited.connect(lambda _text: self._on_typed())
        self.day.returnPressed.connect(self._focus_first_empty)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.keep)
        self._focus_first_empty()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 20, 0)
        head.setSpacing(8)
        head.addWidget(label(_("Sheet of"), "muted"))
        head.addWidget(self.day)
        head.addWidget(self.day_means)
        head.addStretch(1)
        letters = " · ".join(f"{letter} {_(OUTCOME_WORDS[one]).lower()}" for one, letter in OUTCOME_LETTERS.items())
        head.addWidget(label(letters, "muted"))
        names = [
            label(words, "section")
            for words in ("", _("Code"), "", _("Name"), _("Result"), _("What was said"), _("Next call"), "")
        ]
        self.columns = in_columns(names)
        self.columns.setContentsMargins(20, 4, 20, 0)
        held = QWidget()
        self.held = QVBoxLayout(held)
        self.held.setContentsMargins(20, 8, 20, 8)
        self.held.setSpacing(4)
        self.held.addStretch(1)
        self.ground = QScrollArea()
        self.ground.setWidget(held)
        self.ground.setWidgetResizable(True)
        self.ground.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: self.columns.setContentsMargins(20, 4, 20 + (SCROLL_BAR if most else 0), 0)
        )
        self.ground.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ground.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.count)
        foot.addWidget(self.told, 1)
        foot.addStretch(0)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self.columns)
        column.addWidget(hairline())
        column.addWidget(self.ground, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    # rows

    def _fill(self) -> None:
        """What was typed and not kept stands there again; otherwise the sheet is today's, and empty."""
        kept = self.desk.read(drafts.kept, DRAFT).get(DRAFT)
        found: dict[str, Any] = json.loads(kept) if kept else {}
        self.day.setText(typed(str(found.get("day") or self.desk.today().isoformat())))
        for texts in found.get("rows", ()):
            self._add_row().put(texts)
        for row in self.rows:
            row.touched.update(row.cells)
        self._settle()

    def _add_row(self) -> EveningRow:
        row = EveningRow(len(self.rows) + 1)
        self.rows.append(row)
        self.held.insertWidget(self.held.count() - 1, row)
        row.changed.connect(self._on_typed)
        row.entered.connect(lambda cell, row=row: self._go_on(row, cell))
        row.moved.connect(lambda cell, step, row=row: self._move(row, cell, step))
        return row

    def _on_typed(self) -> None:
        self.told.hide()
        self._settle()
        self._draft.start()

    def _day(self) -> date:
        return grid.day_of(self.day.text(), self.desk.today())

    def _settle(self) -> None:
        """Every row shows what it means; an empty one waits at the end."""
        if not self.rows or not self.rows[-1].typed().is_empty:
            self._add_row()
        today = self.desk.today()
        try:
            day = self._day()
        except Problem as problem:
            day = today
            self._show_day(str(problem), "bad")
        else:
            self._show_day(written(day), "muted")
        rows = [row.typed() for row in self.rows]
        ids = {key for one in rows if (key := one.contact_id) is not None}
        known = self.desk.read(queries.known, sorted(ids), day)
        found = grid.read(rows, known, day, today)
        for row, meant in zip(self.rows, found, strict=True):
            row.show_row(meant, self._proposed_for(meant, day), today)
        n = sum(one.call is not None for one in found)
        self.count.setText(ngettext("{n} call", "{n} calls", n).format(n=n) if n else "")

    def _show_day(self, text: str, role: str) -> None:
        self.day_means.setText(text)
        set_role(self.day_means, role)

    def _proposed_for(self, row: Row, day: date) -> date | None:
        if row.who is None or row.outcome != "reached":
            return None
        key = (row.who.contact_id, day)
        if key not in self._proposed:
            self._proposed[key] = self.desk.read(after_reached, *key)
        return self._proposed[key]

    # keys

    def _go_on(self, row: EveningRow, cell: str) -> None:
        """Enter: to the next cell that is needed; where this one is not right, it stays."""
        if cell in row.row.wrong or row.typed().is_empty:
            row.focus_on(cell)
            return
        order = (CODE, LETTER, *NEEDED.get(row.row.outcome, ()))
        later = order[order.index(cell) + 1 :] if cell in order else ()
        if later:
            self._focus(row, later[0])
        else:
            self._focus(self.rows[self.rows.index(row) + 1], CODE)

    def _move(self, row: EveningRow, cell: str, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self._focus(self.rows[at], cell)

    def _focus(self, row: EveningRow, cell: str) -> None:
        row.focus_on(cell)
        QTimer.singleShot(0, row, lambda: self.ground.ensureWidgetVisible(row, 0, 24))  # once it has its place

    def _focus_first_empty(self) -> None:
        self._focus(next(row for row in self.rows if row.typed().is_empty), CODE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # Enter goes from cell to cell; it closes nothing
        else:
            super().keyPressEvent(event)

    # keeping

    def keep(self) -> None:
        """Note every call of the sheet, or say which row is not right and note nothing."""
        self._settle()
        try:
            day = self._day()
        except Problem as problem:
            self._tell(str(problem))
            self.day.setFocus()
            return
        for row in self.rows:
            row.touched.update(row.cells)
            row.tell()
        wrong = [row for row in self.rows if row.row.wrong]
        if wrong:
            self._tell_wrong(wrong)
            return
        calls = [row.row.call for row in self.rows if row.row.call is not None]
        if not calls:
            self._tell(_("There is no call to note yet."))
            return
        self._note(calls, day)

    def _note(self, calls: Sequence[Call], day: date) -> None:
        n, today = len(calls), self.desk.today()
        title = ngettext("{n} call of the sheet of {day}", "{n} calls of the sheet of {day}", n)
        try:
            self.desk.do(title.format(n=n, day=shown(day, today)), edits.log, calls, day, today)
        except Problem as problem:
            self._tell(str(problem))
            return
        self.desk.say(in_words(calls))
        self.accept()

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()

    def _tell_wrong(self, wrong: Sequence[EveningRow]) -> None:
        numbers = ", ".join(row.number.text() for row in wrong)
        told = ngettext(
            "Row {rows} is not right yet: nothing was noted.", "Rows {rows} are not right yet: nothing was noted.",
            len(wrong),
        )  # fmt: skip
        self._tell(told.format(rows=numbers))
        self._focus(wrong[0], wrong[0].first_wrong())

    # what is half typed

    def _keep_draft(self) -> None:
        rows = [_texts(row) for row in self.rows if not row.typed().is_empty]
        try:
            day = self._day().isoformat()  # “yesterday” is another day tomorrow
        except Problem:
            day = self.day.text()
        self.desk.keep(drafts.keep, DRAFT, json.dumps({"day": day, "rows": rows}) if rows else None)

    def done(self, result: int) -> None:
        self._draft.stop()
        try:
            if result == QDialog.DialogCode.Accepted:
                self.desk.keep(drafts.keep, DRAFT, None)
            else:
                self._keep_draft()
        except Problem as problem:  # a base for reading only keeps no drafts; the window goes all the same
            self.desk.problem.emit(problem)
        super().done(result)


def _texts(row: EveningRow) -> list[str]:
    return [edit.text() for edit in row.cells.values()]


def in_words(calls: Sequence[Call]) -> str:
    """What was noted: "12 calls noted · 5 reached · 7 no answer"."""
    n = len(calls)
    parts = [ngettext("{n} call noted", "{n} calls noted", n).format(n=n)]
    counts = Counter(one.outcome for one in calls)
    parts.extend(_counted(outcome, counts[outcome]) for outcome in OUTCOME_LETTERS if counts[outcome])
    return " · ".join(parts)


def _counted(outcome: str, n: int) -> str:
    """Where both forms are the same in English a blank tells them apart for the translation."""
    words = {
        "reached": ngettext("{n} reached", "{n} reached ", n),
        "no_answer": ngettext("{n} no answer", "{n} no answer ", n),
        "message_left": ngettext("{n} message left", "{n} messages left", n),
        "busy": ngettext("{n} busy", "{n} busy ", n),
        "wrong_number": ngettext("{n} wrong number", "{n} wrong numbers", n),
        "refused": ngettext("{n} declined", "{n} declined ", n),
    }
    return words[outcome].strip().format(n=n)
