"""The window: rail, page, and the bar below with what was just done and Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base import preferences
from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.ui import actions, theme
from petitcrm.ui.actions import action
from petitcrm.ui.background import Work
from petitcrm.ui.desk import Desk
from petitcrm.ui.feature import Feature
from petitcrm.ui.icons import icon
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.page import Page

if TYPE_CHECKING:
    from petitcrm.ui.palette import Make

RAIL = 168


class Bar(QWidget):
    """The bar below: what was done, with Undo beside it; the work under way, with Cancel."""

    def __init__(self, desk: Desk, undo: QAction) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = label("")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setMinimumWidth(60)
        self.undo = QPushButton(_("Undo (Ctrl+Z)"))
        self.undo.setProperty("quiet", True)
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(undo.trigger)
        self.work = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 8, 3)
        row.addWidget(self.text, 1)
        for widget in (self.work, self.progress, self.cancel, self.undo):
            row.addWidget(widget)
        self.cancel.clicked.connect(self._cancel)
        self._work: Work | None = None
        self.show_work(None)
        desk.said.connect(self.say)
        desk.working.connect(self.show_work)

    def say(self, text: str, role: str = "") -> None:
        set_role(self.text, role)
        self.text.setText(text)
        self.text.setAccessibleName(text)

    def show_work(self, work: Work | None) -> None:
        self._work = work
        for widget in (self.work, self.progress, self.cancel):
            widget.setVisible(work is not None)
        if work is not None:
            self.work.setText(work.title)
            self.progress.setRange(0, 0)
            work.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, done, 1))
        self.progress.setValue(done)

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self.work.setText(_("Cancelling…"))


class MainWindow(QMainWindow):
    """One window on one base."""

    def __init__(
        self,
        desk: Desk,
        features: Sequence[Feature],
        finds: Callable[[], Sequence[Make]] = tuple,
        *,
        is_demo: bool = False,
    ) -> None:
        """`finds` answers what the palette asks besides the actions."""
        super().__init__()
        self._finds = finds
        self.desk = desk
        self.features = features
        self.pages: dict[str, Page] = {}
        self.next_base: tuple[Path, bool] | None = None  # what the person chose to go on with
        name = _("demonstration") if is_demo else desk.store.path.name
        self.setWindowTitle(f"{name} – PetitCRM")
        width, height = preferences.read().get("size", (1280, 720))
        self.resize(int(width), int(height))
        self.stack = QStackedWidget()
        self._rail: dict[str, QPushButton] = {}
        self._goes: list[QAction] = []
        self._own = actions.bind(self)
        self.bar = Bar(desk, self._action("undo"))
        self._lay_out()
        self._fill_menus()
        desk.problem.connect(self.show_error)
        if desk.store.read_only:
            self.bar.say(_("This base is open for reading only: its file or folder is write-protected."), "warn")
        elif is_demo:
            self.bar.say(_("Demonstration: fictitious contacts in a copy that goes when the window is closed."))
        else:
            self.bar.say(_last_backup(desk), "muted")

    # layout

    def _lay_out(self) -> None:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setFixedWidth(RAIL)
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        shown = [feature for feature in self.features if feature.page is not None]
        for feature in shown:
            if feature.at_foot and not any(one.at_foot and one.key in self._rail for one in shown):
                column.addStretch(1)
            column.addWidget(self._rail_button(feature))
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.stack, 1)
        rows.addWidget(self.bar)
        centre = QWidget()
        columns = QHBoxLayout(centre)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(rail)
        columns.addWidget(right, 1)
        self.setCentralWidget(centre)

    def _rail_button(self, feature: Feature) -> QPushButton:
        button = QPushButton(icon(feature.icon), " " + _(feature.name).replace("&", "&&"))
        button.setProperty("rail", True)
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda *_clicked, key=feature.key: self.go(key))
        self._rail[feature.key] = button
        goes = QAction(icon(feature.icon), _(feature.name), self)
        goes.setShortcut(feature.shortcut)
        goes.setData("view")
        goes.setObjectName(f"go_{feature.key}")
        goes.triggered.connect(lambda *_clicked, key=feature.key: self.go(key))
        self.addAction(goes)
        self._goes.append(goes)
        return button

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        bar.clear()
        self._menus: dict[str, QMenu] = {key: bar.addMenu(_(text)) for key, text in actions.MENUS.items()}
        for menu in self._menus.values():
            menu.aboutToShow.connect(lambda menu=menu: self._settle_menu(menu))
        for made in (*self._goes, *self._own):
            if made.data():
                self._menus[made.data()].addAction(made)

    def take(self, gestures: object) -> None:
        """Let the actions of `gestures` (a feature's, that need no page of their own) work everywhere in the window."""
        for made in actions.bind_for(gestures, self):
            self._own.append(made)
            if made.data():
                self._menus[made.data()].addAction(made)

    def current_contact(self) -> int:
        """The key of the contact in view, 0 for none."""
        page = self.stack.currentWidget()
        return page.current_contact() if isinstance(page, Page) else 0

    def _settle_menu(self, menu: QMenu) -> None:
        """Pages are made late; their actions join the menus when somebody looks."""
        self.make_all_pages()
        for page in self.pages.values():
            for made in page.actions_made:
                if made.data() and made not in self._menus[made.data()].actions():
                    self._menus[made.data()].addAction(made)  # of a part of the page that came later
        self.settle_actions()

    def _action(self, name: str) -> QAction:
        return next(made for made in self._own if made.objectName() == name)

    def all_actions(self) -> list[QAction]:
        """Every action of the program, for the palette and the list of keys."""
        self.make_all_pages()
        self.settle_actions()
        return [*self._goes, *self._own, *(made for page in self.pages.values() for made in page.actions_made)]

    # pages

    def page(self, key: str) -> Page:
        """The page of a feature, made when it is first asked for."""
        if key not in self.pages:
            feature = next(one for one in self.features if one.key == key)
            assert feature.page is not None
            page = self.pages[key] = feature.page(self.desk)
            self.stack.addWidget(page)
            for made in page.actions_made:
                if made.data():
                    self._menus[made.data()].addAction(made)
        return self.pages[key]

    def make_all_pages(self) -> None:
        for feature in self.features:
            if feature.page is not None:
                self.page(feature.key)

    def go(self, key: str) -> Page:
        """Show a page and put the keyboard into it."""
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        for name, button in self._rail.items():
            button.setChecked(name == key)
        self.settle_actions()
        page.focus_first()
        return page

    def settle_actions(self) -> None:
        """Only the actions of the page in view can be used; those of others lead there from the palette."""
        current = self.stack.currentWidget()
        for page in self.pages.values():
            for made in page.actions_made:
                made.setEnabled(page is current and page.offers(made))

    def start(self, key: str) -> None:
        """Show the first page now, and prepare the rest when the window stands and nobody waits."""
        self.go(key)
        QTimer.singleShot(150, self._prepare)

    def _prepare(self) -> None:
        self.desk.look_outside()
        self.desk.store.warm_up()
        waiting = [one.key for one in self.features if one.page is not None and one.key not in self.pages]
        if waiting:
            self.page(waiting[0])
            self.settle_actions()
            QTimer.singleShot(20, self._prepare)
        else:
            self.desk.check()

    # what is the same everywhere

    @action(mark("&Undo"), "Ctrl+Z", "edit", "undo")
    def undo(self) -> None:
        self._guard(self.desk.undo)

    @action(mark("&Redo"), "Ctrl+Y,Ctrl+Shift+Z", "edit", "redo")
    def redo(self) -> None:
        self._guard(self.desk.redo)

    @action(mark("Find or do anything…"), "Ctrl+K", "edit", "search")
    def palette_open(self) -> None:
        from petitcrm.ui.palette import Palette

        Palette(self, self._finds()).open_centred()

    @action(mark("&New base…"), "", "file", "add")
    def new_base(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("New base"), str(self.desk.store.path.with_name(_("base") + ".db")), _("PetitCRM base (*.db)")
        )
        if name:
            self._move_to(Path(name), create=True)

    @action(mark("&Open another base…"), "Ctrl+Shift+O", "file", "contacts")
    def open_base(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open another base"), str(self.desk.store.path.parent), _("PetitCRM base (*.db)")
        )
        if name:
            self._move_to(Path(name), create=False)

    def _move_to(self, path: Path, *, create: bool) -> None:
        self.next_base = (path, create)
        self.close()

    @action(mark("Back up now"), "", "file", "export")
    def back_up(self) -> None:
        from petitcrm.store import backup

        path = self.desk.store.path
        self.desk.work(
            _("Backup"),
            lambda _store, _progress: backup.make(path, "by-hand"),
            lambda made: self.desk.say(_("Backup made and checked: {path}").format(path=made)),
        )

    @action(mark("Light or dark"), "Ctrl+Shift+L", "view")
    def turn_theme(self) -> None:
        choice = "light" if theme.is_dark() else "dark"
        preferences.keep(theme=choice)
        theme.apply(choice)

    @action(mark("Keys"), "Ctrl+/", "help", "help")
    def show_keys(self) -> None:
        from petitcrm.ui.help import KeysDialog

        KeysDialog(self, self.all_actions()).exec()

    @action(mark("Manual"), "F1", "help", "help")
    def show_manual(self) -> None:
        from petitcrm.ui.help import ManualDialog

        current = next((key for key, page in self.pages.items() if page is self.stack.currentWidget()), "")
        ManualDialog(self, current).exec()

    @action(mark("About PetitCRM"), "", "help")
    def show_about(self) -> None:
        from petitcrm.ui.help import AboutDialog

        AboutDialog(self).exec()

    @action(mark("&Quit"), "Ctrl+Q", "file")
    def quit(self) -> None:
        self.close()

    def _guard(self, job: object) -> None:
        try:
            job()  # type: ignore[operator]
        except Problem as problem:
            self.show_error(problem)

    def show_error(self, error: Exception) -> None:
        """A problem goes into the bar; a defect is logged and said once."""
        if isinstance(error, Problem):
            self.bar.say(str(error), "bad")
            return
        from petitcrm.ui.crash import report

        report(error, self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self.desk.is_working:
            self._guard(self.desk.look_outside)
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what stands in the field is saved on leaving it
        self.desk.wait()
        preferences.keep(size=[self.width(), self.height()])
        super().closeEvent(event)


def _last_backup(desk: Desk) -> str:
    from petitcrm.store import backup

    newest = backup.newest(desk.store.path)
    if newest is None:
        return _("No backup yet: one is made when you quit.")
    made = date.fromtimestamp(newest.stat().st_mtime)
    return _("Last backup: {day}").format(day=shown(made, desk.today()))
