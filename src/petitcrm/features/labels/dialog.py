"""Labels: on which sheet, from which label on, for whom, and beside it each sheet as it will be printed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base import preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.labels import command, joining, offsets, queries, run
from petitcrm.features.labels.pdf import Written
from petitcrm.features.labels.picture import SheetPicture
from petitcrm.features.labels.run import Order
from petitcrm.features.labels.sheet_list import SheetList
from petitcrm.features.labels.sheets import SHEETS, USUAL, by_name
from petitcrm.features.labels.view import SheetView
from petitcrm.features.labels.who import Who
from petitcrm.features.letters import mailing
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.queries import Selection
from petitcrm.store.store import Store
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages, Paper, choose_printer, chosen_pages, print_pages
from petitcrm.ui.widgets.small import button, hairline

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEFT = 444
SIZE = (1180, 664)
PREVIEW_AFTER = 60  # milliseconds after the last change
WHOLE = 1000  # up to so many labels, all are tried at once to say what does not fit
PER = (
    (joining.PERSON, mark("one per person")),
    (joining.HOUSEHOLD, mark("one per household")),
    (joining.COMPANY, mark("one per company")),
)
ORDER = (("postcode", mark("by postcode")), ("list", mark("as in the list")))
A4_POINTS = (595.2756, 841.8898)


class LabelsDialog(QDialog):
    """Labels for the contacts `ids`."""

    def __init__(self, parent: QWidget, desk: Desk, ids: Sequence[int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Labels"))
        self.desk = desk
        self.ids = list(ids)
        self.order = Order(Selection(), (), by_name(SHEETS, USUAL), 1, "FR")
        self.page = 0
        self._tried: Order | None = None  # the run whose labels were all tried, and on how many something is wrong
        self._wrong = 0
        self._warm = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        kept = preferences.read().get("labels")
        self._kept: dict[str, str] = kept if isinstance(kept, dict) else {}
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._choose_again()
        self._offer_sheets(self._kept.get("sheet", USUAL))
        self.resize(*SIZE)
        self.sheets.search.setFocus()
        threading.Thread(target=self._warm_up, name="labels").start()

    def _make_widgets(self) -> None:
        self.who = Who()
        self.sheets = SheetList()
        self.picture = SheetPicture()
        self.place = label("", "strong")
        self.used = label("", "muted", wrap=True)
        self.per, self.sorting = Picker(_("How many labels")), Picker(_("Order of the labels"))
        for picker, choices, name in ((self.per, PER, "per"), (self.sorting, ORDER, "order")):
            picker.offer([(value, _(words)) for value, words in choices])
            picker.show_value(self._kept.get(name, "") if self._kept.get(name) in dict(choices) else choices[0][0])
        self.new_sheet = flush(button(_("&New sheet…"), self._add_sheet, quiet=True))
        self.edit_sheet = flush(button(_("&Change sheet…"), self._change_sheet, quiet=True))
        self.offset = flush(button(_("Pr&inter offset, test page…"), self._open_offset, quiet=True))
        self.view = SheetView(self.step)
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.print_button = button(_("&Print…"), self.print_labels, primary=True)
        self.save_button = button(_("&Save as PDF…"), self.save_pdf)
        self.close_button = button(_("Close"), self.reject)
        for one in (
            self.new_sheet,
            self.edit_sheet,
            self.offset,
            self.print_button,
            self.save_button,
            self.close_button,
        ):
            one.setAutoDefault(False)

    def _lay_out(self) -> None:
        panel = QWidget()
        panel.setObjectName("surface")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices(), 1)
        column.addWidget(hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.print_button, self.save_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        foot.addLayout(buttons)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(panel)
        row.addWidget(self.view, 1)

    def _choices(self) -> QScrollArea:
        """All that is chosen, one under the other."""
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.who)
        column.addWidget(self.sheets)
        column.addLayout(self._sheet_row())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def _sheet_row(self) -> QHBoxLayout:
        """The picture, and beside it what is chosen."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label(_("First free label"), "section"))
        beside.addWidget(self.place)
        beside.addWidget(self.used)
        beside.addSpacing(6)
        for one in (self.per, self.sorting):
            beside.addWidget(one)
        beside.addStretch(1)
        for quiet in (self.new_sheet, self.edit_sheet, self.offset):
            beside.addWidget(quiet, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(beside, 1)
        return row

    def _connect(self) -> None:
        self.who.recent_changed.connect(lambda _on: self._choose_again())
        self.sheets.chosen.connect(self._on_sheet)
        self.picture.first_chosen.connect(self._on_first)
        self.per.picked.connect(lambda _value: self._join_again())
        self.sorting.picked.connect(lambda _value: self._join_again())
        order = (self.sheets.search, self.sheets.list, self.picture, self.per, self.sorting, self.new_sheet,
                 self.edit_sheet, self.offset, self.print_button, self.save_button, self.close_button,
                 self.view.previous, self.view.next, self.view.desktop, self.who.unfold, self.who.recent,
                 self.who.list)  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
        self.sheets.search.returnPressed.connect(self.picture.setFocus)
        for keys, run_it in (("Ctrl+P", self.print_labels), ("Ctrl+S", self.save_pdf),
                             ("Alt+Right", lambda: self.step(1)), ("PgDown", lambda: self.step(1)),
                             ("Alt+Left", lambda: self.step(-1)), ("PgUp", lambda: self.step(-1))):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(run_it)

    # what is chosen

    def _choose_again(self) -> None:
        """Sort the contacts into those who get a label and those left out."""
        selection = self.desk.read(
            queries.selection, self.ids, self.desk.today(), with_recent=self.who.recent.isChecked()
        )
        self.order = replace(self.order, selection=selection, country=self.desk.read(COUNTRY.read))
        self._join_again()

    def _join_again(self) -> None:
        """One label per person, household or company, in order."""
        order, per = self.order, self.per.value()
        employers = self.desk.read(queries.employers, order.selection.ids) if per == joining.COMPANY else ()
        labels = run.labels(order.selection, per, self.sorting.value(), order.country, employers)
        self.order = replace(order, labels=labels)
        self._settle()

    def _offer_sheets(self, name: str) -> None:
        self.sheets.offer(self.desk.read(queries.sheets), name)
        self._on_sheet()

    def _on_sheet(self) -> None:
        sheet = self.sheets.sheet()
        if sheet is not None:
            self.order = replace(self.order, sheet=sheet, first=self.desk.read(queries.next_free, sheet))
        self.edit_sheet.setVisible(sheet is not None and sheet.is_own)
        self._settle()

    def _on_first(self, first: int) -> None:
        self.order = replace(self.order, first=first)
        self._settle()

    def _settle(self) -> None:
        """The right words stand, the right buttons work."""
        order, sheet = self.order, self.sheets.sheet()
        self.page = max(min(self.page, order.pages - 1), 0)
        self.who.show_order(order)
        self.picture.show_sheet(sheet, order.first, len(order.labels))
        self.place.setText(_("{n} of {total}").format(n=order.first, total=order.sheet.count))
        self.used.setText(self._used_in_words() if sheet is not None else _("No sheet has this name, count or size."))
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(order.labels) and sheet is not None)
        self._note("")
        self._timer.start(PREVIEW_AFTER)

    def _used_in_words(self) -> str:
        used = self.order.first - 1
        if not used:
            return _("A new sheet. Click the first free label, or use the arrow keys.")
        return ngettext("{n} label before it is used.", "{n} labels before it are used.", used).format(n=used)

    def _note(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    # the preview

    def _warm_up(self) -> None:
        try:
            mailing.warm_up()
        finally:
            self._warm.set()

    def show_preview(self) -> None:
        """Show the current sheet as it will be printed."""
        if not self._warm.is_set():
            self._timer.start(25)
            return
        order = self.order
        if not order.labels:
            self.view.show_nothing(
                _("None of these contacts can be written to; the reasons stand at the left.")
                if order.selection.left_out
                else _("There is nobody to write to.")
            )
            return
        pdf, written = run.compose_page(replace(order, offset=offsets.offset_of("")), self.page)
        self.view.show_page(Pages(pdf), self.page, order.pages, order.sheet, written[0].at)
        names = [order.name_of(order.labels[at]) for at in order.places_on(self.page)]
        self.view.show_problems(_said(names, written), self._elsewhere(written))

    def _elsewhere(self, here: Sequence[Written]) -> int:
        """How many labels on the other sheets have something to look at."""
        if self.order.pages < 2 or len(self.order.labels) > WHOLE:
            return 0
        if self._tried is not self.order:
            self._wrong = sum(bool(one.problems) for one in run.compose(self.order)[1])
            self._tried = self.order
        return self._wrong - sum(bool(one.problems) for one in here)

    def step(self, by: int) -> None:
        """The next sheet, or the one before."""
        if 0 <= self.page + by < self.order.pages:
            self.page += by
            self.show_preview()

    # sheets and printers

    def _add_sheet(self) -> None:
        self._open_form(replace(self.order.sheet, name="", aliases=(), is_own=True), "")

    def _change_sheet(self) -> None:
        self._open_form(self.order.sheet, self.order.sheet.name)

    def _open_form(self, sheet: object, old_name: str) -> None:
        from petitcrm.features.labels.sheet_form import SheetForm
        from petitcrm.features.labels.sheets import Sheet

        assert isinstance(sheet, Sheet)
        form = SheetForm(self, self.desk, sheet, old_name)
        form.kept.connect(self._on_kept)
        form.open()

    def _on_kept(self, name: str) -> None:
        self.sheets.search.clear()
        self._offer_sheets(name or USUAL)

    def _open_offset(self) -> None:
        from petitcrm.features.labels.offset_dialog import OffsetDialog

        dialog = OffsetDialog(self, self.order.sheet)
        dialog.finished.connect(lambda _code: self._timer.start(0))
        dialog.open()

    # printing and saving

    def _keep_choices(self) -> None:
        preferences.keep(
            labels={"sheet": self.order.sheet.name, "per": self.per.value(), "order": self.sorting.value()}
        )

    def print_labels(self) -> None:
        """Ask for a printer, then print in the background."""
        if not self.print_button.isEnabled():
            return
        try:
            printer = choose_printer(self, self.order.title, Paper(self.order.pages, *A4_POINTS))
        except Problem as problem:
            self._note(str(problem))
            self.save_button.setFocus()
            return
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheets asked for, moved as this printer wants it, and remember which labels are used."""
        order = replace(self.order, offset=offsets.offset_of(printer.printerName()))
        wanted = chosen_pages(printer, order.pages)
        total = len(order.labels)

        def job(store: Store, progress: Progress) -> Order:
            pdf, _written = run.compose(order, lambda done: progress(done, total))
            print_pages(printer, Pages(pdf), wanted, progress)
            printed = order if order.pages - 1 in wanted else run.up_to(order, max(wanted, default=0))
            run.note_used(store, printed)
            return printed

        self._work(_("Printing"), job, "")

    def save_pdf(self) -> None:
        """Ask for a file, then write it in the background."""
        if not self.save_button.isEnabled():
            return
        usual = f"{_('Labels')} {self.order.sheet.name} {self.desk.today().isoformat()}.pdf"
        folder = preferences.read().get("labels_folder")
        start = str(Path(folder) / usual) if isinstance(folder, str) and Path(folder).is_dir() else usual
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), start, _("PDF files (*.pdf)"))
        if name:
            self.save_to(Path(name))

    def save_to(self, out: Path) -> None:
        """Save all labels to the file `out` and remember which labels are used."""
        out = out if out.suffix else out.with_suffix(".pdf")
        order = replace(self.order, offset=offsets.offset_of(""))
        total, base = len(order.labels), self.desk.store.path
        try:
            mailing.check_target(out, base)
        except Problem as problem:
            self._note(str(problem))
            return

        def job(store: Store, progress: Progress) -> Order:
            run.save(order, out, base, lambda done: progress(done, total))
            run.note_used(store, order)
            return order

        if self._work(_("Writing the labels"), job, str(out)):
            preferences.keep(labels_folder=str(out.absolute().parent))

    def _work(self, title: str, job: object, where: str) -> bool:
        desk = self.desk

        def tell(order: Order) -> None:
            desk.say(
                " · ".join(
                    part for part in (command.count_in_words(order), command.free_in_words(order), where) if part
                )
            )

        started = desk.work(title, job, tell)  # type: ignore[arg-type]
        if started:
            self._keep_choices()
            self.accept()
        return started


def _said(names: Sequence[str], written: Sequence[Written]) -> list[str]:
    """What is not right on a sheet, with the name."""
    return [
        _("{name}: {reason}").format(name=name, reason=text)
        for name, one in zip(names, written, strict=True)
        for text in one.problems
    ]
