"""The client sheet on the screen, to be printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from petitcrm.base.language import _
from petitcrm.features.client_sheet.command import file_name
from petitcrm.features.client_sheet.sheet import client_sheet
from petitcrm.features.contacts import queries
from petitcrm.features.letters.pdf_dialog import PdfDialog
from petitcrm.ui.desk import Desk


class SheetDialog(PdfDialog):
    """The sheet of one contact."""

    def __init__(self, parent: QWidget, desk: Desk, contact_id: int) -> None:
        card = desk.read(queries.card, contact_id)
        name = card.display_name if card else ""
        super().__init__(
            parent,
            desk,
            _("Client sheet: {name}").format(name=name),
            desk.read(client_sheet, contact_id, desk.today()),
            file_name(name),
            _("Client sheet printed."),
        )
