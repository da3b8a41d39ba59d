"""Letters, and the envelopes or labels that go with them, written by the worker and noted in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _
from petitcrm.features.letters import mailing, queries, unfinished
from petitcrm.features.letters.mailing import Composed, Order, Run
from petitcrm.features.letters.pieces import Maker, Pieces, beside
from petitcrm.store.store import Store
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages, Paper, choose_printer, chosen_pages, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Written:
    """A run that is in the history now: the letters at `places` of it, and the files it was written into."""

    composed: Composed
    mailing_id: int
    places: Sequence[int]
    files: Sequence[Path] = ()
    pieces: Pieces | None = None  # still to be printed for them


class Writing:
    """`note` says what is wrong beside the buttons ("" for nothing); `done` gets what was written."""

    def __init__(
        self, desk: Desk, parent: QWidget, note: Callable[[str], object], done: Callable[[Written], object]
    ) -> None:
        self.desk, self.parent, self.note, self._done = desk, parent, note, done

    # into files

    def save(self, order: Order, maker: Maker | None, out: Path) -> None:
        """Save the letters to the file `out`, what `maker` makes beside it, and note all of it: everything or nothing."""
        try:
            mailing.check_target(out, self.desk.store.path)
        except Problem as problem:
            self.note(str(problem))
            return
        self.note("")
        total = len(order.selection.ids) * (2 if maker else 1)

        def job(store: Store, progress: Progress) -> Written:
            pieces = store.read(maker, order.selection) if maker else None
            composed = mailing.compose(replace(order, pieces=pieces), lambda done: progress(done, total))
            count = len(composed.letters)
            more = []
            if pieces is not None:
                other = beside(out, pieces)
                mailing.check_target(other, store.path)
                more.append((other, pieces.compose("", lambda done: progress(count + done, total))))
            kept = mailing.save(store, composed, out, lambda: progress(total, total), more)
            return Written(composed, kept, range(count), [out, *(path for path, _content in more)])

        self.desk.work(_("Writing the letters"), job, self._done)

    # on paper

    def print(self, order: Order, maker: Maker | None = None) -> None:
        """Write the letters, ask for a printer, print them; what `maker` makes for those printed is for the next step."""
        total = len(order.selection.ids)
        self.desk.work(
            _("Writing the letters"),
            lambda _store, progress: mailing.compose(order, lambda done: progress(done, total)),
            lambda composed: self._ask_and_print(composed, maker),
        )

    def _ask_and_print(self, composed: Composed, maker: Maker | None) -> None:
        pages = Pages(composed.pdf)
        printer = self._printer(composed.order.title, pages)
        if printer is not None:
            self.print_on(printer, composed, pages, maker)

    def _printer(self, title: str, pages: Pages | Paper) -> QPrinter | None:
        try:
            return choose_printer(self.parent, title, pages)
        except Problem as problem:
            self.note(str(problem))
            return None

    def print_on(self, printer: QPrinter, composed: Composed, pages: Pages, maker: Maker | None = None) -> None:
        """Print the pages asked for, then note their letters in the history."""
        wanted = chosen_pages(printer, pages.count)
        among = set(wanted)
        places = [
            at
            for at, letter in enumerate(composed.letters)
            if among.intersection(range(letter.first_page, letter.first_page + letter.pages))
        ]

        run = mailing.run_of(composed.order, places)

        def job(store: Store, progress: Progress) -> Written:
            store.read(queries.check_free, composed.order.number)  # before paper is used
            store.keep(unfinished.begin, run)
            painted = 0

            def tell(done: int, total: int) -> bool:
                nonlocal painted
                painted = done
                return progress(done, total)

            try:
                print_pages(printer, pages, wanted, tell)
            except Cancelled:
                if not painted:  # otherwise some may be on paper: it is asked
                    store.keep(unfinished.forget, run)
                raise
            kept = _note_printed(store, composed, places, run)
            pieces = store.read(maker, composed.order.selection.only(places)) if maker and places else None
            return Written(composed, kept, places, pieces=pieces)

        self.desk.work(_("Printing"), job, self._done)

    def print_pieces(self, pieces: Pieces, then: Callable[[], object]) -> None:
        """Ask for a printer and print the envelopes or labels of letters that are on paper already."""
        printer = self._printer(pieces.title, Paper(pieces.pages, *pieces.size))
        if printer is not None:
            self.print_pieces_on(printer, pieces, then)

    def print_pieces_on(self, printer: QPrinter, pieces: Pieces, then: Callable[[], object]) -> None:
        """Print the pages asked for; `then` runs once they are."""
        wanted = chosen_pages(printer, pieces.pages)

        def job(store: Store, progress: Progress) -> None:
            pages = Pages(pieces.compose(printer.printerName(), lambda _done: progress(0, pieces.pages)))
            print_pages(printer, pages, wanted, progress)
            if not store.read_only:
                store.do(pieces.title, pieces.note, max(wanted, default=-1) + 1)

        self.desk.work(_("Printing"), job, lambda _none: then())

    # once more

    def print_again(self, title: str, pdf: bytes) -> None:
        pages = Pages(pdf)
        printer = self._printer(title, pages)
        if printer is None:
            return
        wanted = chosen_pages(printer, pages.count)
        self.desk.work(
            _("Printing"),
            lambda _store, progress: print_pages(printer, pages, wanted, progress),
            lambda _none: self.desk.say(_("Printed again; the history stays as it is.")),
        )

    def save_again(self, pdf: bytes, out: Path) -> None:
        try:
            mailing.write_file(out, pdf, self.desk.store.path)
        except Problem as problem:
            self.note(str(problem))
            return
        self.note("")
        self.desk.say(_("Saved: {path}").format(path=out))


def _note_printed(store: Store, composed: Composed, places: list[int], run: Run) -> int:
    """Note letters that are on paper already."""

    def note(session: Session) -> int:
        unfinished.forget(session, run)
        return mailing.record(session, composed, places)

    try:
        return store.do(composed.order.title, note)[0]
    except Problem as problem:
        raise Problem(
            _("The letters are printed, but could not be noted in the history: {reason}").format(reason=problem.text),
            problem.what_to_do,
        ) from problem
