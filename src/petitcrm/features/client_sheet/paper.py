"""A sheet of A4 that is written from top to bottom: headings, lines, columns; text is drawn as plain characters."""

import io
from typing import Any

from petitcrm.features.letters import fonts

MM = 72 / 25.4
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 18.0  # millimetres
INK, MUTED, RULE, ALARM = (0.10, 0.11, 0.13), (0.35, 0.38, 0.43), (0.80, 0.82, 0.85), (0.70, 0.15, 0.12)


class Paper:
    """One PDF in the making. `y` is how far down the page the next line begins, in millimetres from the top."""

    def __init__(self, title: str, most_pages: int = 2) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts.register()
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(
            self._out, pagesize=(WIDTH * MM, HEIGHT * MM), pageCompression=1, initialFontName=fonts.REGULAR
        )
        self._canvas.setTitle(fonts.one_line(title))
        self._canvas.setCreator("PetitCRM")
        self._lost: set[str] = set()
        self._faces: dict[str, fonts.Face] = {}
        self._title = title
        self._most = most_pages
        self.page = 1
        self.y = MARGIN

    def _face(self, name: str) -> fonts.Face:
        if name not in self._faces:
            self._faces[name] = fonts.Face(name, self._canvas._doc, self._lost)
        return self._faces[name]

    @property
    def room(self) -> float:
        """What is left of the page, in millimetres."""
        return HEIGHT - MARGIN - self.y

    def next_page(self) -> bool:
        """Go on with another page; False where there may be no more."""
        if self.page == self._most:
            return False
        self._canvas.showPage()
        self.page += 1
        self.y = MARGIN
        self.text(self._title, size=9, colour=MUTED)
        self.y += 2
        return True

    def text(
        self,
        text: str,
        *,
        x: float = MARGIN,
        width: float = WIDTH - 2 * MARGIN,
        size: float = 10,
        bold: bool = False,
        colour: tuple[float, float, float] = INK,
        most: int = 0,
    ) -> int:
        """`text` in lines from `x` on, at most `width` wide and, where it is given, `most` of them. How many there were."""
        name = fonts.BOLD if bold else fonts.REGULAR
        face = self._face(name)
        lines = face.wrap(fonts.printable(text), size, width * MM)
        if most and len(lines) > most:
            lines = [*lines[:most], face.line("…", size)]
        leading = size * 1.28 / MM
        drawn = 0
        for line in lines:
            if self.room < leading:
                break
            up = (HEIGHT - self.y) * MM - size * fonts.ASCENT
            code = f"BT 1 0 0 1 {x * MM:.2f} {up:.2f} Tm {face.code_name()} {size:g} Tf {line} ET"
            self._canvas._code.append(f"{colour[0]:g} {colour[1]:g} {colour[2]:g} rg {code}")
            self.y += leading
            drawn += 1
        return drawn

    def heading(self, text: str, *, x: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> None:
        """The title of a section, with a hairline above."""
        self.y += 3
        self.rule(x, width)
        self.y += 1.5
        self.text(text, x=x, width=width, size=9, bold=True, colour=MUTED)
        self.y += 0.5

    def rule(self, x: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> None:
        self._canvas.setStrokeColorRGB(*RULE)
        self._canvas.setLineWidth(0.5)
        up = (HEIGHT - self.y) * MM
        self._canvas.line(x * MM, up, (x + width) * MM, up)

    def banner(self, text: str) -> None:
        """A warning across the page, in a frame."""
        top = self.y
        self.y += 2
        self.text(text, x=MARGIN + 3, width=WIDTH - 2 * MARGIN - 6, size=11, bold=True, colour=ALARM)
        self.y += 2
        self._canvas.setStrokeColorRGB(*ALARM)
        self._canvas.setLineWidth(1)
        self._canvas.rect(MARGIN * MM, (HEIGHT - self.y) * MM, (WIDTH - 2 * MARGIN) * MM, (self.y - top) * MM)
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
