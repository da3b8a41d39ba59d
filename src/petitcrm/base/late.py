"""Modules imported when they are first used: the first screen must not wait for what only a change needs."""

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module; importing happens at the first attribute asked for.

    Written with the true import beside it for the type checker:

        if TYPE_CHECKING:
            from petitcrm.features.contacts import edits
        else:
            edits = Late("petitcrm.features.contacts.edits")
    """

    def __init__(self, name: str) -> None:
        self._late_name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._late_name), name)
