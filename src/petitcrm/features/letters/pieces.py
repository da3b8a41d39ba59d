"""Envelopes or labels that go with the letters of a run: one for each letter, in their order. Without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from petitcrm.features.letters.queries import Selection
    from petitcrm.store.connection import Reader

Progress = Callable[[int], bool]


class Pieces:
    """`words` say how many of what they are, `file_words` what they are in the name of their file, `at_printer` what to put
    into the printer; they take so many `pages` of a `size` in points.
    """

    title: str
    words: str
    file_words: str
    at_printer: str
    pages: int
    size: tuple[float, float]

    def compose(self, printer: str = "", progress: Progress | None = None) -> bytes:
        """The PDF as `printer` wants it moved, "" for a file. Cancelled where `progress(pieces done)` answers False."""
        raise NotImplementedError

    def page_of(self, place: int) -> bytes:
        """The page on which the piece of the letter at `place` (from 0) stands, alone."""
        raise NotImplementedError

    def note(self, session: Session, pages: int) -> None:
        """The first so many pages were printed."""
        raise NotImplementedError


Maker = Callable[["Reader", "Selection"], Pieces]  # what was chosen once, asked for the letters it turns out to be


def beside(out: Path, pieces: Pieces) -> Path:
    """The file of the pieces that go with the letters in `out`."""
    return out.with_name(f"{out.stem} - {pieces.file_words}{out.suffix}")
