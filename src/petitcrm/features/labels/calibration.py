"""The page by which one measures how far a printer prints beside the place it should: the outlines, and two rulers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from petitcrm.base.language import _
from petitcrm.features.labels.layout import MM
from petitcrm.features.labels.pdf import new_canvas
from petitcrm.features.labels.sheets import A4, Sheet, said
from petitcrm.features.letters import fonts

RULER = 10  # mm to both sides of the cross
HIGH = A4[1] * MM
LEAST_WIDE, LEAST_HIGH = 50.0, 30.0  # mm of a label that the words fit into


def page(sheet: Sheet, offset: tuple[int, int], printer: str) -> bytes:
    """A PDF of one A4 page: the outlines of the labels of `sheet`, moved by `offset` (tenths of a mm) as labels will be.

    A cross stands at the corner of a label in the middle, with a scale of mm in both directions.
    """
    out = BytesIO()
    canvas = new_canvas(out, _("Test page: {sheet}").format(sheet=sheet.name))
    canvas.translate(offset[0] / 10 * MM, -offset[1] / 10 * MM)
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.45)
    for at in range(sheet.count):
        x, y = sheet.place(at)
        canvas.rect(x * MM, HIGH - (y + sheet.height) * MM, sheet.width * MM, sheet.height * MM)
    _cross(canvas, sheet)
    _words(canvas, sheet, offset, printer)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _middle(sheet: Sheet) -> int:
    """A label whose top left corner is in the middle of the paper, as far as there is one."""
    return sheet.rows // 2 * sheet.columns + sheet.columns // 2


def _cross(canvas: Any, sheet: Sheet) -> None:
    """A cross at the corner of a label, with a stroke at every mm and a longer one at every 5."""
    x, y = sheet.place(_middle(sheet))
    x, y = x * MM, HIGH - y * MM
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    reach = RULER * MM
    canvas.line(x - reach, y, x + reach, y)
    canvas.line(x, y - reach, x, y + reach)
    canvas.setFont(fonts.REGULAR, 6)
    for at in range(-RULER, RULER + 1):
        long = (2.4 if at % 5 == 0 else 1.2) * MM
        canvas.line(x + at * MM, y, x + at * MM, y + long)
        canvas.line(x, y + at * MM, x - long, y + at * MM)
        if at and at % 5 == 0:
            canvas.drawCentredString(x + at * MM, y + long + 1.5, str(abs(at)))
            canvas.drawRightString(x - long - 1.5, y + at * MM - 2, str(abs(at)))


def _words(canvas: Any, sheet: Sheet, offset: tuple[int, int], printer: str) -> None:
    """What to do: inside the first label, or on a white field where that is too small."""
    (across, down), (x, y), wide, high = sheet.padding, sheet.place(0), sheet.width, sheet.height
    if wide < LEAST_WIDE or high < LEAST_HIGH:
        x, y, wide, high = 20.0, 30.0, 90.0, 32.0
        canvas.setFillGray(1)
        canvas.rect(x * MM, HIGH - (y + high) * MM, wide * MM, high * MM, fill=1)
        canvas.setFillGray(0)
    face = fonts.Face(fonts.REGULAR, canvas._doc, set())
    lines = [
        _("Test page: {sheet}").format(sheet=sheet.name),
        printer,
        _("Offset: {right} mm to the right, {down} mm down.").format(
            right=said(offset[0] / 10), down=said(offset[1] / 10)
        ),
        _("Lay it on a sheet of labels, before a window: the outlines must lie on the cuts."),
    ]
    width, height, size = (wide - 2 * across) * MM, (high - 2 * down) * MM, 9.0
    shown = [fonts.one_line(line) for line in lines if line.strip()]
    while True:
        codes = [code for line in shown for code in face.wrap(line, size, width)]
        if len(codes) * size * 1.2 <= height or size < 2:
            break
        size -= 0.5
    text = canvas.beginText(x * MM + across * MM, HIGH - (y + down) * MM - size)
    code = " T* ".join(codes)
    text._code.append(f"{face.code_name()} {size:g} Tf {size * 1.2:g} TL {code}")
    canvas.drawText(text)
