"""Fonts and lines of text for a reportlab canvas, fast enough for thousands of letters.

reportlab looks up every character at every drawing; a letter repeats the same words, so here each word of each font
is measured and encoded once per document. User text never meets a markup parser: it is drawn as plain characters.
"""

import re
import threading
import unicodedata
from functools import cached_property
from typing import Any

from petitcrm.base.paths import resource

REGULAR, BOLD = "PetitCRM-Regular", "PetitCRM-Bold"
ITALIC, BOLD_ITALIC = "PetitCRM-Italic", "PetitCRM-BoldItalic"
_FALLBACK = "PetitCRM-Fallback"
_FILES = {
    REGULAR: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    BOLD_ITALIC: "LiberationSans-BoldItalic.ttf",
    _FALLBACK: "DejaVuSans.ttf",
}
NOT_THERE = "\u25a1"  # stands for a character no font has
LONELY, LEAST_ABOVE = (
    1 / 6,
    2,
)  # a last word so short, of a line's width, takes the word before it down, if more stay above
ASCENT, DESCENT = 0.93, 0.22  # of Liberation Sans, as parts of the size, an accent on a capital included
_MANY_WORDS = 60_000
_registering = threading.Lock()

# Controls, soft hyphens, zero-width and direction marks, variation selectors: nothing to print. Lone surrogates can't
# be written to a PDF at all and become NOT_THERE.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_HAS_RTL = re.compile(f"[{_RIGHT_TO_LEFT}]")
_RTL_RUN = re.compile(f"[{_RIGHT_TO_LEFT}]+(?:[ \u00a0'.,-]+[{_RIGHT_TO_LEFT}]+)*")
# French puts a space before these and after «, and between thousands: a line must not be broken there.
_GLUED = re.compile("(?<=«) | (?=[?!:;»%€](?: |\n|$|[.,)]))|(?<=[0-9]) (?=[0-9])")

# An accent without a letter is drawn to the left of where it stands, out of the margin: it gets the dotted
# circle that such marks are shown on by convention (Unicode, chapter 7.9).
_ALONE = re.compile(
    "(?:^|(?<=[ \n]))(?=[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f])"
)


def printable(text: str) -> str:
    """`text` with only what can be printed: composed, tabs as spaces, one kind of line break, no control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ").replace("\u2011", "-")
    text = _SURROGATES.sub(NOT_THERE, _INVISIBLE.sub("", text))
    return _ALONE.sub("\u25cc", unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """`printable(text)` without line breaks and with single spaces."""
    return " ".join(word for word in printable(text).replace("\n", " ").split(" ") if word)


def glued(text: str) -> str:
    """`text` with unbreakable spaces where French typography wants them and people type plain ones."""
    return _GLUED.sub("\u00a0", text)


def register(*names: str) -> None:
    """Make shipped fonts known to reportlab, those that are not yet: reading one takes up to a tenth of a second."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # a stream in base 85 is a fifth longer and takes longer to write
    with _registering:  # a font known twice would have the letters of one document in two tables
        known = pdfmetrics.getRegisteredFontNames()
        for name in names:
            if name not in known:
                font = TTFont(name, str(resource("fonts", _FILES[name])))
                _write_long_code_points_right(font)
                pdfmetrics.registerFont(font)


def _font(name: str) -> Any:
    """A shipped font, as reportlab knows it."""
    from reportlab.pdfbase import pdfmetrics

    register(name)
    return pdfmetrics.getFont(name)


def _write_long_code_points_right(font: Any) -> None:
    """reportlab writes U+1F600 as <1F600> into the table readers copy text by, where UTF-16 is due."""
    add_objects = font.addObjects

    def add(document: Any) -> None:
        add_objects(document)
        for name, thing in document.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                thing.content = _LONG_CODE_POINT.sub(_utf16, thing.content)

    font.addObjects = add


_LONG_CODE_POINT = re.compile(r"<([0-9A-F]{5,6})>")


def _utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


class Face:
    """One font in one document.

    `lost` collects the characters no font has, met by `wrap()` and `line()` since it was last emptied.
    """

    def __init__(self, name: str, document: Any, lost: set[str]) -> None:
        from reportlab.lib.rl_accel import escapePDF

        self._font = _font(name)
        self._document = document
        self._escape = escapePDF
        self._words: dict[str, tuple[float, str | None]] = {}
        self.lost = lost
        self.space = self._advance(self._font, " ")

    @cached_property
    def _fallback(self) -> Any:
        """What shows the characters that this font lacks; most letters never need it."""
        return _font(_FALLBACK)

    @staticmethod
    def _advance(font: Any, characters: str) -> float:
        widths, default = font.face.charWidths, font.face.defaultWidth
        return sum(float(widths.get(ord(c), default)) for c in characters) * 0.001

    def code_name(self) -> str:
        """The font's name in the page's instructions."""
        self._font.splitString(" ", self._document)
        return str(self._font.getSubsetInternalName(0, self._document))

    def _word(self, word: str) -> tuple[float, str | None]:
        """Width at size 1 and escaped code; no code when the word needs another font, subset or direction."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) > _MANY_WORDS:
                self._words.clear()
            found = self._words[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> tuple[float, str | None]:
        points = [ord(char) for char in word]
        if all(map(self._font.face.charToGlyph.__contains__, points)) and not _HAS_RTL.search(word):
            widths, default = self._font.face.charWidths, self._font.face.defaultWidth
            pieces = self._font.splitString(word, self._document)
            code = str(self._escape(pieces[0][1])) if len(pieces) == 1 and pieces[0][0] == 0 else None
            return sum([widths.get(point, default) for point in points]) * 0.001, code
        runs = self._runs(word)
        width = sum(self._advance(font, text) for font, text in runs)
        return width, None

    def _runs(self, text: str) -> list[tuple[Any, str]]:
        """`text` cut where the font changes, characters no font has replaced."""
        runs: list[tuple[Any, str]] = []
        own = self._font.face.charToGlyph
        for char in text:
            font = self._font
            if ord(char) not in own:
                if ord(char) in self._fallback.face.charToGlyph:
                    font = self._fallback
                else:
                    char = NOT_THERE
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + char)
            else:
                runs.append((font, char))
        return runs

    def width(self, text: str, size: float) -> float:
        """The width of `text` on one line, in points."""
        words = text.split(" ")
        return size * (sum(self._word(word)[0] for word in words) + self.space * (len(words) - 1))

    def measured(self, text: str) -> tuple[float, str]:
        """The width of `text` at size 1, and the instructions of `line()`; none where they are not the same at any size."""
        wide, codes = -self.space, []
        for word in text.split(" "):
            found = self._words.get(word) or self._word(word)
            wide += found[0] + self.space
            codes.append(found[1])
        return wide, "" if None in codes else f"({' '.join(codes)}) Tj"  # type: ignore[arg-type]

    def line(self, text: str, size: float) -> str:
        """PDF instructions that show `text` (one line, printable) in this font, already selected."""
        codes = [self._word(word)[1] for word in text.split(" ")]
        if None not in codes:
            return f"({' '.join(codes)}) Tj"  # type: ignore[arg-type]
        return self._careful_line(text, size)

    def _careful_line(self, text: str, size: float) -> str:
        own = self._font.face.charToGlyph
        foreign = [char for char in text if ord(char) not in own]
        self.lost.update(char for char in foreign if ord(char) not in self._fallback.face.charToGlyph)
        shown = _RTL_RUN.sub(lambda run: run[0][::-1], text)
        out = []
        for font, run in self._runs(shown):
            for subset, code in font.splitString(run, self._document):
                name = font.getSubsetInternalName(subset, self._document)
                out.append(f"{name} {size:g} Tf ({self._escape(code)}) Tj")
        out.append(f"{self.code_name()} {size:g} Tf")
        return " ".join(out)

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """`text` (printable) as lines at most `width` points wide, each as instructions for `line()`'s font.

        Breaks at spaces (U+0020) and line breaks only; a word wider than the line is cut between characters.
        """
        lines: list[str] = []
        for part in glued(text).split("\n"):
            self._wrap_part(part, size, width / size, lines)
        return lines

    def _wrap_part(self, text: str, size: float, room: float, lines: list[str]) -> None:
        words: list[str] = []
        codes: list[str | None] = []
        above: tuple[list[str], list[str | None]] = ([], [])  # the line before, while it is all words of this text
        used = 0.0
        known, space = self._words, self.space
        for word in text.split(" "):
            if not word:
                continue
            wide, code = known.get(word) or self._word(word)
            if wide > room:
                if words:
                    lines.append(self._joined(words, codes, size))
                *full, word = self._cut(word, room)
                lines.extend(self.line(piece, size) for piece in full)
                wide, code = self._word(word)
                above = ([], [])
                words, codes, used = [word], [code], wide
            elif words and used + space + wide > room:
                lines.append(self._joined(words, codes, size))
                above = (words, codes)
                words, codes, used = [word], [code], wide
            else:
                used += wide + (space if words else 0.0)
                words.append(word)
                codes.append(code)
        if len(words) == 1 and len(above[0]) > LEAST_ABOVE and used < room * LONELY:
            wide, _code = self._word(above[0][-1])
            if wide + space + used <= room:
                words.insert(0, above[0].pop())
                codes.insert(0, above[1].pop())
                lines[-1] = self._joined(*above, size)
        lines.append(self._joined(words, codes, size))

    def _joined(self, words: list[str], codes: list[str | None], size: float) -> str:
        if None in codes:
            return self._careful_line(" ".join(words), size)
        return f"({' '.join(codes)}) Tj"  # type: ignore[arg-type]

    def _cut(self, word: str, room: float) -> list[str]:
        """A word too wide for a line, in pieces that are not."""
        pieces, piece, used = [], "", 0.0
        for char in word:
            wide = sum(self._advance(font, text) for font, text in self._runs(char))
            if piece and used + wide > room:
                pieces.append(piece)
                piece, used = "", 0.0
            piece += char
            used += wide
        return [*pieces, piece]
