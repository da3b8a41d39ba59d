"""What was said, what is promised, what clients wait for."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from petitcrm.base.dates import parse_iso
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.cli.arguments import Command, day, hour
from petitcrm.cli.opening import opened, print_json

if TYPE_CHECKING:
    from petitcrm.store.store import Store


def add(command: Command) -> None:
    """Declare these commands."""
    one = command("log", _log, _("note an exchange: “log UID --kind …”, or one line as you would say it"))
    one.add_argument("uid", metavar="UID|LINE")
    one.add_argument("--kind", help="call, visit, meeting, video, email, letter, message, note, document, satisfaction")
    one.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    one.add_argument("--outcome", help="reached, no_answer, message_left, busy, wrong_number, refused")
    one.add_argument("--direction", default="out", help="out, in")
    one.add_argument("--on", type=day, metavar="DATE")
    one.add_argument("--at", type=hour, metavar="HH:MM")
    one.add_argument("--text", default="")
    one.add_argument("--follow-up", default="", metavar="DATE", help=_("promise a call for that day"))
    one.add_argument("--json", action="store_true")
    one = command("attachments", _attachments, _("save all files kept with a contact into a folder"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    one = command("timeline", _timeline, _("everything of a contact, the newest first"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    one = command("followups", _followups, _("what is promised and not done, the earliest first"))
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--ics", type=Path, metavar="OUT.ics", help=_("write them as a calendar"))
    one.add_argument("--json", action="store_true")
    one = command("followup", _followup, _("a follow-up is done, dropped, or moved to another day"))
    one.add_argument("verb", choices=("done", "drop", "move"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("when", nargs="?", default="", metavar="WHEN")
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one = command("requests", _requests, _("what clients asked for and wait for, what matters most first"))
    one.add_argument("--all", action="store_true", help=_("also those that are done"))
    one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))
    one.add_argument("--json", action="store_true")
    _request_parser(command("request", _request, _("open, answer or close a request")))


def _log(options: argparse.Namespace) -> int | None:
    from petitcrm.features.calls import queries as calls
    from petitcrm.features.contacts import queries as contacts
    from petitcrm.features.history import command, edits
    from petitcrm.features.history.edits import Exchange

    if options.kind is None and options.outcome is None:
        with opened(options) as store:
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
    with opened(options) as store:
        contact_id = store.read(contacts.id_of, options.uid)
        if day > date.today():
            print(_("Mind: {day} is in the future.").format(day=day), file=sys.stderr)
        store.do(_("Note an exchange"), edits.log, contact_id, exchange)
        following = store.read(calls.next_call, contact_id, day)
        if options.json:
            on = following.day.isoformat() if following.day else None
            print_json({"uid": options.uid, "next_call": {"on": on, "reason": following.reason}})
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
        print_json(found.as_json())
    else:
        print(command.in_words(found, today))
    if not options.dry_run:
        command.write(store, found)
    return None


def _attachments(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries as contacts
    from petitcrm.features.history.files_out import write_all

    with opened(options) as store:
        contact_id = store.read(contacts.id_of, options.uid)
        for path in store.read(write_all, contact_id, options.out):
            print(path)


def _timeline(options: argparse.Namespace) -> None:
    from petitcrm.features.contacts import queries as contacts
    from petitcrm.features.reports import timeline

    today = options.on or date.today()
    with opened(options) as store:
        entries = store.read(timeline.everything, store.read(contacts.id_of, options.uid), today)
    if options.json:
        print_json(timeline.as_json(entries))
    else:
        for line in timeline.in_words(entries, today):
            print(line)


def _followups(options: argparse.Namespace) -> None:
    from petitcrm.features.history import calendar, command, queries

    today = options.on or date.today()
    with opened(options) as store:
        found = store.read(queries.follow_ups, today)
        if options.ics:
            calendar.write(options.ics, found)
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(ngettext("{n} follow-up", "{n} follow-ups", len(found)).format(n=len(found)), file=sys.stderr)


def _followup(options: argparse.Namespace) -> None:
    from petitcrm.features.history import command

    with opened(options) as store:
        command.change(store, options.verb, options.uid, options.when, options.on or date.today())
    print(_("Saved."))


def _requests(options: argparse.Namespace) -> None:
    from petitcrm.features.requests import command, queries

    today = options.on or date.today()
    with opened(options) as store:
        found = store.read(queries.requests, today, everything=options.all)
    if options.json:
        print_json(command.as_json(found))
        return
    for line in command.listed(found, today):
        print(line)
    print(ngettext("{n} request", "{n} requests", len(found)).format(n=len(found)), file=sys.stderr)


def _request(options: argparse.Namespace) -> None:
    from petitcrm.features.requests import command

    today = options.on or date.today()
    with opened(options) as store:
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


def _request_parser(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    one = verbs.add_parser("add", help=_("open a request of a contact"))
    one.add_argument("uid", metavar="UID")
    one.add_argument("subject", metavar="SUBJECT")
    one.add_argument("--text", default="")
    one.add_argument("--urgency", default="normal", help="low, normal, high, blocking")
    one.add_argument("--how", default="", help="call, visit, email, letter, message, other")
    one.add_argument("--promised", type=day, metavar="DATE")
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
        one.add_argument("--on", type=day, metavar="DATE", help=_("the day taken for today"))


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
        print_json({"uid": uid})
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
