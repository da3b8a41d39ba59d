"""The base that a command works on, and how its answer is written."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from petitcrm.base.paths import default_base
from petitcrm.parts import PARTS

if TYPE_CHECKING:
    from petitcrm.store.store import Store

DEMO_CONTACTS, DEMO_SEED = 400, 7


@contextmanager
def opened(options: argparse.Namespace, *, clock: Callable[[], date] = date.today) -> Iterator[Store]:
    """The base that the options name, closed at the end."""
    from petitcrm.store.store import Store

    if options.demo:
        with demo_store() as store:
            yield store
        return
    store = Store.open(options.file or default_base(), PARTS, clock=clock)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def demo_store() -> Iterator[Store]:
    """A throw-away base of fictitious contacts."""
    with tempfile.TemporaryDirectory(prefix="petitcrm-demo-", ignore_cleanup_errors=True) as folder:
        store = write_sample(Path(folder) / "demo.db", DEMO_CONTACTS, DEMO_SEED)
        try:
            yield store
        finally:
            store.close()


def write_sample(path: Path, contacts: int, seed: int, progress: Callable[[int], bool] | None = None) -> Store:
    """Make a base of fictitious contacts; nothing is left where that fails."""
    from petitcrm.features.samples.fill import fill
    from petitcrm.store.store import Store

    store = Store.create(path, PARTS)
    try:
        store.keep(fill, contacts, seed, date.today(), progress)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def print_json(document: Any) -> None:
    """An answer for programs."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


class Report(Protocol):
    """What a command did, for programs and for people."""

    def as_json(self) -> dict[str, Any]: ...

    def in_words(self) -> str: ...


def print_report(options: argparse.Namespace, report: Report) -> None:
    """What was done, as it was asked for."""
    if options.json:
        print_json(report.as_json())
    else:
        print(report.in_words())
