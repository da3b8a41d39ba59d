"""The call sheet of a day, and the week, as they will be printed: another day or week is a key away."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petitcrm.base.dates import from_to, written
from petitcrm.base.language import _, ngettext
from petitcrm.features.call_sheets.sheet import Written, call_sheet
from petitcrm.features.call_sheets.week import monday_of, week_sheet
from petitcrm.features.letters.pdf_dialog import PdfDialog
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import icon_button

SIZE = (900, 700)


class _Stepped(PdfDialog):
    """A sheet of some days, with the way to those before (not before today) and after."""

    step_days = 1

    def __init__(self, parent: QWidget, desk: Desk, first: date, printed: str, words: tuple[str, str]) -> None:
        self.first = self.earliest = first
        made = self.made(desk, first)
        super().__init__(parent, desk, self.title(), made.pdf, self.name(), printed)
        self.resize(*SIZE)
        self.previous = icon_button("prev", words[0], lambda: self.step(-1))
        self.next = icon_button("next", words[1], lambda: self.step(1))
        self.what = label("", "strong")
        self.count = label("", "muted")
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(4)
        for one in (self.previous, self.next):
            one.setAutoDefault(False)
            row.addWidget(one)
        row.addSpacing(4)
        row.addWidget(self.what)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        self.column.insertLayout(0, row)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))
        self._settle(made)

    def made(self, desk: Desk, first: date) -> Written:
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def name(self) -> str:
        raise NotImplementedError

    def days(self) -> str:
        """Which days the sheet is for, in words."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """The next days, or those before."""
        wanted = self.first + timedelta(days=by * self.step_days)
        if wanted < self.earliest:
            return
        self.first = wanted
        made = self.made(self.desk, wanted)
        self.show_pdf(self.title(), made.pdf, self.name())
        self._settle(made)

    def _settle(self, made: Written) -> None:
        self.what.setText(self.days())
        self.count.setText(ngettext("{n} call", "{n} calls", made.calls).format(n=made.calls))
        self.previous.setEnabled(self.first > self.earliest)


class CallSheetDialog(_Stepped):
    """The call sheet of today; the next days are those that are prepared the evening before."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        words = (_("The day before (Alt+Left)"), _("The next day (Alt+Right)"))
        super().__init__(parent, desk, desk.today(), _("Call sheet printed."), words)

    def made(self, desk: Desk, first: date) -> Written:
        return desk.read(call_sheet, first)

    def title(self) -> str:
        return _("Call sheet – {day}").format(day=written(self.first))

    def name(self) -> str:
        return " ".join((_("Call sheet"), self.first.isoformat())) + ".pdf"

    def days(self) -> str:
        return written(self.first)


class WeekDialog(_Stepped):
    """The calls of this week; Alt+Right goes on to the next one."""

    step_days = 7

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        words = (_("The week before (Alt+Left)"), _("The next week (Alt+Right)"))
        super().__init__(parent, desk, monday_of(desk.today()), _("Week printed."), words)

    def made(self, desk: Desk, first: date) -> Written:
        return desk.read(week_sheet, first, desk.today())

    def title(self) -> str:
        return _("Printed week – {days}").format(days=self.days())

    def name(self) -> str:
        return " ".join((_("Week of calls"), self.first.isoformat())) + ".pdf"

    def days(self) -> str:
        return from_to(self.first, self.first + timedelta(days=6))
