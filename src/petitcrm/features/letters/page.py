"""Letters: a path of four steps, who, what, how and done, and beside it each letter as it will be printed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.links import file
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.letters import mailing, queries, settings
from petitcrm.features.letters.addressees import left_out_in_words
from petitcrm.features.letters.cost_part import CostPart
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.done_step import Done, DoneStep, Sheet
from petitcrm.features.letters.empty_fields import unfilled
from petitcrm.features.letters.how_step import HowStep, references_in_words
from petitcrm.features.letters.mailing import Order
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.path import DONE, HOW, WHAT, WHO, StepBar
from petitcrm.features.letters.pieces import Maker, Pieces
from petitcrm.features.letters.pieces_part import PiecesPart
from petitcrm.features.letters.preview import Preview
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.unfinished_notice import UnfinishedNotice
from petitcrm.features.letters.what_step import WhatStep
from petitcrm.features.letters.who_step import Conditions, WhoStep
from petitcrm.features.letters.windows import by_id
from petitcrm.features.letters.writing import Writing, Written
from petitcrm.ui.actions import action
from petitcrm.ui.desk import FEW, Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.messages import label, set_flag, tip
from petitcrm.ui.page import Page
from petitcrm.ui.printing import Pages
from petitcrm.ui.system import hand_over
from petitcrm.ui.widgets.small import button, hairline

LEFT = 388
PREVIEW_AFTER = 150  # milliseconds after the last key


class LettersPage(Page):
    tables = CARD_TABLES | frozenset(
        {"consent", "interaction", "setting", "custom_field", "custom_value", "mailing_answer",
         "letter_model", "letter_picture", "mailing", "letter", "customer_request", "label_sheet",
         "label_use"}
    )  # fmt: skip
    open_contact = Signal(int)
    contacts_wanted = Signal()
    settings_wanted = Signal()
    labels_wanted = Signal(object, str, str)  # the ids; one for each person, household, company or address; the order
    envelopes_wanted = Signal(object, str, str)
    emails_wanted = Signal(object, object, object, object)  # the ids, the model, the day, what is noted with them

    def __init__(
        self,
        desk: Desk,
        make_costs: Callable[[Desk], CostPart] | None = None,
        make_parts: Sequence[Callable[[Desk], PiecesPart]] = (),
        added_conditions: Conditions | None = None,
    ) -> None:
        """What later features add: `make_costs` where costs are typed, `make_parts` what carries the addresses, and filters."""
        super().__init__(desk)
        self.costs = make_costs(desk) if make_costs else None
        self.step = WHO
        self._shown = Selection()  # the run whose place is meant
        self._place = 0
        self._pieces: Pieces | None = None  # worked out once, until somebody or something else is chosen
        self._day, self._language = desk.today(), ""
        self._noted: Noted | None = None
        self._are_costs_used = False
        self._is_beginning = False  # which step comes first is known once it is known who is left out
        self._begins: int | None = None
        self._done: Done | None = None
        self._warm = threading.Event()
        self._is_warming = False
        self._all_pieces = Latest(desk, self._take_pieces, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        self.who = WhoStep(desk, added_conditions)
        self.what = WhatStep(desk)
        self.how = HowStep(desk, [make(desk) for make in make_parts], self.costs)
        self.done = DoneStep()
        self.editor = self.what.editor
        self.writing = Writing(desk, self, self._note, self._tell)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.bind_actions()
        self._settle()

    # widgets

    def _make_widgets(self) -> None:
        self.bar = StepBar()
        self.unfinished = UnfinishedNotice(self.desk)
        self.summary = label("", "muted", wrap=True)
        self.go_on_button = button(_("Continue"), self.go_on, primary=True)
        self.print_button = button(_("Print…"), self.print_letters)
        self.save_button = button(_("Save as PDF…"), self.save_pdf)
        tip(self.go_on_button, _("Continue (Ctrl+Enter)"))
        tip(self.print_button, _("Print (Ctrl+P)"))
        tip(self.save_button, _("Save as PDF (Ctrl+S)"))
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.preview = Preview(self._step, self._open_current, lambda: self.go(WHO))
        self.preview.turned.connect(lambda: self._preview_soon(0))

    def _lay_out(self) -> None:
        self.left = QStackedWidget()
        for step in (self.who, self.what, self.how, self.done):
            self.left.addWidget(step)
        panel = QWidget()
        panel.setObjectName("surface")
        panel.setFixedWidth(LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(hairline())
        column.addWidget(self.unfinished)
        self.summary.setContentsMargins(16, 10, 16, 0)
        column.addWidget(self.summary)
        column.addWidget(self.left, 1)
        column.addWidget(hairline())
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.go_on_button, self.print_button, self.save_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        column.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(panel)
        row.addWidget(self.preview, 1)

    def _connect(self) -> None:
        self.bar.wanted.connect(self.go)
        self.who.selected.connect(self._on_selected)
        self.who.looking.connect(self._on_looking)
        self.who.segment_chosen.connect(self._choose_segment)
        self.who.contacts_wanted.connect(self.contacts_wanted)
        self.who.addressees.chosen.connect(self._show_place)
        self.who.addressees.open_contact.connect(self.open_contact)
        self.what.settings_wanted.connect(self.settings_wanted)
        self.what.day_read.connect(self._take_day)
        self.what.model_picked.connect(self._on_model)
        self.editor.changed.connect(self._on_text)
        self.how.chosen.connect(self._show_place)
        self.how.changed.connect(self._on_how)
        self.how.emails_wanted.connect(self.as_emails)
        set_ups = {"envelopes": self.envelopes_wanted, "labels": self.labels_wanted}
        for part in self.how.parts:
            part.setup_wanted.connect(
                lambda wanted=set_ups[part.key]: wanted.emit(self.who.wanted(), *self.who.joined())
            )
        self.done.pieces_wanted.connect(self._print_pieces)
        self.done.left.connect(self.leave_printed)
        self.done.opened.connect(lambda path: hand_over(self.desk, file(path)))
        self.done.labels_wanted.connect(lambda: self._offer_to_those_printed(self.labels_wanted))
        self.done.envelopes_wanted.connect(lambda: self._offer_to_those_printed(self.envelopes_wanted))

    def _offer_to_those_printed(self, wanted: Any) -> None:
        """Labels or envelopes for those whose letters were just printed, joined and in order as those are."""
        if self._done is not None:
            ids = [one for sheet in self._done.sheets for one in (sheet.contact_id, *sheet.shared)]
            wanted.emit(ids, *self._done.joined)

    # the path

    def go(self, step: int) -> None:
        """Go to a step; from printed letters there is no way back into the run they come from."""
        if self._done is not None and step != DONE:
            if self._done.is_run:
                return
            self._done = None
            self._place = 0
        if step == DONE and self._done is None:
            return
        if step in (WHAT, HOW) and not self._ids:
            self.desk.say(_("Choose first to whom."))
            step = WHO
        self.step = step
        self._settle()
        self._preview_soon(0)
        self.focus_first()

    @action(mark("To whom the letters go"), "Alt+1", "letter")
    def go_to_who(self) -> None:
        self.go(WHO)

    @action(mark("What the letters say"), "Alt+2", "letter")
    def go_to_what(self) -> None:
        self.go(WHAT)

    @action(mark("How the letters go out"), "Alt+3", "letter")
    def go_to_how(self) -> None:
        self.go(HOW)

    @action(mark("Go on to the next step"), "Ctrl+Return", "letter", "next")
    def go_on(self) -> None:
        if self._done is not None:
            if self._done.pieces is not None:
                self._print_pieces()
        elif self.step == HOW:
            self.print_letters()
        else:
            self.go(self.step + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.step in (WHAT, HOW):
            self.go(self.step - 1)
        else:
            super().keyPressEvent(event)

    # what is shown

    def choose(
        self, ids: Sequence[int], *, model: str = "", with_recent: bool = False, noted: Noted | None = None
    ) -> None:
        """Write to these contacts: with the model called so, where one is named, and also to those written to recently.

        `noted` is done in the change that notes the letters. Where somebody is left out, that is seen first.
        """
        self.who.write_to(ids, _("Chosen in the list of contacts"), with_recent=with_recent)
        self._noted = noted
        self._begins = WHAT if with_recent else None
        self.how.begin(len(self.who.ids))
        self._is_beginning = True
        self._begin()
        if model:
            self.what.pick_model(model)

    def _choose_segment(self) -> None:
        self._noted = None
        self._is_beginning = False
        self._begin()
        self.go(WHO)

    def _begin(self) -> None:
        """Letters to others than before."""
        self._place = 0
        self._done = None
        self._day = self.desk.today()
        self.what.begin()
        if self._are_costs_used and self.costs is not None:  # those of letters that were taken back stand until then
            self.costs.clear()
        self._are_costs_used = False
        self.stale = False
        self.reload()

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
            self.step = HOW if self._ids else WHO
        self.unfinished.reload()
        self.what.reload()
        self.what.show_day(self._day)
        self.how.reload()
        self._look()

    @property
    def _ids(self) -> list[int]:
        return self.who.ids

    @property
    def _selection(self) -> Selection:
        return self.who.selection

    def _look(self) -> None:
        self._language = self.editor.kept.language
        self.who.look(self._day, self._language)

    def _on_model(self) -> None:
        """A model of another language says dates and own fields otherwise."""
        if self.editor.kept.language != self._language:
            self._look()

    def _on_text(self) -> None:
        self._note("")
        self._preview_soon()

    def _on_how(self) -> None:
        self._pieces = None
        self._preview_soon(0)

    def _on_selected(self) -> None:
        self._pieces = None
        before = self._shown.ids[self._place : self._place + 1]
        self._shown = self._selection
        if self._done is None:
            self._place = _place_of(self._shown.ids, before, self._place)
        self.how.show_selection(self._shown)
        if self._is_beginning:
            self._is_beginning = False
            self.go(self._begins or (WHO if self._shown.left_out else WHAT))
            return
        self._settle()
        self._preview_soon(0)

    def _on_looking(self) -> None:
        """Many are being sorted: nothing is printed to those of before."""
        self._settle()

    def _settle(self) -> None:
        """The right parts stand, the right buttons work."""
        done = self._done
        if done is not None:
            self.step = DONE
            go_back = bool(self._ids) and not done.is_run
            self.done.show_done(done, _("Back to the letter being written") if go_back else _("Write other letters"))
        elif self.step == DONE:
            self.step = WHO
        self.left.setCurrentIndex(self.step)
        possible = range(DONE, DONE + 1) if done is not None else range(HOW + 1 if self._ids else WHO + 1)
        self.bar.show_step(self.step, possible)
        self._say_summary()
        is_somebody = bool(self._selection.ids) and self.who.is_current
        self.go_on_button.setVisible(self.step == WHAT or (self.step == WHO and bool(self._ids)))
        self.go_on_button.setEnabled(is_somebody)
        self.print_button.setVisible(self.step != WHO)
        self.save_button.setVisible(self.step in (HOW, DONE))
        set_flag(self.print_button, "primary", self.step == HOW)
        self.print_button.setText(_("Print again…") if done is not None else _("Print…"))
        self.foot.setVisible(self.step != WHO or bool(self._ids))
        for one in (self.print_button, self.save_button):
            one.setEnabled(done is not None or is_somebody)
        self._note("")

    def _say_summary(self) -> None:
        """To how many, and how many are left out, while the text is written and while it is printed."""
        chosen = self._selection
        count, out = len(chosen.ids), len(chosen.left_out)
        said = chosen.names[0] if count == 1 else ngettext("{n} letter", "{n} letters", count).format(n=count)
        parts = [_("To {name}").format(name=said) if count == 1 else said]
        if out:
            parts.append(ngettext("{n} left out", "{n} left out", out).format(n=out))
        if chosen.recent and self.who.addressees.recent.isChecked():
            again = ngettext("{n} written to recently", "{n} written to recently", chosen.recent)
            parts.append(again.format(n=chosen.recent))
        if self.step == WHAT and self.how.part is not None:
            parts.append(self.how.part.short)
        self.summary.setText(" · ".join(parts))
        self.summary.setAccessibleDescription(left_out_in_words(chosen) if out else "")
        self.summary.setVisible(self.step in (WHAT, HOW))

    def _note(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        if text and self.save_button.isVisible():
            self.save_button.setFocus()

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
            by_id(self.how.window_choice.value()),
            self._day,
            self.desk.read(queries.next_number),
            self.desk.read(queries.is_referenced, len(self._selection.ids)),
            self.costs.name() if self.costs else "",
            self.costs.costs() if self.costs else Costs(),
            self._noted,
        )

    def _maker(self) -> Maker | None:
        """What makes the envelopes or labels as they are chosen now; None where a window shows the addresses."""
        part = self.how.part
        return part.maker() if part is not None else None

    def pieces(self) -> Pieces | None:
        """The envelopes or labels of the run as it stands; None for none, or while those of many are being worked out."""
        maker = self._maker()
        if maker is None or not self._selection.ids:
            return None
        if self._pieces is None:
            selection = self._selection
            if len(selection.ids) <= FEW:
                self._pieces = self.desk.read(maker, selection)
            else:
                self._all_pieces.ask(lambda reader: (selection, maker(reader, selection)))
        return self._pieces

    def _take_pieces(self, answer: tuple[Selection, Pieces]) -> None:
        if answer[0] is self._selection:
            self._pieces = answer[1]
            self._preview_soon(0)

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
        """Show the current letter as it will be printed, or the envelope or the label that goes with it."""
        if not self.isVisible():
            return
        if not self._warm.is_set():
            self._timer.start(25)
        elif self._done is not None:
            self._preview_printed(self._done)
        elif self._place < len(self._selection.ids):
            self._preview_written()
        elif not self.who.is_current:
            self.preview.show_nothing(_("Looking who can be written to…"), can_choose=False)
        elif self._ids:
            self.preview.show_nothing(_("None of these contacts can be written to; the reasons stand at the left."))
        else:
            self.preview.show_nothing(_("The letters will be seen here, page by page."), can_choose=False)

    def _preview_printed(self, done: Done) -> None:
        sheet = done.sheets[self._place]
        self.preview.offer_kinds(())
        self.preview.show_whose(sheet.name, self._place, len(done.sheets))
        self.preview.show_letter(done.pages, sheet.first, sheet.count)
        self.preview.show_problems(())

    def _preview_written(self) -> None:
        selection, place = self._selection, self._place
        part = self.how.part if self.step == HOW else None
        self.preview.offer_kinds((_("Letter"), part.short) if part is not None else ())
        self.preview.show_whose(selection.names[place], place, len(selection.ids))
        self.who.addressees.show_current(selection.ids[place])
        order = self.order()
        if self.step == HOW:
            self.how.look(order)
        try:
            pdf, letter = mailing.compose_one(order, place)
            self.how.show_postage(letter.pages, len(selection.ids), self._day)
            pieces = self.pieces() if part is not None and self.preview.kind == 1 else None
            if pieces is not None:
                self.preview.show_letter(Pages(pieces.page_of(place)), 0, 1)
                self.preview.show_problems(())
                return
        except Problem as problem:
            self.preview.show_problems([str(problem)])
            return
        self.preview.show_letter(Pages(pdf), 0, letter.pages)
        # what is wrong with the text itself stands beside it; only a sound text says what a recipient lacks
        self.preview.show_problems([] if self.editor.wrong.text() else letter.problems)

    def _show_place(self, place: int) -> None:
        if place < len(self._selection.ids if self._done is None else self._done.sheets):
            self._place = place
            self._preview_soon(0)

    def _step(self, by: int) -> None:
        total = len(self._done.sheets if self._done is not None else self._selection.ids)
        if 0 <= self._place + by < total:
            self._show_place(self._place + by)

    def _open_current(self) -> None:
        if self.current_id():
            self.open_contact.emit(self.current_id())

    def _take_day(self, day: Any) -> None:
        if day != self._day:
            self._day = day
            self._look()

    # printing and saving

    @action(mark("&Print…"), "Ctrl+P", "letter", "print")
    def print_letters(self) -> None:
        if self._done is not None:
            self.writing.print_again(self._done.title, self._done.part())
        elif self._may_write():
            self.editor.keep_draft()
            self.writing.print(self.order(), self._maker())

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
            self.emails_wanted.emit(self.who.wanted(), self.editor.model(), self._day, self._noted)

    @action(mark("To a se&gment…"), "Ctrl+Shift+G", "letter", "view")
    def choose_segment(self) -> None:
        if self._done is not None:
            self.leave_printed()
        self.go(WHO)
        self.who.offer_segments()

    @action(mark("Insert a &field…"), "Ctrl+E", "letter")
    def insert_field(self) -> None:
        if self._goes_to_text():
            self.editor.offer_fields()

    @action(mark("Keep this text as my &model…"), "Ctrl+M", "letter")
    def keep_model(self) -> None:
        if self._goes_to_text():
            self.what.keep_model()

    @action(mark("Take the text from a file…"), "", "letter", "import")
    def take_text(self) -> None:
        if self._goes_to_text():
            self.what.take_text()

    @action(mark("Back to the text of the model"), "", "letter")
    def reset_text(self) -> None:
        if self._goes_to_text():
            self.what.reset_text()

    @action(mark("Delete my model"), "", "letter", "trash")
    def delete_model(self) -> None:
        if self._goes_to_text():
            self.what.delete_model()

    def _is_writing(self) -> bool:
        return self._done is None and bool(self._ids)

    def _goes_to_text(self) -> bool:
        """Whether there is a text to work on; it comes into view."""
        if self._is_writing() and self.step != WHAT:
            self.go(WHAT)
        return self._is_writing()

    def _may_write(self) -> bool:
        """Whether there are letters, whose text is sound, and a history to note them in."""
        if not self.who.is_current:
            self.desk.say(_("Who gets a letter is still being looked up."))
            return False
        if not self._selection.ids:
            self.desk.say(_("There is nobody to write to."))
            return False
        if self.desk.store.read_only:
            self._note(_("The base is open for reading only: the letters could not be noted in the history."))
            return False
        if self.editor.wrong.text():
            self.go(WHAT)
            self.editor.body.setFocus()
            self._note(_("Nothing is printed yet. {reason}").format(reason=self.editor.wrong.text().split("\n")[0]))
            return False
        if self.step != HOW and self.costs is not None and not self._is_filled():
            self.go(HOW)
            self._note(_("Nothing is printed yet: look at the empty fields first, then print."))
            return False
        if self.costs is None or self.costs.is_right():
            return True
        self.go(HOW)
        return self.costs.is_right()

    def _is_filled(self) -> bool:
        """Whether every field of every letter holds something; of many letters it is said at the step “How” only."""
        return len(self._selection.ids) > FEW or not unfilled(self.order())

    def _file_name(self) -> str:
        title = self._done.title if self._done is not None else self.order().title
        plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
        return f"{' '.join(plain.split())} {self._day.isoformat()}.pdf"

    def save_to(self, out: Path) -> None:
        """Save all letters to the file `out`, what carries their addresses beside it, and note them in the history."""
        if not out.suffix:
            out = out.with_suffix(".pdf")
        if self._done is not None:
            self.writing.save_again(self._done.part(), out)
        else:
            self.writing.save(self.order(), self._maker(), out)

    def _tell(self, written: Written) -> None:
        """Say what was done and show the letters as they are kept now."""
        composed, chosen = written.composed, written.places
        order, count = composed.order, len(written.places)
        letters = ngettext("{n} letter written", "{n} letters written", count).format(n=count)
        entries = ngettext("{n} entry in the history", "{n} entries in the history", count).format(n=count)
        where = [str(path) for path in written.files]
        self.desk.say(" · ".join([letters, entries, *where]))
        if not count:
            return
        shared = order.selection.with_them
        sheets = [
            Sheet(order.selection.ids[at], order.selection.names[at], composed.letters[at].first_page,
                  composed.letters[at].pages, shared[at] if shared else ())
            for at in chosen
        ]  # fmt: skip
        when = f"{order.model.name} · {shown(order.on)}"
        said = "\n".join(part for part in (when, entries, references_in_words(order, chosen), *where) if part)
        self.how.keep()
        self.what.use_up(order.model.name)
        self._are_costs_used = True
        pages = Pages(composed.pdf)
        self._show_done(Done(
                written.mailing_id, order.title, letters, said, pages, sheets, True, written.pieces, self.who.joined(),
                tuple(written.files)
            )
        )  # fmt: skip

    def _print_pieces(self) -> None:
        """Print the envelopes or labels that go with the letters just printed."""
        done = self._done
        if done is None or done.pieces is None:
            return
        pieces = done.pieces

        def then() -> None:
            told = _("Printed: {pieces}").format(pieces=pieces.words)
            self.desk.say(told)
            if self._done is done:
                self._show_done(replace(done, pieces=None, said=f"{done.said}\n{told}"))

        self.writing.print_pieces(pieces, then)

    def _show_done(self, done: Done) -> None:
        self._done = done
        self._place = 0
        self._settle()
        self._preview_soon(0)
        self.focus_first()

    def leave_printed(self) -> None:
        """Back from printed letters to those being written, or to the choice of whom to write to."""
        was_run = self._done is not None and self._done.is_run
        self._done = None
        self._place = 0
        if was_run:
            self.who.write_to(())
            self._begin()
            self.step = WHO
        else:
            self.step = WHAT if self._ids else WHO
        self._settle()
        self._preview_soon(0)
        self.focus_first()

    def focus_first(self) -> None:
        if self._done is not None:
            (self.done.print_pieces if self._done.pieces is not None else self.preview.desktop).setFocus()
        elif self.step == WHO:
            if self._selection.ids:
                self.go_on_button.setFocus()
            else:
                self.who.focus_first()
        elif self.step == WHAT:
            self.editor.models.setFocus()
        else:
            self.how.focus_first()


def _place_of(ids: list[int], wanted: list[int], before: int) -> int:
    """Where the contact shown stands now; where it is gone, the place nearest to the one it had."""
    if wanted and wanted[0] in ids:
        return ids.index(wanted[0])
    return min(before, max(len(ids) - 1, 0))
