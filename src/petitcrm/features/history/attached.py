"""Files of an exchange on the screen: taken in, opened after a click, saved elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.history.queries import File
from petitcrm.store import documents
from petitcrm.ui.desk import Desk
from petitcrm.ui.system import hand_over

if TYPE_CHECKING:
    from petitcrm.features.history import attachments
else:
    attachments = Late("petitcrm.features.history.attachments")


def attach(desk: Desk, interaction_id: int, path: Path) -> bool:
    """Keep a file with an exchange. One that is too large is not even read; False where it was not kept, which is said."""
    try:
        size = path.stat().st_size
        if size > attachments.LARGEST:
            raise Problem(
                _("“{name}” is larger than {most} MB.").format(
                    name=attachments.safe_name(path.name), most=attachments.LARGEST // 1_000_000
                ),
                _("Keep it in a folder of yours and note its place."),
            )
        content = path.read_bytes()
    except OSError as error:
        desk.problem.emit(
            Problem(
                _("{path}: this file can't be read ({reason}).").format(path=path, reason=error.strerror or error),
                _("Check the name and the drive."),
            )
        )
        return False
    except Problem as problem:
        desk.problem.emit(problem)
        return False
    return desk.try_to(_("Attach a file"), attachments.attach_to, interaction_id, path.name, content)


def open_file(desk: Desk, file: File) -> None:
    """Hand a copy to the system's program for it; never a file that would run."""
    if attachments.is_runnable(file.name):
        desk.say(_("“{name}” would run as a program: it is only saved, not opened.").format(name=file.name))
        return
    folder = Path(tempfile.mkdtemp(prefix="petitcrm-"))
    copy = folder / file.name
    copy.write_bytes(desk.read(documents.content, file.document_id))
    hand_over(desk, QUrl.fromLocalFile(str(copy)).toString())


def ask_and_save(parent: QWidget, desk: Desk, file: File) -> None:
    """Ask for a place, and save a copy there."""
    name, _kind = QFileDialog.getSaveFileName(parent, _("Save as…"), file.name)
    if name:
        save(desk, file, Path(name))


def save(desk: Desk, file: File, out: Path) -> None:
    """Save a copy as `out`; what fails is said."""
    try:
        out.write_bytes(desk.read(documents.content, file.document_id))
    except OSError as error:
        desk.problem.emit(
            Problem(
                _("{path}: this file can't be written ({reason}).").format(path=out, reason=error.strerror or error),
                _("Choose another place, or close the program that has the file open."),
            )
        )
        return
    desk.say(_("Saved: {path}").format(path=out))


def ask_and_save_all(parent: QWidget, desk: Desk, contact_id: int) -> None:
    """Ask for a folder, and save all files of a contact there."""
    folder = QFileDialog.getExistingDirectory(parent, _("Folder for the files of this contact"))
    if folder:
        save_all(desk, contact_id, Path(folder))


def save_all(desk: Desk, contact_id: int, folder: Path) -> None:
    """Save all files of a contact in `folder`; what fails is said."""
    from petitcrm.features.history.files_out import write_all

    try:
        count = len(desk.read(write_all, contact_id, folder))
    except Problem as problem:
        desk.problem.emit(problem)
        return
    desk.say(ngettext("{n} file saved: {path}", "{n} files saved: {path}", count).format(n=count, path=folder))
