"""The sheets of the calls, from everywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petitcrm.base.language import mark
from petitcrm.ui.actions import action

if TYPE_CHECKING:
    from petitcrm.ui.main_window import MainWindow


class CallSheetGestures:
    """Print the day, print the week, key in what came back."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @action(mark("Call &sheet of today…"), "Ctrl+Alt+F", "call", "print")
    def call_sheet(self) -> None:
        from petitcrm.features.call_sheets.dialog import CallSheetDialog

        CallSheetDialog(self.window, self.window.desk).open()

    @action(mark("Printed &week…"), "Ctrl+Alt+W", "call", "print")
    def printed_week(self) -> None:
        from petitcrm.features.call_sheets.dialog import WeekDialog

        WeekDialog(self.window, self.window.desk).open()

    @action(mark("&Key in the call sheet…"), "Ctrl+Alt+K", "call", "note")
    def key_in(self) -> None:
        from petitcrm.features.call_sheets.evening import EveningDialog

        EveningDialog(self.window, self.window.desk).open()
