"""Importing an address book on one screen: what was found, what will happen, done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.rules import split_tags
from petitcrm.features.imports import command, plan
from petitcrm.features.imports import queries as steps
from petitcrm.features.imports.chosen import Chosen
from petitcrm.features.imports.plan import Given
from petitcrm.features.imports.reading import Source, open_file
from petitcrm.features.imports.report import Report, save_refused
from petitcrm.store.store import Store
from petitcrm.ui.actions import action
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.small import button

FORMATS = "vCard (.vcf) · CSV (.csv, .txt)"


@dataclass(frozen=True)
class _Failed:
    """A problem met in the background, to be said on the page."""

    problem: Problem


class ImportPage(Page):
    """Empty, chosen, done: three faces of one screen."""

    tables = frozenset({"contact", "tier"})
    show_contacts = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self._turn = 0
        self._step = 0
        self._planning = False
        self._waiting: Callable[[], object] | None = None
        self.report: Report | None = None
        self.start = _Start(self.choose)
        self.chosen = Chosen(self.choose, self.run_import, self.save_refused)
        self.result = _Result(self.show_contacts.emit, self.begin_again, self.save_refused)
        self.stack = QStackedWidget()
        for face in (self.start, self.chosen, self.result):
            self.stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.chosen.changed.connect(self._plan_soon)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(250)
        self._soon.timeout.connect(self._plan)
        desk.working.connect(self._on_working)
        self.bind_actions()

    def reload(self) -> None:
        self.chosen.offer_tiers(self.desk.read(queries.tiers))
        face = self.stack.currentWidget()
        if not self.chosen.isEnabled():  # an import is under way
            return
        if face is self.chosen:
            self._plan_soon()
        elif face is self.result and not self.desk.read(steps.is_done, self._step):
            self.begin_again()  # the import was taken back: its result is no longer true

    def focus_first(self) -> None:
        face = self.stack.currentWidget()
        if isinstance(face, _Start | _Result):
            face.primary.setFocus()
        else:
            self.chosen.focus_first()

    # choosing files

    @action(mark("Choose an address book…"), "Ctrl+O", "file", "import")
    def choose(self) -> None:
        kinds = ";;".join([_("Address books") + " (*.vcf *.vcard *.csv *.txt *.tsv *.tab)", _("All files") + " (*)"])
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose an address book"), "", kinds)
        if names:
            self.open_files([Path(name) for name in names])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Look into these files and show what they hold."""
        wanted = list(paths)

        def job(store: Store, _progress: Progress) -> list[Source] | _Failed:
            try:
                return [open_file(path, command.home(store)) for path in wanted]
            except Problem as problem:
                return _Failed(problem)

        self._work(_("Reading the file"), job, self._opened)

    def _opened(self, found: list[Source] | _Failed) -> None:
        if isinstance(found, _Failed):
            self.say_problem(found.problem)
            return
        self.start.say("")
        self.chosen.show_sources(found)
        self.chosen.offer_tiers(self.desk.read(queries.tiers))
        self.stack.setCurrentWidget(self.chosen)
        self.chosen.focus_first()
        self._plan()

    def say_problem(self, problem: Problem) -> None:
        """On the page, beside the choice of another file; what was chosen and typed before stays."""
        face = self.chosen if self.stack.currentWidget() is self.chosen else self.start
        self.stack.setCurrentWidget(face)
        face.say(str(problem))

    def begin_again(self) -> None:
        self.start.say("")
        self.stack.setCurrentWidget(self.start)
        self.start.primary.setFocus()

    # what will happen

    def _plan_soon(self) -> None:
        self._turn += 1
        self.chosen.show_waiting()
        self._soon.start()

    def _plan(self) -> None:
        self._soon.stop()
        self._turn += 1
        turn = self._turn
        self._planning = True
        self.chosen.show_waiting()
        sources, given = self._sources(), self.given()

        def job(store: Store, progress: Progress) -> Report | _Failed | None:
            try:
                go_on = lambda done, total: progress(done, total) and turn == self._turn  # noqa: E731
                return store.read(plan.foretell, command.books(sources), given, progress=go_on)
            except Cancelled:
                return None  # another choice was made meanwhile
            except Problem as problem:
                return _Failed(problem)

        self._work(_("Comparing with your contacts"), job, lambda found: self._planned(turn, found))

    def _planned(self, turn: int, found: Report | _Failed | None) -> None:
        self._planning = False
        if isinstance(found, _Failed):
            self.say_problem(found.problem)
        elif turn != self._turn:
            self._soon.start()
        elif found is not None:
            self.report = found
            self.chosen.show_report(found)

    def _sources(self) -> list[Source]:
        return [replace(source, mapping=list(source.mapping)) for source in self.chosen.sources]

    def given(self) -> Given:
        """What is given to every contact of the import."""
        chosen = self.chosen
        return Given(tuple(split_tags(chosen.tags.text())), chosen.source.text().strip(), chosen.tier.value())

    # doing it

    @action(mark("Import now"), "Ctrl+Return", "file", "check")
    def run_import(self) -> None:
        if self.stack.currentWidget() is not self.chosen or not self.chosen.primary.isEnabled():
            return
        sources, given = self._sources(), self.given()

        def job(store: Store, progress: Progress) -> Report | _Failed:
            try:
                return command.write(store, sources, given, progress)
            except Problem as problem:
                return _Failed(problem)

        self.chosen.setEnabled(False)
        self._work(_("Importing"), job, self._imported)

    def _imported(self, found: Report | _Failed) -> None:
        self.chosen.setEnabled(True)
        if isinstance(found, _Failed):
            self.say_problem(found.problem)
            return
        self.report = found
        self._step = self.desk.read(steps.last_step)
        self.result.show_report(found)
        self.stack.setCurrentWidget(self.result)
        self.result.primary.setFocus()
        self.desk.say(told(found))

    def save_refused(self) -> None:
        if self.report is None or not self.report.refusals:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the refused lines"), _("refused lines") + ".csv", "CSV (*.csv)"
        )
        if name:
            self.save_refused_to(Path(name))

    def save_refused_to(self, path: Path) -> None:
        assert self.report is not None
        try:
            save_refused(path, self.report.refusals)
        except Problem as problem:
            self.desk.problem.emit(problem)
        else:
            self.desk.say(_("Refused lines saved: {path}").format(path=path))

    # the one worker

    def _work(self, title: str, job: Callable[[Store, Progress], Any], then: Callable[[Any], None]) -> None:
        """Now, or when what is under way has ended."""
        if self.desk.is_working:
            self._waiting = lambda: self._work(title, job, then)
        else:
            self.desk.work(title, job, then)

    def _on_working(self, work: QObject | None) -> None:
        if work is None:
            QTimer.singleShot(0, self._after_work)

    def _after_work(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()
        elif not self.desk.is_working and not self._soon.isActive():
            if self._planning or not self.chosen.isEnabled():  # it was cancelled
                self._planning = False
                self.chosen.setEnabled(True)
            self.chosen.end_waiting()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]:
            event.acceptProposedAction()
            self.open_files(paths)


def told(report: Report) -> str:
    """The result in one line."""
    parts = [ngettext("{n} created", "{n} created", report.created).format(n=report.created)]
    if report.merged:
        parts.append(ngettext("{n} already known", "{n} already known", report.merged).format(n=report.merged))
    if report.refused:
        parts.append(ngettext("{n} refused", "{n} refused", report.refused).format(n=report.refused))
    return " · ".join(parts)


class _Face(QWidget):
    """A sentence and its buttons, in the middle of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.setSpacing(12)

    def line(self, text: str, role: str, width: int = 520) -> Any:
        made = label(text, role, wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setFixedWidth(width)
        self.column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def put(self, widget: QWidget) -> None:
        self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)


class _Start(_Face):
    """Nothing chosen yet."""

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self.line(_("Bring your contacts from a phone, a mail program, a spreadsheet or another CRM."), "")
        self.problem = self.line("", "bad")
        self.primary = button(_("Choose a file…"), choose, primary=True)
        self.put(self.primary)
        self.line(_("Or drop one or several files here.") + "\n" + FORMATS, "muted")
        self.say("")

    def say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class _Result(_Face):
    """What was done."""

    def __init__(self, show: Callable[[], object], again: Callable[[], object], save: Callable[[], object]) -> None:
        super().__init__()
        self.title = self.line("", "title")
        self.text = self.line("", "muted")
        self.primary = button(_("Show the contacts"), show, primary=True)
        self.again = button(_("Import another file"), again)
        self.save = button(_("Save the refused lines…"), save, quiet=True)
        for widget in (self.primary, self.again, self.save):
            self.put(widget)

    def show_report(self, report: Report) -> None:
        n = report.created
        self.title.setText(ngettext("{n} contact imported", "{n} contacts imported", n).format(n=n))
        self.text.setText(told(report) + "\n" + _("One undo (Ctrl+Z) takes the whole import back."))
        self.save.setVisible(bool(report.refusals))
