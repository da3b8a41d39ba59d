"""Envelopes from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.envelopes import layout, run, settings, sizes
from petitcrm.features.envelopes.layout import UP, Feed
from petitcrm.features.envelopes.run import Order
from petitcrm.features.envelopes.sizes import Size
from petitcrm.features.labels import queries
from petitcrm.features.labels import run as labels
from petitcrm.features.labels.command import check_somebody, said_of
from petitcrm.features.letters import joining
from petitcrm.features.letters import queries as letters_queries
from petitcrm.features.letters.command import chosen_ids
from petitcrm.features.letters.settings import letterhead
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store


@dataclass(frozen=True)
class Report:
    """What was written and who was left out."""

    order: Order
    written: list[list[str]]  # what is not right with each
    out: Path

    def problems(self) -> list[tuple[str, str, str]]:
        """(uid, name, sentence) of what is not right with single envelopes."""
        recipients = self.order.selection.recipients
        return [
            (recipients[one.places[0]].uid, self.order.name_of(one), text)
            for one, problems in zip(self.order.envelopes, self.written, strict=True)
            for text in problems
        ]

    def as_json(self) -> dict[str, Any]:
        """Names that do not change, as the README documents them."""
        left_out = self.order.selection.left_out
        return {
            "written": len(self.written),
            "pages": len(self.written),
            "out": str(self.out),
            "size": self.order.size.name,
            "left_out": [{"uid": one.uid, "name": one.name, "reason": one.reason} for one in left_out],
            "problems": [{"uid": uid, "name": name, "problem": text} for uid, name, text in self.problems()],
        }

    def in_words(self) -> str:
        """The same for a person."""
        lines = [said_of(str(self.out), f"{count_in_words(self.order)}.")]
        left_out = self.order.selection.left_out
        if left_out:
            said = ngettext("{n} contact left out:", "{n} contacts left out:", len(left_out))
            lines.append(said.format(n=len(left_out)))
            lines += [f"  {said_of(one.name or one.uid, one.reason)}" for one in left_out]
        problems = self.problems()
        if problems:
            lines += [_("To look at:"), *(f"  {said_of(name, text)}" for _uid, name, text in problems)]
        return "\n".join(lines)


def count_in_words(order: Order) -> str:
    """How much was written: "21 envelopes DL"."""
    count = len(order.envelopes)
    return ngettext("{n} {size} envelope", "{n} {size} envelopes", count).format(n=count, size=order.size.name)


def execute(
    store: Store,
    out: Path,
    size: str,
    *,
    to: Sequence[str] | None = None,
    tier: str | None = None,
    order: str = "postcode",
    per: str = joining.PERSON,
    sender: bool = True,
    turn: int | None = None,
    on_a4: str | None = None,
) -> Report:
    """Write envelopes into the PDF `out`: for the uids `to`, a `tier`, or else everybody.

    Without `turn` and `on_a4`, envelopes lie on the page as the file keeps it for this size. Whoever can't be written
    to is left out and reported. Problem where nobody is left, a name is unknown, or A4 is too small.
    """
    made = store.read(_ordered, sizes.by_name(size), chosen_ids(store.reader, to, tier), order, per, to is not None)
    feed = _asked(made.size, made.feed, turn, on_a4)
    made = replace(made, feed=feed, sender=made.sender if sender else None)
    layout.page(made.size, feed)
    check_somebody(made.selection)
    return Report(made, run.save(made, out, store.path), out)


def _ordered(reader: Reader, size: Size, ids: Sequence[int], order: str, per: str, is_named: bool) -> Order:
    """The run as the command line asks for it; `is_named`: those named are written to even after a recent letter."""
    selection = queries.selection(reader, ids, reader.clock(), with_recent=is_named)
    country = COUNTRY.read(reader)
    employers = letters_queries.employers(reader, selection.ids) if per in joining.EMPLOYERS_ASKED else ()
    envelopes = labels.labels(selection, per, order, country, employers)
    sender = letterhead(reader) if settings.with_sender(reader, size) else None
    return Order(selection, envelopes, size, settings.feed(reader, size), sender, country)


def _asked(size: Size, kept: Feed, turn: int | None, on_a4: str | None) -> Feed:
    """The feed that is asked for. On A4 without a turn, an envelope that is too wide goes in with its short edge."""
    feed = replace(kept, turn=kept.turn if turn is None else turn)
    if on_a4 is None:
        return feed
    feed = replace(feed, place=on_a4, face=UP)
    short = replace(feed, turn=90)
    return short if turn is None and not layout.fits(size, feed) and layout.fits(size, short) else feed
