"""Labels from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.labels import queries, run, sheets
from petitcrm.features.labels.pdf import Written
from petitcrm.features.labels.run import Order
from petitcrm.features.labels.sheets import Sheet
from petitcrm.features.letters import joining
from petitcrm.features.letters import queries as letters_queries
from petitcrm.features.letters.command import chosen_ids
from petitcrm.features.letters.queries import Selection
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store

MOST_TOLD = 5  # reasons in the message where nobody is left


@dataclass(frozen=True)
class Report:
    """What was written and who was left out."""

    order: Order
    written: list[Written]
    out: Path

    def problems(self) -> list[tuple[str, str, str]]:
        """(uid, name, sentence) of what is not right with single labels."""
        recipients = self.order.selection.recipients
        return [
            (recipients[label.places[0]].uid, self.order.name_of(label), text)
            for label, one in zip(self.order.labels, self.written, strict=True)
            for text in one.problems
        ]

    def as_json(self) -> dict[str, Any]:
        """Names that do not change, as the README documents them."""
        left_out = self.order.selection.left_out
        return {
            "written": len(self.written),
            "pages": self.order.pages,
            "out": str(self.out),
            "sheet": self.order.sheet.name,
            "first": self.order.first,
            "next_free": self.order.next_free,
            "left_out": [{"uid": one.uid, "name": one.name, "reason": one.reason} for one in left_out],
            "problems": [{"uid": uid, "name": name, "problem": text} for uid, name, text in self.problems()],
        }

    def in_words(self) -> str:
        """The same for a person."""
        lines = [in_short(self.order, self.out), free_in_words(self.order)]
        left_out = self.order.selection.left_out
        if left_out:
            said = ngettext("{n} contact left out:", "{n} contacts left out:", len(left_out))
            lines.append(said.format(n=len(left_out)))
            lines += [f"  {said_of(one.name or one.uid, one.reason)}" for one in left_out]
        problems = self.problems()
        if problems:
            lines += [_("To look at:"), *(f"  {said_of(name, text)}" for _uid, name, text in problems)]
        return "\n".join(lines)


def in_short(order: Order, out: Path) -> str:
    """How much was written, and where."""
    return _("{path}: {labels}.").format(path=out, labels=count_in_words(order))


def count_in_words(order: Order) -> str:
    """How much was written: "21 labels, 1 page"."""
    labels = ngettext("{n} label", "{n} labels", len(order.labels)).format(n=len(order.labels))
    pages = ngettext("{n} page", "{n} pages", order.pages).format(n=order.pages)
    return f"{labels}, {pages}"


def free_in_words(order: Order) -> str:
    """Where the next run begins."""
    if order.next_free == 1:
        return _("The last sheet is used up.")
    return _("The first free label is now number {n}.").format(n=order.next_free)


def said_of(name: str, reason: str) -> str:
    """A sentence with the name it is said of."""
    return _("{name}: {reason}").format(name=name, reason=reason)


def execute(
    store: Store,
    out: Path,
    sheet: str,
    *,
    first: int | None = None,
    to: Sequence[str] | None = None,
    tier: str | None = None,
    order: str = "postcode",
    per: str = joining.PERSON,
) -> Report:
    """Write labels into the PDF `out`: for the uids `to`, a `tier`, or else everybody.

    `first` is the first free label (from 1); without it, the run goes on where the last one on this sheet ended.
    Whoever can't be written to is left out and reported. Problem where nobody is left, or a name is unknown.
    """
    made = store.read(ordered, sheet, first, chosen_ids(store.reader, to, tier), order, per, is_named=to is not None)
    check_somebody(made.selection)
    written = run.save(made, out, store.path)
    run.note_used(store, made)
    return Report(made, written, out)


def ordered(
    reader: Reader, sheet: str, first: int | None, ids: Sequence[int], order: str, per: str, *, is_named: bool
) -> Order:
    """The run as the command line asks for it; `is_named`: those named are written to even after a recent letter."""
    chosen = sheets.by_name(queries.sheets(reader), sheet)
    selection = queries.selection(reader, ids, reader.clock(), with_recent=is_named)
    country = COUNTRY.read(reader)
    employers = letters_queries.employers(reader, selection.ids) if per in joining.EMPLOYERS_ASKED else ()
    labels = run.labels(selection, per, order, country, employers)
    begin = queries.next_free(reader, chosen) if first is None else first
    return Order(selection, labels, chosen, begin, country)


def check_somebody(selection: Selection) -> None:
    """Problem where nobody is left, with the reasons."""
    if selection.recipients:
        return
    left_out = selection.left_out
    if not left_out:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    told = [said_of(one.name or one.uid, one.reason) for one in left_out[:MOST_TOLD]]
    more = len(left_out) - len(told)
    if more > 0:
        told.append(ngettext("{n} other", "{n} others", more).format(n=more))
    raise Problem(_("There is nobody to write to."), _("Left out: {reasons}.").format(reasons="; ".join(told)))


def sheet_as_json(one: Sheet) -> dict[str, Any]:
    """A sheet with its measures in mm."""
    return {
        "name": one.name,
        "aliases": list(one.aliases),
        "columns": one.columns,
        "rows": one.rows,
        "width": one.width,
        "height": one.height,
        "left": one.left,
        "top": one.top,
        "pitch_x": one.pitch_x,
        "pitch_y": one.pitch_y,
        "page": "A4",
    }


def sheet_in_words(one: Sheet) -> str:
    """A sheet on one line."""
    size = f"{sheets.said(one.width)} × {sheets.said(one.height)} mm"
    return f"{one.name:12} {one.count:4}  {one.columns} × {one.rows:<3} {size:20} {', '.join(one.aliases)}".rstrip()
