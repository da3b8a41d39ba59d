"""All files kept with a contact, written into a folder: what goes with the contact when it is handed on."""

from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.history import queries
from petitcrm.store import documents
from petitcrm.store.connection import Reader


def write_all(reader: Reader, contact_id: int, folder: Path) -> list[Path]:
    """Write the files of a contact (of a company, also its people's) into `folder`; nothing that is there is replaced.

    The paths written. Problem where the folder or a file can't be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in queries.files_of(reader, contact_id):
            out = _free(folder / file.name)
            out.write_bytes(documents.content(reader, file.document_id))
            written.append(out)
    except OSError as error:
        raise Problem(
            _("{path}: this folder can't be written to ({reason}).").format(
                path=folder, reason=error.strerror or error
            ),
            _("Choose another place."),
        ) from error
    return written


def _free(path: Path) -> Path:
    """The same name, or with a number where that is taken."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found
