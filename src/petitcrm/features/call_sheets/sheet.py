"""The call sheet of a day on paper: a line a call, with its code, a box for each outcome and room to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from petitcrm.base.dates import shown, written
from petitcrm.base.language import _, ngettext
from petitcrm.features.call_sheets.codes import code_of
from petitcrm.features.calls import queries
from petitcrm.features.calls.outcomes import OUTCOME_LETTERS, OUTCOME_WORDS
from petitcrm.features.calls.queries import CallLine, Today
from petitcrm.features.letters.paper import ALARM, INK, MUTED, RIGHT, Paper
from petitcrm.features.requests.fields import BANNER
from petitcrm.store.connection import Reader

MARGIN = 12.0
ROW = 12.4  # millimetres: twelve lines on a page, and room for a line of handwriting
HEAD, TABLE_HEAD, FOOT = 13.0, 7.0, 8.0
BOX, BOX_STEP = 5.0, 6.6
PER_PAGE = int((210 - 2 * MARGIN - HEAD - TABLE_HEAD - FOOT) // ROW)


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet, and how many calls stand on it."""

    pdf: bytes
    calls: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column begins, in millimetres from the left edge of the page."""

    code: float = MARGIN
    tier: float = MARGIN + 17
    who: float = MARGIN + 24
    phone: float = MARGIN + 108
    boxes: float = MARGIN + 143
    note: float = MARGIN + 187
    following: float = MARGIN + 242
    end: float = 297 - MARGIN


AT = _Columns()


def call_sheet(reader: Reader, day: date) -> Written:
    """The sheet of `day`, in the order of the list."""
    found = queries.due(reader, day)
    pages = max(1, -(-len(found.lines) // PER_PAGE))
    head = partial(_head, found=found, day=day, pages=pages)
    paper = Paper(_title(day), 0, landscape=True, margin=MARGIN, on_next=head)
    head(paper)
    if not found.lines:
        _nobody(paper, reader, found, day)
    for at, line in enumerate(found.lines):
        if at and at % PER_PAGE == 0:
            paper.next_page()
        _line(paper, line)
    return Written(paper.done(), len(found.lines))


def _title(day: date) -> str:
    return _("Call sheet – {day}").format(day=written(day))


def _head(paper: Paper, *, found: Today, day: date, pages: int) -> None:
    """What stands on every page: the day, the counts, the names of the columns; the letters and the number below."""
    wide = paper.cell(_title(day), MARGIN, paper.y, paper.inner, size=16, bold=True)
    paper.cell(_counts(found), MARGIN + wide + 5, paper.y + 1.9, paper.inner - wide - 5, size=10, colour=MUTED)
    foot = paper.height - MARGIN - 4
    legend = " · ".join(f"{letter} {_(OUTCOME_WORDS[outcome]).lower()}" for outcome, letter in OUTCOME_LETTERS.items())
    paper.cell(legend, MARGIN, foot, paper.inner - 40, size=8.5, colour=MUTED)
    number = _("page {n} of {total}").format(n=paper.page, total=pages)
    paper.cell(number, MARGIN, foot, paper.inner, size=8.5, colour=MUTED, side=RIGHT)
    if found.lines:
        _columns(paper, paper.y + HEAD)
    paper.y += HEAD + TABLE_HEAD


def _counts(found: Today) -> str:
    n = len(found.lines)
    parts = [ngettext("{n} call", "{n} calls", n).format(n=n)] if n else []
    if found.made:
        parts.append(ngettext("{n} made", "{n} made ", found.made).strip().format(n=found.made))
    if found.debt:
        parts.append(ngettext("{n} other late or due", "{n} others late or due", found.debt).format(n=found.debt))
    return " · ".join(parts)


def _columns(paper: Paper, y: float) -> None:
    for words, x, to in (
        (_("Code"), AT.code, AT.tier),
        (_("Whom and why"), AT.who, AT.phone),
        (_("Phone"), AT.phone, AT.boxes),
        (_("Result"), AT.boxes, AT.note),
        (_("What was said"), AT.note, AT.following),
        (_("Next call"), AT.following, AT.end),
    ):
        paper.cell(words, x, y, to - x - 2, size=8.5, bold=True, colour=MUTED)
    paper.stroke(MARGIN, y + 5.2, AT.end, y + 5.2, colour=INK, thick=0.8)


def _line(paper: Paper, line: CallLine) -> None:
    top = paper.y - 1.2
    upper, lower = top + 1.7, top + 6.9
    paper.cell(code_of(line.contact_id), AT.code, upper + 1.3, AT.tier - AT.code - 2, size=13, bold=True)
    paper.cell(line.tier, AT.tier, upper, AT.who - AT.tier - 1, size=11, bold=True, colour=MUTED)
    name = f"{line.display_name} · {line.company}" if line.company else line.display_name
    paper.cell(name, AT.who, upper, AT.phone - AT.who - 3, size=11, bold=True)
    paper.cell(line.phone, AT.phone, upper, AT.boxes - AT.phone - 2, size=11, least=6)
    hour = paper.cell(line.at, AT.who, lower, 20, size=9, bold=True) + 2 if line.at else 0
    reason = AT.who + hour
    paper.cell(line.reason, reason, lower, AT.boxes - 3 - reason, size=9, colour=MUTED)  # it may run on below the phone
    if line.do_not_sell:
        paper.cell(_(BANNER), AT.note, upper, AT.following - AT.note - 3, size=9, bold=True, colour=ALARM, least=6)
    for at, letter in enumerate(OUTCOME_LETTERS.values()):
        paper.box(AT.boxes + at * BOX_STEP, top + (ROW - BOX) / 2, BOX, letter)
    paper.y += ROW
    bottom = paper.y - 1.2
    paper.stroke(MARGIN, bottom, AT.note - 3, bottom)
    for x, to in ((AT.note, AT.following - 3), (AT.following, AT.end)):
        paper.stroke(x, bottom, to, bottom, colour=MUTED)


def _nobody(paper: Paper, reader: Reader, found: Today, day: date) -> None:
    """An empty day says so, and what is next."""
    if found.debt:
        told = ngettext("The day's calls are made. {n} more is due.", "The day's calls are made. {n} more are due.",
                        found.debt).format(n=found.debt)  # fmt: skip
    elif (following := queries.coming(reader, day)) is not None:
        told = _("Nobody to call on this day. Next: {name}, {day}.").format(
            name=following.display_name, day=shown(following.day)
        )
    else:
        told = _("Nobody to call on this day.")
    paper.text(told, size=12)
