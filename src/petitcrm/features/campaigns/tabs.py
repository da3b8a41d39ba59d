"""Letters being written, what came of those printed, and what a later feature adds: tabs of one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from petitcrm.base.language import mark
from petitcrm.features.campaigns.page import CampaignsPage
from petitcrm.ui.desk import Desk
from petitcrm.ui.tabs import Tab, TabbedPage

if TYPE_CHECKING:
    from petitcrm.features.letters.page import LettersPage


class LettersTabs(TabbedPage):
    """What others ask of the page of letters leads to the tab it belongs to."""

    def __init__(self, desk: Desk, write: Callable[[Desk], LettersPage], added: Sequence[Tab] = ()) -> None:
        """`added` are the tabs of later features, behind the others."""
        own = [Tab("write", mark("Write"), write), Tab("campaigns", mark("Campaigns"), self._campaigns)]
        super().__init__(desk, [*own, *added])

    def _campaigns(self, desk: Desk) -> CampaignsPage:
        page = CampaignsPage(desk)
        page.letters_wanted.connect(lambda: self.go("write"))
        return page

    @property
    def write(self) -> LettersPage:
        page: LettersPage = self.pages["write"]  # type: ignore[assignment]
        return page

    @property
    def campaigns(self) -> CampaignsPage:
        page: CampaignsPage = self.pages["campaigns"]  # type: ignore[assignment]
        return page

    def choose(self, ids: Sequence[int], **how: Any) -> None:
        """Write to these contacts; `how` is what LettersPage.choose takes."""
        self.show_tab("write")
        self.write.choose(ids, **how)

    def show_printed(self, letter_id: int) -> None:
        """Show a letter of the history exactly as it was printed."""
        self.show_tab("write")
        self.write.show_printed(letter_id)
