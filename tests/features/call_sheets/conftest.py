"""Some clients to be called, and a way to read what stands on a sheet."""

from collections.abc import Callable
from typing import Any

import pytest

from petitcrm.features.contacts import edits
from petitcrm.store.store import Store
from petitcrm.ui.printing import Pages
from tests_support import TODAY

NAMES = ("Roche", "Dupont", "Girard", "Chen", "Morel", "Blanc")


@pytest.fixture
def add(store: Store) -> Callable[..., int]:
    def add_one(name: str, **more: Any) -> int:
        values = {"given_name": "Anna", "family_name": name, "tier": "A", "stage": "client", "phone": "06 39 98 00 01"}
        made, _tables = store.do("new", edits.create, "person", values | more, TODAY)
        return int(made)

    return add_one


@pytest.fixture
def ids(add: Callable[..., int]) -> list[int]:
    """Six clients of tier A, all due today."""
    return [add(name, phone=f"06 39 98 00 0{at}") for at, name in enumerate(NAMES)]


@pytest.fixture
def text_of() -> Callable[[bytes], list[str]]:
    """What is written on each page of a PDF."""

    def read(pdf: bytes) -> list[str]:
        pages = Pages(pdf)
        found = [pages.text(at) for at in range(pages.count)]
        pages.close()
        return found

    return read
