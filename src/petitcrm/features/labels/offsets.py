"""How far a printer prints beside the place it should: kept with this computer, per printer, in tenths of a mm."""

from petitcrm.base import preferences

MOST = 100  # tenths of a mm: a printer that misses by more than 1 cm takes the paper wrongly
KEY = "label_offsets"
Offset = tuple[int, int]


def offset_of(printer: str) -> Offset:
    """How far to the right and down to move what `printer` prints; "" for a PDF file."""
    kept = preferences.read().get(KEY)
    found = kept.get(printer) if isinstance(kept, dict) else None
    if isinstance(found, list) and len(found) == 2 and all(isinstance(one, int) for one in found):
        return _bounded(found[0]), _bounded(found[1])
    return 0, 0


def keep(printer: str, offset: Offset) -> None:
    """Remember the offset of a printer."""
    kept = preferences.read().get(KEY)
    known = dict(kept) if isinstance(kept, dict) else {}
    known.pop(printer, None)
    if any(offset):
        known[printer] = list(map(_bounded, offset))
    preferences.keep(**{KEY: known})


def _bounded(tenths: int) -> int:
    return max(-MOST, min(MOST, tenths))
