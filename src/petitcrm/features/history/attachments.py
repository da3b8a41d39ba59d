"""Files of an exchange or a request, kept in the base once by content; opened only when somebody clicks."""

import re

from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.history.tables import Attachment, Interaction
from petitcrm.store import documents
from petitcrm.store.settings import reader_of

LARGEST = 25_000_000  # in bytes: a base has to stay a file that is copied every day

_RUNNABLE = frozenset(
    {
        "exe", "com", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "msi", "msp", "scr", "pif", "cpl",
        "hta", "jar", "lnk", "reg", "sh", "bash", "desktop", "app", "command", "py", "pl", "rb", "appimage", "deb",
        "rpm", "dll", "iso", "img", "vhd", "chm", "docm", "xlsm", "pptm", "xlam", "dotm", "url", "scf",
    }
)  # fmt: skip
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def safe_name(name: str) -> str:
    """The last part of a name, fit to be shown and saved anywhere: no folders, no control or direction signs, no tricks."""
    last = re.split(r"[/\\]", name)[-1]
    plain = clean(re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", last))
    plain = re.sub(r'[<>:"|?*]', "_", plain).strip(" .")
    if not plain or _RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > 120:
        plain = f"{(stem or plain)[:100]}{dot}{ending[:15]}" if dot else plain[:120]
    return plain


def is_runnable(name: str) -> bool:
    """Whether a file of that name would run as a program when it is opened: it is never opened, only saved."""
    return name.rpartition(".")[2].casefold() in _RUNNABLE


def too_large(name: str) -> Problem:
    """What is said of a file that is not taken for its size."""
    return Problem(
        _("“{name}” is larger than {most} MB.").format(name=safe_name(name), most=LARGEST // 1_000_000),
        _("Keep it in a folder of yours and note its place."),
    )


def attach(
    session: Session,
    contact_id: int,
    name: str,
    content: bytes,
    interaction_id: int | None = None,
    request_id: int | None = None,
) -> int:
    """Keep a file with an exchange or a request of a contact. Its key. Problem where it is empty or too large."""
    if not content:
        raise Problem(_("“{name}” is empty.").format(name=safe_name(name)))
    if len(content) > LARGEST:
        raise too_large(name)
    document = documents.keep(reader_of(session), content)
    row = Attachment(
        contact_id=contact_id, interaction_id=interaction_id, request_id=request_id, document_id=document,
        name=safe_name(name), size=len(content),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def attach_to(session: Session, interaction_id: int, name: str, content: bytes) -> int:
    """Keep a file with an exchange. Its key."""
    entry = session.get_one(Interaction, interaction_id)
    return attach(session, entry.contact_id, name, content, interaction_id)


def detach(session: Session, attachment_id: int) -> None:
    """Take a file off; its bytes stay for the undo."""
    session.delete(session.get_one(Attachment, attachment_id))
    session.flush()
