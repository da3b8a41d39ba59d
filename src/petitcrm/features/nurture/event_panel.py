"""The events at the foot of the series: added, changed and removed in place; each wakes people up by one button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.nurture import queries
from petitcrm.features.nurture.queries import Event
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import InPlace, LineEdit
from petitcrm.ui.widgets.small import icon_button

if TYPE_CHECKING:
    from petitcrm.features.nurture import edits
else:
    edits = Late("petitcrm.features.nurture.edits")

DAY, FIELD, ROW = 118, 28, 60  # pixels: the day's width, the heights of a field and of an event


class EventPanel(QWidget):
    """One row an event, and one that makes a new one."""

    wake_wanted = Signal(object)  # the event

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.events: list[Event] = []
        self._most = 2
        self.wakes: list[QPushButton] = []
        self._fields: dict[tuple[int, str], InPlace] = {}
        self.name, self.day = LineEdit(200), LineEdit(40)
        self.inside = QWidget()
        self.inside.setObjectName("surface")
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.area = QScrollArea()
        self.area.setObjectName("surface")
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = label(_("Events that give a reason to call"), "section")
        self.why = label("", "bad", wrap=True)
        self.why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 10)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(self.area)
        column.addLayout(self._adding())
        column.addWidget(self.why)

    def _adding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for editor, words, hint in (
            (self.name, _("New event"), _("New event: trade fair, new product…")),
            (self.day, _("Day of the new event"), _("Mon, +3w, 12/4")),
        ):
            editor.setAccessibleName(words)
            editor.setPlaceholderText(hint)
            editor.returnPressed.connect(self.add)
        self.day.setFixedWidth(DAY + 34)
        row.addWidget(self.name, 1)
        row.addWidget(self.day)
        row.addWidget(icon_button("add", _("Add the event (Enter)"), self.add))
        return row

    def reload(self) -> None:
        """Read the events again; nothing is taken from under somebody who types."""
        found = self.desk.read(queries.events, self.desk.today())
        is_same = [one.id for one in found] == [one.id for one in self.events]
        self.events = found
        if not is_same:
            self._rebuild()
        for event in found:
            for field, value in (("name", event.name), ("text", event.text), ("day", shown(event.day))):
                self._fields[event.id, field].show(value)

    def _rebuild(self) -> None:
        self._fields.clear()
        self.wakes.clear()
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for event in self.events:
            self.rows.addWidget(self._row(event))
        self.rows.addStretch(1)
        self.show_most(self._most)

    def show_most(self, count: int) -> None:
        """So many events are seen at once; the others by scrolling."""
        self._most = count
        self.area.setFixedHeight(min(len(self.events), count) * ROW)
        self.area.setVisible(bool(self.events))

    def _row(self, event: Event) -> QWidget:
        """Name and day; below, what to say, and the buttons. A past one can be put on another day, and wakes nobody."""
        holder = QWidget()
        holder.setFixedHeight(ROW)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        head, below = QHBoxLayout(), QHBoxLayout()
        for row in (head, below):
            row.setSpacing(4)
            column.addLayout(row)
        day = self._field(event, "day", _("Day of the event"))
        day.setFixedWidth(DAY)
        head.addWidget(self._field(event, "name", _("Name of the event"), 200), 1)
        head.addWidget(day)
        below.addWidget(self._field(event, "text", _("What to say about it")), 1)
        wakes = icon_button("phone", _("Wake up for “{name}”…").format(name=event.name), partial(self._wake, event.id))
        wakes.setEnabled(event.day >= self.desk.today())
        self.wakes.append(wakes)
        below.addWidget(wakes)
        words = _("Remove “{name}”").format(name=event.name)
        below.addWidget(icon_button("trash", words, partial(self.remove, event.id)))
        return holder

    def _field(self, event: Event, field: str, words: str, most: int = 1000) -> LineEdit:
        editor = LineEdit(most)
        editor.setAccessibleName(f"{words}: {event.name}")
        editor.setPlaceholderText(words)
        editor.setFixedHeight(FIELD)
        in_place = InPlace(editor, partial(self._change, event.id, field))
        in_place.refused.connect(self._refuse)
        self._fields[event.id, field] = in_place
        return editor

    def _event(self, event_id: int) -> Event | None:
        return next((one for one in self.events if one.id == event_id), None)

    def _wake(self, event_id: int) -> None:
        if event := self._event(event_id):
            self.wake_wanted.emit(event)

    # changing

    def _guarded(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except Problem as problem:
            self._refuse(str(problem))
            return False
        self.why.hide()
        return True

    def _refuse(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()

    def _change(self, event_id: int, field: str, value: str) -> None:
        self.desk.do(_("Change an event"), edits.change_event, event_id, field, value, self.desk.today())
        self.why.hide()

    def add(self) -> None:
        """The event that stands in the last row; without its day, the keyboard goes there."""
        name, day = self.name.text(), self.day.text()
        if name.strip() and not day.strip():
            self.day.setFocus()
            return
        if not name.strip() and not day.strip():
            self.name.setFocus()
            return
        today = self.desk.today()
        if self._guarded(lambda: self.desk.do(_("Add an event"), edits.add_event, name, day, "", today)):
            self.name.clear()
            self.day.clear()
            self.name.setFocus()
            self.desk.say(_("Event added: {name}").format(name=name.strip()))

    def remove(self, event_id: int) -> None:
        """Take one out."""
        event = self._event(event_id)
        if event and self._guarded(lambda: self.desk.do(_("Remove an event"), edits.remove_event, event.id)):
            self.desk.say(_("Event removed: {name}").format(name=event.name))

    def coming(self) -> list[Event]:
        """Those that are not past."""
        return [one for one in self.events if one.day >= self.desk.today()]
