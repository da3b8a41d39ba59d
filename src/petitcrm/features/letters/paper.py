"""A sheet of A4 that is written from top to bottom: headings, lines, columns, boxes; text is drawn as plain characters."""

import io
from collections.abc import Callable
from typing import Any

from petitcrm.features.letters import fonts

MM = 72 / 25.4
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 18.0  # millimetres
Colour = tuple[float, float, float]
INK, MUTED, RULE, ALARM = (0.10, 0.11, 0.13), (0.35, 0.38, 0.43), (0.80, 0.82, 0.85), (0.70, 0.15, 0.12)
EDGE, SHADE = (0.45, 0.48, 0.53), (0.93, 0.94, 0.95)
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
CAPITAL = 0.72  # how high a capital is, as a part of the size


class Paper:
    """One PDF in the making. `y` is how far down the page the next line begins, in millimetres from the top.

    `most_pages` 0: as many as it takes. `on_next` writes the top of every page after the first; without it, the title
    stands there.
    """

    def __init__(
        self,
        title: str,
        most_pages: int = 2,
        *,
        landscape: bool = False,
        margin: float = MARGIN,
        on_next: Callable[["Paper"], object] | None = None,
    ) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts.register(fonts.REGULAR)
        self.width, self.height = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
        self.margin = margin
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(
            self._out, pagesize=(self.width * MM, self.height * MM), pageCompression=1, initialFontName=fonts.REGULAR
        )
        self._canvas.setTitle(fonts.one_line(title))
        self._canvas.setCreator("PetitCRM")
        self._lost: set[str] = set()
        self._faces: dict[str, fonts.Face] = {}
        self._title = title
        self._most = most_pages
        self._on_next = on_next
        self.page = 1
        self.y = margin

    def _face(self, name: str) -> fonts.Face:
        if name not in self._faces:
            self._faces[name] = fonts.Face(name, self._canvas._doc, self._lost)
        return self._faces[name]

    @property
    def inner(self) -> float:
        """How wide what is written may be, in millimetres."""
        return self.width - 2 * self.margin

    @property
    def room(self) -> float:
        """What is left of the page, in millimetres."""
        return self.height - self.margin - self.y

    def next_page(self) -> bool:
        """Go on with another page; False where there may be no more."""
        if self.page == self._most:
            return False
        self._canvas.showPage()
        self.page += 1
        self.y = self.margin
        if self._on_next is not None:
            self._on_next(self)
        else:
            self.text(self._title, size=9, colour=MUTED)
            self.y += 2
        return True

    def text(
        self,
        text: str,
        *,
        x: float | None = None,
        width: float | None = None,
        size: float = 10,
        bold: bool = False,
        colour: Colour = INK,
        most: int = 0,
    ) -> int:
        """`text` in lines from `x` on, at most `width` wide and, where it is given, `most` of them. How many there were."""
        x, width = self.margin if x is None else x, self.inner if width is None else width
        face = self._face(fonts.BOLD if bold else fonts.REGULAR)
        lines = face.wrap(fonts.printable(text), size, width * MM)
        if most and len(lines) > most:
            lines = [*lines[:most], face.line("…", size)]
        leading = size * 1.28 / MM
        drawn = 0
        for line in lines:
            if self.room < leading:
                break
            self._draw(face, line, x, size, colour)
            self.y += leading
            drawn += 1
        return drawn

    def _draw(self, face: fonts.Face, line: str, x: float, size: float, colour: Colour) -> None:
        up = (self.height - self.y) * MM - size * fonts.ASCENT
        code = f"BT 1 0 0 1 {x * MM:.2f} {up:.2f} Tm {face.code_name()} {size:g} Tf {line} ET"
        self._canvas._code.append(f"{colour[0]:g} {colour[1]:g} {colour[2]:g} rg {code}")

    def cell(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        *,
        size: float = 10,
        bold: bool = False,
        colour: Colour = INK,
        side: float = LEFT,
        least: float = 0,
    ) -> float:
        """`text` on one line that begins at `y`, its end giving way to an ellipsis. How wide it is, in millimetres.

        Where `least` is given, what is too wide is written smaller, down to that size, before anything is left out.
        `y` of the page stays where it was: cells stand beside each other.
        """
        face = self._face(fonts.BOLD if bold else fonts.REGULAR)
        text = fonts.glued(fonts.one_line(text))
        if least and (wide := face.width(text, size)) > width * MM:
            size = max(least, size * width * MM / wide)
        fitted = self._fitted(face, text, size, width * MM)
        wide = face.width(fitted, size) / MM
        before, self.y = self.y, y
        self._draw(face, face.line(fitted, size), x + (width - wide) * side, size, colour)
        self.y = before
        return wide

    @staticmethod
    def _fitted(face: fonts.Face, text: str, size: float, width: float) -> str:
        if face.width(text, size) <= width:
            return text
        least, most = 0, len(text)  # so many characters fit; so many do not
        while most - least > 1:
            half = (least + most) // 2
            fits = face.width(text[:half].rstrip() + "…", size) <= width
            least, most = (half, most) if fits else (least, half)
        return text[:least].rstrip() + "…"

    def heading(self, text: str, *, x: float | None = None, width: float | None = None) -> None:
        """The title of a section, with a hairline above."""
        self.y += 3
        self.rule(x, width)
        self.y += 1.5
        self.text(text, x=x, width=width, size=9, bold=True, colour=MUTED)
        self.y += 0.5

    def rule(
        self, x: float | None = None, width: float | None = None, *, colour: Colour = RULE, thick: float = 0.5
    ) -> None:
        """A hairline across, where the page is."""
        x, width = self.margin if x is None else x, self.inner if width is None else width
        self.stroke(x, self.y, x + width, self.y, colour=colour, thick=thick)

    def stroke(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: Colour = RULE, thick: float = 0.5
    ) -> None:
        """A line from one place to another; `thick` in points."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thick)
        self._canvas.line(x * MM, (self.height - y) * MM, to_x * MM, (self.height - to_y) * MM)

    def box(self, x: float, y: float, side: float, letter: str = "") -> None:
        """A square to be ticked by hand, its letter small within."""
        self._canvas.setStrokeColorRGB(*EDGE)
        self._canvas.setLineWidth(0.7)
        self._canvas.rect(x * MM, (self.height - y - side) * MM, side * MM, side * MM)
        if letter:
            size = side * 1.7
            down = y + side / 2 - size * (fonts.ASCENT - CAPITAL / 2) / MM
            self.cell(letter, x, down, side, size=size, colour=EDGE, side=CENTRE)

    def shade(self, x: float, y: float, width: float, height: float, colour: Colour = SHADE) -> None:
        """A ground of one colour; what is written after it stands on it."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(x * MM, (self.height - y - height) * MM, width * MM, height * MM, stroke=0, fill=1)

    def banner(self, text: str) -> None:
        """A warning across the page, in a frame."""
        top = self.y
        self.y += 2
        self.text(text, x=self.margin + 3, width=self.inner - 6, size=11, bold=True, colour=ALARM)
        self.y += 2
        self._canvas.setStrokeColorRGB(*ALARM)
        self._canvas.setLineWidth(1)
        self._canvas.rect(self.margin * MM, (self.height - self.y) * MM, self.inner * MM, (self.y - top) * MM)
        self.y += 3

    def writing_lines(self, count: int) -> None:
        """Empty lines to write on by hand, as many of `count` as there is room for."""
        for _at in range(count):
            if self.room < 9:
                return
            self.y += 8.5
            self.rule()

    def done(self) -> bytes:
        """The PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()
