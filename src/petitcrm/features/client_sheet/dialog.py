"""The client sheet on the screen, to be printed or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.client_sheet.command import file_name
from petitcrm.features.client_sheet.sheet import client_sheet
from petitcrm.features.contacts import queries
from petitcrm.features.letters.mailing import write_file
from petitcrm.features.letters.preview import Desktop, Sheets
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages, choose_printer, chosen_pages, print_pages
from petitcrm.ui.widgets.small import button


class SheetDialog(QDialog):
    """The pages as they will be printed, Print and Save below."""

    def __init__(self, parent: QWidget, desk: Desk, contact_id: int) -> None:
        super().__init__(parent)
        self.desk = desk
        card = desk.read(queries.card, contact_id)
        self.name = card.display_name if card else ""
        self.setWindowTitle(_("Client sheet: {name}").format(name=self.name))
        self.resize(760, 680)
        self.pages = Pages(desk.read(client_sheet, contact_id, desk.today()))
        self.sheets = Sheets()
        self.told = label("", "bad", wrap=True)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(Desktop(self.sheets), 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addStretch(1)
        self.print_button = button(_("Print…"), self.print_it, primary=True)
        self.save_button = button(_("Save as PDF…"), self.save)
        for made in (self.save_button, self.print_button):
            row.addWidget(made)
        column.addLayout(row)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_it)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        self.sheets.show_pages(self.pages, 0, self.pages.count)
        self.print_button.setFocus()

    def print_it(self) -> None:
        """Ask for a printer, and print in the background."""
        try:
            printer = choose_printer(self, self.windowTitle(), self.pages)
        except Problem as problem:
            self._tell(problem)
            return
        if printer is None:
            return
        wanted = chosen_pages(printer, self.pages.count)
        pages = self.pages
        self.desk.work(
            _("Printing"),
            lambda _store, progress: print_pages(printer, pages, wanted, progress),
            lambda _none: self.desk.say(_("Client sheet printed.")),
        )
        self.accept()

    def save(self) -> None:
        """Ask for a file, and write it."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), file_name(self.name), "PDF (*.pdf)")
        if name:
            self.write(Path(name))

    def write(self, out: Path) -> None:
        """Write the sheet to a file; what goes wrong is said beside the buttons."""
        try:
            write_file(out, self.pages.pdf, self.desk.store.path)
        except Problem as problem:
            self._tell(problem)
            return
        self.desk.say(_("Saved: {path}").format(path=out))
        self.accept()

    def _tell(self, problem: Problem) -> None:
        self.told.setText(str(problem))
        self.told.show()
        self.save_button.setFocus()
