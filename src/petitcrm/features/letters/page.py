"""Letters: who, what, and beside it each letter as it will be printed; printed or saved, they are in the history."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.dates import shown, understood
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters import mailing, postage, queries, settings, text_files
from petitcrm.features.letters.addressees import FEW_LINES, LINES, Addressees, flush
from petitcrm.features.letters.cost_part import CostPart
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.editor import Editor, Picker
from petitcrm.features.letters.grouping import grouped
from petitcrm.features.letters.joining import COMPANY, ORDER, PER, PERSON
from petitcrm.features.letters.mailing import Composed, Noted, Order
from petitcrm.features.letters.preview import Preview
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.window_list import WindowList
from petitcrm.features.letters.windows import PRESETS, by_id
from petitcrm.store import drafts
from petitcrm.store.store import Store
from petitcrm.ui.actions import action
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag, tip
from petitcrm.ui.page import Page
from petitcrm.ui.printing import Pages, choose_printer, chosen_pages, print_pages
from petitcrm.ui.widgets.small import Empty, button, hairline

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEFT = 388
PREVIEW_AFTER = 150  # milliseconds after the last key
DRAFT_TEXT, DRAFT_MODEL = "letter:text:", "letter:model"


@dataclass(frozen=True)
class Sheet:
    """The pages of one printed letter."""

    contact_id: int
    name: str
    first: int
    count: int


@dataclass(frozen=True)
class Done:
    """Letters as they were printed: kept with their mailing, shown and printed again from there."""

    mailing_id: int
    title: str
    head: str
    said: str
    pages: Pages
    sheets: Sequence[Sheet]
    is_run: bool = False  # just written here, not looked up in a contact's history


class LettersPage(Page):
    tables = frozenset(
        {"contact", "address", "employment", "consent", "interaction", "tag", "contact_tag", "tier", "setting",
         "letter_model", "mailing", "letter", "customer_request"}
    )  # fmt: skip
    open_contact = Signal(int)
    contacts_wanted = Signal()
    settings_wanted = Signal()
    labels_wanted = Signal(object)  # the ids
    envelopes_wanted = Signal(object)
    emails_wanted = Signal(object, object, object, object)  # the ids, the model, the day, what is noted with them

    def __init__(self, desk: Desk, make_costs: Callable[[Desk], CostPart] | None = None) -> None:
        """`make_costs` makes the part in which costs are typed before the letters are printed."""
        super().__init__(desk)
        self.costs = make_costs(desk) if make_costs else None
        self._ids: list[int] = []
        self._selection = Selection()
        self._language = ""
        self._place = 0
        self._day = desk.today()
        self._noted: Noted | None = None
        self._usual_window = ""
        self._is_text_used = False
        self._done: Done | None = None
        self._warm = threading.Event()
        self._is_warming = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.bind_actions()
        self._settle()

    # widgets

    def _make_widgets(self) -> None:
        self.addressees = Addressees(self.contacts_wanted.emit)
        self.editor = Editor(self._more)
        self.window_choice = Picker(_("Window envelope"))
        self.window_choice.offer([(one.id, _(one.label)) for one in PRESETS])
        self.unfit = WindowList(self.desk)
        self.per, self.sorting = Picker(_("How many letters")), Picker(_("Order of the letters"))
        for picker, choices in ((self.per, PER), (self.sorting, ORDER)):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.setMinimumContentsLength(6)
        self.per.show_value(PERSON)
        self.sorting.show_value("list")
        self.date = QLineEdit()
        self.date.setAccessibleName(_("Date of the letters"))
        tip(self.date, _("As people say it: today, Mon, +3d, 12/4"))
        self.postage = label("", "muted", wrap=True)
        self.sender_said = label(_("No letterhead yet."), "warn", wrap=True)
        self.print_button = button(_("Print…"), self.print_letters, primary=True, icon_name="")
        self.save_button = button(_("Save as PDF…"), self.save_pdf)
        tip(self.print_button, _("Print (Ctrl+P)"))
        tip(self.save_button, _("Save as PDF (Ctrl+S)"))
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.preview = Preview(self._step, self._open_current, self.contacts_wanted.emit)
        self.empty = Empty(
            _("Letters go to the contacts you select: choose some in the list of contacts, then Ctrl+Shift+M."),
            button(_("Choose contacts"), self.contacts_wanted.emit, primary=True),
        )
        self.done_title = label("", "title", wrap=True)
        self.done_said = label("", "muted", wrap=True)

    def _lay_out(self) -> None:
        self.left = QStackedWidget()
        self.left.addWidget(self._compose_column())
        self.left.addWidget(self._done_column())
        panel = QWidget()
        panel.setObjectName("surface")
        panel.setFixedWidth(LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.left, 1)
        column.addWidget(hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        column.addLayout(foot)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(panel)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(splitter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)

    def _compose_column(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._sender_row())
        column.addWidget(self.addressees)
        column.addWidget(self.editor, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (words, widget) in enumerate(((_("Envelope"), self.window_choice), (_("Date"), self.date))):
            grid.addWidget(label(words, "muted"), at, 0)
            grid.addWidget(widget, at, 1)
        how = QHBoxLayout()
        how.setSpacing(8)
        how.addWidget(self.per, 1)
        how.addWidget(self.sorting, 1)
        column.addLayout(grid)
        column.addLayout(how)
        column.addWidget(self.unfit)
        column.addWidget(self.postage)
        if self.costs is not None:
            column.addWidget(self.costs)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _sender_row(self) -> QWidget:
        self.sender_row = QWidget()
        row = QHBoxLayout(self.sender_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sender_said, 1)
        row.addWidget(flush(button(_("Say who you are"), self.settings_wanted.emit, quiet=True)))
        return self.sender_row

    def _done_column(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.done_title)
        column.addWidget(self.done_said)
        for words, wanted in (
            (_("Labels for them…"), self.labels_wanted),
            (_("Envelopes for them…"), self.envelopes_wanted),
        ):
            made = flush(button(words, partial(self._offer_to_those_printed, wanted), quiet=True))
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.back = flush(button(_("Back"), self.leave_printed, quiet=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return inner

    def _offer_to_those_printed(self, wanted: Any) -> None:
        """Labels or envelopes for those whose letters were just printed."""
        if self._done is not None:
            wanted.emit([sheet.contact_id for sheet in self._done.sheets])

    def _connect(self) -> None:
        self.addressees.chosen.connect(self._show_place)
        self.addressees.open_contact.connect(self.open_contact)
        self.addressees.recent_changed.connect(lambda _on: self._choose_again())
        self.editor.changed.connect(self._preview_soon)
        self.editor.picked.connect(self._pick_model)
        self.editor.named.connect(self._keep_model_as)
        self.editor.drafted.connect(self._draft)
        self.unfit.chosen.connect(self._show_place)
        self.window_choice.picked.connect(lambda _value: self._preview_soon())
        self.per.picked.connect(lambda _value: self._choose_again())
        self.sorting.picked.connect(lambda _value: self._choose_again())
        self.date.editingFinished.connect(self._read_date)

    # what is shown

    def choose(
        self, ids: Sequence[int], *, model: str = "", with_recent: bool = False, noted: Noted | None = None
    ) -> None:
        """Write to these contacts: with the model called so, where one is named, and also to those written to recently.

        `noted` runs with the change that notes the letters (mailing.Order).
        """
        self._ids = list(ids)
        self._noted = noted
        self._place = 0
        self._done = None
        self.addressees.recent.setChecked(with_recent)
        self._day = self.desk.today()
        if self._is_text_used:
            self._is_text_used = False
            self.editor.show_model(self.editor.kept)
        self.stale = False
        self.reload()
        if model:
            self._pick_model(model)
        self.focus_first()

    def show_printed(self, letter_id: int) -> None:
        """Show a letter of the history exactly as it was printed."""
        try:
            one = self.desk.read(queries.printed, letter_id)
        except Problem as problem:
            self.desk.problem.emit(problem)
            return
        said = _("As printed on {day}, to {name}.").format(day=shown(one.day), name=one.name)
        sheet = Sheet(one.contact_id, one.name, one.first_page, one.pages)
        self._show_done(Done(one.mailing_id, one.title, one.title, said, Pages(one.pdf), [sheet]))

    def reload(self) -> None:
        if self._done is not None and not self.desk.read(queries.is_mailing, self._done.mailing_id):
            self._done = None
        self.editor.own_fields = [one.label for one in self.desk.read(queries.own_fields)]
        self._show_models()
        usual = self.desk.read(settings.WINDOW.read)
        if usual != self._usual_window:
            self._usual_window = usual
            self.window_choice.show_value(by_id(usual).id)
        if not self.date.hasFocus():
            self.date.setText(shown(self._day))
        self.sender_row.setVisible(not self.desk.read(settings.letterhead).name)
        self._choose_again()

    def _choose_again(self) -> None:
        """Sort the chosen contacts into those written to and those left out."""
        before = self._selection.ids[self._place : self._place + 1] if self._done is None else []
        self._language = self.editor.kept.language
        self._selection = self.desk.read(
            queries.recipients,
            self._ids,
            self._day,
            language=self._language,
            with_recent=self.addressees.recent.isChecked(),
        )
        self._selection = self._shared(self._selection)
        if self._done is None:
            self._place = _place_of(self._selection.ids, before, self._place)
        self.addressees.show_selection(self._selection)
        if self.costs is not None:
            self.costs.show_count(len(self._selection.ids))
        self._settle()
        self._preview_soon(0)

    def _shared(self, selection: Selection) -> Selection:
        """One letter for those who share it, in the order asked for."""
        per = self.per.value()
        employers = self.desk.read(queries.employers, selection.ids) if per == COMPANY else ()
        return grouped(selection, per, self.sorting.value(), self.desk.read(COUNTRY.read), employers)

    def _settle(self) -> None:
        """The right parts stand, the right buttons work."""
        is_done = self._done is not None
        self.stack.setCurrentIndex(1 if self._ids or is_done else 0)
        self.left.setCurrentIndex(1 if is_done else 0)
        if self._done is not None:
            go_back = bool(self._ids) and not self._done.is_run
            self.back.setText(_("Back to the letter being written") if go_back else _("Write other letters"))
            self.done_title.setText(self._done.head)
            self.done_said.setText(self._done.said)
        for one in (self.print_button, self.save_button):
            one.setEnabled(is_done or bool(self._selection.ids))
        self._note("")

    def _note(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def current_id(self) -> int:
        """The contact whose letter is shown, 0 for none."""
        if self._done is not None:
            return self._done.sheets[self._place].contact_id if self._place < len(self._done.sheets) else 0
        return self._selection.ids[self._place] if self._place < len(self._selection.ids) else 0

    def order(self) -> Order:
        """The run as it stands."""
        return Order(
            self._selection,
            self.editor.model(),
            self.desk.read(settings.letterhead),
            by_id(self.window_choice.value()),
            self._day,
            self.desk.read(queries.next_number),
            self.desk.read(queries.is_referenced, len(self._selection.ids)),
            self.costs.name() if self.costs else "",
            self.costs.costs() if self.costs else Costs(),
            self._noted,
        )

    # models and text

    def _show_models(self) -> None:
        known = self.desk.read(queries.models)
        self.editor.offer(known)
        kept = self.desk.read(drafts.kept, DRAFT_MODEL).get(DRAFT_MODEL, "")
        wanted = self.editor.kept.name or kept
        names = [one.name for one in known]
        current = self.desk.read(queries.model, wanted if wanted in names else "")
        if current != self.editor.kept:
            self.editor.show_model(current, self._drafted(current.name))

    def _drafted(self, name: str) -> str | None:
        key = DRAFT_TEXT + name
        return self.desk.read(drafts.kept, key).get(key)

    def _draft(self, name: str, text: str | None) -> None:
        if self.desk.store.read_only:
            return
        try:
            self.desk.keep(drafts.keep, DRAFT_TEXT + name, text)
            self.desk.keep(drafts.keep, DRAFT_MODEL, name)
        except Problem as problem:
            self.desk.problem.emit(problem)

    def _pick_model(self, name: str) -> None:
        self.editor.keep_draft()
        self.editor.name_line.hide()
        self.editor.show_model(self.desk.read(queries.model, name), self._drafted(name))
        if self.editor.kept.language != self._language:
            self._choose_again()

    def _more(self) -> list[tuple[str, Callable[[], object]]]:
        offered: list[tuple[str, Callable[[], object]]] = [(_("Keep this text as my model…"), self.keep_model)]
        offered.append((_("Take the text from a file…"), self.take_text))
        if self.editor.is_changed:
            offered.append((_("Back to the text of the model"), self.reset_text))
        if self.editor.kept.is_own:
            offered.append((_("Delete my model"), self.delete_model))
        return offered

    def _keep_model_as(self, name: str) -> None:
        from petitcrm.features.letters import edits

        model = self.editor.model()
        model.name = name
        old = self.editor.kept.name
        if not self.desk.try_to(_("Keep a letter model"), edits.save_model, model):
            return
        self.editor.name_line.hide()
        self._draft(old, None)
        kept = self.desk.read(queries.model, name.strip())
        self.editor.offer(self.desk.read(queries.models))
        self.editor.show_model(kept)
        self.desk.say(_("Kept as your model “{model}”.").format(model=kept.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.addressees.show_lines(FEW_LINES if self.height() < 800 else LINES)
        super().resizeEvent(event)

    # the preview

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_warming:
            self._is_warming = True
            threading.Thread(target=self._warm_up, name="letters").start()

    def _warm_up(self) -> None:
        try:
            mailing.warm_up()
        finally:
            self._warm.set()

    def _preview_soon(self, after: int = PREVIEW_AFTER) -> None:
        self._timer.start(after)

    def show_preview(self) -> None:
        """Show the current letter as it will be printed."""
        if not self.isVisible():
            return
        if not self._warm.is_set():
            self._timer.start(25)
        elif self._done is not None:
            self._preview_printed(self._done)
        elif self._selection.ids:
            self._preview_written()
        elif self._ids:
            self.preview.show_nothing(_("None of these contacts can be written to; the reasons stand at the left."))

    def _preview_printed(self, done: Done) -> None:
        sheet = done.sheets[self._place]
        self.preview.show_whose(sheet.name, self._place, len(done.sheets))
        self.preview.show_letter(done.pages, sheet.first, sheet.count)
        self.preview.show_problems(())

    def _preview_written(self) -> None:
        selection = self._selection
        self.preview.show_whose(selection.names[self._place], self._place, len(selection.ids))
        self.addressees.show_current(selection.ids[self._place])
        order = self.order()
        self.unfit.look(selection, order.window, order.letterhead.country)
        try:
            pdf, letter = mailing.compose_one(order, self._place)
        except Problem as problem:
            self.preview.show_problems([str(problem)])
            return
        self.preview.show_letter(Pages(pdf), 0, letter.pages)
        tariffs = postage.read(self.desk.read(settings.TARIFFS.read))
        self.postage.setText(postage.in_words(letter.pages, len(selection.ids), tariffs, self._day))
        # what is wrong with the text itself stands beside it; only a sound text says what a recipient lacks
        self.preview.show_problems([] if self.editor.wrong.text() else letter.problems)

    def _show_place(self, place: int) -> None:
        self._place = place
        self._preview_soon(0)

    def _step(self, by: int) -> None:
        total = len(self._done.sheets if self._done is not None else self._selection.ids)
        if 0 <= self._place + by < total:
            self._show_place(self._place + by)

    def _open_current(self) -> None:
        if self.current_id():
            self.open_contact.emit(self.current_id())

    def _read_date(self) -> None:
        day = understood(self.date.text(), self.desk.today())
        set_flag(self.date, "wrong", day is None)
        if day is None:
            self.desk.say(_("“{text}” is not a day. Write for example Mon, +3w, 12/4.").format(text=self.date.text()))
            return
        self.date.setText(shown(day))
        if day != self._day:
            self._day = day
            self._choose_again()

    # printing and saving

    @action(mark("&Print…"), "Ctrl+P", "letter", "print")
    def print_letters(self) -> None:
        if self._done is not None:
            self._print_again(self._done)
        elif self._may_write():
            self._compose(self._ask_and_print)

    @action(mark("&Save as PDF…"), "Ctrl+S", "letter", "export")
    def save_pdf(self) -> None:
        if self._done is None and not self._may_write():
            return
        self.editor.keep_draft()
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), self._file_name(), _("PDF files (*.pdf)"))
        if name:
            self.save_to(Path(name))

    @action(mark("&Next letter"), "Alt+Right,PgDown", "letter", "next")
    def next_letter(self) -> None:
        self._step(1)

    @action(mark("Pre&vious letter"), "Alt+Left,PgUp", "letter", "prev")
    def previous_letter(self) -> None:
        self._step(-1)

    @action(mark("As e-&mails…"), "Ctrl+Shift+E", "letter", "mail")
    def as_emails(self) -> None:
        if self._is_writing():
            self.emails_wanted.emit(self._ids, self.editor.model(), self._day, self._noted)

    @action(mark("Insert a &field…"), "Ctrl+E", "letter")
    def insert_field(self) -> None:
        if self._is_writing():
            self.editor.offer_fields()

    @action(mark("Keep this text as my &model…"), "Ctrl+M", "letter")
    def keep_model(self) -> None:
        if self._is_writing():
            self.editor.name_line.ask(self.editor.kept.name)

    @action(mark("Take the text from a file…"), "", "letter", "import")
    def take_text(self) -> None:
        if self._is_writing():
            kinds = _("Texts") + f" ({text_files.KINDS})"
            name, _kind = QFileDialog.getOpenFileName(self, _("Take the text from a file"), "", kinds)
            if name:
                self.take_text_of(Path(name))

    def take_text_of(self, path: Path) -> None:
        """Put the text of a file in place of what stands there; Back to the text of the model brings that back."""
        self.desk.work(
            _("Take the text from a file"),
            lambda _store, _progress: text_files.read(path),
            self.editor.body.setPlainText,
        )

    @action(mark("Back to the text of the model"), "", "letter")
    def reset_text(self) -> None:
        if self._is_writing():
            self._draft(self.editor.kept.name, None)
            self.editor.show_model(self.editor.kept)

    @action(mark("Delete my model"), "", "letter", "trash")
    def delete_model(self) -> None:
        from petitcrm.features.letters import edits

        kept = self.editor.kept
        if not self._is_writing() or not kept.is_own:
            self.desk.say(_("This model came with the program; only your own can be deleted."))
        elif self.desk.try_to(_("Delete a letter model"), edits.delete_model, kept.name):
            self.desk.say(_("The model “{model}” is deleted.").format(model=kept.name))

    def _is_writing(self) -> bool:
        return self._done is None and bool(self._ids)

    def _may_write(self) -> bool:
        """Whether there are letters, and a history to note them in."""
        if not self._selection.ids:
            self.desk.say(_("There is nobody to write to."))
            return False
        if self.desk.store.read_only:
            self._note(_("The base is open for reading only: the letters could not be noted in the history."))
            return False
        return self.costs is None or self.costs.is_right()

    def _file_name(self) -> str:
        title = self._done.title if self._done is not None else self.order().title
        plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
        return f"{' '.join(plain.split())} {self._day.isoformat()}.pdf"

    def save_to(self, out: Path) -> None:
        """Save all letters to the file `out` and note them in the history."""
        if not out.suffix:
            out = out.with_suffix(".pdf")
        if self._done is not None:
            self._save_again(self._done, out)
            return
        try:
            mailing.check_target(out, self.desk.store.path)
        except Problem as problem:
            self._note(str(problem))
            return
        self._note("")
        order, total = self.order(), len(self._selection.ids)

        def job(store: Store, progress: Progress) -> tuple[Composed, int]:
            composed = mailing.compose(order, lambda done: progress(done, total))
            return composed, mailing.save(store, composed, out, lambda: progress(total, total))

        self.desk.work(_("Writing the letters"), job, lambda made: self._tell(made[0], made[1], where=str(out)))

    def _compose(self, then: Callable[[Composed], None]) -> None:
        self.editor.keep_draft()
        order, total = self.order(), len(self._selection.ids)
        self.desk.work(
            _("Writing the letters"),
            lambda _store, progress: mailing.compose(order, lambda done: progress(done, total)),
            then,
        )

    def _ask_and_print(self, composed: Composed) -> None:
        pages = Pages(composed.pdf)
        printer = self._printer(composed.order.title, pages)
        if printer is not None:
            self.print_on(printer, composed, pages)

    def _printer(self, title: str, pages: Pages) -> QPrinter | None:
        try:
            return choose_printer(self, title, pages)
        except Problem as problem:
            self._note(str(problem))
            self.save_button.setFocus()
            return None

    def print_on(self, printer: QPrinter, composed: Composed, pages: Pages) -> None:
        """Print the pages asked for, then note their letters in the history."""
        wanted = chosen_pages(printer, pages.count)
        among = set(wanted)
        places = [
            at
            for at, letter in enumerate(composed.letters)
            if among.intersection(range(letter.first_page, letter.first_page + letter.pages))
        ]

        def job(store: Store, progress: Progress) -> tuple[Composed, int, list[int]]:
            store.read(queries.check_free, composed.order.number)  # before paper is used
            print_pages(printer, pages, wanted, progress)
            return composed, _note_printed(store, composed, places), places

        self.desk.work(_("Printing"), job, lambda made: self._tell(*made))

    def _print_again(self, done: Done) -> None:
        pages = Pages(self._part(done))
        printer = self._printer(done.title, pages)
        if printer is None:
            return
        wanted = chosen_pages(printer, pages.count)
        self.desk.work(
            _("Printing"),
            lambda _store, progress: print_pages(printer, pages, wanted, progress),
            lambda _none: self.desk.say(_("Printed again; the history stays as it is.")),
        )

    def _save_again(self, done: Done, out: Path) -> None:
        try:
            mailing.write_file(out, self._part(done), self.desk.store.path)
        except Problem as problem:
            self._note(str(problem))
            return
        self._note("")
        self.desk.say(_("Saved: {path}").format(path=out))

    @staticmethod
    def _part(done: Done) -> bytes:
        """The PDF of the letters shown, from the first to the last."""
        first, last = done.sheets[0], done.sheets[-1]
        return done.pages.part(first.first, last.first + last.count - first.first)

    def _tell(self, composed: Composed, mailing_id: int, places: list[int] | None = None, where: str = "") -> None:
        """Say what was done and show the letters as they are kept now."""
        order = composed.order
        chosen = range(len(composed.letters)) if places is None else places
        count = len(chosen)
        letters = ngettext("{n} letter written", "{n} letters written", count).format(n=count)
        entries = ngettext("{n} entry in the history", "{n} entries in the history", count).format(n=count)
        self.desk.say(" · ".join(part for part in (letters, entries, where) if part))
        if not count:
            return
        sheets = [
            Sheet(order.selection.ids[at], order.selection.names[at], composed.letters[at].first_page,
                  composed.letters[at].pages)
            for at in chosen
        ]  # fmt: skip
        when = f"{order.model.name} · {shown(order.on)}"
        said = "\n".join(part for part in (when, entries, _references(order, chosen), where) if part)
        self._draft(order.model.name, None)
        self._is_text_used = True
        if self.costs is not None:
            self.costs.clear()
        self._show_done(Done(mailing_id, order.title, letters, said, Pages(composed.pdf), sheets, is_run=True))

    def _show_done(self, done: Done) -> None:
        self._done = done
        self._place = 0
        self._settle()
        self._preview_soon(0)
        self.focus_first()

    def leave_printed(self) -> None:
        """Back from printed letters to those being written, or to the choice of contacts."""
        if self._done is not None and self._done.is_run:
            self._ids = []
        self._done = None
        self._place = 0
        self._settle()
        if self._ids:
            self._choose_again()
        else:
            self.contacts_wanted.emit()

    def focus_first(self) -> None:
        if self._done is not None:
            self.preview.desktop.setFocus()
        elif self._ids:
            self.editor.models.setFocus()
        else:
            self.empty.setFocus()


def _place_of(ids: list[int], wanted: list[int], before: int) -> int:
    """Where the contact shown stands now; where it is gone, the place nearest to the one it had."""
    if wanted and wanted[0] in ids:
        return ids.index(wanted[0])
    return min(before, max(len(ids) - 1, 0))


def _references(order: Order, places: Sequence[int]) -> str:
    """From which reference to which the letters go, where they say it."""
    if not order.has_references:
        return ""
    first, last = order.reference(places[0]), order.reference(places[-1])
    return _("References: {span}").format(span=first if first == last else f"{first} – {last}")


def _note_printed(store: Store, composed: Composed, places: list[int]) -> int:
    """Note letters that are on paper already."""
    try:
        return store.do(composed.order.title, mailing.record, composed, places)[0]
    except Problem as problem:
        raise Problem(
            _("The letters are printed, but could not be noted in the history: {reason}").format(reason=problem.text),
            problem.what_to_do,
        ) from problem
