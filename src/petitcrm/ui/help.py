"""The list of keys, the manual, what the program is."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from petitcrm import __version__
from petitcrm.base import language
from petitcrm.base.language import _
from petitcrm.base.paths import resource
from petitcrm.ui import actions
from petitcrm.ui.messages import label


class _Sheet(QDialog):
    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(680, 560)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "title"))

    def add_close(self) -> None:
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.column.addLayout(row)


class KeysDialog(_Sheet):
    """Every action with its key, made from the declarations."""

    def __init__(self, parent: QWidget, made: Sequence[QAction]) -> None:
        super().__init__(parent, _("Keys"))
        with_keys = [one for one in made if not one.shortcut().isEmpty()]
        table = QTableWidget(len(with_keys), 2)
        table.setHorizontalHeaderLabels([_("Key"), _("What it does")])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        form = QKeySequence.SequenceFormat.NativeText
        for at, one in enumerate(with_keys):
            table.setItem(at, 0, QTableWidgetItem(" · ".join(key.toString(form) for key in one.shortcuts())))
            table.setItem(at, 1, QTableWidgetItem(actions.plain(one)))
        table.setColumnWidth(0, 180)
        table.horizontalHeader().setStretchLastSection(True)
        self.column.addWidget(table, 1)
        self.add_close()


class ManualDialog(_Sheet):
    """The manual, opened at the chapter of the page in view."""

    def __init__(self, parent: QWidget, chapter: str) -> None:
        super().__init__(parent, _("Manual"))
        browser = QTextBrowser()
        browser.setOpenLinks(False)
        browser.setMarkdown(resource("manual", f"{language.current()}.md").read_text(encoding="utf-8"))
        browser.setAccessibleName(_("Manual"))
        self.column.addWidget(browser, 1)
        self.add_close()
        marks = {
            "today": _("Today"),
            "contacts": _("Contacts"),
            "calls": _("Calls"),
            "follow_ups": _("Follow-ups"),
            "requests": _("Requests"),
            "letters": _("Letters"),
            "imports": _("Import"),
            "duplicates": _("Duplicates"),
            "options": _("Settings"),
        }
        if chapter in marks:
            browser.find(marks[chapter])


class AboutDialog(_Sheet):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("About PetitCRM"))
        from PySide6 import __version__ as pyside
        from sqlcipher3 import dbapi2

        self.resize(460, 260)
        for text in (
            _("Contacts, calls and letters of a small business, offline, in one file."),
            _("Version {version} · MIT licence").format(version=__version__),
            f"SQLite {dbapi2.sqlite_version} · PySide6 {pyside}",
            _("No part of this program opens a network connection."),
        ):
            self.column.addWidget(label(text, wrap=True))
        self.column.addStretch(1)
        self.add_close()
