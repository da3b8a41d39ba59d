"""Sequences: who is due for a letter, an e-mail or a call, step by step until they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.letters import pictures
from petitcrm.features.letters import queries as letters
from petitcrm.features.letters.noted import Noted
from petitcrm.features.nurture.gather_list import SeriesDelegate
from petitcrm.features.nurture.gather_page import GatherPage
from petitcrm.features.sequences import lines, queries
from petitcrm.features.sequences.adding import offers
from petitcrm.features.sequences.doing import do_for
from petitcrm.features.sequences.editor import SequenceEditor
from petitcrm.features.sequences.examples import EXAMPLES, Example, free_name
from petitcrm.features.sequences.queries import MemberLine, Overview, SequenceRow, StepRow
from petitcrm.features.sequences.rules import (
    ANSWERED,
    BLOCKED,
    CALL,
    CALLING,
    COMING,
    DUE,
    EMAIL,
    ENDED,
    LETTER,
    STATES,
)
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.latest import Latest
from petitcrm.ui.lists.painting import Line
from petitcrm.ui.messages import label, tip
from petitcrm.ui.widgets.flow import Flow
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.panels import Offer, Picker
from petitcrm.ui.widgets.small import Elided, Empty, button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.sequences import edits
else:
    edits = Late("petitcrm.features.sequences.edits")

LEFT = 440  # pixels
ADVANCE = "petitcrm.features.sequences.edits:advance"  # in parts.NOTED_JOBS
_CHIPS = {
    DUE: mark("To do {n}"),
    ANSWERED: mark("Answered {n}"),
    CALLING: mark("Calls promised {n}"),
    COMING: mark("Later {n}"),
    BLOCKED: mark("Held up {n}"),
    ENDED: mark("At the end {n}"),
}
_IN_THE_LIST = ("L", "Shift+L", "S", "D", "G", "B", "Del", "E", "C", "N", "I", "Ctrl+A")
_ANYWHERE = ("E", "C", "N", "I")
_LIST, _EDITOR, _NOBODY = 0, 1, 2


class MemberDelegate(SeriesDelegate):
    """Who, which step follows; at the right what is due."""

    def line(self, row: object) -> Line:
        assert isinstance(row, MemberLine)
        today = self.desk.today()
        name = f"{row.name} · {row.company}" if row.company else row.name
        said, role = lines.mark_of(row, today)
        return Line(row.tier, name, lines.below(row, today), said, role)


class SequencesPage(GatherPage):
    """Left the chosen sequence with those who are in it, right the card of the current one."""

    tables = CARD_TABLES | {"saved_view", "letter_model"}
    letters_wanted = Signal(object, str, object)  # the ids, the name of the model, what is noted with them
    emails_wanted = Signal(object, object, object)  # the ids, the model, what is noted with them
    contacts_wanted = Signal()
    chip_words = _CHIPS
    menu = ("take_step", "mark_done", "skip_step", "go_on", "begin_again", "take_out", "open_card")
    hidden = frozenset({ENDED})

    def __init__(self, desk: Desk, make_card: Callable[[Desk], CardView]) -> None:
        super().__init__(
            desk,
            make_card,
            MemberDelegate,
            _("In the sequence"),
            _("L do the step · D done · S skip · G go on · Del take out · Space choose · Ctrl+Enter card"),
        )
        self._found: Overview | None = None
        self._current = 0  # the key of the sequence that is shown
        self._trouble = ""
        self._edited: set[int] = set()  # those without steps whose editor was opened by itself: once is enough
        self._edits_first = False
        self._is_edited = False
        self._latest = Latest(desk, self._take, self)
        self.title, self.path, self.count = (
            Elided("title"),
            label("", "muted", wrap=True),
            label("", "muted", wrap=True),
        )
        self.primary = button("", self.do_most, primary=True)
        self.add_new = button("", self.add_segment, icon_name="add")
        for one in (self.primary, self.add_new):
            one.hide()  # until it is known what is due
        self.editor = SequenceEditor(desk)
        self.choose_people = button(_("Choose contacts"), self.contacts_wanted.emit)
        self.write_steps = button(_("Write its steps"), self.edit_steps, primary=True)
        self.nobody = Empty("", self.write_steps, self.choose_people)
        self._lay_out()
        self.editor.closed.connect(self._close_editor)
        self.editor.removed.connect(lambda: self._turn_editor(False))
        self.bind_actions()
        self.bind_keys_in(_IN_THE_LIST, self.list)
        for made in self.actions_made:
            if made.shortcut().toString() in _ANYWHERE:
                for place in (self.choose_people, self.write_steps, self.begin):
                    place.addAction(made)  # nobody is in it: the keyboard is on one of these

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.title, 1)
        self.other = icon_button("down", _("Another sequence (C)"), self.choose_sequence)
        top.addWidget(self.other)
        self.steps_button = icon_button("lines", _("Name, segment and steps (E)"), self.edit_steps)
        top.addWidget(self.steps_button)
        top.addWidget(icon_button("add", _("New sequence (N)"), self.new_sequence))
        self.head_row = QWidget()
        self.head_row.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.head_row)
        head.addWidget(self.path)
        self.doing = QWidget()
        doing = Flow(self.doing, gap=8)
        for one in (self.primary, self.add_new):
            doing.addWidget(one)
        head.addWidget(self.doing)
        head.addWidget(self.count)
        head.addWidget(self.chip_row)
        column.addLayout(head)
        self.stack = QStackedWidget()
        for widget in (self.list, self.editor, self.nobody):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keys)
        self.begin = button(_("New sequence…"), self.new_sequence, primary=True)
        self.none = Empty(
            _(
                "Letters, e-mails and calls that follow one another with widening gaps, until somebody answers: the welcome "
                "of a new client, the weeks after a fair."
            ),
            self.begin,
        )
        self.whole = QStackedWidget()
        self.whole.addWidget(halves(left, self.right, at=LEFT))
        self.whole.addWidget(self.none)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.whole)

    # showing

    def reload(self) -> None:
        """Worked out beside the window: many may be in them."""
        today = self.desk.today()
        self._latest.ask(lambda reader: queries.overview(reader, today))

    def _take(self, found: Overview) -> None:
        self._found = found
        self.whole.setCurrentIndex(0 if found.sequences else 1)
        if not found.sequences:
            self._current, self._all = 0, []
            self._turn_editor(False)
            if self.isVisible() and self._has_keyboard():
                self.begin.setFocus()
            return
        if self._current not in found.lines:
            most = max(found.sequences, key=lambda one: sum(queries.due(found.lines[one.id]).values()))
            self._current = most.id
        self._show_sequence()

    def _has_keyboard(self) -> bool:
        widget = self.window().focusWidget()
        return widget is None or widget is self or self.isAncestorOf(widget)

    @property
    def of(self) -> SequenceRow | None:
        """The sequence that is shown."""
        known = self._found.sequences if self._found else ()
        return next((one for one in known if one.id == self._current), None)

    def _show_sequence(self) -> None:
        of, found = self.of, self._found
        if of is None or found is None:
            return
        self._all = found.lines[of.id]
        self.title.show_text(of.name)
        self.other.setVisible(len(found.sequences) > 1)
        self.path.setText(lines.path(of.steps))
        self.editor.show_sequence(of)
        if self._edits_first or (not of.steps and of.id not in self._edited):
            self._edits_first = False
            self._edited.add(of.id)
            self._turn_editor(True)
        self._show_segment(of)
        self.show_lines()

    def _show_segment(self, of: SequenceRow) -> None:
        assert self._found is not None
        new = self._found.new.get(of.id, [])
        unknown = self._found.unknown.get(of.id, [])
        self.add_new.setVisible(bool(new) and bool(of.steps))
        self.add_new.setText(ngettext("{n} new", "{n} new", len(new)).format(n=len(new)))
        words = ngettext("Add the {n} new of “{view}”", "Add the {n} new of “{view}”", len(new))
        self.add_new.setAccessibleName(words.format(n=len(new), view=of.view_name))
        tip(self.add_new, self.add_new.accessibleName())
        self._trouble = (
            _("The segment “{view}” names what is no longer there ({names}): nobody is added by it.").format(
                view=of.view_name, names=", ".join(unknown)
            )
            if unknown
            else ""
        )

    def narrow(self, state: str) -> None:
        self._turn_editor(False)
        super().narrow(state)

    def sentence(self, line: MemberLine) -> str:
        return lines.sentence(line, self.desk.today())

    def settle(self, counts: Counter[str], found: Sequence[MemberLine]) -> None:
        most = queries.due_by_step(self._all)
        self.primary.setVisible(bool(most))
        if most:
            self.primary.setText(lines.due_button(most[0][0], len(most[0][1])))
        self._show_place()

    def _show_place(self) -> None:
        is_edited, of = self._is_edited, self.of
        self.path.setVisible(bool(of and of.steps) and not is_edited)
        for widget in (self.doing, self.chip_row):
            widget.setVisible(not is_edited)
        self.count.setVisible(bool(self.count.text()) and not is_edited)
        has_lines = bool(self._lines)
        self.keys.setVisible(has_lines and not is_edited)
        had_keyboard = self.list.hasFocus()
        self.stack.setCurrentIndex(_EDITOR if is_edited else _LIST if has_lines else _NOBODY)
        if of is not None and not of.steps:
            sentence = _("This sequence has no steps yet.")
        elif self._all and not has_lines:
            sentence = _("All who were in it are at its end.")
        else:
            sentence = _("Nobody is in this sequence yet: choose contacts in their list, then “Add to a sequence…”.")
        self.nobody.sentence.setText(sentence)
        has_steps = bool(of and of.steps)
        self.write_steps.setHidden(has_steps)
        self.choose_people.setVisible(has_steps)
        if had_keyboard and not has_lines and not is_edited:
            self._focus_nobody()

    def say_counts(self) -> None:
        chosen, going = self.list.count_chosen(), sum(one.state != ENDED for one in self._all)
        parts = [ngettext("{n} contact", "{n} contacts", going).format(n=going)] if going else []
        if chosen > 1:
            parts = [ngettext("{n} chosen", "{n} chosen", chosen).format(n=chosen)]
        elif others := self._due_elsewhere():
            parts.append(others)
        if self._trouble:
            parts.append(self._trouble)
        self.count.setText(" · ".join(parts))
        self.count.setVisible(bool(parts) and not self._is_edited)

    def _due_elsewhere(self) -> str:
        """What is due besides what the button does, and in other sequences."""
        rest = sum(len(ids) for _step, ids in queries.due_by_step(self._all)[1:])
        others = 0
        if self._found is not None:
            others = sum(
                sum(queries.due(found).values()) for one, found in self._found.lines.items() if one != self._current
            )
        parts = (
            ngettext("{n} due at another step", "{n} due at other steps", rest).format(n=rest) if rest else "",
            ngettext("{n} due in another sequence", "{n} due in other sequences", others).format(n=others)
            if others
            else "",
        )
        return " · ".join(part for part in parts if part)

    def focus_first(self) -> None:
        if self._found is not None and not self._found.sequences:
            self.begin.setFocus()
        elif self._is_edited:
            self.editor.focus_first()
        else:
            if self._lines or self._found is None:
                self.list.setFocus()
            else:
                self._focus_nobody()

    def _focus_nobody(self) -> None:
        """To the one button that stands where nobody is."""
        of = self.of
        (self.choose_people if of and of.steps else self.write_steps).setFocus()

    # sequences

    @action(mark("Choose a sequence…"), "C", "letter", "view", everywhere=False)
    def choose_sequence(self) -> None:
        if self._found is None or not self._found.sequences:
            self.new_sequence()
            return
        due = {one.id: sum(queries.due(self._found.lines[one.id]).values()) for one in self._found.sequences}
        shown = [
            Offer(one.words, one.value, _due(due[one.value.id]) or one.beside, one.chosen)
            for one in offers(self._found.sequences, self._current)
        ]
        picker = Picker(self, _("Which sequence?"), shown)
        picker.picked.connect(lambda one: self.show_sequence(one.id))
        picker.open_under(self.head_row)

    def show_sequence(self, sequence_id: int) -> None:
        """Show this one."""
        self._current, self._state = sequence_id, ""
        self._turn_editor(False)
        if self._found is not None:
            self._show_sequence()
        self.focus_first()

    @action(mark("&New sequence…"), "N", "letter", "add", everywhere=False)
    def new_sequence(self) -> None:
        empty = Example("", mark("New sequence"), ())
        shown = [Offer(_(one.name), one, _steps_of(one)) for one in EXAMPLES]
        picker = Picker(
            self,
            _("New sequence: from which example?"),
            [*shown, Offer(_("Empty sequence"), empty)],
            hint=_("Choose an example, or type a name"),
            make=lambda text: _("Empty, called “{name}”").format(name=text.strip()) if text.strip() else "",
        )
        picker.picked.connect(self._make)
        picker.typed_anew.connect(lambda text: self._make(empty, text.strip()))
        picker.open_under(self.head_row if self._current else self.begin)

    def _make(self, example: Example, name: str = "") -> None:
        said, steps = example.made()
        free = self.desk.read(free_name, name or said)
        made: list[int] = []
        try:
            made.append(self.desk.do(_("New sequence"), edits.make, free, steps))
        except Problem as problem:
            self.desk.problem.emit(problem)
            return
        self._current, self._state, self._edits_first = made[0], "", True
        self.desk.say(_("New sequence: {name}").format(name=free))

    @action(mark("&Edit the steps of the sequence"), "E", "letter", "lines", everywhere=False)
    def edit_steps(self) -> None:
        if self._is_edited:
            self._close_editor()
        elif self.of is not None:
            self._turn_editor(True)
            self.editor.focus_first()

    def _turn_editor(self, on: bool) -> None:
        had, self._is_edited = self.stack.currentIndex() == _EDITOR, on
        if on and not had:
            self._show_place()
            if self._has_keyboard():
                self.editor.focus_first()

    def _close_editor(self) -> None:
        self._turn_editor(False)
        self._show_place()
        self.focus_first()

    @action(mark("Add those of the segment"), "I", "letter", "add", everywhere=False)
    def add_segment(self) -> None:
        of = self.of
        new = self._found.new.get(of.id, []) if of and self._found else []
        if of is None or not new:
            self.desk.say(_("The segment has nobody new for this sequence."))
            return
        do_for(
            self.desk, len(new), _("Add to a sequence"), edits.join, of.id, new, self.desk.today(),
            told=lambda found: lines.joined(of.name, len(found.ids), found.left_out),
        )  # fmt: skip

    # steps

    @action(mark("Do the &step that follows"), "L, Return, Enter", "letter", "letter", everywhere=False)
    def take_step(self) -> None:
        """For the chosen ones: those who stand at the step of the first of them."""
        chosen = self.gathered()
        ready = [one for one in chosen if one.state in (DUE, COMING) and one.step]
        if not ready:
            if chosen:
                self.desk.say(lines.sentence(chosen[0], self.desk.today()))
            return
        step = ready[0].step
        assert step is not None
        same = [one.contact_id for one in ready if one.step == step]
        self._do_step(step, same)
        if len(same) < len(chosen):
            rest = len(chosen) - len(same)
            words = ngettext("{n} of the chosen is at another step.", "{n} of the chosen are at other steps.", rest)
            self.desk.say(words.format(n=rest))

    @action(mark("Do all that is due at a step"), "Shift+L", "letter", "letter", everywhere=False)
    def do_most(self) -> None:
        """What is due for most."""
        if most := queries.due_by_step(self._all):
            self._do_step(*most[0])

    def _do_step(self, step: StepRow, ids: Sequence[int]) -> None:
        done = Noted(ADVANCE, step.id, self.desk.today().isoformat())
        if step.kind == CALL:
            self._promise(list(ids))
        elif step.kind == LETTER:
            self.letters_wanted.emit(list(ids), step.model_name, done)
        elif step.kind == EMAIL:
            try:
                known = self.desk.read(letters.model, step.model_name).as_model()
                model = self.desk.read(pictures.with_pictures, known)
            except Problem as problem:
                self.desk.problem.emit(problem)
                return
            self.emails_wanted.emit(list(ids), model, done)

    def _promise(self, ids: list[int]) -> None:
        def told(found: tuple[int, list[tuple[str, str]]]) -> str:
            count, left_out = found
            words = ngettext("{n} call promised", "{n} calls promised", count).format(n=count)
            return " · ".join(part for part in (words, lines.left_out(left_out)) if part)

        self._do_for(ids, _("Promise the calls of a sequence"), edits.promise_calls, told)

    def _do_for(self, ids: Sequence[int], title: str, edit: Any, told: Callable[[Any], str]) -> None:
        of = self.of
        if of is None:
            return

        do_for(
            self.desk, len(ids), title, edit, of.id, list(ids), self.desk.today(), told=told,
            then=lambda _answer: self.let_go(ids),
        )  # fmt: skip

    def _with(self, states: Sequence[str], title: str, edit: Any, told: str) -> None:
        """`edit` for those of the chosen who are in one of `states`; `told` has a place for who that is."""
        chosen = self.gathered()
        ids = [one.contact_id for one in chosen if one.state in states]
        if not ids:
            if chosen:
                self.desk.say(lines.sentence(chosen[0], self.desk.today()))
            return
        names = [one.name for one in chosen if one.contact_id == ids[0]]
        who = names[0] if len(ids) == 1 else ngettext("{n} contact", "{n} contacts", len(ids)).format(n=len(ids))
        nothing = _("No step is left for {who}: “Begin again” starts the sequence anew.")
        self._do_for(ids, title, edit, lambda count: (told if count else nothing).format(who=who))

    @action(mark("The step is &done otherwise"), "D", "letter", "check", everywhere=False)
    def mark_done(self) -> None:
        told = _("{who}: step done, the next one follows from today.")
        self._with((DUE, COMING, CALLING, BLOCKED), _("Step of a sequence done"), edits.mark_done, told)

    @action(mark("S&kip the step"), "S", "letter", "next", everywhere=False)
    def skip_step(self) -> None:
        told = _("{who}: step skipped, the following ones keep their days.")
        self._with((DUE, COMING, CALLING, BLOCKED), _("Skip a step of a sequence"), edits.skip, told)

    @action(mark("&Go on in spite of the answer"), "G", "letter", "redo", everywhere=False)
    def go_on(self) -> None:
        told = _("{who}: the sequence goes on.")
        self._with((ANSWERED, ENDED), _("Go on with a sequence"), edits.go_on, told)

    @action(mark("&Begin again with the first step"), "B", "letter", "undo", everywhere=False)
    def begin_again(self) -> None:
        told = _("{who}: begins again with the first step.")
        self._with((ANSWERED, ENDED), _("Begin a sequence again"), edits.begin_again, told)

    @action(mark("Take out of the sequence"), "Del", "letter", "trash", everywhere=False)
    def take_out(self) -> None:
        told = _("{who}: taken out of the sequence.")
        states = tuple(one for one in STATES if one != ENDED)
        self._with(states, _("Take out of the sequence"), edits.take_out, told)


def _due(count: int) -> str:
    return ngettext("{n} due", "{n} due", count).format(n=count) if count else ""


def _steps_of(example: Example) -> str:
    return ngettext("{n} step", "{n} steps", len(example.steps)).format(n=len(example.steps))
