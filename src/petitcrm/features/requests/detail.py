"""One request in full: what is asked, by when, and what was answered."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.history import queries as history
from petitcrm.features.history.fields import word
from petitcrm.features.history.looks import headline
from petitcrm.features.requests import lines, queries
from petitcrm.features.requests.fields import BANNER, RECEIVED
from petitcrm.features.requests.queries import RequestRow
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.small import Empty, button

MOST_ANSWERS = 100


def _readable(role: str = "") -> QLabel:
    """Text that can be selected and copied."""
    made = label("", role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class RequestDetail(QWidget):
    """Shows a request; changes nothing itself."""

    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.row: RequestRow | None = None
        self.standing = label("", "strong")
        self.banner = label("", "bad", wrap=True)
        self.subject = _readable("title")
        self.client = button("", self._open, quiet=True)
        self.client.setStyleSheet("padding-left: 0px")  # its words stand below those of the subject
        self.text = _readable()
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(4)
        self.facts.setColumnStretch(1, 1)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        for key, words in (
            ("received", _("Received")),
            ("promised", _("Promised for")),
            ("owner", _("Owner")),
            ("product", _("Product")),
            ("coming", _("Planned")),
        ):
            head, value = label(words, "muted"), _readable()
            at = self.facts.rowCount()
            self.facts.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(value, at, 1)
            self._facts[key] = (head, value)
        self.answers_head = label("", "section")
        self.answers = QVBoxLayout()
        self.answers.setSpacing(10)
        self._lay_out()
        self.show_request(None)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(0)
        column.addWidget(self.standing)
        column.addSpacing(2)
        column.addWidget(self.subject)
        row = QHBoxLayout()
        row.addWidget(self.client)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addSpacing(12)
        column.addLayout(self.facts)
        column.addSpacing(16)
        column.addWidget(self.text)
        column.addSpacing(20)
        column.addWidget(self.answers_head)
        column.addSpacing(6)
        column.addLayout(self.answers)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("surface")
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = Empty(_("Choose a request in the list."))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        outer.addWidget(self.none)

    def show_request(self, row: RequestRow | None) -> None:
        """Show a request, or the same again after a change; None shows that none is chosen."""
        is_other = (row.id if row else 0) != (self.row.id if self.row else 0)
        self.row = row
        self.area.setVisible(row is not None)
        self.none.setVisible(row is None)
        if row is None:
            return
        today = self.desk.today()
        urgency = lines.urgency(row)
        self.standing.setText(f"{urgency.text} · {lines.state(row)}")
        set_role(self.standing, urgency.role if urgency.role != "muted" else "section")
        self.subject.setText(lines.breakable(row.subject))
        self.client.setText(lines.whose(row)[:80].replace("&", "&&"))
        self.client.setAccessibleName(_("Open the card of {name}").format(name=row.name))
        self.banner.setText(_(BANNER))
        self.banner.setVisible(row.blocks_selling)
        self.text.setText(lines.breakable(row.text))
        self.text.setVisible(bool(row.text))
        self._show_facts(row, today)
        self._show_answers(row, today)
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def _show_facts(self, row: RequestRow, today: date) -> None:
        how = _(word(RECEIVED, row.received_how))
        received = " · ".join(part for part in (shown(row.received_on, today), how, lines.age(row)) if part)
        due = lines.promised(row, today)
        promised = shown(row.promised_on, today) if row.promised_on else ""
        if row.promised_on and due.role == "bad":
            promised = f"{promised} · {due.text}"
        coming = [
            " · ".join(part for part in (shown(one.day, today), one.at, one.text) if part)
            for one in self.desk.read(history.follow_ups_of, row.contact_id, today)
            if one.request_id == row.id
        ]
        values = {
            "received": received,
            "promised": promised,
            "owner": row.owner,
            "product": row.product,
            "coming": "\n".join(coming),
        }
        for key, (head, value) in self._facts.items():
            value.setText(lines.breakable(values[key]))
            for one in (head, value):
                one.setVisible(bool(values[key]))
        set_role(self._facts["promised"][1], due.role if due.role in ("bad", "warn") else "")

    def _show_answers(self, row: RequestRow, today: date) -> None:
        while (item := self.answers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = self.desk.read(history.by_ids, self.desk.read(queries.answers, row.id)[-MOST_ANSWERS:])
        self.answers_head.setText(_("Answers") if found else _("Nobody has answered yet"))
        for entry in found:
            told = headline(entry, today)
            if entry.contact_id != row.contact_id:
                told += f" · {entry.who}"
            self.answers.addWidget(_filled("muted", told))
            if entry.text:
                self.answers.addWidget(_filled("", entry.text))

    def _open(self) -> None:
        if self.row is not None:
            self.open_contact.emit(self.row.contact_id)


def _filled(role: str, text: str) -> QLabel:
    made = _readable(role)
    made.setText(lines.breakable(text[:5000]))
    return made
