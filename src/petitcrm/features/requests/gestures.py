"""What can be done about requests from everywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.base.language import _, mark
from petitcrm.ui.actions import action

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow


class RequestGestures:
    """The key that works on every page."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @action(mark("Note a &request…"), "Ctrl+R", "contact", "request")
    def note(self) -> None:
        """A request of the contact in view, or of who is chosen in the form."""
        from petitcrm.features.requests.form import RequestForm

        window = self.window
        form = RequestForm(window, window.desk, contact_id=window.current_contact())
        form.kept.connect(lambda _request_id: window.desk.say(_("The request is noted.")))
        form.open()
