"""Envelopes: which size, how it goes into the printer, for whom, and beside it each envelope as it will be printed."""

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
from petitcrm.base.language import _
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.envelopes import command, layout, run, settings
from petitcrm.features.envelopes.frame import EnvelopesFrame
from petitcrm.features.envelopes.layout import OWN, PLACES, TURNS, Feed
from petitcrm.features.envelopes.run import Order
from petitcrm.features.envelopes.sizes import by_name
from petitcrm.features.envelopes.words import PLACED, TURNED, feed_in_words
from petitcrm.features.labels import offsets, queries
from petitcrm.features.labels import run as labels
from petitcrm.features.labels.layout import MM
from petitcrm.features.letters import joining, mailing
from petitcrm.features.letters import queries as letters_queries
from petitcrm.features.letters.editor import Picker
from petitcrm.features.letters.settings import letterhead
from petitcrm.store.store import Store
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, Paper, chosen_pages, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = (1180, 664)
PREVIEW_AFTER = 60  # milliseconds after the last change
WHOLE = 1000  # up to so many envelopes, all are tried at once to say what does not fit


class EnvelopesDialog(EnvelopesFrame):
    """Envelopes for the contacts `ids`."""

    def __init__(self, parent: QWidget, desk: Desk, ids: Sequence[int], per: str = "", order: str = "") -> None:
        """With `per` and `order` they are for letters: joined and in order as those are, and to all of them."""
        kept = preferences.read().get("envelopes")
        known: dict[str, str] = kept if isinstance(kept, dict) else {}
        super().__init__(parent, {**known, "per": per, "order": order} if per else known)
        self.desk = desk
        self.ids = list(ids)
        self.head = desk.read(letterhead)
        self.order = Order(country=desk.read(COUNTRY.read))
        self.at = 0
        self._tried: Order | None = None  # the run whose envelopes were all tried, and on how many something is wrong
        self._wrong: list[list[str]] = []
        self._warm = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        self.who.for_letters(is_so=bool(per))
        self._connect()
        self._on_size()
        self._choose_again()
        self.resize(*SIZE)
        self.size_choice.setFocus()
        threading.Thread(target=self._warm_up, name="envelopes").start()

    def _connect(self) -> None:
        self.who.recent_changed.connect(lambda _on: self._choose_again())
        for picker in (self.per, self.sorting):
            picker.picked.connect(lambda _value: self._join_again())
        self.size_choice.picked.connect(lambda _value: self._on_size())
        for picker in (self.page_choice, self.edge, self.face):
            picker.picked.connect(lambda _value: self._on_feed())
        self.sender_box.clicked.connect(lambda _on: self._on_feed())

    # what is chosen

    def _choose_again(self) -> None:
        """Sort the contacts into those who get an envelope and those left out."""
        selection = self.desk.read(
            queries.selection, self.ids, self.desk.today(), with_recent=self.who.recent.isChecked()
        )
        self.order = replace(self.order, selection=selection)
        self._join_again()

    def _join_again(self) -> None:
        """One envelope per person, household or company, in order."""
        order, per = self.order, self.per.value()
        employers = (
            self.desk.read(letters_queries.employers, order.selection.ids) if per in joining.EMPLOYERS_ASKED else ()
        )
        envelopes = labels.labels(order.selection, per, self.sorting.value(), order.country, employers)
        self.order = replace(order, envelopes=envelopes)
        self._settle()

    def _on_size(self) -> None:
        """Another size: it goes in as it did the last time."""
        size = by_name(self.size_choice.value())
        feed = self.desk.read(settings.feed, size)
        has_head = bool(self.head.name.strip() or self.head.lines)
        self.sender_box.setChecked(has_head and self.desk.read(settings.with_sender, size))
        self.sender_box.setEnabled(has_head)
        self.no_sender.setVisible(not has_head)
        self.order = replace(self.order, size=size)
        self._show_feed(feed)

    def _on_feed(self) -> None:
        """Another way into the printer: kept for this size."""
        size = self.order.size
        feed = Feed(int(self.edge.value()), self.page_choice.value(), self.face.value())
        if not layout.fits(size, feed):
            feed = replace(
                feed, turn=next(turn for turn in (90, *TURNS) if layout.fits(size, replace(feed, turn=turn)))
            )
        self._show_feed(feed)
        if self.desk.store.read_only:
            return
        try:
            self.desk.keep(settings.keep, size, feed, self.sender_box.isChecked() or not self.sender_box.isEnabled())
        except Problem as problem:
            self.note(str(problem))

    def _show_feed(self, feed: Feed) -> None:
        """Offer what is possible with this size, with `feed` chosen."""
        size = self.order.size
        places = [one for one in PLACES if one == OWN or any(layout.fits(size, Feed(turn, one)) for turn in TURNS)]
        turns = [turn for turn in TURNS if layout.fits(size, replace(feed, turn=turn))]
        _offer(self.page_choice, [(one, _(PLACED[one])) for one in places], feed.place)
        _offer(self.edge, [(str(turn), _(TURNED[turn])) for turn in turns], str(feed.turn))
        self.face.show_value(feed.face)
        self.picture.show_feed(size, feed)
        self.how.setText(feed_in_words(feed))
        self.order = replace(self.order, feed=feed, sender=self.head if self.sender_box.isChecked() else None)
        self._settle()

    def _settle(self) -> None:
        """The right words stand, the right buttons work."""
        order = self.order
        self.at = max(min(self.at, len(order.envelopes) - 1), 0)
        self.who.show_selection(order.selection, command.count_in_words(order))
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(order.envelopes))
        self.note("")
        self._timer.start(PREVIEW_AFTER)

    # the preview

    def _warm_up(self) -> None:
        try:
            mailing.warm_up()
        finally:
            self._warm.set()

    def show_preview(self) -> None:
        """Show the current envelope as it will be printed."""
        if not self._warm.is_set():
            self._timer.start(25)
            return
        order = self.order
        if not order.envelopes:
            self.view.show_nothing(
                _("None of these contacts can be written to; the reasons stand at the left.")
                if order.selection.left_out
                else _("There is nobody to write to.")
            )
            return
        pdf, problems = run.compose_one(replace(order, offset=offsets.offset_of("", order.size.name)), self.at)
        name = order.name_of(order.envelopes[self.at])
        self.view.show_page(Pages(pdf), order.page, name, self.at, len(order.envelopes))
        self.view.show_problems(problems, [order.name_of(order.envelopes[at]) for at in self._elsewhere()])

    def _elsewhere(self) -> list[int]:
        """Which other envelopes have something to look at."""
        if not 1 < len(self.order.envelopes) <= WHOLE:
            return []
        if self._tried is not self.order:
            self._wrong = run.check(self.order)
            self._tried = self.order
        return [at for at, one in enumerate(self._wrong) if one and at != self.at]

    def step(self, by: int) -> None:
        """The next envelope, or the one before."""
        if 0 <= self.at + by < len(self.order.envelopes):
            self.at += by
            self.show_preview()

    def look(self) -> None:
        others = self._elsewhere()
        if others:
            self.at = next((at for at in others if at > self.at), others[0])
            self.show_preview()

    def open_offset(self) -> None:
        from petitcrm.features.envelopes import calibration
        from petitcrm.features.labels.offset_dialog import OffsetDialog, TestPage

        name, page = self.order.size.name, self.order.page
        words = _(
            "Print the test page on an envelope. Hold it so that the words can be read, measure how far the frame is from "
            "the edges, and enter how far it must move to stand 10 mm from each of them. It is kept for this size."
        )
        test = TestPage(name, words, lambda offset, printer: calibration.page(page, offset, printer), name)
        dialog = OffsetDialog(self, test)
        dialog.finished.connect(lambda _code: self._timer.start(0))
        dialog.open()

    # printing and saving

    def _keep_choices(self) -> None:
        preferences.keep(
            envelopes={"size": self.order.size.name, "per": self.per.value(), "order": self.sorting.value()}
        )

    def print_pieces(self) -> None:
        order, page = self.order, self.order.page
        printer = self.ask_for_printer(order.title, Paper(len(order.envelopes), page.width * MM, page.height * MM))
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the envelopes asked for, moved as this printer wants it."""
        order = replace(self.order, offset=offsets.offset_of(printer.printerName(), self.order.size.name))
        wanted = chosen_pages(printer, len(order.envelopes))
        order = replace(order, envelopes=[order.envelopes[at] for at in wanted])
        total = len(wanted)

        def job(_store: Store, progress: Progress) -> Order:
            pdf, _problems = run.compose(order, lambda done: progress(done, total))
            pages = Pages(pdf)
            print_pages(printer, pages, range(pages.count), progress)
            return order

        if wanted:
            self._work(_("Printing"), job, "")

    def save_pdf(self) -> None:
        size = self.order.size.name.replace("/", "-").replace("#", "")
        name = " ".join((_("Envelopes"), size, self.desk.today().isoformat())) + ".pdf"
        if out := self.ask_for_file(name, "envelopes_folder"):
            self.save_to(out)

    def save_to(self, out: Path) -> None:
        """Save all envelopes to the file `out`."""
        out = out if out.suffix else out.with_suffix(".pdf")
        order = replace(self.order, offset=offsets.offset_of("", self.order.size.name))
        total, base = len(order.envelopes), self.desk.store.path
        try:
            mailing.check_target(out, base)
        except Problem as problem:
            self.note(str(problem))
            return

        def job(_store: Store, progress: Progress) -> Order:
            run.save(order, out, base, lambda done: progress(done, total))
            return order

        if self._work(_("Writing the envelopes"), job, str(out)):
            preferences.keep(envelopes_folder=str(out.absolute().parent))

    def _work(self, title: str, job: object, where: str) -> bool:
        desk = self.desk

        def tell(order: Order) -> None:
            desk.say(" · ".join(part for part in (command.count_in_words(order), where) if part))

        started = desk.work(title, job, tell)  # type: ignore[arg-type]
        if started:
            self._keep_choices()
            self.accept()
        return started


def _offer(picker: Picker, choices: list[tuple[str, str]], value: str) -> None:
    """These choices and no others, with `value` chosen."""
    picker.setCurrentIndex(-1)  # or the one chosen before would stay among them
    picker.offer(choices)
    picker.show_value(value)
