"""What can be noted from everywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.base.language import _, mark
from petitcrm.ui.actions import action

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow


class NoteGestures:
    """The keys of the history that work on every page."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @action(mark("&Note an exchange…"), "Ctrl+L", "contact", "note")
    def note(self) -> None:
        from petitcrm.features.history.line_panel import LinePanel

        LinePanel(self.window, self.window.desk, self.window.current_contact()).open_centred()

    @action(mark("&Promise something…"), "Ctrl+Shift+N", "contact", "clock")
    def promise(self) -> None:
        from petitcrm.features.contacts.queries import rows
        from petitcrm.features.history.follow_up_form import FollowUpForm

        window = self.window
        found = window.desk.read(rows, [window.current_contact()])
        if found:
            FollowUpForm(window, window.desk, found[0].id, found[0].display_name).open_centred()
        else:
            window.desk.say(_("Choose a contact first: a follow-up is promised to somebody."))

    @action(mark("Note an exchange in &full…"), "Ctrl+Shift+X", "contact", "note")
    def note_in_full(self) -> None:
        from petitcrm.features.contacts.queries import rows
        from petitcrm.features.history.exchange_form import ExchangeForm

        window = self.window
        found = window.desk.read(rows, [window.current_contact()])
        if found:
            ExchangeForm(window, window.desk, found[0].id, found[0].display_name).open()
        else:
            window.desk.say(_("Choose a contact first: an exchange is with somebody."))
