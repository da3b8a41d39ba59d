"""Who is written to until they are ready, which events wake them up, and whom to win back."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from petitcrm.base.language import _, ngettext
from petitcrm.cli.arguments import Command, day
from petitcrm.cli.opening import opened, print_json


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("nurture", _nurture, _("who is written to and not called, whose letter is due first"))
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    one = command(
        "events", _events, _("what gives a reason to call again: list, “events add DAY NAME”, “events remove NAME”")
    )
    one.add_argument("verb", nargs="?", choices=("list", "add", "remove"), default="list")
    one.add_argument("words", nargs="*", metavar="DAY NAME")
    one.add_argument("--text", default="", help=_("what to say about it"))
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    one = command("reactivation", _reactivation, _("former and silent clients: this month's lot"))
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")


def _nurture(options: argparse.Namespace) -> None:
    from petitcrm.features.nurture import command, queries

    today = options.on or date.today()
    with opened(options) as store:
        found = store.read(queries.series, today)
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(ngettext("{n} contact", "{n} contacts", len(found)).format(n=len(found)), file=sys.stderr)


def _events(options: argparse.Namespace) -> None:
    from petitcrm.features.nurture import command, queries

    today = options.on or date.today()
    with opened(options) as store:
        if options.verb == "add":
            command.add_event(store, options.words, options.text, today)
        elif options.verb == "remove":
            command.remove_event(store, options.words, today)
        found = store.read(queries.events, today)
    if options.json:
        print_json(command.events_json(found))
        return
    for line in command.events_listed(found):
        print(line)
    if not found:
        print(_("There are no events yet."), file=sys.stderr)


def _reactivation(options: argparse.Namespace) -> None:
    from petitcrm.features.reactivation import command, queries

    today = options.on or date.today()
    with opened(options) as store:
        found = store.read(queries.lot, today)
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(_("{n} of {all} decided this month").format(n=found.decided, all=len(found.lines)), file=sys.stderr)
