"""Importing from the command line, and what the page shares with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.imports import plan, queries, report
from petitcrm.features.imports.plan import Book, Given, Progress
from petitcrm.features.imports.reading import Source, open_file
from petitcrm.features.imports.report import Report
from petitcrm.store import backup

if TYPE_CHECKING:
    from petitcrm.features.imports import edits
    from petitcrm.store.store import Store
else:
    edits = Late("petitcrm.features.imports.edits")

KEPT = 5  # copies made before an import


def run(
    store: Store, files: Sequence[Path], *, dry_run: bool = False, refused: Path | None = None, match: bool = True
) -> Report:
    """Import `files` in one undo step, or with `dry_run` only say what would happen; without `match` every line is a new card.

    Raises Problem before anything is written where one of them can't be read, or `refused` can't be written.
    """
    sources = [open_file(path, home(store)) for path in files]
    if refused is not None:
        report.check_place(refused)
    if dry_run:
        made = store.read(plan.foretell, books(sources), match=match)
    else:
        made = write(store, sources, match=match)
    if refused is not None:
        report.save_refused(refused, made.refusals)
    return made


def home(store: Store) -> str:
    """The owner's country: phones are written there without it."""
    return COUNTRY.read(store.reader)


def books(sources: Sequence[Source]) -> list[Book]:
    return [Book(source.path.name, source.entries(), source.count) for source in sources]


def write(
    store: Store,
    sources: Sequence[Source],
    given: Given = Given(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    match: bool = True,
) -> Report:
    """Import opened files in one undo step; a base that holds something is copied first."""
    if not store.read_only and store.read(queries.has_contacts):
        _protect(store.path)
    title = _("Import {names}").format(names=", ".join(source.path.name for source in sources))
    made, _changed = store.do(title, edits.run_all, books(sources), store.clock(), progress, given=given, match=match)
    return made


def _protect(path: Path) -> None:
    """A copy of the base; of those made before imports the newest stay."""
    backup.make(path, "import")
    for old in sorted(backup.folder_of(path).glob("*-import.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)
