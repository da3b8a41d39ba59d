"""The base itself: made, taken back, copied."""

from __future__ import annotations

import argparse
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.paths import default_base
from petitcrm.cli.arguments import Command
from petitcrm.cli.opening import DEMO_CONTACTS, DEMO_SEED, opened, write_sample
from petitcrm.parts import PARTS


def add(command: Command) -> None:
    """Declare these commands."""
    command("new", _new, _("create an empty base"))
    command("undo", _undo, _("take the last change back"))
    command("redo", _redo, _("bring back what was undone"))
    command("backup", _backup, _("make a checked copy of the base"))
    one = command("sample", _sample, _("write a sample base of fictitious contacts"))
    one.add_argument("base", type=Path, metavar="BASE")
    one.add_argument("--contacts", type=int, default=DEMO_CONTACTS, metavar="N")
    one.add_argument("--seed", type=int, default=DEMO_SEED, metavar="S")


def _new(options: argparse.Namespace) -> None:
    from petitcrm.store.store import Store

    if options.demo:
        raise Problem(_("“new” makes a base of your own; it does not go with --demo."))
    path = options.file or default_base()
    if options.file is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Store.create(path, PARTS).close()
    print(_("{path}: created.").format(path=path))


def _undo(options: argparse.Namespace) -> None:
    with opened(options) as store:
        played = store.undo()
    print(_("Taken back: {title}").format(title=played[0]) if played else _("There is nothing to undo."))


def _redo(options: argparse.Namespace) -> None:
    with opened(options) as store:
        played = store.redo()
    print(_("Done again: {title}").format(title=played[0]) if played else _("There is nothing to redo."))


def _backup(options: argparse.Namespace) -> None:
    from petitcrm.store import backup

    with opened(options) as store:
        print(backup.make(store.path, "by-hand"))


def _sample(options: argparse.Namespace) -> None:
    if not 1 <= options.contacts <= 1_000_000:
        raise Problem(_("A sample base has from 1 to 1,000,000 contacts."))
    write_sample(options.base, options.contacts, options.seed).close()
    print(_("{path}: created.").format(path=options.base))
