"""The results on the screen as they will be printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from petitcrm.base.language import _
from petitcrm.features.call_results.paper import results_pdf
from petitcrm.features.call_results.queries import Results
from petitcrm.features.letters.pdf_dialog import PdfDialog
from petitcrm.ui.desk import Desk


def results_dialog(parent: QWidget, desk: Desk, found: Results) -> PdfDialog:
    """The pages, Print and Save below."""
    title = _("Results of the calls")
    pdf = results_pdf(found, desk.today())
    return PdfDialog(parent, desk, title, pdf, f"{title}.pdf", _("Results of the calls printed."))
