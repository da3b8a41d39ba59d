"""One run of letters: composed into a PDF, put into a file, noted in the history in one undo step."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from petitcrm.base.addresses import block
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _
from petitcrm.features.letters import noted, template
from petitcrm.features.letters import pdf as press
from petitcrm.features.letters import reference as references
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.dates import in_words
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.pdf import Letter
from petitcrm.features.letters.pieces import Pieces
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient, name_lines
from petitcrm.features.letters.salutation import supported
from petitcrm.features.letters.windows import DEFAULT, Window

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from petitcrm.store.store import Store


@dataclass(frozen=True)
class Order:
    """All that a run of letters is made from. `noted` is done in the change that notes them, for all who share one.

    `pieces` are the envelopes or labels that are written with them: used up in the same change.
    """

    selection: Selection
    model: Model
    letterhead: Letterhead
    window: Window
    on: date
    number: int = 0  # of the mailing; 0 where it is not known yet
    is_referenced: bool = False  # the reference stands at the foot of every letter
    name: str = ""
    costs: Costs = field(default_factory=Costs)
    noted: Noted | None = None
    pieces: Pieces | None = None

    @property
    def title(self) -> str:
        return self.name or _("Letters: {model}").format(model=self.model.name)

    def reference(self, place: int) -> str:
        """The reference of the letter at a place (from 0), "" while the mailing has no number."""
        return references.written(self.number, place + 1) if self.number else ""

    @property
    def has_references(self) -> bool:
        """Whether something printed says the reference: the foot, or a field of the model."""
        return bool(self.number) and (self.is_referenced or self._names_it)

    @property
    def _names_it(self) -> bool:
        return any("reference" in template.cut(text).keys for text in (self.model.subject, self.model.body))

    def recipients(self, places: Sequence[int] | None = None) -> list[Recipient]:
        """Those written to, with the reference of their letter where the model says it."""
        chosen = range(len(self.selection.recipients)) if places is None else places
        if not (self.number and self._names_it):
            return [self.selection.recipients[at] for at in chosen]
        return [_with_reference(self.selection.recipients[at], self.reference(at)) for at in chosen]

    def marks(self, places: Sequence[int] | None = None) -> list[str]:
        """What stands at the foot of each letter, nothing where nothing does."""
        if not (self.number and self.is_referenced):
            return []
        chosen = range(len(self.selection.recipients)) if places is None else places
        return [self.reference(at) for at in chosen]


def _with_reference(recipient: Recipient, reference: str) -> Recipient:
    return replace(recipient, values={**recipient.values, "reference": reference})


@dataclass(frozen=True)
class Composed:
    """The letters of an order as they are printed."""

    order: Order
    pdf: bytes
    letters: list[Letter]

    @property
    def pages(self) -> int:
        return sum(letter.pages for letter in self.letters)

    def problems(self) -> list[tuple[str, str, str]]:
        """(uid, name, sentence) of what is not right with single letters."""
        named = zip(self.letters, self.order.selection.names, strict=True)
        return [(letter.recipient_uid, name, text) for letter, name in named for text in letter.problems]


def compose(order: Order, progress: Callable[[int], bool] | None = None) -> Composed:
    """Write all letters of `order`. Cancelled where `progress(letters written)` answers False."""
    out = BytesIO()
    letters = press.write(
        out, order.recipients(), order.model, order.letterhead, order.window, order.on, progress, marks=order.marks()
    )
    return Composed(order, out.getvalue(), letters)


def compose_one(order: Order, place: int) -> tuple[bytes, Letter]:
    """The letter at a place (from 0) alone, exactly as it will stand in the run."""
    out = BytesIO()
    (letter,) = press.write(
        out,
        order.recipients([place]),
        order.model,
        order.letterhead,
        order.window,
        order.on,
        marks=order.marks([place]),
    )
    return out.getvalue(), letter


def warm_up() -> None:
    """Import and prepare what the first letter will need; takes half a second."""
    import pypdfium2  # noqa: F401 - for the pages on the screen

    someone = Recipient(kind="company", company="A")
    compose_one(Order(Selection([someone]), Model("A", "fr", "A", "A"), Letterhead("A"), DEFAULT, date.min), 0)


def record(session: Session, composed: Composed, printed: Sequence[int] | None = None) -> int:
    """Note the letters in the history, all or those at the places `printed`. The key of the mailing."""
    order = composed.order
    places = range(len(composed.letters)) if printed is None else printed
    pages = {at: (composed.letters[at].first_page, composed.letters[at].pages) for at in places}
    return note(session, run_of(order, places), composed.pdf, pages, order.pieces)


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as it is noted: the contact, its place in the run (from 0), the address as printed, who else it is for."""

    contact_id: int
    place: int
    address: str
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """All that is noted of a run besides its pages."""

    title: str
    model_name: str
    window: str
    day: str
    subject: str
    number: int
    has_references: bool
    costs: Costs
    entries: tuple[Entry, ...]
    noted: Noted | None = None


def run_of(order: Order, places: Sequence[int]) -> Run:
    """What is noted of the letters at `places`."""
    country, chosen = order.letterhead.country, order.selection
    entries = [
        Entry(
            chosen.ids[at],
            at,
            "\n".join(block(name_lines(chosen.recipients[at]), chosen.recipients[at].address, country)),
            tuple(chosen.with_them[at]) if chosen.with_them else (),
        )
        for at in places
    ]
    return Run(
        order.title, order.model.name, order.window.id, order.on.isoformat(), subject_line(order), order.number,
        order.has_references, order.costs, tuple(entries), order.noted,
    )  # fmt: skip


def note(
    session: Session,
    run: Run,
    pdf: bytes | None,
    pages: Mapping[int, tuple[int, int]],
    pieces: Pieces | None = None,
) -> int:
    """Note a run: `pages` are (first, count) by place. Without `pdf` the letters can be answered, but not opened."""
    from petitcrm.features.letters import edits

    mailing = edits.record(
        session,
        run.title,
        run.model_name,
        run.window,
        run.day,
        pdf,
        [(one.contact_id, *pages.get(one.place, (0, 0)), one.address) for one in run.entries],
        run.subject,
        edits.Numbering(run.number, [one.place + 1 for one in run.entries], run.has_references),
        run.costs,
        [one.shared for one in run.entries],
    )
    noted.run(session, run.noted, [one for entry in run.entries for one in (entry.contact_id, *entry.shared)])
    if pieces is not None:
        pieces.note(session, pieces.pages)
    return mailing


def subject_line(order: Order) -> str:
    """The subject as the history shows it: the model's name where it is empty or different for each recipient."""
    head, language = order.letterhead, supported(order.model.language)
    own = {
        "my_company": head.name,
        "signatory": head.signatory,
        "signatory_function": head.function,
        "my_town": head.town,
        "my_phone": head.phone,
        "my_email": head.email,
        "my_web": head.web,
        "date": in_words(order.on, language),
    }
    if template.cut(order.model.subject).keys - own.keys():
        return order.model.name
    return template.render(order.model.subject, own)[0].strip() or order.model.name


def check_target(out: Path, base: Path) -> None:
    """Problem where `out` can't become a file of letters."""
    folder = out.absolute().parent
    if not folder.is_dir():
        raise Problem(
            _("{path}: there is no such folder.").format(path=folder),
            _("Make the folder first, or choose another one."),
        )
    if out.is_dir():
        raise Problem(
            _("{path}: this is a folder.").format(path=out), _("Give the name of a file, for example letters.pdf.")
        )
    if out.exists() and base.exists() and out.samefile(base):
        raise Problem(_("{path}: this is the base itself.").format(path=out), _("Choose another name."))
    if not os.access(folder, os.W_OK):
        raise Problem(
            _("{path}: nothing can be written to this folder.").format(path=folder), _("Choose another folder.")
        )


def save(
    store: Store,
    composed: Composed,
    out: Path,
    is_wanted: Callable[[], bool] = lambda: True,
    more: Sequence[tuple[Path, bytes]] = (),
) -> int:
    """Put the letters into the file `out` and note them in the history: both, or neither. The key of the mailing.

    `more` are further files (and what is in them) that belong to the letters: envelopes, labels. Cancelled where
    `is_wanted` answers False at the last moment.
    """
    files = [(out, composed.pdf), *more]
    for path, _content in files:
        check_target(path, store.path)
    with ExitStack() as waiting:
        puts = [waiting.enter_context(_beside(path, content)) for path, content in files]

        def record_and_put(session: Session) -> int:
            mailing = record(session, composed)
            if not is_wanted():
                raise Cancelled
            for put in puts:
                put()
            return mailing

        return store.do(composed.order.title, record_and_put)[0]


def write_file(out: Path, content: bytes, base: Path) -> None:
    """Put a PDF into the file `out`, at once or not at all."""
    check_target(out, base)
    with _beside(out, content) as put:
        put()


@contextmanager
def _beside(out: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """`content` waits beside `out`; the function given takes it there. After an error all is as it was before."""
    waiting = before = None
    is_put = False
    try:
        waiting = _written(out, content)
        if out.exists():
            before = _kept(out)

        def put() -> None:
            nonlocal is_put
            assert waiting is not None
            os.replace(waiting, out)
            is_put = True

        yield put
    except BaseException as error:
        if is_put and before is not None:
            os.replace(before, out)
        elif is_put:
            out.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Problem(
                _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror or error),
                _("Close the file if a program shows it, free some space, or choose another place."),
            ) from error
        raise
    finally:
        for left in (waiting, before):
            if left is not None:
                with suppress(OSError):
                    left.unlink(missing_ok=True)


def _written(out: Path, content: bytes) -> Path:
    """A finished file beside `out` with `content`, forced to the disk."""
    waiting = _hidden(out, "part")
    try:
        with os.fdopen(os.open(waiting, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
    return waiting


def _hidden(out: Path, suffix: str) -> Path:
    """A name beside `out` that nobody else uses."""
    return out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.{suffix}")


def _kept(out: Path) -> Path:
    """Another name for the file that stands at `out` now."""
    name = _hidden(out, "before")
    try:
        os.link(out, name)
    except OSError:
        shutil.copy2(out, name)
    return name
