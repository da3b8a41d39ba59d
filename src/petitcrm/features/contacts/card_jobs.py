"""Who works where, on a card: the companies of a person, the people of a company, those of former days included."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.base.dates import typed
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.card_fields import Holder, field_label, section_label
from petitcrm.features.contacts.known_companies import offer_companies
from petitcrm.features.contacts.queries import ContactCard, Link
from petitcrm.store import drafts
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import InPlace, LineEdit
from petitcrm.ui.widgets.small import button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import jobs
else:
    jobs = Late("petitcrm.features.contacts.jobs")


def told_of(link: Link) -> str:
    """What is to be known of a job: "Gérante · 2019–2024 · principal"."""
    dates = "–".join((typed(link.since), typed(link.until))) if link.until else ""
    since = _("since {day}").format(day=typed(link.since)) if link.since and not link.until else ""
    return " · ".join(part for part in (link.role, since, dates.strip("–") if dates else "") if part)


class JobRow(QWidget):
    """One job: the name opens the other card; the pencil its role and dates."""

    opened = Signal(int)

    def __init__(self, view: Holder, link: Link, icon_name: str, *, of_person: bool, alone: bool) -> None:
        super().__init__()
        self.view, self.link, self.of_person, self.alone = view, link, of_person, alone
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        name = button(link.name.replace("&", "&&"), lambda: self.opened.emit(link.contact_id), quiet=True)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(name)
        more = [told_of(link)]
        if of_person and link.is_main and not alone:
            more.append(_("main"))
        if link.until:
            more.append(_("former"))
        about = label(" · ".join(part for part in more if part), "muted", wrap=True)
        row.addWidget(about, 1)
        edit = icon_button("more", _("More: role, dates, main, remove"), self._open_menu)
        edit.setIconSize(edit.iconSize())
        row.addWidget(edit)
        column.addLayout(row)
        self.form: QWidget | None = None

    def _open_menu(self) -> None:
        self.menu().exec(self.mapToGlobal(QPoint(self.width() - 30, 28)))

    def menu(self) -> QMenu:
        """Everything that can be done with this job."""
        menu = QMenu(self)
        desk, link = self.view.desk, self.link
        menu.addAction(_("Role and dates"), self.toggle)
        if self.of_person and not link.is_main and not link.until:
            told = _("Make it the main one")
            menu.addAction(told, lambda: desk.try_to(told, jobs.make_main, link.id))
        if not link.until:
            left = _("Has left")
            values = {"until": typed(desk.today().isoformat())}
            menu.addAction(left, lambda: desk.try_to(left, jobs.change, link.id, values, desk.today()))
        menu.addSeparator()
        gone = _("Remove")
        menu.addAction(gone, lambda: desk.try_to(gone, jobs.remove, link.id))
        return menu

    @property
    def is_editing(self) -> bool:
        return self.form is not None and not self.form.isHidden()

    def toggle(self) -> None:
        """Show or hide the role and the dates."""
        if self.form is None:
            self.form = QWidget()
            self.form.hide()
            grid = QGridLayout(self.form)
            grid.setContentsMargins(0, 0, 0, 6)
            grid.setHorizontalSpacing(0)
            grid.setVerticalSpacing(1)
            words = (
                ("role", _("Role"), self.link.role),
                ("since", _("From"), self.link.since),
                ("until", _("Until"), self.link.until),
            )
            for at, (key, text, value) in enumerate(words):
                editor = LineEdit()
                editor.setPlaceholderText("—" if key == "role" else _("12/4/2020 or 2020"))
                in_place = InPlace(editor, partial(self._save, key))
                in_place.refused.connect(self.view.say_refused)
                in_place.show(typed(value))
                grid.addWidget(field_label(text, editor), at, 0)
                grid.addWidget(editor, at, 1)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.form)
        self.form.setVisible(self.form.isHidden())

    def _save(self, key: str, value: str) -> None:
        self.view.desk.do(_("Change a job"), jobs.change, self.link.id, {key: value}, self.view.desk.today())


class Jobs(QWidget):
    """The section: rows, and the line that adds one more by name."""

    opened = Signal(int)

    def __init__(self, view: Holder) -> None:
        super().__init__()
        self.view = view
        self.kind = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.title = section_label("")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.line = LineEdit()
        self.line.too_long.connect(view.say_refused)
        self.in_place = InPlace(self.line, self._add, self._draft)
        self.in_place.refused.connect(view.say_refused)
        self.line.textEdited.connect(self._complete)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.line)
        self.column.addWidget(self.title)
        self.column.addLayout(self.rows)
        self.column.addLayout(holder)
        self.made: list[JobRow] = []

    def show_card(self, card: ContactCard, kept: dict[str, str]) -> None:
        self.kind = card.kind
        links = card.people if card.kind == "company" else card.jobs
        self.title.setText(_("People") if card.kind == "company" else _("Companies"))
        words = _("Add a person") if card.kind == "company" else _("Add a company")
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self.in_place.show("", kept.get(self.view.draft_key("job")))
        if any(row.is_editing for row in self.made) and [row.link for row in self.made] == list(links):
            return
        for row in self.made:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        current = sum(not link.until for link in links)
        self.made = []
        for link in links:
            row = JobRow(self.view, link, "", of_person=card.kind == "person", alone=current < 2)
            row.opened.connect(self.opened)
            self.rows.addWidget(row)
            self.made.append(row)

    def _draft(self, text: str | None) -> None:
        self.view.desk.keep(drafts.keep, self.view.draft_key("job"), text)

    def _add(self, text: str) -> None:
        if not text.strip():
            return
        desk = self.view.desk
        if self.kind == "company":
            desk.do(_("Add a person"), jobs.add_person, self.view.contact_id, text)
        else:
            desk.do(_("Add a company"), jobs.add, self.view.contact_id, text)
        self.in_place.show("")

    def _complete(self, text: str) -> None:
        if self.kind == "person":
            offer_companies(self.view.desk, self.line, text)
