"""A contact's card, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base import cards, links, phones
from petitcrm.base.addresses import COUNTRIES, block, problems
from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field, Refused
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import queries, rules
from petitcrm.features.contacts.fields import BY_KEY, FIELDS, PHONE_LABELS, PLACE_LABELS
from petitcrm.features.contacts.queries import ContactCard, Part, Place
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit, NoteEdit
from petitcrm.ui.widgets.small import Badge, Elided, Empty, button, hairline, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import edits
else:
    edits = Late("petitcrm.features.contacts.edits")

SECTIONS = (("identity", mark("Identity")), ("relation", mark("Relation")), ("letters", mark("Letters and more")))
LABEL_WIDTH = 104


def value_of(card: ContactCard, key: str) -> str:
    """The value of a field as it is typed."""
    if key == "own_interval":
        return rules.interval_text(card.own_months, card.own_days)
    if key == "tags":
        return ", ".join(card.tags)
    if key == "deceased":
        return "1" if card.deceased else ""
    return str(getattr(card, key))


def _field_label(text: str, buddy: QWidget) -> QLabel:
    made = label(text, "muted")
    made.setFixedWidth(LABEL_WIDTH)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.setContentsMargins(0, 7, 0, 0)
    made.setWordWrap(True)
    made.setBuddy(buddy)
    buddy.setAccessibleName(text)
    return made


class _FieldRow:
    """One declared field: its label and the editor for its kind."""

    def __init__(self, view: CardView, field: Field) -> None:
        self.view = view
        self.field = field
        self.in_place: InPlace | None = None
        self.editor: QWidget
        if field.kind == "choice":
            self.editor = self._choices()
        elif field.kind == "yes_no":
            box = QCheckBox()
            box.clicked.connect(lambda on: self._save("1" if on else ""))
            self.editor = box
        else:
            editor = NoteEdit() if field.kind == "lines" else LineEdit()
            editor.setPlaceholderText(_(field.hint) if field.hint else "—")
            self.in_place = InPlace(editor, self._save, self._draft)
            self.in_place.refused.connect(view.say_refused)
            self.editor = editor
        self.label = _field_label(_(field.label), self.editor)

    def _choices(self) -> Choices:
        choices = Choices()
        choices.picked.connect(self._save)
        self._offer(choices)
        return choices

    def _offer(self, choices: Choices) -> None:
        if self.field.key == "tier":
            tiers = self.view.desk.read(queries.tiers)
            choices.offer([("", "—"), *((code, code) for code in tiers)])
        else:
            choices.offer([(choice.value, _(choice.label)) for choice in self.field.choices])

    def _save(self, value: str) -> None:
        self.view.save(self.field.key, _(self.field.label), value)

    def _draft(self, text: str | None) -> None:
        self.view.desk.keep(drafts.keep, self.view.draft_key(self.field.key), text)

    def show(self, card: ContactCard, kept: dict[str, str]) -> None:
        visible = card.kind in self.field.of
        self.label.setVisible(visible)
        self.editor.setVisible(visible)
        value = value_of(card, self.field.key)
        if isinstance(self.editor, Choices):
            self._offer(self.editor)
            self.editor.show_value(value)
        elif isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(value))
        elif self.in_place is not None:
            self.in_place.show(value, kept.get(self.view.draft_key(self.field.key)))


class _PartRow(QWidget):
    """A phone, an e-mail or a web address: its label, itself, and what can be done with it."""

    def __init__(
        self,
        view: CardView,
        part: Part | None,
        labels: Sequence[Any],
        save: Callable[[int | None, str, str], None],
        words: str,
        use: tuple[str, str, Callable[[str], None]] | None = None,
    ) -> None:
        super().__init__()
        self.part = part
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.choices = Choices()
        self.choices.setFixedWidth(LABEL_WIDTH)
        self.choices.setProperty("quietly", True)
        self.choices.offer([(choice.value, _(choice.label)) for choice in labels])
        self.choices.show_value(part.label if part else labels[1].value)
        self.choices.setAccessibleName(_("Label"))
        self.editor = LineEdit()
        self.editor.setAccessibleName(words)
        self.editor.setPlaceholderText(words)
        part_id = part.id if part else None
        self.in_place = InPlace(self.editor, lambda text: save(part_id, text, self.choices.value()))
        self.in_place.refused.connect(view.say_refused)
        text = "" if part is None else phones.shown(part.e164) if part.e164 else part.raw
        self.in_place.show(text)
        self.choices.picked.connect(lambda value: save(part_id, self.editor.text(), value) if part else None)
        row.addWidget(self.choices)
        row.addWidget(self.editor, 1)
        if part and part.state == "wrong":
            row.addWidget(label(_("wrong number"), "bad"))
        if part and use:
            row.addWidget(icon_button(use[0], use[1], lambda: use[2](part.e164 or part.raw)))


class _PlaceRow(QWidget):
    """A postal address: the block as it is printed; its parts when it is edited."""

    def __init__(self, view: CardView, place: Place | None, name_lines: list[str]) -> None:
        super().__init__()
        self.view = view
        self.place = place
        self.address = place.address if place else cards.Address(label="work")
        self.name_lines = name_lines
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 2, 0, 2)
        self.grid.setVerticalSpacing(2)
        self.grid.setHorizontalSpacing(0)
        self.grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.grid.setColumnStretch(1, 1)
        self.kind = Choices()
        self.kind.offer([(choice.value, _(choice.label)) for choice in PLACE_LABELS])
        self.kind.show_value(self.address.label)
        self.kind.setFixedWidth(LABEL_WIDTH)
        self.kind.setProperty("quietly", True)
        self.kind.setAccessibleName(_("Label"))
        self.kind.picked.connect(lambda _value: self._save())
        self.block = label("", wrap=True)
        self.block.setContentsMargins(7, 6, 0, 2)
        self.block.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warning = label("", "warn", wrap=True)
        self.warning.setContentsMargins(7, 0, 0, 0)
        self.edit = button(_("Edit the address") if place else _("Add an address"), self._toggle, quiet=True)
        self.form = QWidget()
        self.editors: dict[str, InPlace] = {}
        self._form_made = False
        self.grid.addWidget(self.kind, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.block, 0, 1)
        self.grid.addWidget(self.warning, 1, 1)
        self.grid.addWidget(self.form, 2, 0, 1, 2)
        self.grid.addWidget(self.edit, 3, 1, Qt.AlignmentFlag.AlignLeft)
        self.form.hide()
        self.kind.setVisible(place is not None)
        self._show_block()

    def _show_block(self) -> None:
        lines = block(self.name_lines, self.address) if not self.address.is_empty() else []
        below = lines[len(self.name_lines) :] if lines else []
        self.block.setText("\n".join(below))
        self.block.setVisible(bool(below))
        told = problems(lines, self.address) if lines else []
        if self.place and self.place.state == "returned":
            told.insert(0, _("A letter came back from this address."))
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))

    def _toggle(self) -> None:
        if not self._form_made:
            self._make_form()
        showing = self.form.isHidden()
        self.form.setVisible(showing)
        self.edit.setText(_("Done") if showing else _("Edit the address"))
        if showing:
            self.editors["street"].editor.setFocus()
        else:
            self._save()

    def _make_form(self) -> None:
        self._form_made = True
        grid = QGridLayout(self.form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(0)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for at, (key, words) in enumerate(
            (
                ("recipient", _("Flat, service, care of")),
                ("building", _("Building, entrance")),
                ("street", _("Number and street")),
                ("locality", _("Hamlet, PO box")),
                ("postcode", _("Postcode")),
                ("town", _("Town")),
                ("country", _("Country (code)")),
            )
        ):
            editor = LineEdit()
            in_place = InPlace(editor, lambda text, key=key: self._set(key, text))  # type: ignore[misc]
            in_place.show(getattr(self.address, key))
            self.editors[key] = in_place
            grid.addWidget(_field_label(words, editor), at, 0)
            grid.addWidget(editor, at, 1)

    def _set(self, key: str, text: str) -> None:
        value = text.strip()
        if key == "country" and value and value.upper() not in COUNTRIES:
            by_name = {name.casefold(): code for code, names in COUNTRIES.items() for name in names}
            value = by_name.get(value.casefold(), "")
            if not value:
                raise Refused("country", _("“{text}” is not a country we know.").format(text=text))
        setattr(self.address, key, value.upper() if key == "country" else value)
        self._show_block()

    def _save(self) -> None:
        self.address.label = self.kind.value()
        before = self.place.address if self.place else None
        if self.place is None and self.address.is_empty():
            self.edit.setText(_("Add an address"))
            return
        self.view.desk.try_to(
            _("Change an address"),
            edits.save_address,
            self.view.contact_id,
            self.place.id if before and self.place else None,
            self.address,
        )


class CardView(QWidget):
    """All of one contact: header, what later features add to it, fields on the left, history on the right."""

    open_contact = Signal(int)

    def __init__(
        self,
        desk: Desk,
        strips: Sequence[Callable[[Desk], Any]] = (),
        side: Callable[[Desk], Any] | None = None,
        toggles: Callable[[Desk], Any] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: list[_FieldRow] = []
        self.strips = [make(desk) for make in strips]
        self.side = side(desk) if side else None
        self.toggles = toggles(desk) if toggles else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = QWidget()
        self.empty = Empty(_("Choose a contact in the list."))
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
        splitter.setSizes([410, 350])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        inside.addWidget(splitter, 1)
        self.body.hide()

    def _header(self) -> QVBoxLayout:
        self.badge = Badge()
        self.name = Elided("title")
        self.standing = label("", "muted")
        self.below = Elided("muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.standing)
        row.addWidget(self.badge)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        head.addLayout(row)
        head.addWidget(self.below)
        return head

    def _fields(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(4)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(0)
        column.addLayout(self.parts)
        self._add_section(column, None, "notes")
        for key, words in SECTIONS[1:2]:
            self._add_section(column, words, key)
        if self.toggles is not None:
            column.addWidget(self.toggles)
        self._add_section(column, SECTIONS[0][1], "identity")
        self._add_section(column, SECTIONS[2][1], "letters")
        self.people = QVBoxLayout()
        self.people.setSpacing(0)
        column.addLayout(self.people)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(310)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        return area

    def _add_section(self, column: QVBoxLayout, words: str | None, key: str) -> None:
        if words:
            head = label(_(words), "section")
            head.setContentsMargins(0, 12, 0, 2)
            column.addWidget(head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for field in FIELDS:
            if field.section == key:
                row = _FieldRow(self, field)
                at = grid.rowCount()
                grid.addWidget(row.label, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(row.editor, at, 1)
                self._rows.append(row)
        column.addLayout(grid)

    # showing

    def draft_key(self, field: str) -> str:
        return f"card:{self.contact_id}:{field}"

    def show_contact(self, contact_id: int | None) -> None:
        """Show another contact, or the same again after a change; None shows the empty card."""
        focus = self.focusWidget()
        if contact_id != self.contact_id and focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # saves what stands in it, on the contact it belongs to
        card = self.desk.read(queries.card, contact_id) if contact_id else None
        self.body.setVisible(card is not None)
        self.empty.setVisible(card is None)
        if card is None:
            self.contact_id = 0
            return
        is_other = contact_id != self.contact_id
        self.contact_id = card.id
        self._show_header(card)
        kept = self.desk.read(drafts.kept, f"card:{card.id}:")
        for row in self._rows:
            row.show(card, kept)
        if is_other or not self._is_editing_parts():
            self._show_parts(card)
            self._show_people(card)
        for part in (*self.strips, self.side, self.toggles):
            if part is not None:
                part.show_contact(card.id)
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def _is_editing_parts(self) -> bool:
        focus: QWidget | None = self.focusWidget()
        while focus is not None and focus is not self:
            if isinstance(focus, _PlaceRow) and not focus.form.isHidden():
                return True
            focus = focus.parentWidget()
        return False

    def _show_header(self, card: ContactCard) -> None:
        self.name.show_text(card.display_name)
        town = next((place.address.town for place in (*card.places, *card.company_places) if place.address.town), "")
        employer = card.company if card.kind == "person" else ""
        told = " · ".join(part for part in (card.job_title, employer, town, ", ".join(card.tags)) if part)
        self.below.show_text(told or _("company") if card.kind == "company" else told or _("person"))
        words = [_(BY_KEY[key].label_of(getattr(card, key))) for key in ("stage", "temperature") if getattr(card, key)]
        if card.trashed_at:
            words = [_("in the trash")]
        if card.deceased:
            words.append(_("deceased"))
        self.standing.setText(" · ".join(words))
        set_role(self.standing, "bad" if card.trashed_at or card.deceased else "muted")
        self.badge.show_tier(card.tier)

    def _show_parts(self, card: ContactCard) -> None:
        _clear(self.parts)
        call = ("phone", _("Call this number"), self._call)
        write = ("letter", _("Write an e-mail"), self._write)
        visit = ("export", _("Open in the browser"), self._visit)
        for part in (*card.phones, None):
            self.parts.addWidget(_PartRow(self, part, PHONE_LABELS, self._save_phone, _("Add a phone"), call))
        for part in (*card.emails, None):
            self.parts.addWidget(
                _PartRow(self, part, PLACE_LABELS, self._save_email, _("Add an e-mail address"), write)
            )
        for part in card.webs:
            self.parts.addWidget(_PartRow(self, part, PLACE_LABELS, self._save_web, _("Add a web address"), visit))
        names = [card.display_name]
        for place in card.places:
            self.parts.addWidget(_PlaceRow(self, place, names))
        if not card.places and card.company_places:
            self.parts.addWidget(self._borrowed(card))
        self.parts.addWidget(_PlaceRow(self, None, names))
        if not card.webs:
            self.parts.addWidget(_PartRow(self, None, PLACE_LABELS, self._save_web, _("Add a web address"), visit))

    def _borrowed(self, card: ContactCard) -> QWidget:
        """Without an address of their own, people are written to at their company."""
        lines = block([card.company], card.company_places[0].address)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(0)
        head = label(_("at the company"), "muted")
        head.setFixedWidth(LABEL_WIDTH)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        text = label("\n".join(lines), wrap=True)
        text.setContentsMargins(7, 0, 0, 0)
        row.addWidget(text, 1)
        return holder

    def _show_people(self, card: ContactCard) -> None:
        _clear(self.people)
        if card.kind == "person" and card.company_id:
            company_id = card.company_id
            go = button(
                _("Open {name}").format(name=card.company).replace("&", "&&"),
                lambda: self.open_contact.emit(company_id),
                quiet=True,
            )
            self.people.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        if card.people:
            self.people.addWidget(label(_("People"), "section"))
        for link in card.people:
            text = " · ".join(part for part in (link.name, link.role) if part).replace("&", "&&")
            go = button(text, partial(self.open_contact.emit, link.contact_id), quiet=True, icon_name="person")
            go.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.people.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        made = label(_("Card made on {day}").format(day=shown(_day(card.created_at))), "muted")
        made.setContentsMargins(0, 12, 0, 0)
        self.people.addWidget(made)

    # changing

    def save(self, key: str, words: str, value: str) -> None:
        """Save one field; Problems are the editor's to show."""
        self.desk.do(
            _("Change “{field}”").format(field=words), edits.change, self.contact_id, {key: value}, self.desk.today()
        )

    def _save_phone(self, phone_id: int | None, text: str, words: str) -> None:
        self.desk.do(_("Change a phone"), edits.save_phone, self.contact_id, phone_id, text, words)

    def _save_email(self, email_id: int | None, text: str, words: str) -> None:
        self.desk.do(_("Change an e-mail address"), edits.save_email, self.contact_id, email_id, text, words)

    def _save_web(self, web_id: int | None, text: str, words: str) -> None:
        self.desk.do(_("Change a web address"), edits.save_web, self.contact_id, web_id, text, words)

    def say_refused(self, text: str) -> None:
        self.desk.problem.emit(Problem(text))

    def _open(self, url: str | None) -> None:
        if url is None:
            self.desk.say(_("This can't be handed to the system safely; copy it instead."))
        elif not QDesktopServices.openUrl(url):
            self.desk.say(_("No program of this computer opens that."))

    def _call(self, number: str) -> None:
        self._open(links.phone(number))

    def _write(self, address: str) -> None:
        self._open(links.mail(address))

    def _visit(self, url: str) -> None:
        self._open(links.web(url))

    def focus_first(self) -> None:
        """Begin with the first field of the identity that is empty, or the first at all."""
        for row in self._rows:
            if row.field.section == "identity" and row.in_place is not None and row.editor.isVisible():
                self.area.ensureWidgetVisible(row.editor)
                row.editor.setFocus()
                return


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
