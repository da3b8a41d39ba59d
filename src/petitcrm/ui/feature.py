"""What a feature says of itself, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from petitcrm.ui.desk import Desk
    from petitcrm.ui.page import Page


@dataclass(frozen=True)
class Feature:
    """`page` makes the feature's screen when it is first needed; `name` is marked for translation.

    What one feature puts on the screen of another is handed over where the parts are put together (petitcrm.app).
    """

    key: str
    name: str
    icon: str = ""
    shortcut: str = ""
    page: Callable[[Desk], Page] | None = None
    at_foot: bool = False
