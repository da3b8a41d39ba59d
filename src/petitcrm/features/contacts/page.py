"""All contacts: a list that searches as one types, chips that filter, the card beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import conditions, queries, search
from petitcrm.features.contacts.card import CardView
from petitcrm.features.contacts.fields import BY_KEY, CARD_TABLES, STAGES, TEMPERATURES
from petitcrm.features.contacts.queries import Condition, ContactRow
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import Line, LineDelegate
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.small import Empty, button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")

Marks = Callable[..., dict[int, str]]


class ContactDelegate(LineDelegate):
    """A contact: tier, name; company, job, town below; the next call at the right."""

    def __init__(self, page: ContactsPage) -> None:
        super().__init__(page)
        self.page = page

    def line(self, row: object) -> Line:
        assert isinstance(row, ContactRow)
        employer = row.company if row.kind == "person" else ""
        stage = _(BY_KEY["stage"].label_of(row.stage)) if row.stage else ""
        below = " · ".join(part for part in (employer, row.job_title, row.town, stage) if part)
        told = self.page.mark_of(row.id)
        return Line(row.tier, row.display_name, below, told, "muted")


class ContactList(RowsView):
    """Typing anywhere in it searches."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if text.strip() and text.isprintable() and plain:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class ContactsPage(Page):
    tables = CARD_TABLES
    letters_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        make_card: Callable[[Desk], CardView],
        marks: Marks | None = None,
        added_conditions: Callable[[date], list[Condition]] | None = None,
        import_wanted: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(desk)
        self._marks = marks
        self._conditions = added_conditions
        self._shown_marks: dict[int, str] = {}
        self._chosen: dict[str, Condition] = {}
        self._in_trash = False
        self._import_wanted = import_wanted
        self.model = RowsModel(self._fetch, lambda row: f"{row.display_name} {row.company} {row.town}")
        self.list = ContactList(self.model, several=True)
        self.list.show_with(ContactDelegate(self))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(_("Contacts"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, company, town, part of a number"))
        self.search.setAccessibleName(_("Search in the list"))
        self.search.setClearButtonEnabled(True)
        self.count = label("", "muted")
        self.card = make_card(desk)
        self.none = Empty(
            "",
            button(_("Import an address book…"), self._import, primary=True),
            button(_("New person"), self.new_person),
        )
        self.nothing = Empty("", button(_("Show all"), self.show_all))
        self.stack = QStackedWidget()
        for widget in (self.list, self.none, self.nothing):
            self.stack.addWidget(widget)
        self._wanted: int | None = None
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.timeout.connect(lambda: self.card.show_contact(self._wanted))
        self._chips: list[QPushButton] = []
        self._lay_out()
        self._connect()
        self.bind_actions()
        for made in self.actions_made:
            if made.objectName() in ("trash", "select_all"):  # keys that mean something else in a field
                self.list.addAction(made)
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setMinimumWidth(330)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 6)
        top.setSpacing(2)
        top.addWidget(self.search, 1)
        more = icon_button("tag", _("More filters: tier, stage, temperature, tag"), self._more_filters)
        top.addWidget(more)
        top.addWidget(icon_button("add", _("New person (Ctrl+N)"), self.new_person))
        column.addLayout(top)
        self.chip_row = QHBoxLayout()
        self.chip_row.setContentsMargins(12, 0, 12, 6)
        self.chip_row.setSpacing(4)
        column.addLayout(self.chip_row)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 6)
        foot.addWidget(self.count, 1)
        column.addLayout(foot)
        column.addWidget(self.stack, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.card)
        splitter.setSizes([390, 722])
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.typed.connect(self._type_on)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.current_changed.connect(self._show_card)
        self.list.selectionModel().selectionChanged.connect(lambda *_changes: self._show_count())
        self.card.open_contact.connect(self.open_contact)

    # the list

    def _fetch(self, ids: Sequence[int]) -> list[ContactRow | None]:
        wanted = list(ids)
        found = {row.id: row for row in self.desk.read(queries.rows, wanted)}
        if self._marks is not None:
            self._shown_marks.update(self.desk.read(self._marks, wanted, self.desk.today()))
        return [found.get(one) for one in wanted]

    def mark_of(self, contact_id: int) -> str:
        return self._shown_marks.get(contact_id, "")

    def reload(self) -> None:
        self._shown_marks.clear()
        self._make_chips()
        current = self.current_id()
        self._filter(self.search.text(), keep=current)

    def _filter(self, text: str, keep: int = 0) -> None:
        wanted = keep or self.current_id()
        chosen = list(self._chosen.values())
        if text.strip():
            found = self.desk.read(search.all_matching, text)
            ids = self.desk.read(queries.in_order, found)
            if chosen or self._in_trash:
                allowed = set(self.desk.read(queries.ids, chosen, self._in_trash))
                ids = array("q", (one for one in ids if one in allowed))
        else:
            ids = self.desk.read(queries.ids, chosen, self._in_trash)
        self.model.show(ids)
        self._show_empty(text)
        place = self.model.place_of(wanted)
        if len(ids):
            if not self.list.count_chosen() or place < 0:
                self.list.select(max(place, 0))
            self._show_card(ids[max(place, 0)])
        else:
            self._show_card(None)
        self._show_count()

    def _show_empty(self, text: str) -> None:
        if len(self.model.ids):
            self.stack.setCurrentWidget(self.list)
        elif text.strip() or self._chosen or self._in_trash:
            sentence = _("Nobody found for “{text}”.").format(text=text) if text.strip() else _("Nobody here.")
            self.nothing.sentence.setText(sentence)
            self.stack.setCurrentWidget(self.nothing)
        else:
            self.none.sentence.setText(
                _("No contacts yet. Bring the address book you have: Outlook, Google, a phone, Excel.")
            )
            self.stack.setCurrentWidget(self.none)

    def _show_count(self) -> None:
        count = len(self.model.ids)
        chosen = self.list.count_chosen()
        text = ngettext("{n} contact", "{n} contacts", count).format(n=f"{count:,}".replace(",", "\u202f"))
        if chosen > 1:
            text += " · " + ngettext("{n} selected", "{n} selected ", chosen).strip().format(n=chosen)
        if self._in_trash:
            text += " · " + _("trash")
        self.count.setText(text)

    def _make_chips(self) -> None:
        if self._chips:
            return
        added = self._conditions(self.desk.today()) if self._conditions else []
        offered = [*conditions.FIRST, *added, *conditions.LAST]
        for condition in offered[:4]:
            chip = QPushButton(_(condition.label))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.toggled.connect(lambda on, condition=condition: self._choose(condition, on))
            chip.setMinimumWidth(chip.sizeHint().width())
            self._chips.append(chip)
            self.chip_row.addWidget(chip)
        self.chip_row.addStretch(1)
        self._offered = offered

    def _choose(self, condition: Condition, on: bool) -> None:
        if on:
            self._chosen[condition.key] = condition
        else:
            self._chosen.pop(condition.key, None)
        self._filter(self.search.text())

    def _more_filters(self) -> None:
        menu = QMenu(self)
        for condition in self._offered[4:]:
            self._filter_entry(menu, condition, _(condition.label))
        for title, found in self.desk.read(conditions.groups):
            if found:
                sub = menu.addMenu(title)
                for condition, words in found:
                    self._filter_entry(sub, condition, words)
        menu.exec(self.mapToGlobal(self.chip_row.geometry().bottomRight()))

    def _filter_entry(self, menu: QMenu, condition: Condition, words: str) -> None:
        entry = menu.addAction(words.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(condition.key in self._chosen)
        entry.toggled.connect(lambda on: self._choose(condition, on))

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def current_id(self) -> int:
        return self.list.current_id()

    def selected(self) -> list[int]:
        """The contacts chosen in the list, in its order."""
        return self.list.chosen()

    def _show_card(self, contact_id: int | None) -> None:
        """Soon, and only the last one asked for: the list moves on without waiting for the card."""
        self._wanted = contact_id or None
        self._card_timer.start()

    def focus_first(self) -> None:
        self.list.setFocus()

    def open_contact(self, contact_id: int) -> None:
        """Show one contact, wherever it stands in the list."""
        if self.model.place_of(contact_id) < 0:
            self.show_all()
        place = self.model.place_of(contact_id)
        if place >= 0:
            self.list.select(place)
            self.list.scrollTo(self.model.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._show_card(contact_id)

    # actions

    def _import(self) -> None:
        if self._import_wanted is not None:
            self._import_wanted()

    @action(mark("&New person"), "Ctrl+N", "contact", "person")
    def new_person(self) -> None:
        self.card.begin_new("person")

    @action(mark("New &company"), "Ctrl+Shift+C", "contact", "company")
    def new_company(self) -> None:
        self.card.begin_new("company")

    @action(mark("Give a &tier…"), "Ctrl+T", "contact", "tag")
    def give_tier(self) -> None:
        tiers = self.desk.read(queries.tiers)
        self._ask_and_set(_("Give a tier"), "tier", ["", *tiers], [_("none"), *tiers])

    @action(mark("Set the &stage…"), "Ctrl+Shift+S", "contact")
    def give_stage(self) -> None:
        self._ask_and_set(_("Set the stage"), "stage", [one.value for one in STAGES], [_(one.label) for one in STAGES])

    @action(mark("Set the temperature…"), "Ctrl+Shift+T", "contact")
    def give_temperature(self) -> None:
        values = [one.value for one in TEMPERATURES]
        self._ask_and_set(_("Set the temperature"), "temperature", values, [_(one.label) for one in TEMPERATURES])

    def _ask_and_set(self, title: str, key: str, values: list[str], words: list[str]) -> None:
        chosen = self.selected()
        if not chosen:
            self.desk.say(_("Select contacts in the list first."))
            return
        question = ngettext("{n} contact:", "{n} contacts:", len(chosen)).format(n=len(chosen))
        word, sure = QInputDialog.getItem(self, title, question, words, 1 if len(words) > 1 else 0, False)
        if sure:
            self._set_all(title, chosen, key, values[words.index(word)])

    def _set_all(self, title: str, chosen: list[int], key: str, value: str) -> None:
        count = len(chosen)
        done = ngettext("{n} contact changed.", "{n} contacts changed.", count).format(n=count)
        self.desk.do_for_many(count, title, done, edits.change_all, chosen, {key: value}, self.desk.today())

    @action(mark("Add ta&gs…"), "Ctrl+G", "contact", "tag")
    def add_tags(self) -> None:
        chosen = self.selected()
        if not chosen:
            self.desk.say(_("Select contacts in the list first."))
            return
        known = self.desk.read(queries.tags)
        text, sure = QInputDialog.getItem(self, _("Add tags"), _("Tags, separated by commas:"), ["", *known], 0, True)
        if sure and text.strip():
            count = len(chosen)
            done = ngettext("{n} contact changed.", "{n} contacts changed.", count).format(n=count)
            self.desk.do_for_many(count, _("Add tags"), done, edits.add_tags, chosen, text)

    @action(mark("&Letter to the selection…"), "Ctrl+L", "letter", "letter")
    def write_letters(self) -> None:
        chosen = self.selected()
        if chosen:
            self.letters_wanted.emit(chosen)
        else:
            self.desk.say(_("Select contacts in the list first."))

    @action(mark("Move to the trash"), "Del", "contact", "trash", everywhere=False)
    def trash(self) -> None:
        chosen = self.selected()
        if not chosen:
            self.desk.say(_("Select contacts in the list first."))
            return
        title = _("Out of the trash") if self._in_trash else _("Move to the trash")
        count = len(chosen)
        if self._in_trash:
            done = ngettext("{n} contact restored.", "{n} contacts restored.", count)
        else:
            done = ngettext("{n} contact in the trash.", "{n} contacts in the trash.", count)
        edit = edits.restore if self._in_trash else edits.trash
        self.desk.do_for_many(count, title, done.format(n=count), edit, chosen)

    @action(mark("Select all"), "Ctrl+A", "edit", everywhere=False)
    def select_all(self) -> None:
        self.list.selectAll()

    @action(mark("Search in the list"), "Ctrl+F", "edit", "search")
    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @action(mark("Show all contacts"), "Ctrl+Shift+A", "view")
    def show_all(self) -> None:
        self._in_trash = False
        for chip in self._chips:
            chip.setChecked(False)
        self._chosen.clear()
        self.search.clear()
        self._filter("")

    @action(mark("Show the trash"), "", "view", "trash")
    def show_trash(self) -> None:
        self._in_trash = not self._in_trash
        self._filter(self.search.text())

    @action(mark("Next contact"), "Alt+Down", "contact", "next")
    def next_contact(self) -> None:
        self._step(1)

    @action(mark("Previous contact"), "Alt+Up", "contact", "prev")
    def previous_contact(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        at = self.list.currentIndex().row() + by
        if 0 <= at < len(self.model.ids):
            self.list.select(at)

    def _menu(self, at: Any) -> None:
        menu = QMenu(self)
        for made in self.actions_made:
            if made.objectName() in (
                "give_tier",
                "give_stage",
                "give_temperature",
                "add_tags",
                "write_letters",
                "trash",
            ):
                menu.addAction(made)
        menu.exec(self.list.viewport().mapToGlobal(at))
