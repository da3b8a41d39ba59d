"""What the typed rows of the evening grid mean, and what is not right in each of them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from petitcrm.base.dates import understood_past
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.call_sheets.codes import contact_of
from petitcrm.features.call_sheets.queries import Known
from petitcrm.features.calls.outcomes import BY_LETTER, OUTCOME_LETTERS
from petitcrm.features.history import when

CELLS = CODE, LETTER, NOTE, FOLLOWING = ("code", "letter", "note", "following")


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as it was typed."""

    code: str = ""
    letter: str = ""
    note: str = ""
    following: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(text.strip() for text in (self.code, self.letter, self.note, self.following))

    @property
    def contact_id(self) -> int | None:
        """Whom the code stands for, whether they exist or not; None while it is no code."""
        try:
            return contact_of(self.code)
        except Problem:
            return None


@dataclass(frozen=True, slots=True)
class Call:
    """A call to be noted. `follow_up` is ISO, "" where the cadence decides."""

    contact_id: int
    outcome: str
    note: str = ""
    follow_up: str = ""
    follow_up_at: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row means. `wrong` names the cells that are not right and says why; `doubt` is what only asks for a look."""

    who: Known | None
    outcome: str
    following: date | None
    at: str
    wrong: Mapping[str, str]
    doubt: str = ""
    call: Call | None = None


def day_of(said: str, today: date) -> date:
    """The day a sheet is of. Problem where that is none, or one to come."""
    day = understood_past(said, today) if said.strip() else today
    if day is None:
        raise Problem(
            _("“{text}” is not a day.").format(text=said.strip()[:40]), _("Write for example 12/4 or yesterday.")
        )
    if day > today:
        raise Problem(_("No call can have been made on a day to come."))
    return day


def read(rows: Sequence[Typed], known: Mapping[int, Known], day: date, today: date) -> list[Row]:
    """What each row means; an empty one means nothing and is not wrong."""
    seen: dict[int, int] = {}
    found = []
    for at, typed in enumerate(rows):
        key = typed.contact_id
        found.append(_row(typed, known.get(key) if key else None, seen.get(key or 0), day, today))
        if key is not None:
            seen.setdefault(key, at + 1)
    return found


def _row(typed: Typed, who: Known | None, before: int | None, day: date, today: date) -> Row:
    if typed.is_empty:
        return Row(None, "", None, "", {})
    wrong = {}
    if why := _wrong_code(typed, who, before):
        wrong[CODE] = why
    outcome = BY_LETTER.get(typed.letter.strip().upper(), "")
    if not outcome:
        letters = " ".join(OUTCOME_LETTERS.values())
        told = (
            _("“{text}” is no result: {letters}.") if typed.letter.strip() else _("The result is missing: {letters}.")
        )
        wrong[LETTER] = told.format(text=typed.letter.strip(), letters=letters)
    following, at = None, ""
    if typed.following.strip():
        try:
            following, at = when.understood(typed.following, day)
        except Problem as problem:
            wrong[FOLLOWING] = str(problem)
    call = None
    if not wrong and who is not None:
        promised = following.isoformat() if following else ""
        call = Call(who.contact_id, outcome, typed.note.strip(), promised, at)
    return Row(who, outcome, following, at, wrong, _doubt(who, following, today), call)


def _wrong_code(typed: Typed, who: Known | None, before: int | None) -> str:
    if not typed.code.strip():
        return _("The code is missing.")
    try:
        contact_of(typed.code)
    except Problem as problem:
        return str(problem)
    if who is None:
        return _("Nobody has the code “{code}”.").format(code=typed.code.strip())
    if who.in_trash:
        return _("{name} is in the trash.").format(name=who.name)
    if before is not None:
        return _("{name} stands in row {n} already.").format(name=who.name, n=before)
    return ""


def _doubt(who: Known | None, following: date | None, today: date) -> str:
    if who is not None and who.called:
        return _("A call is noted for this day already: this one will be noted too.")
    if following is not None and following < today:
        return _("The next call is on a day that is past: it is due at once.")
    return ""
