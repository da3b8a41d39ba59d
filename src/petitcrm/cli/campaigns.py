"""Mailings with their costs, and what came of them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.cli.arguments import Command, add_pieces, add_whom, day, pieces_of
from petitcrm.cli.opening import opened, print_json

REASONS = ("moved", "unknown", "refused", "unclaimed", "address")


def amount(text: str) -> int:
    """An amount, in cents."""
    from petitcrm.base import money

    try:
        return money.cents(text)
    except Problem as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("mailing", _mailing, _("write a mailing with its costs to a PDF file, and to the history"))
    one.add_argument("name", metavar="NAME")
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    add_whom(one)
    one.add_argument("--model", default="", metavar="NAME")
    one.add_argument("--window", default="", metavar="WINDOW")
    for name, help in (
        ("--fixed-cost", _("what it costs once, for example the printer")),
        ("--piece-cost", _("what each letter costs: paper, envelope, postage")),
        ("--margin", _("what an order leaves, on average")),
    ):
        one.add_argument(name, type=amount, metavar="85", help=help)
    add_pieces(one)
    one.add_argument("--on", type=day, metavar="DATE")
    one.add_argument("--json", action="store_true")
    one = command("returned", _returned, _("letters came back: by the references at their foot"))
    one.add_argument("references", nargs="+", metavar="REF")
    one.add_argument("--reason", choices=REASONS, required=True)
    one.add_argument("--on", type=day, metavar="DATE")
    one = command("ordered", _ordered, _("an order came of a letter"))
    one.add_argument("references", nargs=1, metavar="REF")
    one.add_argument("--amount", type=amount, required=True, metavar="200")
    one.add_argument("--margin", type=amount, metavar="85", help=_("otherwise the one planned for the mailing"))
    one.add_argument("--on", type=day, metavar="DATE")
    one = command("replied", _replied, _("somebody answered a letter"))
    one.add_argument("references", nargs="+", metavar="REF")
    one.add_argument("--on", type=day, metavar="DATE")
    one = command("campaign", _campaign, _("what a mailing cost and brought in"))
    one.add_argument("name", metavar="NAME")
    one.add_argument("--json", action="store_true")
    one = command("campaigns", _campaigns, _("the mailings, the newest first, with what came of them"))
    one.add_argument("--json", action="store_true")


def _mailing(options: argparse.Namespace) -> None:
    from petitcrm.features.campaigns import command
    from petitcrm.features.letters.costs import Costs

    with opened(options) as store:
        report = command.mail(
            store,
            options.name,
            options.out,
            to=options.to,
            tier=options.tier,
            model=options.model,
            window=options.window,
            on=options.on or date.today(),
            costs=Costs(options.fixed_cost, options.piece_cost, options.margin),
            per=options.per,
            order=options.order,
            make_pieces=pieces_of(options),
        )
    if options.json:
        print_json(command.mailed_json(options.name, report))
    else:
        print(command.mailed_in_words(report))


def _record(options: argparse.Namespace, kind: str, **more: object) -> None:
    from petitcrm.features.campaigns import command

    with opened(options) as store:
        for line in command.record(store, options.references, kind, options.on or date.today(), **more):
            print(line)


def _returned(options: argparse.Namespace) -> None:
    _record(options, "returned", reason=options.reason)


def _ordered(options: argparse.Namespace) -> None:
    _record(options, "order", amount=options.amount, margin=options.margin)


def _replied(options: argparse.Namespace) -> None:
    _record(options, "reply")


def _campaign(options: argparse.Namespace) -> None:
    from petitcrm.features.campaigns import command

    with opened(options) as store:
        found = command.named(store, options.name)
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.in_words(found):
        print(line)


def _campaigns(options: argparse.Namespace) -> None:
    from petitcrm.features.campaigns import command, queries

    with opened(options) as store:
        found = store.read(queries.campaigns)
    if options.json:
        print_json([command.as_json(one) for one in found])
        return
    for line in command.listed(found):
        print(line)
    if not found:
        print(_("No mailing was printed yet."), file=sys.stderr)
