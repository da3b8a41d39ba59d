"""How far a printer prints beside the place: a test page, and two numbers kept for each printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.labels import offsets
from petitcrm.features.labels.offsets import Offset
from petitcrm.features.labels.sheets import said
from petitcrm.features.letters.editor import Picker
from petitcrm.ui.messages import label, set_flag
from petitcrm.ui.printing import Pages, choose_printer, print_pages
from petitcrm.ui.widgets.small import button, hairline

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDTH = 600


@dataclass(frozen=True)
class TestPage:
    """What is measured by: `page(offset, printer)` is its PDF, `name` the sheet or envelope, `words` say what to do.

    `paper` is what the offset is kept for, "" for A4.
    """

    __test__ = False  # the name is the trade's

    name: str
    words: str
    page: Callable[[Offset, str], bytes]
    paper: str = ""


def read_mm(text: str) -> float | None:
    """A measure as people type it, "1,5 mm" too; None where it is none."""
    try:
        return float(text.replace("mm", "").replace(",", ".").replace("−", "-").strip() or "0")
    except ValueError:
        return None


class OffsetDialog(QDialog):
    """The offset of one printer at a time; every change is kept at once."""

    def __init__(self, parent: QWidget, test: TestPage) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Printer offset"))
        self.setFixedWidth(WIDTH)
        self._test = test
        self.printer = Picker(_("Printer"))
        self.printer.offer([("", _("PDF files")), *((name, name) for name in _printers())])
        self.right, self.down = QLineEdit(), QLineEdit()
        self.notice = label("", "bad", wrap=True)
        self.notice.hide()
        self.print_button = button(_("&Print test page…"), self.print_test)
        self.save_button = button(_("&Save test page as PDF…"), self.save_test)
        self.close_button = button(_("Close"), self.accept, primary=True)
        for one in (self.print_button, self.save_button):
            one.setAutoDefault(False)
        self._lay_out()
        self.printer.picked.connect(lambda _name: self.show_offset())
        for line in (self.right, self.down):
            line.editingFinished.connect(self._keep)
        self.show_offset()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self._test.words, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("P&rinter"), self.printer), (_("To the right, &mm"), self.right), (_("&Down, mm"), self.down),
        )  # fmt: skip
        for at, (words, widget) in enumerate(rows):
            head = label(words, "muted")
            head.setBuddy(widget)
            grid.addWidget(head, at, 0)
            grid.addWidget(widget, at, 1)
            widget.setAccessibleName(words.replace("&", ""))
        column.addLayout(grid)
        column.addWidget(label(_("Up to 10 mm; −0.5 moves half a millimetre to the left, or up."), "muted", wrap=True))
        column.addWidget(self.notice)
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)

    def show_offset(self) -> None:
        """What is kept for the chosen printer."""
        offset = self._offset_of(self.printer.value())
        for line, tenths in zip((self.right, self.down), offset, strict=True):
            line.setText(said(tenths / 10))
            set_flag(line, "wrong", False)

    def _offset_of(self, printer: str) -> Offset:
        return offsets.offset_of(printer, self._test.paper)

    def _typed(self) -> Offset | None:
        """The numbers as they were typed, in tenths of a mm; None where one is none, and then that is marked."""
        found: list[int] = []
        for line in (self.right, self.down):
            number = read_mm(line.text())
            is_good = number is not None and abs(number) * 10 <= offsets.MOST
            set_flag(line, "wrong", not is_good)
            found += [round(number * 10)] if number is not None and is_good else []
        return (found[0], found[1]) if len(found) == 2 else None

    def _keep(self) -> None:
        offset = self._typed()
        self.notice.setText(_("Write a number of millimetres from −10 to 10, for example 1.5."))
        self.notice.setVisible(offset is None)
        if offset is not None:
            offsets.keep(self.printer.value(), offset, self._test.paper)

    def done(self, code: int) -> None:
        self._keep()
        super().done(code)

    # the test page

    def print_test(self) -> None:
        self._keep()
        try:
            printer = choose_printer(self, _("Test page"), Pages(self._test.page((0, 0), "")))
            if printer is not None:
                self.print_on(printer)
        except Problem as problem:
            self.notice.setText(str(problem))
            self.notice.show()

    def print_on(self, printer: QPrinter) -> None:
        """The test page with the offset of the printer that was chosen."""
        name = printer.printerName()
        print_pages(printer, Pages(self._test.page(self._offset_of(name), name)), [0])
        if self.printer.findData(name) >= 0:
            self.printer.show_value(name)
            self.show_offset()

    def save_test(self) -> None:
        self._keep()
        usual = " ".join((_("Test page"), self._test.name)) + ".pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), usual, _("PDF files (*.pdf)"))
        if name:
            self.save_to(Path(name))

    def save_to(self, out: Path) -> None:
        """The test page of what is chosen, into a file."""
        from petitcrm.base.files import written

        printer = self.printer.value()
        try:
            with written(out) as partial:
                partial.write_bytes(self._test.page(self._offset_of(printer), printer))
        except Problem as problem:
            self.notice.setText(str(problem))
            self.notice.show()


def _printers() -> list[str]:
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())
