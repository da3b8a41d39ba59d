"""The page by which one measures how far a printer prints an envelope beside the place it should: a frame, and words."""

from __future__ import annotations

from io import BytesIO

from petitcrm.base.language import _
from petitcrm.features.envelopes.layout import Page
from petitcrm.features.labels.layout import MM
from petitcrm.features.labels.pdf import new_canvas
from petitcrm.features.labels.sheets import said
from petitcrm.features.letters import fonts
from petitcrm.features.letters.pdf import Drawing

INSIDE = 10.0  # mm from the frame to the edges of the envelope
_PADDING = 4.0
_SIZE = 10.0


def page(one: Page, offset: tuple[int, int], printer: str) -> bytes:
    """A PDF of one page: a frame 10 mm inside the edges of the envelope, moved by `offset` (tenths of a mm).

    The words stand as the page does, so that its right and its foot are those of the offset.
    """
    out = BytesIO()
    size = one.size.name
    canvas = new_canvas(out, _("Test page: {sheet}").format(sheet=size), (one.width * MM, one.height * MM))
    canvas.translate(offset[0] / 10 * MM, -offset[1] / 10 * MM)
    x, y, wide, high = one.envelope
    x, y, wide, high = x + INSIDE, y + INSIDE, wide - 2 * INSIDE, high - 2 * INSIDE
    canvas.setLineWidth(0.5)
    canvas.rect(x * MM, (one.height - y - high) * MM, wide * MM, high * MM)
    lines = [
        _("Test page: {sheet}").format(sheet=size),
        printer,
        _("Offset: {right} mm to the right, {down} mm down.").format(
            right=said(offset[0] / 10), down=said(offset[1] / 10)
        ),
        _("The frame must stand 10 mm from the edges of the envelope. Held like this, its upper edge went in first."),
    ]
    face = fonts.Face(fonts.REGULAR, canvas._doc, set())
    shown = [fonts.one_line(line) for line in lines if line.strip()]
    codes = [code for line in shown for code in face.wrap(line, _SIZE, (wide - 2 * _PADDING) * MM)]
    left, first = (x + _PADDING) * MM, (one.height - y - _PADDING) * MM - _SIZE
    text = f"BT 1 0 0 1 {left:.2f} {first:.2f} Tm {face.code_name()} {_SIZE:g} Tf {_SIZE * 1.3:g} TL"
    canvas.drawText(Drawing(f"{text} {' T* '.join(codes)} ET"))
    canvas.showPage()
    canvas.save()
    return out.getvalue()
