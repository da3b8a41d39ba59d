"""The plan for the command line."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.calls import planning
from petitcrm.store.store import Store

MOST_DAYS = 366


def plan_json(plan: planning.Plan) -> dict[str, Any]:
    """The plan as a document: `plan` by day, `debt` and `blocked` with the reason."""
    return {
        "plan": [
            {
                "on": one.on.isoformat(),
                "uid": one.uid,
                "due": one.due.isoformat(),
                "tier": one.tier or None,
                "promised": one.promised,
            }
            for one in plan.calls
        ],
        "debt": [
            {"uid": one.uid, "due": one.due.isoformat() if one.due else None, "tier": one.tier or None}
            for one in plan.debt
        ],
        "blocked": [{"uid": one.uid, "tier": one.tier, "reason": one.reason} for one in plan.blocked],
    }


def plan_lines(plan: planning.Plan) -> Iterable[str]:
    """The plan in words: a line a call under its day, then how many wait, then who is not called and why."""
    for day, calls in groupby(plan.calls, key=lambda one: one.on):
        of_day = list(calls)
        yield ngettext("{day}: {n} call", "{day}: {n} calls", len(of_day)).format(day=day, n=len(of_day))
        for one in of_day:
            due = _("due {day}").format(day=one.due) if one.due != day else ""
            yield f"  {one.tier or '·':2} {one.name:40}  {due}".rstrip()
    if not plan.calls:
        yield _("No calls in these days.")
    if plan.debt:
        n = len(plan.debt)
        yield ngettext("{n} call finds no room.", "{n} calls find no room.", n).format(n=n)
    if plan.blocked:
        n = len(plan.blocked)
        yield ngettext("{n} contact with a tier is not called:", "{n} contacts with a tier are not called:", n).format(
            n=n
        )
        for waiting in plan.blocked:
            yield f"  {waiting.tier:2} {waiting.name:40}  {waiting.reason}"


def plan(store: Store, first: date, last: date, today: date) -> planning.Plan:
    """The plan from `first` to `last`. Problem where that is no span, or longer than the schedule looks ahead."""
    if last < first:
        raise Problem(_("The last day is before the first."))
    if (last - first).days > MOST_DAYS:
        raise Problem(_("A plan covers {n} days at most.").format(n=MOST_DAYS))
    return store.read(planning.plan, first, last, today)
