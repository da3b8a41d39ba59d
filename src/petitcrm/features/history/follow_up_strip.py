"""What is promised to a contact besides the next call, on its card: done, moved, dropped by a button."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.history import queries
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, word
from petitcrm.features.history.queries import FollowUpLine
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.small import Elided, icon_button

if TYPE_CHECKING:
    from petitcrm.features.history import follow_ups
else:
    follow_ups = Late("petitcrm.features.history.follow_ups")

MOST = 3


class FollowUpStrip(QWidget):
    """One line a follow-up, the earliest first. Hidden where nothing is promised; promised calls stand in the strip above."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.lines: list[FollowUpLine] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 0, 16, 12)
        self.frame = QFrame()
        self.frame.setObjectName("strip")
        outer.addWidget(self.frame)
        self.column = QVBoxLayout(self.frame)
        self.column.setContentsMargins(12, 4, 8, 4)
        self.column.setSpacing(0)

    def show_contact(self, contact_id: int) -> None:
        found = self.desk.read(queries.follow_ups_of, contact_id, self.desk.today())
        self.lines = [one for one in found if one.kind != "call" or one.repeat]
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in self.lines[:MOST]:
            self.column.addWidget(self._row(line, contact_id))
        rest = len(self.lines) - MOST
        if rest > 0:
            self.column.addWidget(label(ngettext("and {n} more", "and {n} more", rest).format(n=rest), "muted"))
        self.setVisible(bool(self.lines))

    def _row(self, line: FollowUpLine, contact_id: int) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        role = "bad" if line.is_late else "warn" if line.state == "today" else "ok"
        row.addWidget(label("●", role))
        text = Elided()
        day = " ".join(part for part in (shown(line.day, self.desk.today()), line.at) if part)
        of_another = line.name if line.contact_id != contact_id else ""
        parts = (day, _(word(FOLLOW_UP_KINDS, line.kind)), line.text, of_another)
        text.show_text(" · ".join(part for part in parts if part))
        row.addWidget(text, 1)
        row.addWidget(icon_button("check", _("Done"), lambda: self.finish(line)))
        row.addWidget(icon_button("clock", _("Change…"), lambda: self._change(line)))
        row.addWidget(icon_button("trash", _("Drop"), lambda: self.drop(line)))
        return widget

    def finish(self, line: FollowUpLine) -> None:
        """It is done."""
        if self.desk.try_to(_("Follow-up done"), follow_ups.finish, line.id, self.desk.today()):
            self.desk.say(_("Follow-up done") + " · " + line.name)

    def drop(self, line: FollowUpLine) -> None:
        """It will not be done."""
        if self.desk.try_to(_("Drop a follow-up"), follow_ups.drop, line.id):
            self.desk.say(_("Drop a follow-up") + " · " + line.name)

    def _change(self, line: FollowUpLine) -> None:
        from petitcrm.features.history.follow_up_form import FollowUpForm  # what understands days is slow to load

        FollowUpForm(self, self.desk, line.contact_id, line.name, line).open_under(self.frame)
