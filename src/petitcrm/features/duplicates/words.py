"""How sure a likeness is, in words."""

from petitcrm.base.language import _, mark

BANDS = ("certain", "likely", "possible")
_WORDS = {"certain": mark("certain"), "likely": mark("likely"), "possible": mark("possible")}
BAND_ROLES = {"certain": "bad", "likely": "warn", "possible": "muted"}


def band_word(band: str) -> str:
    """The word for a band."""
    return _(_WORDS[band])
