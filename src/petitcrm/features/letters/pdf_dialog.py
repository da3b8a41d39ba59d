"""A PDF on the screen, to be printed or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.letters.mailing import write_file
from petitcrm.features.letters.preview import Desktop, Sheets
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label
from petitcrm.ui.printing import Pages, choose_printer, chosen_pages, print_pages
from petitcrm.ui.widgets.small import button


class PdfDialog(QDialog):
    """The pages as they will be printed, Print and Save below. `printed` is what the bar says afterwards."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, pdf: bytes, file_name: str, printed: str) -> None:
        super().__init__(parent)
        self.desk = desk
        self.file_name = file_name
        self.setWindowTitle(title)
        self.resize(760, 680)
        self.pages = Pages(pdf)
        self.sheets = Sheets()
        self.sheets.setAccessibleName(title)
        self.told = label("", "bad", wrap=True)
        self.told.hide()
        self._printed = printed
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 12)
        self.column.setSpacing(8)
        self.column.addWidget(Desktop(self.sheets), 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addStretch(1)
        self.print_button = button(_("Print…"), self.print_it, primary=True)
        self.save_button = button(_("Save as PDF…"), self.save)
        for made in (self.save_button, self.print_button):
            row.addWidget(made)
        self.column.addLayout(row)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_it)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        self.sheets.show_pages(self.pages, 0, self.pages.count)
        self.print_button.setFocus()

    def show_pdf(self, title: str, pdf: bytes, file_name: str) -> None:
        """Show another PDF in the same window."""
        self.setWindowTitle(title)
        self.file_name = file_name
        self.pages = Pages(pdf)
        self.sheets.setAccessibleName(title)
        self.sheets.show_pages(self.pages, 0, self.pages.count)
        self.told.hide()

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
        pages, desk, printed = self.pages, self.desk, self._printed
        desk.work(
            _("Printing"),
            lambda _store, progress: print_pages(printer, pages, wanted, progress),
            lambda _none: desk.say(printed),
        )
        self.accept()

    def save(self) -> None:
        """Ask for a file, and write it."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), self.file_name, "PDF (*.pdf)")
        if name:
            self.write(Path(name))

    def write(self, out: Path) -> None:
        """Write the pages to a file; what goes wrong is said beside the buttons."""
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
