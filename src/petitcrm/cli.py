"""The command line: the window, and the same jobs without one."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from petitcrm import __version__
from petitcrm.base import language
from petitcrm.base.dates import parse_iso, understood_hour
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.paths import default_base
from petitcrm.features.contacts.asked import know_keys
from petitcrm.parts import PARTS, SEARCH_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from petitcrm.store.store import Store

DONE, PROBLEM, WRONG_USAGE = 0, 1, 2
DEMO_CONTACTS, DEMO_SEED = 400, 7


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code: 0 done, 1 a problem (said on stderr), 2 wrong usage."""
    language.use(_language_of(arguments))
    know_keys(SEARCH_KEYS)
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

    command("new", _new, _("create an empty base"))
    one = command("import", _import, _("import address books (vCard, CSV)"))
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    one.add_argument("--refused", type=Path, metavar="OUT.csv", help=_("save the refused lines to this file"))
    one.add_argument("--no-match", action="store_true", help=_("make a new card of every line, known or not"))
    one.add_argument("--json", action="store_true")
    one = command("find", _find, _("find contacts; an empty text lists everybody"))
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--limit", type=_count, default=1_000_000, metavar="N", help=_("at most N contacts"))
    one.add_argument("--json", action="store_true")
    one = command("duplicates", _duplicates, _("cards that may be of one person or company, best first"))
    one.add_argument("--least", choices=("possible", "likely", "certain"), default="possible")
    one.add_argument("--limit", type=_count, default=1_000_000, metavar="N", help=_("at most N pairs"))
    one.add_argument("--json", action="store_true")
    one = command("merge", _merge, _("make one card of two: KEEP takes over all that DROP holds"))
    one.add_argument("keep", metavar="KEEP")
    one.add_argument("drop", metavar="DROP")
    one.add_argument("--json", action="store_true")
    one = command("not-same", _not_same, _("two cards are not the same: do not propose them again"))
    one.add_argument("one", metavar="A")
    one.add_argument("other", metavar="B")
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
    one = command("log", _log, _("note an exchange: “log UID --kind …”, or one line as you would say it"))
    one.add_argument("uid", metavar="UID|LINE")
    one.add_argument("--kind", help="call, visit, meeting, video, email, letter, message, note, document, satisfaction")
    one.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    one.add_argument("--outcome", help="reached, no_answer, message_left, busy, wrong_number, refused")
    one.add_argument("--direction", default="out", help="out, in")
    one.add_argument("--on", type=_day, metavar="DATE")
    one.add_argument("--at", type=_hour, metavar="HH:MM")
    one.add_argument("--text", default="")
    one.add_argument("--follow-up", default="", metavar="DATE", help=_("promise a call for that day"))
    one.add_argument("--json", action="store_true")
    one = command("today", _today, _("whom to call, in order, and why"))
    one.add_argument("--on", type=_day, metavar="DATE")
    one.add_argument("--all", action="store_true", help=_("the debt beyond the day's capacity too"))
    one.add_argument("--json", action="store_true")
    one = command("plan", _plan, _("the calls of the coming days, spread within the capacity"))
    one.add_argument("--from", dest="first", type=_day, required=True, metavar="DATE")
    one.add_argument("--to", dest="last", type=_day, required=True, metavar="DATE")
    one.add_argument("--json", action="store_true")
    one = command("capacity", _capacity, _("how many calls a day; with N: change it"))
    one.add_argument("calls", nargs="?", default="", metavar="N")
    one = command("tiers", _tiers, _("the tiers: list them, or “tiers set A every=1month weight=3”"))
    one.add_argument("verb", nargs="?", choices=("list", "set"), default="list")
    one.add_argument("code", nargs="?", default="", metavar="TIER")
    one.add_argument("values", nargs="*", metavar="every=…|weight=…")
    one.add_argument("--json", action="store_true")
    one = command("models", _models, _("the letter models"))
    one.add_argument("--json", action="store_true")
    one = command("letters", _letters, _("write letters to a PDF file, and to the history"))
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    whom = one.add_mutually_exclusive_group(required=True)
    whom.add_argument("--to", nargs="+", metavar="UID")
    whom.add_argument("--all", action="store_true")
    whom.add_argument("--tier", metavar="A")
    one.add_argument("--model", default="", metavar="NAME")
    one.add_argument("--window", default="", metavar="WINDOW")
    one.add_argument("--on", type=_day, metavar="DATE")
    one.add_argument("--json", action="store_true")
    one = command("sheets", _sheets, _("the label sheets, with their measures in mm"))
    one.add_argument("--json", action="store_true")
    one = command("labels", _labels, _("write address labels to a PDF file"))
    one.add_argument("--sheet", required=True, metavar="L7160", help=_("one of “petitcrm sheets”"))
    one.add_argument(
        "--first", type=_count, metavar="N", help=_("the first free label; otherwise where the last run ended")
    )
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    whom = one.add_mutually_exclusive_group(required=True)
    whom.add_argument("--to", nargs="+", metavar="UID")
    whom.add_argument("--all", action="store_true")
    whom.add_argument("--tier", metavar="A")
    one.add_argument("--order", choices=("postcode", "list"), default="postcode")
    one.add_argument("--per", choices=("person", "household", "company"), default="person")
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
    one = command("client-sheet", _client_sheet, _("write the client sheet of a contact to a PDF file"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    one = command("followups", _followups, _("what is promised and not done, the earliest first"))
    one.add_argument("--on", type=_day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--ics", type=Path, metavar="OUT.ics", help=_("write them as a calendar"))
    one.add_argument("--json", action="store_true")
    one = command("followup", _followup, _("a follow-up is done, dropped, or moved to another day"))
    one.add_argument("verb", choices=("done", "drop", "move"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("when", nargs="?", default="", metavar="WHEN")
    one.add_argument("--on", type=_day, metavar="DATE", help=_("the day taken for today"))
    one = command("requests", _requests, _("what clients asked for and wait for, what matters most first"))
    one.add_argument("--all", action="store_true", help=_("also those that are done"))
    one.add_argument("--on", type=_day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    _request_parser(command("request", _request, _("open, answer or close a request")))
    one = command("timeline", _timeline, _("everything of a contact, the newest first"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--on", type=_day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    command("undo", _undo, _("take the last change back"))
    command("redo", _redo, _("bring back what was undone"))
    command("backup", _backup, _("make a checked copy of the base"))
    one = command("sample", _sample, _("write a sample base of fictitious contacts"))
    one.add_argument("base", type=Path, metavar="BASE")
    one.add_argument("--contacts", type=int, default=DEMO_CONTACTS, metavar="N")
    one.add_argument("--seed", type=int, default=DEMO_SEED, metavar="S")
    return parser


def _request_parser(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    one = verbs.add_parser("add", help=_("open a request of a contact"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("subject", metavar="SUBJECT")
    one.add_argument("--text", default="")
    one.add_argument("--urgency", default="normal", help="low, normal, high, blocking")
    one.add_argument("--how", default="", help="call, visit, email, letter, message, other")
    one.add_argument("--promised", type=_day, metavar="DATE")
    one.add_argument("--owner", default="", metavar="WHO")
    one.add_argument("--product", default="", metavar="WHAT")
    one.add_argument("--json", action="store_true")
    verbs.add_parser("close", help=_("it is done; proposes a satisfaction call"))
    verbs.choices["close"].add_argument("--call", action="store_true", help=_("promise the call that is proposed"))
    verbs.add_parser("wait", help=_("it waits for the client"))
    verbs.add_parser("reopen", help=_("it is open again"))
    one = verbs.add_parser("answer", help=_("note an exchange that answers it"))
    for name in ("close", "wait", "reopen", "answer"):
        verbs.choices[name].add_argument("uid", metavar="UID")
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--kind", default="email")
    one.add_argument("--outcome", default="")
    for one in verbs.choices.values():
        one.add_argument("--on", type=_day, metavar="DATE", help=_("the day taken for today"))


def _day(text: str) -> date:
    try:
        return parse_iso(text)
    except Problem as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _hour(text: str) -> str:
    found = understood_hour(text)
    if not found:
        raise argparse.ArgumentTypeError(_("“{text}” is not an hour: write it as 14:30.").format(text=text))
    return found


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from 1 on.").format(text=text))
    return int(text)


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2))


# the base to work on


@contextmanager
def _open(options: argparse.Namespace, *, clock: Callable[[], date] = date.today) -> Iterator[Store]:
    from petitcrm.store.store import Store

    if options.demo:
        with demo_store() as store:
            yield store
        return
    store = Store.open(options.file or default_base(), PARTS, clock=clock)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def demo_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="petitcrm-demo-", ignore_cleanup_errors=True) as folder:
        store = _write_sample(Path(folder) / "demo.db", DEMO_CONTACTS, DEMO_SEED)
        try:
            yield store
        finally:
            store.close()


def _write_sample(path: Path, contacts: int, seed: int, progress: Callable[[int], bool] | None = None) -> Store:
    from petitcrm.features.samples.fill import fill
    from petitcrm.store.store import Store

    store = Store.create(path, PARTS)
    try:
        store.keep(fill, contacts, seed, date.today(), progress)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


# jobs


def _window(options: argparse.Namespace) -> int:
    from petitcrm.app import open_window

    return open_window(options)


def _new(options: argparse.Namespace) -> None:
    from petitcrm.store.store import Store

    if options.demo:
        raise Problem(_("“new” makes a base of your own; it does not go with --demo."))
    path = options.file or default_base()
    if options.file is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Store.create(path, PARTS).close()
    print(_("{path}: created.").format(path=path))


def _import(options: argparse.Namespace) -> None:
    from petitcrm.features.imports import command

    with _open(options) as store:
        report = command.run(
            store, options.files, dry_run=options.dry_run, refused=options.refused, match=not options.no_match
        )
    if options.json:
        _print_json(report.as_json())
    else:
        print(report.in_words())


def _find(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries, search
    from petitcrm.features.reports import contacts as reports

    with _open(options) as store:
        if options.text.strip():
            ids = store.read(search.find, options.text, options.limit)
        else:
            ids = list(store.read(queries.ids))[: options.limit]
        if options.json:
            _print_json([reports.as_json(store.reader, one, date.today(), history=False) for one in ids])
            return
        for row in store.read(queries.rows, ids):
            employer = row.company if row.kind == "person" else ""
            print("  ".join(part for part in (row.uid, row.tier, row.display_name, employer, row.town) if part))
        print(ngettext("{n} contact", "{n} contacts", len(ids)).format(n=len(ids)), file=sys.stderr)


def _duplicates(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command

    with _open(options) as store:
        pairs = store.read(command.found, options.least, options.limit)
        if options.json:
            _print_json(command.as_json(pairs))
            return
        for line in store.read(command.in_words, pairs):
            print(line)
        print(ngettext("{n} pair", "{n} pairs", len(pairs)).format(n=len(pairs)), file=sys.stderr)


def _merge(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command
    from petitcrm.features.reports import contacts as reports

    with _open(options) as store:
        kept, name = command.merge(store, options.keep, options.drop)
        if options.json:
            _print_json(reports.as_json(store.reader, kept, date.today()))
        else:
            print(_("{name}: the two cards are one.").format(name=name))


def _not_same(options: argparse.Namespace) -> None:
    from petitcrm.features.duplicates import command

    with _open(options) as store:
        command.not_same(store, options.one, options.other)
    print(_("Noted: not the same."))


def _show(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries
    from petitcrm.features.reports import contacts as reports

    with _open(options) as store:
        contact_id = store.read(queries.id_of, options.uid)
        if options.json:
            _print_json(reports.as_json(store.reader, contact_id, date.today()))
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
    with _open(options) as store:
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

    with _open(options) as store:
        if options.verb == "add":
            choices = options.choices.split(";")
            store.do(_("Add a field"), own_field_edits.add, options.name, options.kind, choices, options.of)
        elif options.verb == "remove":
            store.do(
                _("Remove the field “{name}”").format(name=options.name), own_field_edits.remove_named, options.name
            )
        found = store.read(queries.own_fields)
    if options.json:
        _print_json(
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


def _log(options: argparse.Namespace) -> int | None:
    from petitcrm.features.calls import queries as calls
    from petitcrm.features.contacts import queries as contacts
    from petitcrm.features.history import command, edits
    from petitcrm.features.history.edits import Exchange

    if options.kind is None and options.outcome is None:
        with _open(options) as store:
            if " " in options.uid.strip() or not store.read(command.is_uid, options.uid):
                return _log_line(store, options)
    if options.dry_run:
        raise Problem(_("--dry-run goes with a line, not with “log UID --kind …”."))
    day = options.on or date.today()
    exchange = Exchange(
        options.kind or "call",
        day.isoformat(),
        options.direction,
        options.outcome or "",
        options.at or "",
        text=options.text,
        follow_up=parse_iso(options.follow_up).isoformat() if options.follow_up else "",
    )
    with _open(options) as store:
        contact_id = store.read(contacts.id_of, options.uid)
        if day > date.today():
            print(_("Mind: {day} is in the future.").format(day=day), file=sys.stderr)
        store.do(_("Note an exchange"), edits.log, contact_id, exchange)
        following = store.read(calls.next_call, contact_id, day)
        if options.json:
            on = following.day.isoformat() if following.day else None
            _print_json({"uid": options.uid, "next_call": {"on": on, "reason": following.reason}})
        else:
            print(_("Noted. Next call: {when}").format(when=following.day or "—"), f"({following.reason})")
    return None


def _log_line(store: Store, options: argparse.Namespace) -> int | None:
    from petitcrm.features.history import command

    if options.text or options.at or options.follow_up or options.direction != "out":
        raise Problem(
            _("A line says all by itself: --text, --at, --direction and --follow-up go with “log UID --kind …”."),
            _("Say it in the line, or give the uid and the kind."),
        )
    today = options.on or date.today()
    found = store.read(command.read, options.uid, today)
    if options.json:
        _print_json(found.as_json())
    else:
        print(command.in_words(found, today))
    if not options.dry_run:
        command.write(store, found)
    return None


def _followups(options: argparse.Namespace) -> None:
    from petitcrm.features.history import calendar, command, queries

    today = options.on or date.today()
    with _open(options) as store:
        found = store.read(queries.follow_ups, today)
        if options.ics:
            calendar.write(options.ics, found)
    if options.json:
        _print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(ngettext("{n} follow-up", "{n} follow-ups", len(found)).format(n=len(found)), file=sys.stderr)


def _followup(options: argparse.Namespace) -> None:
    from petitcrm.features.history import command

    with _open(options) as store:
        command.change(store, options.verb, options.uid, options.when, options.on or date.today())
    print(_("Saved."))


def _requests(options: argparse.Namespace) -> None:
    from petitcrm.features.requests import command, queries

    today = options.on or date.today()
    with _open(options) as store:
        found = store.read(queries.requests, today, everything=options.all)
    if options.json:
        _print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(ngettext("{n} request", "{n} requests", len(found)).format(n=len(found)), file=sys.stderr)


def _request(options: argparse.Namespace) -> None:
    from petitcrm.features.requests import command

    today = options.on or date.today()
    with _open(options) as store:
        if options.verb == "add":
            _add_request(store, options, today)
        elif options.verb == "answer":
            from petitcrm.features.history.edits import Exchange

            exchange = Exchange(options.kind, today.isoformat(), outcome=options.outcome, text=options.text)
            command.answer(store, options.uid, exchange)
            print(_("Saved."))
        elif options.verb == "close":
            _close_request(store, options, today)
        else:
            command.put(store, options.uid, {"wait": "waiting", "reopen": "open"}[options.verb], today)
            print(_("Saved."))


def _add_request(store: Store, options: argparse.Namespace, today: date) -> None:
    from petitcrm.features.requests import command
    from petitcrm.features.requests.edits import Asked

    asked = Asked(
        options.subject,
        today.isoformat(),
        options.text,
        options.urgency,
        options.how,
        options.promised.isoformat() if options.promised else "",
        options.owner,
        options.product,
    )
    uid = command.add(store, options.uid, asked)
    if options.json:
        _print_json({"uid": uid})
    else:
        print(_("Request noted: {uid}").format(uid=uid))


def _close_request(store: Store, options: argparse.Namespace, today: date) -> None:
    from petitcrm.base.dates import shown
    from petitcrm.features.calls.settings import calendar
    from petitcrm.features.requests import command, rules

    proposed = rules.satisfaction_call(today, store.read(calendar))
    command.put(store, options.uid, "done", today, proposed.isoformat() if options.call else "")
    if options.call:
        print(_("Closed. Satisfaction call: {day}").format(day=shown(proposed, today)))
    else:
        print(
            _("Closed. A satisfaction call is proposed for {day}: close it with --call.").format(
                day=shown(proposed, today)
            )
        )


def _timeline(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries as contacts
    from petitcrm.features.reports import timeline

    today = options.on or date.today()
    with _open(options) as store:
        entries = store.read(timeline.everything, store.read(contacts.id_of, options.uid), today)
    if options.json:
        _print_json(timeline.as_json(entries))
    else:
        for line in timeline.in_words(entries, today):
            print(line)


def _today(options: argparse.Namespace) -> None:
    with _open(options) as store:
        print_today(store, options.on or date.today(), options.json, everything=options.all)


def print_today(store: Store, day: date, as_json: bool = False, *, everything: bool = False) -> None:
    """Today's list as text or JSON."""
    from petitcrm.features.calls import queries

    found = store.read(queries.due, day, 1_000_000 if everything else None)
    if as_json:
        _print_json(
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

    with _open(options) as store:
        plan = command.plan(store, options.first, options.last, date.today())
    if options.json:
        _print_json(command.plan_json(plan))
    else:
        for line in command.plan_lines(plan):
            print(line)


def _capacity(options: argparse.Namespace) -> None:
    from petitcrm.features.options import command

    with _open(options) as store:
        print(command.set_capacity(store, options.calls))


def _tiers(options: argparse.Namespace) -> None:
    from petitcrm.features.options import command, queries

    with _open(options) as store:
        rows = (
            command.set_tier(store, options.code, options.values)
            if options.verb == "set"
            else store.read(queries.tiers)
        )
    if options.json:
        _print_json([command.tier_json(row) for row in rows])
    else:
        for row in rows:
            print(command.tier_line(row))


def _models(options: argparse.Namespace) -> None:
    from petitcrm.features.letters import queries

    with _open(options) as store:
        models = store.read(queries.models)
    if options.json:
        _print_json([{"name": one.name, "language": one.language, "subject": one.subject} for one in models])
    else:
        for one in models:
            print(f"{one.language}  {one.name}")


def _letters(options: argparse.Namespace) -> None:
    from petitcrm.features.letters import command

    with _open(options) as store:
        report = command.run(
            store,
            options.out,
            to=options.to,
            tier=options.tier,
            model=options.model,
            window=options.window,
            on=options.on or date.today(),
        )
    if options.json:
        _print_json(report.as_json())
    else:
        print(report.in_words())


def _sheets(options: argparse.Namespace) -> None:
    from petitcrm.features.labels import command, queries
    from petitcrm.features.labels.sheets import SHEETS

    found = list(SHEETS)
    if options.demo or options.file or default_base().exists():
        with _open(options) as store:
            found = store.read(queries.sheets)
    if options.json:
        _print_json([command.sheet_as_json(one) for one in found])
    else:
        for one in found:
            print(command.sheet_in_words(one))


def _labels(options: argparse.Namespace) -> None:
    from petitcrm.features.labels import command

    with _open(options) as store:
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
    if options.json:
        _print_json(report.as_json())
    else:
        print(report.in_words())


def _export(options: argparse.Namespace) -> None:
    from petitcrm.features.exports import command

    with _open(options) as store:
        report = command.run(store, options.out, to=options.to, tier=options.tier, tag=options.tag, exact=options.exact)
    if options.json:
        _print_json(report.as_json())
    else:
        print(report.in_words())


def _client_sheet(options: argparse.Namespace) -> None:
    from petitcrm.features.client_sheet import command

    with _open(options) as store:
        command.run(store, options.uid, options.out, date.today())
    print(_("Saved: {path}").format(path=options.out))


def _undo(options: argparse.Namespace) -> None:
    with _open(options) as store:
        played = store.undo()
    print(_("Taken back: {title}").format(title=played[0]) if played else _("There is nothing to undo."))


def _redo(options: argparse.Namespace) -> None:
    with _open(options) as store:
        played = store.redo()
    print(_("Done again: {title}").format(title=played[0]) if played else _("There is nothing to redo."))


def _backup(options: argparse.Namespace) -> None:
    from petitcrm.store import backup

    with _open(options) as store:
        print(backup.make(store.path, "by-hand"))


def _sample(options: argparse.Namespace) -> None:
    if not 1 <= options.contacts <= 1_000_000:
        raise Problem(_("A sample base has from 1 to 1,000,000 contacts."))
    _write_sample(options.base, options.contacts, options.seed).close()
    print(_("{path}: created.").format(path=options.base))
