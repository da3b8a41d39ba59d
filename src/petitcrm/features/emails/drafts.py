"""E-mails as .eml files that open as drafts in the person's own program; nothing is sent."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.files import written
from petitcrm.base.language import _
from petitcrm.base.links import mail
from petitcrm.features.emails.rendered import Rendered, rendered
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.queries import LeftOut, Selection

LONGEST_LINK = 1_900  # characters; longer ones are cut by some programs
_EVERY = 20


@dataclass(frozen=True)
class Run:
    """All that a run of e-mails is made from; `selection.emails` holds where each goes."""

    selection: Selection
    model: Model
    letterhead: Letterhead
    on: date

    def one(self, at: int) -> Rendered:
        """What the e-mail at a place says."""
        return rendered(self.model, self.letterhead, self.selection.recipients[at], self.on)


def message(said: Rendered, to: str, letterhead: Letterhead) -> bytes:
    """A draft (X-Unsent) as the bytes of an .eml file. Problem where the address is none."""
    made = EmailMessage(policy=SMTP)
    if letterhead.email.count("@") == 1:
        made["From"] = _address(letterhead.email, letterhead.signatory or letterhead.name)
    made["To"] = _address(to, "")
    made["Subject"] = said.subject
    made["X-Unsent"] = "1"  # programs that know it open the file for writing
    made.set_content(said.text)
    made.add_alternative(f"<!DOCTYPE html>\n<html><body>\n{said.html}\n</body></html>\n", subtype="html")
    page = made.get_payload()[-1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)
    for cid, picture in said.pictures.items():
        page.add_related(picture, maintype="image", subtype="jpeg", cid=f"<{cid}>", disposition="inline")
    return made.as_bytes()


def _address(text: str, name: str) -> Address:
    """An address as a header takes it: the domain in its ASCII form. Problem where it can't be written to."""
    user, _at, domain = text.strip().rpartition("@")
    try:
        # a From/To written as one string would swallow what follows a comma or a line break: refused before it is read
        if not user.isascii() or re.search(r"[\s,;<>\x00-\x1f]", text.strip()):
            raise ValueError(text)
        spec = f"{user}@{domain.encode('idna').decode('ascii')}"
        return Address(" ".join(name.split()), addr_spec=spec)
    except (ValueError, IndexError, MessageError) as error:
        raise Problem(_("“{text}” is not an e-mail address.").format(text=text)) from error


def reachable(selection: Selection) -> Selection:
    """`selection` with one e-mail an address, and without addresses no mail program takes: the others are not stopped."""
    kept, odd = [], []
    first: dict[str, int] = {}  # address -> the place of who gets it
    for at, to in enumerate(selection.emails):
        uid, name = selection.recipients[at].uid, selection.names[at]
        try:
            _address(to, "")
        except Problem as problem:
            odd.append(LeftOut(selection.ids[at], uid, name, str(problem), "email_wrong"))
            continue
        before = first.setdefault(to.strip().casefold(), at)
        if before == at:
            kept.append(at)
        else:
            told = _("has the same address as {name}").format(name=selection.names[before])
            odd.append(LeftOut(selection.ids[at], uid, name, told, "email_twice"))
    if not odd:
        return selection
    return replace(selection.only(kept), left_out=[*selection.left_out, *odd])


def link(said: Rendered, to: str) -> str | None:
    """A mailto: link with subject and text; None where it would be too long, has pictures, or the address is none."""
    start = mail(to)
    if start is None or said.pictures:
        return None
    made = f"{start}?subject={quote(said.subject)}&body={quote(said.text)}"
    return made if len(made) <= LONGEST_LINK else None


def save_all(run: Run, folder: Path, progress: Callable[[int, int], bool] | None = None) -> list[Path]:
    """A draft for each recipient into `folder`, named in order. Cancelled where `progress` answers False: none is left.

    Problem where there is nobody to write to, or no such folder.
    """
    if not run.selection.recipients:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    if not folder.is_dir():
        raise Problem(_("{path}: there is no such folder.").format(path=folder), _("Choose another folder."))
    made: list[Path] = []
    count = len(run.selection.recipients)
    try:
        for at, to in enumerate(run.selection.emails):
            path = _free(folder, f"{at + 1:03d} {run.selection.names[at]}")
            with written(path) as part:
                part.write_bytes(message(run.one(at), to, run.letterhead))
            made.append(path)
            if at % _EVERY == 0 and progress is not None and not progress(at, count):
                raise Cancelled
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return made


def _free(folder: Path, name: str) -> Path:
    """A file name of letters, digits and blanks that is not taken."""
    plain = re.sub(r"[^\w .-]", "", name).strip(" .")[:60]
    for number in range(1, 1000):
        path = folder / (f"{plain}.eml" if number == 1 else f"{plain} ({number}).eml")
        if not path.exists():
            return path
    raise Problem(_("{path}: there are too many drafts in this folder.").format(path=folder))
