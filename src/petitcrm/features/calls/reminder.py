"""A discreet word before the hour of a promise: in the bar of the window, and at the head of the first screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from petitcrm.base.language import _, mark
from petitcrm.features.history import queries
from petitcrm.ui.desk import Desk

EVERY = 20_000  # milliseconds
BEFORE, AFTER = 10, 30  # minutes

_WORDS = {
    "call": mark("{hour}: call to {name}"),
    "visit": mark("{hour}: visit to {name}"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A promise whose hour is near or just past; `minutes` until then, below 0 when it is past."""

    follow_up_id: int
    contact_id: int
    at: str
    minutes: int
    words: str


def minutes(hour: str) -> int:
    """The minutes since midnight of an hour HH:MM."""
    hours, _colon, rest = hour.partition(":")
    return int(hours) * 60 + int(rest)


def near(desk: Desk) -> list[Due]:
    """The promises of today whose hour comes within ten minutes, or is past by half an hour at most."""
    now = minutes(desk.hour())
    found = []
    for line in desk.read(queries.at_an_hour, desk.today()):
        left = minutes(line.at) - now
        if -AFTER <= left <= BEFORE:
            words = _(_WORDS.get(line.kind, mark("{hour}: {name}"))).format(hour=line.at, name=line.name)
            found.append(Due(line.id, line.contact_id, line.at, left, words))
    return sorted(found, key=lambda one: one.at)


class Reminder(QObject):
    """Looks at the clock, and says each promise once when its hour comes near."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._told: set[tuple[int, str]] = set()
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Say what is near and was not said yet."""
        if self.desk.is_over:
            return
        new = [one for one in near(self.desk) if (one.follow_up_id, one.at) not in self._told]
        if new:
            self._told.update((one.follow_up_id, one.at) for one in new)
            self.desk.say(" · ".join(one.words for one in new))
            self.desk.hub.tell(frozenset({"clock"}))
