"""Scripts: the list at the left; at the right what is written, and as it is said to somebody of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current, mark
from petitcrm.base.late import Late
from petitcrm.features.calls.queries import conditions
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.conditions import titled
from petitcrm.features.letters.names import FIELDS, is_field, key_of
from petitcrm.features.letters.queries import own_fields
from petitcrm.features.letters.template import cut, sentences
from petitcrm.features.scripts import queries
from petitcrm.features.scripts.examples import examples
from petitcrm.features.scripts.fields import WHOM
from petitcrm.features.scripts.queries import Script
from petitcrm.features.scripts.rules import parts
from petitcrm.features.scripts.strip import Spoken
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import Empty, button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.scripts import edits
else:
    edits = Late("petitcrm.features.scripts.edits")

PREVIEW_AFTER = 200  # milliseconds
SHOWN_FIELDS = ("given_name", "family_name", "company", "town", "last_contact", "my_company", "signatory")


class _Delegate(LineDelegate):
    def line(self, row: object) -> Line:
        assert isinstance(row, tuple)
        script, whom = row
        return Line("", script.name, whom)


class ScriptsPage(Page):
    """What is said on the phone, to whom."""

    tables = frozenset({"script", "tier", "tag", "saved_view", "mailing", "setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: dict[int, tuple[Script, str]] = {}
        self._shown = 0
        self.model = RowsModel(self._fetch, lambda row: f"{row[0].name} {row[1]}")
        self.list = RowsView(self.model)
        self.list.show_with(_Delegate(self.list))
        self.list.setAccessibleName(_("Scripts"))
        self.title = label(_("Scripts"), "title")
        self.add_button = icon_button("add", _("New script"), self.add)
        text = _("A script is what you say on the phone: it stands beside the call of those it is for.")
        self.none = Empty(
            text, button(_("Add the examples"), self.add_examples, primary=True), button(_("New script"), self.add)
        )
        self.stack = QStackedWidget()
        self._make_editors()
        self._lay_out()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PREVIEW_AFTER)
        self.timer.timeout.connect(self._preview)
        self.list.current_changed.connect(self._show_script)
        self.bind_actions()
        self.bind_keys_in(("Del",), self.list)

    def _make_editors(self) -> None:
        self.name = LineEdit(80)
        self._name = InPlace(self.name, lambda text: self._change(name=text))
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self._body = InPlace(self.body, lambda text: self._change(body=text))
        for in_place in (self._name, self._body):
            in_place.refused.connect(lambda told: self.desk.problem.emit(Problem(told)))
            in_place.editor.setProperty("flat", False)
        self.name.setAccessibleName(_("Name of the script"))
        self.body.setAccessibleName(_("Text of the script"))
        self.whom, self.which = Choices(), Choices()
        for choices in (self.whom, self.which):
            choices.setProperty("flat", False)
            choices.setAccessibleName(_("For whom"))
        self.whom.offer([(one.value, _(one.label)) for one in WHOM])
        self.whom.picked.connect(self._pick_whom)
        self.which.picked.connect(lambda value: self._guard(lambda: self._change(which=value)))
        self.body.textChanged.connect(lambda: self.timer.start())
        self.wrong = label("", "bad", wrap=True)
        self.spoken = Spoken()
        self.said_to = label("", "section")

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.addWidget(self.title, 1)
        head.addWidget(self.add_button)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        inside = QWidget()
        inside.setObjectName("surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(inside)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for at, (words, editor) in enumerate(((_("Name of the script"), self.name), (_("For whom"), None))):
            head_label = label(words, "muted")
            grid.addWidget(head_label, at, 0)
            if editor is not None:
                head_label.setBuddy(editor)
                grid.addWidget(editor, at, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.whom)
        row.addWidget(self.which, 1)
        grid.addLayout(row, 1, 1)
        grid.addWidget(self.body, 2, 0, 1, 2)
        grid.setRowStretch(2, 3)
        names = [one.french if current() == "fr" else one.english for one in FIELDS if one.key in SHOWN_FIELDS]
        hint = _("Fields: {fields}. A line “? Too dear” opens an objection, the lines below answer it.")
        shown = hint.replace("{fields}", ", ".join(f"{{{name}}}" for name in names))
        grid.addWidget(self.wrong, 3, 0, 1, 2)
        grid.addWidget(label(shown, "muted", wrap=True), 4, 0, 1, 2)
        self.said_to.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(self.said_to, 5, 0, 1, 2)
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidget(self.spoken)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid.addWidget(area, 6, 0, 1, 2)
        grid.setRowStretch(6, 3)
        self.splitter = halves(left, inside)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # showing

    def _fetch(self, ids: Sequence[int]) -> list[tuple[Script, str] | None]:
        return [self._rows.get(one) for one in ids]

    def reload(self) -> None:
        found = self.desk.read(queries.scripts)
        self._rows = {one.id: (one, self._whom_of(one)) for one in found}
        current_id = self.list.current_id()
        self.model.show(array("q", self._rows))
        self.stack.setCurrentIndex(0 if found else 1)
        if found:
            place = self.model.place_of(current_id)
            self.list.select(max(place, 0))
            self._show_script(self.model.ids[max(place, 0)])

    def _whom_of(self, script: Script) -> str:
        kind = next((_(one.label) for one in WHOM if one.value == script.whom), script.whom)
        if not script.whom:
            return kind
        words = dict(self.desk.read(queries.offered, script.whom)).get(script.which, "")
        return titled(kind, words or _("Choose…"))

    def _show_script(self, script_id: int) -> None:
        row = self._rows.get(script_id)
        if row is None:
            return
        if script_id != self._shown and self._shown in self._rows:
            for in_place in (self._name, self._body):
                in_place.commit()  # what stands there belongs to the script before
        self._shown = script_id
        script = self._rows[script_id][0]
        self._name.show(script.name)
        self._body.show(script.body)
        self.whom.show_value(script.whom)
        self._offer_which(script)
        self._preview()

    def _offer_which(self, script: Script) -> None:
        offers = self.desk.read(queries.offered, script.whom)
        known = script.which in [value for value, _words in offers]
        first = [] if known else [(script.which, _("Choose…") if offers else _("There is none yet."))]
        self.which.offer([*first, *offers])
        self.which.show_value(script.which)
        self.which.setVisible(bool(script.whom))

    def _preview(self) -> None:
        """The script as it is said to the first contact that it is for."""
        row = self._rows.get(self._shown)
        if row is None or self.desk.is_over:
            return
        body = self.body.toPlainText()
        own = [one.label for one in self.desk.read(own_fields)]
        fields = [one for one in cut(body).parts if not isinstance(one, str)]
        unknown = [one for one in fields if not is_field(one.key) and one.key not in map(key_of, own)]
        self.wrong.setText("\n".join(sentences([], unknown, own)[:3]))
        self.wrong.setVisible(bool(unknown))
        today = self.desk.today()
        one = self.desk.read(queries.somebody, row[0], today, conditions(today))
        card = self.desk.read(contacts.card, one) if one else None
        said = self.desk.read(queries.filled, body, card, self.desk.today()) if card else parts(body)
        self.said_to.setText(
            _("As it is said to {name}").format(name=card.display_name) if card else _("As it is said")
        )
        self.spoken.show_parts(said)

    def focus_first(self) -> None:
        self.list.setFocus()

    # changing

    def _change(self, **values: str) -> None:
        row = self._rows.get(self._shown)
        if row is not None:
            self.desk.do(_("Change the script “{name}”").format(name=row[0].name), edits.change, row[0].id, **values)

    def _pick_whom(self, value: str) -> None:
        offers = self.desk.read(queries.offered, value)
        which = offers[0][0] if offers else ""
        self._guard(lambda: self._change(whom=value, which=which))

    def _guard(self, run: object) -> None:
        try:
            run()  # type: ignore[operator]
        except Problem as problem:
            self.desk.problem.emit(problem)

    @action(mark("Add a script"), "", "call", "add")
    def add(self) -> None:
        if self.desk.try_to(_("Add a script"), edits.add, _("Unnamed script")):
            self.refresh()
            self.list.select(len(self.model.ids) - 1)
            self._show_script(self.model.ids[-1])
            self.name.setFocus()
            self.name.selectAll()

    def add_examples(self) -> None:
        """The scripts that come with the program, in its language."""
        self.desk.try_to(_("Add the examples"), edits.add_all, examples(current()))
        self.list.setFocus()

    @action(mark("Remove the script"), "Del", "call", "trash", everywhere=False)
    def remove(self) -> None:
        found = self.list.currentIndex().data(ROW)
        if found:
            title = _("Remove the script “{name}”").format(name=found[0].name)
            if self.desk.try_to(title, edits.remove, found[0].id):
                self.desk.say(title)
