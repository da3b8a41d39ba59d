"""Before people are woken up: how many calls on which days, who is left out; then it is accepted, or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.nurture import waking
from petitcrm.features.nurture.queries import Event
from petitcrm.features.nurture.waking import Wake
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.panels import Panel
from petitcrm.ui.widgets.small import button

MOST_REASONS = 6


class WakePanel(Panel):
    """The chosen ones, or everybody of the series: what it comes to is said before the button does it."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        event: Event,
        groups: Sequence[tuple[str, Sequence[int]]],
        accept: Callable[[Event, Wake], object],
    ) -> None:
        """`groups` are those who can be woken up, by the words for them; the first is proposed."""
        super().__init__(
            parent,
            _("Wake up for “{name}”, {day}").format(name=event.name, day=shown(event.day, desk.today())),
            width=480,
        )
        self.title.setWordWrap(True)
        self.desk = desk
        self.event_meant = event
        self.found = Wake(())
        self._asked = 0
        self._accept = accept
        self.choice = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for at, (words, ids) in enumerate(groups):
            chip = QPushButton(words)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(at == 0)
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda *_clicked, ids=ids: self._show(ids))
            self.choice.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        self.told = label("", "strong", wrap=True)
        self.left_out = label("", "muted", wrap=True)
        self.does = button("", self._do, primary=True)
        self.does.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Leave (Esc)"), self.close))
        foot.addWidget(self.does)
        self.column.addLayout(chips)
        self.column.addWidget(self.told)
        self.column.addWidget(self.left_out)
        self.column.addLayout(foot)
        self._show(groups[0][1])

    def _show(self, ids: Sequence[int]) -> None:
        """Work it out beside the window: what is planned already has to be spread first."""
        self._asked += 1
        asked, today, day = self._asked, self.desk.today(), self.event_meant.day
        if self.does.hasFocus():
            self.setFocus()  # a button that is switched off would hand the keyboard to the page, and the panel would go
        self.does.setEnabled(False)
        self.told.setText(_("Looking for room in the schedule…"))
        self.left_out.hide()
        self.fit()
        self.desk.aside(
            lambda store, _progress: (asked, store.read(waking.wake, ids, day, today)), self._take, self._fail
        )

    def _fail(self, error: Exception) -> None:
        self.desk.problem.emit(error)
        self.close()

    def _take(self, answer: tuple[int, Wake]) -> None:
        if answer[0] != self._asked or self.desk.is_over:
            return
        today = self.desk.today()
        self.found = answer[1]
        self.told.setText(waking.told(self.found, today))
        reasons = waking.told_left_out(self.found)
        rest = len(reasons) - MOST_REASONS
        if rest > 0:
            more = ngettext("and {n} more reason", "and {n} more reasons", rest).format(n=rest)
            reasons = [*reasons[:MOST_REASONS], more]
        self.left_out.setText("\n".join([_("Left out:"), *reasons]))
        self.left_out.setVisible(bool(reasons))
        count = len(self.found.calls)
        self.does.setText(ngettext("Promise {n} call (Enter)", "Promise {n} calls (Enter)", count).format(n=count))
        self.does.setVisible(bool(count))
        self.does.setEnabled(bool(count))
        self.fit()
        self.focus_first()

    def focus_first(self) -> None:
        (self.does if self.does.isEnabled() else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.does.isEnabled():
            self._do()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        self.close()
        self._accept(self.event_meant, self.found)
