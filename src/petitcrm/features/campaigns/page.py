"""Campaigns: what each mailing cost and brought in; at the head a line that takes what comes back, by reference."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.campaigns import queries, words
from petitcrm.features.campaigns.detail import Detail, Shown, look_at, title_of
from petitcrm.features.campaigns.entry import Entry
from petitcrm.features.campaigns.queries import Campaign
from petitcrm.store.store import Store
from petitcrm.ui import theme
from petitcrm.ui.actions import action
from petitcrm.ui.background import Progress
from petitcrm.ui.desk import Desk
from petitcrm.ui.lists.painting import EDGE, Line, LineDelegate
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.lists.view import RowsView
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.widgets.halves import halves, left_half
from petitcrm.ui.widgets.small import Empty, button, hairline

LEFT = 400
NUMBER = 82  # pixels that the number and the month of a mailing take at the left of a line


class _Delegate(LineDelegate):
    """The number and month of the mailing, its name and how many answered; at the right the return on it."""

    def line(self, row: object) -> Line:
        assert isinstance(row, Campaign)
        return Line(f"M{row.number}\n{words.month(row.day)}", row.name, words.briefly(row), *words.mark_of(row.outcome))

    def _write(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        painter.setFont(theme.sized(font, theme.SECONDARY))
        painter.setPen(QColor(theme.colours().muted))
        for at, text in enumerate(line.badge.split("\n")):
            place = QRect(rect.left() + EDGE, rect.top() + 7 + 20 * at, NUMBER, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        beside = rect.adjusted(NUMBER - 34, 0, 0, 0)  # in place of the letter of a tier
        super()._write(painter, beside, Line("", line.title, line.below, line.mark, line.mark_role), font)


class CampaignsPage(Page):
    """Left the mailings, right the chosen one, above both the line for references."""

    tables = frozenset(
        {"mailing", "letter", "mailing_answer", "contact", "contact_tag", "tag", "tier", "address", "interaction"}
    )
    open_contact = Signal(int)
    letters_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, Campaign] = {}
        self._wanted = 0
        self._is_writing = False
        self.entry = Entry(desk)
        self.model = RowsModel(self._fetch, self._spoken)
        self.list = RowsView(self.model)
        self.list.show_with(_Delegate(self.list))
        self.list.setAccessibleName(_("Campaigns"))
        self.title, self.count = label(_("Campaigns"), "title"), label("", "muted")
        self.detail = Detail(desk, self.print_campaign)
        self.none = Empty(
            _(
                "No mailing was printed yet. Write to several contacts at once: here you see what it cost, who answered and "
                "what it brought in."
            ),
            button(_("Write letters"), self.letters_wanted.emit, primary=True),
        )
        self._lay_out()
        self.list.current_changed.connect(self._show)
        self.detail.asked_again.connect(lambda: self._show(self.list.current_id()))
        self.detail.open_contact.connect(self.open_contact)
        self.entry.recorded.connect(self.show_mailing)
        self.bind_actions()

    def _lay_out(self) -> None:
        left, column = left_half()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.list, 1)
        bar = QWidget()
        bar.setObjectName("surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        above = QVBoxLayout(bar)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.entry)
        above.addWidget(hairline())
        self.bar = bar
        self.stack = QStackedWidget()
        self.stack.addWidget(self.none)
        self.stack.addWidget(halves(left, self.detail, at=LEFT))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.stack, 1)

    # showing

    def _fetch(self, ids: Sequence[int]) -> list[Campaign | None]:
        return [self._found.get(one) for one in ids]

    @staticmethod
    def _spoken(one: Campaign) -> str:
        parts = (title_of(one), words.summary(one), words.response(one.outcome), words.mark_of(one.outcome)[0])
        return ", ".join(part for part in parts if part)

    def reload(self) -> None:
        current = self._wanted or self.list.current_id()
        self._wanted = 0
        self._found = {one.id: one for one in self.desk.read(queries.campaigns)}
        self.model.show(array("q", self._found))
        count = len(self._found)
        self.count.setText(ngettext("{n} mailing", "{n} mailings", count).format(n=count))
        self.stack.setCurrentIndex(1 if count else 0)
        self.bar.setVisible(self.desk.read(queries.has_letters))
        if not count:
            return
        place = max(0, self.model.place_of(current))
        self.list.select(place)
        self._show(self.model.ids[place])

    def show_mailing(self, mailing_id: int) -> None:
        """Show one mailing."""
        self._wanted = mailing_id
        self.stale = True
        if self.isVisible():
            self.refresh()

    def _show(self, mailing_id: int) -> None:
        if mailing_id not in self._found:
            return
        self.detail.show_others(list(self._found.values()), mailing_id)
        found = self._look_at(mailing_id)
        if found is not None:
            self.detail.show_campaign(found)

    def _look_at(self, mailing_id: int) -> Shown | None:
        other = self._found.get(self.detail.other_id())
        return self.desk.read(look_at, mailing_id, self.detail.by.value() or "tier", other)

    def current(self) -> Campaign | None:
        """The campaign chosen."""
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, Campaign) else None

    def focus_first(self) -> None:
        self.refresh()
        if self.bar.isHidden():
            self.none.setFocus()
        else:
            self.type_reference()

    # doing

    @action(mark("Type or scan a &reference"), "Ctrl+F", "letter", "search")
    def type_reference(self) -> None:
        self.entry.box.setFocus()
        self.entry.box.selectAll()

    @action(mark("Print the &campaign…"), "Ctrl+P", "letter", "print")
    def print_campaign(self) -> None:
        """The page as it will be printed; it is written aside, the first one brings the fonts."""
        one = self.current()
        if one is None or self._is_writing:
            if one is None:
                self.desk.say(_("No mailing was printed yet."))
            return
        found, today = self._look_at(one.id), self.desk.today()
        if found is None:
            return
        self._is_writing = True

        def write(_store: Store, _progress: Progress) -> tuple[bytes, str]:
            from petitcrm.features.campaigns.paper import campaign_pdf

            return campaign_pdf(found, today), title_of(found.campaign)

        self.desk.aside(write, self._on_written, self._on_not_written)

    def _on_written(self, made: tuple[bytes, str]) -> None:
        self._is_writing = False
        if self.desk.is_over:
            return
        from petitcrm.features.letters.pdf_dialog import PdfDialog

        pdf, title = made
        plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
        PdfDialog(self, self.desk, title, pdf, f"{' '.join(plain.split())}.pdf", _("Campaign printed.")).open()

    def _on_not_written(self, error: Exception) -> None:
        self._is_writing = False
        self.desk.problem.emit(error)
