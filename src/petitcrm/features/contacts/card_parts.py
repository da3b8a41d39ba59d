"""Phones, e-mail and web addresses on a card: label, text, what is to be known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from petitcrm.base import links, phones
from petitcrm.base.fields import Choice
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import rules
from petitcrm.features.contacts.card_fields import INSET, LABEL_WIDTH, Holder
from petitcrm.features.contacts.fields import PHONE_LABELS, PLACE_LABELS, USAGES
from petitcrm.features.contacts.queries import ContactCard, Part
from petitcrm.store import drafts
from petitcrm.ui.messages import label, set_flag, set_role, tip
from petitcrm.ui.system import hand_over
from petitcrm.ui.widgets.editing import Choices, ConflictLine, InPlace, LineEdit
from petitcrm.ui.widgets.small import icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import parts
else:
    parts = Late("petitcrm.features.contacts.parts")

LONG = 22  # characters; more may not fit beside the icons
STATE_WORDS = {"usable": mark("usable"), "wrong": mark("wrong"), "returned": mark("came back")}


@dataclass(frozen=True)
class Kind:
    """One kind of part: how it is called, changed, and used by a click."""

    key: str
    add: str
    change: str
    labels: Sequence[Choice]
    states: Sequence[str]
    icon: str
    use: str
    link: Callable[[str], str | None]
    is_offered: bool  # its empty line stands on a card that has none
    save: Callable[..., object]
    parts: Callable[[ContactCard], Sequence[Part]]


PHONE = Kind(
    "phone", mark("Add a phone"), mark("Change a phone"), PHONE_LABELS, ("usable", "wrong"), "phone",
    mark("Call this number"), links.phone, True, lambda *args: parts.save_phone(*args), lambda card: card.phones,
)  # fmt: skip
EMAIL = Kind(
    "email", mark("Add an e-mail address"), mark("Change an e-mail address"), PLACE_LABELS,
    ("usable", "wrong", "returned"), "mail", mark("Write an e-mail"), links.mail, True,
    lambda *args: parts.save_email(*args), lambda card: card.emails,
)  # fmt: skip
WEB = Kind(
    "web", mark("Add a web address"), mark("Change a web address"), PLACE_LABELS, ("usable", "wrong"), "export",
    mark("Open in the browser"), links.web, False, lambda *args: parts.save_web(*args), lambda card: card.webs,
)  # fmt: skip


class PartRow(QWidget):
    """A phone, an e-mail or a web address; without a `part`, the place where a new one is typed."""

    def __init__(self, view: Holder, kind: Kind, *, is_new: bool = False) -> None:
        super().__init__()
        self.view, self.kind = view, kind
        self.part: Part | None = None
        self.shown = ""
        self.may_be_main = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column.addLayout(row)
        self.choices = self._labels()
        self.editor = LineEdit()
        self.editor.setAccessibleName(_(kind.add))
        self.editor.setPlaceholderText(_(kind.add))
        self.editor.too_long.connect(view.say_refused)
        self.editor.installEventFilter(self)
        self.in_place = InPlace(self.editor, self._save, self._draft)
        self.in_place.refused.connect(view.say_refused)
        self.known = label("", "muted", wrap=True)
        self.known.setContentsMargins(LABEL_WIDTH + INSET, 0, 0, 3)
        self.known.hide()
        row.addWidget(self.choices)
        row.addWidget(self.editor, 1)
        if not is_new:
            for made in (
                icon_button(kind.icon, _(kind.use), self._use),
                icon_button("more", _("More: main, usage, state, remove"), self._open_menu),
            ):
                made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by key: the menu key in the field
                row.addWidget(made)
            column.addWidget(self.known)
            column.addWidget(ConflictLine(self.in_place))

    def show_part(self, part: Part | None, at: int, kept: dict[str, str], *, is_main: bool = False) -> None:
        """Show `part`, which stands at place `at` among its kind; None empties the row for a new one."""
        self.part, self.may_be_main = part, at > 0
        self.shown = "" if part is None else phones.shown(part.e164) if part.e164 else part.raw
        self.in_place.show(self.shown, kept.get(self.view.draft_key(draft_name(self.kind, part))))
        if self.in_place.conflict is None and len(self.shown) > LONG:
            tip(self.editor, self.shown)
        if part is None:
            return
        self.choices.show_value(part.label)
        set_flag(self.editor, "main", is_main)
        self.editor.setAccessibleDescription(_("main") if is_main else "")
        told, role = known_of(self.kind.key, part)
        self.known.setText(" · ".join(told))
        set_role(self.known, role)
        self.known.setVisible(bool(told))

    def _labels(self) -> Choices:
        choices = Choices()
        choices.setFixedWidth(LABEL_WIDTH)
        choices.setProperty("quietly", True)
        choices.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        choices.offer([(choice.value, _(choice.label)) for choice in self.kind.labels])
        choices.show_value(self.kind.labels[1].value)
        choices.setAccessibleName(_("Label"))
        choices.picked.connect(self._relabel)
        return choices

    def _save(self, text: str) -> None:
        seen = None
        if self.part is not None:
            seen = self.part.raw if self.in_place.seen == self.shown else self.in_place.seen
        part_id = self.part.id if self.part else None
        label_key = self.choices.value()
        self.view.desk.do(_(self.kind.change), self.kind.save, self.view.contact_id, part_id, text, label_key, seen)

    def _relabel(self, value: str) -> None:
        if self.part is not None:
            args = (self.view.contact_id, self.part.id, self.part.raw, value)
            self.view.desk.try_to(_(self.kind.change), self.kind.save, *args)

    def _draft(self, text: str | None) -> None:
        self.view.desk.keep(drafts.keep, self.view.draft_key(draft_name(self.kind, self.part)), text)

    def _use(self) -> None:
        if self.part is not None:
            hand_over(self.view.desk, self.kind.link(self.part.e164 or self.part.raw))

    # the menu of a part

    def _open_menu(self) -> None:
        self.menu().exec(self.mapToGlobal(QPoint(self.width() - 30, self.editor.height())))

    def menu(self) -> QMenu:
        """Everything that can be done with this part."""
        menu = QMenu(self)
        part, desk = self.part, self.view.desk
        if part is None:
            return menu
        menu.addAction(_(self.kind.use), self._use)
        menu.addSeparator()
        if self.may_be_main:
            told = _("Make it the main one")
            menu.addAction(told, lambda: desk.try_to(told, parts.make_main, self.kind.key, part.id))
        for title, choices, current, name in (
            (_("Label"), self.kind.labels, part.label, "label"),
            (_("Used for"), USAGES, part.usage, "usage"),
            (_("State"), [Choice(state, STATE_WORDS[state]) for state in self.kind.states], part.state, "state"),
        ):
            sub = menu.addMenu(title)
            for choice in choices:
                entry = sub.addAction(_(choice.label), partial(self._set, name, choice.value))
                entry.setCheckable(True)
                entry.setChecked(choice.value == current)
        menu.addSeparator()
        menu.addAction(_("Remove"), lambda: self._remove(part))
        return menu

    def _set(self, name: str, value: str) -> None:
        if name == "label":
            self._relabel(value)
        elif self.part is not None:
            args = (self.kind.key, self.part.id, name, value)
            self.view.desk.try_to(_(self.kind.change), parts.describe, *args)

    def _remove(self, part: Part) -> None:
        args = (self.view.contact_id, part.id, "", part.label)
        self.view.desk.try_to(_(self.kind.change), self.kind.save, *args)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        by_key = isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key and self.part is not None:
            self._open_menu()
            return True
        return super().eventFilter(watched, event)


def draft_name(kind: Kind, part: Part | None) -> str:
    """The name of the draft of a part, within those of the card."""
    return f"{kind.key}:{part.id if part else 'new'}"


def known_of(kind: str, part: Part) -> tuple[list[str], str]:
    """What is to be known of a part, in words, and the role of the line that says it."""
    told, role = [], "muted"
    if part.usage:
        told.append(_(next(choice.label for choice in USAGES if choice.value == part.usage)))
    if kind == "phone" and part.e164 and phones.is_surtaxed(part.e164):
        told.append(_("surtaxed"))
        role = "warn"
    doubt = rules.phone_doubt(part.raw, part.e164) if kind == "phone" else ""
    doubt = rules.email_doubt(part.raw) if kind == "email" else doubt
    if doubt:
        told.append(doubt)
        role = "warn"
    if part.state != "usable":
        words = {"phone": _("wrong number"), "email": _("wrong address"), "web": _("wrong address")}
        told.append(_("e-mails came back from there") if part.state == "returned" else words[kind])
        role = "bad"
    return told, role


class PartGroup(QVBoxLayout):
    """All parts of one kind, and the row for one more. Rows stay as long as their part does: nothing typed is lost."""

    def __init__(self, view: Holder, kind: Kind) -> None:
        super().__init__()
        self.setSpacing(0)
        self.view, self.kind = view, kind
        self.rows: dict[int, PartRow] = {}
        self.new = PartRow(view, kind, is_new=True)
        self.addWidget(self.new)
        self._asked = False
        self._contact = 0

    def ask(self) -> None:
        """Show the row for one more and put the keyboard into it."""
        self._asked = True
        self.new.show()
        self.new.editor.setFocus()

    def show_card(self, card: ContactCard, kept: dict[str, str]) -> None:
        found = self.kind.parts(card)
        self._asked = self._asked and card.id == self._contact
        self._contact = card.id
        for gone in [one for one in self.rows if one not in {part.id for part in found}]:
            row = self.rows.pop(gone)
            self.removeWidget(row)
            row.hide()
            row.deleteLater()
        used = next(
            (at for at, part in enumerate(found) if part.state == "usable"), 0
        )  # that one is called, or written to
        for at, part in enumerate(found):
            row = self.rows.get(part.id) or PartRow(self.view, self.kind)
            self.rows[part.id] = row
            if self.indexOf(row) != at:
                self.removeWidget(row)
                self.insertWidget(at, row)
                row.show()
            row.show_part(part, at, kept, is_main=len(found) > 1 and at == used)
        self.new.show_part(None, len(found), kept)
        is_first = self.kind.is_offered and not found
        self.new.setVisible(is_first or self._asked or bool(self.new.editor.text()))

    def editors(self) -> list[LineEdit]:
        """The editors in the order in which they stand."""
        rows = [item.widget() for at in range(self.count()) if (item := self.itemAt(at)) is not None]
        return [row.editor for row in rows if isinstance(row, PartRow) and not row.isHidden()]
