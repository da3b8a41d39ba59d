"""Letters, e-mails and calls that follow one another: the sequences, who is in them, who joins and who leaves."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from petitcrm.base.language import _, ngettext
from petitcrm.cli.arguments import Command, add_whom, day
from petitcrm.cli.opening import opened, print_json

if TYPE_CHECKING:
    from petitcrm.features.sequences.queries import SequenceRow
    from petitcrm.store.store import Store

EXAMPLES = ("welcome", "fair", "nurture")


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("sequences", _sequences, _("the sequences: steps, who is in them, what is due"))
    _on(one)
    one.add_argument("--json", action="store_true")
    one = command("sequence", _sequence, _("who is in a sequence, whose step is due first"))
    one.add_argument("name", metavar="NAME")
    _on(one)
    one.add_argument("--json", action="store_true")
    one = command("sequence-new", _new, _("make a sequence of letters, e-mails and calls"))
    one.add_argument("name", metavar="NAME")
    one.add_argument(
        "--step",
        action="append",
        default=[],
        metavar="KIND:DAYS:WHAT",
        help=_("letter:0:Model, call:14:what to say, …"),
    )
    one.add_argument("--example", choices=EXAMPLES, default="", help=_("begin with the steps of an example"))
    one.add_argument("--segment", default="", metavar="VIEW", help=_("the saved view that says for whom"))
    one.add_argument("--json", action="store_true")
    one = command("sequence-join", _join, _("put contacts into a sequence"))
    one.add_argument("name", metavar="NAME")
    add_whom(one, segment=True)
    _on(one)
    one.add_argument("--json", action="store_true")
    for name, job, help in (
        ("sequence-leave", _leave, _("take contacts out of a sequence")),
        ("sequence-done", _done, _("the step that follows is done for contacts")),
    ):
        one = command(name, job, help)
        one.add_argument("name", metavar="NAME")
        add_whom(one)
        _on(one)


def _on(one: argparse.ArgumentParser) -> None:
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))


def _today(options: argparse.Namespace) -> date:
    return options.on or date.today()


def _sequences(options: argparse.Namespace) -> None:
    from petitcrm.features.sequences import command

    with opened(options) as store:
        found = store.read(command.all_of, _today(options))
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.listed(found):
        print(line)
    if not found:
        print(_("There are no sequences yet: “petitcrm sequence-new NAME” makes one."), file=sys.stderr)


def _sequence(options: argparse.Namespace) -> None:
    from petitcrm.features.sequences import command, queries

    today = _today(options)
    with _named(options) as (store, of):
        found = store.read(queries.members, of, today)
    if options.json:
        print_json(command.members_json(found))
        return
    for line in command.members_listed(found, today):
        print(line)
    print(ngettext("{n} contact", "{n} contacts", len(found)).format(n=len(found)), file=sys.stderr)


def _new(options: argparse.Namespace) -> None:
    from petitcrm.features.sequences import command

    with opened(options) as store:
        made = command.make(store, options.name, options.step, options.example, options.segment)
    if options.json:
        print_json(command.as_json([(made, [])])[0])
        return
    for line in command.listed([(made, [])]):
        print(line)


@contextmanager
def _named(options: argparse.Namespace) -> Iterator[tuple[Store, SequenceRow]]:
    from petitcrm.features.sequences import queries

    with opened(options) as store:
        yield store, store.read(queries.sequence_named, options.name)


def _join(options: argparse.Namespace) -> None:
    from petitcrm.features.sequences import command

    today = _today(options)
    with _named(options) as (store, of):
        ids = store.read(command.whom, of, options.to, options.tier, segment=options.segment, today=today)
        found = command.join(store, of, ids, today)
    if options.json:
        print_json(command.joined_json(found))
        return
    for line in command.joined_listed(of, found):
        print(line)


def _leave(options: argparse.Namespace) -> None:
    from petitcrm.features.letters.command import chosen_ids
    from petitcrm.features.sequences import command

    with _named(options) as (store, of):
        count = command.leave(store, of, store.read(chosen_ids, options.to, options.tier), _today(options))
    print(ngettext("{n} contact taken out.", "{n} contacts taken out.", count).format(n=count))


def _done(options: argparse.Namespace) -> None:
    from petitcrm.features.letters.command import chosen_ids
    from petitcrm.features.sequences import command

    with _named(options) as (store, of):
        count = command.mark_done(store, of, store.read(chosen_ids, options.to, options.tier), _today(options))
    print(ngettext("{n} step done.", "{n} steps done.", count).format(n=count))
