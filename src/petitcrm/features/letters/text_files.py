"""The text of a letter brought in from a file: plain text, or the paragraphs of a .docx with bold, italic and lists."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean_lines

# What reading a damaged or a foreign file comes to.
_DAMAGED = (KeyError, ValueError, SyntaxError, LookupError, RuntimeError, NotImplementedError, EOFError, zlib.error,
            zipfile.BadZipFile)  # fmt: skip

LARGEST_FILE = 20_000_000  # bytes
LARGEST_INSIDE = 60_000_000  # bytes, once unpacked: a small file may hold a huge one
LONGEST = 100_000  # characters
KINDS = "*.txt *.md *.docx"


def read(path: Path) -> str:
    """The text in a file, in the writing of a letter's text. Problem where it is no text, or too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Problem(_("{path}: the file is too large for a letter.").format(path=path.name))
        text = _docx(path) if path.suffix.lower() == ".docx" else _plain(path)
    except OSError as error:
        raise Problem(
            _("{path}: the file can't be read ({reason}).").format(path=path, reason=error.strerror or error)
        ) from error
    text = clean_lines(text).strip()
    if not text:
        raise Problem(_("{path}: there is no text in it.").format(path=path.name))
    if len(text) > LONGEST:
        raise Problem(_("{path}: the text is too long for a letter.").format(path=path.name))
    return text


def _plain(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\x00" in raw:
        raise Problem(_("{path}: this is not a text.").format(path=path.name), _("Take a .txt or .docx file."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _docx(path: Path) -> str:
    _check_size(path)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document: Any = Document(str(path))
    except (PackageNotFoundError, *_DAMAGED) as error:
        raise _no_docx(path) from error
    out: list[str] = []
    was_item = False
    for paragraph in _paragraphs(document):
        text = _text(paragraph).strip()
        form = paragraph._p.pPr
        is_item = "List" in (paragraph.style.name or "") or (form is not None and form.numPr is not None)
        if text:
            out.append(("\n" if is_item and was_item else "\n\n") + ("- " if is_item else "") + text)
            was_item = is_item
    return "".join(out).strip()


def _paragraphs(holder: Any) -> Iterator[Any]:
    """The paragraphs of a document in order, those in the cells of tables included."""
    for one in holder.iter_inner_content():
        if hasattr(one, "rows"):
            for row in one.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield one


def _check_size(path: Path) -> None:
    """Before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            inside = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise _no_docx(path) from error
    if inside > LARGEST_INSIDE:
        raise Problem(_("{path}: the file is too large for a letter.").format(path=path.name))


def _no_docx(path: Path) -> Problem:
    return Problem(
        _("{path}: this is not a .docx that can be read.").format(path=path.name),
        _("Save it as .docx or as plain text in your word processor."),
    )


def _text(paragraph: Any) -> str:
    """A paragraph with its links, in the writing of a letter; stars of the text itself stay stars."""
    parts: list[tuple[str, bool, bool]] = []
    for one in paragraph.iter_inner_content():
        for run in getattr(one, "runs", [one]):
            text, form = str(run.text).replace("*", "\\*"), (bool(run.bold), bool(run.italic))
            if parts and (parts[-1][1:] == form or not text.strip()):
                parts[-1] = (parts[-1][0] + text, *parts[-1][1:])
            else:
                parts.append((text, *form))
    return "".join(_marked(*part) for part in parts)


def _marked(text: str, bold: bool, italic: bool) -> str:
    bare = text.strip()
    if not bare or not (bold or italic):
        return text
    sign = "**" * bold + "*" * italic
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{sign}{bare}{sign[::-1]}{end}"
