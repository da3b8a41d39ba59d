"""Putting the parts together: the base, the features in their order, the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from petitcrm.base import language, preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.paths import default_base
from petitcrm.parts import LETTER_FIELDS, NOTED_JOBS, PARTS, SEARCH_KEYS

if TYPE_CHECKING:
    from petitcrm.features.contacts.card import CardView
    from petitcrm.store.store import Store
    from petitcrm.ui.desk import Desk
    from petitcrm.ui.feature import Feature
    from petitcrm.ui.main_window import MainWindow

NEEDS = (
    "sudo apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-render-util0 libxcb-shape0 libdbus-1-3 libfontconfig1"
)


def open_window(options: argparse.Namespace) -> int:
    """The window on the base that the command line names. Without a screen it says so; the exit code."""
    if not _has_screen():
        return _without_screen(options)
    try:
        _load_qt()
    except (ImportError, OSError) as error:
        raise Problem(
            _("The window can't be opened: a system library that Qt needs is missing ({error}).").format(error=error),
            _(
                "On Debian and Ubuntu this installs them: {line}. Every other command works without: petitcrm --help."
            ).format(line=NEEDS),
        ) from error
    return _run(options)


def _load_qt() -> None:
    """Load what a window needs: where one of the system's libraries is missing, Qt would abort the process later."""
    from PySide6 import QtCore, QtWidgets  # noqa: F401 - loading is what counts

    on_x11 = sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM") and not os.environ.get("WAYLAND_DISPLAY")
    if on_x11:
        import ctypes

        plugins = QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath)
        plugin = Path(plugins) / "platforms" / "libqxcb.so"
        if plugin.exists():
            ctypes.CDLL(str(plugin))


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in (
        "offscreen",
        "minimal",
        "vnc",
    ):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Does an X server answer there? Qt would abort the process where none does."""
    if not display:
        return False
    host, _colon, number = display.rpartition(":")
    if host not in ("", "unix"):
        return True  # a forwarded screen: only the server itself can tell
    import socket

    name = f"/tmp/.X11-unix/X{number.split('.')[0]}"  # noqa: S108 - where X servers listen
    with socket.socket(socket.AF_UNIX) as probe:
        for address in (name, "\0" + name):
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False


def _without_screen(options: argparse.Namespace) -> int:
    print(
        _("There is no screen to open the window on; “petitcrm --help” lists what works without one."), file=sys.stderr
    )
    if options.demo:
        from petitcrm.cli.calls import print_today
        from petitcrm.cli.opening import demo_store

        with demo_store() as store:
            print_today(store, store.clock())
        return 0
    return 1


def _run(options: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication

    from petitcrm.ui import theme

    app = QApplication(sys.argv[:1])
    app.setApplicationName("PetitCRM")
    app.setDesktopFileName("petitcrm")
    theme.apply(preferences.read().get("theme", "system"))
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: theme.apply(preferences.read().get("theme", "system")))
    _speak_qt(app)
    from petitcrm.ui import crash
    from petitcrm.ui.collector import Collector

    crash.install()
    Collector(app)
    if options.demo:
        from petitcrm.cli.opening import demo_store

        with demo_store() as store:
            code, following = _show(app, store, is_demo=True)
        return _follow(app, None, code, following)
    path, first = options.file or _last_base(), ""
    if options.file is None and not path.exists():
        from petitcrm.features.welcome.dialog import welcome

        answer = welcome(path)
        if answer is None:
            return 0
        first = answer
    return _follow(app, path, *_one_base(app, path, first))


def _last_base() -> Path:
    """The base of the last time; where it has gone, that is said, and the one in the usual place is meant."""
    last = preferences.read().get("base")
    if last and not Path(last).exists():
        from petitcrm.ui.messages import show_problem

        show_problem(
            None, Problem(_("{path}: there is no such file.").format(path=last), _("Check the name and the drive."))
        )
        last = None
    return Path(last or default_base())


Following = tuple[Path, bool] | None


def _follow(app: Any, back: Path | None, code: int, following: Following) -> int:
    """Go on with the bases the person opens from the window; where one can't be opened, back to the one before."""
    while following is not None:
        path, is_new = following
        try:
            if is_new:
                _make(path)
            code, following = _one_base(app, path)
        except Problem as problem:
            from petitcrm.ui.messages import show_problem

            show_problem(None, problem)
            code, following = _one_base(app, back) if back else (1, None)
        else:
            back = path
            preferences.keep(base=str(path.absolute()))
    return code


def _make(path: Path) -> None:
    from petitcrm.store.store import Store

    Store.create(path, PARTS).close()


def _one_base(app: Any, path: Path, first: str = "") -> tuple[int, Following]:
    from petitcrm.store.store import Store
    from petitcrm.ui.lock import hold

    with hold(path):
        store = Store.open(path, PARTS)
        try:
            return _show(app, store, first=first)
        finally:
            store.close()


def _speak_qt(app: Any) -> None:
    """Qt's own words (Undo, Cut, Paste…) in the language of the program."""
    if language.current() == "fr":
        from PySide6.QtCore import QLibraryInfo, QTranslator

        translator = QTranslator(app)
        if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)


def _show(app: Any, store: Store, *, is_demo: bool = False, first: str = "") -> tuple[int, Following]:
    window = make_window(store, is_demo=is_demo)
    window.show()
    window.activateWindow()
    window.start("today")
    if first == "import":
        from PySide6.QtCore import QTimer

        QTimer.singleShot(300, lambda: window.go("imports"))
    code = int(app.exec())
    if not is_demo and not store.read_only:
        _daily_copy(store)
    following = window.next_base
    window.deleteLater()
    return code, following


def _daily_copy(store: Store) -> None:
    from petitcrm.store import backup

    try:
        backup.daily(store.path, store.clock())
    except Problem as problem:
        print(problem, file=sys.stderr)


def make_window(store: Store, *, is_demo: bool = False) -> MainWindow:
    """The whole window on an open base."""
    from petitcrm.features.call_sheets.gestures import CallSheetGestures
    from petitcrm.features.calls.reminder import Reminder
    from petitcrm.features.contacts.asked import know_keys
    from petitcrm.features.history.calendar_file import LiveCalendar
    from petitcrm.features.history.gestures import NoteGestures
    from petitcrm.features.letters.names import know_fields
    from petitcrm.features.letters.noted import know_jobs
    from petitcrm.features.requests.gestures import RequestGestures
    from petitcrm.features.tiers.colours import TierColours
    from petitcrm.ui.desk import Desk
    from petitcrm.ui.main_window import MainWindow

    know_keys(SEARCH_KEYS)
    know_fields(LETTER_FIELDS)
    know_jobs(NOTED_JOBS)
    desk = Desk(store)
    holder: list[MainWindow] = []

    def go(key: str) -> Any:
        return holder[0].go(key)

    window = MainWindow(desk, features(go), _finds, is_demo=is_demo)
    holder.append(window)
    window.take(NoteGestures(window))
    window.take(RequestGestures(window))
    window.take(CallSheetGestures(window))
    LiveCalendar(desk)
    TierColours(desk)
    Reminder(desk)
    return window


def features(go: Callable[[str], Any]) -> list[Feature]:
    """The features that have a screen, in their order; what one needs of another is handed to it here."""
    from petitcrm.ui.feature import Feature

    def open_contact(contact_id: int) -> None:
        go("contacts").open_contact(contact_id)

    def today(desk: Desk) -> Any:
        from petitcrm.features.calls.page import TodayPage
        from petitcrm.features.history import looks
        from petitcrm.features.requests import notice

        def waiting() -> list[Any]:
            promised = looks.waiting(desk, lambda: go("follow_ups"))
            return [*notice.waiting(desk, lambda: go("requests")), *promised]

        page = TodayPage(desk, lambda desk: _card(desk, go, script=True), waiting)
        page.open_contact.connect(open_contact)
        page.numbers_wanted.connect(lambda: go("contacts").show_condition("find_number"))
        return page

    def contacts(desk: Desk) -> Any:
        from petitcrm.features.calls import columns, queries
        from petitcrm.features.contacts.page import ContactsPage
        from petitcrm.features.history.looks import before_trash

        page = ContactsPage(
            desk,
            lambda desk: _card(desk, go),
            queries.next_days,
            queries.conditions,
            lambda: go("imports"),
            added_columns=columns.COLUMNS,
            labels=True,
            before_trash=lambda ids: before_trash(desk, ids),
        )
        page.labels_wanted.connect(lambda ids: _labels(desk, page, ids))
        page.envelopes_wanted.connect(lambda ids: _envelopes(desk, page, ids))
        page.letters_wanted.connect(lambda ids: go("letters").choose(ids))
        page.sequence_wanted.connect(lambda ids: _add_to_sequence(desk, page, ids))
        page.export_wanted.connect(lambda ids: _export(desk, page, ids))
        page.sheet_wanted.connect(lambda one: _client_sheet(desk, page, one))
        page.window_wanted.connect(lambda one: _open_window(desk, page, go, one))
        return page

    def follow_ups(desk: Desk) -> Any:
        from petitcrm.features.history.follow_up_page import FollowUpsPage

        page = FollowUpsPage(desk, lambda desk: _card(desk, go))
        page.open_contact.connect(open_contact)
        page.without_step_wanted.connect(lambda: go("contacts").show_condition("no_step"))
        return page

    def letters(desk: Desk) -> Any:
        from petitcrm.features.campaigns.tabs import LettersTabs
        from petitcrm.ui.tabs import Tab

        page = LettersTabs(desk, write, [Tab("sequences", mark("Sequences"), sequences)])
        page.campaigns.open_contact.connect(open_contact)
        return page

    def sequences(desk: Desk) -> Any:
        from petitcrm.features.sequences.page import SequencesPage

        page = SequencesPage(desk, lambda desk: _card(desk, go, sequences=False))
        page.open_contact.connect(open_contact)
        page.contacts_wanted.connect(lambda: go("contacts"))
        page.letters_wanted.connect(
            lambda ids, model, noted: go("letters").choose(ids, model=model, with_recent=True, noted=noted)
        )
        page.emails_wanted.connect(lambda ids, model, noted: _emails(desk, page, ids, model, desk.today(), noted))
        return page

    def write(desk: Desk) -> Any:
        from petitcrm.features.calls.queries import conditions
        from petitcrm.features.campaigns.cost_panel import CostPanel
        from petitcrm.features.envelopes.mailing_part import EnvelopesPart
        from petitcrm.features.labels.mailing_part import LabelsPart
        from petitcrm.features.letters.page import LettersPage

        page = LettersPage(desk, CostPanel, (EnvelopesPart, LabelsPart), conditions)
        page.open_contact.connect(open_contact)
        page.contacts_wanted.connect(lambda: go("contacts"))
        page.settings_wanted.connect(lambda: go("options"))
        page.labels_wanted.connect(lambda ids, *how: _labels(desk, page, ids, *how))
        page.envelopes_wanted.connect(lambda ids, *how: _envelopes(desk, page, ids, *how))
        page.emails_wanted.connect(lambda *said: _emails(desk, page, *said))
        return page

    def imports(desk: Desk) -> Any:
        from petitcrm.features.imports.page import ImportPage

        page = ImportPage(desk)
        page.show_contacts.connect(lambda: go("contacts").show_all())
        return page

    def duplicates(desk: Desk) -> Any:
        from petitcrm.features.duplicates.page import DuplicatesPage

        page = DuplicatesPage(desk)
        page.open_contact.connect(open_contact)
        return page

    def requests(desk: Desk) -> Any:
        from petitcrm.features.calls.settings import calendar
        from petitcrm.features.requests.page import RequestsPage

        page = RequestsPage(desk, calendar)
        page.open_contact.connect(open_contact)
        return page

    def options(desk: Desk) -> Any:
        from petitcrm.features.options.page import OptionsPage

        return OptionsPage(desk)

    return [
        Feature("today", mark("Today"), "today", "Ctrl+1", today),
        Feature("contacts", mark("Contacts"), "contacts", "Ctrl+2", contacts),
        Feature("calls", mark("Calls"), "phone", "Ctrl+7", lambda desk: _calls(desk, go, open_contact)),
        Feature("follow_ups", mark("Follow-ups"), "clock", "Ctrl+6", follow_ups),
        Feature("requests", mark("Requests"), "request", "Ctrl+5", requests),
        Feature("letters", mark("Letters"), "letter", "Ctrl+3", letters),
        Feature("imports", mark("Import"), "import", "Ctrl+I", imports),
        Feature("duplicates", mark("Duplicates"), "twins", "Ctrl+4", duplicates),
        Feature("options", mark("Settings"), "settings", "Ctrl+;", options, at_foot=True),
    ]


def _calls(desk: Desk, go: Callable[[str], Any], open_contact: Callable[[int], None]) -> Any:
    """The page of all that concerns calls beyond today, a tab for each."""
    from petitcrm.features.call_results.page import ResultsPage
    from petitcrm.features.call_schedule.month_page import MonthPage
    from petitcrm.features.call_schedule.week_page import WeekPage
    from petitcrm.features.nurture.page import NurturePage
    from petitcrm.features.reactivation.page import ReactivationPage
    from petitcrm.features.scripts.page import ScriptsPage
    from petitcrm.ui.tabs import Tab, TabbedPage

    def opening(make: Callable[[Desk], Any]) -> Callable[[Desk], Any]:
        def made(desk: Desk) -> Any:
            page = make(desk)
            page.open_contact.connect(open_contact)
            return page

        return made

    def writing(kind: Any) -> Callable[[Desk], Any]:
        def made(desk: Desk) -> Any:
            page = kind(desk, lambda desk: _card(desk, go))
            page.letters_wanted.connect(lambda ids: go("letters").choose(ids))
            return page

        return opening(made)

    def results(desk: Desk) -> Any:
        page = ResultsPage(desk)
        page.calls_wanted.connect(lambda: go("today"))
        return page

    return TabbedPage(
        desk,
        [
            Tab("week", mark("Week"), opening(WeekPage)),
            Tab("month", mark("Month"), opening(MonthPage)),
            Tab("nurture", mark("To nurture"), writing(NurturePage)),
            Tab("reactivation", mark("Former clients"), writing(ReactivationPage)),
            Tab("scripts", mark("Scripts"), ScriptsPage),
            Tab("results", mark("Results"), results),
        ],
    )


def _card(desk: Desk, go: Callable[[str], Any], *, script: bool = False, sequences: bool = True) -> CardView:
    from petitcrm.features.calls.strip import NextCallStrip
    from petitcrm.features.consent.panel import ConsentToggles
    from petitcrm.features.contacts.card import CardView
    from petitcrm.features.history.follow_up_strip import FollowUpStrip
    from petitcrm.features.history.panel import TimelinePanel
    from petitcrm.features.letters.greeting import proposed
    from petitcrm.features.requests.strip import RequestsStrip
    from petitcrm.features.scripts.strip import ScriptStrip
    from petitcrm.features.sequences.strip import SequenceStrip

    def requests(desk: Desk) -> RequestsStrip:
        strip = RequestsStrip(desk)
        strip.open_request.connect(lambda request_id: go("requests").show_request(request_id))
        return strip

    card = CardView(
        desk,
        strips=[
            requests,
            NextCallStrip,
            *((ScriptStrip,) if script else ()),
            FollowUpStrip,
            *((SequenceStrip,) if sequences else ()),
        ],
        side=TimelinePanel,
        toggles=ConsentToggles,
        salutation=proposed,
        alike=_alike,
    )
    card.fields_wanted.connect(lambda: go("options"))
    card.side.letter_wanted.connect(lambda letter_id: go("letters").show_printed(letter_id))  # type: ignore[union-attr]
    return card


def _alike(desk: Desk) -> Any:
    """Made with the first form of a new card: comparing names brings a library that a start should not wait for."""
    from petitcrm.features.duplicates.panel import AlikePanel

    return AlikePanel(desk)


def _client_sheet(desk: Desk, page: Any, contact_id: int) -> None:
    from petitcrm.features.client_sheet.dialog import SheetDialog

    SheetDialog(page, desk, contact_id).open()


def _open_window(desk: Desk, page: Any, go: Callable[[str], Any], contact_id: int) -> None:
    from petitcrm.features.contacts.window import CardWindow

    CardWindow(desk, lambda desk: _card(desk, go), contact_id, page).show()


def _export(desk: Desk, page: Any, ids: list[int]) -> None:
    from petitcrm.features.exports.dialog import ExportDialog

    ExportDialog(page, desk, ids, page.shown_columns()).open()


def _emails(desk: Desk, page: Any, ids: list[int], model: Any, day: Any, noted: Any = None) -> None:
    from petitcrm.features.emails.dialog import open_emails

    open_emails(page, desk, ids, model, day, noted)


def _add_to_sequence(desk: Desk, page: Any, ids: list[int]) -> None:
    from petitcrm.features.sequences.adding import ask_and_add

    ask_and_add(page, page.search, desk, ids)


def _labels(desk: Desk, page: Any, ids: list[int], per: str = "", order: str = "") -> None:
    from petitcrm.features.labels.dialog import LabelsDialog

    LabelsDialog(page, desk, ids, per, order).open()


def _envelopes(desk: Desk, page: Any, ids: list[int], per: str = "", order: str = "") -> None:
    from petitcrm.features.envelopes.dialog import EnvelopesDialog

    EnvelopesDialog(page, desk, ids, per, order).open()


def _finds() -> list[Any]:
    from petitcrm.features.campaigns.palette import references
    from petitcrm.features.contacts.palette import people, saved_views
    from petitcrm.features.history.palette import promised, said
    from petitcrm.features.requests.palette import requests
    from petitcrm.features.sequences.palette import sequences

    return [references, saved_views, people, sequences, requests, promised, said]
