"""Letters, labels, envelopes, the client sheet, the call sheet."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from petitcrm.base.language import _, ngettext
from petitcrm.base.paths import default_base
from petitcrm.cli.arguments import PER, Command, add_pieces, add_whom, count, day, pieces_of
from petitcrm.cli.opening import opened, print_json, print_report


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("models", _models, _("the letter models"))
    one.add_argument("--json", action="store_true")
    one = command("letters", _letters, _("write letters to a PDF file, and to the history"))
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    add_whom(one)
    one.add_argument("--model", default="", metavar="NAME")
    one.add_argument("--window", default="", metavar="WINDOW")
    one.add_argument("--on", type=day, metavar="DATE")
    add_pieces(one)
    one.add_argument("--json", action="store_true")
    one = command("emails", _emails, _("write letters as e-mail drafts (.eml) into a folder; nothing is sent"))
    one.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    add_whom(one)
    one.add_argument("--model", default="", metavar="NAME")
    one.add_argument("--on", type=day, metavar="DATE")
    one.add_argument("--note", action="store_true", help=_("note them in the history"))
    one.add_argument("--json", action="store_true")
    one = command("sheets", _sheets, _("the label sheets, with their measures in mm"))
    one.add_argument("--json", action="store_true")
    one = command("labels", _labels, _("write address labels to a PDF file"))
    one.add_argument("--sheet", required=True, metavar="L7160", help=_("one of “petitcrm sheets”"))
    one.add_argument(
        "--first", type=count, metavar="N", help=_("the first free label; otherwise where the last run ended")
    )
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    add_whom(one)
    one.add_argument("--order", choices=("postcode", "list"), default="postcode")
    one.add_argument("--per", choices=PER, default="person")
    one.add_argument("--json", action="store_true")
    one = command("envelopes", _envelopes, _("write addressed envelopes to a PDF file, a page for each"))
    one.add_argument("--size", required=True, metavar="DL", help="DL, C6, C5/6, C5, C4, #10")
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    add_whom(one)
    one.add_argument("--per", choices=PER, default="person")
    one.add_argument("--order", choices=("postcode", "list"), default="postcode")
    one.add_argument("--no-sender", action="store_true")
    one.add_argument(
        "--turn", type=int, choices=(0, 90, 180, 270), help=_("clockwise; 90: the left edge goes in first")
    )
    one.add_argument("--on-a4", choices=("centre", "left", "right"), help=_("at this side of an A4 page"))
    one.add_argument("--json", action="store_true")
    one = command("client-sheet", _client_sheet, _("write the client sheet of a contact to a PDF file"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    one = command("callsheet", _call_sheet, _("write the call sheet of a day, or the week of calls, to a PDF file"))
    one.add_argument("out", type=Path, metavar="OUT.pdf")
    when = one.add_mutually_exclusive_group()
    when.add_argument("--on", type=day, metavar="DATE")
    when.add_argument("--week", type=day, metavar="DATE", help=_("the week of this day"))


def _models(options: argparse.Namespace) -> None:
    from petitcrm.features.letters import queries

    with opened(options) as store:
        models = store.read(queries.models)
    if options.json:
        print_json([{"name": one.name, "language": one.language, "subject": one.subject} for one in models])
    else:
        for one in models:
            print(f"{one.language}  {one.name}")


def _letters(options: argparse.Namespace) -> None:
    from petitcrm.features.letters import command

    with opened(options) as store:
        report = command.run(
            store,
            options.out,
            to=options.to,
            tier=options.tier,
            model=options.model,
            window=options.window,
            on=options.on or date.today(),
            per=options.per,
            order=options.order,
            make_pieces=pieces_of(options),
        )
    print_report(options, report)


def _emails(options: argparse.Namespace) -> None:
    from petitcrm.features.emails import command

    with opened(options) as store:
        made, selection = command.run(
            store,
            options.out,
            options.to,
            options.tier,
            options.model,
            options.on or date.today(),
            note=options.note,
        )
    if options.json:
        print_json(command.as_json(made, selection))
    else:
        print(command.in_words(made, selection))


def _sheets(options: argparse.Namespace) -> None:
    from petitcrm.features.labels import command, queries
    from petitcrm.features.labels.sheets import SHEETS

    found = list(SHEETS)
    if options.demo or options.file or default_base().exists():
        with opened(options) as store:
            found = store.read(queries.sheets)
    if options.json:
        print_json([command.sheet_as_json(one) for one in found])
    else:
        for one in found:
            print(command.sheet_in_words(one))


def _labels(options: argparse.Namespace) -> None:
    from petitcrm.features.labels import command

    with opened(options) as store:
        report = command.execute(
            store,
            options.out,
            options.sheet,
            first=options.first,
            to=options.to,
            tier=options.tier,
            order=options.order,
            per=options.per,
        )
    print_report(options, report)


def _envelopes(options: argparse.Namespace) -> None:
    from petitcrm.features.envelopes import command

    with opened(options) as store:
        report = command.execute(
            store,
            options.out,
            options.size,
            to=options.to,
            tier=options.tier,
            order=options.order,
            per=options.per,
            sender=not options.no_sender,
            turn=options.turn,
            on_a4=options.on_a4,
        )
    print_report(options, report)


def _client_sheet(options: argparse.Namespace) -> None:
    from petitcrm.features.client_sheet import command

    with opened(options) as store:
        command.run(store, options.uid, options.out, date.today())
    print(_("Saved: {path}").format(path=options.out))


def _call_sheet(options: argparse.Namespace) -> None:
    from petitcrm.features.call_sheets import command

    with opened(options) as store:
        n = command.run(store, options.out, date.today(), on=options.on, week=options.week)
    print(ngettext("{n} line", "{n} lines", n).format(n=n))
