"""Whom to call, and how often."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from petitcrm.base.language import _, ngettext
from petitcrm.cli.arguments import Command, day
from petitcrm.cli.opening import opened, print_json

if TYPE_CHECKING:
    from petitcrm.store.store import Store


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("today", _today, _("whom to call, in order, and why"))
    one.add_argument("--on", type=day, metavar="DATE")
    one.add_argument("--all", action="store_true", help=_("the debt beyond the day's capacity too"))
    one.add_argument("--json", action="store_true")
    one = command("plan", _plan, _("the calls of the coming days, spread within the capacity"))
    one.add_argument("--from", dest="first", type=day, required=True, metavar="DATE")
    one.add_argument("--to", dest="last", type=day, required=True, metavar="DATE")
    one.add_argument("--json", action="store_true")
    one = command(
        "calls-results", _results, _("when calls are answered, after how many attempts, which tiers are in time")
    )
    one.add_argument("--from", dest="first", type=day, metavar="DATE", help=_("without it: twelve months"))
    one.add_argument("--to", dest="last", type=day, metavar="DATE", help=_("without it: today"))
    one.add_argument("--json", action="store_true")
    one = command("capacity", _capacity, _("how many calls a day; with N: change it"))
    one.add_argument("calls", nargs="?", default="", metavar="N")
    one = command("tiers", _tiers, _("the tiers: list them, or “tiers set A every=1month weight=3”"))
    one.add_argument("verb", nargs="?", choices=("list", "set", "add", "remove"), default="list")
    one.add_argument("code", nargs="?", default="", metavar="TIER")
    one.add_argument("values", nargs="*", metavar="every=…|weight=…|name=…|colour=…|how=…")
    one.add_argument("--json", action="store_true")
    one.add_argument("--effect", action="store_true", help=_("what they come to in calls a day"))


def _today(options: argparse.Namespace) -> None:
    with opened(options) as store:
        print_today(store, options.on or date.today(), options.json, everything=options.all)


def print_today(store: Store, day: date, as_json: bool = False, *, everything: bool = False) -> None:
    """Today's list as text or JSON."""
    from petitcrm.features.calls import queries

    found = store.read(queries.due, day, 1_000_000 if everything else None)
    if as_json:
        print_json(
            [
                {
                    "uid": line.uid,
                    "display_name": line.display_name,
                    "company": line.company,
                    "tier": line.tier or None,
                    "on": line.day.isoformat(),
                    "at": line.at or None,
                    "reason": line.reason,
                    "days_late": line.days_late,
                    "phone": line.phone,
                }
                for line in found.lines
            ]
        )
        return
    for line in found.lines:
        late = f"+{line.days_late}" if line.days_late else line.at
        name = f"{line.display_name} ({line.company})" if line.company else line.display_name
        print(f"{line.tier or '·':2} {late:>5}  {name:40}  {line.phone:16}  {line.reason}")
    if not found.lines:
        print(_("No calls today."))
    if found.debt:
        print(ngettext("{n} other call is due.", "{n} other calls are due.", found.debt).format(n=found.debt))


def _plan(options: argparse.Namespace) -> None:
    from petitcrm.features.calls import command

    with opened(options) as store:
        plan = command.plan(store, options.first, options.last, date.today())
    if options.json:
        print_json(command.plan_json(plan))
    else:
        for line in command.plan_lines(plan):
            print(line)


def _results(options: argparse.Namespace) -> None:
    from petitcrm.features.call_results import command

    with opened(options) as store:
        found = command.run(store, options.first, options.last, date.today())
    if options.json:
        print_json(command.as_json(found))
    else:
        for line in command.lines(found):
            print(line)


def _capacity(options: argparse.Namespace) -> None:
    from petitcrm.features.options import command

    with opened(options) as store:
        print(command.set_capacity(store, options.calls))


def _tiers(options: argparse.Namespace) -> None:
    from petitcrm.features.tiers import command, queries

    with opened(options) as store:
        if options.verb in ("set", "add"):
            rows = command.set_tier(store, options.code, options.values, is_new=options.verb == "add")
        elif options.verb == "remove":
            rows = command.remove_tier(store, options.code)
        else:
            rows = store.read(queries.tiers)
        effect = store.read(command.effect_lines) if options.effect else []
    if options.json:
        print_json([command.tier_json(row) for row in rows])
        return
    for line in (*map(command.tier_line, rows), *effect):
        print(line)
