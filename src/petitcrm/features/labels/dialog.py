"""Labels: on which sheet, from which label on, for whom, and beside it each sheet as it will be printed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from petitcrm.base import preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.labels import command, offsets, queries, run
from petitcrm.features.labels.frame import LabelsFrame
from petitcrm.features.labels.pdf import Written
from petitcrm.features.labels.run import Order
from petitcrm.features.labels.sheets import SHEETS, USUAL, by_name
from petitcrm.features.letters import joining, mailing
from petitcrm.features.letters import queries as letters_queries
from petitcrm.features.letters.queries import Selection
from petitcrm.store.store import Store
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, Paper, chosen_pages, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = (1180, 664)
PREVIEW_AFTER = 60  # milliseconds after the last change
WHOLE = 1000  # up to so many labels, all are tried at once to say what does not fit
A4_POINTS = (595.2756, 841.8898)


class LabelsDialog(LabelsFrame):
    """Labels for the contacts `ids`."""

    def __init__(self, parent: QWidget, desk: Desk, ids: Sequence[int], per: str = "", order: str = "") -> None:
        """With `per` and `order` they are for letters: joined and in order as those are, and to all of them."""
        kept = preferences.read().get("labels")
        known: dict[str, str] = kept if isinstance(kept, dict) else {}
        super().__init__(parent, {**known, "per": per, "order": order} if per else known)
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
        self.who.for_letters(is_so=bool(per))
        self._connect()
        self._choose_again()
        self._offer_sheets(known.get("sheet", USUAL))
        self.resize(*SIZE)
        self.sheets.search.setFocus()
        threading.Thread(target=self._warm_up, name="labels").start()

    def _connect(self) -> None:
        self.who.recent_changed.connect(lambda _on: self._choose_again())
        self.sheets.chosen.connect(self._on_sheet)
        self.picture.first_chosen.connect(self._on_first)
        self.per.picked.connect(lambda _value: self._join_again())
        self.sorting.picked.connect(lambda _value: self._join_again())
        self.sheets.search.returnPressed.connect(self.picture.setFocus)

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
        employers = (
            self.desk.read(letters_queries.employers, order.selection.ids) if per in joining.EMPLOYERS_ASKED else ()
        )
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
        self.note("")
        self._timer.start(PREVIEW_AFTER)

    def _used_in_words(self) -> str:
        used = self.order.first - 1
        if not used:
            return _("A new sheet. Click the first free label, or use the arrow keys.")
        return ngettext("{n} label before it is used.", "{n} labels before it are used.", used).format(n=used)

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

    def add_sheet(self) -> None:
        self._open_form(replace(self.order.sheet, name="", aliases=(), is_own=True), "")

    def change_sheet(self) -> None:
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

    def open_offset(self) -> None:
        from petitcrm.features.labels import calibration
        from petitcrm.features.labels.offset_dialog import OffsetDialog, TestPage

        sheet = self.order.sheet
        words = _(
            "Print the test page on plain paper and lay it on a sheet of labels, before a window. Enter how far the "
            "labels must move; then print it again to see that the outlines lie on the cuts."
        )
        page = TestPage(sheet.name, words, lambda offset, printer: calibration.page(sheet, offset, printer))
        dialog = OffsetDialog(self, page)
        dialog.finished.connect(lambda _code: self._timer.start(0))
        dialog.open()

    # printing and saving

    def _keep_choices(self) -> None:
        preferences.keep(
            labels={"sheet": self.order.sheet.name, "per": self.per.value(), "order": self.sorting.value()}
        )

    def print_pieces(self) -> None:
        printer = self.ask_for_printer(self.order.title, Paper(self.order.pages, *A4_POINTS))
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
        name = " ".join((_("Labels"), self.order.sheet.name, self.desk.today().isoformat())) + ".pdf"
        if out := self.ask_for_file(name, "labels_folder"):
            self.save_to(out)

    def save_to(self, out: Path) -> None:
        """Save all labels to the file `out` and remember which labels are used."""
        out = out if out.suffix else out.with_suffix(".pdf")
        order = replace(self.order, offset=offsets.offset_of(""))
        total, base = len(order.labels), self.desk.store.path
        try:
            mailing.check_target(out, base)
        except Problem as problem:
            self.note(str(problem))
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
