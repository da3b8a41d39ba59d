"""Files of an exchange on the screen: taken in, opened after a click, saved elsewhere; the worker carries them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.files import written
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.history.queries import File
from petitcrm.store import documents
from petitcrm.ui.desk import Desk
from petitcrm.ui.system import hand_over

if TYPE_CHECKING:
    from petitcrm.features.history import attachments, files_out
    from petitcrm.store.store import Store
else:
    attachments = Late("petitcrm.features.history.attachments")
    files_out = Late("petitcrm.features.history.files_out")

_opened: list[tempfile.TemporaryDirectory[str]] = []  # copies for other programs: they go when this one ends


def attach(desk: Desk, interaction_id: int, path: Path) -> None:
    """Keep a file with an exchange. One that is too large is not even read; what fails is said."""
    title = _("Attach a file")

    def job(store: Store, _progress: object) -> None:
        store.do(title, attachments.attach_to, interaction_id, path.name, _content(path))

    desk.work(title, job, lambda _done: desk.say(_("Attached: {name}").format(name=path.name)))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > attachments.LARGEST:
            raise attachments.too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            _("{path}: this file can't be read ({reason}).").format(path=path, reason=error.strerror or error),
            _("Check the name and the drive."),
        ) from error


def open_file(desk: Desk, file: File) -> None:
    """Hand a copy to the system's program for it; never a file that would run."""
    if attachments.is_runnable(file.name):
        desk.say(_("“{name}” would run as a program: it is only saved, not opened.").format(name=file.name))
        return
    folder = tempfile.TemporaryDirectory(prefix="petitcrm-", ignore_cleanup_errors=True)
    _opened.append(folder)
    copy = Path(folder.name) / file.name
    desk.work(
        _("Open"),
        lambda store, _progress: _write(store, file, copy),
        lambda _done: hand_over(desk, QUrl.fromLocalFile(str(copy)).toString()),
    )


def _write(store: Store, file: File, out: Path) -> None:
    with written(out) as beside:
        beside.write_bytes(store.read(documents.content, file.document_id))


def ask_and_save(parent: QWidget, desk: Desk, file: File) -> None:
    """Ask for a place, and save a copy there."""
    name, _kind = QFileDialog.getSaveFileName(parent, _("Save as…"), file.name)
    if name:
        save(desk, file, Path(name))


def save(desk: Desk, file: File, out: Path) -> None:
    """Save a copy as `out`; what fails is said."""
    desk.work(
        _("Save as…"),
        lambda store, _progress: _write(store, file, out),
        lambda _done: desk.say(_("Saved: {path}").format(path=out)),
    )


def ask_and_save_all(parent: QWidget, desk: Desk, contact_id: int) -> None:
    """Ask for a folder, and save all files of a contact there."""
    folder = QFileDialog.getExistingDirectory(parent, _("Folder for the files of this contact"))
    if folder:
        save_all(desk, contact_id, Path(folder))


def save_all(desk: Desk, contact_id: int, folder: Path) -> None:
    """Save all files of a contact in `folder`; what fails is said."""

    def tell(saved: list[Path]) -> None:
        said = ngettext("{n} file saved: {path}", "{n} files saved: {path}", len(saved))
        desk.say(said.format(n=len(saved), path=folder))

    desk.work(_("Save as…"), lambda store, _progress: store.read(files_out.write_all, contact_id, folder), tell)
