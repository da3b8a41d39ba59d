"""One row of the evening grid: code, whom it means, result, note, next call; below, what is not right with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.call_sheets.grid import CELLS, CODE, FOLLOWING, LETTER, NOTE, Row, Typed
from petitcrm.features.calls.outcomes import OUTCOME_WORDS
from petitcrm.ui.messages import label, set_flag, set_role
from petitcrm.ui.widgets.editing import LineEdit
from petitcrm.ui.widgets.small import Badge, Elided

NUMBER, CODE_WIDTH, TIER, LETTER_WIDTH, RESULT, FOLLOWING_WIDTH, MEANS = 24, 84, 24, 40, 150, 152, 128
HIGH = 30
GAP = 8
NAME_SHARE, NOTE_SHARE = 4, 5


def in_columns(widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Eight widgets beside each other, as wide as their columns: the row of names and the rows below agree."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    widths = (NUMBER, CODE_WIDTH, TIER, 0, RESULT, 0, FOLLOWING_WIDTH, MEANS)
    shares = (0, 0, 0, NAME_SHARE, 0, NOTE_SHARE, 0, 0)
    for widget, width, share in zip(widgets, widths, shares, strict=True):
        if width:
            widget.setFixedWidth(width)
        row.addWidget(widget, share)
    return row


class EveningRow(QWidget):
    """Typed by keys: `entered` says in which cell Enter was pressed, `moved` that an arrow asks for the row above or below."""

    changed = Signal()
    entered = Signal(str)
    moved = Signal(str, int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.row = Row(None, "", None, "", {})
        self.touched: set[str] = set()
        self.number = label(str(number), "muted")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cells: dict[str, QLineEdit] = {
            CODE: LineEdit(20), LETTER: QLineEdit(), NOTE: LineEdit(), FOLLOWING: LineEdit(60),
        }  # fmt: skip
        self.cells[LETTER].setMaxLength(1)
        self.cells[LETTER].setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tier = Badge()
        self.name = Elided("strong")
        self.word = label("", "muted")
        self.means = label("", "muted")
        self.told = label("", "bad", wrap=True)
        self.told.setContentsMargins(NUMBER + GAP, 0, 0, 4)
        self.told.hide()
        self._lay_out(number)
        self.cells[LETTER].textEdited.connect(lambda text: self.cells[LETTER].setText(text.upper()))
        for cell, edit in self.cells.items():
            edit.setFixedHeight(HIGH)
            edit.textEdited.connect(lambda _text: self.changed.emit())
            edit.returnPressed.connect(lambda cell=cell: self._enter(cell))
            edit.installEventFilter(self)

    def _lay_out(self, number: int) -> None:
        cells = self.cells
        self.tier.show_tier("")
        cells[LETTER].setFixedWidth(LETTER_WIDTH)
        tier, result = _held(self.tier), _held(cells[LETTER], self.word)
        row = in_columns((self.number, cells[CODE], tier, self.name, result, cells[NOTE], cells[FOLLOWING], self.means))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.told)
        names = (_("Code, row {n}"), _("Result, row {n}"), _("What was said, row {n}"), _("Next call, row {n}"))
        for cell, words in zip(CELLS, names, strict=True):
            cells[cell].setAccessibleName(words.format(n=number))

    def typed(self) -> Typed:
        return Typed(*(self.cells[cell].text() for cell in CELLS))

    def put(self, texts: Sequence[str]) -> None:
        for cell, text in zip(CELLS, texts, strict=False):
            self.cells[cell].setText(text)

    def focus_on(self, cell: str) -> None:
        self.cells[cell].setFocus()
        self.cells[cell].selectAll()

    def _enter(self, cell: str) -> None:
        self._leave(cell)
        self.entered.emit(cell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            elsewhere = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in elsewhere:
                self._leave(next(cell for cell, edit in self.cells.items() if edit is watched))
        return super().eventFilter(watched, event)

    def _leave(self, cell: str) -> None:
        """What stands in this cell and before it is meant: from now on it is said where it is not right."""
        self.touched.update(CELLS[: CELLS.index(cell) + 1])
        code = self.cells[CODE]
        if code.text() != code.text().upper():
            code.setText(code.text().upper())
        self.cells[NOTE].setCursorPosition(0)  # a long note is read from its beginning
        self.tell()

    def show_row(self, row: Row, proposed: date | None, today: date) -> None:
        """What the row means. `proposed` is the next call that the cadence makes of a contact that was reached."""
        self.row = row
        self.name.show_text(row.who.name if row.who else "")
        self.tier.show_tier(row.who.tier if row.who else "")
        self.word.setText(_(OUTCOME_WORDS[row.outcome]) if row.outcome else "")
        is_open = row.who is not None and bool(row.outcome)
        self.cells[FOLLOWING].setPlaceholderText(_("by cadence") if is_open else "")
        day = row.following or (None if FOLLOWING in row.wrong else proposed)
        self.means.setText(" ".join(part for part in (shown(day, today) if day else "", row.at) if part))
        self.tell()

    def tell(self) -> None:
        """Say what is not right, of the cells that are meant as they stand."""
        said = [why for cell, why in self.row.wrong.items() if self._is_meant(cell)]
        for cell, edit in self.cells.items():
            set_flag(edit, "wrong", cell in self.row.wrong and self._is_meant(cell))
        self.told.setText(" ".join(said) or self.row.doubt)
        set_role(self.told, "bad" if said else "warn")
        self.told.setVisible(bool(said or self.row.doubt))

    def _is_meant(self, cell: str) -> bool:
        complete = (cell == CODE and self.row.who is not None) or (cell == LETTER and bool(self.cells[LETTER].text()))
        return complete or cell in self.touched

    def first_wrong(self) -> str:
        """The first cell that is not right, "" where all are."""
        return next((cell for cell in CELLS if cell in self.row.wrong), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        cell = next((cell for cell, edit in self.cells.items() if edit.hasFocus()), "")
        if step and cell:
            self.moved.emit(cell, step)
        else:
            super().keyPressEvent(event)


def _held(*widgets: QWidget) -> QWidget:
    """Widgets in one column, which keeps its width where one of them is hidden."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget)
    return place
