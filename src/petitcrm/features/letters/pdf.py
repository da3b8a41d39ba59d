"""Letters as one PDF, page by page on a reportlab canvas.

`write()` draws every letter of a mailing. Text of the owner and of the contacts is drawn as plain characters; no
markup, no field and no file name in it is ever followed.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from petitcrm.base import language as interface
from petitcrm.base.addresses import problems as address_problems
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.language import _
from petitcrm.features.letters import address_block, barcode, fonts, richtext, window_check
from petitcrm.features.letters import layout as place
from petitcrm.features.letters.dates import place_and_date
from petitcrm.features.letters.filling import Filled, Filling
from petitcrm.features.letters.layout import MM, Block
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import Picture
from petitcrm.features.letters.model import Model, Paragraph, no_picture
from petitcrm.features.letters.plates import Plates, readable
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.template import Piece, Template, sentences
from petitcrm.features.letters.windows import Window

_EVERY = 50  # letters between two calls of progress
_FORM = "letterhead"

# What the letter itself says around the owner's words, by the letter's language.
_OBJECT = {"fr": "Objet\u00a0: ", "en": "", "de": "", "es": "Asunto: ", "it": "Oggetto: "}
_REFERENCE = {"fr": "N/Réf.\u00a0: ", "en": "Our ref: ", "de": "Unser Zeichen: ", "es": "N/Ref.: ", "it": "Ns. rif.: "}
_MARK = {"fr": "Réf. ", "en": "Ref. ", "de": "Zeichen ", "es": "Ref. ", "it": "Rif. "}
_SIGNED_RIGHT = frozenset({"fr", "it"})


@dataclass(slots=True)
class Letter:
    """One letter of the PDF: whose, where, and what is not right with it (translated sentences)."""

    recipient_uid: str
    first_page: int  # from 0
    pages: int
    problems: list[str] = field(default_factory=list)


def write(
    out: Path | BinaryIO,
    recipients: Iterable[Recipient],
    model: Model,
    letterhead: Letterhead,
    window: Window,
    on: date,
    progress: Callable[[int], bool] | None = None,
    *,
    marks: Sequence[str] = (),
) -> list[Letter]:
    """Write one letter per recipient into the PDF `out` and say where each one is.

    `marks` are the references at the foot of the letters, in words and as a bar code, one for each recipient.

    `progress(n)` is called with the number of letters written, every 50; when it returns False, Cancelled is raised.
    A path is written beside itself first and renamed at the end: after a failure nothing new is there.
    Raises Problem when there is nobody to write to or the letterhead does not fit, OSError when the disk refuses.
    """
    if not isinstance(out, Path):
        return _write(out, recipients, model, letterhead, window, on, progress, marks)
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            letters = _write(file, recipients, model, letterhead, window, on, progress, marks)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, out)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(out.parent)
    return letters


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where the system lets a folder be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(
    out: BinaryIO,
    recipients: Iterable[Recipient],
    model: Model,
    letterhead: Letterhead,
    window: Window,
    on: date,
    progress: Callable[[int], bool] | None,
    marks: Sequence[str],
) -> list[Letter]:
    press = _Press(out, model, letterhead, window, on)
    letters = []
    for count, recipient in enumerate(recipients, 1):
        letters.append(press.letter(recipient, marks[count - 1] if marks else ""))
        if count % _EVERY == 0 and progress is not None and not progress(count):
            raise Cancelled
    if not letters:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    if progress is not None and not progress(len(letters)):
        raise Cancelled
    press.canvas.save()
    return letters


class Drawing:
    """What reportlab's `drawText` takes: anything with `getCode()`."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:
        return self._code


class _Press:
    """One PDF in the making."""

    def __init__(self, out: BinaryIO, model: Model, letterhead: Letterhead, window: Window, on: date) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts.register(fonts.REGULAR)
        self._window = window
        self._left = window.margin
        self._width = (window.paper[0] - window.margin - place.MARGIN) * MM
        self.canvas: Any = Canvas(
            out, pagesize=(window.paper[0] * MM, window.paper[1] * MM), pageCompression=1, initialFontName=fonts.REGULAR
        )
        self.canvas.setTitle(fonts.one_line(model.name or model.subject))
        self.canvas.setAuthor(fonts.one_line(letterhead.name or letterhead.signatory))
        self.canvas.setCreator("PetitCRM")
        self._lost: set[str] = set()
        self._faces: dict[str, fonts.Face] = {}
        self._names: dict[str, str] = {}
        self._model, self._letterhead, self._on = model, letterhead, on
        self._filling = Filling(model, letterhead, on)
        self._fixed: dict[tuple[Template, float], tuple[list[str], frozenset[str]]] = {}
        self._signatures: dict[str, Block | None] = {}
        self._fixed_codes: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, Piece], list[str]] = {}
        self._page = 0
        self._signed = readable(letterhead.signature)
        self._plates = Plates(self.canvas, model.pictures, self._width / MM)
        self._body_top = self._draw_letterhead()
        self._head_lost = frozenset(self._lost)

    # ---- fonts

    def _face(self, name: str) -> fonts.Face:
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = fonts.Face(name, self.canvas._doc, self._lost)
            self._names[name] = face.code_name()
        return face

    def _code(self, lines: list[str], font: str, size: float, leading: float, x: float, y: float) -> str:
        """Lines as one text object; `x` in mm, `y` the first baseline in points from the top."""
        up = self._window.paper[1] * MM - y
        shown = " T* ".join(lines)
        return f"BT 1 0 0 1 {x * MM:.2f} {up:.2f} Tm {self._names[font]} {size:g} Tf {leading:g} TL {shown} ET"

    # ---- letterhead

    def _draw_letterhead(self) -> float:
        """Draw head, foot and fold marks once, as a form; where the text of the first page may begin, in mm."""
        head, window = self._letterhead, self._window
        name_box, (x, width, top) = place.head_boxes(window)
        code = []
        self.canvas.beginForm(_FORM)
        y = self._draw_logo(place.HEAD_TOP) * MM
        if head.name.strip():
            lines = self._face(fonts.BOLD).wrap(fonts.one_line(head.name), 13, name_box[1] * MM)
            code.append(self._code(lines, fonts.BOLD, 13, 16, name_box[0], y + 11))
            y += 16 * len(lines) + 3
        lines = [
            line for text in head.contact_lines()
            for line in self._face(fonts.REGULAR).wrap(fonts.one_line(text), 9, width * MM)
        ]  # fmt: skip
        if lines:
            y = max(top * MM, 0.0) or y
            code.append(f"0.25 g {self._code(lines, fonts.REGULAR, 9, 12, x, y + (11 if top else 9))} 0 g")
            y += 12 * len(lines)
        code.append(self._foot())
        code += [self._fold_mark(fold) for fold in window.folds]
        if y > (window.paper[1] / 2) * MM:
            raise Problem(
                _("The letterhead does not fit on the sheet."), _("Shorten your name or your address in the settings.")
            )
        self.canvas.drawText(Drawing("\n".join(code)))
        self.canvas.endForm()
        return max(place.date_y(window), y / MM + 10)

    def _draw_logo(self, top: float) -> float:
        """The logo at the head, and how far down the name goes then (mm)."""
        picture = readable(self._letterhead.logo)
        if picture is None:
            return top
        width, height = place.logo_size(picture.getSize(), self._window)
        self._image(picture, self._left, top, width, height)
        return top + height + 2

    def _image(self, picture: Any, x: float, top: float, width: float, height: float) -> None:
        """A picture with its upper left corner at (x, top), all in mm."""
        up = (self._window.paper[1] - top - height) * MM
        self.canvas.drawImage(picture, x * MM, up, width * MM, height * MM)

    def _foot(self) -> str:
        text = fonts.glued(fonts.printable(self._letterhead.legal).strip())
        if not text:
            return ""
        size, leading = 7.5, 9.5
        face = self._face(fonts.REGULAR)
        lines = _balanced_lines(text, lambda words: face.width(words, size), self._width)
        most = int((place.MARK_FOOT - 3 - place.FOOT) * MM / leading) + 1
        if len(lines) > most:
            raise Problem(_("The legal mentions take more than {count} lines.").replace("{count}", str(most)),
                          _("Shorten them in the settings."))  # fmt: skip
        bottom = (self._window.paper[1] - place.FOOT) * MM
        code = []
        for i, line in enumerate(lines):
            x = self._left * MM + (self._width - face.width(line, size)) / 2
            y = bottom - leading * (len(lines) - 1 - i)
            code.append(self._code([face.line(line, size)], fonts.REGULAR, size, leading, x / MM, y))
        rule = self._window.paper[1] * MM - (bottom - leading * len(lines) - 1)
        left, right = self._left * MM, (self._window.paper[0] - place.MARGIN) * MM
        return f"0.35 g 0.7 G 0.4 w {left:.2f} {rule:.2f} m {right:.2f} {rule:.2f} l S {' '.join(code)} 0 g 0 G"

    def _fold_mark(self, fold: float) -> str:
        y = (self._window.paper[1] - fold) * MM
        return f"0.6 G 0.3 w {4.5 * MM:.2f} {y:.2f} m {8 * MM:.2f} {y:.2f} l S 0 G"

    # ---- one letter

    def letter(self, recipient: Recipient, mark: str = "") -> Letter:
        """Draw one letter, on as many pages as it takes; `mark` is the reference at its foot."""
        self._lost.clear()
        filled = self._filling.of(recipient)
        language = filled.language
        missing: list[Piece] = []
        unknown: list[Piece] = []
        code, problems = self._address(recipient)
        code.append(self._date(language))
        if mark:
            code.append(self._mark(mark, language))
        elif reference := self._reference(filled):
            code.append(reference)
        blocks = self._blocks(filled, missing, unknown)
        pages = place.paginate(blocks, self._text_top(), self._window)
        whose = " · ".join(part for part in (_named(recipient), mark) if part) if len(pages) > 1 else ""
        self._draw_pages(code, pages, whose)
        problems += self._sentences(missing, unknown, recipient)
        problems += [no_picture(one) for one in filled.compiled.pictures if self._plates.plate(one) is None]
        if self._lost or self._head_lost:
            problems += [_cannot_print(char) for char in sorted(self._lost | self._head_lost)]
        letter = Letter(recipient.uid, self._page, len(pages), problems)
        self._page += len(pages)
        return letter

    def _text_top(self) -> float:
        return self._body_top + 8.5

    def _draw_pages(self, code: list[str], pages: list[place.Page], whose: str) -> None:
        """`whose` stands at the head of the pages after the first: sheets that are mixed up can be sorted again."""
        canvas = self.canvas
        canvas.doForm(_FORM)
        for number, page in enumerate(pages, 1):
            if number > 1:
                code.append(self._page_head(f"{whose} · {number}/{len(pages)}"))
            for p in page.placed:
                block = p.block
                if block.picture:
                    top = p.y - block.size * 0.8
                    self._plates.show(block.picture, block.x * MM, self._window.paper[1] * MM - top - block.height)
                    continue
                lines = block.lines if p.last - p.first == len(block.lines) else block.lines[p.first : p.last]
                code.append(self._code(lines, block.font, block.size, block.leading, block.x, p.y))
                if block.signed and p.first == 0:
                    self._draw_signature(block, p.y)
            if number < len(pages):
                code.append(self._continued())
            canvas.drawText(Drawing("\n".join(code)))
            canvas.showPage()
            code = []

    def _draw_signature(self, block: Block, y: float) -> None:
        """The picture of a signature above the name; `y` is the name's baseline in points from the top."""
        if self._signed is None:
            return
        width, height = place.fitted(self._signed.getSize(), place.SIGNED)
        bottom = (y - block.size * 0.9) / MM
        self._image(self._signed, block.x, bottom - height, width, height)

    def _page_head(self, text: str) -> str:
        face = self._face(fonts.REGULAR)
        line = face.wrap(fonts.one_line(text), place.PAGE_HEAD, self._width)[-1]
        y = place.HEAD_TOP * MM
        return f"0.35 g {self._code([line], fonts.REGULAR, place.PAGE_HEAD, place.PAGE_HEAD, self._left, y)} 0 g"

    def _continued(self) -> str:
        face = self._face(fonts.REGULAR)
        x = self._window.paper[0] - place.MARGIN - face.width("…/…", place.SIZE) / MM
        y = (self._window.paper[1] - place.MARK_FOOT) * MM
        return self._code([face.line("…/…", place.SIZE)], fonts.REGULAR, place.SIZE, place.LEADING, x, y)

    def _address(self, recipient: Recipient) -> tuple[list[str], list[str]]:
        window, face = self._window, self._face(fonts.REGULAR)
        block = address_block.printed(recipient, self._letterhead.country, face, window)
        problems = address_problems(block.whole, recipient.address, self._letterhead.country)
        lines, widest = block.lines, block.widest
        if not lines:
            return [], problems
        size, leading = self._address_size(len(lines), widest)
        codes = [face.line(line, size) for line in lines]
        if size < place.ADDRESS_GOOD:
            out = window_check.sentences(lines, window_check.looked_at(lines, face, window))
            problems += out or [_("The address does not fit into the window of this envelope; it is printed smaller.")]
            if widest * size > window.text_width * MM:
                size, codes = self._folded_address(lines, size)
                leading = min(leading, size * 1.05 / MM)
        last = window.bottom * MM - fonts.DESCENT * size
        first = last - leading * MM * (len(codes) - 1)
        return [self._code(codes, fonts.REGULAR, size, leading * MM, window.text_x, first)], problems

    def _address_size(self, count: int, widest: float) -> tuple[float, float]:
        """The largest size at which the address fits the window in both ways, and its leading in mm."""
        leading = place.ADDRESS_LEADING
        for size in place.ADDRESS_SIZES:
            leading = place.address_leading(count, size, self._window)
            if widest * size <= self._window.text_width * MM and leading * MM >= size:
                return size, leading
        size = place.ADDRESS_SIZES[-1]
        while leading * MM < size:  # so many lines that they would lie on each other
            size *= 0.95
            leading = place.address_leading(count, size, self._window)
        return size, leading

    def _folded_address(self, lines: list[str], size: float) -> tuple[float, list[str]]:
        """An address too wide even in small print: its lines go on below, smaller still if the sheet has no room."""
        face, window = self._face(fonts.REGULAR), self._window
        room = (window.bottom - window.safe[1]) * MM
        while True:
            codes = [code for line in lines for code in face.wrap(line, size, window.text_width * MM)]
            if len(codes) * size * 1.1 <= room or size < 0.2:
                return size, codes
            size *= 0.9

    def _date(self, language: str) -> str:
        found = self._fixed_codes.get(("date", language))
        if found is None:
            face = self._face(fonts.REGULAR)
            text = fonts.one_line(place_and_date(self._letterhead.town, self._on, language))
            room = self._width
            size = min(place.SIZE, place.SIZE * room / max(face.width(text, place.SIZE), 1.0))
            right = self._window.paper[0] - place.MARGIN
            x = min(place.date_x(self._window), right - face.width(text, size) / MM)
            found = self._code([face.line(text, size)], fonts.REGULAR, size, size, x, self._body_top * MM)
            self._fixed_codes["date", language] = found
        return found

    def _reference(self, filled: Filled) -> str:
        """The reference on the date's line, unless the model prints it itself."""
        text = filled.values.get("reference", "").strip()
        if not text or "reference" in filled.compiled.keys:
            return ""
        face = self._face(fonts.REGULAR)
        shown = fonts.one_line(_REFERENCE[filled.language] + text)
        lines = face.wrap(shown, 9, 80 * MM)[:1]
        return self._code(lines, fonts.REGULAR, 9, 11, self._left, self._body_top * MM)

    def _mark(self, reference: str, language: str) -> str:
        """The reference at the foot of the first page: as a bar code for a hand scanner, and in words beside it."""
        bars, wide = barcode.bars(reference, self._left, place.MARK_BAR)
        text = self._face(fonts.REGULAR).line(_MARK[language] + reference, place.BAR_TEXT)
        middle = (place.MARK_BAR + place.BAR_HEIGHT / 2) * MM - place.BAR_TEXT * 0.36
        y = self._window.paper[1] * MM - middle
        words = self._code([text], fonts.REGULAR, place.BAR_TEXT, place.BAR_TEXT, self._left + wide + 3.5, y)
        return f"{bars} 0.25 g {words} 0 g"

    def _blocks(self, filled: Filled, missing: list[Piece], unknown: list[Piece]) -> list[Block]:
        blocks = []
        compiled, values, language = filled.compiled, filled.values, filled.language
        gap = 0.0
        subject = fonts.one_line(compiled.subject.fill(values, missing, unknown))
        if subject:
            lines = self._face(fonts.BOLD).wrap(_OBJECT[language] + subject, place.SIZE, self._width)
            blocks.append(Block(lines, fonts.BOLD, x=self._left))
            gap = 8 * MM
        for paragraph in compiled.before:
            if paragraph.breaks:
                blocks.append(Block([], fonts.REGULAR, breaks=True))
                continue
            if paragraph.picture is not None:
                blocks.append(self._picture(paragraph.picture, gap))
                gap = place.PARAGRAPH_GAP
                continue
            is_below_picture = bool(blocks) and bool(blocks[-1].picture)
            before = place.ITEM_GAP if paragraph.follows and not is_below_picture else gap
            blocks.append(self._paragraph(paragraph, place.SIZE, place.LEADING, before, values, missing, unknown))
            gap = place.PARAGRAPH_GAP
        signature = self._signature(language)
        if blocks and compiled.before:
            blocks[-1].kept = blocks[-1].together = signature is not None or len(blocks[-1].lines) < 3
        if signature is not None:
            blocks.append(signature)
        gap = 10 * MM
        for paragraph in compiled.after:
            if not paragraph.breaks and paragraph.picture is None:
                blocks.append(
                    self._paragraph(paragraph, place.SMALL, place.SMALL_LEADING, gap, values, missing, unknown)
                )
                gap = 4.0
        return blocks

    def _picture(self, one: Picture, before: float) -> Block:
        """A picture of the owner's; one that is not kept leaves what is written, and is said."""
        plate = self._plates.plate(one)
        if plate is None:
            lines = self._face(fonts.REGULAR).wrap(fonts.printable(one.source), place.SIZE, self._width)
            return Block(lines, fonts.REGULAR, before=before, x=self._left)
        name, height = plate
        return Block([""], fonts.REGULAR, leading=height, before=before, x=self._left, together=True, picture=name)

    def _paragraph(
        self,
        paragraph: Paragraph,
        size: float,
        leading: float,
        before: float,
        values: dict[str, str],
        missing: list[Piece],
        unknown: list[Piece],
    ) -> Block:
        """A paragraph, or an item of a list behind its sign."""
        indent = place.INDENT if paragraph.sign else 0.0
        lines = self._lines(paragraph.template, size, values, missing, unknown, self._width - indent * MM)
        if paragraph.sign and lines:
            sign = self._face(fonts.REGULAR).line(paragraph.sign, size)
            lines = [f"-{indent * MM:.2f} 0 Td {sign} {indent * MM:.2f} 0 Td {lines[0]}", *lines[1:]]
        return Block(lines, fonts.REGULAR, size, leading, before, self._left + indent)

    def _lines(
        self,
        template: Template,
        size: float,
        values: dict[str, str],
        missing: list[Piece],
        unknown: list[Piece],
        width: float,
    ) -> list[str]:
        """A paragraph wrapped; one without fields is wrapped once for the whole mailing."""
        if template.keys:
            return self._wrapped(fonts.printable(template.fill(values, missing, unknown)), size, width)
        known = self._fixed.get((template, size))
        if known is None:
            before = set(self._lost)
            self._lost.clear()
            lines = self._wrapped(template.fill(values, missing, unknown), size, width)
            known = self._fixed[template, size] = (lines, frozenset(self._lost))
            self._lost |= before
        self._lost |= known[1]
        return known[0]

    def _wrapped(self, text: str, size: float, width: float) -> list[str]:
        if richtext.is_rich(text):
            return richtext.wrap(self._face, text, size, width)
        return self._face(fonts.REGULAR).wrap(text, size, width)

    def _signature(self, language: str) -> Block | None:
        if language not in self._signatures:
            head = self._letterhead
            texts = [fonts.one_line(text) for text in (head.signatory, head.function)]
            x = place.date_x(self._window) if language in _SIGNED_RIGHT else self._left
            room = (self._window.paper[0] - place.MARGIN - x) * MM
            face = self._face(fonts.REGULAR)
            lines = [line for text in texts if text for line in face.wrap(text, place.SIZE, room)]
            block = Block(lines, fonts.REGULAR, before=place.SIGNATURE_GAP, x=x, together=True, kept=True)
            block.signed = self._signed is not None
            self._signatures[language] = block if lines else None
        return self._signatures[language]

    def _sentences(self, missing: list[Piece], unknown: list[Piece], recipient: Recipient) -> list[str]:
        """The sentences about fields; each is worded once for a mailing, not once per letter."""
        said: list[str] = []
        for fields, is_unknown in ((missing, False), (unknown, True)):
            for piece in fields:
                known = self._said.get((interface.current(), piece))
                if known is None:
                    known = sentences((), (piece,), recipient.names()) if is_unknown else sentences((piece,), ())
                    self._said[interface.current(), piece] = known
                said += known
        return list(dict.fromkeys(said))


def _named(recipient: Recipient) -> str:
    """Whose letter it is, in a few words."""
    name = " ".join(part for part in (recipient.given_name.strip(), recipient.family_name.strip().upper()) if part)
    return name if recipient.is_person else recipient.company.strip() or name


def _balanced_lines(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """`text` on as few lines as `width` allows, about equally long: a last line of one word looks lost."""
    lines = _plain_lines(text, lambda words: measure(words) <= width)
    best = lines
    for part in range(95, 45, -5):
        narrower = width * part / 100
        tried = _plain_lines(text, lambda words, most=narrower: measure(words) <= most)  # type: ignore[misc]
        if len(tried) > len(lines):
            break
        best = tried
    return best


def _plain_lines(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` cut into lines that fit, at spaces; a word that does not fit is cut between characters."""
    lines: list[str] = []
    for part in text.split("\n"):
        current = ""
        for word in part.split(" "):
            if fits(f"{current} {word}".strip()):
                current = f"{current} {word}".strip()
                continue
            if current:
                lines.append(current)
            current = ""
            for char in word:
                if not fits(current + char):
                    lines.append(current)
                    current = ""
                current += char
        lines.append(current)
    return lines


def _cannot_print(char: str) -> str:
    return (
        _("The character “{char}” (U+{code}) can't be printed; a square stands for it.")
        .replace("{code}", f"{ord(char):04X}")
        .replace("{char}", char)
    )
