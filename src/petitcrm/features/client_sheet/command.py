"""The client sheet from the command line."""

import re
from datetime import date
from pathlib import Path

from petitcrm.base.language import _
from petitcrm.features.client_sheet.sheet import client_sheet
from petitcrm.features.contacts import queries
from petitcrm.features.letters.mailing import write_file
from petitcrm.store.store import Store


def run(store: Store, uid: str, out: Path, today: date) -> int:
    """Write the sheet of the contact `uid` names to a PDF file: how many bytes. Problem where either can't be."""
    pdf = store.read(client_sheet, store.read(queries.id_of, uid), today)
    write_file(out, pdf, store.path)
    return len(pdf)


def file_name(name: str) -> str:
    """A file name for the sheet of somebody called `name`: letters, digits and blanks of it, on every system."""
    plain = re.sub(r"[^\w .-]", "", name).strip(" .")[:60]
    return (plain or _("Client sheet")) + ".pdf"
