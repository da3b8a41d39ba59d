"""The command line: the window, and the same jobs without one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from petitcrm import __version__
from petitcrm.base import language
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.cli import bases, calls, campaigns, exchanges, nurture, paper, people, sequences
from petitcrm.features.contacts.asked import know_keys
from petitcrm.features.letters.names import know_fields
from petitcrm.features.letters.noted import know_jobs
from petitcrm.parts import LETTER_FIELDS, NOTED_JOBS, SEARCH_KEYS

DONE, PROBLEM, WRONG_USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code: 0 done, 1 a problem (said on stderr), 2 wrong usage."""
    language.use(_language_of(arguments))
    know_keys(SEARCH_KEYS)
    know_fields(LETTER_FIELDS)
    know_jobs(NOTED_JOBS)
    try:
        options = _parser().parse_args(_front_first(arguments))
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return int(options.job(options) or DONE)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:
        sys.stderr.close()
        return PROBLEM
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return PROBLEM


_FRONT = {"--file": 1, "--lang": 1, "--demo": 0}


def _front_first(arguments: Sequence[str]) -> list[str]:
    """--file, --lang and --demo may stand before or after the command."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.split("=", 1)[0]
        if argument == "--":
            rest += [argument, *waiting]
        elif name in _FRONT:
            front.append(argument)
            if _FRONT[name] and "=" not in argument:
                front += [value for value in [next(waiting, None)] if value is not None]
        else:
            rest.append(argument)
    return front + rest


def _language_of(arguments: Sequence[str]) -> str:
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.split("=", 1)[1]
        if argument == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
    from petitcrm.base import preferences

    return preferences.read().get("language") or language.of_system()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="petitcrm", description=_("Contacts, calls and letters of a small business, offline, in one file.")
    )
    parser.add_argument("--version", action="version", version=f"PetitCRM {__version__}")
    parser.add_argument("--file", metavar="BASE", type=Path, help=_("the base to work on"))
    parser.add_argument("--lang", choices=list(language.LANGUAGES), help=_("language of texts"))
    parser.add_argument("--demo", action="store_true", help=_("work on a throw-away base of fictitious contacts"))
    parser.set_defaults(job=_window)
    commands = parser.add_subparsers(title=_("without the window"), metavar="COMMAND")

    def command(name: str, job: Callable[[Any], int | None], help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(job=job)
        return made

    for group in (people, exchanges, calls, nurture, paper, campaigns, sequences, bases):
        group.add(command)
    return parser


def _window(options: argparse.Namespace) -> int:
    from petitcrm.app import open_window

    return open_window(options)
