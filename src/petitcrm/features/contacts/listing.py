"""The list of contacts: what is in it, in which order, and how it keeps its place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStackedWidget

from petitcrm.base import preferences
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import columns, conditions, queries, search
from petitcrm.features.contacts.card import CardView
from petitcrm.features.contacts.columns import USUAL, Column
from petitcrm.features.contacts.fields import CARD_TABLES
from petitcrm.features.contacts.filters import FilterBar
from petitcrm.features.contacts.lines import ContactDelegate, ContactList
from petitcrm.features.contacts.queries import Condition
from petitcrm.features.contacts.views import SavedView, View
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.small import Empty, button

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")

Marks = Callable[..., dict[int, str]]
Conditions = Callable[[date], list[Condition]]


class ListPage(Page):
    """The list, its search and its filters, and the card beside it; what can be done with them comes on top."""

    tables = CARD_TABLES | {"saved_view", "custom_field", "custom_value"}
    letters_wanted = Signal(object)  # the ids
    labels_wanted = Signal(object)  # the ids
    envelopes_wanted = Signal(object)  # the ids
    sequence_wanted = Signal(object)  # the ids
    export_wanted = Signal(object)  # the ids
    window_wanted = Signal(int)
    sheet_wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        make_card: Callable[[Desk], CardView],
        marks: Marks | None = None,
        added_conditions: Conditions | None = None,
        import_wanted: Callable[[], object] | None = None,
        *,
        added_columns: Sequence[Column] = (),
        labels: bool = False,
        before_trash: Callable[[Sequence[int]], str] = lambda _ids: "",
    ) -> None:
        """What later features add is given: words at the right of a line, filters, columns; `labels`: they and envelopes can be printed.

        `before_trash` answers what to ask before contacts go to the trash, "" for nothing.
        """
        super().__init__(desk)
        self._marks = marks
        self._conditions = added_conditions
        self._import_wanted = import_wanted
        self._added_columns = added_columns
        self._labels = labels
        self._before_trash = before_trash
        self._shown_marks: dict[int, str] = {}
        self._in_trash = False
        self._sort_again = True
        self._by_name: array[int] = array("q")  # who was found last
        self.columns: dict[str, Column] = {}
        kept = preferences.read().get("contacts")
        self.kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self.view = View(columns=USUAL)
        self.saved: SavedView | None = None  # the named view that was chosen last
        self.model = RowsModel(self._fetch, lambda row: f"{row.display_name} {row.company} {row.town}")
        self.list = ContactList(self.model, several=True)
        self.list.show_with(ContactDelegate(self, lambda one: self._shown_marks.get(one, "")))
        self.list.setAccessibleName(_("Contacts"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, company, town, part of a number"))
        self.search.setAccessibleName(_("Search in the list"))
        self.search.setClearButtonEnabled(True)
        self.filters = FilterBar(lambda: desk.read(conditions.groups))
        self.count = label("", "muted")
        self.count.setMinimumHeight(28)
        self.card = make_card(desk)
        self._make_empty()
        self._wanted: int | None = None
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.timeout.connect(lambda: self.card.show_contact(self._wanted))

    def _make_empty(self) -> None:
        self.none = Empty(
            "",
            button(_("Import an address book…"), self._import, primary=True),
            button(_("New person"), self.new_person),
        )
        self.nothing = Empty("", button(_("Show all"), self.show_all))
        self.stack = QStackedWidget()
        for widget in (self.list, self.none, self.nothing):
            self.stack.addWidget(widget)

    def _connect_list(self) -> None:
        self.search.textChanged.connect(lambda _text: self.filter())
        self.search.returnPressed.connect(self.list.setFocus)
        self.filters.changed.connect(self.filter)
        self.filters.trash_left.connect(self.show_trash)
        self.list.typed.connect(self._type_on)
        self.list.current_changed.connect(self._show_card)
        self.list.selectionModel().selectionChanged.connect(lambda *_changes: self.show_count())
        self.card.open_contact.connect(self.open_contact)

    # what is in the list

    def _fetch(self, ids: Sequence[int]) -> Sequence[Any]:
        wanted = list(ids)
        if self.view.table:
            return self.desk.read(columns.rows, wanted, self.shown_columns(), self.desk.today())
        found = {row.id: row for row in self.desk.read(queries.rows, wanted)}
        if self._marks is not None:
            self._shown_marks.update(self.desk.read(self._marks, wanted, self.desk.today()))
        return [found.get(one) for one in wanted]

    def shown_columns(self) -> list[Column]:
        """The columns of the table, those that are gone left out."""
        return [self.columns[key] for key in self.view.columns if key in self.columns] or [self.columns["name"]]

    def read_offers(self) -> None:
        """Read again which columns and filters there are."""
        self.columns = self.desk.read(columns.offered, self._added_columns)
        self.filters.offer(self.plain_conditions())

    def plain_conditions(self) -> list[Condition]:
        """The filters without a value."""
        added = self._conditions(self.desk.today()) if self._conditions else []
        return [*conditions.FIRST, *added, *conditions.LAST]

    def _found(self) -> array[int]:
        """Who meets the search and the filters, by name."""
        self._by_name = self._look_up()
        return self._by_name

    def _look_up(self) -> array[int]:
        chosen = self.filters.conditions()
        return self.desk.read(search.narrowed, self.search.text(), chosen, self._in_trash)

    def _sorted(self, found: array[int]) -> array[int]:
        column = self.columns.get(self.view.sort)
        return self.desk.read(columns.ordered, found, column, self.view.descending) if column is not None else found

    def reload(self) -> None:
        """What is shown has changed. Lines stay where they are under the hand, though a value they are sorted by changed;
        they are sorted again when the page is left, or when somebody asks for it."""
        self._shown_marks.clear()
        self.read_offers()
        found = self._found()
        at = self.list.currentIndex().row()
        ids = self._sorted(found) if self._sort_again or not self.model.ids else self._as_they_were(found)
        self._sort_again = False
        self._show_ids(ids)
        self._settle(max(at, 0))

    def _show_ids(self, ids: array[int]) -> None:
        if not self.list.show_ids(ids):
            self.desk.say(_("The selection was too scattered to be kept."))

    def _as_they_were(self, found: array[int]) -> array[int]:
        """`found` in the order of the list; new ones where the sorting puts them."""
        now = set(found)
        stayed = array("q", (one for one in self.model.ids if one in now))
        if len(stayed) == len(found):
            return stayed
        known = set(stayed)
        after: dict[int, list[int]] = {}
        before = 0
        for one in self._sorted(found):
            if one in known:
                before = one
            else:
                after.setdefault(before, []).append(one)
        merged = array("q", after.get(0, ()))
        for one in stayed:
            merged.append(one)
            merged.extend(after.get(one, ()))
        return merged

    def filter(self) -> None:
        """The search or the filters have changed."""
        wanted = self.current_id()
        ids = self._sorted(self._found())
        self.model.show(ids)
        place = self.model.place_of(wanted)
        if place >= 0 and self.list.currentIndex().row() < 0:
            self.list.select(place)
        self._settle(0)

    def sort(self, key: str, descending: bool) -> None:
        """Sort by a column: the selection stays, the top of the list comes into view."""
        self.view = replace(self.view, sort=key, descending=descending)
        self._show_ids(self._sorted(self._by_name if len(self._by_name) else self._found()))
        self.list.verticalScrollBar().setValue(0)
        self.list.show_sort(key, descending)
        self._settle(0)

    def _settle(self, at: int) -> None:
        """Some line is the current one, its card is shown, and how many there are is said."""
        ids = self.model.ids
        self._show_empty()
        if len(ids) and self.list.currentIndex().row() < 0:
            self.list.select(min(at, len(ids) - 1))
        self._show_card(self.current_id())
        self.show_count()

    def _show_empty(self) -> None:
        text = self.search.text().strip()
        if len(self.model.ids):
            self.stack.setCurrentWidget(self.list)
        elif text or self.filters.chosen or self._in_trash:
            sentence = _("Nobody found for “{text}”.").format(text=text) if text else _("Nobody here.")
            if self._in_trash and not (text or self.filters.chosen):
                sentence = _("The trash is empty.")
            elif self.filters.chosen and not text:
                sentence = _("Nobody meets these filters.")
            self.nothing.sentence.setText(sentence)
            self.stack.setCurrentWidget(self.nothing)
        else:
            self.none.sentence.setText(
                _("No contacts yet. Bring the address book you have: Outlook, Google, a phone, Excel.")
            )
            self.stack.setCurrentWidget(self.none)

    def show_count(self) -> None:
        count, chosen = len(self.model.ids), self.list.count_chosen()
        text = ngettext("{n} contact", "{n} contacts", count).format(n=grouped(count))
        if chosen > 1:
            text += " · " + ngettext("{n} chosen", "{n} chosen", chosen).format(n=grouped(chosen))
        if self.saved is not None:
            text = f"{self.saved.name} · {text}"
        self.count.setText(text)

    def keep(self, **changes: Any) -> None:
        """Keep how the list stands on this screen."""
        self.kept = {**self.kept, **changes}
        preferences.keep(contacts=self.kept)

    # where one is

    def current_id(self) -> int:
        return self.list.current_id()

    def current_contact(self) -> int:
        return self.current_id()

    def selected(self) -> list[int]:
        """The contacts chosen in the list, in its order."""
        return self.list.chosen()

    def _show_card(self, contact_id: int | None) -> None:
        """Soon, and only the last one asked for: the list moves on without waiting for the card."""
        self._wanted = contact_id or None
        self._card_timer.start()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def focus_first(self) -> None:
        self.list.setFocus()

    def open_contact(self, contact_id: int) -> None:
        """Show one contact, wherever it stands in the list."""
        if self.model.place_of(contact_id) < 0:
            self.show_all()
        place = self.model.place_of(contact_id)
        if place >= 0:
            self.list.select(place)
            self.list.scrollTo(self.model.index(place, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.card.setVisible(True)
        self._show_card(contact_id)

    def _import(self) -> None:
        if self._import_wanted is not None:
            self._import_wanted()

    @action(mark("&New person"), "Ctrl+N", "contact", "person")
    def new_person(self) -> None:
        self._begin("person")

    @action(mark("New &company"), "Ctrl+Shift+C", "contact", "company")
    def new_company(self) -> None:
        self._begin("company")

    def _begin(self, kind: str) -> None:
        """The form of a new card, which stands where the card does."""
        self.card.show()
        self.card.begin_new(kind)

    @action(mark("Search in the list"), "Ctrl+F", "edit", "search")
    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @action(mark("Filter by…"), "Ctrl+Shift+F", "view", "filter")
    def choose_filter(self) -> None:
        self.filters.open_picker()

    @action(mark("Show all contacts"), "Ctrl+Shift+A", "view")
    def show_all(self) -> None:
        self.saved = None
        self.filters.choose_only(())
        self.turn_trash(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.filter()

    def show_condition(self, key: str) -> None:
        """Show those for whom one of the added conditions holds, and nothing else that was filtered."""
        self.refresh()
        self.show_all()
        added = self._conditions(self.desk.today()) if self._conditions else []
        self.filters.choose_only((one, _(one.label)) for one in added if one.key == key)
        self.filter()

    @action(mark("Show the trash"), "", "view", "trash")
    def show_trash(self) -> None:
        self.turn_trash(not self._in_trash)
        self.filter()

    def turn_trash(self, on: bool) -> None:
        """From now on the list is of what is in the trash, or of what is not."""
        self._in_trash = on
        self.filters.show_trash(on)
        for made in self.actions_made:
            if made.objectName() == "trash":
                made.setText(_("Take out of the trash") if on else _("Move to the trash"))

    def hideEvent(self, event: QHideEvent) -> None:
        self._sort_again = True
        super().hideEvent(event)


def grouped(count: int) -> str:
    """A number as it is read: 12 345."""
    return f"{count:,}".replace(",", "\u202f")
