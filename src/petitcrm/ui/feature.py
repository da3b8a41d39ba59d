"""What a feature says of itself, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from petitcrm.store.connection import Reader
    from petitcrm.ui.desk import Desk
    from petitcrm.ui.page import Page


@dataclass(frozen=True)
class Feature:
    """`page` makes the feature's screen when it is first needed; `panel` a part of the contact card.

    `marks(reader, ids, today)` gives lists a few words per contact; `conditions(today)` gives them chips.
    Names are marked for translation.
    """

    key: str
    name: str
    icon: str = ""
    shortcut: str = ""
    page: Callable[[Desk], Page] | None = None
    panels: tuple[Callable[[Desk], QWidget], ...] = field(default=())
    marks: Callable[[Reader, list[int], date], dict[int, str]] | None = None
    at_foot: bool = False
