"""How the arguments of commands are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from petitcrm.base.dates import parse_iso, understood_hour
from petitcrm.base.errors import Problem
from petitcrm.base.language import _

# (name, job, help) makes the parser of a command, to which its arguments are added.
Command = Callable[[str, Callable[[Any], int | None], str], argparse.ArgumentParser]


def add_whom(one: argparse.ArgumentParser, *, segment: bool = False) -> None:
    """Whom it is for: these contacts, everybody, those of a tier (or of the segment); exactly one of them has to be said."""
    whom = one.add_mutually_exclusive_group(required=True)
    whom.add_argument("--to", nargs="+", metavar="UID")
    whom.add_argument("--all", action="store_true")
    whom.add_argument("--tier", metavar="A")
    if segment:
        whom.add_argument("--segment", action="store_true", help=_("those of its segment who never were in it"))


PER = ("person", "household", "company", "address")


def add_pieces(one: argparse.ArgumentParser) -> None:
    """How many letters in which order, and what carries their addresses."""
    one.add_argument("--per", choices=PER, default="person")
    one.add_argument("--order", choices=("list", "postcode"), default="list")
    carrier = one.add_mutually_exclusive_group()
    carrier.add_argument("--labels", metavar="L7160", help=_("also a label for each letter, into a file beside it"))
    carrier.add_argument("--envelopes", metavar="DL", help=_("also an envelope for each letter, into a file beside it"))
    one.add_argument(
        "--first", type=count, metavar="N", help=_("the first free label; otherwise where the last run ended")
    )


def pieces_of(options: argparse.Namespace) -> Any:
    """What makes the envelopes or labels that were asked for, None for none."""
    if options.labels:
        from petitcrm.features.labels.pieces import on_sheet

        return lambda reader, selection: on_sheet(reader, selection, options.labels, options.first)
    if options.envelopes:
        from petitcrm.features.envelopes.pieces import for_letters
        from petitcrm.features.envelopes.sizes import by_name

        size = by_name(options.envelopes)
        return lambda reader, selection: for_letters(reader, selection, size)
    return None


def day(text: str) -> date:
    """An ISO day."""
    try:
        return parse_iso(text)
    except Problem as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def hour(text: str) -> str:
    """An hour as HH:MM."""
    found = understood_hour(text)
    if not found:
        raise argparse.ArgumentTypeError(_("“{text}” is not an hour: write it as 14:30.").format(text=text))
    return found


def count(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from 1 on.").format(text=text))
    return int(text)
