"""Contacts: bringing them in and out, finding, changing, keeping them apart."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.cli.arguments import Command, count
from petitcrm.cli.opening import opened, print_json

if TYPE_CHECKING:
    from petitcrm.store.store import Store


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("import", _import, _("import address books (vCard, CSV)"))
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    one.add_argument("--refused", type=Path, metavar="OUT.csv", help=_("save the refused lines to this file"))
    one.add_argument("--no-match", action="store_true", help=_("make a new card of every line, known or not"))
    one.add_argument("--json", action="store_true")
    one = command("export", _export, _("write contacts to a file: .csv, .xlsx, .vcf or .json"))
    one.add_argument("out", type=Path, metavar="OUT")
    whom = one.add_mutually_exclusive_group()
    whom.add_argument("--to", nargs="+", metavar="UID")
    whom.add_argument("--all", action="store_true", help=_("everybody (as without it)"))
    whom.add_argument("--tier", metavar="A")
    whom.add_argument("--tag", metavar="T")
    one.add_argument("--exact", action="store_true", help=_("cells as they are, also those a spreadsheet would run"))
    one.add_argument("--json", action="store_true")
    one = command("find", _find, _("find contacts; an empty text lists everybody"))
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--limit", type=count, default=1_000_000, metavar="N", help=_("at most N contacts"))
    one.add_argument("--json", action="store_true")
    one = command("show", _show, _("show all of one contact"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--json", action="store_true")
    one = command("set", _set, _("set fields of a contact: tier=A stage=client tags=…; “tier=” empties one"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("values", nargs="+", metavar="FIELD=VALUE")
    one = command("fields", _fields, _("the own fields: list them, “fields add NAME”, “fields remove NAME”"))
    one.add_argument("verb", nargs="?", choices=("list", "add", "remove"), default="list")
    one.add_argument("name", nargs="?", default="", metavar="NAME")
    one.add_argument("--kind", default="text", help="text, number, date, choice, yes_no")
    one.add_argument("--choices", default="", metavar="A;B;C")
    one.add_argument("--of", default="both", help="both, person, company")
    one.add_argument("--json", action="store_true")
    one = command("duplicates", _duplicates, _("cards that may be of one person or company, best first"))
    one.add_argument("--least", choices=("possible", "likely", "certain"), default="possible")
    one.add_argument("--limit", type=count, default=1_000_000, metavar="N", help=_("at most N pairs"))
    one.add_argument("--json", action="store_true")
    one = command("merge", _merge, _("make one card of two: KEEP takes over all that DROP holds"))
    one.add_argument("keep", metavar="KEEP")
    one.add_argument("drop", metavar="DROP")
    one.add_argument("--json", action="store_true")
    one = command("not-same", _not_same, _("two cards are not the same: do not propose them again"))
    one.add_argument("one", metavar="A")
    one.add_argument("other", metavar="B")


def _import(options: argparse.Namespace) -> None:
    from petitcrm.features.imports import command

    with opened(options) as store:
        report = command.run(
            store, options.files, dry_run=options.dry_run, refused=options.refused, match=not options.no_match
        )
    if options.json:
        print_json(report.as_json())
    else:
        print(report.in_words())


def _export(options: argparse.Namespace) -> None:
    from petitcrm.features.exports import command

    with opened(options) as store:
        report = command.run(store, options.out, to=options.to, tier=options.tier, tag=options.tag, exact=options.exact)
    if options.json:
        print_json(report.as_json())
    else:
        print(report.in_words())


def _find(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries, search
    from petitcrm.features.reports import contacts as reports

    with opened(options) as store:
        if options.text.strip():
            ids = store.read(search.find, options.text, options.limit)
        else:
            ids = list(store.read(queries.ids))[: options.limit]
        if options.json:
            print_json([reports.as_json(store.reader, one, date.today(), history=False) for one in ids])
            return
        for row in store.read(queries.rows, ids):
            employer = row.company if row.kind == "person" else ""
            print("  ".join(part for part in (row.uid, row.tier, row.display_name, employer, row.town) if part))
        print(ngettext("{n} contact", "{n} contacts", len(ids)).format(n=len(ids)), file=sys.stderr)


def _show(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries
    from petitcrm.features.reports import contacts as reports

    with opened(options) as store:
        contact_id = store.read(queries.id_of, options.uid)
        if options.json:
            print_json(reports.as_json(store.reader, contact_id, date.today()))
        else:
            print(reports.as_text(store.reader, contact_id, date.today()))


def _set(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import edits, queries

    values = {}
    for pair in options.values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Problem(_("“{pair}” is not of the form field=value.").format(pair=pair))
        values[name.strip()] = value
    with opened(options) as store:
        contact_id = store.read(queries.id_of, options.uid)
        before = _doubts(store, contact_id)
        store.do(_("Change a contact"), edits.change, contact_id, values, date.today())
        print(_("Saved."))
        for doubt in _doubts(store, contact_id):
            if doubt not in before:
                print(_("Kept as it was typed: {doubt}").format(doubt=doubt), file=sys.stderr)


def _doubts(store: Store, contact_id: int) -> list[str]:
    from petitcrm.features.contacts import doubts, queries
    from petitcrm.features.contacts.settings import COUNTRY

    card = store.read(queries.card, contact_id)
    return doubts.of_card(card, store.read(queries.own_fields), store.read(COUNTRY.read)) if card else []


def _fields(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import own_field_edits, queries

    with opened(options) as store:
        if options.verb == "add":
            choices = options.choices.split(";")
            store.do(_("Add a field"), own_field_edits.add, options.name, options.kind, choices, options.of)
        elif options.verb == "remove":
            store.do(
                _("Remove the field “{name}”").format(name=options.name), own_field_edits.remove_named, options.name
            )
        found = store.read(queries.own_fields)
    if options.json:
        print_json(
            [
                {
                    "name": one.label,
                    "kind": one.kind,
                    "of": list(one.of),
                    "choices": [choice.value for choice in one.choices if choice.value],
                }
                for one in found
            ]
        )
    else:
        for one in found:
            print(f"{one.kind:8}  {one.label}")


def _duplicates(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command

    with opened(options) as store:
        pairs = store.read(command.found, options.least, options.limit)
        if options.json:
            print_json(command.as_json(pairs))
            return
        for line in store.read(command.in_words, pairs):
            print(line)
        print(ngettext("{n} pair", "{n} pairs", len(pairs)).format(n=len(pairs)), file=sys.stderr)


def _merge(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command
    from petitcrm.features.reports import contacts as reports

    with opened(options) as store:
        kept, name = command.merge(store, options.keep, options.drop)
        if options.json:
            print_json(reports.as_json(store.reader, kept, date.today()))
        else:
            print(_("{name}: the two cards are one.").format(name=name))


def _not_same(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command

    with opened(options) as store:
        command.not_same(store, options.one, options.other)
    print(_("Noted: not the same."))
