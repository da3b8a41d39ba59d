"""The newest answer of a question that takes a while: worked out beside the window, one at a time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from petitcrm.store.connection import Reader
from petitcrm.ui.desk import Desk

Question = Callable[[Reader], Any]


class Latest(QObject):
    """Asked again while it is under way, it asks once more at the end: readers that overlap would hold the writer up."""

    def __init__(self, desk: Desk, take: Callable[[Any], object], parent: QObject) -> None:
        """`take` gets each answer that nothing newer was asked after, in the window's thread."""
        super().__init__(parent)
        self._desk = desk
        self._take = take
        self._is_under_way = False
        self._waiting: Question | None = None

    def ask(self, question: Question) -> None:
        """Have `question(reader)` answered."""
        if self._desk.is_over:
            return
        if self._is_under_way:
            self._waiting = question
            return
        self._is_under_way = True
        self._desk.aside(lambda store, _progress: store.read(question), self._on_done, self._on_failed)

    def _on_done(self, answer: Any) -> None:
        self._is_under_way = False
        if self._desk.is_over:
            return
        if self._waiting is not None:
            question, self._waiting = self._waiting, None
            self.ask(question)
        else:
            self._take(answer)

    def _on_failed(self, error: Exception) -> None:
        self._is_under_way = False
        if self._waiting is None:
            self._desk.problem.emit(error)
        else:  # what failed is no longer wanted
            question, self._waiting = self._waiting, None
            self.ask(question)
