"""Defects: logged without anybody's name, said once, and the program goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from petitcrm import __version__
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.ui.messages import show_problem

if TYPE_CHECKING:
    from types import TracebackType

_told = False


def install() -> None:
    """Let defects in slots and events come here."""
    sys.excepthook = _hook


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    elif isinstance(error, Problem):
        show_problem(None, error)
    else:
        report(error, None)


def report(error: BaseException, parent: QWidget | None) -> None:
    """Log where it happened (places in the code, never values) and say so once a session."""
    import traceback

    from petitcrm.base import logs

    global _told
    places = traceback.extract_tb(error.__traceback__)
    logs.logger().error(
        "defect in %s: %s at %s",
        __version__,
        type(error).__name__,
        " < ".join(f"{p.name}:{p.lineno}" for p in reversed(places)),
    )
    if _told:
        return
    _told = True
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("PetitCRM")
    box.setText(_("Something went wrong inside PetitCRM."))
    box.setInformativeText(
        _("What was saved is safe, and you can go on. Where it happened is in {log}, without anybody's data.").format(
            log=logs.path()
        )
    )
    box.exec()
