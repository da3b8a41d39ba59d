"""The pictures of a letter's text in one document: each is drawn once, however many letters show it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from petitcrm.features.letters import layout as place
from petitcrm.features.letters.layout import MM
from petitcrm.features.letters.markup import Picture
from petitcrm.features.letters.template import fold


@lru_cache(maxsize=8)
def readable(content: bytes) -> Any:
    """A picture as reportlab takes it, kept over the previews of a letter; None for none, or where its bytes are damaged."""
    from reportlab.lib.utils import ImageReader

    if not content:
        return None
    try:
        made = ImageReader(io.BytesIO(content))
        made.getRGBData()
    except OSError:
        return None
    return made


class Plates:
    """`pictures` by folded name, `width` mm is how wide one is at most."""

    def __init__(self, canvas: Any, pictures: Mapping[str, bytes], width: float) -> None:
        self._canvas, self._pictures, self._width = canvas, pictures, width
        self._made: dict[tuple[str, int], tuple[str, float]] = {}

    def plate(self, one: Picture) -> tuple[str, float] | None:
        """The form of a picture and its height in points; None where there is no such picture."""
        key = fold(one.name), one.width
        if key not in self._made:
            picture = readable(self._pictures.get(key[0], b""))
            if picture is None:
                return None
            self._made[key] = self._form(picture, one.width)
        return self._made[key]

    def _form(self, picture: Any, wanted: int) -> tuple[str, float]:
        pixels = picture.getSize()
        width = min(wanted or pixels[0] / place.PICTURE_DENSITY, self._width)
        wide, high = place.fitted(pixels, (width, place.PICTURE_HEIGHT))
        name = f"plate{len(self._made)}"
        self._canvas.beginForm(name)
        self._canvas.drawImage(picture, 0, 0, wide * MM, high * MM)
        self._canvas.endForm()
        return name, high * MM

    def show(self, name: str, x: float, bottom: float) -> None:
        """Put a plate on the page with its lower left corner at (x, bottom), in points from the sheet's own."""
        self._canvas.saveState()
        self._canvas.translate(x, bottom)
        self._canvas.doForm(name)
        self._canvas.restoreState()
