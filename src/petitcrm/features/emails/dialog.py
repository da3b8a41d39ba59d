"""The e-mails of a run: who gets one, what it says, as drafts into a folder or one by one into the person's own program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.emails import drafts
from petitcrm.features.emails.drafts import Run
from petitcrm.features.letters import queries, settings
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.noted import Noted
from petitcrm.store.store import Store
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.system import hand_over
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.emails import edits
else:
    edits = Late("petitcrm.features.emails.edits")


class EmailDialog(QDialog):
    """Left who, right the e-mail of the chosen one as it will stand in the draft."""

    def __init__(self, parent: QWidget, desk: Desk, run: Run, noted: Noted | None = None) -> None:
        """`noted` is done in the change that notes the e-mails."""
        super().__init__(parent)
        self._noted = noted
        self.desk = desk
        self.run = run
        self.setWindowTitle(_("E-mails: {model}").format(model=run.model.name))
        self.resize(900, 600)
        count = len(run.selection.recipients)
        self.title = label(ngettext("{n} e-mail", "{n} e-mails", count).format(n=count), "title")
        self.left_out = label(" · ".join(run.selection.reasons()), "warn", wrap=True)
        self.left_out.setVisible(bool(run.selection.left_out))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Recipients"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(3)
        for name, email in zip(run.selection.names, run.selection.emails, strict=True):
            self.list.addItem(f"{name}\n{email}")
        for left in run.selection.left_out:
            item = QListWidgetItem(_("{name}, left out").format(name=left.name) + f"\n{left.reason}")
            item.setForeground(QColor(theme.colours().warn))
            self.list.addItem(item)
        self.subject = label("", "strong", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the e-mail"))
        self.problems: QLabel = label("", "warn", wrap=True)
        self.note = QCheckBox(_("Note them in the history"))
        self.note.setChecked(True)
        self.save_button = button(_("Save the drafts…"), self.save, primary=True)
        self.open_button = button(_("Open this one"), self.open_one)
        self.close_button = button(_("Close"), self.reject)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        for one in (self.save_button, self.open_button):
            one.setEnabled(count > 0)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.left_out)
        column.addWidget(self.list, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addWidget(self.subject)
        beside.addWidget(self.text, 1)
        beside.addWidget(self.problems)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([300, 600])
        row = QHBoxLayout()
        row.addWidget(
            label(_("Nothing is sent from here: drafts open in your own e-mail program."), "muted", wrap=True), 1
        )
        row.addWidget(self.note)
        row.addWidget(self.open_button)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 12)
        outer.setSpacing(10)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)

    def _show(self, at: int) -> None:
        is_written = 0 <= at < len(self.run.selection.recipients)
        self.open_button.setEnabled(is_written)
        if not is_written:
            self._show_left_out(at - len(self.run.selection.recipients))
            return
        said = self.run.one(at)
        self.subject.setText(said.subject or _("(no subject)"))
        self.text.setPlainText(said.text)
        self.problems.setText("\n".join(said.problems))
        self.problems.setVisible(bool(said.problems))

    def _show_left_out(self, at: int) -> None:
        """Whom no e-mail is written to, and why."""
        found = self.run.selection.left_out[at : at + 1] if at >= 0 else []
        self.subject.setText(found[0].name if found else "")
        self.text.setPlainText(found[0].reason if found else "")
        self.problems.hide()

    def open_one(self) -> None:
        """Hand the e-mail shown to the person's own program; a long one by its draft."""
        at = self.list.currentRow()
        if not 0 <= at < len(self.run.selection.recipients):
            return
        url = drafts.link(self.run.one(at), self.run.selection.emails[at])
        if url is None:
            self.desk.say(
                _("This e-mail is too long to be handed over, or has pictures: save the drafts, and open its file.")
            )
        elif hand_over(self.desk, url) and self.note.isChecked():
            self._note([self.run.selection.ids[at]])

    def save(self) -> None:
        """Ask for a folder, and write the drafts into it."""
        name = QFileDialog.getExistingDirectory(self, _("Folder of the drafts"))
        if name:
            self.save_to(Path(name))

    def save_to(self, folder: Path) -> None:
        """Write the drafts in the background; they are noted once all are there."""
        run, ids = self.run, list(self.run.selection.ids) if self.note.isChecked() else []

        def finish(made: list[Path]) -> None:
            if ids:
                self._note(ids)
            told = ngettext("{n} draft in {folder}.", "{n} drafts in {folder}.", len(made))
            self.desk.say(told.format(n=len(made), folder=folder))

        if self.desk.work(_("E-mail drafts"), lambda _store, progress: drafts.save_all(run, folder, progress), finish):
            self.accept()

    def _note(self, ids: list[int]) -> None:
        title = self.windowTitle()
        day = self.desk.today().isoformat()
        self.desk.do_for_many(len(ids), title, title, edits.note, ids, self.run.model.name, "", day, self._noted)


def open_emails(
    parent: QWidget, desk: Desk, ids: Sequence[int], model: Model, day: date, noted: Noted | None = None
) -> None:
    """Look at everybody's agreement and address beside the window, then show the e-mails."""

    def look(store: Store, _progress: object) -> Run:
        chosen = store.read(queries.recipients, ids, day, language=model.language, channel="email")
        return Run(drafts.reachable(chosen), model, store.read(settings.letterhead), day)

    desk.work(_("E-mails"), look, lambda run: EmailDialog(parent, desk, run, noted).open())
