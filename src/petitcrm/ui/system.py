"""Handing a link to the system, after a click and never by itself."""

from typing import TYPE_CHECKING

from petitcrm.base.language import _

if TYPE_CHECKING:
    from petitcrm.ui.desk import Desk


def hand_over(desk: "Desk", url: str | None) -> bool:
    """Open a link that petitcrm.base.links made (None: it could not be made safely); what fails is said in the bar."""
    from PySide6.QtGui import QDesktopServices

    if url is None:
        desk.say(_("This can't be handed to the system safely; copy it instead."))
        return False
    if not QDesktopServices.openUrl(url):
        desk.say(_("No program of this computer opens that."))
        return False
    return True
