"""The colours of the letters, as the owner chose them, wherever a letter is painted."""

from PySide6.QtCore import QObject

from petitcrm.features.tiers import queries
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk


class TierColours(QObject):
    """Keeps the theme's colours those of the tiers in the file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        desk.hub.changed.connect(self._on_changed)
        self._on_changed(frozenset({"tier"}), None)

    def _on_changed(self, tables: frozenset[str], _source: object) -> None:
        if "tier" in tables:
            theme.use_tier_colours(self.desk.read(queries.colours))
