"""A postal address on a card: the block as it will be printed, and its parts when it is edited, with the block live beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from petitcrm.base import cards, towns
from petitcrm.base.addresses import COUNTRIES, LINE_LENGTH, block, country_name
from petitcrm.base.fields import Choice, Refused
from petitcrm.base.language import _, current
from petitcrm.base.late import Late
from petitcrm.features.contacts import doubts
from petitcrm.features.contacts.card_fields import INSET, LABEL_WIDTH, Holder, field_label
from petitcrm.features.contacts.card_parts import STATE_WORDS
from petitcrm.features.contacts.fields import PLACE_LABELS, USAGES
from petitcrm.features.contacts.queries import Place
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.store import drafts
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.small import button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import parts
else:
    parts = Late("petitcrm.features.contacts.parts")

STATES = ("usable", "wrong", "returned")


class BlockPreview(QWidget):
    """The lines of an address as they are printed, each with its length where the norm counts them."""

    def __init__(self, *, counted: bool) -> None:
        super().__init__()
        self.counted = counted
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(INSET, 6, 0, 2)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(0, 1)
        self.lines: list[tuple[QLabel, QLabel]] = []

    def show_lines(self, lines: list[str]) -> None:
        while len(self.lines) < len(lines):
            text, length = label(), label("", "muted")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setWordWrap(True)
            at = len(self.lines)
            self.grid.addWidget(text, at, 0)
            self.grid.addWidget(length, at, 1, Qt.AlignmentFlag.AlignRight)
            self.lines.append((text, length))
        for at, (text, length) in enumerate(self.lines):
            line = lines[at] if at < len(lines) else ""
            text.setText(line)
            text.setVisible(bool(line))
            is_long = len(line) > LINE_LENGTH
            length.setText(f"{len(line)}/{LINE_LENGTH}")
            length.setVisible(bool(line) and (self.counted or is_long))
            set_role(length, "warn" if is_long else "muted")

    def text(self) -> str:
        """The lines that are shown."""
        return "\n".join(text.text() for text, _length in self.lines if text.text())


class PlaceRow(QWidget):
    """One postal address; without a `place`, the button that adds one."""

    def __init__(self, view: Holder, place: Place | None, name_lines: list[str], at: int = 0) -> None:
        """`at` is its place among the addresses; the first is the main one."""
        super().__init__()
        self.view, self.place, self.name_lines = view, place, name_lines
        self.home = view.desk.read(COUNTRY.read)
        self.address = replace(place.address) if place else cards.Address(label="work")
        self.may_be_main = at > 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 2, 0, 2)
        self.grid.setVerticalSpacing(0)
        self.grid.setHorizontalSpacing(0)
        self.grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.grid.setColumnStretch(1, 1)
        self.kind = Choices()
        self.kind.offer([(choice.value, _(choice.label)) for choice in PLACE_LABELS])
        self.kind.show_value(self.address.label)
        self.kind.setFixedWidth(LABEL_WIDTH)
        self.kind.setProperty("quietly", True)
        self.kind.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.kind.setAccessibleName(_("Label"))
        self.kind.picked.connect(self._relabel)
        self.block = BlockPreview(counted=False)
        self.warning = label("", "warn", wrap=True)
        self.warning.setContentsMargins(INSET, 0, 0, 2)
        self.known = label("", "muted")
        self.known.setContentsMargins(INSET, 0, 0, 2)
        self.edit = button(_("Edit the address") if place else _("Add an address"), self.toggle, quiet=True)
        self.form: PlaceForm | None = None
        self._lay_out()
        self._show_block()

    def _lay_out(self) -> None:
        self.grid.addWidget(self.kind, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.block, 0, 1)
        self.grid.addWidget(self.known, 1, 1)
        self.grid.addWidget(self.warning, 2, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        row.addStretch(1)
        if self.place is not None:
            more = icon_button("more", _("More: main, usage, state, remove"), self._open_menu)
            more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(more)
        self.grid.addLayout(row, 4, 1)
        self.kind.setVisible(self.place is not None)
        if self.place is None:
            self.hide()

    def _show_block(self) -> None:
        lines = block(self.name_lines, self.address, self.home) if not self.address.is_empty() else []
        self.block.show_lines(lines[len(self.name_lines) :])
        editing = self.form is not None and not self.form.isHidden()
        self.block.setVisible(bool(lines) and not editing)
        told = doubts.of_place(lines, self.address, self.place.state if self.place else "", self.home) if lines else []
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))
        set_role(self.warning, "bad" if self.place and self.place.state != "usable" else "warn")
        words = []
        if self.place and self.place.usage:
            words.append(_(next(choice.label for choice in USAGES if choice.value == self.place.usage)))
        self.known.setText(" · ".join(words))
        self.known.setVisible(bool(words))
        if self.form is not None:
            self.form.preview.show_lines(lines)

    @property
    def is_editing(self) -> bool:
        return self.form is not None and not self.form.isHidden()

    def toggle(self) -> None:
        """Open the parts of the address for editing, or save and close them."""
        self.show()
        if self.form is None:
            self.form = PlaceForm(self)
            self.form.hide()
            self.grid.addWidget(self.form, 3, 0, 1, 2)
        showing = self.form.isHidden()
        self.form.setVisible(showing)
        self.edit.setText(_("Done") if showing else _("Edit the address"))
        if showing:
            self.form.load(self.view.desk.read(drafts.kept, self.view.draft_key(self.draft_name(""))))
            self.form.editors["street"].setFocus()
        else:
            self._save()
        self._show_block()

    def draft_name(self, part: str) -> str:
        return f"place:{self.place.id if self.place else 'new'}:{part}"

    def on_typed(self) -> None:
        """The form says something else: show it as it would be printed."""
        self._show_block()

    def _save(self) -> None:
        before = self.place.address if self.place else None
        if self.place is None and self.address.is_empty():
            self.edit.setText(_("Add an address"))
            self.hide()
            return
        part_id = self.place.id if self.place else None
        args = (self.view.contact_id, part_id, self.address, before)
        if self.view.desk.try_to(_("Change an address"), parts.save_address, *args) and self.form is not None:
            self.form.forget()

    def _relabel(self, value: str) -> None:
        self.address.label = value
        if self.place is not None:
            self._save()

    def _open_menu(self) -> None:
        self.menu().exec(self.mapToGlobal(QPoint(self.width() - 30, 28)))

    def menu(self) -> QMenu:
        """Everything that can be done with this address."""
        menu = QMenu(self)
        place, desk = self.place, self.view.desk
        if place is None:
            return menu
        menu.addAction(_("Edit the address"), self.toggle)
        if self.may_be_main:
            told = _("Make it the main one")
            menu.addAction(told, lambda: desk.try_to(told, parts.make_main, "address", place.id))
        for title, choices, now, name in (
            (_("Used for"), USAGES, place.usage, "usage"),
            (_("State"), [Choice(state, STATE_WORDS[state]) for state in STATES], place.state, "state"),
        ):
            sub = menu.addMenu(title)
            for choice in choices:
                entry = sub.addAction(_(choice.label), partial(self._set, name, choice.value))
                entry.setCheckable(True)
                entry.setChecked(choice.value == now)
        menu.addSeparator()
        menu.addAction(_("Remove"), self._remove)
        return menu

    def _set(self, name: str, value: str) -> None:
        if self.place is not None:
            args = ("address", self.place.id, name, value)
            self.view.desk.try_to(_("Change an address"), parts.describe, *args)

    def _remove(self) -> None:
        if self.place is not None:
            args = (self.view.contact_id, self.place.id, cards.Address())
            self.view.desk.try_to(_("Remove an address"), parts.save_address, *args)


class PlaceForm(QWidget):
    """The parts of an address, with the block as it will be printed below them, live."""

    def __init__(self, row: PlaceRow) -> None:
        super().__init__()
        self.row = row
        self._proposed = ""  # the town that the postcode filled in, and nobody has typed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.editors: dict[str, LineEdit] = {}
        self.in_places: dict[str, InPlace] = {}
        for at, (key, words) in enumerate(self._words()):
            editor = LineEdit()
            editor.too_long.connect(row.view.say_refused)
            in_place = InPlace(editor, lambda text, key=key: self._set(key, text), self._drafts(key))  # type: ignore[misc]
            in_place.refused.connect(row.view.say_refused)
            editor.setProperty("flat", False)
            editor.textChanged.connect(lambda text, key=key: self._on_typed(key, text))
            grid.addWidget(field_label(words, editor), at, 0)
            grid.addWidget(editor, at, 1)
            self.editors[key], self.in_places[key] = editor, in_place
        self.preview = BlockPreview(counted=True)
        frame = QHBoxLayout()
        frame.setContentsMargins(LABEL_WIDTH, 2, 0, 2)
        frame.addWidget(self.preview)
        column.addLayout(frame)

    @staticmethod
    def _words() -> tuple[tuple[str, str], ...]:
        return (
            ("recipient", _("Addressee")),
            ("building", _("Building")),
            ("street", _("Street")),
            ("locality", _("PO box")),
            ("postcode", _("Postcode")),
            ("town", _("Town")),
            ("region", _("Region")),
            ("country", _("Country")),
        )

    def _drafts(self, key: str) -> Callable[[str | None], None]:
        view, name = self.row.view, self.row.draft_name(key)
        return lambda text: view.desk.keep(drafts.keep, view.draft_key(name), text)

    def load(self, kept: dict[str, str]) -> None:
        """Show the parts of the address, half-typed ones as they were left."""
        address = self.row.address
        for key, in_place in self.in_places.items():
            text = getattr(address, key)
            if key == "country" and text:
                text = country_name(text, "FR" if current() == "fr" else "GB")
            in_place.show(text, kept.get(self.row.view.draft_key(self.row.draft_name(key))))
        self.preview.show_lines(block(self.row.name_lines, address, self.row.home) if not address.is_empty() else [])

    def forget(self) -> None:
        """The address is saved: no half-typed part is left."""
        for in_place in self.in_places.values():
            in_place.accept()

    def _on_typed(self, key: str, text: str) -> None:
        if key != "country":
            setattr(self.row.address, key, text.strip())
        if key == "postcode":
            self._propose_towns(text)
        self.row.on_typed()

    def _propose_towns(self, postcode: str) -> None:
        """A postcode with one town fills it in; with several they are offered as one types the town."""
        found = towns.towns_of(postcode.strip(), self.row.address.country or self.row.home)
        editor = self.editors["town"]
        completer = QCompleter(found, editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        if found and editor.text().strip() in ("", self._proposed):
            self._proposed = found[0]
            editor.setText(found[0])

    def _set(self, key: str, text: str) -> None:
        value = text.strip()
        if key == "country" and value and value.upper() not in COUNTRIES:
            by_name = {name.casefold(): code for code, names in COUNTRIES.items() for name in names}
            value = by_name.get(value.casefold(), "")
            if not value:
                raise Refused("country", _("“{text}” is not a country we know.").format(text=text))
        setattr(self.row.address, key, value.upper() if key == "country" else value)
        self.row.on_typed()
