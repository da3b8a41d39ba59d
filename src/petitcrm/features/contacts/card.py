"""A contact's card, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from petitcrm.base.addresses import block
from petitcrm.base.dates import shown, typed
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.card_fields import INSET, LABEL_WIDTH, FieldRow, section_label
from petitcrm.features.contacts.card_jobs import Jobs
from petitcrm.features.contacts.card_parts import EMAIL, PHONE, WEB, PartGroup
from petitcrm.features.contacts.card_pictures import CardPictures
from petitcrm.features.contacts.card_places import PlaceRow
from petitcrm.features.contacts.fields import BY_KEY, FIELDS
from petitcrm.features.contacts.new_form import NewContactForm
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store import drafts
from petitcrm.ui import actions
from petitcrm.ui.actions import action
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.small import Badge, Elided, Empty, button, hairline, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")


class CardView(QWidget):
    """All of one contact: header, what later features add to it, fields on the left, history on the right.

    `strips`, `side` and `toggles` are made by the features that own them; `salutation` works out how a letter to the
    contact would open, which stands in the empty field; `alike` makes what stands beside the form of a new card.
    """

    open_contact = Signal(int)
    fields_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        strips: Sequence[Callable[[Desk], Any]] = (),
        side: Callable[[Desk], Any] | None = None,
        toggles: Callable[[Desk], Any] | None = None,
        salutation: Callable[[ContactCard], str] | None = None,
        alike: Callable[[Desk], Any] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: list[FieldRow] = []
        self._own_rows: list[FieldRow] = []
        self._own: tuple[Field, ...] = ()
        self._salutation = salutation
        self.strips = [make(desk) for make in strips]
        self.side = side(desk) if side else None
        self.toggles = toggles(desk) if toggles else None
        self.actions_made: list[QAction] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = QWidget()
        self.empty = Empty(_("Choose a contact in the list."))
        self._alike = alike
        self.form: NewContactForm | None = None
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._header())
        for strip in self.strips:
            inside.addWidget(strip)
        inside.addWidget(hairline())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self._fields())
        if self.side is not None:
            splitter.addWidget(self.side)
        splitter.setSizes([428, 332])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        inside.addWidget(splitter, 1)
        self.body.hide()

    # layout

    def _header(self) -> QVBoxLayout:
        self.pictures = CardPictures(self)
        self.badge = Badge()
        self.name = Elided("title")
        self.standing = label("", "muted")
        self.below = Elided("muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.standing)
        row.addWidget(self.badge)
        row.addWidget(icon_button("more", _("More: pictures, what changed"), self.open_menu))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(row)
        text.addWidget(self.below)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(12)
        head.addWidget(self.pictures.portrait)
        head.addLayout(text, 1)
        outer = QVBoxLayout()
        outer.addLayout(head)
        return outer

    def _fields(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16 - INSET, 10, 12, 16)
        column.setSpacing(4)
        self.groups = [PartGroup(self, kind) for kind in (PHONE, EMAIL)]
        self.webs = PartGroup(self, WEB)
        self.places = QVBoxLayout()
        self.places.setSpacing(0)
        self.place_rows: list[PlaceRow] = []
        for layout in (*self.groups, self.places, self.webs):
            column.addLayout(layout)
        column.addLayout(self._adding())
        self.jobs = Jobs(self)
        self.jobs.opened.connect(self.open_contact)
        self._add_section(column, "", "notes")
        column.addWidget(self.jobs)
        self._add_section(column, _("Relation"), "relation")
        self.own_grid = QVBoxLayout()
        column.addLayout(self.own_grid)
        if self.toggles is not None:
            column.addWidget(self.toggles)
        self._add_section(column, _("Identity"), "identity")
        self._add_section(column, _("Letters and more"), "letters")
        self.pictures.put_into(column)
        self.made = label("", "muted")
        self.made.setContentsMargins(INSET, 12, 0, 0)
        column.addWidget(self.made)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(310)
        area.setMaximumWidth(620)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        return area

    def _adding(self) -> QHBoxLayout:
        """One more phone, e-mail, address or web address: the row comes when it is asked for."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(0)
        phone, email = self.groups
        for words, run in (
            (_("phone"), phone.ask),
            (_("e-mail"), email.ask),
            (_("address"), lambda: self.place_rows[-1].toggle()),
            (_("web"), self.webs.ask),
        ):
            row.addWidget(button("+ " + words, run, quiet=True))
        row.addStretch(1)
        return row

    def _add_section(self, column: QVBoxLayout, words: str, key: str) -> None:
        if words:
            column.addWidget(section_label(words))
        column.addLayout(self._grid([field for field in FIELDS if field.section == key], self._rows))

    def _grid(self, fields: Sequence[Field], rows: list[FieldRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for field in fields:
            row = FieldRow(self, field)
            row.put_into(grid)
            rows.append(row)
        return grid

    # showing

    def draft_key(self, field: str) -> str:
        return f"card:{self.contact_id}:{field}"

    def show_contact(self, contact_id: int | None) -> None:
        """Show another contact, or the same again after a change; None shows the empty card."""
        focus = self.focusWidget()
        if contact_id != self.contact_id and focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # saves what stands in it, on the contact it belongs to
        card = self.desk.read(queries.card, contact_id) if contact_id else None
        if contact_id and contact_id != self.contact_id and self.is_new:
            self.end_new()
        self.body.setVisible(card is not None and not self.is_new)
        self.empty.setVisible(card is None and not self.is_new)
        if card is None:
            self.contact_id = 0
            return
        is_other = contact_id != self.contact_id
        self.contact_id = card.id
        self._show_header(card)
        kept = self.desk.read(drafts.kept, f"card:{card.id}:")
        self._show_own_fields()
        for row in (*self._rows, *self._own_rows):
            row.show(card, kept)
        self._hint_salutation(card)
        for group in (*self.groups, self.webs):
            group.show_card(card, kept)
        if is_other or not any(row.is_editing for row in self.place_rows):
            self._show_places(card)
        self.jobs.show_card(card, kept)
        self.made.setText(_("Card made on {day}").format(day=shown(_day(card.created_at))))
        for part in (*self.strips, self.side, self.toggles):
            if part is not None:
                part.show_contact(card.id)
        if is_other:
            self.area.verticalScrollBar().setValue(0)
        self._settle_tab_order()

    def _settle_tab_order(self) -> None:
        """Tab goes through the parts as they stand, whenever they were made."""
        order: list[QWidget] = [editor for group in self.groups for editor in group.editors()]
        order += [row.edit for row in self.place_rows if not row.isHidden()]
        order += self.webs.editors()
        first = next((row.editor for row in self._rows if not row.editor.isHidden()), None)
        chain = [*order, *([first] if first else [])]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _show_header(self, card: ContactCard) -> None:
        self.pictures.show_card(card)
        self.name.show_text(card.display_name)
        town = next((place.address.town for place in (*card.places, *card.company_places) if place.address.town), "")
        employer = card.company if card.kind == "person" else ""
        told = " · ".join(part for part in (card.job_title, employer, town, ", ".join(card.tags)) if part)
        self.below.show_text(told or (_("company") if card.kind == "company" else _("person")))
        words = [BY_KEY[key].word_of(getattr(card, key)) for key in ("stage", "temperature") if getattr(card, key)]
        if card.trashed_at:
            words = [_("in the trash")]
        if card.deceased:
            words.append(_("deceased"))
        self.standing.setText(" · ".join(words))
        set_role(self.standing, "bad" if card.trashed_at or card.deceased else "muted")
        self.badge.show_tier(card.tier)

    def _show_own_fields(self) -> None:
        """The owner's own fields, made again only when the owner changed them."""
        own = self.desk.read(queries.own_fields)
        if own == self._own and (self._own_rows or not own):
            return
        self._own, self._own_rows = own, []
        _clear(self.own_grid)
        if not own:
            return
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(section_label(_("Own fields")))
        column.addLayout(self._grid(own, self._own_rows))
        self.own_grid.addWidget(holder)

    def _hint_salutation(self, card: ContactCard) -> None:
        if self._salutation is not None:
            row = next(row for row in self._rows if row.field.key == "salutation")
            row.set_hint(self._salutation(card))

    def _show_places(self, card: ContactCard) -> None:
        _clear(self.places)
        names = [card.display_name]
        self.place_rows = [PlaceRow(self, place, names, at) for at, place in enumerate(card.places)]
        for row in self.place_rows:
            self.places.addWidget(row)
        if not card.places and card.company_places:
            self.places.addWidget(self._borrowed(card))
        self.place_rows.append(PlaceRow(self, None, names))
        self.places.addWidget(self.place_rows[-1])

    def _borrowed(self, card: ContactCard) -> QWidget:
        """Without an address of their own, people are written to at their company, wherever it moves."""
        lines = block([card.company], card.company_places[0].address, self.desk.read(COUNTRY.read))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(0)
        head = label(_("at the company"), "muted", wrap=True)
        head.setContentsMargins(INSET, 2, 0, 0)
        head.setFixedWidth(LABEL_WIDTH)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        text = label("\n".join(lines), wrap=True)
        text.setContentsMargins(INSET, 0, 0, 0)
        row.addWidget(text, 1)
        return holder

    # a new one

    @property
    def is_new(self) -> bool:
        """Whether the form of a new card stands in the card's place."""
        return self.form is not None and not self.form.isHidden()

    def begin_new(self, kind: str, values: dict[str, str] | None = None) -> None:
        """Show the form of a new person or company in the card's place."""
        if self.form is None:
            self.form = NewContactForm(self.desk, self._alike)
            self.form.created.connect(self._on_created)
            self.form.left.connect(self.end_new)
            self.form.open_contact.connect(self._on_found)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addWidget(self.form, 1)
        self.body.hide()
        self.empty.hide()
        self.form.show()
        self.form.begin(kind, values)

    def end_new(self) -> None:
        """The card stands in its place again."""
        if self.form is not None:
            self.form.hide()
        self.body.setVisible(bool(self.contact_id))
        self.empty.setVisible(not self.contact_id)

    def _on_created(self, contact_id: int) -> None:
        self.end_new()
        self.open_contact.emit(contact_id)

    def _on_found(self, contact_id: int) -> None:
        """Somebody who was there already: what was typed is kept for the next time."""
        if self.form is not None:
            self.form.leave()
        self.open_contact.emit(contact_id)

    # changing

    def save(self, field: Field, value: str, seen: str | None) -> None:
        """Save one field; Problems are the editor's to show. `seen` is the text that was there before."""
        before = None
        if seen is not None:
            card = self.desk.read(queries.card, self.contact_id)
            kept = queries.value_of(card, field.key) if card is not None else seen
            before = {field.key: kept if typed(kept) == seen else seen}
        title = _("Change “{field}”").format(field=field.title)
        self.desk.do(title, edits.change, self.contact_id, {field.key: value}, self.desk.today(), before)

    def say_refused(self, text: str) -> None:
        self.desk.problem.emit(Problem(text))

    # what can be done with the card

    def bind_actions(self) -> None:
        """Make the card's own actions; for the one place whose menus show them."""
        self.actions_made = actions.bind(self)

    @action(mark("&Photo…"), "Ctrl+Alt+P", "contact", "camera")
    def choose_photo(self) -> None:
        self.pictures.choose("photo")

    @action(mark("Picture of the &business card…"), "", "contact", "card")
    def choose_card_picture(self) -> None:
        self.pictures.choose("card")

    @action(mark("What changed on this card"), "Ctrl+H", "contact", "changes")
    def show_changes(self) -> None:
        from petitcrm.features.contacts.card_changes import ChangesDialog

        if self.contact_id:
            ChangesDialog(self, self.desk, self.contact_id).show()

    @action(mark("Own fields…"), "", "contact", "settings")
    def manage_fields(self) -> None:
        self.fields_wanted.emit()

    def open_menu(self) -> None:
        """The menu of the card, below its three points."""
        self.menu().exec(self.mapToGlobal(QPoint(self.width() - 220, 48)))

    def menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Photo…"), self.choose_photo)
        menu.addAction(_("Picture of the business card…"), self.choose_card_picture)
        for kind, words in self.pictures.removable():
            menu.addAction(words, partial(self.pictures.remove, kind))
        menu.addSeparator()
        menu.addAction(_("What changed on this card"), self.show_changes)
        menu.addAction(_("Own fields…"), self.manage_fields)
        return menu

    def focus_first(self) -> None:
        """Put the keyboard into the first phone, where most calls for a card begin."""
        self.groups[0].editors()[0].setFocus()


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
