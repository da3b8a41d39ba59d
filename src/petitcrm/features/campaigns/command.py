"""Campaigns from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.campaigns import queries, words
from petitcrm.features.campaigns.arithmetic import break_even, cost
from petitcrm.features.campaigns.queries import Campaign
from petitcrm.features.letters import command as letters
from petitcrm.features.letters.command import Report
from petitcrm.features.letters.costs import Costs
from petitcrm.store.store import Store

if TYPE_CHECKING:
    from petitcrm.features.campaigns import edits
else:
    edits = Late("petitcrm.features.campaigns.edits")


def mail(
    store: Store,
    name: str,
    out: Path,
    *,
    to: Sequence[str] | None,
    tier: str | None,
    model: str,
    window: str,
    on: date,
    costs: Costs,
    **how: Any,
) -> Report:
    """Write a mailing under a name into a PDF and into the history; `how` as letters.command.run takes it."""
    if not name.strip():
        raise Problem(_("The mailing needs a name."))
    return letters.run(
        store, out, to=to, tier=tier, model=model, window=window, on=on, name=" ".join(name.split())[:200], costs=costs,
        **how,
    )  # fmt: skip


def mailed_json(name: str, report: Report) -> dict[str, Any]:
    costs, sent = report.composed.order.costs, len(report.composed.letters)
    found = break_even(costs, sent)
    is_known = costs.is_known
    return {
        "name": report.composed.order.name or name,
        "sent": sent,
        "pages": report.composed.pages,
        "out": str(report.out),
        **({"pieces_out": str(report.pieces_out)} if report.pieces_out else {}),
        "left_out": report.as_json()["left_out"],
        "cost": cost(costs, sent) / 100 if is_known else None,
        "break_even_orders": found.orders if is_known else None,
        "break_even_rate": found.rate if is_known else None,
        "references": report.references,
    }


def mailed_in_words(report: Report) -> str:
    told, _role = words.plan(report.composed.order.costs, len(report.composed.letters))
    first, last = report.references[0], report.references[-1]
    span = first if first == last else f"{first} – {last}"
    lines = [report.in_words(), _("References: {span}").format(span=span), told]
    return "\n".join(line for line in lines if line)


def record(store: Store, references: Sequence[str], kind: str, on: date, **more: Any) -> list[str]:
    """Record what came of letters, in one undo step; what to say of it."""
    title = {
        "reply": _("Record a reply"),
        "order": _("Record an order"),
        "returned": _("Record returned mail"),
    }[kind]
    noted = store.do(title, edits.record_all, references, edits.Answer(kind, on, **more))[0]
    lines = []
    for one in noted:
        lines.append(f"{one.piece.reference}  {one.piece.name}  {one.piece.mailing}")
        lines += [f"  {warning}" for warning in one.warnings]
    twice = len(references) - len(noted)
    if twice > 0:
        lines.append(ngettext("{n} came twice.", "{n} came twice.", twice).format(n=twice))
    return lines


def as_json(one: Campaign) -> dict[str, Any]:
    """Names that do not change, as the README documents them; money in euros, rates from 0 to 1."""
    done = one.outcome
    is_known, needed = done.costs.is_known, done.break_even
    return {
        "number": one.number,
        "uid": one.uid,
        "name": one.name,
        "day": one.day.isoformat(),
        "sent": done.sent,
        "returned": done.returned,
        "delivered": done.delivered,
        "replies": done.replies,
        "orders": done.orders,
        "cost": done.cost / 100 if is_known else None,
        "amount": done.amount / 100,
        "margin": done.margin / 100,
        "break_even_orders": needed.orders if is_known else None,
        "break_even_rate": needed.rate if is_known else None,
        "response_rate": done.response.share,
        "response_interval": list(done.response.interval),
        "conversion": done.conversion,
        "cost_per_contact": _euros(done.cost_per_contact),
        "cost_per_answer": _euros(done.cost_per_answer),
        "cost_per_order": _euros(done.cost_per_order),
        "roi": done.roi,
    }


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def in_words(one: Campaign) -> list[str]:
    done = one.outcome
    lines = [f"M{one.number}  {one.name}  {words.summary(one)}", *words.story(one)]
    if done.costs.is_known and done.costs.margin is not None:
        lines.append(words.needed(done.break_even)[0])
    return lines


def listed(found: Sequence[Campaign]) -> list[str]:
    """A campaign a line."""
    return [
        f"M{one.number:<4}  {one.name}  {words.summary(one)}  {words.response(one.outcome)}  {words.mark_of(one.outcome)[0]}".rstrip()
        for one in found
    ]


def named(store: Store, name: str) -> Campaign:
    return store.read(queries.named, name)
