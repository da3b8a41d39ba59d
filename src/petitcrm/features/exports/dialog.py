"""What to export, as what, and where to: one small window, then the worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base import preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts.columns import Column
from petitcrm.features.exports import command
from petitcrm.features.exports.formats import BY_KEY, FORMATS, Format
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.small import button, hairline

WIDTH = 700


class ExportDialog(QDialog):
    """The export of `ids`; `shown` are the columns of the list, in their order."""

    def __init__(self, parent: QWidget, desk: Desk, ids: Sequence[int], shown: Sequence[Column]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export"))
        self.setMinimumWidth(WIDTH)
        self.desk = desk
        self.ids = ids
        self.shown = shown
        count = ngettext("Export {n} contact", "Export {n} contacts", len(ids))
        self.head = label(count.format(n=f"{len(ids):,}".replace(",", "\u202f")), "title")
        self.formats: dict[str, QRadioButton] = {one.key: _round(_(one.label)) for one in FORMATS}
        self.everything = _round(_("&All fields"))
        self.in_view = _round(_("The &columns in view"))
        self.everything.setChecked(True)
        self.path = QLineEdit()
        self.path.setAccessibleName(_("File"))
        self.replaces = label("", wrap=True)
        self.go: QPushButton = button(_("Export"), self._export, primary=True)
        self.go.setDefault(True)
        self._lay_out()
        for group in (list(self.formats.values()), [self.everything, self.in_view]):
            buttons = QButtonGroup(self)
            for one in group:
                buttons.addButton(one)
        for one in self.formats.values():
            one.toggled.connect(lambda on: self._on_format() if on else None)
        self.path.textChanged.connect(lambda _text: self._look_at_path())
        self._named = ""
        last = preferences.read().get("export", "csv")
        self.formats[last if last in BY_KEY else "csv"].setChecked(True)
        self.resize(WIDTH, self.column.totalHeightForWidth(WIDTH))

    def _lay_out(self) -> None:
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addSpacing(4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(FORMATS):
            about = label(_(one.about), "muted", wrap=True)
            self.formats[one.key].setAccessibleDescription(_(one.about))
            grid.addWidget(self.formats[one.key], at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(about, at, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(grid)
        column.addWidget(hairline())
        which = QHBoxLayout()
        which.setSpacing(20)
        which.addWidget(self.everything)
        which.addWidget(self.in_view)
        which.addStretch(1)
        column.addLayout(which)
        column.addSpacing(4)
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(button(_("C&hoose…"), self._choose))
        column.addLayout(where)
        column.addWidget(self.replaces)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.reject))
        foot.addWidget(self.go)
        column.addLayout(foot)

    def format(self) -> Format:
        """The chosen format."""
        return next(BY_KEY[key] for key, one in self.formats.items() if one.isChecked())

    def _on_format(self) -> None:
        chosen = self.format()
        for one in (self.everything, self.in_view):
            one.setEnabled(chosen.is_table)
        if self.path.text() in ("", self._named):
            name = _("contact list")
            self._named = str(_folder() / f"{name}-{self.desk.today().isoformat()}{chosen.suffix}")
            self.path.setText(self._named)
        else:
            self.path.setText(str(Path(self.path.text()).with_suffix(chosen.suffix)))
        self._look_at_path()

    def _look_at_path(self) -> None:
        exists = Path(self.path.text()).is_file() if self.path.text().strip() else False
        set_role(self.replaces, "warn")
        self.replaces.setText(_("A file of that name exists: it is replaced.") if exists else "")
        self.go.setEnabled(bool(self.path.text().strip()))

    def _choose(self) -> None:
        suffix = self.format().suffix
        options = QFileDialog.Option.DontConfirmOverwrite
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export"), self.path.text(), f"{_(self.format().label)} (*{suffix})", options=options
        )
        if name:
            self.path.setText(name if Path(name).suffix else name + suffix)

    def _export(self) -> None:
        out, chosen = Path(self.path.text().strip()).expanduser(), self.format()
        if out.absolute() == self.desk.store.path.absolute():
            self.desk.problem.emit(Problem(_("This file is the base itself."), _("Choose another name.")))
            return
        shown = list(self.shown) if chosen.is_table and self.in_view.isChecked() else None
        ids, today = list(self.ids), self.desk.today()
        started = self.desk.work(
            _("Export"),
            lambda store, progress: command.write(store.reader, ids, chosen, out, today, progress, shown=shown),
            lambda count: self.desk.say(command.Report(count, out).in_words()),
        )
        if started:
            preferences.keep(export=chosen.key, export_folder=str(out.absolute().parent))
            self.accept()


def _round(words: str) -> QRadioButton:
    """One of several choices, as wide as its words (the style sheet's indicator is wider than Qt reckons with)."""
    made = QRadioButton(words)
    made.ensurePolished()
    made.setMinimumWidth(made.sizeHint().width() + 10)
    return made


def _folder() -> Path:
    """Where exports go: where the last one went, the owner's documents otherwise."""
    last = preferences.read().get("export_folder")
    if isinstance(last, str) and Path(last).is_dir():
        return Path(last)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
