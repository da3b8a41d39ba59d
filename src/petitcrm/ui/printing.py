"""PDF pages as pictures on the screen, and on paper at 100 %."""

from __future__ import annotations

import atexit
import io
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
POINTS = 72

# PDFium works in one thread at a time. The lock is held again by whoever closes a document while it is collected.
_lock = threading.RLock()


_open: weakref.WeakSet[Pages] = weakref.WeakSet()


def _close_all() -> None:
    """PDFium wants its documents closed before it goes."""
    for pages in list(_open):
        pages.close()


class Pages:
    """The pages of a PDF, numbered from 0. May be used from several threads."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        atexit.unregister(_close_all)
        atexit.register(_close_all)  # after pypdfium2's own, hence before it when the program ends
        self.pdf = pdf
        with _lock:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self.count = len(self._document)
            _open.add(self)

    def size(self, at: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        with _lock:
            width, height = self._document.get_page_size(at)
        return float(width), float(height)

    def image(self, at: int, scale: float, *, for_paper: bool = False) -> QImage:
        """A page as a picture of `scale` pixels per point."""
        with _lock:
            page = self._document[at]
            bitmap = page.render(scale=scale, prefer_bgrx=True, optimize_mode="print" if for_paper else None)
            form = QImage.Format.Format_RGB32 if bitmap.n_channels == 4 else QImage.Format.Format_BGR888
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            page.close()
        return image

    def text(self, at: int) -> str:
        """What is written on a page, for a screen reader."""
        with _lock:
            page = self._document[at]
            text_page = page.get_textpage()
            text = str(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return text

    def part(self, wanted: Sequence[int]) -> bytes:
        """A PDF of some of the pages (from 0), unchanged."""
        if list(wanted) == list(range(self.count)):
            return self.pdf
        import pypdfium2

        out = io.BytesIO()
        with _lock:
            made = pypdfium2.PdfDocument.new()
            made.import_pages(self._document, list(wanted))
            made.save(out)
            made.close()
        return out.getvalue()

    def close(self) -> None:
        with _lock:
            self._document.close()
            _open.discard(self)

    def __del__(self) -> None:
        with suppress(AttributeError):
            self.close()


@dataclass(frozen=True)
class Paper:
    """Pages that are not made yet: how many, and their size in points."""

    count: int
    width: float
    height: float

    def size(self, _at: int) -> tuple[float, float]:
        return self.width, self.height


def choose_printer(parent: QWidget, title: str, pages: Pages | Paper) -> QPrinter | None:
    """Ask for a printer, the copies and which pages. None where the person changed their mind.

    Problem where this computer has no printer.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise Problem(_("No printer is installed on this computer."), _("Save as a PDF instead."))
    printer = new_printer(title, pages)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, pages.count)
    try:
        return printer if dialog.exec() else None
    finally:
        dialog.deleteLater()


def new_printer(title: str, pages: Pages | Paper) -> QPrinter:
    """A printer that takes the paper of `pages` to its edges, so that nothing is scaled to fit."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(_paper(pages))
    if _lies(pages):
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    return printer


def _lies(pages: Pages | Paper) -> bool:
    """Is it A4 across? A printer knows that paper only upright; envelopes are sizes of their own."""
    width, height = pages.size(0)
    upright = QPageSize.id(QSizeF(height, width), QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch)
    return width > height and upright == QPageSize.PageSizeId.A4


def _paper(pages: Pages | Paper) -> QPageSize:
    width, height = pages.size(0)
    if _lies(pages):
        width, height = height, width
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) of `count` that the person asked for."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return list(range(count))
    ranges = [(one.from_, one.to) for one in printer.pageRanges().toRangeList()]
    wanted = ranges or [(printer.fromPage(), printer.toPage())]
    pages = {number - 1 for first, last in wanted for number in range(max(first, 1), min(last, count) + 1)}
    return sorted(pages)


def print_pages(
    printer: QPrinter, pages: Pages, wanted: Sequence[int], progress: Callable[[int, int], bool] | None = None
) -> None:
    """Print the pages `wanted` at 100 %, at 300 dpi. May run in a thread of its own.

    Cancelled where `progress(done, total)` answers False: what was not printed yet is withdrawn from the printer.
    """
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    order = [page for _copy in range(copies) for page in wanted]
    painter = QPainter()
    if not painter.begin(printer):
        raise Problem(_("The printer does not answer."), _("Check that it is on and connected, or choose another one."))
    try:
        for done, page in enumerate(order):
            if progress is not None and not progress(done, len(order)):
                printer.abort()
                raise Cancelled
            if done and not printer.newPage():
                raise Problem(_("The printer stopped."), _("Check its paper and its connection, then print again."))
            _paint(printer, painter, pages, page)
    finally:
        painter.end()


def _paint(printer: QPrinter, painter: QPainter, pages: Pages, page: int) -> None:
    width, height = pages.size(page)
    per_point = printer.resolution() / POINTS
    image = pages.image(page, DPI / POINTS, for_paper=True)
    painter.drawImage(QRectF(0, 0, width * per_point, height * per_point), image)
