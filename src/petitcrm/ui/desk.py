"""What a screen is given, and all it is given: ask, change, have long work done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store
from petitcrm.ui.background import Job, Progress, Work
from petitcrm.ui.hub import Hub

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")


class Desk(QObject):
    """Three verbs: `read` at once, `do` in one undo step, `work` in the background."""

    said = Signal(str)
    problem = Signal(object)
    working = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.hub = Hub()
        self._version: int | None = None
        self._work: Work | None = None
        self._asides: list[Work] = []
        self._is_checked = False
        self._then: Callable[[Any], object] = _nothing
        self.is_over = False
        self.clock_hour = _hour_now

    def today(self) -> date:
        return self.store.clock()

    def hour(self) -> str:
        """The hour it is, as HH:MM."""
        return self.clock_hour()

    def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of `query(reader, …)`, at once."""
        return self.store.read(query, *args, **kwargs)

    def do(self, title: str, edit: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`edit(session, …)`: one transaction, one undo step, one notification. Problems are the caller's to show."""
        self._must_be_free()
        answer, changed = self.store.do(title, edit, *args, **kwargs)
        self.hub.tell(changed)
        return answer

    def try_to(self, title: str, edit: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Like `do`; a Problem is shown in the window. True where it went well."""
        try:
            self.do(title, edit, *args, **kwargs)
        except Problem as problem:
            self.problem.emit(problem)
            return False
        return True

    def do_for_many(
        self,
        count: int,
        title: str,
        told: str,
        edit: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """`edit` that touches `count` rows: at once where they are few, in the background where somebody would wait."""
        if count <= FEW:
            if self.try_to(title, edit, *args, **kwargs):
                self.say(told)
            return

        def job(store: Store, progress: Progress) -> object:
            store.reader.progress = progress
            return store.do(title, edit, *args, **kwargs)

        self.work(title, job, lambda _done: self.say(told))

    def do_for_good(
        self,
        count: int,
        title: str,
        told: str,
        edit: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Like `do_for_many`, for what no undo shall bring back."""

        def finish(_done: object) -> None:
            self.hub.tell(EVERYTHING)
            self.say(told)

        if count > FEW:
            self.work(title, lambda store, _progress: store.keep(edit, *args, **kwargs), finish)
            return
        try:
            self._must_be_free()
            finish(self.store.keep(edit, *args, **kwargs))
        except Problem as problem:
            self.problem.emit(problem)

    def keep(self, edit: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> None:
        """A change that is no gesture (a draft): no undo step, no notification. Not while the worker writes."""
        if self._work is None and not self.is_over:
            self.store.keep(edit, *args, **kwargs)

    def _must_be_free(self) -> None:
        """The worker may hold the file: the window does not wait for it, it says so at once."""
        if self._work is not None:
            raise Problem(
                _("“{title}” is still under way.").format(title=self._work.title), _("Try again when it has ended.")
            )

    def say(self, text: str) -> None:
        """A line in the bar below, beside Undo."""
        self.said.emit(text)

    def undo(self) -> None:
        self._play("undo", _("Taken back: {title}"), _("There is nothing to undo."))

    def redo(self) -> None:
        self._play("redo", _("Done again: {title}"), _("There is nothing to redo."))

    def _play(self, verb: str, told: str, nothing: str) -> None:
        def say(played: tuple[str, frozenset[str]] | None) -> None:
            if played is not None:
                self.hub.tell(played[1])
            self.say(told.format(title=played[0]) if played else nothing)

        self._must_be_free()
        if self.store.size_of(undo=verb == "undo") <= FEW * 5:
            say(getattr(self.store, verb)())
        else:
            title = _("Undo") if verb == "undo" else _("Redo")
            self.work(title, lambda store, _progress: getattr(store, verb)(), say)

    def work(self, title: str, job: Job, then: Callable[[Any], object]) -> bool:
        """Have `job(store, progress)` done in the background, then `then(result)` in the window's thread.

        False where another job is under way: there is one worker.
        """
        if self._work is not None:
            self.say(_("“{title}” is still under way.").format(title=self._work.title))
            return False
        work = self._work = Work(title, self.store, job, self)
        self._then = then
        work.done.connect(self._on_done)  # methods of this object, so that they run in its thread
        work.failed.connect(self._on_failed)
        self.working.emit(work)
        work.start()
        return True

    def _on_done(self, result: object) -> None:
        self._finish()
        self._then(result)

    def _on_failed(self, error: Exception) -> None:
        self._finish()
        if isinstance(error, Cancelled):
            self.say(_("Cancelled: nothing was changed."))
        else:
            self.problem.emit(error)

    def _finish(self) -> None:
        if self._work is not None:
            self._work.wait()
            self._work.deleteLater()
            self._work = None
        self.working.emit(None)
        self.look_outside()

    def check(self) -> None:
        """Look for damage in the background; where there is any, nothing more is written and it is said."""
        if not self._is_checked:
            self._is_checked = True
            self.aside(_sound, self._on_checked, self._tell)

    def aside(self, job: Job, done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        """Have `job(store, progress)` done beside everything else; it may only read.

        `done` or `failed` gets what comes out, in the window's thread: they must be methods of Qt objects.
        """
        for one in [one for one in self._asides if one.isFinished()]:
            self._asides.remove(one)
            one.deleteLater()
        work = Work("", self.store, job, self)
        work.done.connect(done)
        work.failed.connect(failed)
        self._asides.append(work)
        work.start()

    def _tell(self, error: Exception) -> None:
        self.problem.emit(error)

    def _on_checked(self, verdict: str) -> None:
        if verdict != "ok":
            self.store.read_only = True
            self.problem.emit(
                Problem(
                    _("The base is damaged: nothing more is written to it."),
                    _("Restore the newest copy from the backups folder, and keep the damaged file."),
                )
            )

    @property
    def is_working(self) -> bool:
        return self._work is not None

    def wait(self) -> None:
        """The end: cancel what is under way, wait until it has stopped; no draft is kept from here on."""
        self.is_over = True
        for work in (self._work, *self._asides):
            if work is not None:
                work.cancel()
                work.wait()

    def look_outside(self) -> None:
        """Tell everybody to reload when somebody else (the worker, the command line) has changed the file."""
        version = self.store.reader.value("PRAGMA data_version")
        if self._version is not None and version != self._version:
            self.hub.tell(EVERYTHING)
        self._version = version


def _hour_now() -> str:
    return datetime.now().strftime("%H:%M")


def _nothing(_result: object) -> None:
    return None


def _sound(store: Store, _progress: Progress) -> str:
    return str(store.reader.value("PRAGMA quick_check(1)"))


FEW = 300

EVERYTHING = frozenset(
    {
        "contact",
        "interaction",
        "follow_up",
        "setting",
        "tier",
        "tag",
        "letter_model",
        "mailing",
        "consent",
        "custom_field",
        "saved_view",
        "customer_request",
        "participant",
        "attachment",
        "script",
        "wake_event",
        "reactivation",
        "mailing_answer",
        "sequence",
        "sequence_step",
        "sequence_member",
    }
)
