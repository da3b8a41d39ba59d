"""Requests: what clients wait for, what matters most first; a list or a board, each request in full beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.requests import lines, queries, rules
from petitcrm.features.requests.board import Board
from petitcrm.features.requests.detail import RequestDetail
from petitcrm.features.requests.foot import TimesFoot
from petitcrm.features.requests.form import RequestForm
from petitcrm.features.requests.painting import RequestDelegate
from petitcrm.features.requests.panels import ANSWERS, AnswerPanel, ClosePanel
from petitcrm.features.requests.queries import RequestRow
from petitcrm.store.connection import Reader
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.flow import Flow
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import Empty, button, hairline

if TYPE_CHECKING:
    from petitcrm.features.history import edits as history
    from petitcrm.features.requests import edits
else:
    history = Late("petitcrm.features.history.edits")
    edits = Late("petitcrm.features.requests.edits")

SEARCH_AFTER = 60  # milliseconds


def _every_weekday(_reader: Reader) -> WorkCalendar:
    return WorkCalendar()


class RequestsPage(Page):
    """Left the requests as a list or a board, right the one chosen."""

    tables = CARD_TABLES | {"customer_request", "request_answer"}
    open_contact = Signal(int)

    def __init__(self, desk: Desk, calendar: Callable[[Reader], WorkCalendar] = _every_weekday) -> None:
        """`calendar` answers which days are worked, for the day of a satisfaction call."""
        super().__init__(desk)
        self._calendar = calendar
        self._rows: dict[int, RequestRow] = {}
        self._current = 0
        self.title = label(_("Requests"), "title")
        self.count = label("", "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter: words, client, product"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.board_chip = self._chip(_("Board (B)"), self._show_shape)
        self.closed_chip = self._chip(_("Closed too (T)"), self.reload)
        self.model = RowsModel(self._fetch, lambda row: lines.in_a_line(row, desk.today()))
        self.list = RowsView(self.model)
        self.list.show_with(RequestDelegate(self.list, desk.today))
        self.list.setAccessibleName(_("Requests"))
        self.board = Board(desk)
        self.detail = RequestDetail(desk)
        self.foot = TimesFoot()
        self.first_new = button(_("New request (N)"), self.new, primary=True)
        self.show_all = button(_("Show all"), self._clear_filter)
        self.none = Empty(
            _("No open request. Note here what a client asks for or complains of, and by when you promised an answer."),
            self.first_new,
        )
        self.nothing = Empty("", self.show_all)
        self.shapes = QStackedWidget()
        for shape in (self.list, self.board, self.none, self.nothing):
            self.shapes.addWidget(shape)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER)
        self._timer.timeout.connect(self.reload)
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self.focus_first)
        self.list.current_changed.connect(self._on_current)
        for view in (self.list, *self.board.views):
            view.activated.connect(lambda _index: self.edit())
        self.board.current_changed.connect(self._on_current)
        self.detail.open_contact.connect(self.open_contact)
        self.bind_actions()

    def _chip(self, words: str, run: Callable[[], object]) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("chip", True)
        made.setCheckable(True)
        made.toggled.connect(lambda _on: run())
        return made

    def _lay_out(self) -> None:
        left, column = left_half(360)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(button(_("New (N)"), self.new, quiet=True, icon_name="add"))
        head.addLayout(top)
        head.addWidget(self.count)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        row.addWidget(self.board_chip)
        row.addWidget(self.closed_chip)
        head.addLayout(row)
        column.addLayout(head)
        column.addWidget(self.shapes, 1)
        column.addWidget(self.foot)
        self.splitter = halves(left, self._right(), at=470)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _right(self) -> QWidget:
        right = QWidget()
        right.setObjectName("surface")
        right.setMinimumWidth(320)
        self.answer_button = button(_("Answer (R)"), self.answer, primary=True)
        self.wait_button = button(_("Waits (A)"), self.wait)
        self.close_button = button(_("Close (C)"), self.close_request)
        self.reopen_button = button(_("Open again (O)"), self.reopen)
        self.edit_button = button(_("Change (M)"), self.edit, quiet=True)
        self.buttons = QWidget()
        row = Flow(gap=8)
        around = QVBoxLayout(self.buttons)
        around.setContentsMargins(24, 10, 16, 10)
        around.addLayout(row)
        for one in (
            self.answer_button,
            self.wait_button,
            self.close_button,
            self.reopen_button,
            self.edit_button,
        ):
            row.addWidget(one)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.detail, 1)
        column.addWidget(hairline())
        column.addWidget(self.buttons)
        return right

    # showing

    def _fetch(self, ids: Sequence[int]) -> list[RequestRow | None]:
        return [self._rows.get(one) for one in ids]

    def reload(self) -> None:
        """Read the requests again; the one in view stays in view where it can."""
        self._timer.stop()
        if self.desk.is_over:
            return
        today = self.desk.today()
        everything = self.desk.read(queries.requests, today, everything=True)
        is_board = self.board_chip.isChecked()
        in_view = (
            everything if self.closed_chip.isChecked() or is_board else [r for r in everything if r.state != "done"]
        )
        found = lines.matching(in_view, self.search.text())
        self._rows = {row.id: row for row in found}
        self.count.setText(lines.counts(everything))
        self.foot.show_times(queries.times_of(everything, today))
        self.foot.setVisible(bool(everything))
        before, at = self._current, self.list.currentIndex().row()
        self.list.show_ids(array("q", self._rows))
        self.board.show_rows(found, today)
        self.closed_chip.setEnabled(not is_board)
        self._show_place(len(everything), len(in_view))
        if before not in self._rows:
            before = self.model.ids[min(max(at, 0), len(self._rows) - 1)] if self._rows else 0
        self._choose(before)

    def _show_place(self, count: int, in_view: int) -> None:
        """The list, the board, or what an empty place says."""
        is_board = self.board_chip.isChecked()
        if self._rows:
            self.shapes.setCurrentWidget(self.board if is_board else self.list)
        elif in_view:
            told = _("No request says “{text}”.").format(text=self.search.text().strip()[:80])
            self.nothing.sentence.setText(told)
            self.shapes.setCurrentWidget(self.nothing)
        else:
            self.shapes.setCurrentWidget(self.none)
        self.search.setEnabled(bool(count))

    def _show_shape(self) -> None:
        """A board needs the width that a list leaves to the request."""
        whole = sum(self.splitter.sizes()) or 1112
        wide = 720 if self.board_chip.isChecked() else 470
        self.splitter.setSizes([wide, max(320, whole - wide)])
        self.reload()
        self.focus_first()

    def _clear_filter(self) -> None:
        self.search.clear()
        self.reload()
        self.focus_first()

    def _choose(self, request_id: int) -> None:
        """Make a request the current one wherever it stands."""
        self._current = request_id if request_id in self._rows else 0
        place = self.model.place_of(request_id)
        if place >= 0:
            self.list.select(place)
            self.list.scrollTo(self.model.index(place, 0))
        self.board.choose(request_id)
        self._show_current()

    def _on_current(self, request_id: int) -> None:
        if request_id and request_id in self._rows and request_id != self._current:
            self._choose(request_id)

    def _show_current(self) -> None:
        row = self.current()
        self.detail.show_request(row)
        self.detail.none.sentence.setVisible(bool(self._rows))  # with nothing to choose, the left says what to do
        self.buttons.setVisible(row is not None)
        is_done = row is not None and row.state == "done"
        for one in (self.answer_button, self.close_button):
            one.setVisible(not is_done)
        self.wait_button.setVisible(row is not None and row.state == "open")
        self.reopen_button.setVisible(row is not None and row.state != "open")

    def current(self) -> RequestRow | None:
        return self._rows.get(self._current)

    def current_contact(self) -> int:
        """The client of the request in view."""
        row = self.current()
        return row.contact_id if row else 0

    def show_request(self, request_id: int) -> None:
        """Show one request, also where the filter or its being closed hid it."""
        self.refresh()
        if request_id not in self._rows:
            self.search.clear()
            row = self.desk.read(queries.one, request_id, self.desk.today())
            if row is None:
                self.desk.say(_("This request is gone."))
                return
            if row.state == "done" and not self.board_chip.isChecked():
                self.closed_chip.setChecked(True)
            self.reload()
        self._choose(request_id)
        self.focus_first()

    def focus_first(self) -> None:
        if self.shapes.currentWidget() is self.board:
            self.board.focus_current()
        elif self.shapes.currentWidget() is self.list:
            self.list.setFocus()
        else:
            (self.first_new if self.shapes.currentWidget() is self.none else self.show_all).setFocus()

    # doing

    def begin_new(self, contact_id: int = 0) -> None:
        """The form of a new request, of a contact or of who is chosen in it."""
        self._open_form(RequestForm(self, self.desk, contact_id=contact_id))

    def _open_form(self, form: RequestForm) -> None:
        form.kept.connect(self.show_request)
        form.finished.connect(lambda _result: self.focus_first())
        form.open()

    @action(mark("New request…"), "N", "contact", "add", everywhere=False)
    def new(self) -> None:
        self.begin_new()

    @action(mark("Change the request…"), "M", "contact", "note", everywhere=False)
    def edit(self) -> None:
        if (row := self.current()) is not None:
            self._open_form(RequestForm(self, self.desk, row))

    @action(mark("Answer the request…"), "R", "contact", "mail", everywhere=False)
    def answer(self) -> None:
        """A line of what was answered becomes an exchange with the client."""
        if (row := self.current()) is None:
            return
        kind = row.received_how if row.received_how in ANSWERS else "call"
        panel = AnswerPanel(self, row.subject, kind, lambda how, text: self._keep_answer(row, how, text))
        panel.open_under(self.answer_button)

    def _keep_answer(self, row: RequestRow, kind: str, text: str) -> str:
        if not text.strip():
            return _("Say in a few words what was answered.")
        outcome = "reached" if kind == "call" else ""
        exchange = history.Exchange(kind, self.desk.today().isoformat(), outcome=outcome, text=text)
        try:
            self.desk.do(_("Answer a request"), edits.answer, row.id, exchange)
        except Problem as problem:
            return str(problem)
        self.desk.say(_("Answered: {subject}").format(subject=row.subject))
        return ""

    @action(mark("The request waits for the client"), "A", "contact", "clock", everywhere=False)
    def wait(self) -> None:
        self._put("waiting", _("Waits for the client: {subject}"))

    @action(mark("Open the request again"), "O", "contact", "undo", everywhere=False)
    def reopen(self) -> None:
        self._put("open", _("Open again: {subject}"))

    def _put(self, state: str, told: str) -> None:
        row = self.current()
        if row is None or row.state == state:
            return
        if self.desk.try_to(_("Change a request"), edits.put, row.id, state, self.desk.today()):
            self.desk.say(told.format(subject=row.subject))

    @action(mark("Close the request…"), "C", "contact", "check", everywhere=False)
    def close_request(self) -> None:
        """Closed; a call that asks whether the answer was good is proposed."""
        row = self.current()
        if row is None or row.state == "done":
            return
        today = self.desk.today()
        proposed = rules.satisfaction_call(today, self.desk.read(self._calendar))
        panel = ClosePanel(self, row.subject, proposed, today, lambda day, at: self._close(row, day, at))
        panel.open_under(self.answer_button)

    def _close(self, row: RequestRow, day: str, at: str) -> bool:
        if not self.desk.try_to(_("Close a request"), edits.close, row.id, self.desk.today(), day, at):
            return False
        told = _("Closed, with a satisfaction call: {subject}") if day else _("Closed: {subject}")
        self.desk.say(told.format(subject=row.subject))
        return True

    @action(mark("Remove the request"), "Del", "contact", "trash", everywhere=False)
    def remove(self) -> None:
        """As one made by mistake; Undo brings it back."""
        row = self.current()
        if row is not None and self.desk.try_to(_("Remove a request"), edits.remove, row.id):
            self.desk.say(_("Removed: {subject}").format(subject=row.subject))

    @action(mark("Open the card"), "Ctrl+Return", "contact", "contacts")
    def open_card(self) -> None:
        if self.current_contact():
            self.open_contact.emit(self.current_contact())

    @action(mark("Board or list of requests"), "B", "view", "columns", everywhere=False)
    def turn_board(self) -> None:
        self.board_chip.toggle()

    @action(mark("Closed requests too"), "T", "view", "check", everywhere=False)
    def turn_closed(self) -> None:
        if self.closed_chip.isEnabled():
            self.closed_chip.toggle()

    @action(mark("Filter the requests"), "Ctrl+F", "edit", "search")
    def narrow(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
