"""What more is noted with letters or e-mails: a change of a later feature, as data, so that a crash can't lose it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Noted:
    """`job` ("module:function", one of those that are known) gets (session, key, ids, day) in the change that notes them."""

    job: str
    key: int
    day: str


_JOBS: list[str] = []


def know_jobs(names: Iterable[str]) -> None:
    """The jobs that later features bring; no other is ever run."""
    _JOBS[:] = names


def run(session: Session, noted: Noted | None, ids: Sequence[int]) -> None:
    """Do it for those who have a letter (or an e-mail) now; nothing for none, or for a job nobody knows any more."""
    if noted is None or noted.job not in _JOBS:
        return
    module, _colon, function = noted.job.partition(":")
    getattr(import_module(module), function)(session, noted.key, ids, date.fromisoformat(noted.day))
